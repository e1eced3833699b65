"""The commands of ingest as an operator calls them: exit codes, what is printed, and no traceback."""

import json
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from corpus.earlier import read_earlier
from corpus.embedding import STATIC_PATH, StaticEmbedder
from corpus.generation import current, read_manifest
from corpus.index import PassageIndex
from ingest.__main__ import BUSY, WRONG, app
from ingest.build import LOCK
from ingest.report import NOTHING, PARTIAL
from tests.sample import EARLIER_PARAGRAPHS, law_zip

OPTIONS = (
    "--title",
    "Merkblatt zum Üben",
    "--publisher",
    "Verein",
    "--rank",
    "guidance",
    "--url",
    "https://v.example/",
)


def call(*words: str | Path, **settings: str | Path) -> Result:
    """Call a command with these settings and no others."""
    names = ("DATA", "MIRROR", "OFFLINE", "HOST", "PORT", "HOSTNAMES", "EMBEDDER")
    environ = {f"LOTSE_{name}": None for name in names} | {name: str(value) for name, value in settings.items()}
    return CliRunner().invoke(app, [str(word) for word in words], env=environ, prog_name="ingest")


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a mirror that has one of the laws, with our own words in it."""
    folder = tmp_path_factory.mktemp("mirror")
    file = folder / "www.gesetze-im-internet.de" / "schwbwv" / "xml.zip"
    file.parent.mkdir(parents=True)
    file.write_bytes(law_zip())
    return folder


@pytest.fixture(scope="module")
def built(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with an index; tests that change it take a copy."""
    data = tmp_path_factory.mktemp("data")
    assert call("--mirror", mirror, LOTSE_DATA=data).exit_code == PARTIAL
    return data


def test_a_run_without_news_prints_problems_and_one_line(built: Path, mirror: Path) -> None:
    done = call(LOTSE_DATA=built, LOTSE_MIRROR=mirror)
    *problems, last, end = done.stdout.split("\n")
    assert done.exit_code == PARTIAL
    assert last.startswith(f"Index {current(built / 'index').name} ist aktuell: 1 von ")
    assert end == ""
    assert all(line.startswith("•") for line in problems)
    assert "│" in call("--full", LOTSE_DATA=built, LOTSE_MIRROR=mirror).stdout


def test_quiet_prints_nothing_and_json_the_report(built: Path, mirror: Path) -> None:
    quiet = call("--quiet", "--mirror", mirror, LOTSE_DATA=built)
    assert (quiet.exit_code, quiet.output) == (PARTIAL, "")
    report = json.loads(call("--json", "--mirror", mirror, LOTSE_DATA=built).stdout)
    assert (report["exit_code"], report["built"]) == (PARTIAL, False)
    assert {row["source"]: row["as_of"] for row in report["rows"]}["wvo"] == "2026-01-05"


def test_offline_asks_nobody_and_uses_what_is_kept(built: Path) -> None:
    done = call("--offline", LOTSE_DATA=built)
    assert done.exit_code == PARTIAL
    assert "SGB IX: Offline: www.gesetze-im-internet.de wurde nicht gefragt." in done.stdout
    assert "1 von " in done.stdout


def test_with_nothing_at_all_the_digest_is_indexed(tmp_path: Path) -> None:
    done = call(LOTSE_DATA=tmp_path, LOTSE_OFFLINE="1")
    assert done.exit_code == NOTHING
    assert "┃ Quelle" in done.stdout
    assert "neu gebaut: 0 von " in done.stdout
    assert current(tmp_path / "index").is_dir()


