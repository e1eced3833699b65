"""Routes that look like OpenAI's, so that Open WebUI and other chat programs can use the answers as a model."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.sse import format_sse_event
from pydantic import ValidationError
from starlette.responses import Response

from service.doors.markdown import markdown
from service.doors.openai_wire import (
    MODELS,
    UNKNOWN_MODEL,
    ChatIn,
    annotations,
    asked,
    carrying,
    chunk,
    completion,
    error,
    model,
    models,
    status,
    usage_chunk,
)
from service.live import Live
from service.problems import Kind, Language, Wrong, language
from service.reply import Answer
from service.streaming import AnswerStream, Beat
from service.views import Answers
from service.wire import AskIn

PREFIX = "/v1"


@dataclass(frozen=True, slots=True)
class Chunks:
    """An answer as the chunks of a streamed completion, one a sentence; ``head`` holds id, time and model."""

    head: Mapping[str, object]
    chat: ChatIn
    spoken: Language

    def begun(self) -> Iterable[bytes]:
        """Return the chunk that says who speaks."""
        return (_data(chunk(self.head, {"role": "assistant", "content": ""})),)

    def told(self, answer: Answer) -> Iterator[bytes]:
        """Yield the text piece by piece; its citations come with the last, when their places are known."""
        written = carrying(markdown(answer), answer)
        yield from (_data(chunk(self.head, {"content": piece})) for piece in written.pieces[:-1])
        yield _data(chunk(self.head, {"content": written.pieces[-1], "annotations": annotations(written)}))
        yield _data(chunk(self.head, {}, "stop"))
        if self.chat.tells_usage:
            yield _data(usage_chunk(self.head, self.chat, written))
        yield format_sse_event(data_str="[DONE]")

    def failed(self, kind: Kind) -> Iterable[bytes]:
        """Return the error as clients of OpenAI understand it."""
        return (_data(error(kind, self.spoken)),)


def openai_routes(live: Live[Answers], beat: Beat) -> APIRouter:
    """Return the routes under /v1. They are described by OpenAI, so not in our own description."""
    routes = APIRouter(prefix=PREFIX, include_in_schema=False)

    @routes.get("/models")
    def list_models() -> JSONResponse:
        return JSONResponse(models())

    @routes.get("/models/{name}")
    def one_model(name: str, request: Request) -> Response:
        return JSONResponse(model(name)) if name in MODELS else told(UNKNOWN_MODEL, _spoken(request))

    @routes.post("/chat/completions")
    def complete(chat: ChatIn, request: Request) -> Response:
        if chat.model not in MODELS:
            return told(UNKNOWN_MODEL, _spoken(request))
        ask = _asked(chat)
        head = {"id": f"chatcmpl-{uuid4().hex}", "created": int(time.time()), "model": chat.model}
        if chat.stream:
            return AnswerStream(
                live,
                lambda parts, gone: parts.answer(ask.question, ask.level, ask.turns, gone),
                Chunks(head, chat, _spoken(request)),
                beat,
            )
        with live.lease() as parts:
            answer = parts.answer(ask.question, ask.level, ask.turns)
        return JSONResponse(completion(head, chat, carrying(markdown(answer), answer)))

    return routes


def is_for(path: str) -> bool:
    """Tell whether whoever asks for ``path`` expects errors in OpenAI's shape."""
    return path.startswith(f"{PREFIX}/")


def told(
    kind: Kind, spoken: Language, wrong: Sequence[Wrong] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the response that tells of a problem in OpenAI's shape."""
    return JSONResponse(error(kind, spoken, wrong), status(kind), dict(headers or {}))


def _asked(chat: ChatIn) -> AskIn:
    """Return what is asked; raises RequestValidationError that points at the messages."""
    try:
        return asked(chat, MODELS[chat.model])
    except ValidationError as exc:
        found = exc.errors(include_input=False, include_context=False)
        wrong = [{"type": entry["type"], "loc": ("body", "messages")} for entry in found]
        raise RequestValidationError(wrong) from None


def _spoken(request: Request) -> Language:
    return language(request.headers.get("accept-language"))


def _data(piece: Mapping[str, object]) -> bytes:
    return format_sse_event(data_str=json.dumps(piece, ensure_ascii=False))
