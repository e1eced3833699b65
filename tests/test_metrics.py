"""The measures are right on rankings small enough to count by hand, and never made up from nothing."""

import json
from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.embedding import HashEmbedder
from corpus.nouns import PagePoint, Passage, Pinpoint, Place, Wording
from eval import pdfs
from eval.ingesting import building
from eval.metrics import Hits, NothingToScore, Share, difference, percentile, refusals, share
from eval.speed import speed_of
from eval.tutorial import CHUNK, Text, chunks_of, texts_of, tutorial
from tests.pdf_samples import lines, pdf

FIRST, SECOND, THIRD = (Pinpoint("ÜbG", section, "1") for section in ("1", "2", "3"))
HALVES = [0.0, 1.0] * 50


def passage(place: Place, position: int, text: str, wording: Wording = Wording.OFFICIAL) -> Passage:
    return Passage(f"id{position}", "uebg", "e1", position, place, ("Teil 1", "Werkbank"), text, (), wording)


def test_a_right_result_counts_from_its_rank_on() -> None:
    hits = Hits(2, (False, True, True))
    assert [hits.at(k) for k in (1, 2, 10)] == [0.0, 1.0, 1.0]
    assert hits.reciprocal == 1 / 2
    assert Hits(1, (False, False)).reciprocal == Hits(1, ()).reciprocal == 0.0


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        (Hits(2, (True, True)), 1.0),
        (Hits(2, (False, True, True)), (1 / log2(3) + 1 / 2) / (1 + 1 / log2(3))),
        (Hits(2, (True, False, False)), 1 / (1 + 1 / log2(3))),
        (Hits(1, (False, False, True)), 1 / 2),
        (Hits(1, (False, False, False)), 0.0),
        (Hits(0, (False,)), 0.0),
        (Hits(0, ()), 0.0),
    ],
)
def test_ndcg_is_the_gain_counted_by_hand(hits: Hits, expected: float) -> None:
    assert hits.ndcg == pytest.approx(expected)


def test_more_right_results_than_wanted_are_no_more_than_perfect() -> None:
    assert Hits(1, (True, True, True)).ndcg == 1.0
    assert Hits(1, (False, True, True)).ndcg == pytest.approx((1 / log2(3) + 1 / 2) / (1 + 1 / log2(3)))


def test_only_ten_results_can_gain_and_only_ten_be_missed() -> None:
    eleventh = Hits(1, (*[False] * 10, True))
    assert (eleventh.at(10), eleventh.ndcg) == (0.0, 0.0)
    assert Hits(12, (True,) * 10).ndcg == pytest.approx(1.0)


@given(st.integers(0, 12), st.lists(st.booleans(), max_size=12))
def test_a_deeper_look_never_finds_less(wanted: int, right: list[bool]) -> None:
    hits = Hits(wanted, tuple(right))
    assert 0 <= hits.at(1) <= hits.at(5) <= hits.at(10) <= 1
    assert hits.at(1) <= hits.reciprocal <= 1
    assert 0 <= hits.ndcg <= 1 + 1e-9


def test_of_equal_values_the_interval_is_the_value() -> None:
    assert share([0.4] * 7) == Share(0.4, 0.4, 0.4)


def test_the_interval_is_as_wide_as_chance() -> None:
    few, many = share([0.0, 1.0] * 8), share(HALVES)
    assert (few.mean, many.mean) == (0.5, 0.5)
    # 0.5 ± 1.96 · √(0.25 / n)
    assert (few.low, few.high) == pytest.approx((0.255, 0.745), abs=0.03)
    assert (many.low, many.high) == pytest.approx((0.402, 0.598), abs=0.015)


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.1, 0.9, 0.3, 0.2, 1.0, 0.0]
    assert share(values) == share(list(values))
    assert difference(values, values[::-1]) == difference(list(values), values[::-1])


