"""The measures are right on rankings small enough to count by hand, and never made up from nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.embedding import HashEmbedder
from corpus.manifest import load_sources
from corpus.nouns import PagePoint, Passage, Pinpoint, Place, Wording
from corpus.pinpoint.laws import laws_of
from eval import pdfs
from eval.baseline import Text, chunks_of, compare, texts_of, tutorial
from eval.ingesting import building
from eval.metrics import NOT_FOUND, NothingToScore, Scores, first_hit, percentile, score
from eval.questions import Question, TooFewQuestions, different, from_headings, read_topics, within
from eval.speed import speed_of
from tests.pdf_samples import lines, pdf
from tests.sample import SOURCE


def passage(place: Place, position: int, text: str, wording: Wording = Wording.OFFICIAL) -> Passage:
    return Passage(f"id{position}", "uebg", "e1", position, place, ("Teil 1", "Werkbank"), text, (), wording)


def test_the_first_result_in_an_expected_section_counts() -> None:
    found = [{"ÜbG § 1"}, {"ÜbG § 2", "ÜbG § 3"}, {"ÜbG § 3"}]
    assert first_hit(found, {"ÜbG § 3"}) == 2
    assert first_hit(found, {"ÜbG § 1", "ÜbG § 3"}) == 1
    assert first_hit(found, {"ÜbG § 9"}) == NOT_FOUND


def test_scores_are_those_counted_by_hand() -> None:
    assert score([1, 2, 6, NOT_FOUND]) == Scores(4, 0.25, 0.5, 0.75, (1 + 1 / 2 + 1 / 6) / 4)


def test_no_question_gives_no_score() -> None:
    with pytest.raises(NothingToScore):
        score([])


@given(st.lists(st.integers(0, 12), min_size=1))
def test_a_deeper_look_never_finds_less(ranks: list[int]) -> None:
    s = score(ranks)
    assert 0 <= s.hit_at_1 <= s.hit_at_5 <= s.hit_at_10 <= 1
    assert s.hit_at_1 <= s.mrr <= 1


def test_a_percentile_is_a_measured_value() -> None:
    values = [float(n) for n in range(1, 21)]
    assert percentile(values, 0.5) == 10.0
    assert percentile(values, 0.95) == 19.0
    assert percentile(values, 1) == 20.0
    assert percentile([7.0], 0.95) == 7.0


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 0.0), ([1.0], 1.5)])
def test_a_percentile_that_does_not_exist_is_refused(values: list[float], share: float) -> None:
    with pytest.raises(NothingToScore):
        percentile(values, share)


def test_speed_reports_median_and_slowest() -> None:
    speed = speed_of([4.0, 1.0, 3.0, 2.0], {"answered": 4})
    assert (speed.questions, speed.median_ms, speed.p95_ms, speed.max_ms) == (4, 2.0, 4.0, 4.0)


def test_building_counts_passages_problems_and_loaded_sources() -> None:
    there = {"as_of": "2026-01-05", "passages": 40, "not_fetched": [], "not_read": ["Seite 2 ist leer."]}
    missing = {"as_of": None, "passages": 0, "not_fetched": ["Keine Verbindung."], "not_read": []}
    figures = building(json.dumps({"entries": 10, "rows": [there, missing]}), 4.0, 300 * 1024 * 1024)
    assert (figures.sources, figures.passages, figures.entries, figures.problems) == (1, 40, 10, 2)
    assert (figures.passages_per_second, figures.peak_mib) == (10.0, 300)


def test_the_tutorials_text_knows_which_sections_a_stretch_touches() -> None:
    text = Text("uebg", "a" * 30, ((0, "§ 1"), (10, "§ 2"), (20, "§ 3")))
    assert text.sections(0, 10) == {"§ 1"}
    assert text.sections(9, 21) == {"§ 1", "§ 2", "§ 3"}


def test_every_chunk_of_the_tutorial_lies_in_the_sections_it_names() -> None:
    long = "Am Montag wird gehobelt und geleimt. " * 60
    passages = [passage(Pinpoint("ÜbG", str(n), "1"), n, f"Paragraf {n}. {long}") for n in (1, 2, 3)]
    summary = passage(Pinpoint("ÜbG", "1", "1"), 9, "Zusammengefasst.", Wording.DIGEST)
    (text,) = texts_of([*passages, summary])
    chunks = chunks_of(text)
    assert "Zusammengefasst" not in text.text
    assert {s for chunk in chunks for s in chunk.metadata["sections"]} == {"ÜbG § 1", "ÜbG § 2", "ÜbG § 3"}
    for chunk in chunks:
        for n in (1, 2, 3):
            assert (f"Paragraf {n}." not in chunk.page_content) or (f"ÜbG § {n}" in chunk.metadata["sections"])


def test_the_tutorial_finds_a_section_by_its_words() -> None:
    passages = [
        passage(Pinpoint("ÜbG", "1", "1"), 1, "Hobel und Leim gehören zur Werkbank. " * 30),
        passage(Pinpoint("ÜbG", "2", "1"), 2, "Urlaub bekommt jeder Lehrling im Sommer. " * 30),
    ]
    questions = [Question("Urlaub im Sommer?", frozenset({"ÜbG § 2"}))]
    scores = compare({"tutorial": tutorial(passages, HashEmbedder())}, questions)
    assert scores["tutorial"].hit_at_1 == 1.0


def test_questions_from_headings_are_different_and_expect_their_section() -> None:
    paper = passage(PagePoint("Leitfaden", "3"), 2, "Licht.")
    made = from_headings([passage(Pinpoint("ÜbG", "4", "1"), 1, "Holz."), paper])
    assert len({q.text for q in made}) == len(made) == 4
    assert {q.sections for q in made} == {frozenset({"ÜbG § 4", "Leitfaden"})}


def test_topics_give_each_way_of_asking_once_with_the_sections_of_their_norms(tmp_path: Path) -> None:
    first = {"norms": ["ÜbG § 4 Abs. 2", "ÜbG § 5"], "ways": ["Wo liegt der Hobel?", "Hobel?"]}
    second = {"norms": ["§ 7 ÜbG", "FremdG § 3"], "ways": ["Urlaub?", "Hobel?"]}
    file = tmp_path / "topics.jsonl"
    file.write_text("".join(json.dumps(topic) + "\n" for topic in (first, second)), "utf-8")
    questions = read_topics(file, laws_of((SOURCE,)))
    assert [q.text for q in questions] == ["Wo liegt der Hobel?", "Urlaub?", "Hobel?"]
    assert questions[0].sections == {"ÜbG § 4", "ÜbG § 5"}
    assert questions[1].sections == {"ÜbG § 7"}


@pytest.mark.shared
def test_there_are_a_thousand_different_questions_beside_the_project(shared: Path) -> None:
    questions = read_topics(shared / "drafts" / "topics.jsonl", laws_of(load_sources()))
    assert len(different(questions, 1000)) == 1000


def test_too_few_questions_are_not_filled_up_with_repeats() -> None:
    one = Question("Wo?", frozenset({"ÜbG § 1"}))
    assert different([one], 1) == (one,)
    with pytest.raises(TooFewQuestions, match="2 verschiedene"):
        different([one], 2)


def test_questions_that_no_loaded_source_answers_are_left_out() -> None:
    here, elsewhere = Question("a", frozenset({"§ 1", "§ 8"})), Question("b", frozenset({"§ 9"}))
    assert list(within([here, elsewhere], frozenset({"§ 1"}))) == [here]


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
