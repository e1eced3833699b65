"""What the earlier editions of a statute said where they differ, section by section: kept in the generation.

Only what differs is kept, so a law of 240 sections with three editions takes a few kilobytes. A date here is the
date of an edition's wording. Between two editions nobody looked: when a wording came into force is not known.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from corpus.generation import REPAIR
from corpus.nouns import Pinpoint, Place

EARLIER = "earlier.json"


class BadEarlier(ValueError):
    """The file of earlier wordings cannot be used; the message names it and what is wrong, in German."""


class Addressed(Protocol):
    """What has a place and a text: a block, or a passage of one."""

    @property
    def place(self) -> Place:
        """Where it stands."""

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above it, outermost first."""

    @property
    def text(self) -> str:
        """Its text."""


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """The text of one paragraph (Absatz); ``n`` is its number ("2a"), or None where the section has none."""

    n: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SectionText:
    """The wording of one section: its heading without its number, and its paragraphs in order.

    Without paragraphs it says that the edition has no such section, or only its number ("weggefallen").
    """

    heading: str = ""
    paragraphs: tuple[ParagraphText, ...] = ()

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """Return what must be equal for two wordings to be the same: all words, not how their lines were broken."""
        return (tuple(self.heading.split()), *((str(p.n), *p.text.split()) for p in self.paragraphs))


NOT_THERE = SectionText()


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """A wording of ``section`` that is no longer the newest one.

    ``since`` and ``as_of`` are the oldest and the newest edition that have it, ``until`` the edition that follows,
    which has another one.
    """

    source_id: str
    section: str
    since: date
    as_of: date
    until: date
    wording: SectionText


@dataclass(frozen=True, slots=True)
class Earlier:
    """All earlier wordings of a generation, and the dates of the editions that were compared, by source id.

    Dates and the wordings of a section go from new to old. A source with one edition is not named.
    """

    editions: Mapping[str, tuple[date, ...]] = field(default_factory=lambda: MappingProxyType({}))
    wordings: tuple[EarlierWording, ...] = ()

    def of(self, source_id: str, section: str) -> tuple[EarlierWording, ...]:
        """Return the earlier wordings of a section, the newest first."""
        return tuple(w for w in self.wordings if (w.source_id, w.section) == (source_id, section))


def section_texts(pieces: Iterable[Addressed]) -> dict[str, SectionText]:
    """Return the wording of every section that ``pieces`` lie in, which come in the order of the law.

    The passages of a paragraph concatenate to its text, as its block does.
    """
    headings: dict[str, str] = {}
    texts: dict[str, dict[str | None, str]] = {}
    for piece in pieces:
        if isinstance(piece.place, Pinpoint) and (section := piece.place.section):
            headings.setdefault(section, _heading(piece.path, section))
            of_section = texts.setdefault(section, {})
            of_section[piece.place.paragraph] = of_section.get(piece.place.paragraph, "") + piece.text
    return {
        section: SectionText(headings[section], tuple(ParagraphText(n, text) for n, text in paragraphs.items()))
        for section, paragraphs in texts.items()
    }


def write_earlier(folder: Path, earlier: Earlier) -> None:
    """Write ``earlier`` into the folder of a generation."""
    raw = {"editions": dict(earlier.editions), "wordings": [asdict(wording) for wording in earlier.wordings]}
    text = json.dumps(raw, ensure_ascii=False, indent=0, default=lambda day: day.isoformat())
    (folder / EARLIER).write_text(text, "utf-8")


def read_earlier(folder: Path) -> Earlier:
    """Return what was written into the folder of a generation, nothing where there is no file; raises BadEarlier."""
    path = folder / EARLIER
    if not path.is_file():
        return Earlier()
    try:
        raw = json.loads(path.read_text("utf-8"))
        editions = {str(id_): tuple(map(date.fromisoformat, days)) for id_, days in raw["editions"].items()}
        return Earlier(MappingProxyType(editions), tuple(_wording(entry) for entry in raw["wordings"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as exc:
        raise BadEarlier(f"Die früheren Fassungen in {path} sind unbrauchbar: {exc}. {REPAIR}") from exc


def _heading(path: Sequence[str], section: str) -> str:
    return path[-1].removeprefix("§ ").removeprefix(section).strip() if path else ""


def _wording(raw: Mapping[str, Any]) -> EarlierWording:
    paragraphs = tuple(ParagraphText(entry["n"], str(entry["text"])) for entry in raw["wording"]["paragraphs"])
    days = {name: date.fromisoformat(raw[name]) for name in ("since", "as_of", "until")}
    wording = SectionText(str(raw["wording"]["heading"]), paragraphs)
    return EarlierWording(str(raw["source_id"]), str(raw["section"]), wording=wording, **days)
