"""The web application: its border to the world, its errors, and the parts it is made of."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.responses import Response

from service.api import api_routes, health_routes
from service.border import Border, problem_for
from service.described import EXAMPLE_ANSWER
from service.doors import mcp, mcp_http, openai
from service.doors.export import Today, export_routes
from service.faults import LOG, note, where
from service.live import Live, NothingServed
from service.operator import Operator
from service.origins import Doors, Preflight
from service.partners import NOBODY, Partners, topic_titles
from service.problems import (
    BAD_JSON,
    BAD_REQUEST,
    BY_STATUS,
    INVALID_INPUT,
    NO_INDEX,
    UNKNOWN_NORM,
    language,
    problem,
    wrong_entries,
)
from service.rooms import UnknownPlace
from service.site.feedback import Count, uncounted
from service.site.pages import STATIC, Pages
from service.site.routes import page_routes
from service.streaming import Beat, heartbeat
from service.views import Answers, UnknownNorm
from service.widget.releases import read_releases
from service.widget.routes import widget_routes
from service.wire import LARGEST_BODY

LOOK_EVERY_SECONDS = 2.0

# FastAPI would put rejected input, which can tell of a disability, into telemetry logs where a provider is set up.
NO_TELEMETRY: TelemetryConfig = {
    "logs": False,
    "tracing": False,
    "metrics": False,
    "operation_spans": False,
    "auto_configure": False,
}
ABOUT = (
    "Fragen zum Recht der Arbeit mit Behinderung, beantwortet in Sätzen mit Fundstelle. "
    "Information, keine Rechtsberatung; von einem Computerprogramm, nicht juristisch geprüft. / "
    "Questions about the German law of work with a disability, answered in sentences with citations. "
    "Information, no legal advice; by a computer program, not legally reviewed."
)


class Described(FastAPI):
    """The application with its description as clients need it."""

    def openapi(self) -> dict[str, Any]:
        """Return the API description; FastAPI leaves out what is null in an example, the contract does not."""
        document = super().openapi()
        answered = document["paths"]["/api/v1/ask"]["post"]["responses"]["200"]
        answered["content"]["application/json"]["example"] = EXAMPLE_ANSWER
        return document


def today() -> date:
    """Return the date where the service runs."""
    return datetime.now(UTC).astimezone().date()


def create_app(
    live: Live[Answers],
    hosts: Sequence[str],
    version: str,
    beat: Beat = heartbeat,
    clock: Today = today,
    told: str = "",
    operator: Operator | None = None,
    count: Count = uncounted,
    partners: Partners = NOBODY,
) -> FastAPI:
    """Return the application that answers from ``live`` under the host names ``hosts`` only.

    ``beat`` returns when a client that waits for a stream is to get a sign of life; ``clock`` tells the date that
    stands in an export. ``told`` is what a reader has to know before the first question, as where it is sent.
    ``operator`` is who runs it, as far as that is said; ``count`` counts whether answers helped.
    ``partners`` are those on whose sites the widget may stand.
    """
    assistants = mcp.mcp_server(live, version, note)
    app = Described(
        title="Teilhabe-Lotse",
        description=ABOUT,
        version=version,
        docs_url=None,  # the ready-made page loads scripts from another host
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        redirect_slashes=False,
        lifespan=_watching(live, assistants),
        telemetry=NO_TELEMETRY,
    )
    pages = Pages(told, operator)
    app.include_router(api_routes(live, beat))
    app.include_router(openai.openai_routes(live, beat))
    app.include_router(health_routes(live, version))
    app.include_router(page_routes(live, pages, beat, operator, count, partners))
    app.include_router(widget_routes(live, partners, read_releases(), topic_titles(), told))
    app.router.routes.extend(mcp_http.http_routes(assistants, hosts))
    app.include_router(export_routes(live, pages, version, clock))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _tell_problems(app, pages)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY)
    doors, names = Doors(partners), frozenset(host.strip().strip("[]").lower() for host in hosts)
    app.add_middleware(Preflight, doors=doors)
    app.add_middleware(Border, hosts=names, pages=pages, doors=doors)
    return app


def _watching(
    live: Live[Answers], assistants: mcp.LotseServer
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return the lifespan that opens the index before the first request and looks for a newer one from then on."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(_look, live)
        watch = asyncio.create_task(_look_again_and_again(live))
        async with assistants.session_manager.run():
            yield
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
        live.close()

    return lifespan


async def _look_again_and_again(live: Live[Answers]) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        await run_in_threadpool(_look, live)


def _look(live: Live[Answers]) -> None:
    """Check for a newer index; whatever goes wrong there must not end the looking."""
    try:
        live.check()
    except Exception as exc:
        LOG.error("Der neue Index konnte nicht geöffnet werden: %s", where(exc))


def _tell_problems(app: FastAPI, pages: Pages) -> None:
    """Let every error of ``app`` be told as a problem that repeats nothing of what was sent."""

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, exc: RequestValidationError) -> Response:
        found = [(error["type"], error["loc"][1:]) for error in exc.errors()]
        spoken = language(request.headers.get("accept-language"))
        if any(kind == "json_invalid" for kind, _ in found):
            return problem_for(request, BAD_JSON, pages)
        tell = openai.told if openai.is_for(request.scope["path"]) else problem
        return tell(INVALID_INPUT, spoken, wrong_entries(found, spoken))

    @app.exception_handler(HTTPException)
    def refused(request: Request, exc: HTTPException) -> Response:
        # 400 is raised by FastAPI alone, for a body that it cannot parse.
        response = problem_for(request, BY_STATUS.get(exc.status_code, BAD_REQUEST), pages)
        response.headers.update(exc.headers or {})
        return response

    @app.exception_handler(UnknownNorm)
    def unknown(request: Request, _: UnknownNorm) -> Response:
        return problem_for(request, UNKNOWN_NORM, pages)

    @app.exception_handler(UnknownPlace)
    def nowhere(request: Request, _: UnknownPlace) -> Response:
        return problem_for(request, BY_STATUS[404], pages)

    @app.exception_handler(NothingServed)
    def empty(request: Request, _: NothingServed) -> Response:
        response = problem_for(request, NO_INDEX, pages)
        response.headers["Retry-After"] = "10"
        return response
