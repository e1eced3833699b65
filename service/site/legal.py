"""Who runs the service, what it does with a question, how to use it, and from which sources it answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from corpus.nouns import Rank
from service.live import Live
from service.operator import Operator
from service.shown import day
from service.site.legal_pages import MADE, TEXT_PAGES, Detail, Model, Own, Piece, Points, TextPage, Way
from service.site.pages import Pages
from service.site.reader import Reader, Reading, Tongue
from service.site.strings import STRINGS, Words
from service.views import Answers, SourceView

SOURCES = "/quellen"


@dataclass(frozen=True, slots=True)
class Line:
    """A text as it is shown; ``german`` where it stays German on an English page."""

    text: str
    href: str = ""
    label: str = ""
    german: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; ``kind`` is one of text, points, way, own, unsaid, model."""

    kind: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its words."""

    name: str
    heading: str
    blocks: tuple[Block, ...]


def legal_routes(live: Live[Answers], pages: Pages, operator: Operator | None) -> APIRouter:
    """Return the routes of the text pages, as ``operator`` fills them (None: nobody is named), and of the sources."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    for page in TEXT_PAGES:
        routes.add_api_route(page.path, _shows(page, pages, operator), methods=["GET"])

    @routes.get(SOURCES)
    def sources(reader: Reading) -> HTMLResponse:
        with live.lease() as parts:
            found = parts.sources()
        loaded = sum(source.as_of is not None for source in found)
        ranked = {rank: [source for source in found if source.rank is rank] for rank in Rank}
        groups: dict[Rank, list[SourceView]] = {rank: group for rank, group in ranked.items() if group}
        return pages.page("sources_list.html", reader, here=SOURCES, groups=groups, loaded=loaded, count=len(found))

    return routes


def _shows(page: TextPage, pages: Pages, operator: Operator | None) -> Callable[[Reader], HTMLResponse]:
    """Return the handler of one text page."""

    def show(reader: Reading) -> HTMLResponse:
        words = STRINGS[reader.tongue]
        return pages.page(
            "legal.html",
            reader,
            here=page.path,
            title=words(f"{page.area}.title"),
            sections=tuple(shown_sections(page, operator, words, reader)),
            nobody=operator is None and page.is_of_an_operator,
        )

    return show


def shown_sections(page: TextPage, operator: Operator | None, words: Words, reader: Reader) -> Iterator[ShownSection]:
    """Yield the sections of ``page`` in the reader's language, without those that an operator leaves out."""
    for section in page.sections:
        blocks = tuple(
            block
            for piece in section.pieces
            if (block := _block(f"{page.area}.{section.name}", piece, operator, words, reader))
        )
        if blocks:
            yield ShownSection(section.name, words(f"{page.area}.{section.name}.title"), blocks)


def _block(name: str, piece: Piece, operator: Operator | None, words: Words, reader: Reader) -> Block | None:
    """Return a piece of the section ``name`` with its words, None where nobody fills it and nobody has to."""
    match piece:
        case str():
            return Block("text", (Line(words(f"{name}.{piece}", day=_day(reader))),))
        case Points(points):
            return Block("points", tuple(Line(words(f"{name}.{point}")) for point in points))
        case Way(text, to):
            return Block("way", (Line(words(f"{name}.{text}"), to),))
        case Model():
            return Block("model")
        case Own(of, optional):
            lines = tuple(_line(detail, words, reader) for detail in of(operator)) if operator else ()
            if not lines and not optional:
                return Block("unsaid")
            return Block("own", lines) if lines else None


def _line(detail: Detail, words: Words, reader: Reader) -> Line:
    """Return what the operator says in the reader's language, or in German where it does not say it otherwise."""
    own = {Tongue.EN: detail.text.en, Tongue.LEICHTER: detail.text.leichter}.get(reader.tongue)
    label = words(detail.label) if detail.label else ""
    return Line(own or detail.text.de, detail.href, label, german=not own)


def _day(reader: Reader) -> str:
    return MADE.strftime("%-d %B %Y") if reader.english else day(MADE)
