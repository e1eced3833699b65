"""From lines in reading order to paragraphs, headings and rows, each with the sheet on which every part stands."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TypeAlias

from ingest.clean import join, repaired
from ingest.pdf.layout import CELL_BORDER, Line

Level: TypeAlias = tuple[float, float]
"""How far out a heading stands, outermost least: type size negated (parts before all), then its depth."""

HEADING_SIZE = 1.12
LONGEST_HEADING = 220
PARAGRAPH_GAP = 1.3
"""A distance of this many usual distances between lines begins a paragraph."""
UNNUMBERED = 9.0
OUTERMOST = -1000.0
PARTS = ("Anlage", "Anhang", "Teil", "Kapitel", "Abschnitt", "Unterabschnitt", "Titel", "Untertitel")
"""How German statutes and circulars nest, outermost first."""
_CONTENTS = re.compile(r"(?:\.\s?){5,}\s*\d*\s*$|…{2,}\s*\d*\s*$|\.{2,}\s*\d{1,3}$")
_CRAMPED = re.compile(r"[a-zäöüß]{3}\d{1,3}$")
_CONTENTS_HEADING = re.compile(r"(?:Inhalt|Inhaltsverzeichnis|Inhaltsübersicht|Gliederung)", re.I)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,5})\.?\s+(?=[^\W\d_])")
_SECTION = re.compile(r"§+\s*\d+[a-z]*\b")
_PART = re.compile(
    r"(?:(?:Erste|Zweite|Dritte|Vierte|Fünfte|Sechste|Siebte|Achte|Neunte|Zehnte)[rs]?\s)?"
    r"(?:(Teil|Kapitel|Abschnitt|Unterabschnitt|Titel|Untertitel)\b|(Anlage|Anhang)(?=\s*(?:[\dIVX]+[a-z]?)?\s*(?:\(zu|$)))"
    r"(?:\s+[\dIVXa-z]+)?"
)
_ANNEX = re.compile(r"(?:Anlage|Anhang)\s+[\dIVX]")
MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
ITEM = re.compile(
    rf"(?:[•▪●◦·➢►✓❖]|[–-]\s|\(\d{{1,3}}[a-z]?\)\s|\d{{1,2}}[a-z]?[.)]\s(?!{MONTHS})|[a-z]{{1,2}}\)\s|(?:Abb|Tab)\.\s?\d)"
)
_END = re.compile(r"[.:;!?…][“”\"’)\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a row of a table, or a heading (which has a ``level``); ``marks`` are (offset, sheet), ascending."""

    text: str
    marks: tuple[tuple[int, int], ...]
    level: Level | None = None
    row: bool = False

    def sheet_at(self, offset: int) -> int:
        """Return the sheet on which the character at ``offset`` stands."""
        return next(sheet for start, sheet in reversed(self.marks) if start <= offset)


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a text: the type size of its body, and the distance of its lines in points."""

    size: float
    leading: float


def style(lines: Sequence[Line]) -> Style:
    """Return the usual size and distance of ``lines``, by the characters set in them."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    body = [line for line in lines if abs(line.size - size) < 0.5 and not line.row]
    steps = (a.y - b.y for a, b in itertools.pairwise(body) if a.sheet == b.sheet)
    return Style(size, median([step for step in steps if 0 < step < 3 * size] or [1.2 * size]))


def paragraphs(lines: Sequence[Line], usual: Style, words: Mapping[str, int]) -> Iterator[Paragraph]:
    """Yield the paragraphs of ``lines``; entries of a table of contents (dots and a number) are left out."""
    group: list[Line] = []
    for line in _without_entries(lines):
        if group and not _goes_on(group, line, usual):
            yield _paragraph(group, usual, words)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, usual, words)


