"""The report of a run: its exit code, its file, its words."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from ingest.report import ALL, NOTHING, PARTIAL, Report, Row, as_json, load, save, show, show_sources

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
    assert load(tmp_path / "index" / "report.json", "g1") == {"uebg": GOOD, "wvo": ODD}
    assert load(tmp_path / "index" / "report.json", "g2") == {}
    assert load(tmp_path / "none.json", "g1") == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"generation": "g1"}', '{"generation": "g1", "rows": [{}]}'])
def test_a_report_of_another_kind_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text, "utf-8")
    assert load(tmp_path / "report.json", "g1") == {}


def printed(show_it: Callable[[Report, Console], None], of: Report) -> str:
    out = io.StringIO()
    show_it(of, Console(file=out, width=60))
    return out.getvalue()


def test_the_printed_report_names_problems_and_totals() -> None:
    assert printed(show, report(GOOD, BAD, ODD)).splitlines() == [
        "• Plan: Bitte besorgen.",
        "• WVO: § 99 fehlt in der Datei.",
        "Index g1 neu gebaut: 2 von 3 Quellen, 15 Abschnitte im Wortlaut, 70 eigene Einträge.",
    ]
    assert "Index g1 ist aktuell: " in printed(show, replace(report(GOOD), built=False))


def test_the_table_names_every_source_with_its_edition() -> None:
    table = printed(show_sources, report(GOOD, BAD))
    for expected in ("ÜbG", "2026-02-02", "abababababab", "12", "Plan", "fehlt"):
        assert expected in table


def test_brackets_of_an_operator_are_printed_as_they_are() -> None:
    odd = replace(BAD, cite="Heft [1]", not_fetched=("Unter [/b] nichts.",))
    assert "Heft [1]: Unter [/b] nichts." in printed(show, report(odd))
    assert "Heft [1]" in printed(show_sources, report(odd))
