"""What each drawing operator of a PDF page with numbers for operands does to the pen (ISO 32000-2, annex A)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from ingest.pdf.pen import Pen
from ingest.pdf.plane import colour_of

Action: TypeAlias = Callable[[Pen, Sequence[float]], None]


def _set(**changes: float) -> Callable[[Pen], None]:
    return lambda pen: setattr(pen, "state", replace(pen.state, **changes))  # type: ignore[arg-type]


def _next_line(pen: Pen, x: float, y: float) -> None:
    _set(leading=-y)(pen)
    pen.move(x, y)


def _ink(pen: Pen, numbers: Sequence[float]) -> None:
    pen.state = replace(pen.state, colour=colour_of(numbers))


ACTIONS: Mapping[bytes, Action] = {
    b"q": lambda pen, _: pen.save(),
    b"Q": lambda pen, _: pen.restore(),
    b"cm": lambda pen, n: pen.transform((n[0], n[1], n[2], n[3], n[4], n[5])),
    b"BT": lambda pen, _: pen.begin_text(),
    b"Tm": lambda pen, n: pen.place((n[0], n[1], n[2], n[3], n[4], n[5])),
    b"Td": lambda pen, n: pen.move(n[0], n[1]),
    b"TD": lambda pen, n: _next_line(pen, n[0], n[1]),
    b"T*": lambda pen, _: pen.move(0, -pen.state.leading),
    b"Tc": lambda pen, n: _set(char_space=n[0])(pen),
    b"Tw": lambda pen, n: _set(word_space=n[0])(pen),
    b"Tz": lambda pen, n: _set(stretch=n[0] / 100)(pen),
    b"TL": lambda pen, n: _set(leading=n[0])(pen),
    b"Ts": lambda pen, n: _set(rise=n[0])(pen),
    b"Tr": lambda pen, n: _set(mode=int(n[0]))(pen),
    b"EMC": lambda pen, _: pen.end_mark(),
    b"m": lambda pen, n: pen.start(n[0], n[1]),
    b"l": lambda pen, n: pen.point(n[0], n[1]),
    b"c": lambda pen, n: pen.point(n[4], n[5]),
    b"re": lambda pen, n: pen.rectangle(n[0], n[1], n[2], n[3]),
    b"n": lambda pen, _: pen.drop_path(),
    **dict.fromkeys((b"S", b"s"), lambda pen, _: pen.paint(filled=False)),
    **dict.fromkeys((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), lambda pen, _: pen.paint(filled=True)),
    **dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn"), _ink),
    **dict.fromkeys((b"cs",), lambda pen, _: _ink(pen, ())),
}
"""What each operator with numbers for operands does. Text, fonts, forms and marks need more than numbers."""
