"""Every text of the interface in three languages, as data: one file an area in ``service/site/strings``.

A text is a table with ``de``, ``leichter`` and ``en``. "room.title" is the text ``[title]`` of ``room.toml``.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from service.site.reader import Tongue

FOLDER = Path(__file__).with_name("strings")


class StringsError(ValueError):
    """A text is missing or is no text; the message names file, text and language."""


class Words:
    """The texts in one language."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __call__(self, name: str, **values: object) -> str:
        """Return the text ``name`` with ``{…}`` filled from ``values``; raises KeyError for what there is not."""
        return self._texts[name].format(**values)

    def raw(self, name: str) -> str:
        """Return the text ``name`` with its gaps; raises KeyError for what there is not."""
        return self._texts[name]

    def names(self) -> tuple[str, ...]:
        """Return the names of all texts."""
        return tuple(self._texts)

    def under(self, prefix: str) -> dict[str, str]:
        """Return the texts whose names begin with ``prefix`` and a dot, by the rest of their names."""
        start = f"{prefix}."
        return {name.removeprefix(start): text for name, text in self._texts.items() if name.startswith(start)}


def load_strings(folder: Path = FOLDER) -> Mapping[Tongue, Words]:
    """Return the texts of all files in ``folder`` by language; raises StringsError."""
    texts: dict[Tongue, dict[str, str]] = {tongue: {} for tongue in Tongue}
    for path in sorted(folder.glob("*.toml")):
        for name, entry in _entries(path.stem, tomllib.loads(path.read_text("utf-8"))):
            missing = [tongue for tongue in Tongue if not isinstance(entry.get(tongue), str) or not entry[tongue]]
            if missing or len(entry) != len(Tongue):
                raise StringsError(f"{path.name}: {name} needs exactly de, leichter and en; look at {missing or entry}")
            for tongue in Tongue:
                texts[tongue][name] = str(entry[tongue])
    return {tongue: Words(found) for tongue, found in texts.items()}


def _entries(name: str, table: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield every table that holds texts; the tables around it give its name."""
    if any(not isinstance(value, dict) for value in table.values()) or not table:
        yield name, table
        return
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _entries(f"{name}.{key}", value)


STRINGS = load_strings()
