"""``python -m service serve``: answer on the web. ``mcp``: answer assistants. ``ask "…"``: answer here."""

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from pydantic import ValidationError
from rich.console import Console

from corpus.embedding import ModelError, open_embedder
from corpus.generation import NoIndex, current, finished
from corpus.index import BrokenIndex
from corpus.nouns import Level
from corpus.probe import probe
from corpus.reranking import open_reranker
from corpus.settings import Settings, SettingsError, read_settings, unknown_settings
from service import __version__
from service.app import create_app, today
from service.doors.mcp import mcp_server
from service.faults import where
from service.feedback import Feedback, FeedbackError, read_counts
from service.listening import CannotListen, listening
from service.live import Live, NothingServed, Unusable
from service.model.attached import attached
from service.model.opening import ModelSettings, ModelUnusable, open_writer
from service.model.worded import Counts, told_before
from service.model.writer import Writer
from service.operator import Operator, OperatorError, load_operator
from service.partners import EXAMPLE_PATH, NOBODY, Partners, PartnersError, load_partners, topic_titles
from service.parts import open_parts, read_authored
from service.problems import Language, wrong_entries
from service.terminal import show, show_counts
from service.views import Answers
from service.wire import AnswerOut, AskIn

# Running requests get this long when the service is stopped.
GRACE_SECONDS = 10

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Fragen beantworten, mit Fundstellen.")


@app.command()
def serve() -> None:
    """Im Netz antworten: Seite und Schnittstelle (LOTSE_HOST, LOTSE_PORT)."""
    settings = _settings()
    partners, operator = _partners(settings.partners), _operator(settings)
    writer = _writer(settings)
    # Whoever asks while the index is still being opened waits in the socket, and is answered.
    with _listening(settings) as open_socket, suppress(KeyboardInterrupt):
        live = _live(settings, writer)
        hosts = settings.hostnames.split(",")
        config = uvicorn.Config(
            create_app(
                live,
                hosts,
                __version__,
                told=told_before(writer) if writer else "",
                operator=operator,
                count=Feedback(settings.folders.feedback, today, _tell).add,
                partners=partners,
            ),
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        if operator is None:
            _tell("Das Impressum nennt noch niemanden: LOTSE_OPERATOR fehlt (siehe README, Einstellungen).")
        _tell(f"Der Teilhabe-Lotse ist hier zu finden: http://{hosts[0]}:{settings.port} (Ende: Strg+C)")
        uvicorn.Server(config).run(sockets=[open_socket])


@app.command()
def partners(
    file: Annotated[Path | None, typer.Argument(help="Die Datei; sonst die aus LOTSE_PARTNERS.")] = None,
) -> None:
    """Zeigen und prüfen, auf wessen Seiten der Lotse stehen darf (LOTSE_PARTNERS)."""
    path = file or _settings().partners
    if path is None:
        _tell(f"Es gibt keine Partner: LOTSE_PARTNERS ist nicht gesetzt. Eine Vorlage: {EXAMPLE_PATH}")
        return
    for one in _partners(path).listed:
        standing = "eingeschaltet" if one.enabled else "ausgeschaltet"
        typer.echo(f"{one.id} ({one.name}): {standing}; {', '.join(one.origins) or 'keine Seite'}")


@app.command()
def mcp() -> None:
    """Assistenten antworten: MCP auf Standardeingabe und Standardausgabe."""
    settings = _settings()
    live = _live(settings, _writer(settings))
    live.check()
    try:
        with live.lease():
            pass
    except NothingServed as exc:
        raise _stop(str(exc)) from exc
    with suppress(KeyboardInterrupt):
        mcp_server(live, __version__, lambda exc: _tell(where(exc))).run()
    live.close()


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Die Frage.")],
    level: Annotated[Level, typer.Option(help="Wie die Antwort geschrieben ist.")] = Level.STANDARD,
    json_: Annotated[bool, typer.Option("--json", help="Die Antwort als JSON ausgeben.")] = False,
) -> None:
    """Eine Frage hier im Terminal beantworten."""
    settings = _settings()
    asked, writer = _asked(question, level), _writer(settings)
    try:
        folder = _current(settings)
        parts = _opener(settings, writer)(folder)
    except Unusable as exc:
        raise _stop(str(exc)) from exc
    try:
        answer = parts.answer(asked.question, asked.level)
    finally:
        parts.close()
    if json_:
        typer.echo(AnswerOut.of(answer).model_dump_json(indent=2))
    else:
        show(answer, Console())


