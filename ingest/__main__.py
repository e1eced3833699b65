"""``python -m ingest``: bring the index up to date. ``python -m ingest add FILE --source ID``: add a file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from corpus.digest import DIGEST_PATH, DigestError
from corpus.embedding import Embedder, ModelError, open_embedder
from corpus.folders import Folders
from corpus.manifest import SourcesError, all_sources, hosts_of
from corpus.nouns import Rank, Source
from corpus.settings import Settings, SettingsError, read_settings, unknown_settings
from ingest.build import AlreadyBuilding, BuildFailed
from ingest.collect import Collector, FetchFn, mirrored, offline
from ingest.download import Network
from ingest.own import Declaration, NotDeclared, declare
from ingest.read import read_source, remembering
from ingest.report import Report, as_json, show, show_sources
from ingest.run import Heard, Run
from ingest.unreadable import Unreadable

BUSY = 75  # EX_TEMPFAIL of sysexits.h: somebody else is building, try again
WRONG = 2
ALWAYS = timedelta(days=36500)  # whatever is kept is new enough

app = typer.Typer(add_completion=False, no_args_is_help=False, help="Quellen holen und den Index bauen.")
Mirror = Annotated[
    Path | None, typer.Option(help="Spiegel-Ordner (host/pfad) statt des Netzes.", exists=True, file_okay=False)
]
Offline = Annotated[bool, typer.Option("--offline", help="Nichts herunterladen, mit Vorhandenem arbeiten.")]
Json = Annotated[bool, typer.Option("--json", help="Bericht als JSON ausgeben.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Keine Fortschrittsanzeige, kein Bericht.")]
Full = Annotated[bool, typer.Option("--full", help="Die Tabelle der Quellen auch zeigen, wenn nichts neu ist.")]
MaxAge = Annotated[float, typer.Option(help="Was jünger ist (Stunden), wird nicht neu erfragt.", min=0)]


@app.callback(invoke_without_command=True)
def ingest(
    context: typer.Context,
    mirror: Mirror = None,
    offline_: Offline = False,
    json_: Json = False,
    quiet: Quiet = False,
    full: Full = False,
    max_age: MaxAge = 0,
) -> None:
    """Quellen holen, lesen, in Abschnitte teilen und einen neuen Index bauen (0 alles, 3 teilweise, 1 nichts)."""
    if context.invoked_subcommand is not None:
        return
    settings = _settings()
    chosen = settings.model_copy(update={"mirror": mirror or settings.mirror, "offline": offline_ or settings.offline})
    console = Console(stderr=True, quiet=quiet or json_)
    report = _run(chosen, _embedder(chosen), timedelta(hours=max_age), console)
    if json_:
        typer.echo(as_json(report))
    else:
        _show(report, Console(quiet=quiet), full=full)
    raise typer.Exit(report.exit_code)


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="Die Datei.", exists=True, dir_okay=False)],
    source: Annotated[str, typer.Option(help="Kennung der Quelle, z. B. bmas-aktionsplan-2024.")],
    as_of: Annotated[datetime | None, typer.Option(help="Stand des Textes.", formats=["%Y-%m-%d"])] = None,
    title: Annotated[str | None, typer.Option(help="Eigene Quelle: Titel.")] = None,
    cite: Annotated[str | None, typer.Option(help="Eigene Quelle: kurzer Titel, wie er zitiert wird.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Eigene Quelle: Herausgeber.")] = None,
    rank: Annotated[Rank | None, typer.Option(help="Eigene Quelle: Rang.")] = None,
    url: Annotated[str | None, typer.Option(help="Eigene Quelle: Adresse, unter der man sie nachliest.")] = None,
) -> None:
    """Eine Datei als Ausgabe einer Quelle aufnehmen und den Index neu bauen."""
    settings = _settings()
    folders = settings.folders
    read = remembering(read_source)
    with _reported():
        known = {s.id: s for s in all_sources(folders.sources)}
        said = Declaration(title, cite, publisher, rank, url)
        chosen = known.get(source) or declare(folders.sources, source, file, said)
        collector = Collector(offline, read, folders.editions, datetime.now(UTC))
        kept = collector.add(chosen, file, as_of.date() if as_of else None)
    typer.echo(f"{chosen.cite}: aufgenommen, Stand {kept.edition.as_of:%d.%m.%Y}.")
    without_net = settings.model_copy(update={"offline": True})
    _show(_run(without_net, _embedder(settings), ALWAYS, Console(stderr=True)), Console())


def _show(report: Report, console: Console, *, full: bool = False) -> None:
    """Print the report; the table of all sources only where it is new or wanted."""
    if report.built or full:
        show_sources(report, console)
    show(report, console)


def _embedder(settings: Settings) -> Embedder:
    try:
        return open_embedder(settings.embedder, settings.offline)
    except ModelError as exc:
        raise _stop(str(exc), WRONG) from exc


def _run(settings: Settings, embedder: Embedder, max_age: timedelta, console: Console) -> Report:
    folders = settings.folders
    read = remembering(read_source)
    with _reported():
        sources = all_sources(folders.sources)
        with _fetching(settings, folders, sources) as fetch, _progress(console, len(sources)) as heard:
            collector = Collector(fetch, read, folders.editions, datetime.now(UTC) - max_age)
            return Run(folders, collector, read, embedder).go(sources, DIGEST_PATH, heard)


@contextmanager
def _fetching(settings: Settings, folders: Folders, sources: tuple[Source, ...]) -> Iterator[FetchFn]:
    """Yield where files come from: the mirror, nowhere, or the publishers' sites."""
    if settings.mirror:
        yield mirrored(settings.mirror)
    elif settings.offline:
        yield offline
    else:
        network = Network(hosts_of(sources), folders.parts)
        try:
            yield network.fetch
        finally:
            network.close()


@contextmanager
def _progress(console: Console, sources: int) -> Iterator[Heard]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        collecting = progress.add_task("Quellen", total=sources)
        embedding = progress.add_task("Index", total=None, visible=False)
        yield Heard(
            source=lambda _: progress.advance(collecting),
            vectors=lambda done, total: progress.update(embedding, completed=done, total=total, visible=True),
        )


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what an operator can mend into one line and an exit code."""
    try:
        yield
    except AlreadyBuilding as exc:
        raise _stop(str(exc), BUSY) from exc
    except (SourcesError, DigestError, NotDeclared, Unreadable, BuildFailed) as exc:
        raise _stop(str(exc), WRONG) from exc
    except OSError as exc:
        raise _stop(f"{exc.filename}: {exc.strerror}. Bitte Platz und Rechte prüfen.", WRONG) from exc


def _settings() -> Settings:
    for name in unknown_settings(os.environ):
        typer.secho(f"{name} ist keine Einstellung und bleibt ohne Wirkung (siehe README).", err=True, fg="yellow")
    try:
        settings = read_settings()
    except SettingsError as exc:
        raise _stop(str(exc), WRONG) from exc
    if settings.mirror and not settings.mirror.is_dir():
        raise _stop(f"LOTSE_MIRROR nennt „{settings.mirror}“, das ist kein Ordner. Bitte berichtigen.", WRONG)
    return settings


def _stop(message: str, code: int) -> typer.Exit:
    typer.secho(message, err=True, fg="red")
    return typer.Exit(code)


if __name__ == "__main__":
    app()
