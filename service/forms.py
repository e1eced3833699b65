"""The forms of the page as they come back: a question, its level, and the conversation that it goes on."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from urllib.parse import parse_qs

from corpus.nouns import Level
from service.reply import Turn
from service.wire import AskIn

FORM_FIELDS = 5


def read_turns(body: bytes) -> tuple[Turn, ...]:
    """Return the earlier turns that a form carries along, the oldest first; none where they cannot be read.

    The page holds the conversation in a hidden field, so that the server keeps nothing and a follow-up is understood.
    """
    try:
        return AskIn.model_validate({"question": "?", "history": json.loads(form_fields(body)["history"])}).turns
    except (KeyError, ValueError, RecursionError):
        return ()


def written(turns: Sequence[Turn]) -> str:
    """Return turns as the value of the hidden field."""
    return json.dumps([asdict(turn) for turn in turns], ensure_ascii=False)


def read_form(body: bytes) -> tuple[str, str]:
    """Return question and level of a form (application/x-www-form-urlencoded); what is missing is empty or standard.

    Browsers send line ends as CR LF; they count as one character here, as they do to the person who types.
    """
    fields = form_fields(body)
    return fields.get("question", ""), fields.get("level", Level.STANDARD)


def form_fields(body: bytes) -> dict[str, str]:
    """Return the first value of every field of a form, with plain line ends; nothing where it is no form."""
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=FORM_FIELDS, errors="replace")
    except ValueError:
        return {}
    return {name: values[0].replace("\r\n", "\n") for name, values in fields.items()}