def test_a_second_builder_is_told_to_wait(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    with FileLock(tmp_path / "index" / LOCK):
        done = call("--offline", LOTSE_DATA=tmp_path)
    assert done.exit_code == BUSY
    assert "wird gerade gebaut" in done.stderr


def test_what_has_to_be_mended_ends_the_command_with_one_line(tmp_path: Path, mirror: Path) -> None:
    (tmp_path / "sources.toml").write_text("[[source]]\nid = 1\n", "utf-8")
    for done, told in (
        (call(LOTSE_PORT="achtzig"), "LOTSE_PORT"),
        (call(LOTSE_DATA=tmp_path, LOTSE_MIRROR=tmp_path / "keiner"), "kein Ordner"),
        (call("--offline", LOTSE_DATA=tmp_path), "sources.toml, Zeile 2"),
        (call("--mirror", mirror, LOTSE_DATA=tmp_path / "sources.toml"), "Platz und Rechte"),
        (call("--mirror", tmp_path / "keiner"), "--mirror"),
    ):
        assert done.exit_code == WRONG
        assert told in done.stderr
        assert not isinstance(done.exception, Exception)


def test_a_model_that_is_none_is_named(tmp_path: Path) -> None:
    done = call("--offline", LOTSE_DATA=tmp_path, LOTSE_EMBEDDER=tmp_path)
    assert done.exit_code == WRONG
    assert f"Das Sprachmodell „{tmp_path}“ lässt sich nicht laden" in done.stderr


def test_an_unknown_setting_is_named_and_the_run_goes_on(built: Path) -> None:
    done = call("--offline", LOTSE_DATA=built, LOTSE_PROT="1", LOTSE_REQUIRE_BROWSER="1")
    assert done.exit_code == PARTIAL
    assert done.stderr.startswith("LOTSE_PROT ist keine Einstellung")
    assert "LOTSE_REQUIRE_BROWSER" not in done.stderr


def test_an_older_edition_that_is_added_is_compared_and_not_quoted(built: Path, tmp_path: Path) -> None:
    data, file = shutil.copytree(built, tmp_path / "data"), tmp_path / "old.zip"
    file.write_bytes(law_zip("20250110", EARLIER_PARAGRAPHS))
    done = call("add", file, "--source", "wvo", "--as-of", "2025-01-10", LOTSE_DATA=data)
    assert "WVO: aufgenommen, Stand 10.01.2025." in done.stdout
    folder = current(data / "index")
    assert {edition.source_id: str(edition.as_of) for edition in read_manifest(folder).editions}["wvo"] == "2026-01-05"
    assert [str(wording.as_of) for wording in read_earlier(folder).of("wvo", "2")] == ["2025-01-10"]


def test_an_added_file_is_in_the_index(built: Path, tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "blatt.md"
    shutil.copytree(built, data)
    file.write_text("# Werkzeug\n\nDer Meister pflegt das Werkzeug mit den Lehrlingen.\n", "utf-8")
    done = call("add", file, "--source", "blatt", "--as-of", "2025-05-01", *OPTIONS, LOTSE_DATA=data)
    assert done.exit_code == 0
    assert "Merkblatt zum Üben: aufgenommen, Stand 01.05.2025." in done.stdout
    index = PassageIndex(current(data / "index"), StaticEmbedder(STATIC_PATH).name)
    assert [str(p.place) for p in index.passages if p.source_id == "blatt"] == ["Merkblatt zum Üben, „Werkzeug“"]
    index.close()


@pytest.mark.parametrize(
    ("name", "source", "options", "told"),
    [
        ("blatt.txt", "blatt", (), "fehlen noch: --title, --publisher, --rank, --url"),
        ("blatt.txt", "blatt", OPTIONS[:4], "fehlen noch: --rank, --url"),
        ("blatt.docx", "blatt", OPTIONS, "„blatt.docx“: Gelesen werden Dateien mit der Endung"),
        ("blatt.txt", "wvo", (), "WVO wird nur als „xml.zip“"),
        ("leer.txt", "bmas-aktionsplan-2024", (), "Die Datei ist leer"),
        ("blatt.txt", "blatt", (*OPTIONS, "--cite", "SGB IX"), "gehört schon zur Quelle „sgb-ix“"),
    ],
)
def test_a_file_that_cannot_be_added_is_refused(
    tmp_path: Path, name: str, source: str, options: tuple[str, ...], told: str
) -> None:
    file = tmp_path / name
    file.write_text("" if name == "leer.txt" else "Der Meister pflegt das Werkzeug.", "utf-8")
    done = call("add", file, "--source", source, *options, LOTSE_DATA=tmp_path / "data")
    assert done.exit_code == WRONG
    assert told in done.stderr
    assert not (tmp_path / "data" / "index").exists()
    assert not (tmp_path / "data" / "sources.toml").exists()