def test_a_difference_is_taken_question_by_question() -> None:
    assert difference(HALVES, HALVES) == Share(0.0, 0.0, 0.0)
    assert difference([value + 0.25 for value in HALVES], HALVES) == Share(0.25, 0.25, 0.25)
    crossed = difference(HALVES, HALVES[::-1])
    assert crossed.mean == 0.0
    assert crossed.low < -0.1 < 0.1 < crossed.high


def test_a_difference_is_positive_where_the_first_is_better() -> None:
    assert difference([1.0, 1.0], [0.0, 0.0]) == Share(1.0, 1.0, 1.0)


@pytest.mark.parametrize(("one", "other"), [([1.0, 0.0], [1.0]), ([1.0], []), ([], [1.0])])
def test_systems_on_different_questions_are_not_compared(one: list[float], other: list[float]) -> None:
    with pytest.raises(ValueError, match="zip"):
        difference(one, other)


def test_no_question_gives_no_score() -> None:
    with pytest.raises(NothingToScore):
        share([])
    with pytest.raises(NothingToScore):
        difference([], [])


@pytest.mark.parametrize("to_refuse", [[], [True, True], [False, False]])
def test_without_both_kinds_of_questions_there_are_no_refusals_to_score(to_refuse: list[bool]) -> None:
    with pytest.raises(NothingToScore):
        refusals(to_refuse, to_refuse)


def test_refusals_are_those_counted_by_hand() -> None:
    refused = [True, True, False, True, False]
    to_refuse = [True, False, True, False, False]
    scores = refusals(refused, to_refuse)
    assert (scores.recall.mean, scores.false.mean, scores.precision.mean) == (0.5, 0.6667, 0.3333)


def test_a_system_that_refuses_nothing_is_not_precise() -> None:
    scores = refusals([False, False, False], [True, False, False])
    assert (scores.recall.mean, scores.false.mean, scores.precision.mean) == (0.0, 0.0, 0.0)


def test_refusals_of_other_questions_than_were_wanted_are_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        refusals([True, False], [True])


def test_a_percentile_is_a_measured_value() -> None:
    values = [float(n) for n in range(1, 21)]
    assert percentile(values, 0.5) == 10.0
    assert percentile(values[::-1], 0.95) == 19.0
    assert percentile(values, 1) == 20.0
    assert percentile([7.0], 0.95) == 7.0


@pytest.mark.parametrize(("values", "part"), [([], 0.5), ([1.0], 0.0), ([1.0], 1.5)])
def test_a_percentile_that_does_not_exist_is_refused(values: list[float], part: float) -> None:
    with pytest.raises(NothingToScore):
        percentile(values, part)


def test_speed_reports_median_and_slowest() -> None:
    speed = speed_of([4.0, 1.0, 3.0, 2.0], {"answered": 4})
    assert (speed.questions, speed.median_ms, speed.p95_ms, speed.max_ms) == (4, 2.0, 4.0, 4.0)


def test_building_counts_passages_problems_and_loaded_sources() -> None:
    there = {"as_of": "2026-01-05", "passages": 40, "not_fetched": [], "not_read": ["Seite 2 ist leer."]}
    missing = {"as_of": None, "passages": 0, "not_fetched": ["Keine Verbindung."], "not_read": []}
    figures = building(json.dumps({"entries": 10, "rows": [there, missing]}), 4.0, 300 * 1024 * 1024)
    assert (figures.sources, figures.passages, figures.entries, figures.problems) == (1, 40, 10, 2)
    assert (figures.passages_per_second, figures.peak_mib) == (10.0, 300)


def test_the_tutorials_text_knows_which_paragraphs_a_stretch_touches() -> None:
    text = Text("uebg", "a" * 30, ((0, FIRST), (10, SECOND), (20, THIRD)))
    assert text.places(0, 10) == (FIRST,)
    assert text.places(10, 20) == (SECOND,)
    assert text.places(9, 21) == (FIRST, SECOND, THIRD)
    assert text.places(29, 30) == (THIRD,)


