"""The nouns of the digest: what this project says itself, each sentence with the places that prove it. Values only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.nouns import Level, Place
from corpus.situations import Situation


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence (at ``leichter`` up to three short ones) and the places that prove it, at least one.

    ``row`` is the line of its file that it stands on, from 1.
    """

    text: str
    places: tuple[Place, ...]
    row: int = field(default=0, compare=False)


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A Kernaussage: what one place says, in this project's own words, at two levels.

    ``as_of`` is the date of the wording it was written from. ``former`` marks law that people still quote and that
    no longer holds. ``left_out`` names what ``leichter`` does not tell, ``today`` what the law says where a document
    differs.
    """

    place: Place
    standard: str
    leichter: str
    as_of: date
    valid_from: date | None = None
    valid_until: date | None = None
    former: bool = False
    left_out: tuple[str, ...] = ()
    today: Lines = ()
    file: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)

    def said(self, level: Level) -> str:
        """Return the statement as it is worded at ``level``; ``fach`` has no wording of its own."""
        return self.leichter if level is Level.LEICHTER else self.standard


@dataclass(frozen=True, slots=True)
class Asked:
    """What people ask when the paragraph (Absatz) at ``place`` is the answer, by register: found by, never said."""

    place: Place
    ways: Mapping[str, tuple[str, ...]]
    file: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A topic at one level: the answer, what it does not settle and who decides, and what can be done now."""

    answer: Lines
    open: Lines = ()
    next: Lines = ()

    def parts(self) -> Iterator[tuple[str, Lines]]:
        """Yield the name and the lines of each part, in the order of reading."""
        yield from (("answer", self.answer), ("open", self.open), ("next", self.next))


@dataclass(frozen=True, slots=True)
class Derived:
    """An amount that no source prints: ``formula`` ("563 / 8") over numbers that ``sources`` print gives ``amount``."""

    amount: str
    formula: str
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A Thema: the answer to what people ask, at every level, with the ways in which they ask it, by register."""

    id: str
    title: str
    area: str
    as_of: date
    texts: Mapping[Level, Text]
    ways: Mapping[str, tuple[str, ...]]
    follow_ups: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    derived: tuple[Derived, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    former: bool = False
    file: str = field(default="", compare=False)

    def lines(self, level: Level) -> Lines:
        """Return everything said at ``level``, in the order of reading."""
        return tuple(line for _, lines in self.texts[level].parts() for line in lines)

    def places(self) -> tuple[Place, ...]:
        """Return every place that the topic cites, in the order of the standard text first, each once."""
        levels = (Level.STANDARD, Level.LEICHTER, Level.FACH)
        return tuple(dict.fromkeys(p for level in levels for line in self.lines(level) for p in line.places))


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to a question of a guided check: its label at two levels, and the step it leads to."""

    standard: str
    leichter: str
    to: str


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a guided check, with why it is asked."""

    id: str
    standard: str
    leichter: str
    why: Mapping[Level, Lines]
    replies: tuple[Reply, ...]
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a guided check ends: the rule that the answers lead to, never a verdict on a person.

    ``texts`` holds for each level the parts rule, show, decides, apply and refusal, in this order.
    """

    id: str
    texts: Mapping[Level, Mapping[str, Lines]]
    topics: tuple[str, ...]
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class GuidedCheck:
    """A Prüfweg: a graph of questions that ends in rules and next steps."""

    id: str
    title: str
    as_of: date
    about: Mapping[Level, Lines]
    start: str
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]
    file: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary: a term, its other names, and what it means at two levels."""

    term: str
    also: tuple[str, ...]
    texts: Mapping[Level, Lines]
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Signpost:
    """A subject that is not ours, and who helps with it. ``written`` is the day of name, address and number."""

    id: str
    subject: str
    words: tuple[str, ...]
    asks: tuple[str, ...]
    standard: str
    leichter: str
    name: str
    url: str
    phone: str | None
    written: date
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Review:
    """A reader compared a shift of "nicht", "soll", "kann" or "muss" with its source and found it right.

    ``texts`` is the hash of both texts (12 hex digits): where either changes, the review no longer counts.
    """

    entry: str
    shift: str
    texts: str
    reader: str
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the machine keeps in a file: the hash of the wording at each place it cites, and its reviews."""

    file: str
    rests_on: Mapping[str, str]
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """All that this project says itself, in the order of the files."""

    statements: tuple[Statement, ...] = ()
    topics: tuple[Topic, ...] = ()
    checks: tuple[GuidedCheck, ...] = ()
    terms: tuple[Term, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    kept: tuple[Kept, ...] = ()
    situations: tuple[Situation, ...] = ()
