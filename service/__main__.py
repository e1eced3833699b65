"""``python -m service serve``: answer on the web. ``mcp``: answer assistants. ``ask "…"``: answer here."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from corpus.nouns import Level
from service import __version__
from service.app import create_app, today
from service.doors.mcp import mcp_server
from service.faults import where
from service.feedback import Feedback, FeedbackError, read_counts
from service.live import NothingServed, Unusable
from service.model.worded import told_before
from service.partners import EXAMPLE_PATH
from service.started import (
    asking,
    current_folder,
    live_from,
    opener,
    operator_of,
    partners_in,
    settings_here,
    socket_of,
    stop,
    tell,
    writer_of,
)
from service.terminal import show, show_counts
from service.widget.releases import changed, read_releases
from service.widget.releases import seal as seal_widget
from service.wire import AnswerOut

# Running requests get this long when the service is stopped.
GRACE_SECONDS = 10

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Fragen beantworten, mit Fundstellen.")


@app.command()
def serve() -> None:
    """Im Netz antworten: Seite und Schnittstelle (LOTSE_HOST, LOTSE_PORT)."""
    settings = settings_here()
    partners, operator = partners_in(settings.partners), operator_of(settings)
    writer = writer_of(settings)
    # Whoever asks while the index is still being opened waits in the socket, and is answered.
    with socket_of(settings) as listening, suppress(KeyboardInterrupt):
        live = live_from(settings, writer)
        hosts = settings.hostnames.split(",")
        config = uvicorn.Config(
            create_app(
                live,
                hosts,
                __version__,
                told=told_before(writer) if writer else "",
                operator=operator,
                count=Feedback(settings.folders.feedback, today, tell).add,
                partners=partners,
            ),
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        if operator is None:
            tell("Das Impressum nennt noch niemanden: LOTSE_OPERATOR fehlt (siehe README, Einstellungen).")
        tell(f"Der Teilhabe-Lotse ist hier zu finden: http://{hosts[0]}:{settings.port} (Ende: Strg+C)")
        uvicorn.Server(config).run(sockets=[listening])


@app.command()
def partners(
    file: Annotated[Path | None, typer.Argument(help="Die Datei; sonst die aus LOTSE_PARTNERS.")] = None,
) -> None:
    """Zeigen und prüfen, auf wessen Seiten der Lotse stehen darf (LOTSE_PARTNERS)."""
    path = file or settings_here().partners
    if path is None:
        tell(f"Es gibt keine Partner: LOTSE_PARTNERS ist nicht gesetzt. Eine Vorlage: {EXAMPLE_PATH}")
        return
    for one in partners_in(path).listed:
        standing = "eingeschaltet" if one.enabled else "ausgeschaltet"
        typer.echo(f"{one.id} ({one.name}): {standing}; {', '.join(one.origins) or 'keine Seite'}")


@app.command(hidden=True)
def seal() -> None:
    """Die Prüfsummen des Widgets erneuern, soweit eine Fassung noch nicht veröffentlicht ist."""
    typer.echo(f"Neu versiegelt: {', '.join(seal_widget()) or 'nichts'}")
    if wrong := changed(read_releases()):
        raise stop(f"Veröffentlicht und doch geändert: {', '.join(wrong)}. Bitte eine neue Fassung anlegen.")


@app.command()
def mcp() -> None:
    """Assistenten antworten: MCP auf Standardeingabe und Standardausgabe."""
    settings = settings_here()
    live = live_from(settings, writer_of(settings))
    live.check()
    try:
        with live.lease():
            pass
    except NothingServed as exc:
        raise stop(str(exc)) from exc
    with suppress(KeyboardInterrupt):
        mcp_server(live, __version__, lambda exc: tell(where(exc))).run()
    live.close()


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Die Frage.")],
    level: Annotated[Level, typer.Option(help="Wie die Antwort geschrieben ist.")] = Level.STANDARD,
    json_: Annotated[bool, typer.Option("--json", help="Die Antwort als JSON ausgeben.")] = False,
) -> None:
    """Eine Frage hier im Terminal beantworten."""
    settings = settings_here()
    asked, writer = asking(question, level), writer_of(settings)
    try:
        folder = current_folder(settings)
        parts = opener(settings, writer)(folder)
    except Unusable as exc:
        raise stop(str(exc)) from exc
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
    path = settings_here().folders.feedback
    try:
        show_counts(read_counts(path), Console())
    except FeedbackError as exc:
        raise stop(str(exc)) from exc
    except OSError as exc:
        raise stop(f"{path} ist nicht lesbar: {exc.strerror}.") from exc


if __name__ == "__main__":
    app()
