"""Plain text, also such as a PDF extractor left it: page heads in the flow, figures' numbers, hyphenated line ends."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.clean import join, repaired, vocabulary
from ingest.paragraphs import ITEM, UNNUMBERED, Paragraph, settled
from ingest.unreadable import Unreadable

LONGEST_HEADING = 100
ROOM = 0.72
"""A line ends a paragraph when with the next word it would fill no more than this share of the width."""
FIGURE_CHUNKS = 3
"""So many chunks of at most four words, among them numbers, are the lettering of a figure."""
_HEAD = re.compile(
    r"(?P<left>\d{1,4})\s*\|\s*\D.*|.*\D\s*\|\s*(?P<right>\d{1,4})|(?:Seite\s+)?[-–]?\s*(?P<alone>\d{1,4})\s*[-–]?(?:\s+von\s+\d+)?"
)
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.|doi\.org/)\S+")
_END = re.compile(r"[.:!?…][“”\"’)\]]*$")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,5})\.?\s+(?=[A-ZÄÖÜ])")
_QUANTITY = re.compile(r"[\d,.%]+")


@dataclass(frozen=True, slots=True)
class Plain:
    """What a plain text holds; ``pages`` names the printed page of each sheet where the text tells it."""

    paragraphs: tuple[Paragraph, ...]
    pages: dict[int, str]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    text: str
    sheet: int


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or Windows-1252; raises Unreadable for other bytes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096]:
        raise Unreadable("Die Datei ist keine Textdatei. Bitte prüfen, ob Format und Datei zusammenpassen.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_plain(text: str) -> Plain:
    """Return the paragraphs and headings of ``text``, without page heads and the lettering of figures."""
    lines, pages = _sheets(text.replace("\f", "\n\f").split("\n"))
    chunks = _chunks(lines)
    kept, figures = _without_figures(chunks)
    words = vocabulary(line.text for chunk in kept for line in chunk)
    width = _width(line.text for chunk in kept for line in chunk)
    items = _before_text([item for chunk in kept for item in _parts(chunk, width, words)])
    problems = (f"{figures} Beschriftungen von Abbildungen wurden nicht übernommen.",) if figures else ()
    return Plain(tuple(settled(items)), pages, problems)


def _sheets(lines: Sequence[str]) -> tuple[list[_Placed], dict[int, str]]:
    """Return the lines without page heads, each with its sheet, and the printed pages that the heads name.

    A sheet begins at a form feed, at a page head, or at a line with one leading blank, which extractors
    leave there; the last counts only where a page head proves it, because it gives every sheet its number.
    """
    repeated = {
        line
        for line, count in Counter(_key(line) for line in lines if line.strip()).items()
        if count >= 3 and len(line) < 90
    }
    placed: list[_Placed] = []
    named: dict[int, int] = {}
    sheet = 1
    for line in lines:
        number = _page_number(line)
        if "\f" in line or number or re.match(r" [^ –•-]", line):
            sheet += bool(placed)
        if number:
            named[sheet] = number
        elif not _ADDRESS.fullmatch(line.strip()) and not (
            _key(line) in repeated and not line[:1].isspace() and _is_head(line)
        ):
            placed.append(_Placed(line.replace("\f", "").strip(), sheet))
    if not named or len({number - at for at, number in named.items()}) > 1:
        return [_Placed(line.text, 1) for line in placed], {}
    shift = next(number - at for at, number in named.items())
    return placed, {at: str(at + shift) for at in range(1, sheet + 1) if at + shift > 0}


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip("\f "))


def _is_head(line: str) -> bool:
    return not _END.search(line.strip()) and not ITEM.match(line.strip())


def _page_number(line: str) -> int:
    """Return the number in a page head that names its page beside a title, 0 for any other line."""
    match = _HEAD.fullmatch(line.strip("\f "))
    found = match and (match["left"] or match["right"])
    return int(found) if found and len(line.strip()) > 8 else 0


def _chunks(lines: Sequence[_Placed]) -> list[list[_Placed]]:
    """Return runs of lines between blank ones; where a text is set with a blank after every line, two blanks part."""
    blanks = 2 if _double_spaced(lines) else 1
    chunks: list[list[_Placed]] = [[]]
    empty = 0
    for line in lines:
        empty = 0 if line.text else empty + 1
        if empty == blanks and chunks[-1]:
            chunks.append([])
        if line.text:
            chunks[-1].append(line)
    return [chunk for chunk in chunks if chunk]


def _double_spaced(lines: Sequence[_Placed]) -> bool:
    full = [bool(line.text) for line in lines]
    pairs = sum(a and b for a, b in itertools.pairwise(full))
    return sum(full) > 8 and pairs < 0.2 * sum(full)


def _without_figures(chunks: Sequence[list[_Placed]]) -> tuple[list[list[_Placed]], int]:
    """Leave out runs of short chunks with numbers: axes, legends and bars of a figure."""
    kept: list[list[_Placed]] = []
    run: list[list[_Placed]] = []
    found = 0
    for chunk in [*chunks, []]:
        if chunk and _is_lettering(chunk):
            run.append(chunk)
            continue
        numbers = sum(any(map(str.isdigit, line.text)) for part in run for line in part)
        if len(run) >= FIGURE_CHUNKS and 2 * numbers >= len(run):
            found += len(run)
        else:
            kept += run
        run = []
        kept += [chunk] if chunk else []
    return kept, found


def _is_lettering(chunk: Sequence[_Placed]) -> bool:
    tokens = [token for line in chunk for token in line.text.split()]
    numbers = sum(bool(_QUANTITY.fullmatch(token)) for token in tokens)
    return len(tokens) <= 8 and len(tokens) <= 4 + numbers and not _END.search(chunk[-1].text)


def _width(lines: Iterable[str]) -> float:
    """Return how many characters a full line of a text holds: nine in ten lines are no longer."""
    lengths = sorted(len(line) for line in lines)
    return float(lengths[len(lengths) * 9 // 10]) if lengths else 0.0


def _before_text(items: Sequence[Paragraph]) -> list[Paragraph]:
    """Return ``items`` with only those headings that stand before a heading or a paragraph of some length."""
    after = [*items[1:], Paragraph("", ((0, 1),))]
    return [
        item if not item.level or follower.level or len(follower.text) > LONGEST_HEADING else replace(item, level=None)
        for item, follower in zip(items, after, strict=True)
    ]


def _parts(chunk: Sequence[_Placed], width: float, words: Counter[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of one chunk; a short one that no sentence ends is a heading."""
    group: list[_Placed] = []
    for at, line in enumerate(chunk):
        local = max(len(other.text) for other in chunk[max(0, at - 3) : at + 2])
        if group and _breaks(group[-1], line, min(width, local)):
            yield _headed(_paragraph(group, words), len(group))
            group = []
        group.append(line)
    yield _headed(_paragraph(group, words), len(group))


