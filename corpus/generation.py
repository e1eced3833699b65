"""Generations of the index on disk: which there are, which one is served, and what each says of itself.

An index folder holds ``generations/<name>/``, each complete and verified, and the file ``current`` with the
name of the one that is served. Nothing in a generation changes after it got its name.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus.nouns import Edition
from corpus.terms import RULES as WORD_RULES

FORMAT = "3"
"""Version of what a generation consists of; another one is not read but rebuilt."""

MANIFEST, POINTER, GENERATIONS = "manifest.json", "current", "generations"
GRAPH_DATA, GRAPH_WRITTEN = "data_level0.bin", "index_metadata.pickle"
REPAIR = "Bitte neu bauen: python -m ingest"


class NoIndex(LookupError):
    """There is no generation to serve; the message says in German why and what to do."""


class BadManifest(ValueError):
    """A manifest cannot be used; the message names the file and what is wrong with it, in German."""


class IndexMismatch(ValueError):
    """An index was built by another embedder or another Chroma; the message names both, in German."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a generation that never changes: its path inside the folder, and its SHA-256 in hex."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself.

    ``dimension`` is the length of its vectors, ``count`` the number of its passages, ``passages_sha256``
    covers all of them in order. ``sources`` are the ids of all sources that were wanted, ``editions`` the ones
    that are in it, ``problems`` German sentences of the run that built it. ``chroma`` is a version.
    """

    generation: str
    created: datetime
    fingerprint: str
    embedder: str
    dimension: int
    count: int
    passage_rules: str
    sources: tuple[str, ...]
    editions: tuple[Edition, ...]
    digest_sha256: str
    problems: tuple[str, ...]
    chroma: str
    passages_sha256: str
    files: tuple[StoredFile, ...]


def fingerprint(
    embedder_name: str,
    passage_rules: str,
    editions: Sequence[Edition],
    digest_sha: str,
    earlier: Sequence[Edition] = (),
) -> str:
    """Return a SHA-256 in hex over all that decides what an index holds and how it is searched.

    Two runs with the same fingerprint build the same index. ``passage_rules`` has to name everything that shapes
    passages beside the files, also the hash of the sources' list.
    ``earlier`` are the older editions that are compared with ``editions``. When an edition was fetched does not matter.
    """
    texts, before = _named(editions), _named(earlier)
    parts = (FORMAT, version("chromadb"), WORD_RULES, embedder_name, passage_rules, digest_sha, texts, before)
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _named(editions: Sequence[Edition]) -> list[tuple[str, str, str, str]]:
    return sorted((e.source_id, e.sha256, e.as_of.isoformat(), e.stand or "") for e in editions)


def current(index_folder: Path) -> Path:
    """Return the folder of the generation that is served; raises NoIndex."""
    pointer = index_folder / POINTER
    try:
        name = pointer.read_text("utf-8").strip()
    except FileNotFoundError as exc:
        raise NoIndex(f"Es gibt noch keinen Index in {index_folder}. {REPAIR}") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise NoIndex(f"Die Datei {pointer} ist nicht lesbar ({exc}). {REPAIR}") from exc
    folder = index_folder / GENERATIONS / name
    if not name or Path(name).name != name or not (folder / MANIFEST).is_file():
        raise NoIndex(f"Die Datei {pointer} nennt den Index {name!r}, den es nicht gibt. {REPAIR}")
    return folder


def finished(index_folder: Path) -> tuple[Path, ...]:
    """Return all verified generations, the served one first, then the others from new to old."""
    folders = sorted((path.parent for path in (index_folder / GENERATIONS).glob(f"*/{MANIFEST}")), reverse=True)
    try:
        served = current(index_folder)
    except NoIndex:
        served = None
    return tuple(sorted((f for f in folders if not is_unfinished(f)), key=lambda folder: folder != served))


def unfinished_name(name: str) -> str:
    """Return the name of the folder in which generation ``name`` is built until it is verified."""
    return f"{name}.part"


def is_unfinished(folder: Path) -> bool:
    """Return whether ``folder`` was or is being built and has not been verified."""
    return folder.suffix == ".part"


def sums(folder: Path) -> tuple[StoredFile, ...]:
    """Return every file of a generation that must not change, sorted by path.

    The manifest would have to hold itself, and the database is written to by Chroma whenever it is opened;
    what the database holds is covered by ``passages_sha256``. Chroma also lays out anew, at every opening, the
    files of a graph too small to be written (it is made from the database); such a folder has no metadata file.
    """
    graphs = {path.parent for path in folder.rglob(GRAPH_DATA)}
    passing = {graph for graph in graphs if not (graph / GRAPH_WRITTEN).exists()}
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST and ".sqlite3" not in path.name and path.parent not in passing
    )
    return tuple(StoredFile(path.relative_to(folder).as_posix(), _sha(path)) for path in paths)


def damaged(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Return the paths of all files of the manifest that are missing or no longer as they were written."""
    files = {file.path: file.sha256 for file in sums(folder)}
    return tuple(file.path for file in manifest.files if files.get(file.path) != file.sha256)


