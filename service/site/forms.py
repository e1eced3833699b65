"""The form of the conversation as it comes back: the question, and the earlier turns that it goes on from.

The page holds the conversation in hidden fields, so that the server keeps nothing and a follow-up is understood.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import parse_qs

from service.reply import Turn
from service.wire import AskIn

FORM_FIELDS = 8
MOST_TURNS = 999


@dataclass(frozen=True, slots=True)
class TalkForm:
    """What was sent: ``number`` counts the answers of this conversation, from 1."""

    question: str
    turns: tuple[Turn, ...]
    number: int
    only_typed: bool
    """The reader changed the level while typing and does not ask yet."""


def read_talk(body: bytes) -> TalkForm:
    """Return the form in ``body``; what is missing or cannot be read is empty, or the beginning of a conversation."""
    fields = form_fields(body)
    turns, number = read_turns(fields), fields.get("n", "")
    known = number.isascii() and number.isdecimal() and len(number) <= len(str(MOST_TURNS))
    count = min(int(number), MOST_TURNS) if known else len(turns) + 1
    return TalkForm(fields.get("question", ""), turns, max(count, 1), "typed" in fields)


def read_turns(fields: Mapping[str, str]) -> tuple[Turn, ...]:
    """Return the earlier turns that a form carries along, the oldest first; none where they cannot be read."""
    try:
        return AskIn.model_validate({"question": "?", "history": json.loads(fields["history"])}).turns
    except (KeyError, ValueError, RecursionError):
        return ()


def written(turns: Sequence[Turn]) -> str:
    """Return turns as the value of the hidden field."""
    return json.dumps([asdict(turn) for turn in turns], ensure_ascii=False)


def form_fields(body: bytes) -> dict[str, str]:
    """Return the first value of every field of a form, with plain line ends; nothing where it is no form.

    Browsers send line ends as CR LF; they count as one character here, as they do to the person who types.
    """
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=FORM_FIELDS, errors="replace")
    except ValueError:
        return {}
    return {name: values[0].replace("\r\n", "\n") for name, values in fields.items()}
