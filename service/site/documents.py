"""Documents page by page, as far as their rights let them be shown."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.nouns import PagePoint
from service.beside import Remark
from service.leaves import Leaf
from service.library import Library
from service.live import Live
from service.permalink import SHEET, WHOLE, document_address, heading_anchor, leaf_address, passage_anchor
from service.rights import shown_whole
from service.rooms import UnknownPlace
from service.site.pages import Pages
from service.site.reader import Reader, Reading
from service.site.strings import STRINGS
from service.views import Answers


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another page: its name and its path."""

    name: str
    address: str


def document_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes to read documents."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dokument/{source}")
    def document(source: str, reader: Reading) -> HTMLResponse:
        with live.lease() as parts:
            view, found = parts.library().document(source)
        lines = [(line, leaf_name(line.leaf, reader), leaf_address(source, line.leaf.key)) for line in found]
        whole = shown_whole(view.rights)
        here = document_address(source)
        return pages.page("document.html", reader, here=here, source=view, lines=lines, whole_text=whole)

    @routes.get("/dokument/{source}/{page}", response_model=None)
    @routes.get("/dokument/{source}/{page}/{passage}", response_model=None)
    def leaf(source: str, page: str, reader: Reading, passage: str = "") -> Response:
        with live.lease() as parts:
            library = parts.library()
            if address := _elsewhere(library, source, page):
                return RedirectResponse(reader.at(address), 308)
            found = library.leaf(source, page, passage)
        here = leaf_address(source, page) + (f"/{passage}" if passage.isalnum() else "")
        return pages.page(
            "leaf.html",
            reader,
            here=here,
            room=found,
            name=leaf_name(found.leaf, reader),
            contents=document_address(source),
            before=_way(found.before, source, reader),
            after=_way(found.after, source, reader),
            heading_anchor=heading_anchor,
            passage_anchor=passage_anchor,
            unnamed=_unnamed,
            address_of=library.address_of,
        )

    return routes


def leaf_name(leaf: Leaf, reader: Reader) -> str:
    """Return what a page is called in the reader's language."""
    t = STRINGS[reader.tongue]
    if leaf.printed:
        return t("room.page", n=leaf.printed)
    return t("room.sheet", n=leaf.sheet) if leaf.sheet else t("room.unpaged")


def _elsewhere(library: Library, source: str, page: str) -> str | None:
    """Return the address of what is asked for by another name: a sheet by its number on paper, the whole document."""
    try:
        library.leaf(source, page)
    except UnknownPlace:
        sheet = page.removeprefix(SHEET)
        if page.startswith(SHEET) and sheet.isascii() and sheet.isdecimal():
            leaf = library.leaf_of(source, PagePoint("", pdf_page=int(sheet)))
            return leaf_address(source, leaf.key) if leaf else None
        if page == WHOLE:
            library.document(source)
            return document_address(source)
    return None


def _way(leaf: Leaf | None, source: str, reader: Reader) -> Way | None:
    return Way(leaf_name(leaf, reader), leaf_address(source, leaf.key)) if leaf else None


def _unnamed(_: Remark) -> str:
    """Return no name: what stands beside a page is about all of it."""
    return ""
