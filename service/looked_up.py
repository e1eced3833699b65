"""What a search finds, as a reader sees it: the place, and the best stretch of it with the words that were searched."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.nouns import Rank
from corpus.terms import terms
from service.permalink import proof_address
from service.reply import Found, Proof
from service.views import SourceView

LONGEST = 280
# The score of a result is a mean of signals, about in [0, 1]. Set by looking at 16 searches, not fitted: for words of
# another world ("Pizza backen") the best was below 0.3, for lay words of ours ("Chef schmeißt mich raus") above 0.35.
LEAST_BEST, LEAST = 0.3, 0.2
# A shorter word is in too many others.
COMPOUND = 5
_WORD = re.compile(r"[^\W_]+(?:[-·][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text; ``hit``: it is one of the words that were searched."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found. ``address`` is None where its wording cannot be read here."""

    proof: Proof
    source: SourceView | None
    address: str | None
    snippet: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """To which ranks and sources (by id) a search is kept; where there are none, to all."""

    ranks: frozenset[Rank] = frozenset()
    sources: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.ranks or self.sources)

    def takes(self, source: SourceView | None) -> bool:
        """Tell whether what stands in ``source`` is wanted."""
        if source is None:
            return not self
        return (not self.ranks or source.rank in self.ranks) and (not self.sources or source.id in self.sources)


def near_enough(found: Sequence[Found]) -> tuple[Found, ...]:
    """Return what is near enough to be shown, best first; nothing where even the best is about something else."""
    if not found or found[0].score < LEAST_BEST:
        return ()
    return tuple(each for each in found if each.score >= LEAST)


def hits(found: Iterable[Found], query: str, sources: Sequence[SourceView], wanted: Wanted) -> Iterator[Hit]:
    """Yield what is wanted of ``found``, best first, each place once."""
    searched = frozenset(terms(query))
    seen = set[str]()
    for proof in (each.proof for each in found):
        source = source_of(proof, sources)
        if wanted.takes(source) and proof.pinpoint not in seen:
            seen.add(proof.pinpoint)
            yield Hit(proof, source, proof_address(proof, sources), snippet(proof.quote, searched))


def source_of(proof: Proof, sources: Sequence[SourceView]) -> SourceView | None:
    """Return the source that a proof stands in, the one with the longest title that fits."""
    fits = [s for s in sources if proof.pinpoint == s.cite or proof.pinpoint.startswith((f"{s.cite} ", f"{s.cite},"))]
    return max(fits, key=lambda s: len(s.cite), default=None)


def snippet(text: str, searched: Collection[str]) -> tuple[Stretch, ...]:
    """Return the stretch of ``text``, at most about 280 characters, that holds most of the ``searched`` terms."""
    line = " ".join(text.split())
    found = [(word.start(), word.end()) for word in _WORD.finditer(line) if _is_hit(word[0], searched)]
    start, end = _window(line, found)
    stretches, at = list[Stretch](), start
    for first, last in found:
        if start <= first and last <= end:
            stretches += (Stretch(line[at:first], hit=False), Stretch(line[first:last], hit=True))
            at = last
    stretches.append(Stretch(line[at:end] + (" …" if end < len(line) else ""), hit=False))
    if start:
        stretches.insert(0, Stretch("… ", hit=False))
    return tuple(stretch for stretch in stretches if stretch.text)


def _is_hit(word: str, searched: Collection[str]) -> bool:
    stems = terms(word)
    return any(
        stem == term or (len(term) >= COMPOUND and not term[0].isdigit() and term in stem)
        for stem in stems
        for term in searched
    )


def _window(line: str, found: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return where the best stretch begins and ends, at borders of words."""
    if len(line) <= LONGEST:
        return 0, len(line)
    best = max(
        (first for first, _ in found),
        key=lambda first: sum(first <= start and end <= first + LONGEST for start, end in found),
        default=0,
    )
    # Some words before the first hit tell what it is about.
    start = max(0, min(best - LONGEST // 4, len(line) - LONGEST))
    start = line.find(" ", start) + 1 if start else 0
    end = len(line) if start + LONGEST >= len(line) else line.rfind(" ", start, start + LONGEST)
    return start, max(end, start + 1)
