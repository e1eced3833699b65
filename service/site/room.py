"""The reading room: all sources, the contents of a law, the wording of its sections place by place."""

from collections.abc import Iterator
from itertools import groupby

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.nouns import Pinpoint, Rank
from service.beside import Remark
from service.library import Library
from service.live import Live
from service.permalink import WHOLE, anchor, law_address, law_named, section_address
from service.problems import KINDS
from service.site.pages import Pages
from service.site.reader import Reader, Reading
from service.site.strings import STRINGS
from service.site.versions import VersionsLink, versions_link
from service.views import Answers, NormView, SourceView, UnknownNorm


def room_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes to read in."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/recht")
    def room(reader: Reading) -> HTMLResponse:
        with live.lease() as parts:
            shelves = [(rank, list(found)) for rank, found in _shelves(parts.library(), reader)]
        return pages.page("room.html", reader, here="/recht", shelves=shelves, page_url=page_url)

    @routes.get("/norm/{law}", response_model=None)
    def contents(law: str, reader: Reading) -> Response:
        with live.lease() as parts:
            known = law_named(law, parts.sources())
            if known and known != law:
                return RedirectResponse(reader.at(law_address(known)), 308)
            source, chapters = parts.library().law(law)
        here = law_address(law)
        return pages.page("law.html", reader, here=here, source=source, chapters=chapters, page_url=page_url)

    @routes.get("/norm/{law}/{section}", response_model=None)
    def read(law: str, section: str, reader: Reading) -> Response:
        with live.lease() as parts:
            known = law_named(law, parts.sources())
            if known and known != law:
                return RedirectResponse(reader.at(section_address(known, section)), 308)
            return norm_page(pages, reader, parts.norm(law, section), parts.library(), _versions(parts, law, section))

    # Where the reading room was; browsers carry the place in the section over.
    @routes.get("/recht/{law}/{section}")
    def moved(law: str, section: str, reader: Reading) -> RedirectResponse:
        return RedirectResponse(reader.at(section_address(law, section)), 308)

    @routes.get("/probleme/{code}")
    def about(code: str, reader: Reading) -> HTMLResponse:
        if code not in KINDS:
            raise HTTPException(404)
        return pages.about_problem(KINDS[code], reader)

    return routes


class Names:
    """What the places of one section are called on its page, and where they stand there."""

    def __init__(self, norm: NormView) -> None:
        self._section = str(Pinpoint(norm.cite, None if norm.section == WHOLE else norm.section))
        self._address = section_address(norm.law, norm.section)
        self._named = {anchor(place) for place in _places(norm)}

    def inside(self, remark: Remark) -> str:
        """Return the place of a remark without its section ("Abs. 2 Satz 1")."""
        return str(remark.place).removeprefix(self._section).strip()

    def fragment(self, remark: Remark) -> str:
        """Return the address of the place of a remark, or "" where the page does not have it."""
        name = anchor(remark.place) if isinstance(remark.place, Pinpoint) else ""
        return f"{self._address}#{name}" if name in self._named else ""


def norm_page(
    pages: Pages, reader: Reader, norm: NormView, library: Library, versions: VersionsLink | None = None
) -> HTMLResponse:
    """Return the page of a section with what stands around it, and the way to its ``versions``."""
    around = library.section(norm)
    return pages.page(
        "norm.html",
        reader,
        here=section_address(norm.law, norm.section),
        norm=norm,
        room=around,
        law_address=law_address(norm.law),
        outer=[(heading, "") for heading in around.path],
        names=Names(norm),
        address_of=library.address_of,
        versions=versions,
    )


def page_url(source: SourceView) -> str:
    """Return the publisher's page of a source: for a law its contents, not the file that is fetched."""
    return source.url.removesuffix("xml.zip")


def _versions(parts: Answers, law: str, section: str) -> VersionsLink | None:
    try:
        return versions_link(parts, law, section)
    except UnknownNorm:
        return None


def _places(norm: NormView) -> Iterator[Pinpoint]:
    for paragraph in norm.paragraphs:
        yield paragraph.place
        for sentence in paragraph.sentences:
            yield sentence.place
            yield from (piece.place for piece in sentence.pieces)


def _shelves(library: Library, reader: Reader) -> Iterator[tuple[Rank, Iterator[tuple[SourceView, str, str]]]]:
    """Yield the ranks that there are, strongest first, each with its sources, their addresses and their sizes."""
    order = list(Rank)
    ranked = sorted(library.sources, key=lambda source: order.index(source.rank))
    for rank, found in groupby(ranked, key=lambda source: source.rank):
        yield rank, ((source, *_size(library, source, reader)) for source in found)


def _size(library: Library, source: SourceView, reader: Reader) -> tuple[str, str]:
    if not source.passages:
        return "", ""
    t, kind = STRINGS[reader.tongue], "page" if source.paged else "section"
    if source.paged:
        count = len(library.document(source.id)[1])
    else:
        count = sum(len(chapter.sections) for chapter in library.law(source.id)[1])
    one = "room.page_one" if source.paged else "room.section"
    return library.address_of_source(source), t(one) if count == 1 else t(f"room.{kind}s", n=count)
