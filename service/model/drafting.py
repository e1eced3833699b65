"""What a model wrote → drafted sentences. Any server can send this JSON; half of it is a failure, no half answer."""

import json

from pydantic import BaseModel, Field, ValidationError

from service.gates.drafts import Cited, Draft
from service.model.writer import Failure, ModelFailed

MOST_DRAFTS = 50
"""Sentences that are looked at; a model that repeats itself writes thousands."""

_THOUGHT_ENDS = ("</think>", "</thinking>")
_FENCE = "```"


class _Proof(BaseModel):
    passage: str = Field(alias="stelle")
    quote: str = Field(alias="zitat")


class _Sentence(BaseModel):
    text: str
    proofs: list[_Proof] = Field(default=[], alias="belege")


class _Reply(BaseModel):
    sentences: list[_Sentence] = Field(alias="saetze")


def drafts_of(content: str) -> tuple[Draft, ...]:
    """Return the drafted sentences in ``content``: one JSON object, with or without a fence or thoughts before it.

    Raises ModelFailed where it is empty or anything else.
    """
    plain = _bare(content)
    reply = _read(plain) if plain else None
    if reply is None:
        raise ModelFailed(Failure.UNREADABLE if plain else Failure.EMPTY)
    if not reply.sentences:
        raise ModelFailed(Failure.EMPTY)
    return tuple(
        Draft(each.text, tuple(Cited(proof.passage.strip(), proof.quote) for proof in each.proofs))
        for each in reply.sentences[:MOST_DRAFTS]
    )


def _bare(content: str) -> str:
    """Return the content without thoughts before it and a fence around it. No pattern: it may be long, and hostile."""
    for end in _THOUGHT_ENDS:
        content = content.rpartition(end)[2]
    plain = content.strip()
    if plain.startswith(_FENCE):
        plain = plain.removeprefix(_FENCE).removeprefix("json").removesuffix(_FENCE)
    return plain.strip()


def _read(plain: str) -> _Reply | None:
    """Return the reply, or None; what pydantic says of it would quote it, so it goes nowhere."""
    try:
        return _Reply.model_validate(json.loads(plain))
    except (ValidationError, ValueError, RecursionError):
        return None
