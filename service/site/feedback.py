"""Did an answer help? A yes or a no is counted; whoever has no script gets a page of thanks with the way back."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from corpus.nouns import Level
from service.feedback import Helped
from service.problems import INVALID_INPUT, Language, language, problem
from service.reply import Status
from service.site.forms import form_fields
from service.site.pages import Pages
from service.site.reader import Reader, Reading
from service.site.talk import HOME

FEEDBACK = "/rueckmeldung"
# What the page needs to ask the same once more; it goes back to the browser and nowhere else.
CARRIED = ("question", "history", "n")

Count = Callable[[Helped, Level, Status], None]


def uncounted(_helped: Helped, _level: Level, _status: Status) -> None:
    """Count nothing, where there is no place for it."""


def feedback_routes(pages: Pages, count: Count) -> APIRouter:
    """Return the route that hears whether an answer helped."""
    routes = APIRouter(include_in_schema=False)

    @routes.post(FEEDBACK, response_model=None)
    async def heard(request: Request, reader: Reading) -> Response:
        fields = form_fields(await request.body())
        wants_page = "application/json" not in request.headers.get("accept", "")
        spoken = language(request.headers.get("accept-language"))
        return await run_in_threadpool(_heard, fields, pages, count, reader, spoken, wants_page)

    return routes


def _heard(
    fields: Mapping[str, str], pages: Pages, count: Count, reader: Reader, spoken: Language, wants_page: bool
) -> Response:
    try:
        helped = Helped(fields.get("helped", ""))
        level, status = Level(fields.get("level", "")), Status(fields.get("status", ""))
    except ValueError:
        return pages.problem(INVALID_INPUT, reader) if wants_page else problem(INVALID_INPUT, spoken)
    count(helped, level, status)
    if not wants_page:
        return Response(status_code=204)
    carried = {name: fields[name] for name in CARRIED if name in fields}
    # The switches lead back to the answer, because sending this form again would count again.
    return pages.page("thanks.html", reader, here=HOME, carried=carried, back=carried, helped=helped is Helped.YES)
