"""A small invented law in as many passages as a test wants, and a builder to run as a process of its own."""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.documents import documents_of
from corpus.embedding import HashEmbedder
from corpus.generation import Manifest, fingerprint, sums, write_manifest
from corpus.index import SPELLING, WORDS, write
from corpus.nouns import Edition, PagePoint, Passage, Pinpoint, Unit, Wording
from corpus.rows import passages_sha
from corpus.spelling import Spelling
from corpus.words import WordIndex
from ingest.build import AlreadyBuilding, BuildFacts, BuildFailed, build, searched_text
from ingest.verify import VECTORS

EMBEDDER = HashEmbedder(64)
EDITION = Edition("uebg", "e" * 64, date(2026, 1, 5), datetime(2026, 2, 1, 8, tzinfo=UTC), "Datei", None, "Stand 2026")
TRADES = ("Töpfern", "Weben", "Drechseln", "Löten", "Backen", "Binden", "Gießen")
RULES = "test-1"


def passages(count: int, version: int = 1) -> tuple[Passage, ...]:
    """Return ``count`` different passages; those of another version have other ids and texts."""
    return tuple(_passage(number, version) for number in range(count))


def _passage(number: int, version: int) -> Passage:
    trade = TRADES[number % len(TRADES)]
    text = f"Wer {trade} übt, bekommt in Woche {number} der Fassung {version} genau {number * 3} Taler."
    place = Pinpoint("ÜbG", str(number), "1") if number % 2 else PagePoint("Leitfaden", str(number), number + 2)
    return Passage(
        id=f"v{version}-{number}",
        source_id="uebg",
        edition=EDITION.sha256,
        position=number,
        place=place,
        path=("Übungsgesetz", f"§ {number} {trade}"),
        text=text,
        units=(Unit(place, 0, len(text)),),
        wording=Wording.OFFICIAL,
    )


def facts(version: int = 1) -> BuildFacts:
    """Return what the build of a version knows of itself."""
    print_ = fingerprint(EMBEDDER.name, RULES, (EDITION,), f"digest {version}")
    return BuildFacts(print_, RULES, ("uebg", "fehlt"), (EDITION,), f"digest {version}", ("Eine Quelle fehlt.",))


def stored(folder: Path, wanted: Sequence[Passage], vectors: NDArray[np.float32] | None = None) -> Path:
    """Write a generation of ``wanted`` into ``folder`` as a build does, unverified, and return the folder."""
    known = EMBEDDER.embed_passages([searched_text(passage) for passage in wanted]) if vectors is None else vectors
    write(folder, wanted, known)
    np.save(folder / VECTORS, known, allow_pickle=False)
    documents = list(documents_of(wanted).values())
    WordIndex.build(documents).save(folder / WORDS)
    Spelling.of(documents).save(folder / SPELLING)
    write_manifest(folder, manifest(folder, wanted, known.shape[1]))
    return folder


def manifest(folder: Path, wanted: Sequence[Passage], dimension: int) -> Manifest:
    """Return the manifest of a generation whose other files lie in ``folder``."""
    known = facts()
    return Manifest(
        generation=folder.name,
        created=datetime(2026, 2, 1, 9, tzinfo=UTC),
        fingerprint=known.fingerprint,
        embedder=EMBEDDER.name,
        dimension=dimension,
        count=len(wanted),
        passage_rules=known.passage_rules,
        sources=known.sources,
        editions=known.editions,
        digest_sha256=known.digest_sha256,
        problems=known.problems,
        chroma=version("chromadb"),
        passages_sha256=passages_sha(wanted),
        files=sums(folder),
    )


def quiet(_done: int, _of: int) -> None:
    """Hear of progress and do nothing."""


@dataclass(frozen=True, slots=True)
class Order:
    """A build to run: ``kill_at`` is the number of the event at which the process kills itself (0: never).

    ``file_limit`` is the size in bytes no file may pass (0: none), which stands for a full disk.
    """

    folder: str
    version: int
    count: int
    kill_at: int = 0
    file_limit: int = 0

    def command(self) -> list[str]:
        """Return the command line of a process that carries it out."""
        return [sys.executable, "-m", "tests.generations", json.dumps(asdict(self))]


def _carry_out(order: Order) -> str:
    """Build as ordered and return how many events there were.

    An event is what a build does to files and processes by way of Python, and each batch of vectors.
    """
    events = 0

    def happened() -> None:
        nonlocal events
        events += 1
        if events == order.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    if order.file_limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.file_limit, order.file_limit))
    wanted = passages(order.count, order.version)
    _listen(order.folder, happened)
    build(Path(order.folder), wanted, EMBEDDER, facts(order.version), lambda _done, _of: happened())
    return str(events)


def _listen(folder: str, happened: Callable[[], None]) -> None:
    def heard(event: str, args: tuple[object, ...]) -> None:
        ours = event == "subprocess.Popen" or any(str(arg).startswith(folder) for arg in args[:2])
        if ours and event.partition(".")[0] in {"open", "os", "shutil", "subprocess"}:
            happened()

    sys.addaudithook(heard)


if __name__ == "__main__":
    sys.stdout.write("start\n")
    sys.stdout.flush()
    try:
        sys.stdout.write(_carry_out(Order(**json.loads(sys.argv[1]))))
    except (BuildFailed, AlreadyBuilding) as exc:
        sys.exit(str(exc))
