"""The start page and the conversation. The same address answers a form, and a script that wants only the new turn."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.sse import format_sse_event
from markupsafe import Markup
from pydantic import ValidationError

from service.english import in_english
from service.live import Live
from service.permalink import proof_address
from service.problems import Kind, Language, wrong_entries
from service.reply import Answer, Turn
from service.shown import URGENT
from service.site.forms import TalkForm, read_talk, written
from service.site.pages import Pages
from service.site.reader import Reader, Reading
from service.site.situations import offered
from service.streaming import AnswerStream, Beat
from service.views import Answers, SourceView
from service.wire import LONGEST_HISTORY, AnswerOut, AskIn

# What explains an answer follows it; what changes how it is to be read stands before it.
BEHIND = frozenset({"personal_case", "model"})
# The page makes a link of it.
GUIDED = "guided_check"
UNDERSTOOD = "understood"
HOME = "/"
STREAM = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a conversation is held: its path, its template, and what else that template shows.

    ``away`` stands in every link that leaves the conversation, where it is held inside another page.
    """

    here: str = HOME
    template: str = "talk.html"
    shown: Mapping[str, object] = field(default_factory=dict)
    away: Markup | str = ""


AT_HOME = Seat()


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that can be answered, and where in the conversation it stands."""

    question: str
    turns: tuple[Turn, ...]
    number: int
    reader: Reader
    seat: Seat = AT_HOME

    def answered(self, answer: Answer, sources: Sequence[SourceView]) -> dict[str, object]:
        """Return what the templates of the conversation show of ``answer``."""
        told = tuple(map(in_english, answer.notices)) if self.reader.english else answer.notices
        after = (*self.turns, Turn(self.question, answer.id))[-LONGEST_HISTORY:]
        return {
            "question": self.question,
            "answer": answer,
            "number": self.number,
            "proofs": {proof.n: proof for proof in answer.sources},
            "before": [n for n in told if n.code in URGENT - BEHIND - {UNDERSTOOD}],
            "understood": [n for n in told if n.code == UNDERSTOOD],
            "behind": [n for n in told if n.code in BEHIND],
            "also": [n for n in told if n.code not in URGENT | BEHIND | {GUIDED}],
            "links": {proof.n: proof_address(proof, sources) for proof in answer.sources},
            "kept": AnswerOut.of(answer).model_dump_json(),
            "earlier": self.turns,
            "history": written(after),
            "next": self.number + 1,
            "here": self.seat.here,
            "away": self.seat.away,
            "carried": self.carried,
            **self.seat.shown,
        }

    @property
    def carried(self) -> dict[str, str]:
        """Return the fields that ask the same once more, for the switches of level, language and size."""
        return {"question": self.question, "history": written(self.turns), "n": str(self.number)}


def talk_routes(live: Live[Answers], pages: Pages, beat: Beat) -> APIRouter:
    """Return the routes of the start page; ``beat`` sets the pace of signs of life while an answer is made."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    # One route for both methods, so that the Allow header of a 405 names both.
    @routes.api_route(HOME, methods=["GET", "POST"], response_model=None)
    async def front(request: Request, reader: Reading) -> Response:
        if request.method == "GET":
            return await run_in_threadpool(lambda: start(pages, reader, seat=Seat(shown={"situations": offered(live)})))
        return await talked(live, pages, beat, request, reader, AT_HOME)

    return routes


async def talked(
    live: Live[Answers], pages: Pages, beat: Beat, request: Request, reader: Reader, seat: Seat
) -> Response:
    """Return what follows a form of the conversation at ``seat``: a page, or events for its script."""
    form = read_talk(await request.body())
    if form.only_typed:
        return start(pages, reader, form, seat=seat)
    streams = STREAM in request.headers.get("accept", "")
    if wrong := fault_of(form.question, reader):
        return JSONResponse({"error": wrong}, 422) if streams else start(pages, reader, form, wrong, seat)
    asking = Asking(form.question, form.turns, form.number, reader, seat)
    if streams:
        voice = TurnEvents(pages, asking)
        return AnswerStream(live, voice.ask, voice, beat)
    return await run_in_threadpool(answered_page, live, pages, asking)


def start(
    pages: Pages,
    reader: Reader,
    form: TalkForm | None = None,
    error: str = "",
    seat: Seat = AT_HOME,
) -> Response:
    """Return the page to ask on, with what was typed and what is wrong with it."""
    typed = form or TalkForm("", (), 1, only_typed=True)
    carried = {"question": typed.question, "history": written(typed.turns), "n": str(typed.number), "typed": "1"}
    return pages.page(
        seat.template,
        reader,
        here=seat.here,
        away=seat.away,
        carried=carried if form else {},
        status=422 if error else 200,
        answer=None,
        typed=typed.question,
        error=error,
        earlier=typed.turns,
        history=written(typed.turns),
        next=typed.number,
        **seat.shown,
    )


def answered_page(live: Live[Answers], pages: Pages, asking: Asking) -> Response:
    """Return the page with a question and its answer."""
    with live.lease() as parts:
        answer = parts.answer(asking.question, asking.reader.level, asking.turns)
        shown = asking.answered(answer, parts.sources())
    return pages.page(asking.seat.template, asking.reader, typed="", error="", **shown)  # type: ignore[arg-type]


class TurnEvents:
    """The events for the script of the page: ``status`` at once, then ``turn`` with its pieces of HTML, or ``error``.

    Nothing of an answer is shown before all of it is there, so that a screen reader reads it once.
    """

    def __init__(self, pages: Pages, asking: Asking) -> None:
        self._pages, self._asking = pages, asking
        self._sources: tuple[SourceView, ...] = ()

    def ask(self, parts: Answers, gone: Event) -> Answer:
        """Return the answer from ``parts``."""
        self._sources = parts.sources()
        return parts.answer(self._asking.question, self._asking.reader.level, self._asking.turns, gone)

    def begun(self) -> Iterable[bytes]:
        """Return the sign that somebody is at work."""
        return (format_sse_event(event="status", data_str="{}"),)

    def told(self, answer: Answer) -> Iterator[bytes]:
        """Yield the new turn, what stands after it, and the fields to go on with."""
        reader, shown = self._asking.reader, self._asking.answered(answer, self._sources)
        pieces = {name: self._pages.text(f"{name}.html", reader, **shown) for name in ("turn", "after", "switches")}
        told = {**pieces, "history": shown["history"], "next": shown["next"], "sources": len(answer.sources)}
        yield format_sse_event(event="turn", data_str=json.dumps(told, ensure_ascii=False))

    def failed(self, kind: Kind) -> Iterable[bytes]:
        """Return what went wrong, in the reader's language."""
        words = kind.words[Language.EN if self._asking.reader.english else Language.DE]
        return (format_sse_event(event="error", data_str=json.dumps({"error": f"{words.title}. {words.detail}"})),)


def fault_of(question: str, reader: Reader) -> str:
    """Return what is wrong with ``question`` and what to do, in the reader's language; "" where it can be asked."""
    try:
        AskIn.model_validate({"question": question})
    except ValidationError as exc:
        spoken = Language.EN if reader.english else Language.DE
        wrong = wrong_entries([(e["type"], e["loc"]) for e in exc.errors(include_input=False)], spoken)
        return " ".join(dict.fromkeys(entry.detail for entry in wrong))
    return ""
