"""One file as it was written: its values in their shape, and the line on which each of them stands."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tomllib import TOMLDecodeError, loads
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.entries import Line, Lines
from corpus.places import NotAPlace, Places

_AT_LINE = re.compile(r"at line (\d+)")
_TABLE = re.compile(r"\s*\[\[?\s*(?:\w+\.)?([\w-]+)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_CITED = re.compile(r"(?P<text>.*\S)\s*\[(?P<places>[^\[\]]+)\]")
_TOLD = {
    "missing": "„{key}“ fehlt. Bitte ergänzen.",
    "extra_forbidden": "„{key}“ ist unbekannt. Welche Namen es gibt, steht in corpus/digest/README.md.",
    "string_pattern_mismatch": "„{key}“ ist leer oder nicht in der Form, die corpus/digest/README.md beschreibt.",
    "too_short": "„{key}“ hat zu wenige Einträge. Wie viele es sein müssen, steht in corpus/digest/README.md.",
    "too_long": "„{key}“ hat zu viele Einträge. Wie viele es sein dürfen, steht in corpus/digest/README.md.",
    "value_error": "„{key}“ ist kein Tag. Bitte ohne Anführungszeichen schreiben: {key} = 2026-08-19.",
    "bool_type": "„{key}“ bitte durch true oder false ersetzen, ohne Anführungszeichen.",
}
_OTHERWISE = "„{key}“ hat nicht die Form, die corpus/digest/README.md beschreibt. Bitte berichtigen."

Loc = tuple[str | int, ...]
ShapeT = TypeVar("ShapeT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, on which line (from 1), and what to write instead, in German."""

    file: str
    row: int
    message: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.file}, Zeile {self.row}: {self.message}"


class Faulty(ValueError):
    """A file cannot be used as it is; ``faults`` says where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class Rows:
    """The lines of a TOML file on which its tables and keys stand, for looking up where a value is."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._tables: dict[str, list[int]] = defaultdict(list)
        self._keys: dict[str, list[int]] = defaultdict(list)
        for row, line in enumerate(lines):
            if table := _TABLE.match(line):
                self._tables[table[1]].append(row)
            elif key := _KEY.match(line):
                self._keys[key[1]].append(row)

    def row_of(self, loc: Loc) -> int:
        """Return the line, from 1, of the value at ``loc``; of what holds it where it is not written."""
        at = 0
        for part, following in zip(loc, (*loc[1:], ""), strict=True):
            if isinstance(part, str):
                at = self._next(part, at, following if isinstance(following, int) else 0)
        return at + 1

    def _next(self, name: str, start: int, nth: int) -> int:
        """Return the line of the ``nth`` table ``name`` from ``start`` on, else of the key ``name``, else ``start``."""
        tables = self._tables[name][bisect_left(self._tables[name], start) :]
        if nth < len(tables):
            return tables[nth]
        keys = self._keys[name][bisect_left(self._keys[name], start) :]
        return keys[0] if keys else start


@dataclass(frozen=True, slots=True)
class Written(Generic[ShapeT]):
    """A file: its name relative to the digest, its lines, and its values."""

    file: str
    rows: Rows
    values: ShapeT

    def row(self, *loc: str | int) -> int:
        """Return the line of a value, e.g. ("statement", 2, "leichter"); of what holds it where it has none."""
        return self.rows.row_of(loc)

    def fault(self, message: str, *loc: str | int) -> Fault:
        """Return a fault at the value."""
        return Fault(self.file, self.row(*loc), message)

    def lines(self, text: str | None, places: Places, faults: list[Fault], *loc: str | int) -> Lines:
        """Return the cited lines of a text that stands at ``loc``; what is wrong with one goes to ``faults``."""
        first = self.row(*loc)
        first += self.rows.lines[first - 1].rstrip().endswith('"""')
        found = []
        for row, line in enumerate((text or "").split("\n"), first):
            if line.strip():
                try:
                    found.append(_line(line, row, places))
                except NotAPlace as exc:
                    faults.append(Fault(self.file, row, str(exc)))
        return tuple(found)


def read_written(path: Path, name: str, shape: type[ShapeT]) -> Written[ShapeT]:
    """Return the file at ``path``, called ``name`` in messages; raises Faulty with all that is wrong in it."""
    rows, raw = read_rows(path, name)
    try:
        return Written(name, rows, shape.model_validate(raw))
    except ValidationError as exc:
        raise Faulty([Fault(name, rows.row_of(e["loc"]), _told(e["type"], e["loc"])) for e in exc.errors()]) from exc


def read_rows(path: Path, name: str) -> tuple[Rows, dict[str, object]]:
    """Return the lines and the values of the TOML file at ``path``, called ``name`` in messages; raises Faulty."""
    try:
        text = path.read_text("utf-8")
        return Rows(text.split("\n")), loads(text)
    except (OSError, UnicodeDecodeError) as exc:
        raise Faulty([Fault(name, 1, f"Die Datei ist nicht lesbar ({exc}). Bitte als UTF-8 speichern.")]) from exc
    except TOMLDecodeError as exc:
        row = int(found[1]) if (found := _AT_LINE.search(str(exc))) else text.count("\n") + 1
        raise Faulty([Fault(name, row, f"Das ist kein gültiges TOML ({exc}). Bitte berichtigen.")]) from exc


def _told(kind: str, loc: Loc) -> str:
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    return _TOLD.get(kind, _OTHERWISE).format(key=key)


def _line(line: str, row: int, places: Places) -> Line:
    found = _CITED.fullmatch(line.strip())
    if not found:
        raise NotAPlace("Am Ende der Zeile fehlt die Fundstelle in eckigen Klammern, z. B. [SGB IX § 57 Abs. 1].")
    cited = tuple(places.read(" ".join(each.split())) for each in found["places"].split(";") if each.strip())
    return Line(" ".join(found["text"].split()), cited, row)
