"""Looking up: a search box whose words are posted, so that they never stand in an address."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.nouns import Rank
from service.live import Live
from service.looked_up import Wanted, hits, near_enough
from service.permalink import topic_address
from service.site.forms import form_fields
from service.site.pages import Pages
from service.site.reader import Reader, Reading
from service.site.strings import STRINGS
from service.site.talk import fault_of
from service.views import Answers, SourceView

HERE = "/suche"
MOST, LOOKED_AT = 20, 60
# A filter leaves few of what is found, so more is looked at.
LOOKED_AT_FILTERED = 400


@dataclass(frozen=True, slots=True)
class Looking:
    """What somebody looks for. ``rank`` and ``source`` are "" for all."""

    text: str = ""
    rank: str = ""
    source: str = ""

    @property
    def wanted(self) -> Wanted:
        """Return to what the search is kept; a rank that there is not keeps nothing out."""
        ranks = frozenset({Rank(self.rank)}) if self.rank in list(Rank) else frozenset[Rank]()
        return Wanted(ranks, frozenset({self.source} if self.source else ()))

    @property
    def carried(self) -> dict[str, str]:
        """Return the fields that look for the same once more."""
        return {"q": self.text, "rank": self.rank, "source": self.source}


def search_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes to look something up."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    # One route for both methods, so that the Allow header of a 405 names both.
    @routes.api_route(HERE, methods=["GET", "POST"], response_model=None)
    async def look(request: Request, reader: Reading) -> Response:
        if request.method == "GET":
            return await run_in_threadpool(_box, live, pages, reader, Looking(), "")
        fields = form_fields(await request.body())
        looking = Looking(fields.get("q", "").strip(), fields.get("rank", ""), fields.get("source", ""))
        if not looking.text:
            return await run_in_threadpool(
                _box, live, pages, reader, looking, STRINGS[reader.tongue]("search.error.empty")
            )
        if wrong := fault_of(looking.text, reader):
            return await run_in_threadpool(_box, live, pages, reader, looking, wrong)
        return await run_in_threadpool(_found, live, pages, reader, looking)

    return routes


def _box(live: Live[Answers], pages: Pages, reader: Reader, looking: Looking, error: str) -> Response:
    with live.lease() as parts:
        sources = [source for source in parts.sources() if source.passages]
    return pages.page(
        "search.html",
        reader,
        here=HERE,
        carried=looking.carried if error else {},
        status=422 if error else 200,
        searched=False,
        error=error,
        text=looking.text,
        rank=looking.rank,
        source=looking.source,
        offered_sources=sources,
        offered_ranks=_ranks(sources),
    )


def _found(live: Live[Answers], pages: Pages, reader: Reader, looking: Looking) -> Response:
    wanted = looking.wanted
    with live.lease() as parts:
        library, sources = parts.library(), parts.sources()
        place = library.place_named(looking.text)
        if place and (address := library.address_of(place)):
            return RedirectResponse(reader.at(address), 303)
        # What stands in a section that is not here is not found in others.
        results = () if place else parts.search(looking.text, LOOKED_AT_FILTERED if wanted else LOOKED_AT)
        found = tuple(hits(near_enough(results), looking.text, sources, wanted))[:MOST]
        topics = library.topics_near(looking.text)
        official = library.official_page(place) if place else ""
    t = STRINGS[reader.tongue]
    heading = t("search.found_one") if len(found) == 1 else t("search.found", n=len(found))
    loaded = [source for source in sources if source.passages]
    return pages.page(
        "search.html",
        reader,
        here=HERE,
        carried=looking.carried,
        searched=True,
        error="",
        text=looking.text,
        rank=looking.rank,
        source=looking.source,
        offered_sources=loaded,
        offered_ranks=_ranks(loaded),
        heading=heading if found else t("search.nothing"),
        hits=found,
        most=MOST,
        topics=topics,
        topic_address=topic_address,
        missing=str(place) if place else "",
        official_page=official,
    )


def _ranks(sources: list[SourceView]) -> list[Rank]:
    return [rank for rank in Rank if any(source.rank is rank for source in sources)]
