"""What becomes of this design when the law grows: the same store and the same search over 1,000 to all passages.

Passages are the paragraphs of all federal laws, read at run time from a plain text beside the project. Each size is
built and searched in processes of its own, so that a peak of memory belongs to it. The largest is then served by a
real ``chroma run`` on loopback, which is what a second machine would ask.
"""

import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TypeVar

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError

from corpus.embedding import StaticEmbedder
from corpus.index import PASSAGES, write
from corpus.nouns import Passage, Pinpoint, Unit, Wording
from corpus.words import WordIndex
from eval.metrics import percentile
from eval.speed import free_port
from ingest.build import searched_text
from ingest.pairs import read_plain

SEED = 20261124
DEPTH = 100
CLIENTS = 8
STARTUP_SECONDS = 120.0
_MIB = 1024 * 1024
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes on macOS, KiB on Linux
T = TypeVar("T")


class NotServed(RuntimeError):
    """``chroma run`` did not come up; the message carries what it said."""


@dataclass(frozen=True, slots=True)
class Times:
    """Median and 95th percentile in milliseconds."""

    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Grown:
    """One size: how fast it was built, what it takes, and how long the parts of a search in it last on one core."""

    passages: int
    passages_per_second: float
    build_mib: int
    disk_mib: int
    search_mib: int
    meaning: Times
    words: Times
    search: Times


@dataclass(frozen=True, slots=True)
class Served:
    """The largest size behind ``chroma run``: one client, and ``clients`` at once with their answers per second."""

    passages: int
    one_client: Times
    clients: int
    all_clients: Times
    answers_per_second: float


def passages_of(laws: Path) -> list[Passage]:
    """Return every paragraph of the laws (plain text, see `ingest.pairs.read_plain`) as a passage, shuffled by seed."""
    passages = list(_passages(laws))
    Random(SEED).shuffle(passages)  # noqa: S311  # a sample, no secret
    return passages


def grow(passages: Sequence[Passage], sizes: Sequence[int], questions: Sequence[str]) -> Iterator[Grown | Served]:
    """Yield the figures of each size, and of the largest one served by ``chroma run``; raises NotServed."""
    for size in (min(size, len(passages)) for size in sizes):
        with tempfile.TemporaryDirectory(prefix="lotse-growth-") as name:
            folder = Path(name) / "index"
            folder.mkdir()
            seconds, build_mib = _apart(_build, folder, passages[:size])
            disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            (meaning, words, search), search_mib = _apart(_search, folder, questions)
            yield Grown(
                size, round(size / seconds, 1), build_mib, round(disk / _MIB), search_mib, meaning, words, search
            )
            if size == min(sizes[-1], len(passages)):
                yield _served(folder, size, questions)


def _passages(laws: Path) -> Iterator[Passage]:
    for position, norm in enumerate(read_plain(laws)):
        for at, text in enumerate(norm.paragraphs, 1):
            place = Pinpoint(norm.law, str(position), str(at))
            id_ = hashlib.sha256(f"{position}|{at}".encode()).hexdigest()[:20]
            units = (Unit(place, 0, len(text)),)
            yield Passage(id_, "laws", "", at, place, (norm.heading,), text, units, Wording.OFFICIAL)


def _apart(work: Callable[..., T], *given: object) -> tuple[T, int]:
    """Return what ``work`` returns in a fresh process, and the peak of that process in MiB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result(), pool.submit(_peak).result()


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / _MIB)


def _build(folder: Path, passages: Sequence[Passage]) -> float:
    started = time.perf_counter()
    texts = [searched_text(passage) for passage in passages]
    embedder = StaticEmbedder()
    write(folder, passages, np.concatenate([embedder.embed_passages(part) for part in _parts(texts, 4096)]))
    WordIndex.build(texts).save(folder / "words")
    return time.perf_counter() - started


def _parts(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (texts[start : start + size] for start in range(0, len(texts), size))


def _search(folder: Path, questions: Sequence[str]) -> tuple[Times, Times, Times]:
    embedder, words = StaticEmbedder(), WordIndex.load(folder / "words")
    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    collection = client.get_collection(PASSAGES, embedding_function=None)

    def meaning(question: str) -> None:
        collection.query(
            query_embeddings=embedder.embed_query(question)[np.newaxis, :], n_results=DEPTH, include=["distances"]
        )

    meaning(questions[0])  # loads the graph
    parts = [(_timed(meaning, question), _timed(words.shares, question)) for question in questions]
    return tuple(map(_times, ([m for m, _ in parts], [w for _, w in parts], [m + w for m, w in parts])))  # type: ignore[return-value]


def _served(folder: Path, size: int, questions: Sequence[str]) -> Served:
    vectors = [StaticEmbedder().embed_query(question) for question in questions]
    with _chroma(folder) as port:
        client = chromadb.HttpClient("127.0.0.1", port, settings=Settings(anonymized_telemetry=False))
        collection = client.get_collection(PASSAGES, embedding_function=None)

        def ask(at: int) -> float:
            vector = vectors[at % len(vectors)][np.newaxis, :]
            return _timed(
                lambda v: collection.query(query_embeddings=v, n_results=DEPTH, include=["distances"]), vector
            )

        ask(0)
        alone = [ask(at) for at in range(len(vectors))]
        started = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            together = list(pool.map(ask, range(CLIENTS * len(vectors))))
        seconds = time.perf_counter() - started
    return Served(size, _times(alone), CLIENTS, _times(together), round(len(together) / seconds, 1))


@contextmanager
def _chroma(folder: Path) -> Iterator[int]:
    """Start ``chroma run`` over ``folder`` on loopback, yield its port when it answers, and end it."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder), "--port", str(port)]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([*command, "--host", "127.0.0.1"], stdout=said, stderr=said)  # noqa: S603  # our own environment's program
        try:
            until = time.monotonic() + STARTUP_SECONDS
            while not _answers(port):
                if child.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    raise NotServed(f"chroma run antwortet nicht: {said.read().decode('utf-8', 'replace')[-2000:]}")
                time.sleep(0.2)
            yield port
        finally:
            child.terminate()
            child.wait(STARTUP_SECONDS)


def _answers(port: int) -> bool:
    try:
        return chromadb.HttpClient("127.0.0.1", port, settings=Settings(anonymized_telemetry=False)).heartbeat() > 0
    except (ChromaError, ValueError, OSError):
        return False


def _timed(work: Callable[[T], object], given: T) -> float:
    started = time.perf_counter()
    work(given)
    return (time.perf_counter() - started) * 1000


def _times(times: Sequence[float]) -> Times:
    return Times(round(percentile(times, 0.5), 2), round(percentile(times, 0.95), 2))
