"""The routes that programs use: ask, search, norms, sources, health."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import BaseModel
from starlette.responses import Response

from service.described import answer_responses, problem_responses
from service.english import in_english
from service.live import Live, NothingServed
from service.problems import Language, language
from service.reply import Answer
from service.views import Answers
from service.wire import AnswerOut, AskIn, NormOut, ResultsOut, SearchIn, SourcesOut

SELF_TEST_DEPTH = 10


class ReadyOut(BaseModel):
    """The service can answer. ``newer_index_refused``: a newer index cannot be used; the log says why."""

    status: str
    index: str
    self_test: bool
    newer_index_refused: bool


class VersionOut(BaseModel):
    """Which program and which index answer; ``index`` is null while there is none."""

    version: str
    index: str | None


class AliveOut(BaseModel):
    """The process answers."""

    status: str


def api_routes(live: Live[Answers]) -> APIRouter:
    """Return the routes under /api/v1, answered from ``live``."""
    told = problem_responses(400, 404, 405, 413, 422, 429, 500, 503)
    routes = APIRouter(prefix="/api/v1", tags=["Fragen / questions"], responses=told)

    @routes.post(
        "/ask", summary="Eine Frage stellen / ask a question", response_model=AnswerOut, responses=answer_responses()
    )
    def ask(asked: AskIn, accept_language: Annotated[str | None, Header()] = None) -> AnswerOut | Response:
        """Antwort in Sätzen, jeder mit Quellen. / An answer in sentences, each with its sources.

        The answer is German. Its notices are English where Accept-Language prefers that.
        With ``stream: true`` the same answer comes as server-sent events: ``status``, ``answer``, ``done``.
        """
        with live.lease() as parts:
            answer = AnswerOut.of(
                _told_in(language(accept_language), parts.answer(asked.question, asked.level, asked.turns))
            )
        return StreamingResponse(_events(answer), media_type="text/event-stream") if asked.stream else answer

    @routes.post("/search", summary="Fundstellen suchen / search passages")
    def search(asked: SearchIn) -> ResultsOut:
        """Fundstellen zur Frage, die beste zuerst. / Places in the sources, best first."""
        with live.lease() as parts:
            return ResultsOut.of(parts.search(asked.question, asked.k))

    @routes.get("/norms/{law}/{section}", summary="Eine Vorschrift lesen / read a norm")
    def norm(law: str, section: str) -> NormOut:
        """Der Wortlaut nach Absatz und Satz. / The wording by paragraph and sentence."""
        with live.lease() as parts:
            return NormOut.of(parts.norm(law, section))

    @routes.get("/sources", summary="Alle Quellen / all sources")
    def sources() -> SourcesOut:
        """Die Quellen und ihr Stand. / The sources and their dates."""
        with live.lease() as parts:
            return SourcesOut.of(parts.sources())

    return routes


def _told_in(spoken: Language, answer: Answer) -> Answer:
    """Return ``answer`` with its notices in the language ``spoken``."""
    return replace(answer, notices=tuple(map(in_english, answer.notices))) if spoken is Language.EN else answer


def _events(answer: AnswerOut) -> Iterator[bytes]:
    """Yield the events of one answer. It is whole and checked before the first, so nothing is ever taken back."""
    yield format_sse_event(event="status", data_str='{"status": "answering"}')
    yield format_sse_event(event="answer", data_str=answer.model_dump_json())
    yield format_sse_event(event="done", data_str="{}")


def health_routes(live: Live[Answers], version: str) -> APIRouter:
    """Return /livez, /readyz and /version."""
    routes = APIRouter(tags=["Betrieb / operation"], responses=problem_responses(500, 503))

    @routes.get("/livez", summary="Lebt der Dienst? / is it alive?")
    def livez() -> AliveOut:
        """Antwortet, solange der Prozess läuft. / Answers as long as the process runs."""
        return AliveOut(status="alive")

    @routes.get("/readyz", summary="Kann er antworten? / can it answer?")
    def readyz() -> ReadyOut:
        """Der Index ist offen, eine Probefrage findet ihre Stelle. / The index is open and finds its sample."""
        with live.lease() as parts:
            if not _finds_its_sample(parts):
                raise NothingServed("Die Probefrage findet ihre Stelle nicht. Bitte neu bauen: python -m ingest")
            return ReadyOut(status="ready", index=parts.name, self_test=True, newer_index_refused=bool(live.problem))

    @routes.get("/version", summary="Welche Fassung läuft? / which version?")
    def what_version() -> VersionOut:
        """Fassung des Programms und des Index. / Version of program and index."""
        try:
            with live.lease() as parts:
                return VersionOut(version=version, index=parts.name)
        except NothingServed:
            return VersionOut(version=version, index=None)

    return routes


def _finds_its_sample(parts: Answers) -> bool:
    sample = parts.sample()
    found = parts.search(sample.question, SELF_TEST_DEPTH)
    return any(f"{one.proof.pinpoint} ".startswith(f"{sample.pinpoint} ") for one in found)
