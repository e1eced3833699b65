"""The JSON of OpenAI's chat completions, as far as other programs need it here. What is not named is ignored.

The server keeps no conversation: an answer carries its id in an HTML comment at its end, which a reader does not see
and a client sends back.
"""

import re
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ValidationError

from corpus.nouns import Level
from service.doors.markdown import Written
from service.problems import INVALID_INPUT, Kind, Language, Words, Wrong
from service.reply import Answer
from service.wire import LEVEL_LABELS, LONGEST_HISTORY, AskIn, TurnIn

MODELS: Mapping[str, Level] = {
    "teilhabe-lotse": Level.STANDARD,
    "teilhabe-lotse-leichter": Level.LEICHTER,
    "teilhabe-lotse-fach": Level.FACH,
}
OWNER = "teilhabe-lotse"
UNKNOWN_MODEL = Kind(
    "model_not_found",
    404,
    {
        Language.DE: Words("Dieses Modell gibt es hier nicht", f"Möglich sind: {', '.join(MODELS)}."),
        Language.EN: Words("There is no such model", f"Possible are: {', '.join(MODELS)}."),
    },
)
SERVER_ERRORS = 500
NO_ANSWER_ID = "-"
"""Stands for the id of an answer that is not known here; a history entry needs one."""
CARRIED = re.compile(r"<!-- lotse:(\S{1,2000}) -->")


class PartIn(BaseModel):
    """One piece of a message; only pieces of text are read."""

    type: str
    text: str | None = None


class MessageIn(BaseModel):
    """One message. System messages and those of tools are not read."""

    role: str
    content: str | list[PartIn] | None = None

    @property
    def text(self) -> str:
        """Return the text of the message, "" where it has none."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type == "text" and part.text)


class StreamOptions(BaseModel):
    """What a stream ends with."""

    include_usage: bool | None = None


class ChatIn(BaseModel):
    """A conversation whose last message of the user is the question."""

    model: str
    messages: list[MessageIn]
    stream: bool | None = None
    stream_options: StreamOptions | None = None

    @property
    def tells_usage(self) -> bool:
        """Tell whether a stream of this answer ends with its numbers."""
        return bool(self.stream_options and self.stream_options.include_usage)


def asked(chat: ChatIn, level: Level) -> AskIn:
    """Return the question and the turns before it; raises ValidationError where it is empty, too long or no text.

    Earlier questions that could not be asked are left out, and all but the latest ten.
    """
    said = [message for message in chat.messages if message.role in ("user", "assistant")]
    last = max((i for i, message in enumerate(said) if message.role == "user"), default=None)
    question = "" if last is None else said[last].text
    return AskIn(question=question, level=level, history=_turns(said[: last or 0])[-LONGEST_HISTORY:])


def _turns(said: Sequence[MessageIn]) -> list[TurnIn]:
    pairs = list[tuple[str, str]]()
    for message in said:
        if message.role == "user":
            pairs.append((message.text, NO_ANSWER_ID))
        elif pairs:
            pairs[-1] = pairs[-1][0], _carried(message.text)
    return [turn for question, answer_id in pairs for turn in _turn(question, answer_id)]


def _turn(question: str, answer_id: str) -> tuple[TurnIn, ...]:
    try:
        return (TurnIn(question=question, answer_id=answer_id),)
    except ValidationError:
        return ()


def _carried(text: str) -> str:
    """Return the answer id that a message of ours carries; the last one, because ours stands at the end."""
    return next(reversed(CARRIED.findall(text)), NO_ANSWER_ID)


def carrying(written: Written, answer: Answer) -> Written:
    """Return ``written`` with the id of its answer at its end, so that a client sends it back."""
    return Written((*written.pieces, f"\n<!-- lotse:{answer.id} -->"), written.marks)


def models() -> dict[str, object]:
    """Return the list of models."""
    return {"object": "list", "data": [model(name) for name in MODELS]}


def model(name: str) -> dict[str, object]:
    """Return one model of ``MODELS``; ``name`` beside its id is what Open WebUI shows."""
    label = f"Teilhabe-Lotse ({LEVEL_LABELS[MODELS[name]]})"
    # The type asks for a date of making; a way of wording has none.
    return {"id": name, "object": "model", "created": 0, "owned_by": OWNER, "name": label}


def annotations(written: Written) -> list[dict[str, object]]:
    """Return a citation for every source number in the text; its indices count characters of the content."""
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": mark.start,
                "end_index": mark.end,
                "title": f"{mark.proof.pinpoint}: {mark.proof.title}",
                "url": mark.proof.url,
            },
        }
        for mark in written.marks
    ]


def usage(chat: ChatIn, text: str) -> dict[str, int]:
    """Return how much was read and written, in words: nothing here has tokens."""
    read, wrote = (sum(len(part.split()) for part in parts) for parts in ((m.text for m in chat.messages), (text,)))
    return {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote}


def completion(head: Mapping[str, object], chat: ChatIn, written: Written) -> dict[str, object]:
    """Return a whole completion; ``head`` holds id, time and model."""
    message = {"role": "assistant", "content": written.text, "refusal": None, "annotations": annotations(written)}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return {**head, "object": "chat.completion", "choices": [choice], "usage": usage(chat, written.text)}


def chunk(head: Mapping[str, object], delta: Mapping[str, object], finish: str | None = None) -> dict[str, object]:
    """Return one piece of a streamed completion."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return {**head, "object": "chat.completion.chunk", "choices": [choice]}


def usage_chunk(head: Mapping[str, object], chat: ChatIn, written: Written) -> dict[str, object]:
    """Return the piece that tells the numbers of a stream that has ended."""
    return {**head, "object": "chat.completion.chunk", "choices": [], "usage": usage(chat, written.text)}


def status(kind: Kind) -> int:
    """Return the HTTP status of a problem; OpenAI knows 400 for all input that is wrong."""
    return 400 if kind is INVALID_INPUT else kind.status


def error(kind: Kind, spoken: Language, wrong: Sequence[Wrong] = ()) -> dict[str, object]:
    """Return a problem in OpenAI's shape; nothing of what was sent is in it."""
    words = kind.words[spoken]
    detail, param, code = words.detail, "model" if kind is UNKNOWN_MODEL else None, kind.code
    if wrong:
        detail, param, code = wrong[0].detail, wrong[0].pointer.split("/")[1] or None, wrong[0].code
    type_ = "server_error" if kind.status >= SERVER_ERRORS else "invalid_request_error"
    return {"error": {"message": f"{words.title}. {detail}", "type": type_, "param": param, "code": code}}