def test_the_tutorials_text_is_the_law_in_order_each_norm_once_under_its_heading() -> None:
    second = passage(Pinpoint("ÜbG", "1", "2", "1"), 2, "Danach wird geleimt.")
    first = passage(FIRST, 1, "Erst wird gehobelt.")
    ours = passage(FIRST, 3, "Zusammengefasst.", Wording.DIGEST)
    paper = Passage("p", "leitfaden", "e1", 1, PagePoint("Leitfaden", "3"), (), "Licht.", (), Wording.OFFICIAL)
    law, other = texts_of([second, ours, paper, first])
    assert law.text.split() == "ÜbG Werkbank Erst wird gehobelt. Danach wird geleimt.".split()
    assert [place for _, place in law.borders] == [FIRST, Pinpoint("ÜbG", "1", "2")]
    assert law.text[law.borders[1][0] :].strip() == "Danach wird geleimt."
    assert (other.source_id, other.borders) == ("leitfaden", ((0, PagePoint("Leitfaden", "3")),))


def test_every_chunk_of_the_tutorial_lies_in_the_paragraphs_it_names() -> None:
    long = "Am Montag wird gehobelt und geleimt. " * 60
    places = {1: FIRST, 2: SECOND, 3: THIRD}
    (text,) = texts_of(passage(place, n, f"Paragraf {n}. {long}") for n, place in places.items())
    chunks = chunks_of(text)
    starts = [chunk.metadata["start_index"] for chunk in chunks]
    named = [text.places(start, start + len(chunk.page_content)) for start, chunk in zip(starts, chunks, strict=True)]
    assert {place for touched in named for place in touched} == set(places.values())
    for start, chunk, touched in zip(starts, chunks, named, strict=True):
        assert len(chunk.page_content) <= CHUNK
        assert text.text[start : start + len(chunk.page_content)] == chunk.page_content
        for n, place in places.items():
            assert (f"Paragraf {n}." not in chunk.page_content) or (place in touched)


def test_the_tutorial_finds_a_paragraph_by_its_words() -> None:
    passages = [
        passage(FIRST, 1, "Hobel und Leim gehören zur Werkbank. " * 30),
        passage(SECOND, 2, "Urlaub bekommt jeder Lehrling im Sommer. " * 30),
    ]
    found = tutorial(passages, HashEmbedder())("Urlaub im Sommer?")
    assert found[0] == (SECOND,)
    assert (FIRST,) in found


def test_two_tutorials_in_one_process_keep_their_texts_apart() -> None:
    first = tutorial([passage(FIRST, 1, "Hobel und Leim.")], HashEmbedder())
    second = tutorial([passage(SECOND, 1, "Urlaub im Sommer.")], HashEmbedder())
    assert (first("Urlaub im Sommer?"), second("Hobel und Leim?")) == ([(FIRST,)], [(SECOND,)])


def surveyed(file: str, blocks: int, seconds: float) -> pdfs.Surveyed:
    return pdfs.Surveyed(file, 3 if blocks else 0, 2, blocks, 100, seconds, 90.0 + seconds, ())


def test_a_survey_of_pdfs_names_the_slowest_and_counts_the_refused() -> None:
    found = pdfs.summary([surveyed("a.pdf", 4, 1.0), surveyed("b.pdf", 0, 7.0), surveyed("c.pdf", 2, 2.0)])
    assert (found.files, found.refused, found.pages) == (3, 1, 6)
    assert (found.slowest, found.slowest_s, found.total_s, found.peak_mb) == ("b.pdf", 7.0, 10.0, 97)


def test_a_folder_without_pdfs_gives_no_survey(tmp_path: Path) -> None:
    with pytest.raises(NothingToScore, match="keine PDF"):
        pdfs.summary(list(pdfs.survey(tmp_path)))


def test_a_survey_reads_what_it_can_and_says_why_not(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([lines(72, 700, ["Der Rat tagt im Mai."])]))
    (tmp_path / "b.pdf").write_bytes(b"")
    read, refused = pdfs.survey(tmp_path)
    assert (read.pages, read.blocks, read.words) == (1, 1, 5)
    assert (refused.blocks, refused.problems) == (0, ("Die Datei ist leer. Bitte neu herunterladen.",))
