"""``python -m corpus``: check the digest against the loaded law, show a norm by its places, seal, record reviews."""

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from corpus.check.checking import Checked, check_digest
from corpus.check.findings import Kind
from corpus.claims import entries_of
from corpus.digest import DIGEST_PATH, read_asked, read_digest
from corpus.generation import BadManifest, IndexMismatch, NoIndex, current, read_manifest
from corpus.index import BrokenIndex, PassageIndex
from corpus.keeping import BadReview, draw, record, seal_file
from corpus.manifest import SourcesError, all_sources
from corpus.nouns import Pinpoint, Source
from corpus.places import NotAPlace, Places
from corpus.settings import Settings, SettingsError, read_settings
from corpus.wording import LoadedWording

WRONG = 2
app = typer.Typer(add_completion=False, no_args_is_help=True, help="Die eigenen Texte prüfen.")
Files = Annotated[list[str] | None, typer.Argument(help="Nur diese Dateien, z. B. themen/rente.toml.")]


@app.command()
def check(
    files: Files = None,
    json_: Annotated[bool, typer.Option("--json", help="Als JSON ausgeben.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Auch Warnungen und nicht Übernommenes zeigen.")] = False,
    shifts: Annotated[bool, typer.Option("--shifts", help="Nur ungeprüfte Verschiebungen, mit beiden Texten.")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Die Tabelle, welche Norm wovon erfasst ist.")] = False,
    digest: Annotated[Path, typer.Option(help="Ordner der Texte.")] = DIGEST_PATH,
) -> None:
    """Die Texte an der geladenen Fassung prüfen (Ende mit 1 bei Fehlern)."""
    sources, wording = _loaded()
    names = _names(files, digest)
    written, faults = read_digest(sources, digest)
    asked, more = read_asked(sources, digest)
    checked = check_digest(written, (*faults, *more), wording, date.today(), names or None, asked)
    if json_:
        typer.echo(_as_json(checked))
    elif coverage:
        _show_coverage(checked)
    else:
        _show(checked, names, all_=all_, shifts=shifts)
    wrong = [f for f in checked.errors if not names or f.file in names]
    raise typer.Exit(1 if wrong else 0)


@app.command()
def show(places: Annotated[list[str], typer.Argument(help="Fundstellen, z. B. „SGB IX § 57“.")]) -> None:
    """Eine Norm Satz für Satz zeigen, mit den Fundstellen zum Zitieren."""
    sources, wording = _loaded()
    reader = Places(sources)
    for written in places:
        try:
            place = reader.read(written)
        except NotAPlace as exc:
            raise _stop(str(exc)) from exc
        inside = wording.within(place) if isinstance(place, Pinpoint) else (place,)
        for each in inside:
            typer.echo(f"[{each}] {wording.text(each)}")


@app.command()
def seal(files: Files = None, digest: Path = DIGEST_PATH) -> None:
    """Festhalten, auf welchem Wortlaut die Texte beruhen."""
    sources, wording = _loaded()
    loaded, _ = read_digest(sources, digest)
    cited: dict[str, list[str]] = {}
    by_name = {}
    for entry in entries_of(loaded):
        for place in (place for claim in entry.claims for place in claim.line.places):
            cited.setdefault(entry.file, []).append(str(place))
            by_name[str(place)] = place
    names = _names(files, digest)
    for file in (f for f in cited if not names or f in names):
        seals = {name: wording.seal(by_name[name]) for name in dict.fromkeys(cited[file])}
        seal_file(digest / file, {name: value for name, value in seals.items() if value})


@app.command()
def review(
    reader: Annotated[str, typer.Option(help="Welche Lesung, z. B. „zweite“.")], digest: Path = DIGEST_PATH
) -> None:
    """Geprüfte Verschiebungen festhalten: je Zeile Kennung, Leerzeichen, Grund (von der Standardeingabe)."""
    sources, wording = _loaded()
    checked = check_digest(*read_digest(sources, digest), wording, date.today())
    reasons = dict(line.strip().split(maxsplit=1) for line in sys.stdin if line.strip())
    try:
        written = record(digest, checked.findings, reasons, reader)
    except BadReview as exc:
        raise _stop(str(exc)) from exc
    typer.echo(f"{written} Prüfungen festgehalten.")


@app.command()
def sample(
    count: Annotated[int, typer.Argument(help="Wie viele.")] = 60,
    seed: Annotated[int, typer.Option(help="Startwert des Zufalls.")] = 1,
    digest: Path = DIGEST_PATH,
) -> None:
    """Festgehaltene Prüfungen auslosen, um sie noch einmal zu lesen."""
    sources, wording = _loaded()
    loaded, faults = read_digest(sources, digest)
    checked = check_digest(loaded, faults, wording, date.today())
    reasons = {each.texts: each for kept in loaded.kept for each in kept.reviews}
    for finding in draw(checked.reviewed, count, seed):
        typer.echo(f"{finding}\n  wir:    {finding.ours}\n  dort:   {finding.theirs}")
        typer.echo(f"  Grund:  {reasons[finding.texts].reason} ({reasons[finding.texts].reader})\n")


def _show(checked: Checked, names: frozenset[str], *, all_: bool, shifts: bool) -> None:
    shown = [f for f in checked.findings if not names or f.file in names]
    for finding in shown:
        if finding.kind is Kind.SHIFT and shifts:
            typer.echo(
                f"{finding.texts} {finding.entry}: {finding.message}\n  wir:  {finding.ours}\n  dort: {finding.theirs}"
            )
        elif not shifts and (all_ or finding.kind in (Kind.ERROR, Kind.STALE)):
            typer.echo(f"{finding.kind}: {finding}")
    if not shifts:
        left = sum(f.kind is Kind.SHIFT for f in shown)
        typer.echo(f"{left} ungeprüfte Verschiebungen (--shifts zeigt sie).")
        for name, count in checked.counts.items():
            typer.echo(f"{name}: {count}")
        typer.echo(f"{checked.checked} of {checked.entries} entries checked")


def _show_coverage(checked: Checked) -> None:
    typer.echo("Norm | Absätze | mit Kernaussage (standard und leichter) | Themen | Prüfwege")
    for row in checked.coverage:
        typer.echo(f"{row.section} | {row.places} | {row.told} | {row.themen} | {row.pruefwege}")
    for place in checked.without_statement:
        typer.echo(f"Ohne Kernaussage zitiert: {place}")


def _as_json(checked: Checked) -> str:
    findings = [asdict(f) | {"kind": f.kind.value} for f in checked.findings]
    coverage = [asdict(row) for row in checked.coverage]
    whole = {"checked": checked.checked, "entries": checked.entries, **checked.counts}
    return json.dumps(whole | {"findings": findings, "coverage": coverage}, ensure_ascii=False, indent=1)


def _names(files: list[str] | None, digest: Path) -> frozenset[str]:
    """Return the files as the digest calls them, however their path was written."""
    root = digest.resolve()
    paths = (Path(file).resolve() if Path(file).exists() else root / file for file in files or ())
    return frozenset(path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root))


def _loaded() -> tuple[tuple[Source, ...], LoadedWording]:
    try:
        settings: Settings = read_settings()
        sources = all_sources(settings.folders.sources)
        folder = current(settings.folders.index)
        index = PassageIndex(folder, read_manifest(folder).embedder)
    except (SettingsError, SourcesError, NoIndex, BadManifest, BrokenIndex, IndexMismatch) as exc:
        raise _stop(str(exc)) from exc
    try:
        return sources, LoadedWording(index.passages)
    finally:
        index.close()


def _stop(message: str) -> typer.Exit:
    typer.secho(message, err=True, fg="red")
    return typer.Exit(WRONG)


if __name__ == "__main__":
    app()
