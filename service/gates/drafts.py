"""What a model drafts, and why a sentence of it is not said. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.nouns import Passage, Place


@dataclass(frozen=True, slots=True)
class Cited:
    """One place that a drafted sentence rests on: the id of a passage, and words that are said to stand there."""

    passage_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence as a model wrote it. Nothing of it is checked."""

    text: str
    cites: tuple[Cited, ...]


class Reason(StrEnum):
    """Why a drafted sentence is not said."""

    EMPTY = "empty"
    LONG = "long"
    REPEATED = "repeated"
    TOO_MANY = "too_many"
    MARKUP = "markup"
    LINK = "link"
    VERDICT = "verdict"
    LANGUAGE = "language"
    UNCITED = "uncited"
    UNKNOWN_PASSAGE = "unknown_passage"
    NOT_VERBATIM = "not_verbatim"
    NUMBER = "number"
    NORM = "norm"
    NEGATION = "negation"
    FORCE = "force"
    WORDS = "words"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that was found: ``passage.text[start:end]``, what stands at ``place``.

    ``context`` is what has to be read with it: the words of its sentence that lead to a number of an enumeration.
    """

    passage: Passage
    place: Place
    start: int
    end: int
    context: str

    @property
    def quote(self) -> str:
        """Return the exact slice of the passage."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence that passed every gate, and what proves it (never empty)."""

    text: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a draft: what may be said in order, how many sentences fell for which reason.

    ``main_failed`` tells that the first sentence fell; then the others answer another question.
    """

    kept: tuple[Kept, ...]
    dropped: Mapping[Reason, int]
    main_failed: bool
