"""The guided checks as pages: one question each, then all answers to look at, then the rule that they lead to.

All answers stand in hidden fields of the forms: nothing in an address, no cookie, nothing kept here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response

from corpus.entries import GuidedCheck, Line, Outcome, Reply, Step
from corpus.nouns import Level
from service.care import FOR_COMPANIES
from service.doors.export import origin
from service.guided import Checks, Standing, back, change, most_questions, onward, reply_with, walk
from service.live import Live
from service.permalink import proof_address
from service.reply import GuidedBy, Proof, Said
from service.site.guided_form import LARGEST_FORM, Sent, carried, read_sent
from service.site.pages import Pages
from service.site.reader import Reader, Reading
from service.site.strings import STRINGS
from service.views import Answers, SourceView

ALL = "/pruefwege"
# The order in which people need them; what is not named here comes after.
ORDER = (
    "brief-oder-keine-antwort",
    "eingangsverfahren-und-berufsbildungsbereich",
    "arbeitsbereich",
    "andere-leistungsanbieter",
    "budget-fuer-arbeit",
    "budget-fuer-ausbildung",
    "wer-bezahlt",
    "geld-beim-wechsel",
    "rente-nach-20-jahren",
    "rueckkehr",
    "arbeitgeber",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A check in the list; ``own`` tells whether ``when`` is a text of the interface and not of the digest."""

    title: str
    path: str
    when: str
    own: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """One answer among all."""

    step: str
    question: str
    reply: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A topic to go on with."""

    title: str
    path: str


class GuidedPages:
    """Shows one check to one reader."""

    def __init__(
        self, pages: Pages, reader: Reader, checks: Checks, sources: Sequence[SourceView], check: GuidedCheck
    ) -> None:
        self._pages, self._reader, self._checks, self._sources = pages, reader, checks, sources
        self._check = check
        self._level = Level.LEICHTER if reader.level is Level.LEICHTER else Level.STANDARD
        self._here = GuidedBy(check.id, check.title).path

    def sent(self, sent: Sent, home: str) -> HTMLResponse:
        """Return the page that the form leads to; ``home`` is scheme and host of this service."""
        standing, reviewing = walk(self._check, sent.given, sent.kept), sent.reviewing
        do, _, step = sent.do.partition(":")
        if do == "start" or (do == "back" and not standing.path and not standing.fault):
            return self.start(standing, reviewing=reviewing)
        if do == "back" and not standing.fault:
            standing = back(standing)
        elif do == "change":
            standing, reviewing = change(standing, step), True
        elif do == "next":
            standing = reply_with(standing, sent.step, sent.reply)
            standing = onward(standing) if reviewing and not standing.fault else standing
        return self._at(standing, do, home, reviewing=reviewing)

    def start(self, standing: Standing | None = None, *, reviewing: bool = False) -> HTMLResponse:
        """Return the page that tells what the check is about; where somebody came back to it, with ``standing``."""
        lines = self._check.about[self._level]
        about, proofs = self._checks.prove(self._check.file, lines)
        return self._shown(
            "guided_start.html",
            standing or walk(self._check, ()),
            "start" if standing else "",
            reviewing=reviewing,
            proofs=proofs,
            about=about,
            most=most_questions(self._check, self._check.start),
        )

    def _at(self, standing: Standing, do: str, home: str, *, reviewing: bool) -> HTMLResponse:
        here = standing.here
        if isinstance(here, Step):
            return self._question(standing, here, reviewing=reviewing)
        if do == "outcome" and not standing.fault:
            return self._outcome(standing, here, home)
        return self._shown("guided_answers.html", standing, "answers", answers=self._looked(standing))

    def _question(self, standing: Standing, step: Step, *, reviewing: bool) -> HTMLResponse:
        why, proofs = self._checks.prove(self._check.file, step.why[self._level])
        return self._shown(
            "guided_question.html",
            standing,
            "question",
            reviewing=reviewing,
            proofs=proofs,
            step=step.id,
            question=self._worded(step),
            replies=tuple(map(self._worded, step.replies)),
            earlier=standing.earlier,
            why=why,
            number=standing.number,
            left=standing.left,
            some_left={0: "none", 1: "one"}.get(standing.left, "many"),
        )

    def _outcome(self, standing: Standing, outcome: Outcome, home: str) -> HTMLResponse:
        texts = outcome.texts[self._level]
        said, proofs = self._checks.prove(self._check.file, [line for lines in texts.values() for line in lines])
        places = [place for lines in texts.values() for line in lines for place in line.places]
        titles = self._checks.titles
        return self._shown(
            "guided_outcome.html",
            standing,
            "outcome",
            proofs=proofs,
            parts=tuple(_parted(texts, said).items()),
            notices=self._checks.outdated(places),
            stale=any(proof.stale for proof in proofs),
            topics=[Linked(titles[id_], f"/thema/{id_}") for id_ in outcome.topics if id_ in titles],
            person=self._check.id not in FOR_COMPANIES,
            answers=self._looked(standing),
            address=f"{home}{self._here}",
        )

    def _shown(
        self,
        template: str,
        standing: Standing,
        do: str,
        *,
        reviewing: bool = False,
        proofs: Sequence[Proof] = (),
        **shown: object,
    ) -> HTMLResponse:
        """Return a page with the hidden fields of ``standing``; ``do`` makes it anew, "" where it has an address."""
        fields = carried(standing, do, reviewing=reviewing)
        return self._pages.page(
            template,
            self._reader,
            here=self._here,
            carried=fields if do else {},
            status=422 if standing.fault else 200,
            check=self._check,
            fault=standing.fault,
            fields={name: value for name, value in fields.items() if name != "do" and value},
            proofs={proof.n: proof for proof in proofs},
            links={proof.n: proof_address(proof, self._sources) for proof in proofs},
            **shown,
        )

    def _looked(self, standing: Standing) -> tuple[Looked, ...]:
        return tuple(Looked(each.step.id, self._worded(each.step), self._worded(each.chosen)) for each in standing.path)

    def _worded(self, part: Step | Reply) -> str:
        return part.leichter if self._level is Level.LEICHTER else part.standard


def guided_routes(live: Live[Answers], pages: Pages) -> APIRouter:
    """Return the routes of the guided checks."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get(ALL)
    def all_checks(reader: Reading) -> HTMLResponse:
        with live.lease() as parts:
            checks = parts.checks()
        return pages.page("guided_list.html", reader, here=ALL, groups=_grouped(checks.all, reader))

    # One route for both methods, so that the Allow header of a 405 names both.
    @routes.api_route(f"{ALL}/{{id_}}", methods=["GET", "POST"])
    async def one(id_: str, request: Request, reader: Reading) -> Response:
        body = await request.body() if request.method == "POST" else None
        if body and len(body) > LARGEST_FORM:
            raise HTTPException(413)
        home = origin(request.url)
        return await run_in_threadpool(_shown, live, pages, reader, id_, body, home)

    return routes


