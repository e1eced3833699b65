"""More and more law goes into the same store, and the largest is served by a real ``chroma run``."""

import math
from pathlib import Path

import pytest

from corpus.nouns import Pinpoint, Wording
from eval.growth import CLIENTS, Grown, Served, Times, grow, passages_of

ANIMALS = "Amsel Biber Dachs Eule Fuchs Gans Hase Igel".split()
LAWS = "# Übungsgesetz über das Füttern (ÜbG)\n" + "".join(
    f"### § {number} Regel für {animal}\n"
    f"(1) Wer {animal} füttert, muss vorher beim Amt für Übungen um Erlaubnis bitten.\n"
    f"(2) Für {animal} gilt eine Frist von {number} Wochen, die im Winter doppelt zählt.\n"
    for number, animal in enumerate(ANIMALS, 1)
)


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """Return a plain text of a small law."""
    path = tmp_path / "laws.txt"
    path.write_text(LAWS, "utf-8")
    return path


def test_every_paragraph_is_one_passage_that_can_be_cited(laws: Path) -> None:
    passages = passages_of(laws)
    assert len(passages) == len({passage.id for passage in passages}) == 2 * len(ANIMALS)
    assert len({passage.place for passage in passages}) == len(passages)
    by_text = {passage.text: passage for passage in passages}
    for number, animal in enumerate(ANIMALS, 1):
        passage = by_text[f"Für {animal} gilt eine Frist von {number} Wochen, die im Winter doppelt zählt."]
        assert passage.path == (f"Regel für {animal}",)
        assert passage.place == Pinpoint("Übungsgesetz über das Füttern (ÜbG)", str(number - 1), "2")
        assert [passage.text[unit.start : unit.end] for unit in passage.units] == [passage.text]
        assert passage.wording is Wording.OFFICIAL


def test_a_part_of_the_passages_is_a_sample_and_the_same_at_every_run(laws: Path) -> None:
    passages = passages_of(laws)
    assert passages == passages_of(laws)
    assert [passage.text for passage in passages] != [
        line.partition(") ")[2] for line in LAWS.splitlines() if line.startswith("(")
    ]


def assert_measured(times: Times) -> None:
    assert math.isfinite(times.p95_ms)
    assert 0 < times.median_ms <= times.p95_ms


@pytest.mark.slow
def test_each_size_is_built_and_searched_and_the_last_one_served(
    laws: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    questions = ("Welche Frist gilt für den Igel?", "Darf ich den Fuchs füttern?")
    grown, served = grow(passages_of(laws), [5], questions)
    assert isinstance(grown, Grown)
    assert grown.passages == 5
    assert grown.passages_per_second > 0
    assert min(grown.build_mib, grown.search_mib) > 10
    for times in (grown.meaning, grown.words, grown.search):
        assert_measured(times)
    assert grown.search.median_ms >= max(grown.meaning.median_ms, grown.words.median_ms)
    assert isinstance(served, Served)
    assert (served.passages, served.clients) == (5, CLIENTS)
    assert_measured(served.one_client)
    assert_measured(served.all_clients)
    assert served.answers_per_second > 0
    assert list(here.iterdir()) == []
