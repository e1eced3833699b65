"""Collecting editions: what comes in is kept once, what does not come in leaves the kept edition alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from corpus.nouns import AsOfRule, Format, Rank, Reading, Source
from ingest.collect import Collector, FetchFn, mirrored, offline
from ingest.download import NotFetched, Unchanged, Validators
from ingest.editions import Arrival, kept
from ingest.unreadable import Unreadable

LAW = Source(
    id="uebg",
    cite="ÜbG",
    title="Übungsgesetz",
    publisher="Amt für Übungen",
    url="https://laws.example/uebg/xml.zip",
    format=Format.GII_XML,
    rank=Rank.LAW,
    rights="amtliches Werk",
    as_of_rule=AsOfRule.BUILDDATE,
)
PLAN = replace(
    LAW, id="plan", cite="Plan", url="https://plans.example/plan.pdf", format=Format.PDF, address_certain=False
)
NEVER = datetime.max.replace(tzinfo=UTC)


def read(path: Path, source: Source) -> Reading:
    """Read a file whose text is its builddate; anything else is unreadable."""
    text = path.read_text("utf-8")
    if not text.startswith("20"):
        raise Unreadable(f"{source.cite}: keine lesbare Datei.")
    return Reading(source.title, (), built=date.fromisoformat(text[:10]), stand="Zuletzt geübt")


def serving(**texts: str) -> FetchFn:
    """Return a fetch that serves the given texts by host, with the text as its own validator."""

    def fetch(url: str, known: Validators) -> Arrival:
        text = texts.get(url.split("/")[2].split(".")[0])
        if text is None:
            raise NotFetched(f"{url} antwortet nicht.")
        if known.etag == text:
            raise Unchanged(url)
        return Arrival(text.encode(), url, datetime.now(UTC), etag=text)

    return fetch


@pytest.fixture
def collector(tmp_path: Path) -> Callable[..., Collector]:
    def make(fetch: FetchFn, fresh_after: datetime = NEVER) -> Collector:
        return Collector(fetch, read, tmp_path, fresh_after)

    return make


def names(told: list[str]) -> Callable[[Source], None]:
    return lambda source: told.append(source.id)


def test_a_new_edition_is_kept_with_its_dates(collector: Callable[..., Collector], tmp_path: Path) -> None:
    told: list[str] = []
    (row,) = collector(serving(laws="2026-02-02 a")).collect([LAW], names(told))
    assert row.kept is not None
    assert row.kept.edition.as_of == date(2026, 2, 2)
    assert row.kept.edition.stand == "Zuletzt geübt"
    assert row.kept.path.read_text("utf-8") == "2026-02-02 a"
    assert told == ["uebg"]
    assert [p.suffix for p in sorted((tmp_path / "uebg").iterdir())] == [".json", ".zip"]


def test_a_newer_edition_stands_before_the_older_which_is_kept(
    collector: Callable[..., Collector], tmp_path: Path
) -> None:
    collector(serving(laws="2026-02-02 a")).collect([LAW], names([]))
    (row,) = collector(serving(laws="2026-08-19 b")).collect([LAW], names([]))
    assert row.kept is not None
    assert row.kept.edition.as_of == date(2026, 8, 19)
    assert [k.edition.as_of.isoformat() for k in kept(tmp_path, LAW)] == ["2026-08-19", "2026-02-02"]


def test_nothing_new_keeps_the_edition_and_confirms_it(collector: Callable[..., Collector], tmp_path: Path) -> None:
    collector(serving(laws="2026-02-02 a")).collect([LAW], names([]))
    before = kept(tmp_path, LAW)[0].confirmed
    (row,) = collector(serving(laws="2026-02-02 a")).collect([LAW], names([]))
    assert row.problems == ()
    assert kept(tmp_path, LAW)[0].confirmed >= before


def test_an_edition_without_its_file_is_fetched_again(collector: Callable[..., Collector], tmp_path: Path) -> None:
    collector(serving(laws="2026-02-02 a")).collect([LAW], names([]))
    kept(tmp_path, LAW)[0].path.unlink()
    assert kept(tmp_path, LAW) == ()
    (row,) = collector(serving(laws="2026-02-02 a")).collect([LAW], names([]))
    assert row.kept is not None
    assert row.kept.path.is_file()


def test_what_was_confirmed_lately_is_not_asked_for(collector: Callable[..., Collector]) -> None:
    collector(serving(laws="2026-02-02 a")).collect([LAW], names([]))
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    (row,) = collector(serving(), fresh_after=hour_ago).collect([LAW], names([]))
    assert row.problems == ()
    assert row.kept is not None


@pytest.mark.parametrize(
    ("fetch", "said"), [(serving(), "antwortet nicht"), (offline, "Offline"), (serving(laws="<html>"), "lesbare")]
)
def test_what_fails_is_said_and_the_kept_edition_is_used(
    collector: Callable[..., Collector], fetch: FetchFn, said: str
) -> None:
    collector(serving(laws="2026-02-02 a")).collect([LAW], names([]))
    (row,) = collector(fetch).collect([LAW], names([]))
    assert said in row.problems[0]
    assert row.kept is not None
    assert row.kept.edition.as_of == date(2026, 2, 2)


def test_an_unreadable_file_leaves_nothing_behind(collector: Callable[..., Collector], tmp_path: Path) -> None:
    (row,) = collector(serving(laws="<html>")).collect([LAW], names([]))
    assert row.kept is None
    assert list(tmp_path.iterdir()) == []


def test_one_bad_source_does_not_stop_the_others(collector: Callable[..., Collector]) -> None:
    other = replace(LAW, id="other", url="https://others.example/xml.zip")
    rows = collector(serving(others="2025-01-01")).collect([LAW, other, PLAN], names([]))
    assert [row.source.id for row in rows] == ["uebg", "other", "plan"]
    assert [row.kept is not None for row in rows] == [False, True, False]


def test_an_uncertain_address_asks_the_operator(collector: Callable[..., Collector], tmp_path: Path) -> None:
    (row,) = collector(serving(plans="2024-03-01")).collect([PLAN], names([]))
    assert "python -m ingest add DATEI --source plan" in row.problems[0]
    file = tmp_path / "mine.pdf"
    file.write_text("2024-03-01", "utf-8")
    collector(offline).add(PLAN, file, date(2024, 3, 28))
    (row,) = collector(offline).collect([PLAN], names([]))
    assert row.problems == ()
    assert row.kept is not None
    assert row.kept.edition.as_of == date(2024, 3, 28)
    assert row.kept.edition.origin == "Datei mine.pdf"


@pytest.mark.parametrize(
    ("name", "format_"), [("plan.TXT", Format.TEXT), ("plan.md", Format.MARKDOWN), ("plan.htm", Format.HTML)]
)
def test_a_document_may_come_in_another_format_than_its_publishers(
    collector: Callable[..., Collector], tmp_path: Path, name: str, format_: Format
) -> None:
    plan = replace(PLAN, as_of_rule=AsOfRule.RETRIEVED)
    file = tmp_path / name
    file.write_text("2024-03-01", "utf-8")
    added = collector(offline).add(plan, file, None)
    (row,) = collector(offline).collect([plan], names([]))
    assert row.kept is not None
    assert row.kept.path == added.path
    assert row.as_kept == replace(plan, format=format_)
    assert added.path.read_text("utf-8") == "2024-03-01"
    assert row.source == plan


def test_the_same_file_under_another_ending_is_read_by_that(
    collector: Callable[..., Collector], tmp_path: Path
) -> None:
    for name in ("plan.txt", "plan.md"):
        (tmp_path / name).write_text("2024-03-01", "utf-8")
        collector(offline).add(PLAN, tmp_path / name, None)
    (edition,) = kept(tmp_path, PLAN)
    assert (edition.format, edition.path.suffix) == (Format.MARKDOWN, ".md")


@pytest.mark.parametrize(
    ("source", "name", "said"),
    [
        (LAW, "law.pdf", "ÜbG wird nur als „xml.zip“"),
        (PLAN, "plan.zip", "Plan ist ein Dokument"),
        (PLAN, "plan.docx", "Endung .zip, .pdf, .txt"),
    ],
)
def test_a_file_that_cannot_be_read_as_the_source_is_refused(
    collector: Callable[..., Collector], tmp_path: Path, source: Source, name: str, said: str
) -> None:
    file = tmp_path / name
    file.write_text("2024-03-01", "utf-8")
    with pytest.raises(Unreadable, match=said):
        collector(offline).add(source, file, None)
    assert kept(tmp_path, source) == ()


def test_a_stated_date_outranks_the_builddate_of_a_later_download(
    collector: Callable[..., Collector], tmp_path: Path
) -> None:
    file = tmp_path / "law.zip"
    file.write_text("2026-02-02 with amendments", "utf-8")
    collector(offline).add(LAW, file, date(2026, 8, 19))
    (row,) = collector(serving(laws="2026-02-02 a")).collect([LAW], names([]))
    assert row.kept is not None
    assert row.kept.edition.as_of == date(2026, 8, 19)


def test_a_mirror_serves_what_it_holds(collector: Callable[..., Collector], tmp_path: Path) -> None:
    file = tmp_path / "mirror" / "laws.example" / "uebg" / "xml.zip"
    file.parent.mkdir(parents=True)
    file.write_text("2026-02-02", "utf-8")
    (row,) = collector(mirrored(tmp_path / "mirror")).collect([LAW], names([]))
    assert row.kept is not None
    assert row.kept.edition.origin == LAW.url
