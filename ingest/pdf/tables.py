"""Tables that a file draws with lines: where they are, and which piece of text lies in which cell."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ingest.pdf.pen import Piece
from ingest.pdf.plane import Box

NEAR = 2.5
"""Lines closer than this many points are one line."""
LONG = 7.0
TOUCHING = 0.4
"""Text that follows closer than this many type sizes runs on, even over the line between two columns."""
ACROSS = 0.4
"""A line parts two rows when it covers this share of the table's width."""

Interval: TypeAlias = tuple[float, float]
Cells: TypeAlias = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table between two heights; ``columns`` and ``cuts`` are its inner and outer lines, ascending."""

    bottom: float
    top: float
    columns: tuple[float, ...]
    cuts: tuple[float, ...]

    def holds(self, piece: Piece) -> bool:
        """Return whether ``piece`` lies inside."""
        return self.bottom - 1 <= piece.y <= self.top and self.columns[0] - NEAR <= piece.x0 <= self.columns[-1]

    def rows(self, pieces: Iterable[Piece]) -> tuple[Cells, ...]:
        """Return ``pieces`` by row from the top and by cell from the left.

        Empty rows are left out, and columns that hold nothing in any row; an empty cell among others is ().
        """
        cells: dict[tuple[int, int], list[Piece]] = {}
        last, place = None, (0, 0)
        for piece in sorted(pieces, key=lambda p: (-round(p.y), p.x0)):
            if not (last and self._runs_on(last, piece)):
                place = (-bisect_right(self.cuts, piece.y), bisect_right(self.columns, piece.x0 + NEAR))
            cells.setdefault(place, []).append(piece)
            last = piece
        used = sorted({column for _, column in cells})
        filled = dict.fromkeys(row for row, _ in sorted(cells))
        return tuple(tuple(tuple(cells.get((row, column), ())) for column in used) for row in filled)

    def _runs_on(self, last: Piece, piece: Piece) -> bool:
        """Tell whether ``piece`` goes on with ``last``, although a line may stand between them.

        A blank at the end of justified text is as wide as its line wants, so behind one a new cell may begin.
        """
        if abs(last.y - piece.y) >= 1 or not last.x0 < piece.x0 < last.x1 + TOUCHING * piece.size:
            return False
        begins = any(0 <= piece.x0 - line < piece.size and last.x0 < line for line in self.columns)
        return not (begins and last.text[-1:].isspace())


def tables(rules: Sequence[Box]) -> tuple[Table, ...]:
    """Return the ruled tables of two or more columns that ``rules`` draw, topmost first."""
    upright = [box for box in rules if box[3] - box[1] > LONG]
    level = [box for box in rules if box[2] - box[0] > LONG and box[3] - box[1] <= LONG]
    spans = _united((y0, y1) for _, y0, _, y1 in upright)
    found = (_table(span, upright, level) for span in spans)
    return tuple(sorted((t for t in found if len(t.columns) > 2 and len(t.cuts) > 1), key=lambda t: -t.top))


def _table(span: Interval, upright: Sequence[Box], level: Sequence[Box]) -> Table:
    bottom, top = span
    columns = _merged(x for x, y0, _, y1 in upright if bottom - NEAR <= y0 and y1 <= top + NEAR)
    width = (columns[-1] - columns[0]) or 1.0
    lines = [box for box in level if bottom - NEAR <= box[1] <= top + NEAR]
    heights = _merged(box[1] for box in lines)
    cuts = [y for y in heights if sum(b[2] - b[0] for b in lines if abs(b[1] - y) <= NEAR) >= ACROSS * width]
    return Table(bottom, top, tuple(columns), tuple(cuts))


def _merged(numbers: Iterable[float]) -> list[float]:
    found: list[float] = []
    for number in sorted(numbers):
        if not found or number - found[-1] > NEAR:
            found.append(number)
    return found


def _united(intervals: Iterable[Interval]) -> list[Interval]:
    found: list[Interval] = []
    for low, high in sorted(intervals):
        if found and low <= found[-1][1] + NEAR:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found
