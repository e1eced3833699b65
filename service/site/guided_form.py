"""The form of a guided check as it goes out and comes back: all answers in hidden fields, nothing kept here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from service.guided import Answered, Given, Standing
from service.site.forms import form_fields

LARGEST_FORM = 10_000
_GIVEN = re.compile(r"([\w-]{1,100})\.(\d{1,3})", re.ASCII)
_NOTHING = Given("", -1)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the button (``do``), the answers so far and those kept, and the reply to the question ``step``.

    ``reviewing``: the reader changes an answer and goes on to the list of all answers, past what is answered already.
    """

    do: str
    given: tuple[Given, ...]
    kept: tuple[Given, ...]
    reviewing: bool
    step: str
    reply: int | None


def read_sent(body: bytes) -> Sent:
    """Return the form in ``body``; what cannot be read is an answer that fits nowhere, or missing."""
    fields = form_fields(body)
    given = _read(fields.get("answers", "")) if fields or not body else (_NOTHING,)
    number = fields.get("reply", "")
    return Sent(
        do=fields.get("do", ""),
        given=given,
        kept=_read(fields.get("kept", "")),
        reviewing="reviewing" in fields,
        step=fields.get("step", ""),
        reply=int(number) if re.fullmatch(r"\d{1,3}", number, re.ASCII) else None,
    )


def carried(standing: Standing, do: str, *, reviewing: bool) -> dict[str, str]:
    """Return the hidden fields with which a page can be made anew; ``do`` names it."""
    fields = {"do": do, "answers": _written(standing.path), "kept": _written(standing.kept)}
    return {**fields, "reviewing": "1"} if reviewing else fields


def _written(answered: Iterable[Answered]) -> str:
    return " ".join(f"{each.step.id}.{each.reply}" for each in answered)


def _read(text: str) -> tuple[Given, ...]:
    found = ((_GIVEN.fullmatch(each)) for each in text.split())
    return tuple(Given(each[1], int(each[2])) if each else _NOTHING for each in found)
