"""Documents page by page: what stands on a page as loaded, or the quotations of it that may be shown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.nouns import PagePoint, Passage, Unit
from service.permalink import leaf_key


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a document: its number on paper, and its sheet counted from 1 in the file; it may lack either."""

    key: str
    printed: str | None
    sheet: int | None
    headings: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Tell whether the number on paper is another than that of the sheet."""
        return self.printed is not None and self.sheet is not None and self.printed != str(self.sheet)


@dataclass(frozen=True, slots=True)
class Extract:
    """A stretch of a page: one passage or the part of it that stands there, or one quoted sentence.

    ``heading`` is the nearest one above it, told where it is new. ``goes_on`` and ``went_on``: on the next page, or
    from the one before.
    """

    passage_id: str
    heading: str
    text: str
    went_on: bool
    goes_on: bool


class Leaves:
    """The pages of one document."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Take the official passages of a document in their order."""
        self._units: dict[str, list[tuple[Passage, Unit]]] = defaultdict(list)
        for passage in passages:
            for unit in passage.units:
                if isinstance(unit.place, PagePoint):
                    self._units[leaf_key(unit.place)].append((passage, unit))
        self.all = tuple(_leaf(key, [unit for _, unit in found]) for key, found in self._units.items())
        self._by_key = {leaf.key: leaf for leaf in self.all}

    def at(self, place: PagePoint) -> Leaf | None:
        """Return the page that ``place`` is cited for, also by its sheet or a heading; None where there is none."""
        if (found := self._by_key.get(leaf_key(place))) or place.page:
            return found
        if place.pdf_page:
            return next((leaf for leaf in self.all if leaf.sheet == place.pdf_page), None)
        return next((leaf for leaf in self.all if place.heading in leaf.headings), None)

    def leaf(self, key: str) -> Leaf | None:
        """Return the page with this name in its address, or None."""
        return self._by_key.get(key)

    def beside(self, leaf: Leaf) -> tuple[Leaf | None, Leaf | None]:
        """Return the pages before and after ``leaf``."""
        at = self.all.index(leaf)
        return (self.all[at - 1] if at else None), (self.all[at + 1] if at + 1 < len(self.all) else None)

    def extracts(self, leaf: Leaf) -> tuple[Extract, ...]:
        """Return all that stands on the page, in order."""
        return tuple(_told_once(self._stretches(leaf)))

    def quotations(self, leaf: Leaf, quotes: Mapping[str, Sequence[str]], passage_id: str = "") -> tuple[Extract, ...]:
        """Return what may be quoted of the page: ``quotes`` by passage, and the passage that an answer quoted."""
        found: list[Extract] = []
        for extract in self._stretches(leaf):
            if extract.passage_id == passage_id:
                found.append(extract)
                continue
            wanted = [quote for quote in dict.fromkeys(quotes.get(extract.passage_id, ())) if quote in extract.text]
            for quote in sorted(wanted, key=extract.text.index):
                found.append(Extract(extract.passage_id, extract.heading, quote, went_on=False, goes_on=False))
        return tuple(_told_once(found))

    def _stretches(self, leaf: Leaf) -> Iterator[Extract]:
        groups: dict[str, list[tuple[Passage, Unit]]] = {}
        for passage, unit in self._units[leaf.key]:
            groups.setdefault(passage.id, []).append((passage, unit))
        yield from (_extract(found) for found in groups.values())


def _leaf(key: str, units: Iterable[Unit]) -> Leaf:
    places = [unit.place for unit in units if isinstance(unit.place, PagePoint)]
    headings = tuple(dict.fromkeys(place.heading for place in places if place.heading))
    return Leaf(key, places[0].page, places[0].pdf_page, headings)


def _extract(found: Sequence[tuple[Passage, Unit]]) -> Extract:
    passage, first = found[0]
    last = found[-1][1]
    heading = first.place.heading if isinstance(first.place, PagePoint) else None
    return Extract(
        passage.id,
        heading or "",
        passage.text[first.start : last.end].strip(),
        went_on=first is not passage.units[0],
        goes_on=last is not passage.units[-1],
    )


def _told_once(extracts: Iterable[Extract]) -> Iterator[Extract]:
    """Yield the extracts, each heading only where it begins."""
    before = ""
    for e in extracts:
        yield Extract(e.passage_id, e.heading if e.heading != before else "", e.text, e.went_on, e.goes_on)
        before = e.heading or before
