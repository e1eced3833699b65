"""The page for people: one form, one answer, one norm to read. It needs no script, no cookie and no other host."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from pydantic import ValidationError

from corpus.nouns import Level, Rank, Wording
from service.forms import read_form, read_turns, written
from service.live import Live
from service.permalink import WHOLE, anchor, law_named, permalink, section_address
from service.problems import KINDS, Kind, Language, wrong_entries
from service.reply import Answer, Proof, Turn
from service.views import Answers, SentenceView, SourceView
from service.wire import LEVEL_LABELS, LONGEST_HISTORY, AnswerOut, AskIn

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
CLOSED = Markup("</span>")

RANK_NAMES = {
    Rank.LAW: "Gesetz",
    Rank.ORDINANCE: "Verordnung",
    Rank.NOTICE: "Bekanntmachung",
    Rank.CASE_LAW: "Rechtsprechung",
    Rank.GUIDANCE: "Orientierungshilfe der Träger – nicht bindend",
    Rank.ASSOCIATION: "Verbandsmitteilung",
    Rank.PLAN: "Plan",
    Rank.STUDY: "Studie",
}
LEVEL_HINTS = {
    Level.LEICHTER: "kurze Sätze, einfache Wörter",
    Level.STANDARD: "verständlich und vollständig",
    Level.FACH: "nah am Wortlaut, für die Beratung",
}
# What a reader has to see before the answer; every other notice stands after the sources.
URGENT = frozenset(
    {
        "crisis",
        "help",
        "deadline",
        "personal_case",
        "former_law",
        "unknown_norm",
        "stale",
        "understood",
        "not_whole",
        "partly",
        "model",
        "model_fallback",
    }
)


class Pages:
    """Renders the templates; every text from outside is escaped."""

    def __init__(self, told: str = "") -> None:
        """Take what a reader is told before asking, beside what everybody is told."""
        # Unknown names in a template are errors, so a typing mistake cannot leave a hole in an answer.
        self._env = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters.update(day=day, web=web_address, anchor=anchor, bound=bound, marked=marked, lines=lines)
        self._env.globals.update(
            ranks=RANK_NAMES, levels=LEVEL_LABELS, hints=LEVEL_HINTS, official=Wording.OFFICIAL, whole=WHOLE
        )
        self._env.globals.update(told=told)

    def form(
        self, question: str = "", level: str = Level.STANDARD, error: str = "", turns: Sequence[Turn] = ()
    ) -> HTMLResponse:
        """Return the start page, with what was typed and what is wrong with it, after the earlier ``turns``."""
        page = self._env.get_template("ask.html")
        text = page.render(question=question, level=level, error=error, history=written(turns))
        return HTMLResponse(text, 422 if error else 200)

    def answer(
        self, question: str, answer: Answer, sources: Sequence[SourceView], turns: Sequence[Turn] = ()
    ) -> HTMLResponse:
        """Return the page with one question and its answer; ``turns`` are the conversation with it, to go on with."""
        links = {proof.n: reading_address(proof, sources) for proof in answer.sources}
        notices = sorted(answer.notices, key=lambda notice: notice.code not in URGENT)
        text = self._env.get_template("answer.html").render(
            question=question,
            level=answer.level,
            error="",
            history=written(turns),
            answer=answer,
            proofs={proof.n: proof for proof in answer.sources},
            links=links,
            notices=notices,
            urgent=URGENT,
            kept=AnswerOut.of(answer).model_dump_json(),
        )
        return HTMLResponse(text)

    def norm(self, parts: Answers, law: str, section: str) -> HTMLResponse:
        """Return the page that shows the wording of one section; raises UnknownNorm."""
        return HTMLResponse(self._env.get_template("norm.html").render(norm=parts.norm(law, section)))

    def sheet(self, shown: Mapping[str, object]) -> HTMLResponse:
        """Return a sheet to print; ``shown`` are the values of its template."""
        return HTMLResponse(self._env.get_template("export.html").render(shown))

    def problem(self, kind: Kind) -> HTMLResponse:
        """Return the page that tells of a problem that has just happened."""
        return HTMLResponse(self._problem_text(kind), kind.status)

    def about_problem(self, kind: Kind) -> HTMLResponse:
        """Return the page that explains a kind of problem."""
        return HTMLResponse(self._problem_text(kind))

    def _problem_text(self, kind: Kind) -> str:
        german, english = kind.words[Language.DE], kind.words[Language.EN]
        return self._env.get_template("problem.html").render(kind=kind, german=german, english=english)


def page_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes that show pages."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    # One route for both methods, so that the Allow header of a 405 names both.
    @routes.api_route("/", methods=["GET", "POST"])
    async def front(request: Request) -> HTMLResponse:
        if request.method == "GET":
            return pages.form()
        return await run_in_threadpool(_asked, live, pages, await request.body())

    @routes.get("/norm/{law}/{section}", response_model=None)
    def read(law: str, section: str) -> Response:
        with live.lease() as parts:
            known = law_named(law, parts.sources())
            if known and known != law:
                return RedirectResponse(section_address(known, section), 308)
            return pages.norm(parts, law, section)

    # Where the reading room was; browsers carry the place in the section over.
    @routes.get("/recht/{law}/{section}")
    def moved(law: str, section: str) -> RedirectResponse:
        return RedirectResponse(section_address(law, section), 308)

    @routes.get("/probleme/{code}")
    def about(code: str) -> HTMLResponse:
        if code not in KINDS:
            raise HTTPException(404)
        return pages.about_problem(KINDS[code])

    return routes


def _asked(live: Live[Answers], pages: Pages, body: bytes) -> HTMLResponse:
    question, level = read_form(body)
    turns = read_turns(body)
    try:
        asked = AskIn.model_validate({"question": question, "level": level})
    except ValidationError as exc:
        wrong = wrong_entries([(e["type"], e["loc"]) for e in exc.errors(include_input=False)], Language.DE)
        return pages.form(question, level, " ".join(dict.fromkeys(w.detail for w in wrong)), turns)
    with live.lease() as parts:
        answer = parts.answer(asked.question, asked.level, turns)
        turns = (*turns, Turn(asked.question, answer.id))[-LONGEST_HISTORY:]
        return pages.answer(asked.question, answer, parts.sources(), turns)


def day(value: date) -> str:
    """Return a date as it is written in German, e.g. "19.08.2026"."""
    return value.strftime("%d.%m.%Y")


def bound(pinpoint: str) -> str:
    """Return a pinpoint whose numbers stay on the line of their words ("Abs. 2" is never divided)."""
    return re.sub(r"(§|Abs\.|Satz|Nr\.|Buchst\.|S\.) ", "\\1\N{NO-BREAK SPACE}", pinpoint)


def lines(text: str) -> str:
    """Return ``text`` with every sentence on a line of its own, as easy reading asks for; no word changes."""
    return re.sub(r"(?<=[.?!:]) (?=[A-ZÄÖÜ])", "\n", text)


def web_address(url: str) -> str:
    """Return ``url`` if it leads to a web page, else "" (a script address must never become a link)."""
    return url if url.startswith(("https://", "http://")) else ""


def marked(sentence: SentenceView) -> Markup:
    """Return the text of a sentence with every piece of it in an element that bears the piece's name.

    A piece starts with its line, so that its label ("1.") is in it.
    """
    html, at, open_ends = [Markup()], 0, list[int]()

    def write_to(position: int, tag: Markup) -> None:
        nonlocal at
        html.extend((escape(sentence.text[at:position].strip("\n")), tag))
        at = position

    for piece in sentence.pieces:
        while open_ends and open_ends[-1] <= piece.start:
            write_to(open_ends.pop(), CLOSED)
        start = piece.start if piece.place.inner else max(at, sentence.text.rfind("\n", 0, piece.start) + 1)
        kind = "inner" if piece.place.inner else "piece"
        write_to(start, Markup('<span class="{}" id="{}">').format(kind, anchor(piece.place)))
        open_ends.append(piece.end)
    while open_ends:
        write_to(open_ends.pop(), CLOSED)
    write_to(len(sentence.text), Markup())
    return Markup().join(html)


def reading_address(proof: Proof, sources: Sequence[SourceView]) -> str | None:
    """Return the permalink of what a proof quotes, or None where its wording cannot be read here."""
    return permalink(proof.pinpoint, sources) if proof.wording is Wording.OFFICIAL else None
