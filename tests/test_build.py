"""Building beside the served generation: who may build, what a reader sees, what a failure leaves."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.embedding import HashEmbedder
from corpus.generation import GENERATIONS, POINTER, NoIndex, current, finished, read_manifest, write_manifest
from corpus.index import BrokenIndex, PassageIndex
from corpus.nouns import PagePoint, Passage
from ingest.build import AlreadyBuilding, BuildFailed, build, searched_text, up_to_date
from ingest.verify import VECTORS, NotVerified, verify
from tests.generations import EDITION, EMBEDDER, Order, facts, passages, quiet, stored

ROOT = Path(__file__).resolve().parent.parent


def _built(folder: Path, count: int = 30, version: int = 1) -> Path:
    return build(folder, passages(count, version), EMBEDDER, facts(version), quiet)


def _served_texts(folder: Path) -> tuple[Passage, ...]:
    index = PassageIndex(current(folder), EMBEDDER.name)
    index.close()
    return index.passages


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index folder that serves five passages; take a copy before changing it."""
    folder = tmp_path_factory.mktemp("index")
    _built(folder, 5)
    return folder


@pytest.fixture
def serving(built_once: Path, tmp_path: Path) -> Path:
    """Return an index folder of this test's own that serves five passages."""
    return shutil.copytree(built_once, tmp_path / "index")


