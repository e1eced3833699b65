"""Earlier editions of a law: kept where their words differ, never in place of the newest, never a reason to fail."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.earlier import (
    EARLIER,
    NOT_THERE,
    BadEarlier,
    Earlier,
    EarlierWording,
    ParagraphText,
    SectionText,
    read_earlier,
    section_texts,
    write_earlier,
)
from corpus.embedding import HashEmbedder
from corpus.folders import Folders
from corpus.generation import current, damaged, read_manifest
from corpus.index import PassageIndex
from corpus.nouns import Reading, Source
from ingest.collect import Collector, offline
from ingest.earlier import Compared, compared, older
from ingest.read import read_source, remembering
from ingest.report import Report
from ingest.run import Heard, Run
from tests.sample import EARLIER_PARAGRAPHS, PARAGRAPHS, SOURCE, Paragraphs, law_zip

OLD, MIDDLE, NEW = date(2024, 3, 1), date(2025, 6, 1), date(2026, 1, 5)
WAGE = ("2", "Lohn für Lehrlinge")


def quiet(*_: object) -> None:
    pass


class Desk:
    """An operator's data folder: add editions of the law, then run."""

    def __init__(self, home: Path, source: Source = SOURCE) -> None:
        self.folders, self.home, self.source = Folders(home / "data"), home, source

    def add(self, day: date, paragraphs: Paragraphs, stated: date | None = None) -> None:
        """Add the law as ``python -m ingest add`` does, built on ``day``."""
        file = self.home / "law.zip"
        file.write_bytes(law_zip(f"{day:%Y%m%d}", paragraphs))
        self.collector().add(self.source, file, stated)

    def run(self) -> Report:
        """Run offline."""
        digest = self.home / "digest"
        digest.mkdir(exist_ok=True)
        read = remembering(read_source)
        return Run(self.folders, self.collector(), read, HashEmbedder()).go((self.source,), digest, Heard(quiet, quiet))

    @property
    def earlier(self) -> Earlier:
        """Return the earlier wordings of the generation that is served."""
        return read_earlier(current(self.folders.index))

    def chain(self, section: str) -> list[tuple[date, date, date]]:
        """Return the dates of the earlier wordings of a section."""
        return [(w.since, w.as_of, w.until) for w in self.earlier.of("uebg", section)]

    def collector(self) -> Collector:
        """Return what collects from this folder alone."""
        return Collector(offline, read_source, self.folders.editions, datetime.now(UTC))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def with_wage(*texts: str) -> Paragraphs:
    return {**PARAGRAPHS, WAGE: texts}


def test_what_differs_is_kept_paragraph_by_paragraph(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, EARLIER_PARAGRAPHS)
    desk.run()
    (wage,) = desk.earlier.of("uebg", "2")
    assert (wage.since, wage.as_of, wage.until) == (OLD, OLD, NEW)
    assert wage.wording.heading == "Lohn für Lehrlinge"
    assert wage.wording.paragraphs[0] == ParagraphText("1", "(1) Lehrlinge bekommen einen Wochenlohn von 12 Talern.")
    assert [p.n for p in wage.wording.paragraphs] == ["1", "2"]
    assert "das Werkzeug und" in wage.wording.paragraphs[1].text
    assert desk.earlier.editions == {"uebg": (NEW, OLD)}


def test_what_stayed_the_same_is_not_kept(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, EARLIER_PARAGRAPHS)
    desk.run()
    assert desk.earlier.of("uebg", "1") == ()
    assert sorted(w.section for w in desk.earlier.wordings) == ["2", "3", "4"]


def test_what_was_new_and_what_went_away_is_kept(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, EARLIER_PARAGRAPHS)
    desk.run()
    (leave,), (evening,) = desk.earlier.of("uebg", "3"), desk.earlier.of("uebg", "4")
    assert leave.wording == NOT_THERE
    assert evening.wording == SectionText("Feierabend", (ParagraphText(None, "Um fünf Uhr wird gefegt."),))


