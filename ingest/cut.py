"""Blocks into passages: what is embedded, found and cited.

A paragraph of a statute stays whole unless it is very long; prose is cut at sentence borders into pieces that
a reader takes in at a glance. No passage crosses a block, and no character is lost: the passages of a block
concatenate to its text.
"""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from corpus.nouns import Block, Passage, Pinpoint, Place, Unit, Wording

PASSAGE_RULES = "paragraph-400/prose-220/1"
"""Name of the rules below, for whoever reads a manifest; it is part of the index fingerprint."""

STATUTE_MAX_WORDS = 400
PROSE_MAX_WORDS = 220

Span: TypeAlias = tuple[int, int]
Level: TypeAlias = tuple[int, list[int]]

_LABELS = re.compile(r"(?:(?:^|(?<=\n))\S{1,9}\s+)+\Z")


def cut(blocks: Sequence[Block], source_id: str, edition: str, wording: Wording) -> tuple[Passage, ...]:
    """Return the passages of ``blocks`` in order, ``position`` counting from 0.

    A unit that spans a cut is clipped: each passage keeps the part of it that it holds, at the same place.
    ``edition`` is the SHA-256 of the source's file and goes into the ids.
    """
    seen: Counter[str] = Counter()
    passages: list[Passage] = []
    for block in blocks:
        for start, end in _pieces(block):
            units = tuple(_clipped(block.units, start, end))
            place = _place(block, units)
            key = "\0".join((edition, str(place), str(start), block.text[start:end]))
            seen[key] += 1
            passages.append(
                Passage(
                    id=_passage_id(key, seen[key]),
                    source_id=source_id,
                    edition=edition,
                    position=len(passages),
                    place=place,
                    path=block.path,
                    text=block.text[start:end],
                    units=units,
                    wording=wording,
                )
            )
    return tuple(passages)


def _passage_id(key: str, twin: int) -> str:
    """Return the first 20 hex digits of the hash; the second of two equal passages counts as its twin."""
    return hashlib.sha256(f"{key}\0{twin}".encode()).hexdigest()[:20]


def _place(block: Block, units: tuple[Unit, ...]) -> Place:
    """Return where a passage stands: its paragraph, or for prose the page of its first sentence."""
    return block.place if isinstance(block.place, Pinpoint) or not units else units[0].place


def _clipped(units: Sequence[Unit], start: int, end: int) -> Iterator[Unit]:
    for unit in units:
        first, last = max(unit.start, start), min(unit.end, end)
        if first < last:
            yield Unit(unit.place, first - start, last - start)


def _pieces(block: Block) -> Iterator[Span]:
    """Yield the spans a block is cut into; they lie end to end from 0 to the length of its text."""
    most = STATUTE_MAX_WORDS if isinstance(block.place, Pinpoint) else PROSE_MAX_WORDS
    if block.text:
        yield from _packed(block.text, list(_atoms(block.text, (0, len(block.text)), _levels(block, most))), most)


def _levels(block: Block, most: int) -> list[Level]:
    """Return where a block may be cut, the best places first, each with the words a piece may have before it is used.

    Sentences come first, then numbers, then letters. Only what is twice too long for all of these (a table,
    a text without sentences) is cut between lines, and at last between words.
    """
    by_depth: dict[int, list[int]] = {}
    for unit in block.units:
        by_depth.setdefault(_depth(unit.place), []).append(_before_label(block.text, unit.start))
    lines = [match.end() for match in re.finditer(r"\n", block.text)]
    words = [match.end() for match in re.finditer(r"\s+", block.text)]
    units = [(most, by_depth[depth]) for depth in sorted(by_depth)]
    return [*units, (2 * most, lines), (2 * most, words)]


def _depth(place: Place) -> int:
    if not isinstance(place, Pinpoint):
        return 0
    return sum(part is not None for part in (place.sentence, place.number, place.letter, place.subletter, place.inner))


def _before_label(text: str, start: int) -> int:
    """Return the start of the line where only a label ("(1)", "7.", then "a)") stands before ``start``."""
    label = _LABELS.search(text, max(0, start - 40), start)
    return label.start() if label else start


def _atoms(text: str, span: Span, levels: Sequence[Level]) -> Iterator[Span]:
    """Yield ``span`` cut as coarsely as the limits of ``levels`` allow."""
    start, end = span
    if not levels:
        yield span
        return
    (limit, places), rest = levels[0], levels[1:]
    inside = sorted({place for place in places if start < place < end})
    if _count(text, span) <= limit or not inside:
        yield from _atoms(text, span, rest)
        return
    for part in pairwise([start, *inside, end]):
        yield from _atoms(text, part, rest)


def _packed(text: str, atoms: Sequence[Span], most: int) -> Iterator[Span]:
    """Join neighbouring atoms into as few and as equal pieces as ``most`` words each allow."""
    total = _count(text, (0, len(text)))
    aim = total / math.ceil(total / most) if total else most
    start, words = 0, 0
    for place, end in atoms:
        size = _count(text, (place, end))
        if words and (words + size > most or words + size / 2 > aim):
            yield start, place
            start, words = place, 0
        words += size
    yield start, len(text)


def _count(text: str, span: Span) -> int:
    return len(text[span[0] : span[1]].split())
