"""The seam behind which a model stands: it drafts sentences from passages, or fails and says why."""

from collections.abc import Sequence
from enum import StrEnum
from threading import BoundedSemaphore, Event
from typing import Protocol

from corpus.nouns import Level, Passage
from service.gates.drafts import Draft

FREE_SECONDS = 0.5
"""How long a question waits for a model that others are using; then the digest answers, so no queue can grow."""


class Failure(StrEnum):
    """Why there is no draft."""

    REFUSED = "refused"
    OVERLOADED = "overloaded"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    LATE = "late"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    BUSY = "busy"
    GONE = "gone"


_WHY = {
    Failure.REFUSED: "Der Server des Sprachmodells hat die Anfrage abgewiesen.",
    Failure.OVERLOADED: "Das Sprachmodell hat gerade zu viel zu tun.",
    Failure.BROKEN: "Der Server des Sprachmodells meldet einen Fehler.",
    Failure.UNREACHABLE: "Der Server des Sprachmodells ist nicht erreichbar.",
    Failure.LATE: "Das Sprachmodell hat nicht rechtzeitig geantwortet.",
    Failure.TOO_LONG: "Das Sprachmodell hat kein Ende gefunden.",
    Failure.UNREADABLE: "Die Antwort des Sprachmodells war nicht lesbar.",
    Failure.EMPTY: "Das Sprachmodell hat nichts geantwortet.",
    Failure.BUSY: "Das Sprachmodell beantwortet gerade andere Fragen.",
    Failure.GONE: "Niemand wartet mehr auf die Antwort.",
}


class ModelFailed(RuntimeError):
    """A model gave no draft. The message says why, in German, and holds nothing that anybody wrote."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(_WHY[failure])
        self.failure = failure


class Writer(Protocol):
    """Drafts an answer."""

    @property
    def name(self) -> str:
        """The name of the model."""

    @property
    def host(self) -> str:
        """On whose server it runs: a host name."""

    def write(
        self, question: str, level: Level, passages: Sequence[Passage], gone: Event | None = None
    ) -> Sequence[Draft]:
        """Return sentences that answer ``question`` from ``passages``, cited by their labels (`prompt.labelled`).

        ``gone`` is set when nobody waits any more. Raises ModelFailed.
        """

    def close(self) -> None:
        """Let go of connections."""


class Limited:
    """A writer that is asked by so many at a time and no more; whoever finds it busy is told so soon."""

    def __init__(self, writer: Writer, parallel: int, wait: float = FREE_SECONDS) -> None:
        self._writer = writer
        self._free = BoundedSemaphore(parallel)
        self._wait = wait

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._writer.name

    @property
    def host(self) -> str:
        """On whose server it runs."""
        return self._writer.host

    def write(
        self, question: str, level: Level, passages: Sequence[Passage], gone: Event | None = None
    ) -> Sequence[Draft]:
        """Return what the writer drafts; raises ModelFailed, also where none is free within the wait."""
        if not self._free.acquire(timeout=self._wait):
            raise ModelFailed(Failure.BUSY)
        try:
            return self._writer.write(question, level, passages, gone)
        finally:
            self._free.release()

    def close(self) -> None:
        """Let go of connections."""
        self._writer.close()
