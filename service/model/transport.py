"""How a model's server is spoken to: no proxy, no redirect to another host, and an end to what it may send.

The client libraries bring one of two twins, httpx or httpx2; both are used alike.
"""

from collections.abc import AsyncIterator
from types import ModuleType
from typing import Any, Protocol

MOST_BYTES = 256 * 1024
"""Of one reply; eight sentences with their quotes are 10 KB."""


class TooLong(RuntimeError):
    """A server sends more than any answer is, or packed so that nobody can tell."""


def client_options(http: ModuleType) -> dict[str, Any]:
    """Return the options of an asynchronous client of ``http`` (httpx or httpx2)."""
    return {
        "transport": _capped(http),
        "trust_env": False,
        "follow_redirects": False,
        "timeout": None,  # the deadline of the whole call is kept elsewhere
        "headers": {"accept-encoding": "identity"},
    }


class _Pieces(Protocol):
    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def aclose(self) -> None: ...


def _capped(http: ModuleType) -> object:
    """Return a transport whose replies end with TooLong after MOST_BYTES."""

    class Stream(http.AsyncByteStream):  # type: ignore[misc, name-defined]  # one of two modules
        def __init__(self, inner: _Pieces) -> None:
            self._inner = inner

        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = MOST_BYTES
            async for piece in self._inner:
                left -= len(piece)
                if left < 0:
                    raise TooLong
                yield piece

        async def aclose(self) -> None:
            await self._inner.aclose()

    class Transport(http.AsyncHTTPTransport):  # type: ignore[misc, name-defined]
        async def handle_async_request(self, request: object) -> object:
            response = await super().handle_async_request(request)
            if response.headers.get("content-encoding", "identity") != "identity":
                await response.aclose()
                raise TooLong
            response.stream = Stream(response.stream)
            return response

    return Transport(trust_env=False)
