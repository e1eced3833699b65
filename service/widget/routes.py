"""What a partner's page fetches of the widget: its files, and the settings of the partner on first open."""

from collections.abc import Mapping

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from corpus.nouns import Level
from service.live import Live
from service.partner_rules import Side
from service.partners import Partner, Partners
from service.permalink import permalink
from service.site.reader import Reading, Tongue
from service.views import Answers, UnknownNorm
from service.widget.releases import FOLDER, LOADER, Release

FOREVER = "public, max-age=31536000, immutable"
SOON = "public, max-age=300"
SCRIPT = "text/javascript; charset=utf-8"


class FirstOut(BaseModel):
    """A question to begin with; it is German in every language."""

    question: str


class PartnerOut(BaseModel):
    """What the widget has to know of a partner; where it may stand is not among it."""

    id: str
    accent: str
    on_accent: str
    level: Level
    language: Tongue
    position: Side
    greeting: str
    topics: tuple[FirstOut, ...]
    told: str

    @classmethod
    def of(cls, partner: Partner, titles: Mapping[str, str], told: str) -> "PartnerOut":
        """Return the public settings; ``titles`` are the questions of topics by id, ``told`` what has to be said."""
        own = {name: getattr(partner, name) for name in cls.model_fields if name not in ("topics", "told")}
        first = tuple(FirstOut(question=titles[topic]) for topic in partner.topics if topic in titles)
        return cls(**own, topics=first, told=told)


def widget_routes(
    live: Live[Answers], partners: Partners, releases: tuple[Release, ...], titles: Mapping[str, str], told: str
) -> APIRouter:
    """Return the routes under /widget, and /zitat, which leads from a written place to its page.

    ``titles`` are the questions of topics by id; ``told`` is what a reader has to know before the first question.
    """
    routes = APIRouter(include_in_schema=False)
    # Read once: what is not in this table is not there, so no path can lead anywhere else.
    files = {
        (one.version, name): ((FOLDER / one.version / name).read_bytes(), FOREVER)
        for one in releases
        for name in one.files
    }
    latest = {str(one.order[0]): one for one in releases}
    files |= {(major, LOADER): (files[one.version, LOADER][0], SOON) for major, one in latest.items()}

    @routes.get("/widget/partners/{id_}.json")
    def settings(id_: str) -> PartnerOut:
        partner = partners.named(id_)
        if partner is None:
            raise HTTPException(404)
        return PartnerOut.of(partner, titles, told)

    @routes.get("/widget/{version}/{name}")
    def file(version: str, name: str) -> Response:
        if (version, name) not in files:
            raise HTTPException(404)
        content, cached = files[version, name]
        return Response(content, headers={"Cache-Control": cached}, media_type=SCRIPT)

    @routes.get("/zitat/{pinpoint}")
    def quoted(pinpoint: str, reader: Reading) -> RedirectResponse:
        with live.lease() as parts:
            address = permalink(pinpoint, parts.sources())
        if address is None:
            raise UnknownNorm(pinpoint)
        return RedirectResponse(reader.at(address), 307)

    return routes
