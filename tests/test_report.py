"""The report of a run: its exit code, its file, its words."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from ingest.report import ALL, NOTHING, PARTIAL, Report, Row, as_json, load, save, show

GOOD = Row("uebg", "ÜbG", "2026-02-02", "ab" * 32, 12, (), ())
BAD = Row("plan", "Plan", None, None, 0, ("Bitte besorgen.",), ())
ODD = Row("wvo", "WVO", "2026-02-02", "cd" * 32, 3, (), ("§ 99 fehlt in der Datei.",))


def report(*rows: Row) -> Report:
    return Report("g1", True, "2026-11-24T12:00:00+00:00", 70, rows)


@pytest.mark.parametrize(
    ("rows", "code"), [((GOOD,), ALL), ((GOOD, BAD), PARTIAL), ((GOOD, ODD), PARTIAL), ((BAD,), NOTHING)]
)
def test_the_exit_code_says_how_much_is_in(rows: tuple[Row, ...], code: int) -> None:
    assert report(*rows).exit_code == code
    assert f'"exit_code": {code}' in as_json(report(*rows))


def test_a_saved_report_is_read_again(tmp_path: Path) -> None:
    save(report(GOOD, ODD), tmp_path / "index" / "report.json")
    assert load(tmp_path / "index" / "report.json") == {"uebg": GOOD, "wvo": ODD}
    assert load(tmp_path / "none.json") == {}


def test_the_printed_report_names_sources_problems_and_totals() -> None:
    out = io.StringIO()
    show(report(GOOD, BAD, ODD), Console(file=out, width=100))
    text = out.getvalue()
    for expected in (
        "ÜbG",
        "2026-02-02",
        "fehlt",
        "Plan: Bitte besorgen.",
        "WVO: § 99 fehlt",
        "2 von 3 Quellen",
        "70 Kernaussagen",
    ):
        assert expected in text
