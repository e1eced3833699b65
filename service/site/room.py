"""The reading room: the wording of the law, place by place."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.live import Live
from service.permalink import law_named, section_address
from service.problems import KINDS
from service.site.pages import Pages
from service.site.reader import Reading
from service.views import Answers


def room_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes to read in."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/norm/{law}/{section}", response_model=None)
    def read(law: str, section: str, reader: Reading) -> Response:
        with live.lease() as parts:
            known = law_named(law, parts.sources())
            if known and known != law:
                return RedirectResponse(reader.at(section_address(known, section)), 308)
            norm = parts.norm(law, section)
        return pages.page("norm.html", reader, here=section_address(law, section), norm=norm)

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
