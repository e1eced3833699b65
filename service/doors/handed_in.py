"""An answer as it comes back to be exported. Its sender may have written all of it, so nothing counts as told."""

import unicodedata
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeAlias, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from corpus.nouns import Level, Rank, Wording
from service.described import EXAMPLE_ANSWER
from service.reply import Notice, Proof, Redirect, Status
from service.wire import EXAMPLE, Question, readable

Kind: TypeAlias = Literal["markdown", "html", "bibtex", "csl"]
MOST_SOURCES = 200
MOST_SENTENCES = 400
MOST_NOTICES = 50
MOST_CITED = 50
LARGEST_NUMBER = 9999
LONGEST_NAME, LONGEST_TEXT, LONGEST_QUOTE, LONGEST_ID = 600, 4000, 40_000, 12_000
# Characters that turn the direction of writing make a reader see another text than the one that was checked.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_way(text: str) -> str:
    """Return ``text`` without characters that turn the direction of what follows."""
    return "".join(c for c in text if c not in TURNS)


def plain(text: str) -> str:
    """Return ``text`` if it is text, an empty one too; see `readable`."""
    return readable(text) if text.strip() else "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs"))


Name = Annotated[str, StringConstraints(max_length=LONGEST_NAME), AfterValidator(plain), AfterValidator(one_way)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(readable), AfterValidator(one_way)]
Quote = Annotated[str, StringConstraints(max_length=LONGEST_QUOTE), AfterValidator(readable), AfterValidator(one_way)]
Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(plain), AfterValidator(one_way)]
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]


class _In(BaseModel):
    model_config = ConfigDict(frozen=True)


class SaidIn(_In):
    """One sentence and the numbers of its sources."""

    text: Text
    citations: Annotated[list[Number], Field(min_length=1, max_length=MOST_CITED)]


class ProofIn(_In):
    """One source."""

    n: Number
    pinpoint: Name
    title: Name
    rank: Rank
    wording: Wording
    quote: Quote
    url: Address
    page: Name | None = None
    as_of: date
    passage_id: Name
    stale: bool = False

    @property
    def proof(self) -> Proof:
        """Return the source as a value."""
        return Proof(**dict(self))


class RedirectIn(_In):
    """Who helps."""

    name: Name
    url: Address
    phone: Name | None = None

    @property
    def redirect(self) -> Redirect:
        """Return who helps as a value."""
        return Redirect(self.name, self.url, self.phone)


class NoticeIn(_In):
    """A fixed text."""

    code: Name
    text: Text

    @property
    def notice(self) -> Notice:
        """Return the notice as a value."""
        return Notice(self.code, self.text)


class ProvenanceIn(_In):
    """Which index and program answered."""

    index: Name
    answerer: Name
    version: Name


class AnswerIn(_In):
    """What of an answer stands in a sheet; other keys of it are passed over."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID)]
    status: Status
    level: Level
    answer: Annotated[list[SaidIn], Field(max_length=MOST_SENTENCES)] = []
    sources: Annotated[list[ProofIn], Field(max_length=MOST_SOURCES)] = []
    redirect: RedirectIn | None = None
    notices: Annotated[list[NoticeIn], Field(max_length=MOST_NOTICES)] = []
    provenance: ProvenanceIn

    @model_validator(mode="after")
    def _every_sentence_has_its_source(self) -> Self:
        numbers = [source.n for source in self.sources]
        cited = {n for said in self.answer for n in said.citations}
        if len(numbers) != len(set(numbers)) or not cited <= set(numbers):
            raise PydanticCustomError("uncited", "a number names no source, or two")
        return self


class ExportIn(_In):
    """A question with its answer, as the client holds them, and the form in which they are wanted."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [{"question": EXAMPLE, "answer": cast("Any", EXAMPLE_ANSWER), "format": "markdown"}]
        },
    )

    question: Annotated[Question, AfterValidator(one_way)]
    answer: AnswerIn
    format: Kind = "markdown"