@app.command()
def feedback() -> None:
    """Zeigen, wie oft Antworten geholfen haben, je Monat, Stufe und Art."""
    path = _settings().folders.feedback
    try:
        show_counts(read_counts(path), Console())
    except FeedbackError as exc:
        raise _stop(str(exc)) from exc
    except OSError as exc:
        raise _stop(f"{path} ist nicht lesbar: {exc.strerror}.") from exc


def _live(settings: Settings, writer: Writer | None) -> Live[Answers]:
    """Return what serves the current generation after its first look."""
    opener = _opener(settings, writer)
    return Live(lambda: _current(settings), opener, time.monotonic, _tell, lambda: finished(settings.folders.index))


def _asked(question: str, level: Level) -> AskIn:
    try:
        return AskIn(question=question, level=level)
    except ValidationError as exc:
        wrong = wrong_entries([(error["type"], error["loc"]) for error in exc.errors()], Language.DE)
        raise _stop(" ".join(entry.detail for entry in wrong)) from None


def _operator(settings: Settings) -> Operator | None:
    """Return who runs the service, None where nothing says it."""
    try:
        return load_operator(settings.operator) if settings.operator else None
    except OperatorError as exc:
        raise _stop(str(exc)) from exc


def _writer(settings: Settings) -> Writer | None:
    """Return the model that words answers, None where none is set."""
    if not settings.model:
        return None
    try:
        chosen = ModelSettings(
            settings.model, settings.model_url, settings.model_key, settings.model_seconds, settings.model_parallel
        )
        return open_writer(chosen)
    except ModelUnusable as exc:
        raise _stop(str(exc)) from exc


def _opener(settings: Settings, writer: Writer | None) -> Callable[[Path], Answers]:
    """Return what opens a generation. The models are loaded once; what people wrote, anew with every generation."""
    try:
        embedder = open_embedder(settings.embedder, settings.offline)
        reranker = open_reranker(settings.reranker, settings.offline)
    except ModelError as exc:
        raise _stop(str(exc)) from exc

    counts = Counts()

    def opened(folder: Path) -> Answers:
        try:
            probe(folder)
        except BrokenIndex as exc:
            raise Unusable(str(exc)) from exc
        authored = read_authored(settings.folders.sources)
        parts = open_parts(folder, embedder, authored, reranker)
        return attached(parts, writer, embedder, authored, counts) if writer else parts

    return opened


def _current(settings: Settings) -> Path:
    try:
        return current(settings.folders.index)
    except NoIndex as exc:
        raise Unusable(str(exc)) from exc


def _partners(path: Path | None) -> Partners:
    """Return the partners in the file, nobody where there is none; ends with 2 where the file has a fault."""
    try:
        return load_partners(path, topic_titles().keys()) if path else NOBODY
    except PartnersError as exc:
        raise _stop(str(exc), 2) from exc


def _listening(settings: Settings) -> socket.socket:
    """Return a socket that listens, so that a taken port is told in one line instead of at the end of a log."""
    try:
        return listening(settings.host, settings.port)
    except CannotListen as exc:
        raise _stop(str(exc)) from exc


def _settings() -> Settings:
    for name in unknown_settings(os.environ):
        _tell(f"Unbekannte Einstellung {name}: Sie hat keine Wirkung.")
    try:
        return read_settings()
    except SettingsError as exc:
        raise _stop(str(exc)) from exc


def _tell(line: str) -> None:
    typer.echo(line, err=True)


def _stop(why: str, code: int = 1) -> typer.Exit:
    _tell(why)
    return typer.Exit(code)


if __name__ == "__main__":
    app()
