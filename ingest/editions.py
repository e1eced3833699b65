"""The editions of every source: files kept as they came, never overwritten.

On disk: ``<data>/editions/<source id>/<sha256>.<suffix>`` and ``<sha256>.json`` beside it with what is
known about it; the suffix says in which format it came. The same bytes are the same edition, however often
they arrive.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from corpus.nouns import AsOfRule, Edition, Format, Reading, Source
from corpus.writing import write_whole
from ingest.unreadable import Unreadable

FORMATS = {
    ".zip": Format.GII_XML,
    ".pdf": Format.PDF,
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it came in: its bytes, where from, when, and what the publisher said to recognise it again."""

    data: bytes
    origin: str
    retrieved: datetime
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An edition on disk: its facts, its file, when its publisher last confirmed it, and with which validators.

    ``format`` is that of the file, which an operator may have in another one than the source's.
    """

    edition: Edition
    path: Path
    format: Format
    confirmed: datetime
    etag: str | None
    last_modified: str | None


def format_of(name: str) -> Format:
    """Return the format that the ending of a file's name stands for; raises Unreadable for any other ending."""
    suffix = Path(name).suffix.lower()
    if suffix not in FORMATS:
        raise Unreadable(f"„{name}“: Gelesen werden Dateien mit der Endung {', '.join(FORMATS)}.")
    return FORMATS[suffix]


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hex, which names the edition."""
    return hashlib.sha256(data).hexdigest()


def dated(source: Source, reading: Reading, retrieved: date, stated: date | None) -> date:
    """Return the date of the wording: ``stated`` by the operator, else by the source's as-of rule.

    A statute whose file carries no builddate falls back to the day it was retrieved.
    """
    by_rule = {AsOfRule.BUILDDATE: reading.built, AsOfRule.FIXED: source.as_of, AsOfRule.RETRIEVED: retrieved}
    return stated or by_rule[source.as_of_rule] or retrieved


def keep(folder: Path, source: Source, arrival: Arrival, edition: Edition) -> Kept:
    """Write the file, in ``source.format``, and its facts under ``folder``; known bytes keep their file.

    The facts of a known edition are written again, because an operator may state a date later.
    """
    home = folder / source.id
    home.mkdir(parents=True, exist_ok=True)
    path = _path(home, edition.sha256, source.format)
    if not path.exists():
        write_whole(path, arrival.data)
    facts = {
        "format": source.format.value,
        "as_of": edition.as_of.isoformat(),
        "retrieved": edition.retrieved.isoformat(),
        "origin": edition.origin,
        "built": edition.built.isoformat() if edition.built else None,
        "stand": edition.stand,
        "etag": arrival.etag,
        "last_modified": arrival.last_modified,
    }
    write_whole(home / f"{edition.sha256}.json", json.dumps(facts, ensure_ascii=False, indent=1).encode())
    return Kept(edition, path, source.format, datetime.now(UTC), arrival.etag, arrival.last_modified)


def confirm(known: Kept) -> None:
    """Record that the publisher still serves ``known``: its facts file is touched."""
    known.path.with_suffix(".json").touch()


def kept(folder: Path, source: Source) -> tuple[Kept, ...]:
    """Return the editions of ``source`` under ``folder`` whose file is there, the newest wording first."""
    found = [_load(facts, source) for facts in sorted((folder / source.id).glob("*.json"))]
    there = [known for known in found if known.path.is_file()]
    return tuple(sorted(there, key=lambda k: (k.edition.as_of, k.edition.retrieved), reverse=True))


def by_address(editions: Sequence[Kept], url: str) -> Kept | None:
    """Return the edition that came from ``url`` most recently, or None; its validators make a request conditional."""
    return max((k for k in editions if k.edition.origin == url), key=lambda k: k.edition.retrieved, default=None)


def _load(facts: Path, source: Source) -> Kept:
    raw = json.loads(facts.read_text("utf-8"))
    edition = Edition(
        source.id,
        facts.stem,
        date.fromisoformat(raw["as_of"]),
        datetime.fromisoformat(raw["retrieved"]),
        raw["origin"],
        date.fromisoformat(raw["built"]) if raw["built"] else None,
        raw["stand"],
    )
    format_ = Format(raw.get("format", source.format))
    confirmed = datetime.fromtimestamp(facts.stat().st_mtime, UTC)
    path = _path(facts.parent, facts.stem, format_)
    return Kept(edition, path, format_, confirmed, raw["etag"], raw["last_modified"])


def _path(home: Path, sha256: str, format_: Format) -> Path:
    suffix = next(suffix for suffix, known in FORMATS.items() if known is format_)
    return home / f"{sha256}{suffix}"
