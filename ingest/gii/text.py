"""The text of a norm as a reader sees it, with the lists and tables marked by their offsets.

The elements are those of gii-norm 1.01 (http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd).
"""

import re

from lxml import etree

from ingest.gii.grid import grid
from ingest.gii.units import Flow, Item, Listing

PICTURE = "[Abbildung]"

_EDITORIAL = frozenset({"noindex", "kommentar", "FnArea"})
_SILENT = frozenset({"FnR", "ABWFORMAT"})
_PLAIN = frozenset({"B", "I", "U", "SP", "NB", "SUP", "SUB", "small", "pre", "P", "LA", "Title", "Ident"})
_LINES = frozenset({"P", "Title", "pre", "Ident"})
_CLOSED = re.compile(r"(?:[.!?][\"“”»)]*|\(weggefallen\))$")
_RULE = re.compile(r"(?<!\S)-{3,}(?!\S)")
_STAR = re.compile(r"[*+]+\)")
_ROW_LABEL = re.compile(r"(?:\d+[a-z]*\.|[a-z]+\))?")
_BROKEN_WORD = re.compile(r"-\s*\n\s*(?!und |oder |bzw)(?=[a-zäöüß])")


class Writer:
    """Collects text while whitespace is normalised; holds the gap that is written before the next word."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.unknown: set[str] = set()
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""

    @property
    def text(self) -> str:
        """Return what was written so far."""
        return "".join(self._parts)

    @property
    def mark(self) -> int:
        """Return the offset at which the next word will stand."""
        return self._length + len(self._gap) if self._length else 0

    @property
    def end(self) -> int:
        """Return the offset behind the last word."""
        return self._length

    def line(self) -> None:
        """Let the next word stand on a new line."""
        self._gap = "\n"

    def space(self) -> None:
        """Let the next word stand apart."""
        self._gap = self._gap or " "

    def write(self, raw: str | None) -> None:
        """Append ``raw`` with every run of whitespace as one space."""
        words = _RULE.sub("", raw or "").replace("\xad", "").split()
        if not raw or not words:
            if raw:
                self.space()
            return
        if raw[0].isspace():
            self.space()
        gap = self._gap if self._length else ""
        self._parts += [gap, " ".join(words)]
        self._length += len(gap) + len(self._parts[-1])
        self._gap = " " if raw[-1].isspace() else ""


def written(writer: Writer, element: etree._Element) -> list[Listing]:
    """Write the content of ``element`` and return the lists and tables met in it, in order."""
    listings: list[Listing] = []
    writer.write(element.text)
    for child in element:
        _child(writer, child, listings)
        writer.write(child.tail)
    return listings


def piece(writer: Writer, element: etree._Element) -> list[Listing]:
    """Write ``element`` itself as one piece of a norm, without what follows it."""
    listings: list[Listing] = []
    _child(writer, element, listings)
    return listings


def plain(element: etree._Element) -> str:
    """Return the whole content of ``element``, editorial or not, as normalised text."""
    writer = Writer()
    written(writer, element)
    return "\n".join(text for text in (writer.text, *writer.notes) if text)


def _child(writer: Writer, child: etree._Element, listings: list[Listing]) -> None:
    tag = child.tag
    if tag == "DL":
        _list(writer, child, listings)
    elif tag == "table":
        _table(writer, child, listings)
    elif tag == "BR":
        writer.line()
    elif tag == "IMG":
        _picture(writer, child)
    elif tag in _EDITORIAL:
        writer.notes.append(_editorial(child))
    elif isinstance(tag, str) and tag not in _SILENT:
        listings += _nested(writer, child)


def _nested(writer: Writer, child: etree._Element) -> list[Listing]:
    if child.tag in _LINES or (child.tag == "LA" and child.getprevious() is not None):
        writer.line()
    if child.tag == "SUP":
        writer.space()
    if child.tag not in _PLAIN:
        writer.unknown.add(str(child.tag))
    listings = written(writer, child)
    if child.tag in _LINES:
        writer.line()
    return listings


def _picture(writer: Writer, child: etree._Element) -> None:
    """Leave a sign where a formula or drawing stands, so that its absence is seen."""
    writer.write(PICTURE)
    writer.notes.append(f"An dieser Stelle steht im Original eine Abbildung ({child.get('SRC', 'ohne Namen')}).")


def _editorial(element: etree._Element) -> str:
    writer = Writer()
    written(writer, element)
    return "\n".join(text for text in (writer.text, *writer.notes) if text)


def _list(writer: Writer, element: etree._Element, listings: list[Listing]) -> None:
    """Write a DL as lines "1. …"; an entry marked with a star is a footnote of the publisher."""
    items = []
    writer.line()
    start = writer.mark
    for label, content in zip(element.iterfind("DT"), element.iterfind("DD"), strict=False):
        name = "".join(str(part) for part in label.itertext()).strip()
        if _STAR.fullmatch(name) and element.getparent() is not None and _in_section(element):
            writer.notes.append(f"{name} {plain(content)}")
            continue
        items.append(_item(writer, name, content))
    if start < writer.end:
        listings.append(Listing(start, writer.end, tuple(items), bool(_CLOSED.search(writer.text))))
    writer.line()


def _item(writer: Writer, name: str, content: etree._Element) -> Item:
    writer.line()
    writer.write(name)
    writer.space()
    start = writer.mark
    listings = written(writer, content)
    return Item(name, Flow(min(start, writer.end), writer.end, tuple(listings)))


def _in_section(element: etree._Element) -> bool:
    norm = next(element.iterancestors("norm"), None)
    return norm is not None and (norm.findtext("metadaten/enbez") or "").startswith("§")


def _table(writer: Writer, element: etree._Element, listings: list[Listing]) -> None:
    """Write a CALS table, a row a line; a table that only lays out a list becomes that list."""
    writer.line()
    start = writer.mark
    items = []
    for title in element.iterfind("Title"):
        writer.write(_cell(writer, title))
        writer.line()
    rows = [
        ["" if cell is None else _cell(writer, cell) for cell in row]
        for group in element.iterfind("tgroup")
        for row in grid(group)
    ]
    labelled = element.find(".//thead") is None and _labelled(rows)
    for row in filter(any, rows):
        writer.line()
        if labelled:
            items.append(_row_item(writer, row))
        else:
            writer.write(" | ".join(row).rstrip(" |"))
    if start < writer.end:
        listings.append(Listing(start, writer.end, tuple(items), closes=True))
    writer.line()


def _labelled(rows: list[list[str]]) -> bool:
    return any(row[0] for row in rows if row) and all(
        _ROW_LABEL.fullmatch(row[0]) and len(row) > 1 for row in rows if row
    )


def _row_item(writer: Writer, row: list[str]) -> Item:
    writer.write(row[0])
    writer.space()
    start = writer.mark
    writer.write(" ".join(cell for cell in row[1:] if cell))
    return Item(row[0], Flow(min(start, writer.end), writer.end))


def _cell(writer: Writer, element: etree._Element) -> str:
    """Return a cell as one line; a word broken over two lines of a narrow column is joined."""
    inner = Writer()
    written(inner, element)
    writer.notes += inner.notes
    writer.unknown |= inner.unknown
    return _BROKEN_WORD.sub("", inner.text).replace("\n", " ")
