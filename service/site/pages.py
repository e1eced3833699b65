"""Renders the pages: a template, the reader's language, and what is shown. Every text from outside is escaped."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from corpus.nouns import Level, Rank, Wording
from service.operator import Operator
from service.permalink import WHOLE, anchor
from service.problems import Kind, Language
from service.report_link import report_link
from service.shown import bound, day, lines, web_address
from service.site.marked import marked
from service.site.reader import Reader
from service.site.strings import STRINGS

TEMPLATES = Path(__file__).parents[1] / "templates"
STATIC = Path(__file__).parents[1] / "static"
# A page may be shown again by the browser's Back, and what was asked is still there; nobody else may keep it.
KEPT_BY_THE_BROWSER = {"Cache-Control": "private, no-cache"}
NOBODY = Reader()


class Pages:
    """Renders the templates for a reader."""

    def __init__(self, told: str = "", operator: Operator | None = None) -> None:
        """Take what a reader is told before asking, beside what everybody is told, and who hears of mistakes."""
        # Unknown names in a template are errors, so a typing mistake cannot leave a hole in an answer.
        self._env = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters.update(day=day, web=web_address, anchor=anchor, bound=bound, marked=marked, lines=lines)
        self._env.globals.update(told=told, official=Wording.OFFICIAL, whole=WHOLE)
        self._env.globals.update(report=partial(report_link, operator))

    def page(
        self,
        template: str,
        reader: Reader,
        *,
        here: str,
        carried: Mapping[str, str] = {},
        status: int = 200,
        **shown: object,
    ) -> HTMLResponse:
        """Return a page. ``here`` is its path; ``carried`` are the fields that make it anew where it came by POST."""
        text = self.text(template, reader, here=here, carried=carried, **shown)
        return HTMLResponse(text, status, KEPT_BY_THE_BROWSER)

    def text(self, template: str, reader: Reader, **shown: object) -> str:
        """Return a rendered template, or a piece of a page."""
        words = STRINGS[reader.tongue]
        shown = {"away": "", **shown}
        return self._env.get_template(template).render(
            reader=reader,
            t=words,
            at=reader.at,
            german=Markup(' lang="de"') if reader.english else "",
            ranks={rank: words(f"rank.{rank}") for rank in Rank},
            levels={level: words(f"level.{level}") for level in Level},
            ways=_ways(reader),
            **shown,
        )

    def sheet(self, shown: Mapping[str, object]) -> HTMLResponse:
        """Return a sheet to print; ``shown`` are the values of its template."""
        return HTMLResponse(self._env.get_template("export.html").render(shown))

    def problem(self, kind: Kind, reader: Reader = NOBODY) -> HTMLResponse:
        """Return the page that tells of a problem that has just happened."""
        return self._told(kind, reader, kind.status)

    def about_problem(self, kind: Kind, reader: Reader = NOBODY) -> HTMLResponse:
        """Return the page that explains a kind of problem."""
        return self._told(kind, reader, 200)

    def _told(self, kind: Kind, reader: Reader, status: int) -> HTMLResponse:
        german, english = kind.words[Language.DE], kind.words[Language.EN]
        here = f"/probleme/{kind.code}"
        return self.page("problem.html", reader, here=here, status=status, kind=kind, de=german, en=english)


def _ways(reader: Reader) -> Mapping[str, object]:
    """Return how else this reader could read, for the switches of level, language and size."""
    return {
        "levels": {level: Reader(level, reader.english, reader.large) for level in Level},
        "english": Reader(reader.level, not reader.english, reader.large),
        "large": Reader(reader.level, reader.english, not reader.large),
    }
