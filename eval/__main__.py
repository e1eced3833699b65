"""``python -m eval run | answers | attacks | dialogues | show | …``: measure and print; ``--help`` names all."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from corpus.embedding import ModelError, open_embedder
from corpus.generation import BadManifest, IndexMismatch, NoIndex
from corpus.index import BrokenIndex
from corpus.manifest import SourcesError
from corpus.nouns import Level
from corpus.pinpoint.laws import laws_of
from corpus.places import Places
from corpus.reranking import open_reranker
from corpus.settings import SettingsError, read_settings
from eval import attacks, browsing, calibrate, growth, halves, ingesting, pdfs, speed, supporting
from eval.cases import BadQuestions, Half, read_cases
from eval.followed import followed, shown, table
from eval.ground import ground
from eval.judged import read_support, write_support
from eval.metrics import NothingToScore
from eval.reading import draw, with_verdicts
from eval.report import FOLDER, commit, record, write
from eval.sections import shown as section_shown
from eval.sections import to_read
from eval.showing import as_read, pick
from service.gates.support import Supporter
from service.live import Unusable
from service.parts import read_authored

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Messen: Finden, Ablehnen, Antwortzeit, Wachstum.")
LAWS = Path(__file__).resolve().parents[2] / "shared" / "training" / "all_laws_plain.txt.xz"

_MENDABLE = (
    *(BadManifest, BrokenIndex, IndexMismatch, ModelError, NoIndex, SettingsError, SourcesError, Unusable),
    *(BadQuestions, ingesting.NothingBuilt, speed.NotServing, growth.NotServed, browsing.NoBrowser, NothingToScore),
)


@app.command()
def run(
    model: Annotated[str | None, typer.Option(help="Modell des Tutorials, Name oder Ordner; sonst unseres.")] = None,
    reranker: Annotated[str | None, typer.Option(help="CrossEncoder, der mitgemessen wird, Name oder Ordner.")] = None,
    out: Annotated[Path, typer.Option(help="Ordner des Berichts.")] = FOLDER,
) -> None:
    """Alle Systeme nebeneinander auf beiden Hälften der Fragen: Bericht als HTML, Zahlen als JSON, Zeile im LOG."""
    with _reported():
        offline, on = read_settings().offline, ground()
        theirs = open_embedder(model, offline) if model else on.embedder
        again = open_reranker(reranker, offline)
        runs = {half: halves.found(half, on, theirs, again) for half in Half}
        sections = {half: halves.sections(half, on) for half in Half}
        named = commit()
        report = write(runs, theirs.name, out, sections)
        record(report, runs[Half.TEST], named, sections=sections[Half.TEST])
        typer.echo(f"Bericht: {report}")


@app.command("attacks")
def attacks_() -> None:
    """Anweisungen in Fragen und Dokumenten: welche davon das Verhalten ändern; mit 1 beendet, wenn es eine tut."""
    with _reported():
        on = ground()
        report = attacks.measure(on.folder, on.embedder, on.authored)
        typer.echo("\n".join(attacks.table(report)))
    raise typer.Exit(int(any(outcome.reasons for outcome in (*report.direct, *report.planted))))


@app.command()
def answers(
    half: Annotated[Half, typer.Option(help="Welche Fragen.")] = Half.DEVELOPMENT,
    sample: Annotated[int, typer.Option(help="So viele Sätze der Testhälfte zum Lesen ziehen, statt zu messen.")] = 0,
    missing: Annotated[bool, typer.Option("--missing", help="Auch nennen, was fehlt und was zu lesen ist.")] = False,
) -> None:
    """Was die Antworten sagen: nötige Fakten, Verbotenes, Belege, was „leichter“ behält."""
    with _reported():
        section, said, asked = halves.answered(Half.TEST if sample else half, ground())
        if sample:
            drawn = draw(asked, Half.TEST, sample)
            earlier = read_support()
            write_support(with_verdicts(each, earlier) for each, _ in drawn)
            lines = [sheet for _, sheet in drawn]
        else:
            lines = [*section_shown(section), *(to_read(said) if missing else ())]
        for line in lines:
            typer.echo(line)


@app.command()
def show(
    register: Annotated[str, typer.Option(help="Art der Fragen, zum Beispiel colloquial, plain, formal.")],
    count: Annotated[int, typer.Option(min=1, help="Wie viele, nach festem Los.")] = 10,
    half: Annotated[Half, typer.Option(help="Welche Fragen.")] = Half.DEVELOPMENT,
) -> None:
    """Fragen und Antworten zeigen, wie ein Leser sie sieht."""
    with _reported():
        on = ground()
        cases = pick(read_cases(half, on.places), register, count)
        with on.parts() as parts:
            for line in (line for case in cases for line in as_read(case, parts.answer(case.question, Level.STANDARD))):
                typer.echo(line)


@app.command("calibrate")
def calibrate_() -> None:
    """Die drei Zahlen, aus denen wird, ob die Quellen eine Frage beantworten, an der Entwicklungshälfte anpassen."""
    with _reported():
        on = ground()
        cases = read_cases(Half.DEVELOPMENT, on.places)
        with on.parts() as parts:
            _print("calibrate", asdict(calibrate.fit(parts.evidence, cases)))


@app.command()
def dialogues(
    half: Annotated[Half, typer.Option(help="Welche Gespräche.")] = Half.DEVELOPMENT,
    show: Annotated[bool, typer.Option("--show", help="Jedes Gespräch zeigen, wie ein Leser es sieht.")] = False,
) -> None:
    """Gespräche mit Nachfragen führen wie ein Client: Anteil der gelösten Nachfragen, nach Art."""
    with _reported():
        played = halves.played(half, ground())
        for line in (line for each in played if show for line in (*shown(each), "")):
            typer.echo(line)
        for line in table(followed(played)):
            typer.echo(line)


@app.command("gates")
def gates_() -> None:
    """Die beiden Schwellen, ab denen ein Satz eines Modells als belegt gilt, anpassen, und messen, was durchkommt."""
    with _reported():
        on = ground()
        with on.parts() as parts:
            pairs = supporting.pairs_of(supporting.some(on.authored.digest), parts.retriever, parts.prover)
            supporter, laws = Supporter(on.embedder, parts.retriever.words), laws_of(on.authored.sources)
            _print("gates", supporting.measure(tuple(supporting.scored(pairs, supporter, laws))))


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


@app.command("pages")
def pages_(
    url: Annotated[str | None, typer.Option(help="Laufender Dienst; ohne Angabe wird einer gestartet.")] = None,
    count: Annotated[int, typer.Option(help="Wie viele Fragen im Browser gestellt werden.")] = 40,
) -> None:
    """Die Seiten im Browser: was ein Besuch lädt, und wie schnell nach der Eingabetaste eine Antwort dasteht."""
    with _reported():
        places = Places(read_authored(read_settings().folders.sources).sources)
        questions = [case.question for case in read_cases(Half.DEVELOPMENT, places)][:count]
        with speed.serving() if url is None else nullcontext(url) as address:
            _print("pages", asdict(browsing.browse(address, questions)))


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
