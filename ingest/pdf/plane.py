"""Points, matrices, boxes and colours of a page, as ISO 32000-2 (8.3.4 and 8.6.4) reckons with them."""

from collections.abc import Sequence
from typing import TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""a b c d e f: a point (x, y) comes to (a x + c y + e, b x + d y + f)."""
Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""
Box: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1."""

UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
SAME_COLOUR = 0.04


def times(a: Matrix, b: Matrix) -> Matrix:
    """Return the matrix that applies ``a`` first and ``b`` after it."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def colour_of(numbers: Sequence[float]) -> Colour:
    """Return red, green and blue from 0 to 1 for the operands of a grey, RGB or CMYK colour; else black."""
    if len(numbers) == 1:
        return (numbers[0],) * 3
    if len(numbers) == 3:
        return (numbers[0], numbers[1], numbers[2])
    if len(numbers) == 4:
        c, m, y, k = numbers
        return ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    return BLACK


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return the point (x, y) after ``matrix``."""
    return (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])


def bounds(points: Sequence[tuple[float, float]]) -> Box:
    """Return the smallest box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def same(one: Colour, other: Colour | None) -> bool:
    """Return whether a reader cannot tell two colours apart."""
    return other is not None and all(abs(a - b) < SAME_COLOUR for a, b in zip(one, other, strict=True))
