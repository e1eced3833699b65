"""The shapes of the digest's files, as `corpus/digest/README.md` describes them; what is not named here is refused."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

REGISTERS = ("colloquial", "plain", "formal")
OUTCOME_PARTS = ("rule", "show", "decides", "apply", "refusal")


def _a_day(value: object) -> object:
    """Refuse a time, which TOML writes almost like a day."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError("kein Tag")  # noqa: TRY004  # pydantic reports a ValueError
    return value


Day = Annotated[date, BeforeValidator(_a_day)]
Words = Annotated[str, Field(pattern=r"\S")]
Names = Annotated[list[Words], Field(min_length=1)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ReviewShape(_Shape):
    """A recorded review."""

    entry: Words
    shift: Words
    texts: Words
    reader: Words
    reason: Words


class _File(_Shape):
    """What every file may hold at its end."""

    rests_on: dict[str, str] = {}
    review: list[ReviewShape] = []


class StatementShape(_Shape):
    """A Kernaussage; ``pinpoint`` in a law, ``place`` in a document."""

    pinpoint: Words | None = None
    place: Words | None = None
    standard: Words
    leichter: Words
    valid_from: Day | None = None
    valid_until: Day | None = None
    former: bool = False
    left_out: list[Words] = []
    today: Words | None = None


class StatementsFile(_File):
    """A file of Kernaussagen on a section of a law, or on a document."""

    as_of: Day
    law: Words | None = None
    section: Words | None = None
    source: Words | None = None
    statement: list[StatementShape] = []


class TextShape(_Shape):
    """A topic at one level."""

    answer: Words
    open: Words | None = None
    next: Words | None = None
    left_out: list[Words] = []


class WaysShape(_Shape):
    """The ways in which people ask."""

    colloquial: Annotated[list[Words], Field(min_length=4)]
    plain: Annotated[list[Words], Field(min_length=4)]
    formal: Annotated[list[Words], Field(min_length=4)]


class AskedShape(_Shape):
    """What people ask when one paragraph is the answer."""

    place: Words
    colloquial: list[Words] = []
    plain: list[Words] = []
    formal: Names


class AskedFile(_File):
    """A file of what people ask a section of a law."""

    asked: Annotated[list[AskedShape], Field(min_length=1)]


class DerivedShape(_Shape):
    """A computed amount."""

    amount: Words
    formula: Annotated[str, Field(pattern=r"^[\d.,+\-*/() ]+$")]
    sources: Annotated[list[Words], Field(min_length=2)]


class TopicFile(_File):
    """A file with one topic."""

    title: Words
    area: Words
    as_of: Day
    follow_ups: Names
    leichter: TextShape
    standard: TextShape
    fach: TextShape
    ways: WaysShape
    derived: list[DerivedShape] = []
    valid_from: Day | None = None
    valid_until: Day | None = None
    former: bool = False


class ReplyShape(_Shape):
    """An answer in a guided check."""

    standard: Words
    leichter: Words | None = None
    to: Words


class StepShape(_Shape):
    """A question in a guided check."""

    id: Words
    standard: Words
    leichter: Words
    why: Words
    why_leichter: Words
    answers: Annotated[list[ReplyShape], Field(min_length=2)]


class OutcomeText(_Shape):
    """An outcome at one level."""

    rule: Words
    show: Words
    decides: Words
    apply: Words
    refusal: Words


class OutcomeShape(_Shape):
    """Where a guided check ends."""

    id: Words
    topics: list[Words] = []
    standard: OutcomeText
    leichter: OutcomeText


class CheckFile(_File):
    """A file with one guided check."""

    title: Words
    as_of: Day
    standard: Words
    leichter: Words
    start: Words
    question: Annotated[list[StepShape], Field(min_length=1)]
    outcome: Annotated[list[OutcomeShape], Field(min_length=1)]


class TermShape(_Shape):
    """A term explained."""

    term: Words
    also: list[Words] = []
    standard: Words
    leichter: Words


class GlossaryFile(_File):
    """The file of terms."""

    term: list[TermShape] = []


class SignpostShape(_Shape):
    """Who helps with what is not ours."""

    id: Words
    subject: Words
    words: list[Words] = []
    asks: Annotated[list[Words], Field(min_length=3)]
    standard: Words
    leichter: Words
    name: Words
    url: Annotated[str, Field(pattern=r"^https://\S+$")]
    phone: Words | None = None
    written: Day


class SignpostsFile(_File):
    """The file of signposts."""

    signpost: list[SignpostShape] = []


class LanguagesShape(_Shape):
    """Words in every language of the interface."""

    de: Words
    leichter: Words
    en: Words


class GroupShape(_Shape):
    """Topics of a situation under one heading."""

    heading: LanguagesShape
    topics: Annotated[list[Words], Field(min_length=3, max_length=7)]
    checks: list[Words] = []


class SituationShape(_Shape):
    """In what situation somebody comes."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    label: LanguagesShape
    about: LanguagesShape
    tools: list[Literal["search", "norms", "export"]] = []
    first: Annotated[dict[str, Words], Field(max_length=6)] = {}
    group: Annotated[list[GroupShape], Field(min_length=1)]


class SituationsFile(_File):
    """The file of situations."""

    situation: list[SituationShape] = []