def test_editions_with_one_wording_are_one_link_of_the_chain(desk: Desk) -> None:
    first, second = with_wage("(1) Es gibt 12 Taler."), with_wage("(1) Es gibt 15 Taler.")
    days = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1)]
    for day, paragraphs in zip(days, (first, first, second, PARAGRAPHS, PARAGRAPHS), strict=True):
        desk.add(day, paragraphs)
    desk.run()
    assert desk.chain("2") == [(days[2], days[2], days[3]), (days[0], days[1], days[2])]
    assert desk.chain("1") == []


def test_a_wording_that_came_back_is_a_link_of_its_own(desk: Desk) -> None:
    for day, paragraphs in ((OLD, PARAGRAPHS), (MIDDLE, with_wage("(1) Es gibt nichts.")), (NEW, PARAGRAPHS)):
        desk.add(day, paragraphs)
    desk.run()
    assert desk.chain("2") == [(MIDDLE, MIDDLE, NEW), (OLD, OLD, MIDDLE)]


def test_a_section_that_was_there_only_in_between_has_both_ends(desk: Desk) -> None:
    for day, paragraphs in ((OLD, PARAGRAPHS), (MIDDLE, EARLIER_PARAGRAPHS), (NEW, PARAGRAPHS)):
        desk.add(day, paragraphs)
    desk.run()
    there, before = desk.earlier.of("uebg", "4")
    assert (there.as_of, there.until, bool(there.wording.paragraphs)) == (MIDDLE, NEW, True)
    assert (before.as_of, before.until, before.wording) == (OLD, MIDDLE, NOT_THERE)


def test_other_line_breaks_are_no_other_wording(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    spaced = tuple(text.replace(" ", "\n  ") for text in PARAGRAPHS[WAGE])
    desk.add(OLD, {**PARAGRAPHS, WAGE: spaced})
    desk.run()
    assert desk.earlier.wordings == ()


def test_another_heading_is_another_wording(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, {key if key != WAGE else ("2", "Löhne"): texts for key, texts in PARAGRAPHS.items()})
    desk.run()
    assert [w.wording.heading for w in desk.earlier.of("uebg", "2")] == ["Löhne"]


def test_an_older_edition_never_displaces_the_newest(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    before = desk.run()
    desk.add(NEW, EARLIER_PARAGRAPHS, stated=OLD)
    after = desk.run()
    assert [row.as_of for row in (*before.rows, *after.rows)] == [NEW.isoformat()] * 2
    index = PassageIndex(current(desk.folders.index), HashEmbedder().name)
    quoted = " ".join(passage.text for passage in index.passages)
    index.close()
    assert "20 Talern" in quoted
    assert "12 Talern" not in quoted
    assert {edition.as_of for edition in index.manifest.editions} == {NEW}


def test_an_older_edition_that_is_added_later_makes_a_new_generation(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    assert desk.run().built
    assert not desk.run().built
    desk.add(OLD, EARLIER_PARAGRAPHS)
    assert desk.run().built
    assert desk.chain("2") == [(OLD, OLD, NEW)]
    assert not desk.run().built


def test_only_the_sections_that_the_source_names_are_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path, replace(SOURCE, sections=("1", "2")))
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, EARLIER_PARAGRAPHS)
    report = desk.run()
    assert {w.section for w in desk.earlier.wordings} == {"2"}
    assert report.rows[0].not_read == ()


def test_sections_that_an_earlier_edition_lacks_are_no_problem_of_the_source(tmp_path: Path) -> None:
    desk = Desk(tmp_path, replace(SOURCE, sections=("2", "3")))
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, EARLIER_PARAGRAPHS)
    assert desk.run().rows[0].not_read == ()


