"""What a model wrote → drafted sentences. Any server can send this JSON; half of it is a failure, no half answer."""

import json
import re

from pydantic import BaseModel, Field, ValidationError

from service.gates.drafts import Cited, Draft
from service.model.writer import Failure, ModelFailed

MOST_DRAFTS = 50
"""Sentences that are looked at; a model that repeats itself writes thousands."""

_THOUGHT = re.compile(r"^.*</think(?:ing)?>", re.DOTALL)
_FENCE = re.compile(r"^```\w*\s*|\s*```$")


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
    plain = _FENCE.sub("", _THOUGHT.sub("", content).strip()).strip()
    reply = _read(plain) if plain else None
    if reply is None:
        raise ModelFailed(Failure.UNREADABLE if plain else Failure.EMPTY)
    if not reply.sentences:
        raise ModelFailed(Failure.EMPTY)
    return tuple(
        Draft(each.text, tuple(Cited(proof.passage.strip(), proof.quote) for proof in each.proofs))
        for each in reply.sentences[:MOST_DRAFTS]
    )


def _read(plain: str) -> _Reply | None:
    """Return the reply, or None; what pydantic says of it would quote it, so it goes nowhere."""
    try:
        return _Reply.model_validate(json.loads(plain))
    except (ValidationError, ValueError, RecursionError):
        return None
