"""The earlier wordings of a section, each compared with the next newer one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.compared import Comparison, ParagraphChange, compare
from service.live import Live
from service.permalink import law_named, section_address
from service.site.pages import Pages
from service.site.reader import Reader, Reading
from service.views import Answers, UnknownNorm
from service.word_runs import Kind
from service.wordings import WordingOf

AT_FIRST = ""
"""The part of an address that names no date: the newest change is shown."""


@dataclass(frozen=True, slots=True)
class VersionsLink:
    """What a page needs to link to the comparison: how many wordings are known, and its path."""

    count: int
    address: str


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """What the page shows: all ``wordings``, newest first, and how the ``shown`` one became the one before it.

    ``name`` is the section as it is cited, ``heading`` its newest one. Where there is but one wording, ``shown`` is 0
    and nothing is compared.
    """

    law: str
    section: str
    name: str
    wordings: tuple[WordingOf, ...]
    shown: int
    comparison: Comparison | None

    @property
    def norm(self) -> str:
        """Return the path of the section itself."""
        return section_address(self.law, self.section)

    @property
    def heading(self) -> str:
        """Return the newest heading that is known; a section that went away keeps its last one."""
        return next((wording.text.heading for wording in self.wordings if wording.there), "")

    @property
    def old(self) -> WordingOf:
        """Return the earlier one of the two wordings that are compared."""
        return self.wordings[self.shown]

    @property
    def new(self) -> WordingOf:
        """Return the later one of the two wordings that are compared."""
        return self.wordings[max(0, self.shown - 1)]

    @property
    def editions(self) -> tuple[date, ...]:
        """Return the dates of all editions that were compared, from new to old."""
        return tuple(sorted({day for wording in self.wordings for day in wording.editions}, reverse=True))

    def address(self, wording: WordingOf) -> str:
        """Return the path of the page that compares ``wording`` with the next newer one."""
        return versions_address(self.law, self.section, wording.as_of.isoformat())


def versions_address(law: str, section: str, as_of: str = AT_FIRST) -> str:
    """Return the path of the comparison of a section; ``as_of`` names the earlier wording."""
    return "/".join((section_address(law, section), "fassungen", *([as_of] if as_of else [])))


def versions_link(parts: Answers, law: str, section: str) -> VersionsLink:
    """Return the link for the page of a section, which shows it where more than one wording is known.

    Raises UnknownNorm where none is.
    """
    return VersionsLink(len(parts.wordings(law, section)), versions_address(law, section))


def states(change: ParagraphChange) -> tuple[str, ...]:
    """Return what became of a paragraph, as the strings name it; it can have moved and changed."""
    if change.kind is not Kind.SAME:
        return ("new",) if change.kind is Kind.ADDED else ("gone",)
    moved = ("moved" if change.old else "numbered",) if change.moved else ()
    return (*moved, *(("changed",) if change.reworded else ())) or ("same",)


def versions_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes of the comparison."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/norm/{law}/{section}/fassungen", response_model=None)
    def newest_change(law: str, section: str, reader: Reading) -> Response:
        return _compared(live, pages, reader, law, section, AT_FIRST)

    @routes.get("/norm/{law}/{section}/fassungen/{as_of}", response_model=None)
    def one_change(law: str, section: str, as_of: str, reader: Reading) -> Response:
        return _compared(live, pages, reader, law, section, as_of)

    return routes


def _compared(
    live: Live[Answers], pages: Pages, reader: Reader, law: str, section: str, as_of: str
) -> RedirectResponse | HTMLResponse:
    with live.lease() as parts:
        sources = parts.sources()
        known = law_named(law, sources)
        if known and known != law:
            return RedirectResponse(reader.at(versions_address(known, section, as_of)), 308)
        wordings = parts.wordings(law, section)
    shown = _shown(wordings, as_of)
    cite = next(source.cite for source in sources if source.id == law)
    page = VersionsPage(
        law,
        section,
        f"{cite} {'§ ' if section[:1].isdigit() else ''}{section}",
        wordings,
        shown,
        compare(wordings[shown].text, wordings[shown - 1].text) if shown else None,
    )
    here = versions_address(law, section, as_of)
    return pages.page("versions.html", reader, here=here, page=page, states=states, kinds=Kind)


def _shown(wordings: Sequence[WordingOf], as_of: str) -> int:
    """Return which wording is compared with the one before it: the last but newest, or the one that ``as_of`` names.

    A date between the editions of a wording names it too, so that an address lives on when one more comes in.
    Raises UnknownNorm for any other date.
    """
    if as_of == AT_FIRST:
        return min(1, len(wordings) - 1)
    try:
        day = date.fromisoformat(as_of)
    except ValueError as exc:
        raise UnknownNorm("So schreibt man kein Datum.") from exc
    for at, wording in enumerate(wordings[1:], 1):
        if wording.editions[-1] <= day <= wording.editions[0]:
            return at
    raise UnknownNorm(f"Eine frühere Fassung vom {as_of} ist nicht bekannt.")
