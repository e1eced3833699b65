"""Wording that still stands in the law and no longer tells what holds, with the place that does."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from corpus.nouns import Pinpoint
from corpus.pinpoint import NotAPinpoint, parse
from corpus.pinpoint.laws import Laws

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
    entries = tomllib.loads(path.read_text("utf-8"))["superseded"]
    return tuple(_entry(number, entry, laws, path) for number, entry in enumerate(entries, 1))


def _entry(number: int, entry: dict[str, str], laws: Laws, path: Path) -> Superseded:
    try:
        return Superseded(parse(entry["place"], laws), parse(entry["by"], laws), entry["note"])
    except KeyError as exc:
        raise SupersededError(f"{path.name}, Eintrag {number}: Es fehlt {exc}. Bitte ergänzen.") from exc
    except NotAPinpoint as exc:
        raise SupersededError(f"{path.name}, Eintrag {number}: {exc}") from exc
