"""One file as it was written: its values in their shape, and the line on which each of them stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tomllib import TOMLDecodeError, loads
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.entries import Line, Lines
from corpus.places import NotAPlace, Places

_AT_LINE = re.compile(r"at line (\d+)")
_CITED = re.compile(r"(?P<text>.*\S)\s*\[(?P<places>[^\[\]]+)\]")
_TOLD = {
    "missing": "„{key}“ fehlt. Bitte ergänzen.",
    "extra_forbidden": "„{key}“ ist unbekannt. Welche Namen es gibt, steht in corpus/digest/README.md.",
    "string_pattern_mismatch": "„{key}“ ist leer oder nicht in der Form, die corpus/digest/README.md beschreibt.",
    "too_short": "„{key}“ hat zu wenige Einträge. Wie viele es sein müssen, steht in corpus/digest/README.md.",
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


@dataclass(frozen=True, slots=True)
class Written(Generic[ShapeT]):
    """A file: its name relative to the digest, its lines, and its values."""

    file: str
    rows: tuple[str, ...]
    values: ShapeT

    def row(self, *loc: str | int) -> int:
        """Return the line of a value, e.g. ("statement", 2, "leichter"); of what holds it where it has none."""
        return row_of(self.rows, loc)

    def fault(self, message: str, *loc: str | int) -> Fault:
        """Return a fault at the value."""
        return Fault(self.file, self.row(*loc), message)

    def lines(self, text: str | None, places: Places, faults: list[Fault], *loc: str | int) -> Lines:
        """Return the cited lines of a text that stands at ``loc``; what is wrong with one goes to ``faults``."""
        first = self.row(*loc)
        first += bool(self.rows) and self.rows[first - 1].rstrip().endswith('"""')
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
    try:
        text = path.read_text("utf-8")
        raw = loads(text)
    except (OSError, UnicodeDecodeError) as exc:
        raise Faulty([Fault(name, 1, f"Die Datei ist nicht lesbar ({exc}). Bitte als UTF-8 speichern.")]) from exc
    except TOMLDecodeError as exc:
        row = int(found[1]) if (found := _AT_LINE.search(str(exc))) else text.count("\n") + 1
        raise Faulty([Fault(name, row, f"Das ist kein gültiges TOML ({exc}). Bitte berichtigen.")]) from exc
    rows = tuple(text.split("\n"))
    try:
        return Written(name, rows, shape.model_validate(raw))
    except ValidationError as exc:
        raise Faulty([Fault(name, row_of(rows, e["loc"]), _told(e["type"], e["loc"])) for e in exc.errors()]) from exc


def row_of(rows: tuple[str, ...], loc: Loc) -> int:
    """Return the line, from 1, of the value at ``loc`` in a TOML file; of what holds it where it is not written."""
    at = 0
    for part, following in zip(loc, (*loc[1:], ""), strict=True):
        if isinstance(part, int):
            continue
        nth = following if isinstance(following, int) else 0
        at = next((row for row in _after(rows, at, part, nth)), at)
    return at + 1


def _after(rows: tuple[str, ...], start: int, name: str, nth: int) -> Iterator[int]:
    """Yield the line of the ``nth`` table ``name``, or of the key ``name``, from ``start`` on."""
    table = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]|\s*\[\s*(?:\w+\.)?{re.escape(name)}\s*\]")
    key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    found = [row for row in range(start, len(rows)) if table.match(rows[row])]
    yield from found[nth : nth + 1]
    yield from (row for row in range(start, len(rows)) if key.match(rows[row]))


def _told(kind: str, loc: Loc) -> str:
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    return _TOLD.get(kind, _OTHERWISE).format(key=key)


def _line(line: str, row: int, places: Places) -> Line:
    found = _CITED.fullmatch(line.strip())
    if not found:
        raise NotAPlace("Am Ende der Zeile fehlt die Fundstelle in eckigen Klammern, z. B. [SGB IX § 57 Abs. 1].")
    cited = tuple(places.read(" ".join(each.split())) for each in found["places"].split(";") if each.strip())
    return Line(" ".join(found["text"].split()), cited, row)
