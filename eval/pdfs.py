"""How well a folder of PDFs can be read: one row a file, measured in a process of its own."""

import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.nouns import AsOfRule, Format, PagePoint, Rank, Source
from eval.metrics import NothingToScore
from ingest.prose import read_document
from ingest.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What became of one file; ``peak_mb`` is the most memory that any child has taken so far in this run."""

    file: str
    pages: int
    printed: int
    blocks: int
    words: int
    seconds: float
    peak_mb: float
    problems: tuple[str, ...]


def survey(folder: Path) -> Iterator[Surveyed]:
    """Yield one row for each PDF in ``folder``, in the order of their names; a refused file has 0 blocks."""
    for path in sorted(folder.glob("*.pdf")):
        yield _surveyed(path)


def _surveyed(path: Path) -> Surveyed:
    source = Source(path.stem, path.stem, path.stem, "", "", Format.PDF, Rank.GUIDANCE, "", AsOfRule.FIXED)
    start = time.monotonic()
    try:
        reading = read_document(path, source)
    except Unreadable as exc:
        return Surveyed(path.name, 0, 0, 0, 0, time.monotonic() - start, peak(), (str(exc),))
    seconds = time.monotonic() - start
    places = {unit.place for block in reading.blocks for unit in block.units if isinstance(unit.place, PagePoint)}
    pages = {place.pdf_page for place in places}
    printed = {place.pdf_page for place in places if place.page}
    words = sum(len(block.text.split()) for block in reading.blocks)
    return Surveyed(path.name, len(pages), len(printed), len(reading.blocks), words, seconds, peak(), reading.problems)


def peak() -> float:
    """Return the largest resident memory of any child so far, in MB (getrusage; Linux counts in KB).

    A child counts at least as much as this process held when it was started, so this is an upper bound.
    """
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


@dataclass(frozen=True, slots=True)
class Summary:
    """All files of one survey together; seconds and MB are those of the worst file."""

    files: int
    refused: int
    pages: int
    words: int
    slowest: str
    slowest_s: float
    total_s: float
    peak_mb: float


def summary(rows: Sequence[Surveyed]) -> Summary:
    """Return what ``rows`` come to; raises NothingToScore where there is none."""
    if not rows:
        raise NothingToScore("Der Ordner enthält keine PDF-Datei. Bitte einen anderen Ordner angeben.")
    slowest = max(rows, key=lambda row: row.seconds)
    return Summary(
        files=len(rows),
        refused=sum(not row.blocks for row in rows),
        pages=sum(row.pages for row in rows),
        words=sum(row.words for row in rows),
        slowest=slowest.file,
        slowest_s=round(slowest.seconds, 1),
        total_s=round(sum(row.seconds for row in rows), 1),
        peak_mb=round(max(row.peak_mb for row in rows)),
    )


HEAD = f"{'Datei':56} {'Seiten':>6} {'gedr.':>6} {'Blöcke':>6} {'Wörter':>7} {'s':>6} {'MB':>5}  Probleme"


def shown(row: Surveyed) -> str:
    """Return one row of the table under ``HEAD``."""
    figures = f"{row.pages:6} {row.printed:6} {row.blocks:6} {row.words:7} {row.seconds:6.1f} {row.peak_mb:5.0f}"
    return f"{row.file[:56]:56} {figures}  {' '.join(row.problems)}"
