"""Wording that still stands in the law and no longer tells what holds, with the place that does."""

from dataclasses import dataclass
from pathlib import Path

from corpus.nouns import Pinpoint
from corpus.pinpoint import NotAPinpoint, parse
from corpus.pinpoint.laws import Laws
from corpus.tables import NotTables, Table, read_tables

SUPERSEDED_PATH = Path(__file__).with_name("superseded.toml")


class SupersededError(ValueError):
    """The list has a fault; the message names file, entry and repair, in German."""


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
    return tuple(_entry(number, table, laws) for number, table in enumerate(tables, 1))


def _entry(number: int, table: Table, laws: Laws) -> Superseded:
    where = f"{table.path}, Eintrag {number}"
    try:
        place, by, note = (str(table.values[key]) for key in ("place", "by", "note"))
        return Superseded(parse(place, laws), parse(by, laws), note)
    except KeyError as exc:
        raise SupersededError(f"{where}: Es fehlt {exc}. Bitte ergänzen.") from exc
    except NotAPinpoint as exc:
        raise SupersededError(f"{where}: {exc}") from exc
