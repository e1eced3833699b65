"""From pieces of text on a sheet to lines in reading order: rows, columns, tables, notes in the margin."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean
from typing import TypeAlias

from ingest.pdf.pen import Piece
from ingest.pdf.plane import Box
from ingest.pdf.tables import Table, tables

CELL_GAP = 1.3
"""A gap wider than this many times the type size parts two columns or cells."""
WORD_GAP, NOTE_GAP = 0.15, 0.4
ROW_TOLERANCE = 0.45
RAISED = 0.78
"""Digits smaller than this share of their row are footnote marks or sentence numbers, and no part of a sentence."""
CELL_BORDER = " | "
MARKER = re.compile(
    r"[•▪●◦·➢►✓❖–\-*\uf0b7\uf0a7]|\(?\d{1,3}[a-z]?[.)]|\(?[a-z]{1,2}\)|§+\s*\d+[a-z]*|\d{1,2}(?:\.\d{1,2}){0,4}\.?|[A-Z]\.|[IVX]{1,5}\."
)
FIGURE_CHARACTERS = 12
NOTE_CHARACTERS, NOTED_SHARE = 40, 0.1
MARGIN_FROM = 0.66
"""A margin column begins right of this share of the sheet's width."""
COLUMN_CHARACTERS, COLUMN_LINES, COLUMN_SHARE = 24, 4, 0.25
"""Columns of prose have at least this many characters a line, lines, and this share of the width."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a file: ``number`` counts from 1, ``label`` is the file's own name for it, lengths in points."""

    number: int
    label: str
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a person reads it, with where it stands; all lengths are 0 where a text has no geometry.

    ``row`` marks a row of a table: cells parted by ``CELL_BORDER``, the lines of a cell by a line break.
    ``fresh`` marks the first line of a page or column, which may go on with the paragraph before.
    """

    text: str
    sheet: int
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False
    furniture: bool = False
    row: bool = False
    fresh: bool = False


Row: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one sheet in reading order, and the notes in its margin."""

    lines: tuple[Line, ...]
    margin: tuple[Line, ...] = ()


def rows(pieces: Iterable[Piece], sheet: int, margin_at: float = 0.0) -> tuple[Row, ...]:
    """Return pieces as rows from the top, each row as segments from the left.

    Wide gaps part segments; where notes begin at ``margin_at``, narrow ones do.
    """
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x0)):
        if found and abs(found[-1][0].y - piece.y) <= ROW_TOLERANCE * max(found[-1][0].size, piece.size):
            found[-1].append(piece)
        else:
            found.append([piece])
    return tuple(row for row in (tuple(_segments(group, sheet, margin_at)) for group in found) if row)


def _segments(pieces: Sequence[Piece], sheet: int, margin_at: float) -> Iterator[Line]:
    size = max(pieces, key=lambda p: len(p.text.strip())).size
    groups: list[list[Piece]] = []
    for piece in _sentence_numbers_out(sorted(pieces, key=lambda p: p.x0), size):
        needed = NOTE_GAP if margin_at and abs(piece.x0 - margin_at) < 4 else CELL_GAP
        if groups and piece.x0 - max(p.x1 for p in groups[-1]) <= needed * size:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return (_segment(group, sheet, size) for group in groups)


def _segment(pieces: Sequence[Piece], sheet: int, size: float) -> Line:
    text, end = "", pieces[0].x0
    for piece in pieces:
        apart = piece.x0 - end > WORD_GAP * size and text and not text[-1].isspace() and not piece.text[0].isspace()
        text, end = text + (" " if apart else "") + piece.text, piece.x1
    bold = 2 * sum(len(p.text.strip()) for p in pieces if p.bold) > len(text.strip())
    furniture = all(p.furniture for p in pieces)
    return Line(text.strip(), sheet, pieces[0].x0, max(p.x1 for p in pieces), pieces[0].y, size, bold, furniture)


