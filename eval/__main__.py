"""``python -m eval run | calibrate | gates | ingest | speed | growth | pdfs``: measure and print."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from corpus.embedding import Embedder, ModelError, open_embedder
from corpus.generation import BadManifest, IndexMismatch, NoIndex, current
from corpus.index import BrokenIndex, PassageIndex
from corpus.manifest import SourcesError
from corpus.pinpoint.laws import laws_of
from corpus.places import Places
from corpus.reranking import Reranker, open_reranker
from corpus.settings import SettingsError, read_settings
from eval import calibrate, growth, ingesting, pdfs, speed, supporting
from eval.cases import BadQuestions, Half, read_cases
from eval.metrics import NothingToScore
from eval.report import FOLDER, commit, record, write
from eval.run import Run, measure
from eval.slips import with_slips
from eval.systems import Bench
from service.gates.support import Supporter
from service.live import Unusable
from service.parts import open_parts, read_authored

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Messen: Finden, Ablehnen, Antwortzeit, Wachstum.")
LAWS = Path(__file__).resolve().parents[2] / "shared" / "training" / "all_laws_plain.txt.xz"

_MENDABLE = (
    *(BadManifest, BrokenIndex, IndexMismatch, ModelError, NoIndex, SettingsError, SourcesError, Unusable),
    *(BadQuestions, ingesting.NothingBuilt, speed.NotServing, growth.NotServed, NothingToScore),
)


@app.command()
def run(
    model: Annotated[str | None, typer.Option(help="Modell des Tutorials, Name oder Ordner; sonst unseres.")] = None,
    reranker: Annotated[str | None, typer.Option(help="CrossEncoder, der mitgemessen wird, Name oder Ordner.")] = None,
    out: Annotated[Path, typer.Option(help="Ordner des Berichts.")] = FOLDER,
) -> None:
    """Alle Systeme nebeneinander auf beiden Hälften der Fragen: Bericht als HTML, Zahlen als JSON, Zeile im LOG."""
    with _reported():
        settings = read_settings()
        embedder = open_embedder(settings.embedder, settings.offline)
        theirs = open_embedder(model, settings.offline) if model else embedder
        again = open_reranker(reranker, settings.offline)
        runs = {half: _run(half, embedder, theirs, again) for half in Half}
        named = commit()
        report = write(runs, theirs.name, out)
        record(report, runs[Half.TEST], named)
        typer.echo(f"Bericht: {report}")


@app.command("calibrate")
def calibrate_() -> None:
    """Die drei Zahlen, aus denen wird, ob die Quellen eine Frage beantworten, an der Entwicklungshälfte anpassen."""
    with _reported():
        settings = read_settings()
        embedder = open_embedder(settings.embedder, settings.offline)
        authored = read_authored(settings.folders.sources)
        cases = read_cases(Half.DEVELOPMENT, Places(authored.sources))
        with closing(open_parts(current(settings.folders.index), embedder, authored)) as parts:
            _print("calibrate", asdict(calibrate.fit(parts.evidence, cases)))


@app.command("gates")
def gates_() -> None:
    """Die beiden Schwellen, ab denen ein Satz eines Modells als belegt gilt, anpassen, und messen, was durchkommt."""
    with _reported():
        settings = read_settings()
        embedder = open_embedder(settings.embedder, settings.offline)
        authored = read_authored(settings.folders.sources)
        with closing(open_parts(current(settings.folders.index), embedder, authored)) as parts:
            pairs = supporting.pairs_of(supporting.some(authored.digest), parts.retriever, parts.prover)
            supporter = Supporter(embedder, parts.retriever.words)
            _print("gates", supporting.measure(tuple(supporting.scored(pairs, supporter, laws_of(authored.sources)))))


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
) -> None:
    """Den Dienst alle Fragen beider Hälften fragen, eine nach der anderen: Median und p95 in Millisekunden."""
    with _reported():
        places = Places(read_authored(read_settings().folders.sources).sources)
        questions = [case.question for half in Half for case in read_cases(half, places)]
        with speed.serving() if url is None else nullcontext(url) as address:
            _print("speed", asdict(speed.measure(address, questions)))


@app.command("growth")
def growth_(
    laws: Annotated[Path, typer.Argument(help="Alle Gesetze als Text.", exists=True)] = LAWS,
    sizes: Annotated[
        str, typer.Option(help="Wie viele Absätze, durch Komma getrennt; 0: alle.")
    ] = "1000,10000,100000,0",
) -> None:
    """Denselben Speicher und dieselbe Suche mit immer mehr Gesetzen messen, zuletzt hinter „chroma run“."""
    with _reported():
        passages = growth.passages_of(laws)
        wanted = [int(size) or len(passages) for size in sizes.split(",")]
        places = Places(read_authored(read_settings().folders.sources).sources)
        questions = [case.question for case in read_cases(Half.DEVELOPMENT, places)]
        rows = [asdict(row) for row in growth.grow(passages, wanted, questions)]
        _print("growth", {"sizes": rows[:-1], "served": rows[-1]})


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


def _run(half: Half, embedder: Embedder, theirs: Embedder, reranker: Reranker | None) -> Run:
    settings = read_settings()
    authored = read_authored(settings.folders.sources)
    places, folder = Places(authored.sources), current(settings.folders.index)
    cases = read_cases(half, places)
    with (
        closing(PassageIndex(folder, embedder.name)) as index,
        closing(open_parts(folder, embedder, authored)) as parts,
    ):
        bench = Bench(index, embedder, laws_of(authored.sources), authored.digest)
        return measure(bench.systems(theirs, reranker), parts, (*cases, *with_slips(cases)), places)


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
