"""The report of a run: sources × (edition, passages, problems), printed and saved."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.writing import write_whole
from ingest.collect import Collected

ALL, NOTHING, PARTIAL = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Row:
    """One source in the report; ``as_of`` is None where no edition could be had."""

    source: str
    cite: str
    as_of: str | None
    sha256: str | None
    passages: int
    not_fetched: tuple[str, ...]
    not_read: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """Return all that the operator should know about the source, the download's problems first."""
        return self.not_fetched + self.not_read


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. ``built`` is False where the index that serves was already the right one."""

    generation: str
    built: bool
    finished: str
    entries: int
    rows: tuple[Row, ...]

    @property
    def exit_code(self) -> int:
        """Return 0 where every source is in without a problem, 1 where none is in, else 3."""
        if not any(row.as_of for row in self.rows):
            return NOTHING
        return PARTIAL if any(row.problems or not row.as_of for row in self.rows) else ALL


def row_of(collected: Collected, passages: int, not_read: Sequence[str]) -> Row:
    """Return the report's row on one source; ``not_read`` are the reader's problems."""
    edition = collected.kept.edition if collected.kept else None
    return Row(
        collected.source.id,
        collected.source.cite,
        edition.as_of.isoformat() if edition else None,
        edition.sha256 if edition else None,
        passages,
        collected.problems,
        tuple(not_read),
    )


def report_of(generation: str, built: bool, entries: int, rows: Sequence[Row], now: datetime) -> Report:
    """Return the report on a run that ended at ``now``."""
    return Report(generation, built, now.isoformat(timespec="seconds"), entries, tuple(rows))


def save(report: Report, path: Path) -> None:
    """Write the report as JSON to ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, as_json(report).encode())


def as_json(report: Report) -> str:
    """Return the report as JSON with the exit code in it."""
    return json.dumps(asdict(report) | {"exit_code": report.exit_code}, ensure_ascii=False, indent=1)


def load(path: Path, generation: str) -> Mapping[str, Row]:
    """Return the rows by source of the report at ``path``; empty where there is none on ``generation``."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        lists = ("not_fetched", "not_read")
        rows = {row["source"]: Row(**row | {name: tuple(row[name]) for name in lists}) for row in raw["rows"]}
        return rows if raw["generation"] == generation else {}
    except (FileNotFoundError, ValueError, TypeError, KeyError):  # none, or one of another version
        return {}


def show(report: Report, console: Console) -> None:
    """Print each problem as a sentence, and in one line what the index holds."""
    for row in report.rows:
        for problem in row.problems:
            # Not wrapped, so that a command in it can be copied.
            console.print(Text.assemble(("•", "yellow"), f" {row.cite}: {problem}"), soft_wrap=True)
    console.print(_closing(report), highlight=False, soft_wrap=True)


def show_sources(report: Report, console: Console) -> None:
    """Print a table of what is in: every source with its edition and the number of its passages."""
    table = Table(title="Quellen", title_justify="left")
    for name in ("Quelle", "Stand", "Fassung", "Abschnitte"):
        table.add_column(name, justify="right" if name == "Abschnitte" else "left")
    for row in report.rows:
        table.add_row(Text(row.cite), row.as_of or "fehlt", (row.sha256 or "")[:12], str(row.passages))
    console.print(table)


def _closing(report: Report) -> str:
    total = sum(row.passages for row in report.rows)
    there = sum(1 for row in report.rows if row.as_of)
    what = "neu gebaut" if report.built else "ist aktuell"
    return (
        f"Index {report.generation} {what}: {there} von {len(report.rows)} Quellen, {total} Abschnitte im Wortlaut, "
        f"{report.entries} eigene Einträge."
    )
