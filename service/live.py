"""Which generation is served: a new one is opened beside the old, then takes its place at once.

A request leases the generation it began with and keeps it to its end; the old one is closed when its last
request is done. A new generation that cannot be used is reported, and the old one serves on; where there is no
old one yet, as after a start, the latest finished generation that can be used takes its place.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Generic, Protocol, TypeVar

RETRY_SECONDS = 30.0


class NothingServed(RuntimeError):
    """There is no generation to serve; the message says why, in German."""


class Unusable(RuntimeError):
    """A generation cannot be opened, or the pointer leads nowhere; the message says why, in German."""


class Closable(Protocol):
    """What a generation must offer so that it can be let go."""

    def close(self) -> None:
        """Let go of files and memory."""


P = TypeVar("P", bound=Closable)


@dataclass(slots=True)
class _Served(Generic[P]):
    """One open generation and how many requests use it. It changes only under the lock of its Live."""

    folder: Path
    parts: P
    users: int = 0
    retired: bool = False


class Live(Generic[P]):
    """Holds the generation that is served now.

    ``current`` returns the folder that the pointer names and ``open_parts`` opens it; both raise Unusable.
    ``clock`` returns monotonic seconds; ``report`` takes one German line for the operator. ``finished`` returns
    the folders that can stand in while nothing is served, the best first.
    """

    def __init__(
        self,
        current: Callable[[], Path],
        open_parts: Callable[[Path], P],
        clock: Callable[[], float],
        report: Callable[[str], None],
        finished: Callable[[], Sequence[Path]] = tuple,
    ) -> None:
        self._current, self._open, self._clock, self._report = current, open_parts, clock, report
        self._finished = finished
        self._served: _Served[P] | None = None
        self._lock, self._checking = Lock(), Lock()
        self._broken: tuple[Path, float] | None = None
        self.problem = ""

    @contextmanager
    def lease(self) -> Iterator[P]:
        """Yield the parts of the generation served now; they stay open inside the block. Raises NothingServed."""
        with self._lock:
            served = self._served
            if served is None:
                raise NothingServed(self.problem or "Es ist noch kein Index geöffnet.")
            served.users += 1
        try:
            yield served.parts
        finally:
            with self._lock:
                served.users -= 1
                idle = served.retired and not served.users
            if idle:
                served.parts.close()

    def check(self) -> None:
        """Look at the pointer and change to the generation it names, if that is another and can be used.

        Cheap when nothing changed. Only one caller opens at a time; the others return at once.
        """
        if not self._checking.acquire(blocking=False):
            return
        try:
            self._change()
        finally:
            self._checking.release()

    def close(self) -> None:
        """Serve nothing more; open leases keep their parts until they end."""
        self._swap(None)

    def _change(self) -> None:
        try:
            folder = self._current()
            if self._is_served(folder):
                self.problem = ""
                return
            if self._failed_lately(folder):
                return
            self._broken = folder, self._clock() + RETRY_SECONDS
            self._swap(_Served(folder, self._open(folder)))
        except Unusable as exc:
            self._refuse(str(exc))
        else:
            self.problem, self._broken = "", None
            self._report(f"Neuer Index wird ausgeliefert: {folder.name}")

    def _is_served(self, folder: Path) -> bool:
        return self._served is not None and self._served.folder == folder

    def _failed_lately(self, folder: Path) -> bool:
        return self._broken is not None and self._broken[0] == folder and self._clock() < self._broken[1]

    def _refuse(self, why: str) -> None:
        """Keep the reason for /readyz, report it once and not at every look, and serve something else if need be."""
        if why == self.problem:
            return
        self.problem = why
        self._report(why)
        if self._served is None:
            self._stand_in()

    def _stand_in(self) -> None:
        """Serve the first finished generation that can be used, until the one that the pointer names can be."""
        refused = self._broken[0] if self._broken else None
        for folder in self._finished():
            if folder == refused:
                continue
            try:
                parts = self._open(folder)
            except Unusable:
                continue
            self._swap(_Served(folder, parts))
            self._report(f"Bis dahin wird ein früherer Index ausgeliefert: {folder.name}")
            return

    def _swap(self, new: _Served[P] | None) -> None:
        with self._lock:
            old, self._served = self._served, new
            if old is None:
                return
            old.retired = True
            idle = not old.users
        if idle:
            old.parts.close()