def _sentence_numbers_out(pieces: Sequence[Piece], size: float) -> Iterator[Piece]:
    """Leave out raised digits, and what is drawn twice to look bold."""
    last: Piece | None = None
    for piece in pieces:
        raised = piece.size < RAISED * size and re.fullmatch(r"[\d*,\s]+\)?", piece.text)
        twice = last and last.text == piece.text and abs(last.x0 - piece.x0) < 1.0
        if raised and last and re.search(r"\b[ck]?m$", last.text):
            yield replace(piece, text=piece.text.translate(str.maketrans("23", "²³")))
        elif not raised and not twice:
            yield piece
        last = piece


def margin_begins(pages: Sequence[Sequence[Row]], width: float) -> float:
    """Return where the notes in the right margin begin, 0 where few pages have notes beside full lines."""
    counts: Counter[int] = Counter()
    sheets: dict[int, set[int]] = {}
    for row in (row for page in pages for row in page if _has_note(row, width)):
        counts[round(row[-1].x0)] += 1
        sheets.setdefault(round(row[-1].x0), set()).add(row[0].sheet)
    found, count = counts.most_common(1)[0] if counts else (0, 0)
    return float(found) if count >= 2 and len(sheets[found]) >= NOTED_SHARE * len(pages) else 0.0


def _has_note(row: Row, width: float) -> bool:
    beside = len(row) == 2 and row[1].x0 > MARGIN_FROM * width and len(row[1].text) <= NOTE_CHARACTERS
    return beside and len(row[0].text) > (COLUMN_CHARACTERS if row[1].bold else NOTE_CHARACTERS)


def read_sheet(sheet: Sheet, pieces: Sequence[Piece], margin_at: float) -> Page:
    """Return ``pieces`` of ``sheet`` as lines in reading order; notes from ``margin_at`` points on are kept apart."""
    found = tables(sheet.rules)
    held = [(table, [piece for piece in pieces if table.holds(piece)]) for table in found]
    inside = {id(piece) for _, group in held for piece in group}
    rest = list(rows((piece for piece in pieces if id(piece) not in inside), sheet.number, margin_at))
    rest, margin = _margin_out(rest, margin_at)
    lines: list[Line] = []
    for table, group in held:
        above = [row for row in rest if row[0].y >= table.top]
        rest = rest[len(above) :]
        lines += [*columns(above, sheet.width), *_table_lines(table, group, sheet.number)]
    lines += columns(rest, sheet.width)
    return Page(tuple([replace(line, fresh=True) for line in lines[:1]] + lines[1:]), tuple(margin))


def _margin_out(body: Sequence[Row], margin_at: float) -> tuple[list[Row], list[Line]]:
    if not margin_at:
        return list(body), []
    notes = [line for row in body for line in row if line.x0 >= margin_at - 3]
    kept = (tuple(line for line in row if line.x0 < margin_at - 3) for row in body)
    return [row for row in kept if row], notes


def _table_lines(table: Table, pieces: Sequence[Piece], sheet: int) -> Iterator[Line]:
    grid = table.rows(pieces)
    if all(len(row) == 1 for row in grid):  # a frame around prose
        yield from (_whole(row) for cells in grid for cell in cells for row in rows(cell, sheet))
        return
    for cells in grid:
        texts = [[_whole(row) for row in rows(cell, sheet)] for cell in cells]
        yield from (_table_line(part) for part in _even_rows(texts))


def _table_line(cells: Sequence[Sequence[Line]]) -> Line:
    """Return one row; an empty cell keeps its place between others, so that an X stays below its heading."""
    every = [line for cell in cells for line in cell]
    several = sum(bool(cell) for cell in cells) > 1
    shown = cells[: max(at for at, cell in enumerate(cells, 1) if cell)] if several else [every]
    text = CELL_BORDER.join("\n".join(line.text for line in cell) for cell in shown)
    return replace(every[0], text=text, bold=all(line.bold for line in every), row=len(every) > 1)


