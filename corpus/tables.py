"""TOML files that people edit: tables of one name, each with the lines it stands on, so a fault is told where it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tomllib import TOMLDecodeError, loads
from typing import NamedTuple

_AT_LINE = re.compile(r"at line (\d+)")


class NotTables(ValueError):
    """A file is not TOML, or not of the wanted form; the message names file, line and repair, in German."""


class Fault(NamedTuple):
    """What is wrong with one table, at which of its keys, and what to write. ``item`` is the faulty list item."""

    key: str
    message: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: the file, the table's first line (from 1), its lines, and its values."""

    path: Path
    start: int
    lines: tuple[str, ...]
    values: Mapping[str, object]

    def line_of(self, key: str, item: str = "") -> int:
        """Return the line of ``key``, or of ``item`` in its list over several lines; else that of the table."""
        written = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        at = next((at for at, line in enumerate(self.lines) if written.match(line)), 0)
        quoted = (f'"{item}"', f"'{item}'")
        within = (n for n, line in enumerate(self.lines[at:], at) if item and any(q in line for q in quoted))
        return self.start + (next(within, at) if at else 0)


def read_tables(path: Path, name: str) -> tuple[Mapping[str, object], tuple[Table, ...]]:
    """Return what stands in the file at ``path`` beside its tables ``[[name]]``, and these tables in order.

    Raises NotTables, and OSError or UnicodeDecodeError where the file cannot be read.
    """
    text = path.read_text("utf-8")
    try:
        head = loads(text)
    except TOMLDecodeError as exc:
        line = found[1] if (found := _AT_LINE.search(str(exc))) else "am Ende"
        raise NotTables(f"{path}, Zeile {line}: Das ist kein gültiges TOML ({exc}). Bitte berichtigen.") from exc
    tables, lines = head.pop(name, []), text.split("\n")
    starts = _starts(lines, name, len(tables) if isinstance(tables, list) else 0)
    if not isinstance(tables, list) or len(starts) != len(tables):
        raise NotTables(f"{path}, Zeile 1: Jeder Eintrag beginnt mit einer eigenen Zeile „[[{name}]]“. Bitte ändern.")
    spans = pairwise([*starts, len(lines)])
    return head, tuple(
        Table(path, start + 1, tuple(lines[start:end]), values)
        for (start, end), values in zip(spans, tables, strict=True)
    )


def _starts(lines: Sequence[str], name: str, count: int) -> list[int]:
    """Return the lines, from 0, on which ``count`` tables begin.

    Where more lines look like it, some stand inside a longer text: what is before them is not whole.
    """
    header = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]\s*(#.*)?")
    found = [at for at, line in enumerate(lines) if header.fullmatch(line)]
    return found if len(found) == count else [at for at in found if _parses("\n".join(lines[:at]))]


def _parses(text: str) -> bool:
    try:
        loads(text)
    except TOMLDecodeError:
        return False
    return True
