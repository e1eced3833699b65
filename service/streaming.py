"""Answers as server-sent events: signs of life while one is made, and a sign to stop when nobody waits for it.

An answer is whole and checked before its first sentence is sent, so nothing is ever taken back.
"""

import json
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from threading import Event
from typing import Protocol

import anyio
from anyio.to_thread import run_sync
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from service.live import Live, NothingServed
from service.problems import INTERNAL_ERROR, NO_INDEX, Kind, Language, problem
from service.reply import Answer
from service.views import Answers
from service.wire import AnswerOut

HEARTBEAT_SECONDS = 15.0

Ask = Callable[[Answers, Event], Answer]
"""Gets one answer; the event is set when nobody waits for it any more."""
Beat = Callable[[], Awaitable[None]]
"""Returns when it is time for a sign of life."""


async def heartbeat() -> None:
    """Return after as long as a proxy surely keeps a silent connection."""
    await anyio.sleep(HEARTBEAT_SECONDS)


class Voice(Protocol):
    """How an answer is put into events."""

    def begun(self) -> Iterable[bytes]:
        """Return what is sent at once."""

    def told(self, answer: Answer) -> Iterable[bytes]:
        """Return the events of a whole answer."""

    def failed(self, kind: Kind) -> Iterable[bytes]:
        """Return what is sent where no answer could be made."""


@dataclass(frozen=True, slots=True)
class Events:
    """The contract's events: ``status``, ``sources``, a ``delta`` per sentence, ``answer``, ``done``; or ``error``."""

    spoken: Language

    def begun(self) -> Iterable[bytes]:
        """Return the event that says that somebody is at work."""
        return (_event("status", json.dumps({"status": "answering"})),)

    def told(self, answer: Answer) -> Iterator[bytes]:
        """Yield the sources, every sentence, the whole answer, and the end."""
        whole = AnswerOut.of(answer)
        plain = whole.model_dump(mode="json")
        yield _event("sources", json.dumps(plain["sources"], ensure_ascii=False))
        for index, said in enumerate(plain["answer"]):
            yield _event("delta", json.dumps({"index": index, **said}, ensure_ascii=False))
        yield _event("answer", whole.model_dump_json())
        yield _event("done", "{}")

    def failed(self, kind: Kind) -> Iterable[bytes]:
        """Return the problem (RFC 9457) as an event."""
        return (_event("error", bytes(problem(kind, self.spoken).body).decode()),)


def _event(name: str, data: str) -> bytes:
    return format_sse_event(event=name, data_str=data)


class AnswerStream(StreamingResponse):
    """The response that makes one answer while its client is kept waiting, and sends it.

    The worker holds the lease on the index, so the index stays open until the worker is done, whoever has left.
    Sending raises NothingServed, as long as nothing is sent; a fault in the worker is raised after it has been told.
    """

    media_type = "text/event-stream"

    def __init__(self, live: Live[Answers], ask: Ask, voice: Voice, beat: Beat) -> None:
        # The content is sent below; a proxy in front must not collect it.
        super().__init__((), headers={"X-Accel-Buffering": "no"})
        self._live, self._ask, self._voice, self._beat = live, ask, voice, beat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Answer to ``send``; ``receive`` tells when the client is gone."""
        with self._live.lease():
            pass  # without an index nothing begins, so that the problem is told with its own status
        gone = Event()
        client = _Client(send, gone)
        await client.start(self.status_code, self.raw_headers)
        await client.say(self._voice.begun())
        made = await self._meanwhile(client, receive, gone)
        if isinstance(made, Exception):
            await client.say(self._voice.failed(NO_INDEX if isinstance(made, NothingServed) else INTERNAL_ERROR))
        else:
            await client.say(made)
        await client.end()
        # Whoever asked has left where this is set: the worker was told to stop, and stopping is no fault.
        if isinstance(made, Exception) and not isinstance(made, NothingServed) and not gone.is_set():
            raise made

    async def _meanwhile(self, client: "_Client", receive: Receive, gone: Event) -> tuple[bytes, ...] | Exception:
        """Return what the worker made, which is waited for even when the client has left."""

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            gone.set()

        async def signs() -> None:
            while not gone.is_set():
                await self._beat()
                await client.say((KEEPALIVE_COMMENT,))

        try:
            async with anyio.create_task_group() as beside:
                beside.start_soon(watch)
                beside.start_soon(signs)
                made = await run_sync(self._made, gone)
                beside.cancel_scope.cancel()
        except BaseException:
            gone.set()
            raise
        return made

    def _made(self, gone: Event) -> tuple[bytes, ...] | Exception:
        try:
            with self._live.lease() as parts:
                return tuple(self._voice.told(self._ask(parts, gone)))
        except Exception as exc:
            return exc


class _Client:
    """Whoever listens, until ``gone`` is set; servers tell of that in different ways."""

    def __init__(self, send: Send, gone: Event) -> None:
        self._send, self._gone = send, gone

    async def start(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def say(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            await self._put(piece, more=True)

    async def end(self) -> None:
        await self._put(b"", more=False)

    async def _put(self, piece: bytes, more: bool) -> None:
        if self._gone.is_set():
            return
        try:
            await self._send({"type": "http.response.body", "body": piece, "more_body": more})
        except OSError:
            self._gone.set()
