"""Entry points by situation: who does not want to type chooses where they stand, and then what to read."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from corpus.nouns import Level
from service.live import Live, NothingServed
from service.site.pages import Pages
from service.site.reader import Reading
from service.situated import SituationView
from service.views import Answers

# Where somebody who works with the law goes on; a path is a page of ours, a fragment the form on this page.
TOOLS = {"search": "/suche", "norms": "/recht", "export": "#ask"}


def situation_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes of the situations."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/situation/{id_}")
    def situation(id_: str, reader: Reading) -> HTMLResponse:
        with live.lease() as parts:
            shown = next((each for each in parts.situations() if each.id == id_), None)
        if shown is None:
            raise HTTPException(404)
        easy = reader.level is Level.LEICHTER and bool(shown.first)
        return pages.page(
            "situation.html", reader, here=f"/situation/{shown.id}", situation=shown, easy=easy, tools=TOOLS
        )

    return routes


def offered(live: Live[Answers]) -> tuple[SituationView, ...]:
    """Return the situations for the start page; none while nothing is served, for that page is there all the same."""
    try:
        with live.lease() as parts:
            return parts.situations()
    except NothingServed:
        return ()
