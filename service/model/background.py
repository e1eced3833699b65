"""One thread with an event loop of its own, so that a call can be given up while it runs."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future, wait
from threading import Event, Thread
from typing import Any, TypeVar

LOOK_SECONDS = 0.1
"""How often is looked whether anybody still waits."""
GRACE_SECONDS = 1.0
"""How long a call may take to notice that its time is up."""

T = TypeVar("T")


class Late(RuntimeError):
    """The time was up."""


class GivenUp(RuntimeError):
    """Nobody waits any more."""


class Background:
    """Runs coroutines on a private loop, each with a deadline, for callers in other threads."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="model", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], seconds: float, gone: Event | None = None) -> T:
        """Return what ``work`` returns; it is cancelled after ``seconds`` (Late) or when ``gone`` is set (GivenUp)."""
        future = asyncio.run_coroutine_threadsafe(_bounded(work, seconds), self._loop)
        left = seconds + GRACE_SECONDS
        while left > 0:
            if gone is not None and gone.is_set():
                future.cancel()
                raise GivenUp
            wait([future], LOOK_SECONDS)
            if future.done():
                return _result(future)
            left -= LOOK_SECONDS
        future.cancel()
        raise Late

    def close(self, last: Coroutine[Any, Any, None]) -> None:
        """Run ``last`` and end the thread."""
        self.run(last, GRACE_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _bounded(work: Coroutine[Any, Any, T], seconds: float) -> T:
    return await asyncio.wait_for(work, seconds)


def _result(future: "Future[T]") -> T:
    try:
        return future.result()
    except TimeoutError:
        pass
    raise Late
