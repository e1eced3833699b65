"""Build a generation of the index beside the served one, prove it, and only then let the pointer name it.

Under a lock: fresh folder → vectors → Chroma, words, manifest → closed → verified by a fresh process → renamed
to its final name → the pointer is replaced. Whatever ends a build before the last step, also a killed process,
leaves the served generation as it was; the next build throws the remains away.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.documents import documents_of, heading_of
from corpus.earlier import Earlier, write_earlier
from corpus.embedding import Embedder
from corpus.generation import (
    GENERATIONS,
    POINTER,
    BadManifest,
    Manifest,
    NoIndex,
    current,
    finished,
    read_manifest,
    sums,
    unfinished_name,
    write_manifest,
)
from corpus.index import SPELLING, WORDS, BrokenIndex, NotWritten, write
from corpus.nouns import Edition, Passage
from corpus.probe import probe, run_apart
from corpus.rows import Unfit, passages_sha
from corpus.spelling import Spelling
from corpus.words import WordIndex
from corpus.writing import write_whole
from ingest.verify import VECTORS

LOCK, BUILDER = "build.lock", "builder"
BATCH = 256
VERIFY_SECONDS = 3600

ToldFn = Callable[[int, int], None]
NO_EARLIER = Earlier()


class AlreadyBuilding(RuntimeError):
    """Another process builds this index; the message names it, in German."""


class BuildFailed(RuntimeError):
    """No new generation came about and the served one is as it was; the message says why, in German."""


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """What a generation will say of where it came from.

    ``fingerprint`` is that of `corpus.generation.fingerprint`, ``sources`` the ids of all sources wanted,
    ``editions`` those that are in, ``problems`` German sentences of this run.
    """

    fingerprint: str
    passage_rules: str
    sources: tuple[str, ...]
    editions: tuple[Edition, ...]
    digest_sha256: str
    problems: tuple[str, ...] = ()


def up_to_date(index_folder: Path, fingerprint: str) -> bool:
    """Return whether the served generation has this fingerprint and is whole, so that a build would bring nothing."""
    try:
        folder = current(index_folder)
        if read_manifest(folder).fingerprint != fingerprint:
            return False
        probe(folder)
    except (NoIndex, BadManifest, BrokenIndex):
        return False
    return True


def build(
    index_folder: Path,
    passages: Sequence[Passage],
    embedder: Embedder,
    facts: BuildFacts,
    told: ToldFn,
    earlier: Earlier = NO_EARLIER,
) -> Path:
    """Build, verify and switch to a new generation; return its folder. ``told`` hears (embedded, of how many).

    ``earlier`` are the earlier wordings that it keeps beside its passages.

    The generation served before is kept (the latest where the pointer is lost), others are removed.
    Raises AlreadyBuilding, or BuildFailed.
    """
    try:
        with _alone(index_folder):
            before = finished(index_folder)
            _sweep(index_folder, before)
            folder = _built(index_folder, passages, embedder, facts, told, earlier)
            served = _served(index_folder) or before[:1]
            _point(index_folder, folder)
            _sweep(index_folder, {folder, *served})
            return folder
    except OSError as exc:
        raise BuildFailed(
            f"Der Index in {index_folder} konnte nicht gebaut werden: {exc}. "
            "Bitte freien Platz und Schreibrechte prüfen. Der bisherige Index bleibt in Gebrauch."
        ) from exc
    except (Unfit, NotWritten, BrokenIndex) as exc:
        raise BuildFailed(f"{exc} Der bisherige Index bleibt in Gebrauch.") from exc


@contextmanager
def _alone(index_folder: Path) -> Iterator[None]:
    """Hold the lock of ``index_folder``; the system frees it when the process ends, however it ends."""
    index_folder.mkdir(parents=True, exist_ok=True)
    builder = index_folder / BUILDER
    try:
        with FileLock(index_folder / LOCK, timeout=0):
            builder.write_text(f"Prozess {os.getpid()}, seit {datetime.now().astimezone():%d.%m.%Y %H:%M} Uhr", "utf-8")
            yield
    except Timeout as exc:
        who = builder.read_text("utf-8") if builder.is_file() else "ein anderer Prozess"
        raise AlreadyBuilding(f"Der Index wird gerade gebaut ({who}). Bitte warten und danach neu starten.") from exc


def _built(
    index_folder: Path,
    passages: Sequence[Passage],
    embedder: Embedder,
    facts: BuildFacts,
    told: ToldFn,
    earlier: Earlier,
) -> Path:
    """Return the folder of a new generation that is complete and verified; leave nothing behind otherwise."""
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{facts.fingerprint[:8]}"
    part = index_folder / GENERATIONS / unfinished_name(name)
    part.mkdir(parents=True)
    try:
        texts = [searched_text(passage) for passage in passages]
        vectors = _embedded(texts, embedder, told)
        write(part, passages, vectors)
        np.save(part / VECTORS, vectors, allow_pickle=False)
        _write_words(part, passages)
        write_earlier(part, earlier)
        write_manifest(part, _manifest(part, passages, embedder.name, facts, vectors.shape[1]))
        _verify_apart(part)
        _to_disk(part)
        return part.rename(part.with_name(name))
    finally:
        shutil.rmtree(part, ignore_errors=True)  # gone already where all went well


def searched_text(passage: Passage) -> str:
    """Return what is embedded for a passage: its heading, where it has one, and its text."""
    return "\n".join(part for part in (heading_of(passage), passage.text) if part)


def _embedded(texts: Sequence[str], embedder: Embedder, told: ToldFn) -> NDArray[np.float32]:
    parts = []
    for start in range(0, len(texts), BATCH):
        parts.append(embedder.embed_passages(texts[start : start + BATCH]))
        told(min(start + BATCH, len(texts)), len(texts))
    return np.concatenate(parts).astype(np.float32, copy=False) if parts else np.empty((0, 0), np.float32)


def _write_words(part: Path, passages: Sequence[Passage]) -> None:
    documents = documents_of(passages).values()
    try:
        WordIndex.build(list(documents)).save(part / WORDS)
    except ValueError as exc:
        raise Unfit("Kein Abschnitt enthält ein Wort, nach dem man suchen könnte. Bitte die Quellen prüfen.") from exc
    Spelling.of(documents).save(part / SPELLING)


def _manifest(part: Path, passages: Sequence[Passage], embedder: str, facts: BuildFacts, dimension: int) -> Manifest:
    return Manifest(
        generation=part.stem,
        created=datetime.now(UTC),
        fingerprint=facts.fingerprint,
        embedder=embedder,
        dimension=dimension,
        count=len(passages),
        passage_rules=facts.passage_rules,
        sources=facts.sources,
        editions=facts.editions,
        digest_sha256=facts.digest_sha256,
        problems=facts.problems,
        chroma=version("chromadb"),
        passages_sha256=passages_sha(passages),
        files=sums(part),
    )


def _verify_apart(part: Path) -> None:
    """Run `ingest.verify` on ``part`` in a fresh process; raises BrokenIndex with its reason."""
    try:
        run_apart("ingest.verify", part, VERIFY_SECONDS)
    except BrokenIndex as exc:
        raise BrokenIndex(f"Der neue Index hat die Prüfung nicht bestanden: {exc}") from exc


def _served(index_folder: Path) -> tuple[Path, ...]:
    try:
        return (current(index_folder),)
    except NoIndex:
        return ()


def _point(index_folder: Path, folder: Path) -> None:
    """Let the pointer name ``folder``; a reader sees the old name or the new one, also after a power cut."""
    _sync(folder.parent)
    write_whole(index_folder / POINTER, folder.name.encode())
    _sync(index_folder)


def _to_disk(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(index_folder: Path, keep: Collection[Path]) -> None:
    """Remove every generation but those to keep. What cannot be removed only takes room until the next build."""
    for path in (index_folder / GENERATIONS).glob("*"):
        if path not in keep:
            shutil.rmtree(path, ignore_errors=True)
