"""Which norm has which kind of entry: the table of coverage."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.claims import Entry
from corpus.nouns import Pinpoint, Place
from corpus.places import touch
from corpus.wording import LoadedWording

Section = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One section: how many of its paragraphs have a Kernaussage (at both levels), and how many entries cite it."""

    section: str
    places: int
    told: int
    themen: int
    pruefwege: int


def coverage(entries: Iterable[Entry], wording: LoadedWording) -> tuple[Coverage, ...]:
    """Return a row for every section that is loaded or has an entry.

    A place counts as told where a Kernaussage is on it, on what holds it, or on all that it holds.
    """
    told: dict[Section, list[Pinpoint]] = defaultdict(list)
    cited: Mapping[str, dict[Section, set[str]]] = {"themen": defaultdict(set), "pruefwege": defaultdict(set)}
    for entry in entries:
        for place in (place for claim in entry.claims for place in claim.line.places):
            if isinstance(place, Pinpoint):
                if entry.kind == "kernaussagen":
                    told[_section(place)].append(place)
                elif entry.kind in cited:
                    cited[entry.kind][_section(place)].add(entry.name)
    sections = dict.fromkeys((*wording.sections, *told, *cited["themen"], *cited["pruefwege"]))
    return tuple(_row(section, told[section], cited, wording) for section in sections)


def _row(
    section: Section, told: list[Pinpoint], cited: Mapping[str, dict[Section, set[str]]], wording: LoadedWording
) -> Coverage:
    norm = Pinpoint(section[0], section[1])
    blocks = {Pinpoint(p.law, p.section, p.paragraph) for p in wording.within(norm)}
    blocks = {block for block in blocks if block != norm} or blocks
    covered = [block for block in blocks if any(touch(block, place) for place in told)]
    counts = {kind: len(by_section.get(section, ())) for kind, by_section in cited.items()}
    return Coverage(str(norm), len(blocks), len(covered), counts["themen"], counts["pruefwege"])


def _section(place: Pinpoint) -> Section:
    return place.law, place.section


def uncited(entries: Iterable[Entry]) -> tuple[Place, ...]:
    """Return the places that topics and guided checks cite and on which there is no Kernaussage at all."""
    rows = tuple(entries)
    told = {p for e in rows if e.kind == "kernaussagen" for c in e.claims for p in c.line.places}
    by_section: dict[Section, list[Pinpoint]] = defaultdict(list)
    for place in told:
        if isinstance(place, Pinpoint):
            by_section[_section(place)].append(place)
    wanted = dict.fromkeys(
        p for e in rows if e.kind in ("themen", "pruefwege") for c in e.claims for p in c.line.places
    )
    return tuple(
        place
        for place in wanted
        if isinstance(place, Pinpoint) and not any(touch(place, other) for other in by_section[_section(place)])
    )
