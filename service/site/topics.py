"""The topics: an index by area, and each topic at its permanent address."""

from itertools import groupby

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from corpus.entries import Topic
from corpus.reading.topics import AREAS
from service.live import Live
from service.permalink import proof_address, topic_address
from service.site.pages import Pages
from service.site.reader import Reading
from service.views import Answers

HERE = "/themen"


def topics_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes of the topics."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get(HERE)
    def index(reader: Reading) -> HTMLResponse:
        with live.lease() as parts:
            areas = by_area(parts.library().topics)
        return pages.page("topics.html", reader, here=HERE, areas=areas, topic_address=topic_address)

    @routes.get("/thema/{id_}")
    def topic(id_: str, reader: Reading) -> HTMLResponse:
        with live.lease() as parts:
            room, sources = parts.library().topic(id_, reader.level), parts.sources()
        return pages.page(
            "topic.html",
            reader,
            here=topic_address(id_),
            topic=room.topic,
            parts=room.parts,
            proofs={proof.n: proof for proof in room.sources},
            links={proof.n: proof_address(proof, sources) for proof in room.sources},
            outdated=room.outdated,
            follow_ups=room.follow_ups,
            topic_address=topic_address,
        )

    return routes


def by_area(topics: tuple[Topic, ...]) -> list[tuple[str, tuple[Topic, ...]]]:
    """Return the areas that have topics, each with its topics in the order of their titles."""
    ordered = sorted(topics, key=lambda topic: (AREAS.index(topic.area), topic.title))
    return [(area, tuple(found)) for area, found in groupby(ordered, key=lambda topic: topic.area)]
