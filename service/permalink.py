"""The one address of every place in the loaded texts, and of what we say ourselves.

``/norm/sgb-ix/61#abs-2-satz-2``, ``/dokument/maass-2023/273``, ``/thema/<id>``, ``/glossar#<term>``.

People and other programs write the law as they know it ("sgb-9"); `law_named` tells which source they mean.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

from corpus.nouns import PagePoint, Pinpoint, Wording
from corpus.pinpoint.laws import squeeze
from corpus.pinpoint.numerals import LARGEST_ROMAN, to_roman
from service.reply import Proof
from service.rights import shown_whole
from service.views import SourceView

WHOLE = "text"
_INSIDE = r"(?: (?:Abs\.|Satz|Nr\.|Buchst\.|Doppelbuchst\.) .*)"
# Behind the name of the law: "§ 61a" or "Anlage zu § 28", then the place inside it; a notice may have no sections.
_SECTION_AND_REST = re.compile(
    rf" (?:§ (?P<section>\d+[a-z]*)|(?P<annex>Anlage.*?|Eingangsformel|Schlussformel))(?P<rest>{_INSIDE}?)"
    rf"|(?P<parts> Nr\. .*)"
)
# Behind the title of a document: the page as printed, the sheet of the file, or the heading.
_PAGE = re.compile(r"(?:, (?:S\. (?P<page>[\w.-]+)|PDF-Seite (?P<sheet>\d+)|„(?P<heading>.+)“))?")
SHEET = "blatt-"
_SOCIAL_CODE = re.compile(r"sgb(\d{1,2})")


def permalink(pinpoint: str, sources: Sequence[SourceView]) -> str | None:
    """Return path and fragment of a written place; None where it lies in no section whose wording is loaded."""
    for source in sorted(sources, key=lambda s: len(s.cite), reverse=True):
        if source.passages and pinpoint.startswith(source.cite):
            rest = pinpoint[len(source.cite) :]
            if address := _in_law(source.id, rest) if not source.paged else _in_document(source.id, rest):
                return address
    return None


def proof_address(proof: Proof, sources: Sequence[SourceView]) -> str | None:
    """Return the permalink of what a proof quotes, or None where its wording cannot be read here.

    In a document it leads to the passage; where only quotations may be shown the address names the passage, so that
    what is quoted stands there.
    """
    address = permalink(proof.pinpoint, sources) if proof.wording is Wording.OFFICIAL else None
    if not address or not address.startswith("/dokument/"):
        return address
    page = address.partition("#")[0]
    source = next(s for s in sources if page.startswith(f"{document_address(s.id)}/"))
    quoted = "" if shown_whole(source.rights) else f"/{quote(proof.passage_id, safe='')}"
    return f"{page}{quoted}#{passage_anchor(proof.passage_id)}"


def law_address(law: str) -> str:
    """Return the path of the contents of a law."""
    return f"/norm/{quote(law, safe='')}"


def document_address(source: str) -> str:
    """Return the path of the contents of a document."""
    return f"/dokument/{quote(source, safe='')}"


def leaf_address(source: str, key: str) -> str:
    """Return the path of a page of a document; ``key`` is what `leaf_key` returns."""
    return f"{document_address(source)}/{quote(key, safe='')}"


def leaf_key(place: PagePoint) -> str:
    """Return the name of a page in its address: as printed ("273"), else its sheet in the file, else "text"."""
    return place.page or (f"{SHEET}{place.pdf_page}" if place.pdf_page else WHOLE)


def passage_anchor(passage_id: str) -> str:
    """Return the name of a passage on its page."""
    return f"stelle-{passage_id}"


def heading_anchor(heading: str) -> str:
    """Return the name of a heading on the page of a document."""
    return f"zu-{_named(heading)}"


def topic_address(topic: str) -> str:
    """Return the path of a topic."""
    return f"/thema/{quote(topic, safe='')}"


def term_address(term: str) -> str:
    """Return the path of a term in the glossary."""
    return f"/glossar#{term_anchor(term)}"


def term_anchor(term: str) -> str:
    """Return the name of a term in the glossary, e.g. "budget-fuer-arbeit"."""
    return _named(term)


def check_address(check: str) -> str:
    """Return the path of a guided check."""
    return f"/pruefwege/{quote(check, safe='')}"


def section_address(law: str, section: str) -> str:
    """Return the path of a section; ``law`` is the id of its source."""
    return f"/norm/{quote(law, safe='')}/{quote(section, safe='')}"


def anchor(place: Pinpoint) -> str:
    """Return the name of a place inside the page of its section, e.g. "abs-2-satz-1"; "text" for the whole section."""
    return _slug(str(place).removeprefix(str(Pinpoint(place.law, place.section))))


def law_named(written: str, sources: Sequence[SourceView]) -> str | None:
    """Return the id of the source that ``written`` names: its id, its short title, or "sgb-9" for "SGB IX"."""
    if any(source.id == written for source in sources):
        return written
    name = squeeze(written)
    book = _SOCIAL_CODE.fullmatch(name)
    if book and 1 <= int(book[1]) <= LARGEST_ROMAN:
        name = squeeze(f"sgb {to_roman(int(book[1]))}")
    return next((source.id for source in sources if name in (squeeze(source.id), squeeze(source.cite))), None)


def _in_law(source: str, rest: str) -> str | None:
    place = _SECTION_AND_REST.fullmatch(rest)
    if not place:
        return None
    section = place["section"] or place["annex"] or WHOLE
    return f"{section_address(source, section)}#{_slug(place['rest'] or place['parts'] or '')}"


def _in_document(source: str, rest: str) -> str | None:
    place = _PAGE.fullmatch(rest)
    if not place:
        return None
    heading = f"#{heading_anchor(place['heading'])}" if place["heading"] else ""
    sheet = int(place["sheet"]) if place["sheet"] else None
    return f"{leaf_address(source, leaf_key(PagePoint('', place['page'], sheet)))}{heading}"


def _named(words: str) -> str:
    """Return ``words`` as a name in an address, umlauts written out."""
    plain = words.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _slug(tail: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", tail.lower()).strip("-") or WHOLE