def _shown(live: Live[Answers], pages: Pages, reader: Reader, id_: str, body: bytes | None, home: str) -> HTMLResponse:
    with live.lease() as parts:
        checks, sources = parts.checks(), parts.sources()
        check = checks.named(id_)
        if check is None:
            raise HTTPException(404)
        shown = GuidedPages(pages, reader, checks, sources, check)
        return shown.start() if body is None else shown.sent(read_sent(body), home)


def _grouped(checks: Sequence[GuidedCheck], reader: Reader) -> tuple[tuple[str, list[Listed]], ...]:
    """Return the checks for people and those for companies, in the order in which they are needed."""
    when = STRINGS[reader.tongue].under("guided.when")
    places = {id_: at for at, id_ in enumerate(ORDER)}
    ordered = sorted(checks, key=lambda check: places.get(check.id, len(ORDER)))
    listed = [(check.id in FOR_COMPANIES, _listed(check, when)) for check in ordered]
    return (
        ("persons", [each for companies, each in listed if not companies]),
        ("companies", [each for companies, each in listed if companies]),
    )


def _listed(check: GuidedCheck, when: Mapping[str, str]) -> Listed:
    told = when.get(check.id) or check.about[Level.STANDARD][0].text
    return Listed(check.title, GuidedBy(check.id, check.title).path, told, check.id in when)


def _parted(texts: Mapping[str, Sequence[Line]], said: Sequence[Said]) -> dict[str, list[Said]]:
    """Return the sentences by the part of the outcome that they stand in."""
    rest = iter(said)
    return {part: [next(rest) for _ in lines] for part, lines in texts.items()}
