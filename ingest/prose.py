"""Reading documents: PDF, plain text, Markdown and HTML as sections with sentences, each with its page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median_low

from corpus.nouns import Block, Format, Note, PagePoint, Reading, Source, Unit
from ingest.clean import join, plain, repaired, suspects, vocabulary
from ingest.markup import read_html, read_markdown
from ingest.paragraphs import Level, Paragraph, paragraphs, settled, style
from ingest.pdf.child import Pdf, listed, take_apart
from ingest.pdf.furniture import furniture, printed, struck
from ingest.pdf.layout import Line, Sheet, margin_begins, read_sheet, rows
from ingest.pdf.pen import Piece
from ingest.plaintext import Plain, decoded, read_plain
from ingest.sentences import split
from ingest.unreadable import Unreadable

SHORTEST_TITLE, TITLE_SHEETS = 6, 2
LARGEST = 64 * 2**20
"""Files above this many bytes are refused unread."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document before its blocks: paragraphs in order, the printed page of each sheet, notes and problems."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    pages: dict[int, str]
    paged: bool
    notes: tuple[tuple[int, str], ...] = ()
    problems: tuple[str, ...] = ()


def read_document(path: Path, source: Source) -> Reading:
    """Return the sections of the file at ``path`` by ``source.format``; raises Unreadable with one German sentence."""
    size = path.stat().st_size
    if not size:
        raise Unreadable("Die Datei ist leer. Bitte neu herunterladen.")
    if size > LARGEST:
        raise Unreadable(
            f"Die Datei hat {size >> 20} MB; gelesen werden höchstens {LARGEST >> 20} MB. Bitte die Datei teilen."
        )
    document = _pdf(take_apart(path)) if source.format is Format.PDF else _text(path.read_bytes(), source.format)
    blocks = tuple(_blocks(document, source))
    if not blocks:
        raise Unreadable(
            "Die Datei enthält keinen Text, den man zitieren könnte. Bitte prüfen, ob es die richtige Datei ist."
        )
    notes = tuple(Note(_place(document, source, sheet, ""), text) for sheet, text in document.notes)
    return Reading(_title(document, source), blocks, notes, document.problems)


def _title(document: Document, source: Source) -> str:
    headings = (item.text for item in document.paragraphs if item.level and item.marks[0][1] <= TITLE_SHEETS)
    stated = document.title if len(document.title) >= SHORTEST_TITLE else ""
    return stated or next(headings, "") or source.title


def _text(data: bytes, kind: Format) -> Document:
    text = decoded(data)
    found = Counter(suspects(text))
    if kind is Format.HTML:
        title, items = read_html(plain(text))
        return Document(title, tuple(settled(items)), {}, paged=False, problems=tuple(_told(found)))
    if kind is Format.MARKDOWN:
        return Document("", tuple(settled(read_markdown(plain(text)))), {}, paged=False, problems=tuple(_told(found)))
    read: Plain = read_plain(plain(text))
    return Document("", read.paragraphs, read.pages, paged=False, problems=(*_told(found), *read.problems))


def _told(found: Counter[str], where: str = "") -> Iterator[str]:
    for name, count in sorted(found.items()):
        yield f"Entfernt: {name} ({count}-mal{where})."


def _pdf(pdf: Pdf) -> Document:
    if not any(sheet.pieces for sheet in pdf.sheets):
        raise Unreadable(_no_text(pdf))
    raw = {sheet.number: rows(sheet.pieces, sheet.number) for sheet in pdf.sheets}
    gone = furniture(raw, pdf.sheets)
    out = {sheet.number: struck(sheet) for sheet in pdf.sheets}
    kept = {sheet.number: _left(sheet, gone[sheet.number], out[sheet.number]) for sheet in pdf.sheets}
    width = median_low(sheet.width for sheet in pdf.sheets)
    usual = [sheet for sheet in pdf.sheets if sheet.width == width]
    margin_at = margin_begins([rows(kept[sheet.number], sheet.number) for sheet in usual], width)
    pages = [read_sheet(sheet, kept[sheet.number], margin_at if sheet.width == width else 0.0) for sheet in pdf.sheets]
    found = sum((suspects(line.text) for page in pages for line in page.lines), Counter())
    lines = [replace(line, text=plain(line.text)) for page in pages for line in page.lines]
    words = vocabulary(part for line in lines for part in line.text.split("\n"))
    items = tuple(settled(paragraphs(lines, style(lines), words)))
    notes = tuple((sheet, repaired(text, words)) for sheet, text in _margin(page.margin for page in pages))
    problems = (*pdf.problems, *_told(found), *_withdrawn(out), *_blank(pdf.sheets))
    return Document(plain(pdf.title), items, printed(gone, pdf.sheets), paged=True, notes=notes, problems=problems)