class _Spoilt(HashEmbedder):
    """Gives a vector that is no number for one text."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = super().embed_passages(texts)
        vectors[-1, 3] = np.nan
        return vectors


def test_a_built_generation_is_served_with_all_it_knows_of_itself(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = build(tmp_path, passages(300), EMBEDDER, facts(), lambda done, of: told.append((done, of)))
    manifest = read_manifest(folder)
    assert current(tmp_path) == folder
    assert manifest.generation == folder.name
    assert (manifest.count, manifest.dimension, manifest.embedder) == (300, 64, "hash-64")
    assert (manifest.editions, manifest.sources) == ((EDITION,), ("uebg", "fehlt"))
    assert manifest.problems == ("Eine Quelle fehlt.",)
    assert told == [(256, 300), (300, 300)]
    assert _served_texts(tmp_path) == passages(300)


def test_an_index_is_up_to_date_until_the_fingerprint_changes(built_once: Path, tmp_path: Path) -> None:
    assert not up_to_date(tmp_path, facts().fingerprint)
    assert up_to_date(built_once, facts().fingerprint)
    assert not up_to_date(built_once, facts(2).fingerprint)


def test_a_second_builder_is_told_who_builds(tmp_path: Path) -> None:
    def try_to_build(_done: int, _of: int) -> None:
        with pytest.raises(AlreadyBuilding, match=r"wird gerade gebaut \(Prozess \d+, seit .* Uhr\)"):
            _built(tmp_path, version=2)

    folder = build(tmp_path, passages(30), EMBEDDER, facts(), try_to_build)
    assert current(tmp_path) == folder
    assert list((tmp_path / GENERATIONS).iterdir()) == [folder]


def test_a_reader_keeps_the_old_generation_and_finds_the_new_one_after_the_switch(tmp_path: Path) -> None:
    _built(tmp_path, version=1)
    reader = PassageIndex(current(tmp_path), EMBEDDER.name)
    query = EMBEDDER.embed_query(searched_text(passages(30)[7]))

    def look(_done: int, _of: int) -> None:
        assert _served_texts(tmp_path) == passages(30, 1)

    build(tmp_path, passages(40, 2), EMBEDDER, facts(2), look)
    assert _served_texts(tmp_path) == passages(40, 2)
    assert reader.passages[reader.nearest(query, 1)[0][0]] == passages(30, 1)[7]
    reader.close()


def test_the_generation_before_is_kept_and_older_ones_go(serving: Path) -> None:
    second, third = (_built(serving, 3, version) for version in (2, 3))
    assert finished(serving) == (third, second)
    assert set((serving / GENERATIONS).iterdir()) == {third, second}


def test_the_latest_generation_is_kept_where_the_pointer_is_lost(serving: Path) -> None:
    before = current(serving)
    (serving / POINTER).unlink()
    assert finished(serving) == (before,)
    after = _built(serving, 3, 2)
    assert finished(serving) == (after, before)


def test_a_damaged_index_is_not_up_to_date(serving: Path) -> None:
    made = read_manifest(current(serving)).fingerprint
    assert up_to_date(serving, made)
    vectors = current(serving) / VECTORS
    vectors.write_bytes(vectors.read_bytes()[:-1])
    assert not up_to_date(serving, made)


def test_remains_of_a_killed_build_are_thrown_away(tmp_path: Path) -> None:
    remains = tmp_path / GENERATIONS / "20260101-000000-000000-abc.part"
    remains.mkdir(parents=True)
    (remains / "manifest.json").write_text("{}")
    folder = _built(tmp_path, 3)
    assert list((tmp_path / GENERATIONS).iterdir()) == [folder]


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ((), "keinen Abschnitt"),
        ((*passages(3), passages(3)[1]), "dieselbe Kennung v1-1, der zweite ist ÜbG § 1 Abs. 1"),
        ((*passages(3), replace(passages(4)[3], text=" \n")), "leer: ÜbG § 3 Abs. 1"),
        ((replace(passages(1)[0], text="…", path=(), place=PagePoint("–")),), "Kein Abschnitt enthält ein Wort"),
    ],
)
def test_unfit_passages_fail_the_build_by_name_and_leave_the_served_index(
    serving: Path, wanted: tuple[Passage, ...], reason: str
) -> None:
    served = current(serving)
    with pytest.raises(BuildFailed, match=reason):
        build(serving, wanted, EMBEDDER, facts(2), quiet)
    assert current(serving) == served
    assert list((serving / GENERATIONS).iterdir()) == [served]


def test_a_vector_that_is_no_number_fails_the_build_and_names_the_passage(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match=r"NaN.*Leitfaden, S\. 2 \(Quelle uebg, Abschnitt 2\)"):
        build(tmp_path, passages(3), _Spoilt(64), facts(), quiet)
    with pytest.raises(NoIndex):
        current(tmp_path)


def test_one_passage_is_enough(tmp_path: Path) -> None:
    _built(tmp_path, 1)
    assert _served_texts(tmp_path) == passages(1)


def test_a_folder_that_cannot_be_written_is_said_in_german(tmp_path: Path) -> None:
    (tmp_path / GENERATIONS).write_text("eine Datei, wo ein Ordner sein soll")
    with pytest.raises(BuildFailed, match=r"konnte nicht gebaut werden.*Schreibrechte"):
        _built(tmp_path)


@pytest.mark.parametrize("limit", [100_000, 300_000])
def test_a_full_disk_fails_the_build_and_leaves_the_served_index(serving: Path, limit: int) -> None:
    served = current(serving)
    order = Order(str(serving), 2, 900, file_limit=limit)
    done = subprocess.run(order.command(), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Der bisherige Index bleibt in Gebrauch" in done.stderr
    assert "Traceback" not in done.stderr
    assert current(serving) == served
    assert list((serving / GENERATIONS).iterdir()) == [served]


def test_verification_misses_a_vector_that_belongs_to_another_passage(tmp_path: Path) -> None:
    folder = stored(tmp_path, passages(30))
    verify(folder)
    vectors = np.load(folder / VECTORS)
    vectors[[4, 9]] = vectors[[9, 4]]
    np.save(folder / VECTORS, vectors)
    _forget_files(folder)
    with pytest.raises(NotVerified, match="Bedeutung findet 2 von 30 Abschnitten nicht"):
        verify(folder)


def test_verification_misses_words_that_lead_nowhere(tmp_path: Path) -> None:
    folder = stored(tmp_path / "a", passages(30))
    other = stored(tmp_path / "b", passages(20))
    for path in (folder / "words").iterdir():
        path.write_bytes((other / "words" / path.name).read_bytes())
    _forget_files(folder)
    with pytest.raises(NotVerified, match="20 Texte, der Index 30 Orte"):
        verify(folder)


def test_verification_misses_words_that_belong_to_other_places(tmp_path: Path) -> None:
    folder = stored(tmp_path / "a", passages(30))
    other = stored(tmp_path / "b", passages(30)[::-1])
    for path in (folder / "words").iterdir():
        path.write_bytes((other / "words" / path.name).read_bytes())
    _forget_files(folder)
    with pytest.raises(NotVerified, match="Wörtern"):
        verify(folder)


def test_verification_sees_a_changed_file_by_name(tmp_path: Path) -> None:
    folder = stored(tmp_path, passages(3))
    (folder / VECTORS).write_bytes(b"")
    with pytest.raises(BrokenIndex, match=r"vectors\.npy"):
        verify(folder)


def test_a_pointer_to_nowhere_does_not_stop_a_build(tmp_path: Path) -> None:
    (tmp_path / POINTER).write_text("gibt-es-nicht")
    folder = _built(tmp_path, 2)
    assert current(tmp_path) == folder


def _forget_files(folder: Path) -> None:
    """Take the checksums out of the manifest, so that what they would catch has to be caught otherwise."""
    write_manifest(folder, replace(read_manifest(folder), files=()))
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["files"] == []
