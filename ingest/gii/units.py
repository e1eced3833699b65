"""From a written paragraph to its addressable units: sentences, numbers, letters, sub-letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.nouns import Pinpoint, Unit
from ingest.sentences import split


@dataclass(frozen=True, slots=True)
class Flow:
    """A stretch ``start``–``end`` of running text and the lists and tables that stand in it, in order."""

    start: int
    end: int
    listings: tuple["Listing", ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its label as printed ("1.", "a)", "–") and what stands behind it."""

    label: str
    flow: Flow


@dataclass(frozen=True, slots=True)
class Listing:
    """A list or a table inside a flow. ``closes``: whether a sentence may end with it."""

    start: int
    end: int
    items: tuple[Item, ...]
    closes: bool


_LABEL = re.compile(r"[\"„“]?(?P<name>\d+(?:\.\d+)*[a-z]*|[a-z]+|[IVX]+)[.)]*")


def units_of(text: str, place: Pinpoint, flow: Flow) -> tuple[Unit, ...]:
    """Return the units of one paragraph, in order of their start, the wider first.

    A paragraph of one sentence has that sentence's unit at ``place`` itself.
    """
    found = _sentences(text, place, flow)
    return tuple(sorted(found, key=lambda unit: (unit.start, -unit.end)))


def _sentences(text: str, place: Pinpoint, flow: Flow) -> Iterator[Unit]:
    spans = _spans(text, flow)
    for number, (start, end) in enumerate(spans, 1):
        here = replace(place, sentence=str(number)) if len(spans) > 1 else place
        yield Unit(here, start, end)
        for listing in flow.listings:
            if start <= listing.start < end:
                yield from _items(text, here, listing)


def _items(text: str, place: Pinpoint, listing: Listing) -> Iterator[Unit]:
    for item in listing.items:
        here = _within(place, item.label)
        if here is not None and item.flow.start < item.flow.end:
            yield from _inner(text, here, item.flow)
        for nested in item.flow.listings:
            yield from _items(text, here or place, nested)


def _inner(text: str, place: Pinpoint, flow: Flow) -> Iterator[Unit]:
    """Yield the unit of a number or letter, and of each sentence in it where it has several."""
    yield Unit(place, flow.start, flow.end)
    spans = _spans(text, flow)
    if len(spans) > 1:
        yield from (Unit(replace(place, inner=str(n)), start, end) for n, (start, end) in enumerate(spans, 1))


def _within(place: Pinpoint, label: str) -> Pinpoint | None:
    """Return the place that ``label`` opens inside ``place``, or None where the grammar has no word for it."""
    match = _LABEL.fullmatch(label)
    if match is None:
        return None
    name = match["name"]
    lettered = name.isalpha() and name.islower()
    if place.letter is None:
        if lettered:
            return replace(place, letter=name)
        return replace(place, number=name) if place.number is None else None
    return replace(place, subletter=name) if lettered and place.subletter is None else None


def _spans(text: str, flow: Flow) -> tuple[tuple[int, int], ...]:
    """Split a flow into sentences. Lists and tables are masked, so they stay in the sentence that brings them."""
    pieces, at = [], flow.start
    for listing in flow.listings:
        pieces += [text[at : listing.start], "x" * (listing.end - listing.start - 1), "." if listing.closes else "x"]
        at = listing.end
    pieces.append(text[at : flow.end])
    return tuple((flow.start + start, flow.start + end) for start, end in split("".join(pieces)))
