"""The JSON of the contract: what may be asked, and the shape of every reply. All keys are always there."""

import unicodedata
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from corpus.nouns import Level, Rank, Wording
from service.reply import Answer, Found, Status, Turn
from service.site.reader import Tongue
from service.site.strings import STRINGS
from service.views import NormView, ParagraphView, SentenceView, SourceView

LONGEST_QUESTION = 4000
LONGEST_HISTORY = 10
MOST_RESULTS = 50
# A question of 4,000 characters outside the BMP is 48,000 bytes when JSON escapes it; eleven of them and their keys.
LARGEST_BODY = 600_000

LEVEL_LABELS = {level: STRINGS[Tongue.DE](f"level.{level}") for level in Level}
ALLOWED_CONTROLS = frozenset("\t\n\r")
EXAMPLE = "Wer kann das Budget für Arbeit bekommen?"


def readable(text: str) -> str:
    """Return ``text`` if it is text: not blank, no control characters but tab and line ends, no lone surrogates."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in ALLOWED_CONTROLS for c in text):
        raise PydanticCustomError("control_characters", "not text")
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    return text


Question = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_QUESTION),
    AfterValidator(readable),
    Field(description="Die Frage, 1 bis 4.000 Zeichen / the question, 1 to 4,000 characters", examples=[EXAMPLE]),
]


class TurnIn(BaseModel):
    """An earlier question and the id of its answer."""

    question: Question
    answer_id: Annotated[str, Field(min_length=1, max_length=2000)]


class AskIn(BaseModel):
    """A question. The server keeps no conversation, so earlier turns come along."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": EXAMPLE, "level": "standard", "history": [], "stream": False}]}
    )

    question: Question
    level: Level = Level.STANDARD
    history: Annotated[list[TurnIn], Field(max_length=LONGEST_HISTORY)] = []
    stream: Annotated[bool, Field(strict=True)] = False

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Return the earlier turns, the oldest first."""
        return tuple(Turn(turn.question, turn.answer_id) for turn in self.history)


class SearchIn(BaseModel):
    """A search."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"question": EXAMPLE, "k": 10}]})

    question: Question
    k: Annotated[int, Field(ge=1, le=MOST_RESULTS, strict=True)] = 10


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)


class SaidOut(_Out):
    """One sentence and the numbers of its sources."""

    text: str
    citations: tuple[int, ...]


class ProofOut(_Out):
    """One source of an answer."""

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


class ResultOut(ProofOut):
    """One search result."""

    score: float


class ChoiceOut(_Out):
    """One way on."""

    label: str
    question: str


class ClarifyOut(_Out):
    """One question back."""

    question: str
    choices: tuple[ChoiceOut, ...]


class RedirectOut(_Out):
    """Who helps."""

    name: str
    url: str
    phone: str | None


class NoticeOut(_Out):
    """A fixed text."""

    code: str
    text: str


class PartOut(_Out):
    """The answer to one of several questions."""

    question_index: int
    status: Status
    answer: tuple[SaidOut, ...]
    clarify: ClarifyOut | None
    redirect: RedirectOut | None


class ProvenanceOut(_Out):
    """Which index and program answered."""

    index: str
    answerer: str
    version: str


class AnswerOut(_Out):
    """All that is said to one question. Only ``notices`` need no citation."""

    id: str
    status: Status
    level: Level
    level_label: str
    answer: tuple[SaidOut, ...]
    parts: tuple[PartOut, ...]
    sources: tuple[ProofOut, ...]
    clarify: ClarifyOut | None
    redirect: RedirectOut | None
    follow_ups: tuple[str, ...]
    notices: tuple[NoticeOut, ...]
    provenance: ProvenanceOut

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """Return the JSON form of ``answer``."""
        own = {name: getattr(answer, name) for name in Answer.__dataclass_fields__}
        return cls.model_validate({**own, "level_label": LEVEL_LABELS[answer.level]})


class ResultsOut(_Out):
    """Search results, best first."""

    results: tuple[ResultOut, ...]

    @classmethod
    def of(cls, found: tuple[Found, ...]) -> Self:
        """Return the JSON form of search results."""
        proofs = (ProofOut.model_validate(one.proof).model_dump() for one in found)
        return cls(results=tuple(ResultOut(**p, score=one.score) for p, one in zip(proofs, found, strict=True)))


class NumberOut(_Out):
    """A number of an enumeration (or a letter, where there are no numbers) with all that belongs to it."""

    n: str
    text: str


class SentenceOut(_Out):
    """One sentence of a norm; ``text`` holds its numbers too."""

    n: str
    text: str
    numbers: tuple[NumberOut, ...]

    @classmethod
    def of(cls, view: SentenceView) -> Self:
        """Return the JSON form of one sentence."""
        numbers = (
            NumberOut(n=v.place.number or v.place.letter or "", text=view.text[v.start : v.end]) for v in view.numbers
        )
        return cls(n=view.n, text=view.text, numbers=tuple(numbers))


class ParagraphOut(_Out):
    """One paragraph (Absatz) of a norm; ``n`` is null where the section has none."""

    n: str | None
    sentences: tuple[SentenceOut, ...]

    @classmethod
    def of(cls, view: ParagraphView) -> Self:
        """Return the JSON form of one paragraph."""
        return cls(n=view.n, sentences=tuple(map(SentenceOut.of, view.sentences)))


class NormOut(_Out):
    """The wording of one section."""

    law: str
    section: str
    heading: str
    as_of: date
    paragraphs: tuple[ParagraphOut, ...]

    @classmethod
    def of(cls, view: NormView) -> Self:
        """Return the JSON form of one section."""
        paragraphs = tuple(map(ParagraphOut.of, view.paragraphs))
        return cls(law=view.law, section=view.section, heading=view.heading, as_of=view.as_of, paragraphs=paragraphs)


class SourceOut(_Out):
    """One source; ``as_of`` is null and ``passages`` 0 where its wording is not loaded."""

    id: str
    cite: str
    title: str
    publisher: str
    url: str
    rank: Rank
    rights: str
    as_of: date | None
    passages: int


class SourcesOut(_Out):
    """All sources."""

    sources: tuple[SourceOut, ...]

    @classmethod
    def of(cls, views: tuple[SourceView, ...]) -> Self:
        """Return the JSON form of all sources."""
        return cls(sources=tuple(SourceOut.model_validate(view) for view in views))
