"""Passages go into the store and come back as they were; a damaged store is refused, never repaired."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings
from chromadb.utils.embedding_functions import DefaultEmbeddingFunction
from hypothesis import given
from hypothesis import strategies as st

from corpus.generation import BadManifest, IndexMismatch, read_manifest, write_manifest
from corpus.index import DATABASE, PASSAGES, STRAYS, WORDS, BrokenIndex, PassageIndex, missed, write
from corpus.nouns import PagePoint, Passage, Pinpoint, Place, Unit, Wording
from corpus.probe import probe
from corpus.rows import Unfit, from_row, passages_sha, to_row
from ingest.build import searched_text
from tests.generations import EMBEDDER, passages, stored

COUNT = 1200  # more than Chroma holds back before it writes the graph, so that a lost graph is a loss
_part = st.none() | st.text(max_size=4)
_pinpoints = st.builds(Pinpoint, st.text(), *[_part] * 7)
_pages = st.builds(PagePoint, st.text(), _part, st.none() | st.integers(1, 9999), _part)
_places = _pinpoints | _pages
_passages = st.builds(
    Passage,
    id=st.text(),
    source_id=st.text(),
    edition=st.text(),
    position=st.integers(0, 10**6),
    place=_places,
    path=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    text=st.text(),
    units=st.lists(st.builds(Unit, _places, st.integers(0), st.integers(0)), max_size=3).map(tuple),
    wording=st.sampled_from(Wording),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a whole generation that no test may change."""
    return stored(tmp_path_factory.mktemp("whole"), passages(COUNT))


@pytest.fixture
def index(whole: Path) -> Iterator[PassageIndex]:
    """Return the whole generation, open."""
    with closing(PassageIndex(whole, EMBEDDER.name)) as opened:
        yield opened


