"""A run becomes one page, one file of figures and one entry in the log, the same wherever it was made."""

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from lxml import etree, html

from eval import plots
from eval.cases import ASKED, Half
from eval.growth import Grown, Served, Times
from eval.metrics import Refusals, Share
from eval.report import commit, read_growth, record, write
from eval.run import ALL, MEASURES, Behaviour, Figures, Measured, Run
from eval.sections import Section, Table
from eval.slips import REGISTER
from eval.systems import BM25, DENSE, NO_DIGEST, NO_SOURCES, OURS, TUTORIAL

LOG = "# Log\nNewest first.\n\n## 2026-01-05 · earlier\n- Something else.\n"
MODEL = "Hobel & <Leim>"
TIMES = Times(1.5, 2.5)
GROWN = tuple(Grown(size, 10.0, 100, 1, 100, TIMES, TIMES, TIMES) for size in (1000, 10_000))
SERVED = Served(10_000, TIMES, 8, Times(3.5, 4.5), 77.7)


def share(mean: float) -> Share:
    return Share(mean, mean - 0.05, mean + 0.05)


def figures(mean: float) -> Figures:
    section = {name: share(mean) for name in MEASURES}
    return Figures(12, section, {name: share(mean - 0.1) for name in MEASURES})


def measured(mean: float) -> Measured:
    registers = (*ASKED, ALL, REGISTER)
    return Measured({name: figures(mean) for name in registers}, {name: share(0.1) for name in registers}, 1.2, 3.4)


def run_of(ours: float) -> Run:
    names = (BM25, DENSE, TUTORIAL, "ohne Themen", NO_DIGEST, NO_SOURCES)
    refusals = Refusals(share(0.711), share(0.112), share(0.613))
    return Run(
        systems={OURS: measured(ours), **{name: measured(0.345) for name in names}},
        behaviour={name: Behaviour(12, 0.514, 0.515, 0.516, 0.317, 0.118) for name in (*ASKED, ALL, REGISTER)},
        refusals={ALL: refusals, **dict.fromkeys(ASKED, refusals)},
        surely=((1.0, True), (0.97, True), (0.93, False), (0.05, False)),
        missed={"ÜbG": 3, "Leitfaden Werken & Leimen": 1},
        misses=("d1", "d2", "d3", "d4"),
    )


RUNS = {Half.DEVELOPMENT: run_of(0.789), Half.TEST: run_of(0.654)}
DRAWN = {
    "Trefferkurven": lambda: plots.hit_curves(RUNS[Half.TEST]),
    "Kalibrierung: Antworten die Quellen?": lambda: plots.calibration(RUNS[Half.TEST]),
    "Wo es fehlt": lambda: plots.misses(RUNS[Half.TEST]),
    "Was jeder Teil bringt": lambda: plots.parts(RUNS[Half.TEST]),
    "Wachstum": lambda: plots.growth(GROWN),
}


def texts_of(svg: str) -> list[str]:
    texts = etree.fromstring(svg.encode()).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(map(str, text.itertext())).strip() for text in texts]


# --- The page and its figures ---


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a report in a folder that was not there."""
    return write(RUNS, MODEL, tmp_path_factory.mktemp("eval") / "report")


def test_a_run_is_written_as_one_page_with_plots_and_figures(page: Path) -> None:
    text = page.read_text("utf-8")
    assert (page.parent.name, page.name) == ("report", "index.html")
    assert text.startswith("<!doctype html>")
    root = html.fromstring(text)
    assert [each.text_content() for each in root.iter("h2")][:2] == ["Testhälfte", "Entwicklungshälfte"]
    assert len(list(root.iter("svg"))) == 8 + bool(read_growth()[0])
    assert all(f"{mean:.3f}" in text for mean in (0.654, 0.789, 0.554, 0.345, 0.711, 0.112, 0.613))
    assert "{{" not in text
    assert "Hobel &amp; &lt;Leim&gt;" in text


def test_the_figures_are_named_by_the_commit_and_hold_all_that_was_measured(page: Path) -> None:
    (file,) = page.parent.glob("*.json")
    assert file.name == f"run-{commit()}.json"
    read = json.loads(file.read_text("utf-8"))
    assert (read["commit"], read["tutorial_model"]) == (commit(), MODEL)
    for half, run in RUNS.items():
        assert read[half.value] == json.loads(json.dumps(asdict(run)))


def test_figures_of_earlier_runs_go_and_nothing_else(tmp_path: Path) -> None:
    for name in ("run-0000000.json", "run-0000000-changed.json", "growth.json", "run.txt"):
        (tmp_path / name).write_text("{}", "utf-8")
    write(RUNS, MODEL, tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {
        "growth.json",
        "run.txt",
        "index.html",
        f"run-{commit()}.json",
    }


def test_a_report_names_the_system_of_ours_once_in_each_table_that_compares(page: Path) -> None:
    root = html.fromstring(page.read_text("utf-8"))
    marked = [row for row in root.iter("tr") if row.get("class") == "ours"]
    assert [row[0].text_content() for row in marked] == [OURS, OURS]


def test_a_commit_has_a_short_name() -> None:
    assert re.fullmatch(r"[0-9a-f]{7,40}(-changed)?|unknown", commit())


SECTION = Section(
    "planed",
    "Was gehobelt wurde",
    (Table("Hobel & Späne", ("Art", "Zahl"), (("Eiche", "0.417"),)),),
    {"oak": 0.417},
    "Planed: oak 0.417.",
)


def test_what_a_further_measure_says_stands_on_the_page_and_among_the_figures(tmp_path: Path) -> None:
    page = write(RUNS, MODEL, tmp_path, {Half.TEST: (SECTION,)})
    root = html.fromstring(page.read_text("utf-8"))
    assert [each.text_content() for each in root.iter("h3")] == ["Was gehobelt wurde"]
    rows = [[cell.text_content() for cell in row] for row in root.iter("tr")]
    assert ["Art", "Zahl"] in rows
    assert ["Eiche", "0.417"] in rows
    assert any(caption.text_content() == "Hobel & Späne" for caption in root.iter("caption"))
    (file,) = tmp_path.glob("*.json")
    read = json.loads(file.read_text("utf-8"))
    assert read["test"]["planed"] == {"oak": 0.417}
    assert "planed" not in read["development"]


# --- The log ---


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a log with one entry."""
    path = tmp_path / "LOG.md"
    path.write_text(LOG, "utf-8")
    return path


