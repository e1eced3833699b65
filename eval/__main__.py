"""``python -m eval ingest | speed | baseline | answers | topics | development | pdfs``: measure and print."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from corpus.embedding import Embedder, ModelError, open_embedder
from corpus.generation import BadManifest, IndexMismatch, NoIndex, current
from corpus.index import BrokenIndex, PassageIndex
from corpus.manifest import SourcesError, all_sources
from corpus.nouns import Passage
from corpus.pinpoint.laws import Laws, laws_of
from corpus.places import Places, section_of
from corpus.settings import Settings, SettingsError, read_settings
from eval import answers, development, ingesting, pdfs, speed
from eval import topics as asking
from eval.baseline import compare, ours, tutorial
from eval.metrics import NothingToScore, rounded
from eval.questions import TOPICS, Question, TooFewQuestions, different, from_headings, read_topics, within
from service.live import Unusable
from service.parts import open_parts, read_authored
from service.retrieve import Retriever

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Messen: Index bauen, Antwortzeit, Finden.")
Topics = Annotated[Path, typer.Option(help="Datei mit Themen (JSON Lines: norms, ways).")]


_MENDABLE = (
    *(BadManifest, BrokenIndex, IndexMismatch, ModelError, NoIndex, SettingsError, SourcesError),
    *(Unusable, ingesting.NothingBuilt, speed.NotServing, NothingToScore, TooFewQuestions),
)


@app.command("ingest")
def ingest_(
    mirror: Annotated[Path | None, typer.Option(help="Spiegel-Ordner statt des Netzes.", exists=True)] = None,
) -> None:
    """Einen Index in einem frischen Ordner bauen: Abschnitte je Sekunde, größter Speicher eines Prozesses."""
    with _reported():
        _print("ingest", asdict(ingesting.measure(mirror)))


@app.command("speed")
def speed_(
    url: Annotated[str | None, typer.Option(help="Laufender Dienst; ohne Angabe wird einer gestartet.")] = None,
    n: Annotated[int, typer.Option(help="Wie viele verschiedene Fragen.", min=1)] = 1000,
    topics: Topics = TOPICS,
) -> None:
    """Den Dienst fragen, eine Frage nach der anderen: Median und p95 in Millisekunden."""
    with _reported():
        settings = read_settings()
        with closing(_index(settings, open_embedder(settings.embedder, settings.offline))) as index:
            questions = [q.text for q in different(_questions(topics, _laws(settings), index.passages), n)]
        with speed.serving() if url is None else nullcontext(url) as address:
            _print("speed", asdict(speed.measure(address, questions)))


@app.command("baseline")
def baseline_(
    model: Annotated[str | None, typer.Option(help="Modell des Tutorials, Name oder Ordner; sonst unseres.")] = None,
    topics: Topics = TOPICS,
) -> None:
    """Unser Finden neben dem üblichen Tutorial, auf denselben Texten: richtiger Paragraf unter 1, 5, 10; MRR."""
    with _reported():
        settings = read_settings()
        laws, embedder, theirs = (
            _laws(settings),
            open_embedder(settings.embedder, settings.offline),
            open_embedder(model),
        )
        with closing(_index(settings, embedder)) as index:
            loaded = frozenset(section_of(passage.place) for passage in index.passages)
            questions = tuple(within(_questions(topics, laws, index.passages), loaded))
            rankings = {
                f"ours: {embedder.name}": ours(Retriever(index, embedder, laws, {})),
                f"tutorial: {theirs.name}": tutorial(index.passages, theirs),
            }
            scores = compare(rankings, questions)
        _print("baseline", {name: asdict(rounded(each)) for name, each in scores.items()})


@app.command("topics")
def topics_() -> None:
    """Wie gut eine Frage ihr Thema findet, wenn sie selbst nicht darunter ist; nach Art der Frage."""
    with _reported():
        settings = read_settings()
        embedder = open_embedder(settings.embedder, settings.offline)
        authored = read_authored(settings.folders.sources)
        with closing(_index(settings, embedder)) as index:
            found = asking.measure(index.passages, authored.digest.topics, embedder)
        _print("topics", {register: asdict(each) for register, each in found.items()})


@app.command("development")
def development_() -> None:
    """Was aus den Fragen wird, die aus Lebenslagen geschrieben sind, und ob die entscheidende Stelle dabei ist."""
    with _reported():
        settings = read_settings()
        embedder = open_embedder(settings.embedder, settings.offline)
        authored = read_authored(settings.folders.sources)
        places = Places(authored.sources)
        with closing(open_parts(current(settings.folders.index), embedder, authored)) as parts:
            scores = development.measure(parts, tuple(development.read_cases(places)), places)
        _print("development", {register: asdict(each) for register, each in scores.items()})


@app.command("answers")
def answers_(topics: Topics = TOPICS) -> None:
    """Wie oft geantwortet, zurückgefragt oder abgelehnt wird, und ob der erste Satz aus der richtigen Norm ist.

    Die Fragen der Entwürfe sind heute Teil der eigenen Sammlung: Auf ihnen schmeicheln diese Zahlen.
    """
    with _reported():
        settings = read_settings()
        laws, embedder = _laws(settings), open_embedder(settings.embedder, settings.offline)
        authored = read_authored(settings.folders.sources)
        with closing(open_parts(current(settings.folders.index), embedder, authored)) as parts:
            with closing(_index(settings, embedder)) as index:
                loaded = frozenset(section_of(passage.place) for passage in index.passages)
                ours = tuple(within(_questions(topics, laws, index.passages), loaded))
            strange = answers.measure(parts, answers.off_topic(), laws)["off topic"]
            behaviour = {**answers.measure(parts, ours, laws), "off topic": strange}
        _print("answers", {register: asdict(each) for register, each in behaviour.items()})


@app.command("pdfs")
def pdfs_(
    folder: Annotated[Path, typer.Argument(help="Ordner mit PDF-Dateien.", exists=True, file_okay=False)],
    json_: Annotated[bool, typer.Option("--json", help="Als JSON ausgeben.")] = False,
) -> None:
    """Jede PDF-Datei des Ordners lesen: Seiten, Wörter, Sekunden, Speicher, Probleme; eine Zeile je Datei."""
    rows: list[pdfs.Surveyed] = []
    typer.echo(pdfs.HEAD, err=json_)
    for row in pdfs.survey(folder):
        typer.echo(pdfs.shown(row), err=json_)
        rows.append(row)
    with _reported():
        found = asdict(pdfs.summary(rows))
        _print("pdfs", {**found, "rows": [asdict(row) for row in rows]} if json_ else found)


def _index(settings: Settings, embedder: Embedder) -> PassageIndex:
    return PassageIndex(current(settings.folders.index), embedder.name)


def _laws(settings: Settings) -> Laws:
    return laws_of(all_sources(settings.folders.sources))


def _questions(topics: Path, laws: Laws, passages: Sequence[Passage]) -> tuple[Question, ...]:
    if topics.is_file():
        return read_topics(topics, laws)
    typer.echo(f"{topics} fehlt; gefragt wird nach den Überschriften des Index.", err=True)
    return from_headings(passages)


def _print(what: str, figures: Mapping[str, object]) -> None:
    typer.echo(json.dumps({what: figures}, ensure_ascii=False, indent=1))


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what an operator can mend into one line and exit code 1."""
    try:
        yield
    except _MENDABLE as exc:
        typer.secho(str(exc), err=True, fg="red")
        sys.exit(1)


if __name__ == "__main__":
    app()