@pytest.fixture
def own(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of the whole generation that a test may damage."""
    return shutil.copytree(whole, tmp_path / "own")


@given(_passages, st.integers(0, 10**6))
def test_a_passage_comes_back_from_its_row_as_it_was(passage: Passage, row: int) -> None:
    metadata = to_row(passage, row)
    assert from_row(passage.id, passage.text, metadata) == passage
    assert metadata["row"] == row
    assert all(isinstance(value, str | int) for value in metadata.values())


@pytest.mark.parametrize("place", [Pinpoint("ÜbG"), PagePoint("Leitfaden", heading="Anhang")])
def test_the_store_returns_unusual_texts_unchanged(tmp_path: Path, place: Place) -> None:
    text = 'Ende\x00 \u2028„ß“ 🙂 é e\u0301 \t"\\ §\u00a061a\n'
    odd = replace(passages(1)[0], id="ü/1 ", place=place, path=(), text=text, units=(Unit(place, 0, 3),))
    stored(tmp_path, (*passages(2), odd))
    with closing(PassageIndex(tmp_path, EMBEDDER.name)) as opened:
        assert opened.passages == (*passages(2), odd)


def test_any_change_to_a_passage_changes_the_hash_of_all() -> None:
    one, two = passages(2)
    changed = [replace(two, text=two.text + " "), replace(two, place=Pinpoint("ÜbG")), replace(two, units=())]
    hashes = {passages_sha((one, other)) for other in (two, *changed)} | {passages_sha((two, one))}
    assert len(hashes) == 5


def test_all_passages_are_there_in_order(index: PassageIndex) -> None:
    assert index.passages == passages(COUNT)


def test_the_nearest_are_those_of_an_exact_search(index: PassageIndex) -> None:
    vectors = EMBEDDER.embed_passages([searched_text(passage) for passage in index.passages])
    question = EMBEDDER.embed_query("Was bekommt, wer Weben übt?")
    exact = vectors @ question
    found = index.nearest(question, 10)
    assert [score for _, score in found] == pytest.approx(sorted(exact, reverse=True)[:10], abs=1e-5)
    assert all(score == pytest.approx(exact[position], abs=1e-5) for position, score in found)
    assert len(index.nearest(question, 10 * COUNT)) == COUNT
    assert index.nearest(question, 0) == []


def test_a_vector_of_another_length_is_refused(index: PassageIndex) -> None:
    with pytest.raises(ValueError, match="32 dimensions, the index has 64"):
        index.nearest(np.ones(32, np.float32), 1)


def test_a_section_is_its_official_passages_in_order(tmp_path: Path) -> None:
    place = Pinpoint("ÜbG", "61a", "1")
    later, first, digest = (replace(p, place=place) for p in passages(3))
    wanted = (replace(later, position=9), replace(first, position=8), replace(digest, wording=Wording.DIGEST))
    stored(tmp_path, wanted)
    with closing(PassageIndex(tmp_path, EMBEDDER.name)) as opened:
        assert opened.section("uebg", "61a") == (wanted[1], wanted[0])
        assert opened.section("uebg", "61") == ()


def test_equal_vectors_come_back_all_of_them(tmp_path: Path) -> None:
    vectors = np.zeros((700, 16), np.float32)
    vectors[:, 0] = 1
    vectors[600:] = np.eye(16, dtype=np.float32)[np.arange(100) % 15 + 1]
    stored(tmp_path, passages(700), vectors)
    write_manifest(tmp_path, replace(read_manifest(tmp_path), embedder="gleich"))
    with closing(PassageIndex(tmp_path, "gleich")) as opened:
        assert len(opened.nearest(vectors[0], 700)) == 700
        found = opened.nearest_of_each(vectors, 1)
    assert missed(range(700), [hits[0][0] for hits in found], vectors) == []


def test_what_the_graph_loses_is_found_among_the_strays(tmp_path: Path) -> None:
    wanted = passages(5)
    stored(tmp_path, wanted)
    vectors = EMBEDDER.embed_passages([searched_text(passage) for passage in wanted])
    with chromadb.PersistentClient(tmp_path, settings=Settings(anonymized_telemetry=False)) as client:  # type: ignore[attr-defined]
        strays = client.get_collection(STRAYS, embedding_function=None)
        assert strays.count() == 0
        strays.add(
            ids=[wanted[3].id],
            embeddings=-vectors[3:4],
            documents=[wanted[3].text],
            metadatas=[to_row(wanted[3], 3)],
        )
    with closing(PassageIndex(tmp_path, EMBEDDER.name)) as opened:
        ((position, score),) = opened.nearest(-vectors[3], 1)
    assert position == 3
    assert score == pytest.approx(1, abs=1e-5)


def test_a_vector_is_missed_unless_it_or_its_equal_is_nearest() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1], [0.6, 0.8]], np.float32)
    assert missed(range(4), [1, 0, 2, 3], vectors) == []
    assert missed(range(4), [3, 0, -1, 2], vectors) == [0, 2, 3]
    assert missed([2, 3], [2, 0], vectors) == [3]


@pytest.mark.parametrize(
    ("wanted", "vectors", "reason"),
    [
        (passages(2), np.ones((3, 4)), r"Form \(3, 4\) für 2 Abschnitte"),
        (passages(2), np.array([[1, 0], [np.inf, 0]]), r"NaN oder unendlich.*ÜbG § 1 Abs\. 1"),
        ((*passages(1), *passages(1)), np.ones((2, 4)), "dieselbe Kennung v1-0"),
        ((), np.empty((0, 4)), "keinen Abschnitt"),
    ],
)
def test_what_is_unfit_is_refused_before_anything_is_written(
    tmp_path: Path, wanted: tuple[Passage, ...], vectors: np.ndarray[tuple[int, int]], reason: str
) -> None:
    with pytest.raises(Unfit, match=reason):
        write(tmp_path, wanted, vectors.astype(np.float32))
    assert list(tmp_path.iterdir()) == []


def test_the_index_opens_for_its_own_embedder_and_chroma_only(own: Path) -> None:
    with pytest.raises(IndexMismatch, match="„hash-64“ gebaut, eingestellt ist „fremd“"):
        PassageIndex(own, "fremd")
    write_manifest(own, replace(read_manifest(own), chroma="1.0.0"))
    with pytest.raises(IndexMismatch, match=r"chromadb 1\.0\.0"):
        PassageIndex(own, EMBEDDER.name)
    with pytest.raises(BrokenIndex, match=r"chromadb 1\.0\.0"):
        probe(own)


def test_no_embedding_function_is_kept_or_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("Chroma's own embedder was made; it would fetch a model")

    monkeypatch.setattr(DefaultEmbeddingFunction, "__init__", refuse)
    monkeypatch.setattr(DefaultEmbeddingFunction, "__call__", refuse)
    stored(tmp_path, passages(3))
    with closing(PassageIndex(tmp_path, EMBEDDER.name)) as opened:
        opened.nearest(EMBEDDER.embed_query("Weben"), 2)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        names = {name for (name,) in database.execute("select name from collections")}
        kept = [text for (text,) in database.execute("select config_json_str from collections")]
    assert names == {PASSAGES, STRAYS}
    assert all('"embedding_function"' not in text or '"type":"legacy"' in text.replace(" ", "") for text in kept)


def test_a_whole_index_passes_the_probe(whole: Path) -> None:
    probe(whole)


def _without_graph(folder: Path) -> None:
    shutil.rmtree(_written(folder, "*/data_level0.bin").parent)


def _written(folder: Path, name: str) -> Path:
    """Return the file that holds data; the graph of the few strays is too small for Chroma to write it."""
    return max(folder.glob(name), key=lambda path: path.stat().st_size)


def _half(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = _written(folder, name)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return damage


def _zeroed(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = _written(folder, name)
        path.write_bytes(bytes(path.stat().st_size))

    return damage


def _other_wording(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("update embedding_metadata set string_value = replace(string_value, 'Taler', 'Euro')")


@pytest.mark.parametrize("known_files", [True, False])
@pytest.mark.parametrize(
    "damage",
    [
        _without_graph,
        _half("*/data_level0.bin"),
        _zeroed("*/data_level0.bin"),
        _half(DATABASE),
        _zeroed(DATABASE),
        lambda folder: (folder / DATABASE).unlink(),
        lambda folder: shutil.rmtree(folder / WORDS),
        _other_wording,
    ],
    ids=["no graph", "half graph", "zero graph", "half db", "zero db", "no db", "no words", "other wording"],
)
def test_a_damaged_index_is_refused_without_harm(own: Path, damage: Callable[[Path], None], known_files: bool) -> None:
    if not known_files:  # what the checksums would say first has to come out all the same
        write_manifest(own, replace(read_manifest(own), files=()))
    damage(own)
    with pytest.raises(BrokenIndex, match=r"own.*python -m ingest"):
        probe(own)


def test_a_generation_without_manifest_is_refused(own: Path) -> None:
    (own / "manifest.json").unlink()
    with pytest.raises(BadManifest):
        PassageIndex(own, EMBEDDER.name)
    with pytest.raises(BrokenIndex, match=r"manifest\.json"):
        probe(own)
