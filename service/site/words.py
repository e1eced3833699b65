"""The glossary."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from corpus.entries import Lines, Term
from corpus.nouns import Level
from service.library import Library, alphabetical
from service.live import Live
from service.permalink import term_anchor
from service.site.pages import Pages
from service.site.reader import Reading
from service.views import Answers

HERE = "/glossar"


@dataclass(frozen=True, slots=True)
class TermShown:
    """A term as a reader sees it; each proof is a place and where it is read, if it can be read here."""

    name: str
    anchor: str
    also: tuple[str, ...]
    lines: Lines
    proofs: tuple[tuple[str, str | None], ...]


def words_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the route of the glossary."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get(HERE)
    def glossary(reader: Reading) -> HTMLResponse:
        with live.lease() as parts:
            letters = tuple(by_letter(parts.library(), reader.level))
        return pages.page("glossary.html", reader, here=HERE, letters=letters)

    return routes


def by_letter(library: Library, level: Level) -> Iterator[tuple[str, tuple[TermShown, ...]]]:
    """Yield each first letter with its terms, from A to Z; a term that begins with no letter stands under "0-9"."""
    for letter, terms in groupby(library.terms, key=_letter):
        yield letter, tuple(_shown(term, library, level) for term in terms)


def _letter(term: Term) -> str:
    first = alphabetical(term.term)[:1].upper()
    return first if first.isalpha() else "0-9"


def _shown(term: Term, library: Library, level: Level) -> TermShown:
    lines = term.texts[Level.LEICHTER if level is Level.LEICHTER else Level.STANDARD]
    places = dict.fromkeys(place for line in lines for place in line.places)
    proofs = tuple((str(place), library.address_of(place)) for place in places)
    return TermShown(term.term, term_anchor(term.term), term.also, lines, proofs)
