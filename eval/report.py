"""The report of a run: one page to read, one JSON named by commit, and an entry in ``LOG.md`` for the test half."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import TypeAdapter

from eval import plots
from eval.cases import ASKED, Half
from eval.growth import Grown, Served
from eval.run import ALL, MEASURES, Run
from eval.sections import Section
from eval.slips import REGISTER
from eval.systems import OURS

HERE = Path(__file__).parent
FOLDER = HERE / "report"
LOG, GROWTH = HERE / "LOG.md", FOLDER / "growth.json"
PAGE = "index.html"
REGISTERS = (*ASKED, ALL, "false_premise", "former_law", REGISTER)
NAMES = {
    "colloquial": "umgangssprachlich",
    "plain": "einfach",
    "formal": "fachlich",
    ALL: "diese drei zusammen",
    "false_premise": "falsche Annahme",
    "former_law": "früheres Recht",
    "not_ours": "nicht unsere Sache",
    "other_language": "andere Sprache",
    "attack": "Angriff",
    REGISTER: "mit Tippfehlern",
}
_TOP = "\n## "


def write(
    runs: Mapping[Half, Run],
    model: str,
    folder: Path = FOLDER,
    sections: Mapping[Half, Sequence[Section]] = MappingProxyType({}),
) -> Path:
    """Write page and figures of ``runs`` into ``folder`` and return the page; ``model`` is that of the tutorial.

    ``sections`` are what further measures say of each half.
    """
    folder.mkdir(parents=True, exist_ok=True)
    about = {
        "commit": commit(),
        "date": date.today().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "tutorial_model": model,
    }
    more = {half: {each.name: each.figures for each in sections.get(half, ())} for half in runs}
    figures = {**about, **{half.value: {**asdict(run), **more[half]} for half, run in runs.items()}}
    for old in folder.glob("run-*.json"):
        old.unlink()
    (folder / f"run-{about['commit']}.json").write_text(
        json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
    )
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    grown, served = read_growth()
    page = environment.get_template("report.html").render(
        about=about, runs=runs, registers=REGISTERS, names=NAMES, measures=tuple(MEASURES), plots=plots, grown=grown,
        served=served, ours=OURS, all=ALL, sections={half: sections.get(half, ()) for half in runs},
    )  # fmt: skip
    (folder / PAGE).write_text(page, "utf-8")
    return folder / PAGE


def record(page: Path, run: Run, named: str, log: Path = LOG, sections: Sequence[Section] = ()) -> None:
    """Put an entry on this run of the test half at the top of the log, unless one has the same figures.

    ``named`` is the commit that was measured, as `commit` told before anything was written; ``sections`` are what
    further measures say of the test half.
    """
    text = log.read_text("utf-8")
    table = "\n".join((_table(run), *(f"- {each.logged}" for each in sections)))
    head, _, rest = text.partition(_TOP)
    if table in text:
        return
    entry = (
        f"{date.today().isoformat()} · the test half (commit {named})\n"
        f"- `python -m eval run`, report in `eval/{page.parent.name}/{page.name}`.\n\n"
        f"{table}\n"
    )
    log.write_text(f"{head}{_TOP}{entry}" + (f"{_TOP}{rest}" if rest else ""), "utf-8")


def read_growth(path: Path = GROWTH) -> tuple[tuple[Grown, ...], Served | None]:
    """Return what ``python -m eval growth`` measured last; nothing where it was not run."""
    if not path.is_file():
        return (), None
    raw = json.loads(path.read_text("utf-8"))["growth"]
    return TypeAdapter(tuple[Grown, ...]).validate_python(raw["sizes"]), TypeAdapter(Served).validate_python(
        raw["served"]
    )


def commit() -> str:
    """Return the short name of the commit, with "-changed" where files differ from it, or "unknown"."""
    named = _git("rev-parse", "--short", "HEAD")
    return f"{named}-changed" if named and _git("status", "--porcelain", "--untracked-files=no") else named or "unknown"


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=HERE, capture_output=True, text=True, check=False)  # noqa: S603, S607  # reads only
    return done.stdout.strip() if done.returncode == 0 else ""


def _table(run: Run) -> str:
    heads = "register n section@1 section@5 Absatz@5 nDCG@10 answered cites_a_deciding_section asked_back".split()
    rows = [f"| {' | '.join(heads).replace('_', ' ').replace('@', ' at ')} |", f"|{'---|' * len(heads)}"]
    ours = run.systems[OURS].figures
    for register in (r for r in REGISTERS if r in ours):
        each, told = ours[register], run.behaviour[register]
        rows.append(
            f"| {register} | {each.questions} | {each.section['hit@1'].mean:.3f} | {each.section['hit@5'].mean:.3f} "
            f"| {each.paragraph['hit@5'].mean:.3f} | {each.section['nDCG@10'].mean:.3f} | {told.answered:.3f} "
            f"| {told.cites:.3f} | {told.asked_back:.3f} |"
        )
    no = run.refusals[ALL]
    others = ", ".join(
        f"{name} {each.figures[ALL].section['hit@5'].mean:.3f}" for name, each in run.systems.items() if name != OURS
    )
    return (
        "\n".join(f"  {row}" for row in rows)
        + f"\n\n- Refused: recall {no.recall.mean:.3f}, false {no.false.mean:.3f}, precision {no.precision.mean:.3f}."
        + f" Section at 5 of the others: {others}."
    )
