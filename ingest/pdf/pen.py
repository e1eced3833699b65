"""What a page's drawing operators put on paper: text with its place, ruled lines, and what no reader sees.

Coordinates are points from the lower left corner of the sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from ingest.pdf.plane import BLACK, UPRIGHT, WHITE, Box, Colour, Matrix, at, bounds, same, times

Glyph: TypeAlias = tuple[str, float]
"""The text of one code, and its width in thousandths of an em."""

INVISIBLE = (3, 7)
"""Text render modes that paint nothing (ISO 32000-2, table 104)."""
SMALLEST = 1.0
FAINTEST = 0.05
"""Ink that lets more than all but this share of its ground through is not seen."""
WORD_GAP = 0.14
"""A gap of this many em inside one string of glyphs is a space that the file does not spell out."""
CELL_GAP = 1.3
"""A wider gap than this parts two pieces of text."""
THIN = 3.0


class Typeface(Protocol):
    """A font as the pen needs it. ``glyphs`` gives each code's text and width in thousandths of an em."""

    @property
    def bold(self) -> bool:
        """Whether its letters are heavy."""

    def glyphs(self, data: bytes | str) -> Sequence[Glyph]:
        """Return the glyphs that the codes in ``data`` name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text shown at one go, from ``x0`` to ``x1`` on the baseline ``y``; ``furniture`` as the file itself marks it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    furniture: bool


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state that ``q`` saves and ``Q`` restores."""

    cm: Matrix = UPRIGHT
    colour: Colour = BLACK
    font: Typeface | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    opacity: float = 1.0