def _left(sheet: Sheet, gone: Sequence[Line], out: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of ``sheet`` that lie in none of the lines that go, and are not struck out."""
    withdrawn = {id(piece) for piece in out}

    def goes(piece: Piece) -> bool:
        return any(abs(piece.y - line.y) < 4.0 and line.x0 - 1 <= piece.x0 <= line.x1 + 1 for line in gone)

    return [piece for piece in sheet.pieces if id(piece) not in withdrawn and not goes(piece)]


def _no_text(pdf: Pdf) -> str:
    if any(problem.startswith("Verborgen") for problem in pdf.problems):
        return (
            "Die PDF-Datei enthält nur verborgenen Text, etwa von einer Texterkennung unter einem Bild. "
            "Bitte eine Fassung mit sichtbarem Text besorgen."
        )
    return (
        "Die PDF-Datei enthält keinen Text; vermutlich ist sie eingescannt. "
        "Bitte eine Fassung mit Text besorgen oder eine Texterkennung (OCR) darüber laufen lassen."
    )


def _withdrawn(out: Mapping[int, Sequence[Piece]]) -> Iterator[str]:
    sheets = [number for number, pieces in out.items() if pieces]
    if sheets:
        yield f"Durchgestrichener Text auf PDF-Seite {listed(sheets)} wurde nicht übernommen."


def _blank(sheets: Sequence[Sheet]) -> Iterator[str]:
    empty = [sheet.number for sheet in sheets if not sheet.pieces]
    if empty:
        yield f"Ohne Text (leer oder eingescannt): PDF-Seite {listed(empty)}."


def _margin(pages: Iterable[Sequence[Line]]) -> Iterator[tuple[int, str]]:
    """Yield the notes of each margin, lines that stand close joined to one note."""
    for lines in pages:
        group: list[Line] = []
        for line in lines:
            if group and group[-1].y - line.y > 1.5 * line.size:
                yield group[0].sheet, join([plain(member.text) for member in group], {}).text
                group = []
            group.append(line)
        if group:
            yield group[0].sheet, join([plain(member.text) for member in group], {}).text


def _blocks(document: Document, source: Source) -> Iterator[Block]:
    """Yield one block a section: what stands under one heading."""
    path: list[tuple[Level, str]] = []
    section: list[Paragraph] = []
    for item in document.paragraphs:
        if item.level is None:
            section.append(item)
            continue
        yield from _block(document, source, tuple(text for _, text in path), section)
        section = []
        path = [(level, text) for level, text in path if level < item.level] + [(item.level, item.text)]
    yield from _block(document, source, tuple(text for _, text in path), section)


def _block(document: Document, source: Source, path: tuple[str, ...], section: Sequence[Paragraph]) -> Iterator[Block]:
    text, units = "", []
    heading = path[-1] if path else ""
    for item in section:
        text += "\n" if text else ""
        for start, end in _sentences(item):
            units.append(
                Unit(_place(document, source, item.sheet_at(start), heading), len(text) + start, len(text) + end)
            )
        text += item.text
    if units:
        yield Block(units[0].place, path, text, tuple(units))


def _sentences(item: Paragraph) -> list[tuple[int, int]]:
    """Return the spans of the sentences; what holds no word, such as "2).", belongs to the sentence before it."""
    spans: list[tuple[int, int]] = []
    for start, end in ((0, len(item.text)),) if item.row else split(item.text):
        if spans and not re.search(r"[^\W\d_]{2}", item.text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _place(document: Document, source: Source, sheet: int, heading: str) -> PagePoint:
    return PagePoint(source.cite, document.pages.get(sheet), sheet if document.paged else None, heading or None)
