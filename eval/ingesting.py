"""How fast an index is built from nothing, and how much memory that takes: a child process, a fresh folder."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

FINISHED = (0, 3)
_MIB = 1024 * 1024
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes on macOS, KiB on Linux


class NothingBuilt(RuntimeError):
    """The ingest did not finish with an index; the message carries what it said."""


@dataclass(frozen=True, slots=True)
class Building:
    """One build. ``passages`` are those of the sources, without our own ``entries``.

    ``peak_mib`` is the largest resident size of any single process of the build, in MiB.
    """

    sources: int
    passages: int
    entries: int
    problems: int
    seconds: float
    passages_per_second: float
    peak_mib: int


def measure(mirror: Path | None) -> Building:
    """Build an index from the mirror folder (None: from the network or as set) and return what it took.

    Call it once a process: the peak counts all children so far. Raises NothingBuilt.
    """
    chosen = ("--mirror", str(mirror)) if mirror else ()
    with tempfile.TemporaryDirectory(prefix="lotse-eval-") as data:
        started = time.perf_counter()
        done = subprocess.run(  # noqa: S603  # our own program
            [sys.executable, "-m", "ingest", "--json", *chosen],
            env={**os.environ, "LOTSE_DATA": data},
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.perf_counter() - started
    if done.returncode not in FINISHED:
        raise NothingBuilt(f"python -m ingest endete mit {done.returncode}:\n{done.stderr[-2000:]}")
    return building(done.stdout, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _RSS_UNIT)


def building(report: str, seconds: float, peak_bytes: int) -> Building:
    """Return the figures of a report as ``python -m ingest --json`` prints it."""
    read = json.loads(report)
    rows = read["rows"]
    passages = sum(row["passages"] for row in rows)
    return Building(
        sources=sum(row["as_of"] is not None for row in rows),
        passages=passages,
        entries=read["entries"],
        problems=sum(len(row["not_fetched"]) + len(row["not_read"]) for row in rows),
        seconds=round(seconds, 1),
        passages_per_second=round(passages / seconds, 1),
        peak_mib=round(peak_bytes / _MIB),
    )