def refuse_mismatch(manifest: Manifest, embedder_name: str) -> None:
    """Raise IndexMismatch where the index needs another embedder or another version of Chroma than there is."""
    if manifest.embedder != embedder_name:
        raise IndexMismatch(
            f"Der Index wurde mit dem Sprachmodell „{manifest.embedder}“ gebaut, eingestellt ist „{embedder_name}“. "
            f"{REPAIR} – oder LOTSE_EMBEDDER auf das Modell des Index stellen."
        )
    if manifest.chroma != version("chromadb"):
        raise IndexMismatch(
            f"Der Index wurde mit chromadb {manifest.chroma} gebaut, installiert ist {version('chromadb')}. {REPAIR}"
        )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest`` as JSON into the folder of its generation."""
    raw = {"format": FORMAT, **asdict(manifest)}
    text = json.dumps(raw, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat())
    (folder / MANIFEST).write_text(text, "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the generation in ``folder``; raises BadManifest."""
    path = folder / MANIFEST
    try:
        raw = _only(json.loads(path.read_text("utf-8")), {"format"} | {field.name for field in fields(Manifest)})
        if raw.pop("format") != FORMAT:
            raise BadManifest("Sie haben ein anderes Format")
        created = datetime.fromisoformat(raw.pop("created"))
        lists = {name: tuple(_texts(raw.pop(name))) for name in ("sources", "problems")}
        editions = tuple(_edition(entry) for entry in raw.pop("editions"))
        files = tuple(StoredFile(**_only(entry, {"path", "sha256"})) for entry in raw.pop("files"))
        numbers = {name: int(raw.pop(name)) for name in ("dimension", "count")}
        texts = dict(zip(raw, _texts(raw.values()), strict=True))
        return Manifest(created=created, editions=editions, files=files, **lists, **numbers, **texts)  # type: ignore[arg-type]
    except (OSError, ValueError, TypeError, AttributeError) as exc:
        raise BadManifest(f"Die Angaben zum Index in {path} sind unbrauchbar: {exc}. {REPAIR}") from exc


def _edition(entry: object) -> Edition:
    raw = _only(entry, {field.name for field in fields(Edition)})
    return Edition(
        source_id=raw["source_id"],
        sha256=raw["sha256"],
        as_of=date.fromisoformat(raw["as_of"]),
        retrieved=datetime.fromisoformat(raw["retrieved"]),
        origin=raw["origin"],
        built=date.fromisoformat(raw["built"]) if raw["built"] else None,
        stand=raw["stand"],
    )


def _only(entry: object, names: set[str]) -> dict[str, Any]:
    """Return ``entry`` when it is an object with exactly these keys; raises ValueError naming those that differ."""
    if not isinstance(entry, dict) or entry.keys() != names:
        found = entry.keys() if isinstance(entry, dict) else set()
        raise ValueError(f"es fehlt {sorted(names - found)}, unbekannt ist {sorted(found - names)}")
    return dict(entry)


def _texts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if not isinstance(value, str):
            raise ValueError(f"{value!r} ist kein Text")  # noqa: TRY004  # the value is wrong, not the call
        yield value


def _sha(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
