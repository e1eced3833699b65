"""The way out to a counsellor's file: a sheet as Markdown or HTML, and the sources for a reference manager."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError
from starlette.datastructures import URL
from starlette.responses import Response

from service.bibliography import bibtex, csl, references
from service.checked import Checker
from service.described import problem_responses
from service.doors.handed_in import ExportIn
from service.doors.sheet import DOUBT, TITLE, UNKNOWN_NOTICE, UNKNOWN_SENTENCE, checked_sources, sheet_of
from service.doors.sheet_markdown import about, facts, markdown, warnings
from service.live import Live
from service.problems import BAD_REQUEST, INVALID_INPUT
from service.site.forms import form_fields
from service.site.pages import Pages
from service.views import Answers, SourceView

Today = Callable[[], date]

MEDIA_TYPES = {
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}
ENDINGS = {"markdown": "md", "bibtex": "bib", "csl": "json"}


class Exporter:
    """Writes what is handed in, after the check, in the wanted form."""

    def __init__(self, live: Live[Answers], pages: Pages, version: str, today: Today) -> None:
        self._live, self._pages, self._version, self._today = live, pages, version, today

    def export(self, told: ExportIn, url: URL) -> Response:
        """Return the document; ``url`` is the address that was asked, whose host stands in every permalink."""
        with self._live.lease() as parts:
            checker, sources = parts.checker(), parts.sources()
        if told.format in ("bibtex", "csl"):
            return self._file(told.format, _bibliography(told, checker, sources))
        sheet = sheet_of(told, checker, sources, origin(url), self._version, self._today())
        if told.format == "markdown":
            return self._file(told.format, markdown(sheet))
        return self._pages.sheet(
            {
                "sheet": sheet,
                "heading": TITLE,
                "about": about(sheet),
                "facts": {source.checked.proof.n: facts(source) for source in sheet.sources},
                "warnings": {source.checked.proof.n: warnings(source) for source in sheet.sources},
                "doubt": DOUBT,
                "unknown_sentence": UNKNOWN_SENTENCE,
                "unknown_notice": UNKNOWN_NOTICE,
            }
        )

    def _file(self, form: str, text: str) -> Response:
        """Return a file to keep; its name tells the day and nothing of the question."""
        name = f"teilhabe-lotse-{self._today().isoformat()}.{ENDINGS[form]}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text, headers=headers, media_type=MEDIA_TYPES[form])


def export_routes(live: Live[Answers], pages: Pages, version: str, today: Today) -> APIRouter:
    """Return the route for programs and the one for the form on the page; ``today`` tells the date of the sheet."""
    exporter = Exporter(live, pages, version, today)
    routes = APIRouter()

    @routes.post(
        "/api/v1/export",
        tags=["Fragen / questions"],
        summary="Für die Akte speichern / save for the file",
        response_class=Response,
        responses={**problem_responses(400, 413, 422, 429, 500, 503), **_documents()},
    )
    def export(told: ExportIn, request: Request) -> Response:
        """Frage und Antwort als Blatt; jede Quelle wird dabei geprüft. / A sheet; each source is checked."""
        return exporter.export(told, request.url)

    @routes.post("/export", include_in_schema=False)
    async def save(request: Request) -> Response:
        return await run_in_threadpool(_saved, exporter, pages, await request.body(), request.url)

    return routes


def _saved(exporter: Exporter, pages: Pages, body: bytes, url: URL) -> Response:
    fields = form_fields(body)
    try:
        answer = json.loads(fields.get("answer", ""))
    except (ValueError, RecursionError):
        return pages.problem(BAD_REQUEST)
    try:
        told = ExportIn.model_validate({**fields, "answer": answer})
    except ValidationError:
        return pages.problem(INVALID_INPUT)
    return exporter.export(told, url)


def _bibliography(told: ExportIn, checker: Checker, sources: tuple[SourceView, ...]) -> str:
    entries = references(checked_sources(told.answer, checker), sources)
    return bibtex(entries) if told.format == "bibtex" else json.dumps(csl(entries), ensure_ascii=False, indent=2)


def origin(url: URL) -> str:
    """Return scheme, host and port of the asked address; a user name that somebody put into it is left out."""
    host = url.hostname or ""
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def _documents() -> dict[int | str, dict[str, Any]]:
    content = {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in MEDIA_TYPES.values()}
    return {200: {"description": "Das Dokument / the document", "content": content}}
