"""Running heads, feet and page numbers: found by what repeats from page to page, and read for the printed number."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.layout import Line, Row, Sheet

HEAD_FROM, FOOT_TO = 0.85, 0.12
"""Heads stand above this share of the sheet's height, feet below that one."""
SHARE = 0.15
NEAR = 3.0
_NUMBER = (
    re.compile(r"\b(?:Seite|S\.)\s*(\d{1,4})\b"),
    re.compile(r"^\W*(\d{1,4})\W*$"),
    re.compile(r"^\W*([ivxl]{1,7})\W*$"),
    re.compile(r"^(\d{1,4})\s*(?:\||\s{2,})"),
    re.compile(r"(?:\||\s{2,})\s*(\d{1,4})$"),
)


def key(text: str) -> str:
    """Return what stays the same on every page: the words, with # for each number."""
    return re.sub(r"\d+|\b[ivxl]+\b", "#", re.sub(r"\s+", " ", text.strip()).casefold())


def furniture(pages: Mapping[int, Sequence[Row]], sheets: Sequence[Sheet]) -> dict[int, list[Line]]:
    """Return, for each sheet's number, the rows that are no part of its text, as one line each.

    A row in the zone of heads or feet goes when its words stand on many pages, when the file marks it
    as furniture, or when it stands alone at the height of one that goes.
    """
    zoned = {sheet.number: _zoned(pages[sheet.number], sheet) for sheet in sheets}
    counts = Counter(found for rows in zoned.values() for found in {key(line.text) for line in rows})
    needed = max(2 if len(sheets) < 8 else 3, round(SHARE * len(sheets)))
    gone = {
        n: [line for line in rows if line.furniture or counts[key(line.text)] >= needed] for n, rows in zoned.items()
    }
    heights = Counter(round(line.y / NEAR) for rows in gone.values() for line in rows)
    usual = {height for height, count in heights.items() if count >= max(3, len(sheets) / 2)}
    alone = {
        n: [x for x in rows if x not in gone[n] and round(x.y / NEAR) in usual and len(x.text) < 90]
        for n, rows in zoned.items()
    }
    return {n: gone[n] + alone[n] for n in gone}


def _zoned(rows: Sequence[Row], sheet: Sheet) -> list[Line]:
    within = (row for row in rows if row[0].y > HEAD_FROM * sheet.height or row[0].y < FOOT_TO * sheet.height)
    return [segment for row in within for segment in row]


def printed(gone: Mapping[int, Sequence[Line]], sheets: Sequence[Sheet]) -> dict[int, str]:
    """Return the printed page number of each sheet that has one; a lone number counts only where its neighbours fit."""
    options = {sheet.number: _numbers(gone[sheet.number]) for sheet in sheets}
    found: dict[int, str] = {}
    for number, texts in options.items():
        fitting = [text for text in texts if _fits(number, text, options)]
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
