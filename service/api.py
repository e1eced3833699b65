"""The routes that programs use: ask, search, norms, sources, health."""

from dataclasses import replace

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from service.described import answer_responses, problem_responses
from service.english import in_english
from service.live import Live, NothingServed
from service.problems import Language, language
from service.reply import Answer
from service.streaming import AnswerStream, Beat, Events
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


def api_routes(live: Live[Answers], beat: Beat) -> APIRouter:
    """Return the routes under /api/v1, answered from ``live``; ``beat`` sets the pace of signs of life in a stream."""
    told = problem_responses(400, 404, 405, 413, 422, 429, 500, 503)
    routes = APIRouter(prefix="/api/v1", tags=["Fragen / questions"], responses=told)

    @routes.post(
        "/ask", summary="Eine Frage stellen / ask a question", response_model=AnswerOut, responses=answer_responses()
    )
    def ask(asked: AskIn, request: Request) -> AnswerOut | Response:
        """Antwort in Sätzen, jeder mit Quellen. / An answer in sentences, each with its sources.

        The answer is German. Its notices are English where Accept-Language prefers that.
        With ``stream: true`` the same answer comes as server-sent events: ``status``, ``sources``, one ``delta``
        a sentence (``{"index", "text", "citations"}``), ``answer``, ``done``; or ``error`` with a problem.
        """
        spoken = language(request.headers.get("accept-language"))
        if asked.stream:
            return AnswerStream(
                live,
                lambda parts, gone: _told_in(spoken, parts.answer(asked.question, asked.level, asked.turns, gone)),
                Events(spoken),
                beat,
            )
        with live.lease() as parts:
            return AnswerOut.of(_told_in(spoken, parts.answer(asked.question, asked.level, asked.turns)))

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
