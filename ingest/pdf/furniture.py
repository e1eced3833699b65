"""What stands on a sheet and is no part of its text: running heads, feet, page numbers, struck out words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

from ingest.pdf.layout import Line, Row, Sheet
from ingest.pdf.pen import Piece

HEAD_FROM, FOOT_TO = 0.85, 0.12
"""Heads stand above this share of the sheet's height, feet below that one."""
SHARE = 0.15
NEAR = 3.0
LONGEST_HEAD = 90
THINNEST, STRUCK_FROM, STRUCK_TO, STRUCK_SHARE = 1.5, 0.12, 0.45, 0.6
"""A line no thicker (points), this many type sizes above the baseline, over this share of a piece, strikes it out."""
_NUMBER = (
    re.compile(r"\b(?:Seite|S\.)\s*(\d{1,4})\b"),
    re.compile(r"^\W*(\d{1,4})\W*$"),
    re.compile(r"^\W*([ivxl]{1,7})\W*$"),
    re.compile(r"^(\d{1,4})\s*(?:\||\s{2,})"),
    re.compile(r"(?:\||\s{2,})\s*(\d{1,4})$"),
)


def key(line: Line) -> str:
    """Return what stays the same on every page: the words, with # for each number; a bare number has its place too."""
    words = re.sub(r"\d+|\b[ivxl]+\b", "#", re.sub(r"\s+", " ", line.text.strip()).casefold())
    return words if re.search(r"[^\W\d_]", words) else f"{words} {round(line.y)}"


def furniture(pages: Mapping[int, Sequence[Row]], sheets: Sequence[Sheet]) -> dict[int, list[Line]]:
    """Return, for each sheet's number, what stands on it but is no part of its text.

    From the edge of the sheet inwards, a row in the zone of heads or feet goes when its words stand on many
    pages, when the file marks it as furniture, or when it stands at the height of one that goes elsewhere;
    the first row that stays ends this.
    """
    zones = {(sheet.number, edge): _zone(pages[sheet.number], sheet, edge) for sheet in sheets for edge in (1, -1)}
    counts = Counter(found for zone in zones.values() for found in {key(line) for row in zone for line in row})
    needed = max(2 if len(sheets) < 8 else 3, round(SHARE * len(sheets)))
    words = [line for zone in zones.values() for row in zone if not _is_figures(row) for line in row]
    sure = [line for line in words if line.furniture or counts[key(line)] >= needed]
    heights = Counter(round(line.y / NEAR) for line in sure)
    usual = {height for height, count in heights.items() if count >= max(3, len(sheets) / 2)}
    certain = {id(line) for line in sure}
    gone: dict[int, list[Line]] = {sheet.number: [] for sheet in sheets}
    for (number, _), zone in zones.items():
        for row in takewhile(lambda row: _goes(row, certain, usual), zone):
            gone[number] += row
    return gone


def _zone(rows: Sequence[Row], sheet: Sheet, edge: int) -> list[Row]:
    """Return the rows in the zone of heads (edge 1) or feet (edge -1), outermost first."""
    if edge > 0:
        return [row for row in rows if row[0].y > HEAD_FROM * sheet.height]
    return [row for row in reversed(rows) if row[0].y < FOOT_TO * sheet.height]


def _is_figures(row: Row) -> bool:
    """Tell whether a row is one of a table of numbers, which a lone page number is not."""
    return len(row) > 1 and not any(line.furniture or re.search(r"[^\W\d_]", line.text) for line in row)


def _goes(row: Row, certain: set[int], usual: set[int]) -> bool:
    alone = (
        round(row[0].y / NEAR) in usual
        and len(row) < 3
        and not _is_figures(row)
        and all(len(line.text) < LONGEST_HEAD for line in row)
    )
    return alone or all(id(line) in certain for line in row)


def printed(gone: Mapping[int, Sequence[Line]], sheets: Sequence[Sheet]) -> dict[int, str]:
    """Return the printed page number of each sheet that has one; a bare number counts only where its neighbours fit."""
    options = {sheet.number: _numbers(gone[sheet.number]) for sheet in sheets}
    found: dict[int, str] = {}
    for number, texts in options.items():
        said = [match[1] for line in gone[number] if (match := _NUMBER[0].search(line.text))]
        fitting = said or [text for text in texts if _fits(number, text, options)]
        if fitting:
            found[number] = fitting[0]
    for sheet in sheets:
        low, high = found.get(sheet.number - 1, ""), found.get(sheet.number + 1, "")
        if sheet.number not in found and low.isdigit() and high.isdigit() and int(high) - int(low) == 2:
            found[sheet.number] = str(int(low) + 1)
    return found or {sheet.number: sheet.label for sheet in sheets if sheet.label}


def _numbers(lines: Sequence[Line]) -> list[str]:
    return [match[1] for pattern in _NUMBER for line in lines if (match := pattern.search(line.text))]


def _fits(number: int, text: str, options: Mapping[int, Sequence[str]]) -> bool:
    """Tell whether a sheet within three of this one carries the number that counting on would give it."""
    if not text.isdigit():
        return len(options) > 1
    near = (n for n in range(number - 3, number + 4) if n != number and n in options)
    return any(str(int(text) + n - number) in options[n] for n in near) or len(options) == 1


def struck(sheet: Sheet) -> tuple[Piece, ...]:
    """Return the pieces of ``sheet`` that a line crosses out: wording that its publisher has withdrawn."""
    strokes = [rule for rule in sheet.rules if rule[3] - rule[1] <= THINNEST]

    def crossed(piece: Piece) -> bool:
        over = (
            max(0.0, min(x1, piece.x1) - max(x0, piece.x0))
            for x0, y0, x1, _ in strokes
            if STRUCK_FROM * piece.size <= y0 - piece.y <= STRUCK_TO * piece.size
        )
        return sum(over) > STRUCK_SHARE * (piece.x1 - piece.x0) > 0

    return tuple(piece for piece in sheet.pieces if crossed(piece))
