"""What every command starts with: settings that hold, an index that opens, and a plain word where that fails."""

import errno
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import typer
from pydantic import ValidationError

from corpus.embedding import ModelError, open_embedder
from corpus.generation import NoIndex, current, finished
from corpus.index import BrokenIndex
from corpus.nouns import Level
from corpus.probe import probe
from corpus.reranking import open_reranker
from corpus.settings import Settings, SettingsError, read_settings, unknown_settings
from service.live import Live, Unusable
from service.model.attached import attached
from service.model.opening import ModelSettings, ModelUnusable, open_writer
from service.model.worded import Counts
from service.model.writer import Writer
from service.operator import Operator, OperatorError, load_operator
from service.partners import NOBODY, Partners, PartnersError, load_partners, topic_titles
from service.parts import open_parts, read_authored
from service.problems import Language, wrong_entries
from service.views import Answers
from service.wire import AskIn


def live_from(settings: Settings, writer: Writer | None) -> Live[Answers]:
    """Return what serves the current generation after its first look."""
    opened = opener(settings, writer)
    return Live(
        lambda: current_folder(settings), opened, time.monotonic, tell, lambda: finished(settings.folders.index)
    )


def asking(question: str, level: Level) -> AskIn:
    """Return the question as it can be asked; ends the program with what is wrong with it."""
    try:
        return AskIn(question=question, level=level)
    except ValidationError as exc:
        wrong = wrong_entries([(error["type"], error["loc"]) for error in exc.errors()], Language.DE)
        raise stop(" ".join(entry.detail for entry in wrong)) from None


def operator_of(settings: Settings) -> Operator | None:
    """Return who runs the service, None where nothing says it."""
    try:
        return load_operator(settings.operator) if settings.operator else None
    except OperatorError as exc:
        raise stop(str(exc)) from exc


def writer_of(settings: Settings) -> Writer | None:
    """Return the model that words answers, None where none is set."""
    if not settings.model:
        return None
    try:
        chosen = ModelSettings(
            settings.model, settings.model_url, settings.model_key, settings.model_seconds, settings.model_parallel
        )
        return open_writer(chosen)
    except ModelUnusable as exc:
        raise stop(str(exc)) from exc


def opener(settings: Settings, writer: Writer | None) -> Callable[[Path], Answers]:
    """Return what opens a generation. The models are loaded once; what people wrote, anew with every generation."""
    try:
        embedder = open_embedder(settings.embedder, settings.offline)
        reranker = open_reranker(settings.reranker, settings.offline)
    except ModelError as exc:
        raise stop(str(exc)) from exc

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


def current_folder(settings: Settings) -> Path:
    """Return the folder of the generation that is to be served; raises Unusable, in German."""
    try:
        return current(settings.folders.index)
    except NoIndex as exc:
        raise Unusable(str(exc)) from exc


def partners_in(path: Path | None) -> Partners:
    """Return the partners in the file, nobody where there is none; ends with 2 where the file has a fault."""
    try:
        return load_partners(path, topic_titles().keys()) if path else NOBODY
    except PartnersError as exc:
        raise stop(str(exc), 2) from exc


def socket_of(settings: Settings) -> socket.socket:
    """Return a socket that listens, so that a taken port is told in one line instead of at the end of a log."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as exc:
        raise stop(
            f"Auf {settings.host}:{settings.port} kann der Dienst nicht lauschen: {_why(exc)}. "
            "Bitte LOTSE_PORT oder LOTSE_HOST ändern."
        ) from exc


def _why(exc: OSError) -> str:
    """Return in German why a socket cannot listen; `socket.create_server` puts more English behind the reason."""
    reasons = {
        errno.EADDRINUSE: "Dort läuft schon ein Programm",
        errno.EADDRNOTAVAIL: "Diese Adresse gibt es auf diesem Rechner nicht",
        errno.EACCES: "Für diesen Port fehlen die Rechte",
        socket.EAI_NONAME: "Dieser Name ist unbekannt",
    }
    return reasons.get(exc.errno or 0) or str(exc.strerror).partition(" (while")[0]


def settings_here() -> Settings:
    """Return the settings of this process; names that are none are told, and values that are none end the program."""
    for name in unknown_settings(os.environ):
        tell(f"Unbekannte Einstellung {name}: Sie hat keine Wirkung.")
    try:
        return read_settings()
    except SettingsError as exc:
        raise stop(str(exc)) from exc


def tell(line: str) -> None:
    """Tell the operator one line."""
    typer.echo(line, err=True)


def stop(why: str, code: int = 1) -> typer.Exit:
    """Tell why and return what ends the program with ``code``."""
    tell(why)
    return typer.Exit(code)
