"""The nouns of an answer, as the contract names them. Values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.nouns import Level, Rank, Wording


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NOT_COVERED = "not_covered"
    SIGNPOST = "signpost"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer and the numbers of the proofs that carry it (never empty)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """One numbered source of an answer; ``quote`` is a verbatim slice of its passage."""

    n: int
    pinpoint: str
    title: str
    rank: Rank
    wording: Wording
    quote: str
    url: str
    page: str | None
    as_of: date
    passage_id: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on in a question back: a label for a button and the question it asks."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Clarify:
    """One question back, with two to four choices."""

    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """Who helps with what is not ours."""

    name: str
    url: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A fixed text beside the answer; the only text that needs no proof."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """The answer to one of several questions in a message; its citations count in the common proofs."""

    question_index: int
    status: Status
    answer: tuple[Said, ...]
    clarify: Clarify | None = None
    redirect: Redirect | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which index answered, who worded it, and by which version of this program."""

    index: str
    answerer: str
    version: str


@dataclass(frozen=True, slots=True)
class GuidedBy:
    """The guided check that an answer leads to."""

    id: str
    title: str

    @property
    def path(self) -> str:
        """Return the path of its page."""
        return f"/pruefwege/{self.id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is said to one message. ``answer`` joins the parts in order.

    ``guided`` is there where a notice with the code "guided_check" is: pages make a link of it, programs read the path
    in its text.
    """

    id: str
    status: Status
    level: Level
    answer: tuple[Said, ...]
    parts: tuple[Part, ...]
    sources: tuple[Proof, ...]
    clarify: Clarify | None
    redirect: Redirect | None
    follow_ups: tuple[str, ...]
    notices: tuple[Notice, ...]
    provenance: Provenance
    guided: GuidedBy | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the id of its answer; the client holds both, the server nothing."""

    question: str
    answer_id: str


@dataclass(frozen=True, slots=True)
class Found:
    """One search result: a proof and how well it fits (higher is better, only within one search)."""

    proof: Proof
    score: float
