"""German text becomes terms in which spellings of one word meet, and BM25 ranks over them."""

from pathlib import Path

import pytest

from corpus.terms import terms
from corpus.words import WordIndex

TEXTS = (
    "Die Übungswerkstatt zahlt ihren Beschäftigten ein Übungsentgelt.",
    "Der Übungsrat darf bei Pausen und Urlaub mitbestimmen.",
    "§ 7b regelt das Verfahren; es dauert höchstens drei Monate.",
    "Wer den Antrag nach § 7 stellt, erhält eine Eingangsbestätigung.",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Werkstatträte", "Werkstatt-Rat"),
        ("Werkstattrat", "Werkstatt·rat"),
        ("Werkstattraete", "Werkstatträte"),
        ("Werk\u00adstattrat", "Werkstattrat"),
        ("WERKSTATTRAT", "werkstattrates"),
        ("Fachausschuß", "Fachausschuss"),
        ("muß-Vorschrift", "Muss-Vorschrift"),
        ("Leistungen", "leistung"),
        ("Ämter", "Amt"),
        ("Anträge", "antraege"),
        ("Arbeitnehmer*innen", "Arbeitnehmer"),
        ("Arbeitnehmer:in", "Arbeitnehmerin"),
        ("ArbeitnehmerInnen", "Arbeitnehmer/-innen"),
        ("kündigen", "Kündigung"),
        ("§ 61a", "§61a"),
        ("§§ 61a", "§ 61a"),
        ("3.000 Euro", "3000 Euro"),
        ("ﬁnden", "finden"),
        ("Budget\u00a0für Arbeit", "Budget für Arbeit"),
    ],
)
def test_these_meet(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other)) >= {terms(one)[0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("61", "61a"),
        ("§ 61", "§ 61a"),
        ("12,82", "12"),
        ("Rente", "Rennen"),
        ("Miete", "Mitte"),
        ("Werkstatt", "Wirtschaft"),
        ("Anspruch", "Ansprache"),
    ],
)
def test_these_do_not_meet(one: str, other: str) -> None:
    assert not set(terms(one)) & set(terms(other))


def test_a_section_sign_keeps_the_norm_apart_from_a_mere_number() -> None:
    assert terms("§ 12") == ["§12", "12"]
    assert terms("12 Monate")[0] == "12"


def test_a_compound_is_indexed_whole_and_in_parts() -> None:
    assert terms("Werkstatt-Lohn") == [*terms("Werkstattlohn"), *terms("Werkstatt"), *terms("Lohn")]


def test_stop_words_and_empty_text_leave_no_term() -> None:
    assert terms("und die der Das daß muß") == []
    assert terms(" – … ?") == []


def test_the_text_that_answers_comes_first() -> None:
    index = WordIndex.build(TEXTS)
    assert index.best("Darf der Übungs-Rat bei Pausen mitbestimmen?", 3)[0][0] == 1
    assert index.best("§7b", 1)[0][0] == 2
    assert index.best("§ 7", 1)[0][0] == 3


def test_scores_fall_and_are_never_zero() -> None:
    scores = [score for _, score in WordIndex.build(TEXTS).best("Verfahren Antrag Monate Übungsrat", 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3
    assert min(scores) > 0


@pytest.mark.parametrize("question", ["", "??", "und die", "Xylophonkonzert"])
def test_a_question_without_a_known_word_finds_nothing(question: str) -> None:
    assert WordIndex.build(TEXTS).best(question, 5) == []


def test_k_limits_the_answer() -> None:
    index = WordIndex.build(TEXTS)
    assert len(index.best("Antrag Verfahren", 1)) == 1
    assert index.best("Antrag", 0) == []


def test_a_saved_index_ranks_the_same_and_holds_no_pickle(tmp_path: Path) -> None:
    index = WordIndex.build(TEXTS)
    index.save(tmp_path / "words")
    assert WordIndex.load(tmp_path / "words").best("Antrag Verfahren", 4) == index.best("Antrag Verfahren", 4)
    assert {file.suffix for file in (tmp_path / "words").iterdir()} == {".npy", ".json"}


def test_a_folder_without_an_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WordIndex.load(tmp_path)


@pytest.mark.parametrize("texts", [(), ("",), ("und", "…")])
def test_nothing_to_index_is_an_error(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="No terms"):
        WordIndex.build(texts)


def test_a_lay_word_finds_the_word_of_the_law_but_counts_less_than_it() -> None:
    index = WordIndex.build(["Der Arbeitgeber hilft.", "Der Chef hilft.", "Der Mond scheint."])
    found = index.best("Was muss mein Chef tun?", 3)
    assert [position for position, _ in found] == [1, 0]
    assert found[1][1] < found[0][1]


def test_a_saying_of_several_words_is_understood() -> None:
    index = WordIndex.build(["Die Untätigkeitsklage ist zulässig.", "Der Mond scheint."])
    assert index.best("hilfe das amt antwortet nicht", 1)[0][0] == 0
