"""The conversation for an ``<iframe>`` on a partner's page: it needs no script, and only that page may frame it."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from service.live import Live
from service.partners import FIRST_TOPICS, Partner, Partners
from service.site.pages import Pages
from service.site.reader import Reading
from service.site.talk import Seat, start, talked
from service.streaming import Beat
from service.views import Answers

AWAY = Markup(' target="_blank"')
NEUTRAL = Partner("", "", topics=FIRST_TOPICS)


def embed_routes(
    live: Live[Answers], pages: Pages, partners: Partners, titles: Mapping[str, str], beat: Beat
) -> APIRouter:
    """Return the route of the conversation to frame; ``titles`` are the questions of topics by id.

    Who is no partner sees the same page without a word of any partner; that nobody may frame it is said by the doors.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.api_route("/embed/{id_}", methods=["GET", "POST"], response_model=None)
    async def embedded(id_: str, request: Request, reader: Reading) -> Response:
        partner = partners.named(id_) or NEUTRAL
        topics = [titles[topic] for topic in partner.topics if topic in titles]
        seat = Seat(request.url.path, "embed.html", {"greeting": partner.greeting, "topics": topics}, AWAY)
        if request.method == "GET":
            return start(pages, reader, seat=seat)
        return await talked(live, pages, beat, request, reader, seat)

    return routes
