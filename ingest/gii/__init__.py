"""Statutes as gesetze-im-internet.de publishes them: xml.zip in, addressed paragraphs out.

The format is gii-norm 1.01 (http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd). One norm is one §,
article, annex or notice; one paragraph (Absatz) of it becomes one block.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree

from corpus.nouns import Block, Note, Pinpoint, Reading, Source
from ingest.gii.archive import unpacked
from ingest.gii.text import Writer, piece, plain
from ingest.gii.units import Flow, Listing, units_of
from ingest.unreadable import Unreadable

_PARAGRAPH = re.compile(r"\s*\((\d+[a-z]*)\)(?!\w)")
_GONE = re.compile(
    r"(?:\(\d+[a-z]*\)\s*(?:(?:bis|und|u\.|,|[-–])\s*\(\d+[a-z]*\)\s*)*)?"
    r"(?:\(?(?:weggefallen|aufgehoben|gestrichen|gegenstandslos|nicht belegt)\)?\W*|[-–])"
)
_ANNEX = re.compile(r"\(?\s*(zu (?:§§?|Art\.?|Artikel)\s[^)\n]+?)\s*(?:\)|\n|$)")
_ENACTED_AS = re.compile(r"\s*\((?:Artikel|Art\.) .*\)\s*$", re.DOTALL)
_PLAIN_NAME = re.compile(r"\(XXXX\)\s*|^§§?\s*")


@dataclass(frozen=True, slots=True)
class _Norm:
    """One norm of the file: how it is cited, headed and nested."""

    place: Pinpoint
    path: tuple[str, ...]
    element: etree._Element


@dataclass(slots=True)
class _Draft:
    """A paragraph while it is written."""

    paragraph: str | None
    writer: Writer
    listings: list[Listing]


def read_gii(data: bytes, source: Source) -> Reading:
    """Return the reading of the xml.zip ``data`` of the statute ``source``.

    Blocks are the paragraphs of the sections that ``source`` names (all, where it names none), in the order
    of the file. Repealed norms and tables of contents give no block. Raises Unreadable for a broken or
    hostile file.
    """
    root = _root(unpacked(data))
    title = _title(root, source)
    norms = tuple(_norms(root, source.cite, title))
    if not norms:
        raise Unreadable(f"Die Datei zu „{source.cite}“ enthält keine Norm. Stimmt die Adresse {source.url}?")
    taken = [norm for norm in norms if not source.sections or norm.place.section in source.sections]
    read = [_read(norm) for norm in taken]
    problems = [text for _, _, texts in read for text in texts]
    built = _built(root)
    if built is None:
        problems.append("Die Datei nennt keinen Tag ihrer Erstellung; als Stand gilt der Tag des Abrufs.")
    return Reading(
        title=title,
        blocks=tuple(block for blocks, _, _ in read for block in blocks),
        notes=(*_head_notes(root, source.cite), *(note for _, notes, _ in read for note in notes)),
        problems=(*_absent(source, norms, {block.place for blocks, _, _ in read for block in blocks}), *problems),
        built=built,
        stand=_stand(root),
    )


def _root(content: bytes) -> etree._Element:
    """Parse without DTD, network or entities; a file that declares entities of its own is refused."""
    if b"<!ENTITY" in content.replace(b"\0", b""):
        raise Unreadable("Die XML-Datei vereinbart eigene Entitäten; so etwas wird nicht gelesen.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise Unreadable(f"Die XML-Datei ist beschädigt: {exc}. Bitte erneut herunterladen.") from exc
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(dtd.iterentities()):
        raise Unreadable("Die XML-Datei vereinbart eigene Entitäten; so etwas wird nicht gelesen.")
    if root.tag != "dokumente":
        raise Unreadable(f"Die XML-Datei ist kein Gesetz im Format gii-norm: sie beginnt mit <{root.tag!s}>.")
    return root


def _norms(root: etree._Element, law: str, title: str) -> Iterator[_Norm]:
    """Yield the norms in order, each below the parts and chapters that are open where it stands.

    A norm without a heading of its own, as in a notice, goes under the title of the whole.
    """
    open_parts: list[tuple[str, str]] = []
    for element in root.iterfind("norm"):
        part = element.find("metadaten/gliederungseinheit")
        if part is not None:
            key = part.findtext("gliederungskennzahl", "")
            open_parts = [p for p in open_parts if key.startswith(p[0]) and key != p[0]]
            open_parts.append((key, _joined(part, "gliederungsbez", "gliederungstitel")))
        name = " ".join(element.findtext("metadaten/enbez", "").split())
        if name and not name.startswith("Inhalts"):
            section, heading = _heading(name, element)
            parents = tuple(text for _, text in open_parts) if _inside(name) else ()
            yield _Norm(Pinpoint(law, section), (*parents, heading or title), element)


def _inside(name: str) -> bool:
    """Tell whether a norm belongs to the part before it; annexes and closing formulas follow the whole law."""
    return name.startswith(("§", "Art", "(XXXX)"))


def _heading(name: str, norm: etree._Element) -> tuple[str | None, str]:
    """Return the section as pinpoints name it and the heading with it, e.g. ("61", "§ 61 Budget für Arbeit")."""
    title = norm.find("metadaten/titel")
    words = plain(title) if title is not None else ""
    if name == "Anlage" and (match := _ANNEX.match(words)):
        name, words = f"Anlage {match[1]}", words[match.end() :]
    shown = name.removeprefix("(XXXX)").strip()
    section = re.sub(r"^Art\.? ", "Art. ", _PLAIN_NAME.sub("", shown))
    return section or None, " ".join(f"{shown} {words}".split())


def _read(norm: _Norm) -> tuple[list[Block], list[Note], list[str]]:
    """Return the blocks, notes and problems of one norm."""
    drafts = _drafts(norm.element.find("textdaten/text/Content"))
    blocks = [_block(norm, draft) for draft in drafts if draft.writer.text and not _GONE.fullmatch(draft.writer.text)]
    notes = [Note(_place(norm, draft), text) for draft in drafts for text in draft.writer.notes]
    notes += [Note(norm.place, text) for text in _footnotes(norm.element)]
    unknown = sorted({tag for draft in drafts for tag in draft.writer.unknown})
    problems = [f"{norm.place}: Das Element <{tag}> ist unbekannt; sein Text wurde übernommen." for tag in unknown]
    return blocks, [note for note in notes if note.text], problems


def _drafts(content: etree._Element | None) -> list[_Draft]:
    """Write the pieces of a norm; a piece without a number goes on with the paragraph before it."""
    drafts: list[_Draft] = []
    for element in content if content is not None else ():
        opened = _PARAGRAPH.match("".join(str(t) for t in element.itertext())) if element.tag == "P" else None
        if opened or not drafts:
            drafts.append(_Draft(opened[1] if opened else None, Writer(), []))
        drafts[-1].listings += piece(drafts[-1].writer, element)
    return drafts


def _place(norm: _Norm, draft: _Draft) -> Pinpoint:
    return replace(norm.place, paragraph=draft.paragraph)


def _block(norm: _Norm, draft: _Draft) -> Block:
    text = draft.writer.text
    numbered = _PARAGRAPH.match(text)
    start = numbered.end() if numbered else 0
    place = _place(norm, draft)
    return Block(place, norm.path, text, units_of(text, place, Flow(start, len(text), tuple(draft.listings))))


def _footnotes(norm: etree._Element) -> Iterator[str]:
    """Yield the publisher's footnotes and remarks of a norm, each as one text."""
    for element in (*norm.iterfind("textdaten/text/Footnotes/Footnote"), *norm.iterfind("textdaten/fussnoten/Content")):
        yield plain(element)


