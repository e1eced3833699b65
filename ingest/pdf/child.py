"""Reading a PDF in a child process that may die without harm: memory, processor and wall time are limited."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.pdf.layout import Sheet
from ingest.pdf.pen import Piece
from ingest.unreadable import Unreadable

WALL_SECONDS = 60.0
"""No file may take longer, also where other work shares the machine; processor time ends at the same number."""
ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Pdf:
    """One PDF taken apart: its title as the file states it, its sheets, and German sentences for the report."""

    title: str
    sheets: tuple[Sheet, ...]
    problems: tuple[str, ...]


def take_apart(path: Path, wall_seconds: float = WALL_SECONDS) -> Pdf:
    """Return the sheets of the PDF at ``path``; raises Unreadable with one German sentence."""
    command = (sys.executable, "-m", "ingest.pdf.parse", str(path.resolve()))
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  # our own module, and a path that no shell sees
            command, cwd=ROOT, env=environment, capture_output=True, timeout=wall_seconds, check=False
        )
    except subprocess.TimeoutExpired as exc:
        raise Unreadable(
            f"Die PDF-Datei war nach {wall_seconds:.0f} Sekunden nicht gelesen. Bitte die Datei teilen."
        ) from exc
    if done.returncode:
        raise Unreadable(_death(done.returncode))
    return _pdf([json.loads(line) for line in done.stdout.splitlines()])


def _death(code: int) -> str:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "Das Lesen der PDF-Datei wurde abgebrochen: zu viel Rechenzeit oder Speicher. Bitte die Datei teilen."
    return f"Das Lesen der PDF-Datei ist abgestürzt (Code {code}). Bitte die Datei neu herunterladen."


def _pdf(records: list[dict[str, Any]]) -> Pdf:
    refusal = next((record["refused"] for record in records if "refused" in record), None)
    if refusal:
        raise Unreadable(refusal)
    head, *pages = records
    sheets = tuple(_sheet(page) for page in pages if "damage" not in page)
    return Pdf(head["title"].strip(), sheets, tuple(_problems(pages)))


def _sheet(page: Mapping[str, Any]) -> Sheet:
    pieces = tuple(Piece(*values) for values in page["pieces"])
    rules = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in page["rules"])
    return Sheet(page["number"], page["label"], page["width"], page["height"], pieces, rules)


def _problems(pages: list[dict[str, Any]]) -> Iterator[str]:
    damaged = [page["number"] for page in pages if "damage" in page]
    if damaged:
        yield f"PDF-Seiten {listed(damaged)} sind beschädigt und fehlen."
    for why in sorted({why for page in pages for why in page.get("hidden", ())}):
        numbers = [page["number"] for page in pages if why in page.get("hidden", ())]
        characters = sum(page["hidden"][why] for page in pages if why in page.get("hidden", ()))
        yield f"Verborgener Text ({why}, {characters} Zeichen) auf PDF-Seite {listed(numbers)} wurde nicht übernommen."
    unread = [page["number"] for page in pages if page.get("unread")]
    if unread:
        yield f"Text in nicht lesbarer Schrift fehlt auf PDF-Seite {listed(unread)}."
    sideways = [page["number"] for page in pages if page.get("sideways")]
    if sideways:
        yield f"Quer gestellter Text auf PDF-Seite {listed(sideways)} wurde nicht übernommen."


def listed(numbers: list[int]) -> str:
    """Return page numbers for a reader, ten at most: "3, 4, 9 und 12 weitere"."""
    shown = ", ".join(str(number) for number in numbers[:10])
    return f"{shown} und {len(numbers) - 10} weitere" if len(numbers) > 10 else shown