def _headed(item: Paragraph, lines: int) -> Paragraph:
    number = _NUMBERED.match(item.text)
    level = (0.0, float(number[1].count(".") + 1) if number else UNNUMBERED)
    return replace(item, level=level) if lines <= 2 and _is_heading(item.text) else item


def _breaks(last: _Placed, line: _Placed, width: float) -> bool:
    """Tell whether a paragraph ends with ``last``: at an item, or where the next word would have fitted."""
    if ITEM.match(line.text):
        inside = last.text.count("(") > last.text.count(")")
        return not line.text[0].isdigit() or (bool(re.search(r"[.:;,]$", last.text)) and not inside)
    room = len(last.text) + 1 + len(line.text.split()[0]) < ROOM * width
    return (room and not last.text.endswith("-")) or (last.sheet != line.sheet and bool(_END.search(last.text)))


def _is_heading(text: str) -> bool:
    return (
        len(text) <= LONGEST_HEADING
        and text[:1].isupper() | bool(_NUMBERED.match(text))
        and not re.search(r"[.,;:!“)]$", text)
        and not ITEM.match(text)
        and not any(mark in text for mark in ("@", "Tel.", "://"))
        and bool(re.search(r"[^\W\d_]{2}", text))
    )


def _paragraph(group: Sequence[_Placed], words: Counter[str]) -> Paragraph:
    whole = join([line.text for line in group], words)
    marks: dict[int, int] = {}
    for line, start in zip(group, whole.starts, strict=True):
        if line.sheet not in marks.values():
            marks[start] = line.sheet
    return Paragraph(repaired(whole.text, words), tuple(marks.items()))
