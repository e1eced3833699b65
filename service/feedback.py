"""Whether answers helped: counts by month, level and status, and nothing else. No text, no address, no time of day.

Two processes may count into one file: each adds what it holds under a lock and writes the file whole. Where that
fails, the counts wait in memory for the next time.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from filelock import FileLock, Timeout

from corpus.nouns import Level
from corpus.writing import write_whole
from service.reply import Status

# Somebody waits for the page meanwhile; what cannot be written now is written with the next count.
LOCK_SECONDS = 1.0


class Helped(StrEnum):
    """What a reader says."""

    YES = "ja"
    NO = "nein"


class Counted(NamedTuple):
    """What is counted together; ``month`` as "2026-11". Sorting puts the months in order."""

    month: str
    level: Level
    status: Status
    helped: Helped


class FeedbackError(ValueError):
    """The file of the counts cannot be read; the message says which and why, in German."""


class Feedback:
    """Counts into one file, from any thread."""

    def __init__(self, path: Path, clock: Callable[[], date], tell: Callable[[str], None]) -> None:
        """Take the file, what tells the date, and what tells the operator a line."""
        self._path, self._clock, self._tell = path, clock, tell
        self._waiting: Counter[Counted] = Counter()
        self._told = False
        self._lock = Lock()

    def add(self, helped: Helped, level: Level, status: Status) -> None:
        """Count one reader's word; what goes wrong with the file is told once and raises nothing."""
        counted = Counted(self._clock().strftime("%Y-%m"), level, status, helped)
        with self._lock:
            self._waiting[counted] += 1
            try:
                self._write()
            except (OSError, Timeout, FeedbackError) as exc:
                self._report(exc)

    def waiting(self) -> Mapping[Counted, int]:
        """Return what could not be written yet."""
        with self._lock:
            return dict(self._waiting)

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=LOCK_SECONDS):
            counts = Counter(read_counts(self._path))
            counts.update(self._waiting)
            write_whole(self._path, _as_json(counts))
        self._waiting.clear()

    def _report(self, exc: Exception) -> None:
        if not self._told:
            self._told = True
            why = exc.strerror or type(exc).__name__ if isinstance(exc, OSError) else str(exc)
            self._tell(
                f"Die Rückmeldungen können nicht in {self._path} geschrieben werden ({why}). "
                "Sie werden im Speicher gezählt, bis das wieder geht."
            )


def read_counts(path: Path) -> Mapping[Counted, int]:
    """Return the counts in the file at ``path``, none where there is no file.

    Raises FeedbackError for what is no such file, and OSError where it cannot be read.
    """
    try:
        return dict(_entries(json.loads(path.read_bytes())))
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, RecursionError) as exc:
        raise FeedbackError(f"{path} enthält keine Zählung. Bitte die Datei prüfen oder entfernen.") from exc


def _entries(counts: object) -> Iterator[tuple[Counted, int]]:
    """Yield the entries of a file; raises ValueError or TypeError for what is none."""
    if not isinstance(counts, list):
        raise TypeError("no list")
    for entry in counts:
        month, level, status, helped, count = entry
        if not isinstance(month, str) or type(count) is not int or count < 1:
            raise ValueError("no count")
        yield Counted(month, Level(level), Status(status), Helped(helped)), count


def _as_json(counts: Mapping[Counted, int]) -> bytes:
    rows = ",\n".join(json.dumps([*counted, count]) for counted, count in sorted(counts.items()))
    return f"[\n{rows}\n]\n".encode()
