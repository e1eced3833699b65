"""The contents of a law: its loaded sections in order, under the headings that the law puts them under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.nouns import Passage, Pinpoint
from service.permalink import WHOLE, section_address
from service.views import SourceView


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section in the contents of a law; ``remarks`` counts our statements on it."""

    key: str
    name: str
    heading: str
    address: str
    remarks: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections that stand under the same headings of the law, outermost first; none where the law has none."""

    path: tuple[str, ...]
    sections: tuple[SectionLine, ...]


def contents(view: SourceView, passages: Sequence[Passage], remarks: Mapping[str | None, int]) -> tuple[Chapter, ...]:
    """Return the contents of a law from its official passages in order; ``remarks`` counts statements by section."""
    first: dict[str | None, Passage] = {}
    for passage in passages:
        if isinstance(passage.place, Pinpoint):
            first.setdefault(passage.place.section, passage)
    lines = [(passage.path[:-1], _line(view, section, passage, remarks)) for section, passage in first.items()]
    return tuple(
        Chapter(path, tuple(line for _, line in found)) for path, found in groupby(lines, key=lambda each: each[0])
    )


def _line(view: SourceView, section: str | None, passage: Passage, remarks: Mapping[str | None, int]) -> SectionLine:
    key = section or WHOLE
    name = str(Pinpoint("", section)) if section else view.cite
    heading = (passage.path[-1] if passage.path else "").removeprefix(name).strip()
    return SectionLine(key, name, heading, section_address(view.id, key), remarks.get(section, 0))
