"""Wording that still stands in the law and no longer tells what holds, with the place that does."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.nouns import Pinpoint, Place
from corpus.pinpoint import NotAPinpoint, covers, parse
from corpus.pinpoint.laws import Laws
from corpus.tables import NotTables, Table, read_tables

SUPERSEDED_PATH = Path(__file__).with_name("superseded.toml")


class SupersededError(ValueError):
    """The list has a fault; the message names file, line and repair, in German."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """The wording at ``place`` is outdated, what holds stands at ``by``; ``note`` tells it to a reader, in German."""

    place: Pinpoint
    by: Pinpoint
    note: str


def load_superseded(laws: Laws, path: Path = SUPERSEDED_PATH) -> tuple[Superseded, ...]:
    """Return the entries of the list at ``path``; raises SupersededError."""
    try:
        _, tables = read_tables(path, "superseded")
    except NotTables as exc:
        raise SupersededError(str(exc)) from exc
    return tuple(_entry(table, laws) for table in tables)


def superseded_at(place: Place, entries: Iterable[Superseded]) -> tuple[Superseded, ...]:
    """Return the entries whose outdated wording ``place`` lies in."""
    return tuple(entry for entry in entries if isinstance(place, Pinpoint) and covers(entry.place, place))


def _entry(table: Table, laws: Laws) -> Superseded:
    missing = [key for key in ("place", "by", "note") if not table.values.get(key)]
    if missing:
        raise SupersededError(f"{table.path}, Zeile {table.start}: Es fehlt {', '.join(missing)}. Bitte ergänzen.")
    return Superseded(_place(table, "place", laws), _place(table, "by", laws), str(table.values["note"]))


def _place(table: Table, key: str, laws: Laws) -> Pinpoint:
    try:
        return parse(str(table.values[key]), laws)
    except NotAPinpoint as exc:
        raise SupersededError(f"{table.path}, Zeile {table.line_of(key)}: {exc}") from exc
