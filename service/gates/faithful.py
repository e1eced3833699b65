"""What a sentence must not change of what it rests on: numbers, norms, "nicht", "soll", "kann", "muss"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.facts import may, must, negated, numbers, ought
from corpus.nouns import Pinpoint, Place
from corpus.pinpoint import DEFAULT_LAW, Laws, find
from corpus.places import touch
from corpus.terms import pieces
from service.gates.drafts import Quoted, Reason

# Words up to which a source says one thing, so that its "nicht", "soll" or "kann" must be in the sentence too; and how
# much of a clause of a longer one the sentence has to share. Tried by ``python -m eval gates``: 50 for "nicht" lets
# a quarter of the sentences through that lost theirs, no limit drops a tenth more of the sound ones.
SHORT_DENIAL = 80
SHORT_FORCE = 50
SAME = 0.5

_DENIED = re.compile(
    r"\b(?:entfällt|entfallen|ausgeschlossen|ausgenommen|unzulässig|verboten|untersagt|unwirksam|nichtig|verweiger\w+"
    r"|abgelehnt|abzulehnen)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\bprozent\b|%|\bvom hundert\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+[a-z]{0,2}\b")
_AT_LEAST = re.compile(r"\b(?:mindestens|wenigstens|frühestens|mehr als|über \d+)\b", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(?:höchstens|maximal|längstens|spätestens|bis zu|weniger als|unter \d+)\b", re.IGNORECASE)
# It leaves open what a duty is: who "sollte" do something is told no more than that.
_OPEN = re.compile(r"\b(?:sollte|sollten|solle)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.\n()]+\s|\s(?:und|oder|sowie)\s")
_NAMES_DEFAULT = re.compile(r"\bSGB\s*(?:IX|9)\b|\bNeunte[ns]?\s+Buch|\bBuch\s+(?:IX|neun)\b", re.IGNORECASE)


def fault(text: str, quotes: Sequence[Quoted], laws: Laws) -> Reason | None:
    """Return what ``text`` says otherwise than the quotes it rests on (at least one), or None."""
    source = " … ".join(quote.context for quote in quotes)
    if numbers(text) - _known(source) or _bounds(text, source):
        return Reason.NUMBER
    if _strange_norm(text, quotes, laws):
        return Reason.NORM
    if _shifted(text, source, _denies, SHORT_DENIAL) or _elsewhere(text, source, _denies):
        return Reason.NEGATION
    forces = _shifted(text, source, _ought, SHORT_FORCE) or _shifted(text, source, may, SHORT_FORCE)
    return Reason.FORCE if forces or (must(text) and not must(source)) else None


def _denies(text: str) -> bool:
    return negated(text) or bool(_DENIED.search(text))


def _ought(text: str) -> bool:
    return ought(text) or bool(_OPEN.search(text))


def _shifted(text: str, source: str, has: Callable[[str], bool], short: int) -> bool:
    """Tell whether only one of the two has a "nicht", "soll" or "kann"; of a long source, only if of the same thing."""
    if has(source) and not has(text):
        return len(source.split()) <= short or _elsewhere(source, text, has)
    return has(text) and not has(source)


def _elsewhere(one: str, other: str, has: Callable[[str], bool]) -> bool:
    """Tell whether a clause of ``one`` has it whose like in ``other``, where there is one, has it not."""
    theirs = [(set(pieces(clause)), has(clause)) for clause in _CLAUSE.split(other)]
    for clause in _CLAUSE.split(one):
        if has(clause) and (own := set(pieces(clause))):
            alike, same = max((len(own & words) / len(own), had) for words, had in theirs)
            if alike >= SAME and not same:
                return True
    return False


def _known(source: str) -> frozenset[str]:
    return numbers(source) | (frozenset({"100"}) if _PERCENT.search(source) else frozenset())


def _bounds(text: str, source: str) -> bool:
    """Tell whether "höchstens" became "mindestens", or the other way round."""
    pairs = ((_AT_LEAST, _AT_MOST), (_AT_MOST, _AT_LEAST))
    return any(own.search(text) and not own.search(source) and other.search(source) for own, other in pairs)


def _strange_norm(text: str, quotes: Sequence[Quoted], laws: Laws) -> bool:
    """Tell whether ``text`` names a norm, or the number of one, that is neither cited nor named in a cited passage."""
    around = " ".join(f"{quote.passage.place} {quote.place} {quote.passage.text}" for quote in quotes)
    seen = set(_DIGITS.findall(around))
    known = (*_places(quotes), *_named_in(quotes, laws))
    default = bool(_NAMES_DEFAULT.search(text))
    for norm in find(text, laws):
        # Without a law behind it, a norm is one of the law that is cited, or of one that we do not know.
        meant = norm.law == DEFAULT_LAW and not default and norm.section in seen
        if not meant and not any(touch(norm, place) for place in known):
            return True
    quantities = {part for number in numbers(text) for part in re.split(r"[.,]", number)}
    return bool(set(_DIGITS.findall(text)) - seen - quantities - _grouped(text))


def _grouped(text: str) -> set[str]:
    """Return the pieces of numbers that are written with dots, blanks or commas: "1.500", "0,75"."""
    return {piece for found in re.findall(r"\d+(?:[., \u00a0\u202f]\d+)+", text) for piece in re.split(r"\D", found)}


def _places(quotes: Sequence[Quoted]) -> tuple[Place, ...]:
    """Return the places that are quoted, and the paragraphs around them."""
    return tuple(place for quote in quotes for place in (quote.place, quote.passage.place))


def _named_in(quotes: Sequence[Quoted], laws: Laws) -> tuple[Pinpoint, ...]:
    """Return the norms that the cited passages name; one without a law is meant in the passage's own."""
    found: list[Pinpoint] = []
    for quote in quotes:
        named = find(quote.passage.text, laws)
        own = quote.passage.place.law if isinstance(quote.passage.place, Pinpoint) else None
        found += [*named, *(replace(norm, law=own) for norm in named if own)]
    return tuple(found)
