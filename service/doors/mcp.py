"""The Model Context Protocol: an assistant asks, searches and reads norms here, and changes nothing.

Every result is structured as the contract says; the text beside it is for the assistant to read and to cite.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer, RequestStateBoundary
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp_types import CallToolResult, InputRequiredResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field

from corpus.nouns import Level
from service.doors.markdown import markdown
from service.live import Live, NothingServed
from service.problems import INTERNAL_ERROR, INVALID_INPUT, NO_INDEX, UNKNOWN_NORM, Kind, Language
from service.views import Answers, UnknownNorm
from service.wire import MOST_RESULTS, AnswerOut, NormOut, Question, ResultsOut

ABOUT = (
    "Fragen zum Recht der Arbeit mit Behinderung in Deutschland (Werkstatt, andere Leistungsanbieter, Budget für "
    "Arbeit, Budget für Ausbildung), beantwortet in Sätzen mit Fundstelle. Bitte geben Sie jeden Satz mit seiner "
    "Fundstelle weiter und die Hinweise vollständig. Was hier nicht steht, bitte nicht ergänzen. Es sind Regeln und "
    "keine Entscheidung über den Einzelfall: Information, keine Rechtsberatung."
)
READS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Report = Callable[[BaseException], None]
"""Takes what went wrong, for the operator; its message can hold a question and must not be told."""
Depth = Annotated[int, Field(ge=1, le=MOST_RESULTS, description="Wie viele Ergebnisse, 1 bis 50")]
Law = Annotated[
    str, Field(max_length=100, description="Kurzname der Quelle, wie SGB IX, oder ihre Kennung, wie sgb-ix")
]
Section = Annotated[str, Field(max_length=100, description="Der Paragraf, wie 61a")]


class NotLoaded(ToolError):
    """A norm is not loaded; the message says what is."""


class LotseServer(MCPServer[None]):
    """The server. What goes wrong is told without repeating what was sent, and goes into no log with its message."""

    def __init__(self, version: str, report: Report) -> None:
        with _logs_left_alone():
            super().__init__("teilhabe-lotse", title="Teilhabe-Lotse", instructions=ABOUT, version=version)
        # All other middleware here is telemetry, which would tell an operator's collector what was asked and failed.
        self.middleware[:] = [each for each in self.middleware if isinstance(each, RequestStateBoundary)]
        self._report = report

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[None, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Return the result of a tool; raises ToolError with words that repeat nothing."""
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as exc:
            raise ToolError(self._words(exc)) from None

    def _words(self, exc: ToolError) -> str:
        cause = exc.__cause__
        if isinstance(cause, NothingServed):
            return _words(NO_INDEX)
        if isinstance(cause, NotLoaded):
            return str(cause)
        if isinstance(exc, UnexpectedToolError):
            self._report(cause or exc)
            return _words(INTERNAL_ERROR)
        return f"{INVALID_INPUT.words[Language.DE].title}. Bitte mit der Beschreibung des Werkzeugs vergleichen."


def mcp_server(live: Live[Answers], version: str, report: Report) -> LotseServer:
    """Return the server whose tools answer from ``live``; ``report`` is told of faults in the program."""
    server = LotseServer(version, report)

    @server.tool(title="Eine Frage stellen", annotations=READS_ONLY)
    def ask(question: Question, level: Level = Level.STANDARD) -> Annotated[CallToolResult, AnswerOut]:
        """Antwort in Sätzen, jeder mit Fundstelle. / An answer in German sentences, each with its source.

        level: leichter (kurze Sätze), standard, fach (nah am Wortlaut).
        """
        with live.lease() as parts:
            answer = parts.answer(question, level)
        return _result(AnswerOut.of(answer), markdown(answer).text)

    @server.tool(title="Fundstellen suchen", annotations=READS_ONLY)
    def search(question: Question, k: Depth = 10) -> ResultsOut:
        """Fundstellen zur Frage, die beste zuerst, mit Wortlaut. / Places in the sources, best first, quoted."""
        with live.lease() as parts:
            return ResultsOut.of(parts.search(question, k))

    @server.tool(title="Eine Vorschrift lesen", annotations=READS_ONLY)
    def norm(law: Law, section: Section) -> NormOut:
        """Der Wortlaut eines Paragrafen nach Absatz und Satz. / The wording of a section by paragraph and sentence."""
        with live.lease() as parts:
            sources = parts.sources()
            found = next((source.id for source in sources if law in (source.id, source.cite)), "")
            try:
                return NormOut.of(parts.norm(found, section.removeprefix("§").strip()))
            except UnknownNorm:
                loaded = ", ".join(source.cite for source in sources if source.passages)
                raise NotLoaded(f"{UNKNOWN_NORM.words[Language.DE].title}. Geladen sind: {loaded}.") from None

    return server


def _result(whole: BaseModel, text: str) -> CallToolResult:
    structured = whole.model_dump(mode="json")
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=structured)


def _words(kind: Kind) -> str:
    words = kind.words[Language.DE]
    return f"{words.title}. {words.detail}"


@contextmanager
def _logs_left_alone() -> Iterator[None]:
    """Undo what the library does to the log of the whole process, and silence its own, which prints tracebacks."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.getLogger("mcp").setLevel(logging.CRITICAL + 1)