@dataclass(slots=True)
class Pen:
    """Follows the operators of one page inside ``page`` (x0, y0, x1, y1) and collects what they show."""

    page: Box
    pieces: list[Piece] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    sideways: int = 0
    unread: int = 0
    """How many strings were set in a font that cannot be read."""
    state: State = field(default_factory=State)
    _saved: list[State] = field(default_factory=list)
    _tm: Matrix = UPRIGHT
    _line: Matrix = UPRIGHT
    _marks: list[bool] = field(default_factory=list)
    _path: list[tuple[float, float]] = field(default_factory=list)
    _boxes: list[Box] = field(default_factory=list)
    _painted: list[tuple[Box, Colour | None]] = field(default_factory=list)

    # -- state -------------------------------------------------------------------------------------------------
    def save(self) -> None:
        """Keep the state (q)."""
        self._saved.append(self.state)

    def restore(self) -> None:
        """Take the last kept state back (Q)."""
        if self._saved:
            self.state = self._saved.pop()

    def transform(self, matrix: Matrix) -> None:
        """Concatenate a matrix (cm)."""
        self.state = replace(self.state, cm=times(matrix, self.state.cm))

    def begin_mark(self, furniture: bool) -> None:
        """Open marked content (BMC, BDC)."""
        self._marks.append(furniture)

    def end_mark(self) -> None:
        """Close marked content (EMC)."""
        if self._marks:
            self._marks.pop()

    def font(self, font: "Typeface | None", size: float) -> None:
        """Choose a font and its size in text units (Tf)."""
        self.state = replace(self.state, font=font, size=size)

    def opacity(self, share: float) -> None:
        """Set how much filled ink covers, from 0 to 1 (gs with ca)."""
        self.state = replace(self.state, opacity=share)

    # -- text --------------------------------------------------------------------------------------------------
    def begin_text(self) -> None:
        """Start a text object (BT)."""
        self._tm = self._line = UPRIGHT

    def move(self, x: float, y: float) -> None:
        """Go to the next line, offset from the start of this one (Td)."""
        self.place(times((1, 0, 0, 1, x, y), self._line))

    def place(self, matrix: Matrix) -> None:
        """Set the text matrix (Tm)."""
        self._tm = self._line = matrix

    def show(self, parts: Sequence[object]) -> None:
        """Show strings; numbers between them move the pen back in thousandths of an em (Tj, TJ)."""
        state, start, text = self.state, self._tm, ""
        if state.font is None:
            self.unread += 1
            return
        for part in parts:
            if isinstance(part, int | float):
                gap = -float(part) / 1000 * state.size * state.stretch
                if gap > CELL_GAP * abs(state.size) or not text:
                    self._keep(text, start)
                    text = ""
                self._advance(gap)
                text += " " if gap > WORD_GAP * abs(state.size) and text and not text.endswith(" ") else ""
            elif isinstance(part, bytes | str):
                start = start if text else self._tm
                text += self._shown(state.font.glyphs(part))
        self._keep(text, start)

    def _shown(self, glyphs: Sequence[Glyph]) -> str:
        state = self.state
        text = "".join(text for text, _ in glyphs)
        width = sum(width for _, width in glyphs) / 1000 * state.size
        spaces = sum(text == " " for text, _ in glyphs) if state.word_space else 0
        self._advance((width + len(glyphs) * state.char_space + spaces * state.word_space) * state.stretch)
        return text

    def _advance(self, x: float) -> None:
        a, b, c, d, e, f = self._tm
        self._tm = (a, b, c, d, e + x * a, f + x * b)

    def _keep(self, text: str, start: Matrix) -> None:
        if not text.strip():
            return
        first = times((1, 0, 0, 1, 0, self.state.rise), times(start, self.state.cm))
        last = times(self._tm, self.state.cm)
        size = abs(self.state.size) * (first[2] ** 2 + first[3] ** 2) ** 0.5
        why = self._why_hidden(first, size)
        if why:
            self.hidden[why] = self.hidden.get(why, 0) + len(text.strip())
        elif abs(first[1]) > abs(first[0]):
            self.sideways += len(text.strip())
        else:
            x0, x1 = sorted((first[4], last[4]))
            furniture = any(self._marks)
            bold = bool(self.state.font and self.state.font.bold) or self.state.mode == 2
            self.pieces.append(Piece(text, x0, x1, first[5], size, bold, furniture))

    # -- what nobody sees --------------------------------------------------------------------------------------
    def _why_hidden(self, at: Matrix, size: float) -> str:
        x, y = at[4], at[5]
        left, bottom, right, top = self.page
        if self.state.mode in INVISIBLE:
            return "unsichtbar gesetzt"
        if self.state.opacity < FAINTEST:
            return "durchsichtig gesetzt"
        if size < SMALLEST or abs(self.state.stretch) < 0.05:
            return "kleiner als ein Punkt"
        if not (left - size <= x <= right and bottom - size <= y <= top):
            return "außerhalb des Blattes"
        if same(self.state.colour, self._behind(x + size / 4, y + size / 4)):
            return "in der Farbe des Grundes"
        return ""

    def _behind(self, x: float, y: float) -> Colour | None:
        """Return the colour painted last at a point; None where a picture lies there."""
        for (x0, y0, x1, y1), colour in reversed(self._painted):
            if x0 <= x <= x1 and y0 <= y <= y1:
                return colour
        return WHITE

    # -- shapes ------------------------------------------------------------------------------------------------
    def point(self, x: float, y: float) -> None:
        """Add a point to the path (m, l, c)."""
        self._path.append(at(self.state.cm, x, y))

    def start(self, x: float, y: float) -> None:
        """Begin a new piece of the path (m)."""
        self._close()
        self.point(x, y)

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle to the path (re)."""
        self._close()
        self._path = [at(self.state.cm, x, y), at(self.state.cm, x + width, y + height)]
        self._close()

    def paint(self, filled: bool) -> None:
        """Fill or stroke the path (f, S, B) and forget it."""
        self._close()
        for box in self._boxes:
            if box[2] - box[0] < THIN or box[3] - box[1] < THIN:
                self.rules.append(box)
            elif filled and self.state.opacity >= FAINTEST:
                self._painted.append((box, self.state.colour))
        self._boxes = []

    def picture(self) -> None:
        """Paint an image on the unit square (Do, BI)."""
        corners = [at(self.state.cm, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        self._painted.append((bounds(corners), None))

    def drop_path(self) -> None:
        """Forget the path (n)."""
        self._path, self._boxes = [], []

    def _close(self) -> None:
        if len(self._path) > 1:
            self._boxes.append(bounds(self._path))
        self._path = []
