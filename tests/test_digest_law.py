"""The whole digest against the law that it was written from: every entry checked, no error, and what grows stale."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.check.checking import Checked, check_digest
from corpus.check.findings import Kind
from corpus.digest import read_digest
from corpus.embedding import HashEmbedder
from corpus.folders import Folders
from corpus.generation import current
from corpus.index import PassageIndex
from corpus.manifest import load_sources
from corpus.nouns import Passage, Pinpoint, Source, Unit, Wording
from corpus.wording import LoadedWording
from ingest.collect import Collector, mirrored
from ingest.read import read_source, remembering
from ingest.run import Heard, Run

pytestmark = [pytest.mark.shared, pytest.mark.slow]
WRITTEN = date(2026, 11, 24)
LEAST = {
    "kernaussagen": 1500, "dokumente": 90, "themen": 200, "ways_of_asking": 2400, "pruefwege": 12,
    "glossar": 150, "wortschatz": 700, "wegweiser": 50,
}  # fmt: skip
# Amended in the edition that the digest was written from, by hand; the mirror has the wording before.
AMENDED = {"SGB IX § 67 Abs. 1", "SGB IX § 167 Abs. 2"}


def indexed(folder: Path, shared: Path, newest: bool) -> LoadedWording:
    """Ingest the mirror, with the edition and the documents that the digest was written from where ``newest``."""
    folders, read, sources = Folders(folder), remembering(read_source), load_sources()
    collector = Collector(mirrored(shared / "mirror"), read, folders.editions, datetime.max.replace(tzinfo=UTC))
    quiet = Heard(lambda _source: None, lambda _done, _of: None)
    if newest:
        for source_id, file, as_of in additions(folder, shared):
            collector.add(named(sources, source_id), file, as_of)
    Run(folders, collector, read, HashEmbedder(8)).go(sources, folder / "no-digest", quiet)
    index = PassageIndex(current(folders.index), HashEmbedder(8).name)
    try:
        return LoadedWording(index.passages)
    finally:
        index.close()


def additions(folder: Path, shared: Path) -> Iterator[tuple[str, Path, date | None]]:
    """Yield what an operator adds: the newest edition of SGB IX and the two documents, as text."""
    yield "sgb-ix", shared / "editions/sgb_9_2018/2026-08-19.zip", date(2026, 8, 19)
    for source_id, seed in (("bagwfbm-2024-03-28", "000_5611316424604194"), ("maass-2023", "004_8d9722c841c9228f")):
        copy = folder / f"{source_id}.txt"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((shared / f"seeds/{seed}.txt").read_bytes())
        yield source_id, copy, None


def named(sources: tuple[Source, ...], source_id: str) -> Source:
    return next(source for source in sources if source.id == source_id)


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> LoadedWording:
    return indexed(tmp_path_factory.mktemp("newest"), shared, newest=True)


@pytest.fixture(scope="module")
def checked(newest: LoadedWording) -> Checked:
    return check_digest(*read_digest(load_sources()), newest, WRITTEN)


def test_every_entry_is_checked_and_none_has_an_error(checked: Checked, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{checked.checked} of {checked.entries} entries checked")  # noqa: T201  # the figure that counts
    assert [str(finding) for finding in checked.errors] == []
    assert checked.checked == checked.entries


def test_the_digest_is_as_large_as_it_promises(checked: Checked) -> None:
    assert {name: checked.counts[name] for name, least in LEAST.items() if checked.counts[name] < least} == {}


def test_nothing_is_stale_against_the_wording_it_was_written_from(checked: Checked) -> None:
    assert checked.counts["stale"] == 0


def test_against_the_mirror_alone_only_what_was_amended_is_stale(
    tmp_path_factory: pytest.TempPathFactory, shared: Path
) -> None:
    mirror = indexed(tmp_path_factory.mktemp("mirror"), shared, newest=False)
    found = check_digest(*read_digest(load_sources()), mirror, WRITTEN).findings
    stale = {finding for finding in found if finding.kind is Kind.STALE}
    changed = {place for f in stale for place in re.findall(r"SGB \w+ § \w+ Abs\. \d\w*", f.message)}
    assert changed == AMENDED
    statements = [finding.entry for finding in stale if finding.file.startswith("kernaussagen")]
    assert {amended for amended in AMENDED if any(entry.startswith(amended) for entry in statements)} == AMENDED
    assert all(any(entry.startswith(amended) for amended in AMENDED) for entry in statements)


def test_the_wording_before_june_2023_makes_the_entries_on_the_wage_subsidy_stale(
    newest: LoadedWording, shared: Path
) -> None:
    place = Pinpoint("SGB IX", "61", "2", "2")
    text = (shared / "editions/sgb_9_2018_markdown/SGB_IX_2022-01-01.md").read_text("utf-8")
    sentence = next(s for s in re.split(r"(?<=\.)\s+", text) if "40 Prozent der monatlichen Bezugsgröße" in s)
    passage = Passage("p", "sgb-ix", "e" * 64, 0, replace(place, sentence=None), (), sentence, (), Wording.OFFICIAL)
    old = LoadedWording([replace(passage, units=(Unit(place, 0, len(sentence)),))])
    assert old.seal(place) != newest.seal(place)
    found = check_digest(*read_digest(load_sources()), old, WRITTEN).findings
    stale = {finding.file for finding in found if finding.kind is Kind.STALE}
    assert {"kernaussagen/sgb-ix-61.toml", "themen/budget-hoehe-dauer.toml"} <= stale
