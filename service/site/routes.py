"""All pages for people, as one router."""

from fastapi import APIRouter

from service.live import Live
from service.operator import Operator
from service.partners import Partners, topic_titles
from service.site.documents import document_routes
from service.site.einbetten import partner_page_routes
from service.site.embed import embed_routes
from service.site.feedback import Count, feedback_routes
from service.site.guided import guided_routes
from service.site.legal import legal_routes
from service.site.pages import Pages
from service.site.room import room_routes
from service.site.search import search_routes
from service.site.situations import situation_routes
from service.site.talk import talk_routes
from service.site.topics import topics_routes
from service.site.versions import versions_routes
from service.site.words import words_routes
from service.streaming import Beat
from service.views import Answers
from service.widget.releases import read_releases


def page_routes(
    live: Live[Answers], pages: Pages, beat: Beat, operator: Operator | None, count: Count, partners: Partners
) -> APIRouter:
    """Return the routes of all pages; ``operator`` is who runs the service, ``count`` counts whether answers helped.

    ``partners`` are those on whose sites the service may stand.
    """
    routes = APIRouter()
    for area in (
        talk_routes(live, pages, beat),
        situation_routes(live, pages),
        room_routes(live, pages),
        versions_routes(live, pages),
        document_routes(live, pages),
        search_routes(live, pages),
        words_routes(live, pages),
        topics_routes(live, pages),
        guided_routes(live, pages),
        legal_routes(live, pages, operator),
        feedback_routes(pages, count),
        embed_routes(live, pages, partners, topic_titles(), beat),
        partner_page_routes(pages, partners, read_releases()[-1]),
    ):
        routes.include_router(area)
    return routes
