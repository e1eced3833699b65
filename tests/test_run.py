"""A whole run on a small law: collected, read, cut, indexed; run again, and run with a newer edition."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.embedding import HashEmbedder
from corpus.folders import Folders
from corpus.generation import current, read_manifest
from corpus.index import PassageIndex
from corpus.nouns import AsOfRule, Format, Wording
from ingest.collect import Collector, mirrored, offline
from ingest.read import read_source, remembering
from ingest.report import PARTIAL, Report
from ingest.run import Heard, Run, code_sha
from tests.sample import SOURCE, law_zip

NOWHERE = replace(SOURCE, id="none", cite="NG", url="https://www.gesetze-im-internet.de/none/xml.zip")
STATEMENTS = """
as_of = 2026-01-05

[[statement]]
pinpoint = "ÜbG § 2 Abs. 1 Satz 1"
standard = "Lehrlinge erhalten in jeder Woche 20 Taler Lohn."
leichter = "Lehrlinge bekommen Geld. Sie bekommen 20 Taler in der Woche."
"""


def quiet(*_: object) -> None:
    pass


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    file = tmp_path / "mirror" / "www.gesetze-im-internet.de" / "uebg" / "xml.zip"
    file.parent.mkdir(parents=True)
    file.write_bytes(law_zip())
    return tmp_path / "mirror"


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    folder = tmp_path / "digest"
    (folder / "kernaussagen").mkdir(parents=True)
    (folder / "kernaussagen" / "uebg-2.toml").write_text(STATEMENTS, "utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path, mirror: Path, digest: Path) -> Callable[[], Report]:
    def go() -> Report:
        folders = Folders(tmp_path / "data")
        read = remembering(read_source)
        collector = Collector(mirrored(mirror), read, folders.editions, datetime.max.replace(tzinfo=UTC))
        return Run(folders, collector, read, HashEmbedder()).go((SOURCE, NOWHERE), digest, Heard(quiet, quiet))

    return go


def test_a_run_builds_an_index_and_reports_on_every_source(run: Callable[[], Report], tmp_path: Path) -> None:
    report = run()
    assert report.exit_code == PARTIAL
    assert [(row.cite, row.as_of, row.passages) for row in report.rows] == [("ÜbG", "2026-01-05", 5), ("NG", None, 0)]
    assert "none/xml.zip nicht" in report.rows[1].problems[0]
    assert json.loads((tmp_path / "data" / "report.json").read_text("utf-8"))["generation"] == report.generation
    index = PassageIndex(current(tmp_path / "data" / "index"), HashEmbedder().name)
    assert [p.wording for p in index.passages] == [Wording.OFFICIAL] * 5 + [Wording.DIGEST] * 2
    assert index.passages[-2].path == index.passages[2].path
    index.close()


def test_a_second_run_keeps_the_generation_and_its_report(run: Callable[[], Report]) -> None:
    first, second = run(), run()
    assert (second.generation, second.built) == (first.generation, False)
    assert second.rows == first.rows


def test_without_its_report_a_generation_is_built_again(run: Callable[[], Report], tmp_path: Path) -> None:
    first = run()
    (tmp_path / "data" / "report.json").unlink()
    second = run()
    assert second.built
    assert second.rows == first.rows


def test_a_newer_edition_makes_a_new_generation(run: Callable[[], Report], mirror: Path) -> None:
    first = run()
    (mirror / "www.gesetze-im-internet.de" / "uebg" / "xml.zip").write_bytes(law_zip("20260819"))
    second = run()
    assert second.built
    assert second.generation != first.generation
    assert second.rows[0].as_of == "2026-08-19"


def test_a_changed_digest_makes_a_new_generation(run: Callable[[], Report], digest: Path) -> None:
    run()
    file = digest / "kernaussagen" / "uebg-2.toml"
    file.write_text(STATEMENTS.replace("in jeder Woche", "wöchentlich"), "utf-8")
    assert run().built


def test_changed_code_makes_a_new_generation(run: Callable[[], Report], tmp_path: Path) -> None:
    run()
    manifest = read_manifest(current(tmp_path / "data" / "index"))
    assert code_sha(Path(__file__).parents[1] / "ingest") in manifest.passage_rules
    package = tmp_path / "package"
    package.mkdir()
    seen = {code_sha(package)}
    for name, text in (("a.py", "x = 1"), ("a.py", "x = 2"), ("b.py", "x = 1")):
        (package / name).write_text(text, "utf-8")
        seen.add(code_sha(package))
    assert len(seen) == 4


def test_a_broken_file_leaves_the_others(run: Callable[[], Report], mirror: Path) -> None:
    broken = mirror / "www.gesetze-im-internet.de" / "none" / "xml.zip"
    broken.parent.mkdir()
    broken.write_bytes(b"<html>Wartung</html>")
    report = run()
    assert report.rows[0].passages == 5
    assert report.rows[1].problems != ()


def test_an_added_file_is_read_in_the_format_that_it_came_in(tmp_path: Path, digest: Path) -> None:
    leaflet = replace(
        SOURCE, id="blatt", cite="Merkblatt", format=Format.PDF, as_of_rule=AsOfRule.RETRIEVED, address_certain=False
    )
    file = tmp_path / "blatt.md"
    file.write_text("# Werkzeug\n\nDer Meister pflegt das Werkzeug mit den Lehrlingen.\n", "utf-8")
    (tmp_path / "digest" / "kernaussagen" / "uebg-2.toml").unlink()
    folders, read = Folders(tmp_path / "data"), remembering(read_source)
    collector = Collector(offline, read, folders.editions, datetime.now(UTC))
    collector.add(leaflet, file, None)
    report = Run(folders, collector, read, HashEmbedder()).go((leaflet,), digest, Heard(quiet, quiet))
    assert report.rows[0].problems == ()
    index = PassageIndex(current(folders.index), HashEmbedder().name)
    assert [str(passage.place) for passage in index.passages] == ["Merkblatt, „Werkzeug“"]
    index.close()
