"""The digest: what each sentence of a norm says, in this project's own words, one TOML file a section.

A file starts with ``as_of`` (the date of the wording it was written from) and, to be checked, ``law`` and
``section``; tables ``[[statement]]`` follow. Every fault is reported with file, line, entry and repair, all
at once, so that a counsellor can edit the files.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.nouns import Pinpoint, Statement
from corpus.statement_rules import faults_of, is_day, place_of, text_at
from corpus.tables import NotTables, Table, read_tables

DIGEST_PATH = Path(__file__).with_name("digest")
HEAD = ("as_of", "law", "section")


class DigestError(ValueError):
    """The digest has faults; the message names each with file, line, entry and repair, in German."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What holds for all entries of a file; an empty law or section leaves it open."""

    as_of: date
    law: str
    section: str


def load_digest(folder: Path = DIGEST_PATH) -> tuple[Statement, ...]:
    """Return the statements of all TOML files in ``folder``, file by file in the order of their names.

    Raises DigestError where a file cannot be read, an entry breaks a rule, or two are on one place.
    """
    entries = [(head, entry) for path in _files(folder) for head, entry in _read(path)]
    faults = [
        f"{_at(entry, fault.key)}: {fault.message}"
        for head, entry in entries
        for fault in faults_of(entry.values, head.law, head.section)
    ]
    if faults:
        raise DigestError("\n".join(faults))
    statements = [(_statement(entry.values, head), entry) for head, entry in entries]
    if twice := tuple(_twice(statements)):
        raise DigestError("\n".join(twice))
    return tuple(statement for statement, _ in statements)


def digest_sha(folder: Path = DIGEST_PATH) -> str:
    """Return the SHA-256 (64 hex digits) over the names and bytes of the TOML files in ``folder``."""
    total = hashlib.sha256()
    for path in _files(folder):
        total.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _read(path: Path) -> Iterator[tuple[_Head, Table]]:
    try:
        head, entries = read_tables(path, "statement")
    except NotTables as exc:
        raise DigestError(str(exc)) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise DigestError(f"{path}: Die Datei ist nicht lesbar ({exc}). Bitte als UTF-8 speichern.") from exc
    common = _head(path, head)
    yield from ((common, entry) for entry in entries)


def _head(path: Path, values: Mapping[str, object]) -> _Head:
    if unknown := ", ".join(sorted(set(values) - set(HEAD))):
        raise DigestError(f"{path}, Zeile 1: Unbekannt im Kopf: {unknown}. Erlaubt sind {', '.join(HEAD)}.")
    as_of = values.get("as_of")
    if not isinstance(as_of, date) or not is_day(as_of):
        raise DigestError(
            f"{path}, Zeile 1: Im Kopf fehlt der Stand des Gesetzestextes. Bitte so schreiben: as_of = 2026-08-19."
        )
    return _Head(as_of, text_at(values, "law"), text_at(values, "section"))


def _at(entry: Table, key: str) -> str:
    """Return where ``key`` stands, or the table where it is missing: file, line and entry, in German."""
    name = text_at(entry.values, "pinpoint") or "ohne Fundstelle"
    return f"{entry.path}, Zeile {entry.line_of(key)}, Eintrag „{name}“"


def _twice(statements: list[tuple[Statement, Table]]) -> Iterator[str]:
    """Yield the entries on a place that another entry is on already; former law may stand beside the law."""
    taken: dict[tuple[Pinpoint, bool, date | None], Table] = {}
    for statement, entry in statements:
        until = statement.valid_until if statement.former else None
        first = taken.setdefault((statement.pinpoint, statement.former, until), entry)
        if first is not entry:
            yield (
                f"{_at(entry, 'pinpoint')}: Diese Fundstelle gibt es schon in {first.path.name}, Zeile {first.start}. "
                "Bitte zu einem Eintrag verbinden, oder den älteren mit former = true kennzeichnen."
            )


def _statement(values: Mapping[str, object], head: _Head) -> Statement:
    begin, end = values.get("valid_from"), values.get("valid_until")
    return Statement(
        pinpoint=place_of(text_at(values, "pinpoint")),
        standard=text_at(values, "standard"),
        leichter=text_at(values, "leichter"),
        as_of=head.as_of,
        valid_from=begin if isinstance(begin, date) else None,
        valid_until=end if isinstance(end, date) else None,
        former=values.get("former") is True,
    )
