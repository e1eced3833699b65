"""The nouns of the project. Values only; nothing of ours is imported here. `corpus.entries` has those of the digest.

One direction: Source → Edition → Reading (of Blocks) → Passage → vector → index ‖ question → Match → Answer.
Every text is addressed by offsets into one canonical string, so a quote is a slice and cannot drift.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias


class Rank(StrEnum):
    """How much a source binds, strongest first (declaration order is the order of display)."""

    LAW = "law"
    ORDINANCE = "ordinance"
    NOTICE = "notice"
    CASE_LAW = "case_law"
    GUIDANCE = "guidance"
    ASSOCIATION = "association"
    PLAN = "plan"
    STUDY = "study"


class Format(StrEnum):
    """How a source arrives."""

    GII_XML = "gii-xml"
    PDF = "pdf"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class AsOfRule(StrEnum):
    """Where the date of a source's wording comes from when the operator states none."""

    BUILDDATE = "builddate"
    FIXED = "fixed"
    RETRIEVED = "retrieved"


class Level(StrEnum):
    """How a text is worded: for easy reading, for everybody, for counsellors."""

    LEICHTER = "leichter"
    STANDARD = "standard"
    FACH = "fach"


class Wording(StrEnum):
    """Whose words a passage holds: the publisher's, or this project's summary."""

    OFFICIAL = "official"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place in a statute. Parts are strings, because "61a" and "2a" are not numbers.

    ``section`` is the number after § ("61a") or the name of an annex ("Anlage zu § 28"); it is None for a whole
    law, and for the paragraphs and numbers of a notice that has no sections.
    ``inner`` counts a sentence inside a number or letter (§ 60 Abs. 2 Nr. 5 Satz 2).
    ``sentence`` is None where the paragraph is one sentence, as lawyers cite it.
    """

    law: str
    section: str | None = None
    paragraph: str | None = None
    sentence: str | None = None
    number: str | None = None
    letter: str | None = None
    subletter: str | None = None
    inner: str | None = None

    def __str__(self) -> str:
        """Return the written form, e.g. "SGB IX § 61 Abs. 2 Satz 2 Nr. 1 Buchst. a"."""
        section = f"§ {self.section}" if self.section and self.section[0].isdigit() else self.section
        parts = (
            self.law,
            section,
            self.paragraph and f"Abs. {self.paragraph}",
            self.sentence and f"Satz {self.sentence}",
            self.number and f"Nr. {self.number}",
            self.letter and f"Buchst. {self.letter}",
            self.subletter and f"Doppelbuchst. {self.subletter}",
            self.inner and f"Satz {self.inner}",
        )
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A place in a document: its title as cited, and the page as printed or the heading.

    ``page`` is what is printed on the paper ("273"), ``pdf_page`` counts from 1 in the file.
    """

    title: str
    page: str | None = None
    pdf_page: int | None = None
    heading: str | None = None

    def __str__(self) -> str:
        """Return the written form, e.g. "Maaß u. a. 2023, S. 273"."""
        if self.page:
            return f"{self.title}, S. {self.page}"
        if self.pdf_page:
            return f"{self.title}, PDF-Seite {self.pdf_page}"
        return f"{self.title}, „{self.heading}“" if self.heading else self.title


@dataclass(frozen=True, slots=True)
class TopicPoint:
    """A place in this project's own digest: a topic (Thema), a signpost, or a term of the glossary, by its id."""

    topic: str

    def __str__(self) -> str:
        """Return the id."""
        return self.topic


Place: TypeAlias = Pinpoint | PagePoint | TopicPoint

# The "source" of what is our own; what people ask (fragen) is searched and never said.
DIGEST_ID, ASKED_ID, SIGNPOST_ID, GLOSSARY_ID = "digest", "fragen", "wegweiser", "glossar"


@dataclass(frozen=True, slots=True)
class Source:
    """One published text that may be cited, as ``corpus/sources.toml`` names it.

    ``cite`` is the short title as cited and the ``law`` of its pinpoints. ``sections`` lists the
    sections taken ("57", "Anlage zu § 28"); empty means the whole text. ``address_certain`` is False
    where the operator has to supply the file.
    """

    id: str
    cite: str
    title: str
    publisher: str
    url: str
    format: Format
    rank: Rank
    rights: str
    as_of_rule: AsOfRule
    as_of: date | None = None
    sections: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    address_certain: bool = True


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a source's file, keyed by ``(source_id, sha256)`` and never overwritten.

    ``as_of`` is the date of the wording: stated by the operator, else by the source's as-of rule.
    ``stand`` is the publisher's own note ("Zuletzt geändert durch …").
    """

    source_id: str
    sha256: str
    as_of: date
    retrieved: datetime
    origin: str
    built: date | None = None
    stand: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One addressable piece of a text: ``text[start:end]`` is what stands at ``place``.

    Units nest by their places: a sentence covers its numbers, a number its letters.
    """

    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A text whose border no passage crosses: one paragraph of a norm, one section of a document.

    ``path`` is the heading path, outermost first; for a norm its last entry is the norm's heading.
    ``units`` stand in order of their start, a sentence before the numbers in it.
    """

    place: Place
    path: tuple[str, ...]
    text: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or editorial note, kept apart from the wording it belongs to."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file: its blocks in order, and what an operator should know.

    ``problems`` are German sentences for the report, each complete in itself.
    """

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    problems: tuple[str, ...] = ()
    built: date | None = None
    stand: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded, found and cited: a verbatim slice of one block of one edition, or a Kernaussage.

    ``id`` is a hash of edition, place and text, and of what tells two with the same apart. ``edition`` is the
    SHA-256 of the source's file, or of the digest. ``position`` is the order of the passage in its source.
    The passages of a block, in order, concatenate to its text. Unit offsets count inside ``text``.
    """

    id: str
    source_id: str
    edition: str
    position: int
    place: Place
    path: tuple[str, ...]
    text: str
    units: tuple[Unit, ...]
    wording: Wording


@dataclass(frozen=True, slots=True)
class Match:
    """A passage found for a question. ``score`` orders matches of one question, higher first."""

    passage: Passage
    score: float