def test_an_earlier_file_that_cannot_be_read_is_reported_and_the_others_are_compared(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, EARLIER_PARAGRAPHS)
    desk.add(MIDDLE, with_wage("(1) Es gibt 15 Taler."))
    row = desk.collector().collect([SOURCE], quiet)[0]
    next(k for k in older(desk.folders.editions, row) if k.edition.as_of == MIDDLE).path.write_bytes(b"kaputt")
    report = desk.run()
    (problem,) = report.rows[0].not_read
    assert problem.startswith("Die frühere Ausgabe vom 01.06.2025 fehlt beim Vergleich der Fassungen: ")
    assert report.rows[0].passages == 5
    assert desk.chain("2") == [(OLD, OLD, NEW)]
    assert desk.earlier.editions == {"uebg": (NEW, OLD)}


def test_where_the_newest_cannot_be_read_nothing_is_said_to_have_gone(desk: Desk) -> None:
    desk.add(OLD, EARLIER_PARAGRAPHS)
    desk.add(NEW, PARAGRAPHS)
    row = desk.collector().collect([SOURCE], quiet)[0]
    editions = older(desk.folders.editions, row)
    assert len(editions) == 1
    assert compared(row, Reading("Übungsgesetz", ()), editions, read_source) == Compared()


def test_of_two_editions_of_one_day_the_one_that_came_last_counts(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, with_wage("(1) Es gibt 12 Taler."))
    desk.add(OLD, with_wage("(1) Es gibt 13 Taler."))
    desk.run()
    (wage,) = desk.earlier.of("uebg", "2")
    assert "13" in wage.wording.paragraphs[0].text


def test_the_file_is_one_of_those_that_are_checked(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, EARLIER_PARAGRAPHS)
    desk.run()
    folder = current(desk.folders.index)
    assert EARLIER in {file.path for file in read_manifest(folder).files}
    path = folder / EARLIER
    path.write_text(path.read_text("utf-8").replace("12 Talern", "99 Talern"), "utf-8")
    assert damaged(folder, read_manifest(folder)) == (EARLIER,)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    text = SectionText("Lohn", (ParagraphText("1", "(1) „Zwölf“\nTaler."), ParagraphText(None, "Ende")))
    wording = EarlierWording("uebg", "2a", OLD, MIDDLE, NEW, text)
    earlier = Earlier({"uebg": (NEW, MIDDLE, OLD)}, (wording, replace(wording, section="3", wording=NOT_THERE)))
    write_earlier(tmp_path, earlier)
    assert read_earlier(tmp_path) == earlier


def test_a_generation_without_the_file_has_no_earlier_wordings(tmp_path: Path) -> None:
    assert read_earlier(tmp_path) == Earlier()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"editions": {"a": ["gestern"]}, "wordings": []}', '{"editions": {}, "wordings": [1]}']
)
def test_a_damaged_file_is_named_in_german(tmp_path: Path, text: str) -> None:
    (tmp_path / EARLIER).write_text(text, "utf-8")
    with pytest.raises(BadEarlier, match=r"earlier\.json sind unbrauchbar.*python -m ingest"):
        read_earlier(tmp_path)


def test_a_section_reads_the_same_from_blocks_and_from_passages(desk: Desk) -> None:
    desk.add(NEW, PARAGRAPHS)
    desk.run()
    blocks = read_source(next((desk.folders.editions / "uebg").glob("*.zip")), SOURCE).blocks
    index = PassageIndex(current(desk.folders.index), HashEmbedder().name)
    index.close()
    assert section_texts(index.passages) == section_texts(blocks)


def test_only_the_last_reading_of_a_source_is_remembered(tmp_path: Path) -> None:
    told: list[bytes] = []

    def counting(path: Path, source: Source) -> object:
        told.append(path.read_bytes())
        return read_source(path, source)

    read: Callable[[Path, Source], object] = remembering(counting)  # type: ignore[arg-type]
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_bytes(law_zip())
    old.write_bytes(law_zip("20240301"))
    for path in (new, new, old, new):
        read(path, SOURCE)
    assert told == [new.read_bytes(), old.read_bytes(), new.read_bytes()]