def _without_entries(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield ``lines`` without entries of contents that end in dots, nor the first line of one that takes two."""
    entry: list[bool] = []
    for line in lines:
        entry.append(bool(_CONTENTS.search(line.text) or (entry and entry[-1] and _CRAMPED.search(line.text))))
    for at, line in enumerate(lines):
        below = at > 0 and (entry[at - 1] or _CONTENTS_HEADING.fullmatch(lines[at - 1].text))
        wrapped = below and at + 1 < len(lines) and entry[at + 1] and lines[at - 1].sheet == lines[at + 1].sheet
        if not (entry[at] or wrapped):
            yield line


def _paragraph(group: Sequence[Line], usual: Style, words: Mapping[str, int]) -> Paragraph:
    first = group[0]
    if first.row:
        cells = (join(cell.split("\n"), words).text for cell in first.text.split(CELL_BORDER))
        text = re.sub(" {2,}", " ", repaired(CELL_BORDER.join(cells), words)).strip()
        return Paragraph(text, ((0, first.sheet),), row=True)
    whole = join([line.text for line in group], words)
    text = repaired(whole.text, words)
    marks: dict[int, int] = {}
    for line, start in zip(group, whole.starts, strict=True):
        if line.sheet not in marks.values():
            marks[len(repaired(whole.text[:start], words)) if start else 0] = line.sheet
    return Paragraph(text, tuple(marks.items()), heading_level(first, text, usual) if len(group) < 6 else None)


def heading_level(line: Line, text: str, usual: Style) -> Level | None:
    """Return the level of a heading that begins with ``line`` and reads ``text``; None where it is none."""
    if line.row or len(text) > LONGEST_HEADING or not re.search(r"[^\W\d_]{2}", text):
        return None
    large, number = line.size >= HEADING_SIZE * usual.size, _NUMBERED.match(text)
    if (re.search(r"[.,;:]$", text) and not (large and text.endswith(":"))) or (
        ITEM.match(text) and not (number and line.bold)
    ):
        return None
    if not (large or line.bold or _PART.fullmatch(text)):
        return None
    part = _PART.match(text)
    if part and not number:
        return (OUTERMOST, float(PARTS.index(part[1] or part[2])))
    return (-float(round(line.size)), float(number[1].count(".") + 1) if number else UNNUMBERED)


def _goes_on(group: Sequence[Line], line: Line, usual: Style) -> bool:
    """Tell whether ``line`` belongs to the paragraph of ``group``."""
    last = group[-1]
    if _PART.fullmatch(line.text) or _CONTENTS_HEADING.fullmatch(line.text):
        return False
    if last.row or line.row or _other_style(group, line, usual):
        return False
    if ITEM.match(line.text) and (line.bold or _is_item(last, line)):
        return False
    if line.fresh:
        part = line.bold and not last.bold and _ANNEX.match(line.text)
        return not (_END.search(last.text) or _starts_heading(line) or part)
    step, large = last.y - line.y, line.bold and line.size >= HEADING_SIZE * usual.size
    if not 0 <= step <= max(PARAGRAPH_GAP * usual.leading, (1.9 if large else 1.5) * line.size):
        return False
    return not (line.bold and _starts_heading(line))


def _is_item(last: Line, line: Line) -> bool:
    """Tell whether a marker begins an item: not where a sentence runs on over "zum / 1. des Monats"."""
    return not line.text[0].isdigit() or bool(re.search(r"(?:[.:;,!?“)]|\bund|\boder|\bbzw\.)$", last.text))


def _starts_heading(line: Line) -> bool:
    return bool(_NUMBERED.match(line.text) or _SECTION.match(line.text)) and line.bold


def _other_style(group: Sequence[Line], line: Line, usual: Style) -> bool:
    """Tell whether ``line`` is set in another size, or passes between a bold heading and its text."""
    if abs(group[-1].size - line.size) > 0.08 * usual.size:
        return True
    if all(member.bold for member in group):
        return (not line.bold and not re.search(r"[a-zäöü,-]$", group[-1].text)) or (
            not line.bold and len(group[-1].text) < 60
        )
    return line.bold and bool(_END.search(group[-1].text))


def settled(items: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs that say something; a heading over nothing becomes text, so that no word is lost.

    The one exception are the entries below the heading of a table of contents.
    """
    pending: Paragraph | None = None
    for item in _without_contents([item for item in items if re.search(r"\w", item.text)]):
        if pending:
            over_nothing = item.level and pending.level and item.level <= pending.level
            yield replace(pending, level=None) if over_nothing else pending
        pending = item if item.level else None
        if not item.level:
            yield item
    if pending:
        yield replace(pending, level=None)


def _without_contents(items: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield ``items`` without tables of contents, which end at a heading of the text or at a whole sentence."""
    inside = False
    for item, after in itertools.zip_longest(items, items[1:]):
        if item.level and _CONTENTS_HEADING.fullmatch(item.text):
            inside = True
            continue
        # a part stands in the contents when an entry follows, in the text when a heading or a sentence does
        part = item.level and _PART.fullmatch(item.text) and after and not after.level and not _END.search(after.text)
        inside = inside and (not _END.search(item.text) if not item.level else bool(part))
        if not inside:
            yield item