def test_an_entry_is_put_above_the_others(log: Path, tmp_path: Path) -> None:
    record(tmp_path / "report" / "index.html", RUNS[Half.TEST], "abc1234", log)
    head, new, old = log.read_text("utf-8").split("\n## ")
    assert f"{head}\n## {old}" == LOG
    assert "(commit abc1234)" in new
    assert "`eval/report/index.html`" in new
    assert "| colloquial | 12 | 0.654 | 0.654 | 0.554 | 0.654 | 0.515 | 0.516 | 0.317 |" in new
    assert "recall 0.711, false 0.112, precision 0.613" in new
    assert f"{TUTORIAL} 0.345" in new
    assert f"{OURS} 0." not in new


def test_an_entry_says_what_further_measures_say_and_other_figures_of_theirs_are_a_new_entry(
    log: Path, tmp_path: Path
) -> None:
    better = replace(SECTION, logged="Planed: oak 0.500.")
    for section in (SECTION, SECTION, better):
        record(tmp_path / "index.html", RUNS[Half.TEST], "abc1234", log, [section])
    assert log.read_text("utf-8").count("- Planed: oak 0.417.") == 1
    assert log.read_text("utf-8").count("- Planed: oak 0.500.") == 1


def test_the_same_figures_are_not_entered_twice(log: Path, tmp_path: Path) -> None:
    record(tmp_path / "index.html", RUNS[Half.TEST], "abc1234", log)
    once = log.read_text("utf-8")
    record(tmp_path / "index.html", RUNS[Half.TEST], "abc1234", log)
    assert log.read_text("utf-8") == once


def test_other_figures_are_entered_above_and_earlier_ones_that_come_again_are_there_already(
    log: Path, tmp_path: Path
) -> None:
    for ours in (0.654, 0.655, 0.654):
        record(tmp_path / "index.html", run_of(ours), "abc1234", log)
    _, *entries = log.read_text("utf-8").split("\n## ")
    assert [re.findall(r"\| plain \| 12 \| (0\.\d+)", entry) for entry in entries] == [
        ["0.655"],
        ["0.654"],
        [],
    ]
    assert log.read_text("utf-8").endswith("earlier\n- Something else.\n")


# --- Growth ---


def test_growth_is_read_as_it_was_measured(tmp_path: Path) -> None:
    path = tmp_path / "growth.json"
    written = {"growth": {"sizes": [asdict(row) for row in GROWN], "served": asdict(SERVED)}}
    path.write_text(json.dumps(written), "utf-8")
    assert read_growth(path) == (GROWN, SERVED)


def test_where_growth_was_not_measured_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read_growth(tmp_path / "growth.json") == ((), None)


def test_the_growth_that_lies_with_the_report_ends_with_what_was_served() -> None:
    grown, served = read_growth()
    sizes = [row.passages for row in grown]
    assert sizes == sorted(set(sizes))
    assert len(sizes) > 1
    assert served is not None
    assert served.passages == sizes[-1]


# --- The plots ---


@pytest.mark.parametrize("title", DRAWN)
def test_a_plot_is_whole_and_its_text_is_text(title: str) -> None:
    assert title in texts_of(DRAWN[title]())


@pytest.mark.parametrize("title", DRAWN)
def test_a_plot_is_the_same_at_every_run_and_tells_nothing_of_the_machine(title: str) -> None:
    svg = DRAWN[title]()
    assert svg == DRAWN[title]()
    bare = re.sub(r"https?://[^\s\"<>]+|[\w.+-]+/[\w.+-]+", "", svg)
    assert re.findall(r"(?<![<\w])/\w[^\s\"<>]*|\b[A-Za-z]:\\\w+|file:", bare) == []
    assert str(Path.cwd()) not in svg
    assert str(Path.home()) not in svg
    assert "dc:date" not in svg
    assert not re.search(r"\b20\d\d-\d\d-\d\d", svg)


def test_hit_curves_show_the_systems_by_name() -> None:
    assert set(texts_of(DRAWN["Trefferkurven"]())) >= {OURS, DENSE, TUTORIAL, NO_DIGEST, NO_SOURCES, BM25}


def test_the_calibration_says_how_many_questions_each_point_stands_for() -> None:
    counts = [text for text in texts_of(plots.calibration(RUNS[Half.TEST])) if text.isdigit()]
    assert counts == ["1", "3"]


def test_misses_name_the_laws_and_none_draws_an_empty_plot() -> None:
    assert {"ÜbG", "Leitfaden Werken & Leimen"} <= set(texts_of(plots.misses(RUNS[Half.TEST])))
    assert "Wo es fehlt" in texts_of(plots.misses(replace(RUNS[Half.TEST], missed={})))


def test_the_parts_are_those_that_ours_was_measured_without() -> None:
    texts = texts_of(plots.parts(RUNS[Half.TEST]))
    assert {"ohne Themen", NO_DIGEST, NO_SOURCES, "wie geschrieben", "mit Tippfehlern"} <= set(texts)
    assert not {OURS, BM25, TUTORIAL} & set(texts)
