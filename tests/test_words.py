"""German text becomes terms in which spellings of one word meet, and BM25 ranks over them."""

import math
from pathlib import Path

import pytest

from corpus.terms import pieces, terms
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Werkstaträte", "Werkstatt-Rat"),
        ("Werkstattlohnabrechnung", "Werkstattlohn"),
        ("Übungs·werk", "uebungswerk"),
        ("Rechtschreibfeler", "Rechtschreibfehler"),
        ("Fachausschuß", "Fachausschuss"),
    ],
)
def test_compounds_and_slips_share_most_of_their_pieces(one: str, other: str) -> None:
    shared = set(pieces(one)) & set(pieces(other))
    assert len(shared) / min(len(set(pieces(one))), len(set(pieces(other)))) >= 0.5


def test_pieces_are_four_letters_of_a_word_with_its_borders() -> None:
    assert pieces("Rat und Amt") == ["# rat", "#rat ", "# amt", "#amt "]
    assert pieces("im § 7") == []


def ranked(index: WordIndex, question: str) -> list[int]:
    """Return the texts that share something with the question, best first."""
    shares = index.shares(question)
    return [int(row) for row in (-shares).argsort(kind="stable") if shares[row] > 0]


def test_the_text_that_answers_comes_first() -> None:
    index = WordIndex.build(TEXTS)
    assert ranked(index, "Darf der Übungs-Rat bei Pausen mitbestimmen?")[0] == 1
    assert ranked(index, "§7b")[0] == 2
    assert ranked(index, "§ 7")[0] == 3


def test_shares_lie_between_nothing_and_everything() -> None:
    index = WordIndex.build(TEXTS)
    for question in (*TEXTS, "Verfahren Antrag Monate Übungsrat"):
        assert 0 <= index.shares(question).min() <= index.shares(question).max() <= 1
    assert index.shares(TEXTS[0]).argmax() == 0


@pytest.mark.parametrize("question", ["", "??", "und die", "Quiz", "§ 99"])
def test_a_question_without_a_known_word_finds_nothing(question: str) -> None:
    assert ranked(WordIndex.build(TEXTS), question) == []


def test_a_saved_index_ranks_the_same_and_holds_no_pickle(tmp_path: Path) -> None:
    index = WordIndex.build(TEXTS)
    index.save(tmp_path / "words")
    assert (WordIndex.load(tmp_path / "words").shares("Antrag Verfahren") == index.shares("Antrag Verfahren")).all()
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
    shares = index.shares("Was muss mein Chef tun?")
    assert 0 < shares[0] < shares[1]
    assert shares[2] == 0


def test_a_saying_of_several_words_is_understood() -> None:
    index = WordIndex.build(["Die Untätigkeitsklage ist zulässig.", "Der Mond scheint."])
    assert ranked(index, "hilfe das amt antwortet nicht")[0] == 0


def test_what_a_text_lacks_counts_by_how_rare_it_is() -> None:
    index = WordIndex.build(["Lohn Urlaub Pause", "Lohn Urlaub", "Lohn", "Tanz"])
    # The logarithm of (N + 1) / (n + 1/2) for N texts of which n have the word, to that of a word that none has.
    none = math.log(5 / 0.5)
    assert index.missing("Lohn und Pause", 0) == 0
    assert index.missing("Lohn", 3) == pytest.approx(math.log(5 / 3.5) / none)
    assert index.missing("Urlaub", 2) == pytest.approx(math.log(5 / 2.5) / none)
    assert index.missing("Lohn und Pausen", 1) == index.missing("Pause", 2) == pytest.approx(math.log(5 / 1.5) / none)


def test_of_several_missing_words_the_rarest_counts_and_none_is_rarer_than_one_that_no_text_has() -> None:
    index = WordIndex.build(["Lohn Urlaub Pause", "Lohn Urlaub", "Lohn", "Tanz"])
    assert index.missing("Urlaub Pause Lohn", 3) == index.missing("Pause", 3) > index.missing("Urlaub", 3)
    assert index.missing("Pause Quiz", 3) == 1
    assert index.missing("Quiz", 0) == index.missing("Quiz Rakete", 3)


@pytest.mark.parametrize("question", ["", "??", "und die"])
def test_a_question_without_a_word_misses_nothing(question: str) -> None:
    assert WordIndex.build(TEXTS).missing(question, 0) == 0


def test_a_word_is_missing_where_only_its_pieces_stand() -> None:
    index = WordIndex.build(["Die Werkstattordnung gilt.", "Die Werkstatt ist offen."])
    assert index.shares("Werkstatt")[0] > 0
    assert index.missing("Werkstatt", 0) > index.missing("Werkstatt", 1) == 0


def test_a_saved_index_misses_the_same(tmp_path: Path) -> None:
    index = WordIndex.build(TEXTS)
    index.save(tmp_path / "words")
    loaded = WordIndex.load(tmp_path / "words")
    rows = range(len(TEXTS))
    assert [loaded.missing(TEXTS[1], row) for row in rows] == [index.missing(TEXTS[1], row) for row in rows]
