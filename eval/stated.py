"""Whether an answer says a fact, by program: its numbers, its negation, how much of its words and its meaning.

The decision was fitted on pairs that were judged by reading (``eval/judged/facts.jsonl``): a wrong yes is worse than a
wrong no.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.facts import negated, numbers
from corpus.terms import terms
from eval.likeness import Likeness

# A fact is said by at most so many neighbouring sentences.
WINDOW = 3
# How much of words and meaning (each at most 1) a fact needs, in an answer that cites what decides the question, and
# in one that does not: there a fact in general words is said of something else.
NEEDED, NEEDED_ELSEWHERE = 0.9, 1.5
# Where the meaning is so near, other words are as good: "keine Aufzeichnung", "darf nicht aufgezeichnet werden".
MEANT = 0.65
# From here on a sentence may say what must not be said, and somebody has to read it.
SUSPECT = 1.1
# Words less alike than this are different words.
_ALIKE = 0.55
# What a verb or an adjective counts, of a noun.
_SMALL = 0.5
# What each sentence more costs, so that a fact is looked for in as few as say it.
_LONGER = 0.03
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HALVES = {"1/2": "50", "50": "1/2"}
_SIDE = re.compile(r"\s*(ja|nein)\b[,:.;–]?\s*", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:rund|etwa|circa|ca\.)\s", re.IGNORECASE)
# Norms are proven by citations and seldom said.
_NORM = re.compile(
    r"\(?(?:\b(?:nach|des|der|in|im) )?"
    r"(?:§§?\s*\d+[a-z]?|\b(?:Abs\.|Absatz|Absätze|Nr\.|Satz|Buchst\.|SGB)\s*\w+(?: bis \d+)?)\)?"
)
# Words that deny without "nicht" and "kein".
_DENIED = re.compile(
    r"\b(?:un[a-zäöü]{5,}|[a-zäöü]+(?:frei|los)|entf(?:ällt|allen)|\w*ausgeschlossen|ausgenommen|verboten|Ausnahmen?"
    r"|weg(?:gefallen|fällt)|fehlt|statt|erst|nur|Nein)\b"
)


@dataclass(frozen=True, slots=True)
class Support:
    """The neighbouring sentences nearest to a fact: which, and how much of its words and its meaning they have.

    ``words`` is in [0, 1], ``meaning`` a cosine.
    """

    at: tuple[int, ...]
    words: float
    meaning: float


def stated(fact: str, sentences: Sequence[str], like: Likeness, deciding: bool = True) -> bool:
    """Tell whether the sentences of an answer say ``fact``; ``deciding``: it cites what decides the question."""
    found = support(fact, sentences, like)
    if found is None:
        return False
    enough = found.words + found.meaning >= (NEEDED if deciding else NEEDED_ELSEWHERE)
    return enough or (deciding and found.meaning >= MEANT)


def support(fact: str, sentences: Sequence[str], like: Likeness) -> Support | None:
    """Return the neighbouring sentences nearest to ``fact`` that have all its numbers and deny where it denies.

    None where there are none, or where the answer begins with "Ja" and the fact with "nein", or the other way round.
    """
    if not sentences or _other_side(fact, sentences[0]):
        return None
    bare = _bare(fact)
    words = _content(bare)
    worth = np.array([like.worth(word) * (1 if word[0].isupper() else _SMALL) for word in words], np.float32)
    alike = np.array([like.words(words, _content(sentence)) for sentence in sentences], np.float32)
    alike = np.where(alike >= _ALIKE, alike, 0)
    texts = {at: " ".join(sentences[row] for row in at) for at in _windows(len(sentences))}
    near = [at for at, text in texts.items() if not missing_numbers(fact, text) and _denies_as(bare, text)]
    meanings = like.vectors([bare, *(texts[at] for at in near)]) @ like.vectors([bare])[0]
    shares = [float(worth @ alike[list(at)].max(axis=0) / worth.sum()) if words else 1.0 for at in near]
    found = [Support(at, share, float(meaning)) for at, share, meaning in zip(near, shares, meanings[1:], strict=True)]
    return max(found, key=lambda each: each.words + each.meaning - _LONGER * len(each.at), default=None)


def suspect(never: str, sentence: str, like: Likeness) -> bool:
    """Tell whether ``sentence`` may say what must not be said, so that somebody has to read it."""
    found = support(never, [sentence], like)
    return found is not None and found.words + found.meaning >= SUSPECT


def missing_numbers(fact: str, text: str) -> frozenset[str]:
    """Return the numbers of ``fact`` that ``text`` lacks.

    "rund 20 763" is also met by "20.763,75", "die Hälfte" by "50 Prozent", and the other way round.
    """
    told = numbers(text)
    told |= {_HALVES[number] for number in told & _HALVES.keys()}
    rounded = {number.partition(",")[0] for number in told} if _ABOUT.search(fact) else set()
    return numbers(fact) - told - rounded


def _windows(count: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, min(WINDOW, count) + 1):
        yield from (tuple(range(at, at + size)) for at in range(count - size + 1))


def _denies_as(fact: str, text: str) -> bool:
    return not negated(fact) or negated(text) or bool(_DENIED.search(text))


def _other_side(fact: str, first: str) -> bool:
    ours, theirs = _SIDE.match(fact), _SIDE.match(first)
    return bool(ours and theirs and ours[1].casefold() != theirs[1].casefold())


def _bare(fact: str) -> str:
    """Return a fact without its "ja" or "nein" and the norms that it names, if anything is left then."""
    side = _SIDE.match(fact)
    rest = fact[side.end() :] if side else fact
    bare = " ".join(_NORM.sub(" ", rest).split())
    return bare if _content(bare) else rest or fact


def _content(text: str) -> list[str]:
    return [word for word in dict.fromkeys(_WORD.findall(text)) if terms(word)]