def _even_rows(cells: Sequence[Sequence[Line]]) -> Iterator[Sequence[Sequence[Line]]]:
    """Yield the rows of figures that no line parts: every filled cell has the same number of short lines."""
    filled = [cell for cell in cells if cell]
    short = all(len(line.text) <= FIGURE_CHARACTERS for cell in filled for line in cell)
    if len(filled) > 1 and len({len(cell) for cell in filled}) == 1 and short:
        yield from ([cell[at : at + 1] for cell in cells] for at in range(len(filled[0])))
    elif filled:
        yield cells


def _whole(row: Row) -> Line:
    """Return the segments of a row as one line."""
    bold = all(segment.bold for segment in row)
    return replace(row[0], text=" ".join(segment.text for segment in row), x1=row[-1].x1, bold=bold)


def columns(body: Sequence[Row], width: float) -> list[Line]:
    """Return rows as lines; where they stand in columns of prose, the left column comes before the right one."""
    lines: list[Line] = []
    at = 0
    body = [_marked(row) for row in body]
    while at < len(body):
        end, gutter = _band(body, at)
        band = body[at:end]
        left = [tuple(s for s in row if s.x0 < gutter) for row in band]
        right = [tuple(s for s in row if s.x0 >= gutter) for row in band]
        if end - at < 2:
            lines.append(_whole(body[at]))
            end = at + 1
        elif _is_prose(left, width) and _is_prose(right, width):
            for side in (left, right):
                inner = columns([row for row in side if row], width)
                lines += [replace(inner[0], fresh=True), *inner[1:]]
        else:
            lines += _unruled(band)
        at = end
    return lines


def _marked(row: Row) -> Row:
    """Join a list marker or section number with the text it stands before."""
    if len(row) == 2 and MARKER.fullmatch(row[0].text) and re.search(r"[^\W\d_]{2}", row[1].text):
        return (_whole(row),)
    return row


def _band(body: Sequence[Row], at: int) -> tuple[int, float]:
    """Return where the rows from ``at`` stop to share one gutter, and where its right side begins."""
    start = body[at] if len(body[at]) > 1 else _beside(body, at)
    if len(start) < 2:
        return at + 1, 0.0
    low, high = max(((a.x1, b.x0) for a, b in itertools.pairwise(start)), key=lambda gap: gap[1] - gap[0])
    end = at
    for row in body[at:]:
        left, right = [s.x1 for s in row if s.x0 < low], [s.x0 for s in row if s.x0 >= low]
        lower, higher = max([low, *left]), min([high, *right])
        if higher - lower < 0.8 * row[0].size or (end > at and _gap(body, end) > 3.0):
            break
        low, high, end = lower, higher, end + 1
    while end > at + 1 and len(body[end - 1]) == 1 and not _staggered(body, end - 2):
        end -= 1
    return end, high


def _beside(body: Sequence[Row], at: int) -> Row:
    """Return the row together with the next one where the two stand side by side on different baselines."""
    return tuple(sorted((*body[at], *body[at + 1]), key=lambda s: s.x0)) if _staggered(body, at) else body[at]


def _staggered(body: Sequence[Row], at: int) -> bool:
    if at < 0 or at + 1 >= len(body) or len(body[at]) + len(body[at + 1]) > 2:
        return False
    one, other = body[at][0], body[at + 1][0]
    return one.y - other.y < 0.9 * one.size and (one.x1 + one.size < other.x0 or other.x1 + one.size < one.x0)


def _gap(body: Sequence[Row], at: int) -> float:
    """Return the distance from the row above in type sizes."""
    return (body[at - 1][0].y - body[at][0].y) / (body[at][0].size or 1.0) if 0 < at < len(body) else 0.0


def _is_prose(side: Sequence[Row], width: float) -> bool:
    found = [_whole(row) for row in side if row]
    if len(found) < COLUMN_LINES or max(s.x1 for s in found) - min(s.x0 for s in found) < COLUMN_SHARE * width:
        return False
    return mean(len(s.text) for s in found) >= COLUMN_CHARACTERS


def _unruled(band: Sequence[Row]) -> list[Line]:
    several = sum(len(row) > 1 for row in band)
    if several < 3:
        return [_whole(row) for row in band]
    return [replace(_whole(row), text=CELL_BORDER.join(s.text for s in row), row=True) for row in band]