def _absent(source: Source, norms: tuple[_Norm, ...], places: set[object]) -> Iterator[str]:
    known = {norm.place.section for norm in norms}
    full = {place.section for place in places if isinstance(place, Pinpoint)}
    for section in source.sections:
        if section not in known:
            yield f"{Pinpoint(source.cite, section)} steht in der Quellenliste, aber nicht in der Datei des Gesetzes."
        elif section not in full:
            yield f"{Pinpoint(source.cite, section)} steht in der Quellenliste, hat aber in dieser Fassung keinen Text."


def _title(root: etree._Element, source: Source) -> str:
    """Return the official title without the remark on the act that enacted it."""
    for name in ("langue", "kurzue"):
        element = root.find(f"norm/metadaten/{name}")
        if element is not None and (words := " ".join(plain(element).split())):
            return _ENACTED_AS.sub("", words)
    return source.title


def _built(root: etree._Element) -> date | None:
    """Return the day of the publisher's build ("20260202215519"), or None where the file names none."""
    try:
        return date.fromisoformat(root.get("builddate", "")[:8])
    except ValueError:
        return None


def _stand(root: etree._Element) -> str | None:
    found = [e for e in root.iterfind("norm/metadaten/standangabe") if e.findtext("standtyp") in ("Neuf", "Stand")]
    return " ".join(_joined(element, "standkommentar") for element in found) or None


def _head_notes(root: etree._Element, law: str) -> Iterator[Note]:
    """Yield the notes on the law as a whole: hints on amendments, and the footnotes of its head."""
    for element in root.iterfind("norm/metadaten/standangabe"):
        if element.findtext("standtyp") not in ("Neuf", "Stand"):
            yield Note(Pinpoint(law), _joined(element, "standkommentar"))
    for norm in root.iterfind("norm"):
        if not norm.findtext("metadaten/enbez"):
            texts = (*_footnotes(norm), *(plain(content) for content in norm.iterfind("textdaten/text/Content")))
            yield from (Note(Pinpoint(law), text) for text in texts if text)


def _joined(element: etree._Element, *names: str) -> str:
    """Return the normalised texts of the named children, joined by a space."""
    children = (element.find(name) for name in names)
    return " ".join(" ".join(plain(child).split()) for child in children if child is not None).strip()
