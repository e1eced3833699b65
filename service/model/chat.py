"""A writer on any chat model that LangChain opens: asked once, again only where that can help, and never too long."""

import asyncio
from collections.abc import Sequence
from threading import Event
from typing import TYPE_CHECKING, Protocol

from corpus.nouns import Level, Passage
from service.gates.drafts import Draft
from service.model.background import Background, GivenUp, Late
from service.model.drafting import drafts_of
from service.model.prompt import data, task
from service.model.transport import TooLong
from service.model.writer import Failure, ModelFailed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

WAITS = (0.25, 1.0)
"""Seconds before the second and the third attempt, where the server names none."""

_OVERLOADED, _BROKEN_FROM = 429, 500
_AGAIN = frozenset({Failure.OVERLOADED, Failure.BROKEN, Failure.UNREACHABLE})


class Closing(Protocol):
    """An asynchronous HTTP client, as far as it has to be known here."""

    async def aclose(self) -> None:
        """Close its connections."""


class ChatWriter:
    """Drafts with a LangChain chat model; ``seconds`` bound all attempts together."""

    def __init__(
        self, chat: "BaseChatModel", name: str, host: str, seconds: float, client: Closing | None = None
    ) -> None:
        """Take the model and its asynchronous HTTP client, which is closed with the writer."""
        self._chat = chat
        self.name = name
        self.host = host
        self._seconds = seconds
        self._client = client
        self._background = Background()

    def write(
        self, question: str, level: Level, passages: Sequence[Passage], gone: Event | None = None
    ) -> Sequence[Draft]:
        """Return what the model drafts; raises ModelFailed."""
        messages = [("system", task(level)), ("human", data(question, passages))]
        told = self._content(messages, gone)
        if isinstance(told, Failure):
            raise ModelFailed(told)
        return drafts_of(told)

    def close(self) -> None:
        """Close the connections and end the thread."""
        self._background.close(_closed(self._client))

    def _content(self, messages: Sequence[tuple[str, str]], gone: Event | None) -> str | Failure:
        try:
            return self._background.run(self._attempts(messages), self._seconds, gone)
        except Late:
            return Failure.LATE
        except GivenUp:
            return Failure.GONE

    async def _attempts(self, messages: Sequence[tuple[str, str]]) -> str | Failure:
        loop = asyncio.get_running_loop()
        end = loop.time() + self._seconds
        for wait in (*WAITS, None):
            told, named = await self._attempt(messages)
            pause = named if named is not None else wait
            again = isinstance(told, Failure) and told in _AGAIN
            if not again or wait is None or pause is None or loop.time() + pause >= end:
                break
            await asyncio.sleep(pause)
        return told

    async def _attempt(self, messages: Sequence[tuple[str, str]]) -> tuple[str | Failure, float | None]:
        """Return what the model wrote, or why it did not and after how many seconds the server wants to be asked.

        What was raised holds what was sent, so it ends here and is no cause of anything.
        """
        from langsmith import tracing_context

        try:
            # An operator's shell may have switched on that every question goes to LangSmith.
            with tracing_context(enabled=False):
                reply = await self._chat.ainvoke(list(messages))
        except Exception as exc:
            return _failure(exc), _named_wait(exc)
        return reply.text, None


async def _closed(client: Closing | None) -> None:
    if client is not None:
        await client.aclose()


def _failure(exc: BaseException) -> Failure:
    """Return what an exception of any client library means; a status says it, else there was no reply."""
    cause: BaseException | None = exc
    while cause is not None:
        if isinstance(cause, TooLong):
            return Failure.TOO_LONG
        cause = cause.__cause__ or cause.__context__
    status = getattr(exc, "status_code", None)
    if isinstance(status, int) and status > 0:
        if status == _OVERLOADED:
            return Failure.OVERLOADED
        return Failure.BROKEN if status >= _BROKEN_FROM else Failure.REFUSED
    return Failure.UNREADABLE if isinstance(exc, (ValueError, TypeError, LookupError)) else Failure.UNREACHABLE


def _named_wait(exc: BaseException) -> float | None:
    """Return the seconds of a Retry-After; a date in it counts as none."""
    headers = getattr(getattr(exc, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except (TypeError, ValueError):
        return None
