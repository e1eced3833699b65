"""Misspelt words of a question become words that the sources and the digest know."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spelling import Spelling

TEXTS = (
    "Der Urlaub dauert sechs Tage, der Lohn bleibt. Die Werkstatt übt mit Lehrlingen; die Übungen sind lang.",
    "Urlaub und Lohn gibt es in der Werkstatt für Lehrlingen. Übungen zählen, die Straße nicht.",
    "Auf der Straße steht ein Meister.",
)
# Two letters only, so that words drawn from them are often neighbours.
WORDS = st.text("aä", min_size=1, max_size=9)
COUNTS = st.dictionaries(WORDS, st.integers(1, 3), min_size=1, max_size=8)
SIGNS = st.sampled_from((" ", ", ", " § 2a ", "-", "3", "? "))


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.of(TEXTS)


@pytest.mark.parametrize("slip", ["urlab", "urlaaub", "urlauv", "ulraub", "rlaub", "xurlaub", "urlaubx"])
def test_a_word_with_a_letter_lost_added_changed_or_swapped_becomes_the_known_one(
    spelling: Spelling, slip: str
) -> None:
    assert spelling.corrected(f"wann hab ich {slip}") == "wann hab ich urlaub"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("loh", "loh"),  # three letters stay
        ("lohnn", "lohn"),  # five letters, one slip
        ("urlaxy", "urlaxy"),  # six letters, two slips
        ("urxlayb", "urxlayb"),  # seven letters, two slips
        ("werkstxt", "werkstatt"),  # eight letters, two slips
        ("werkxtaxt", "werkstatt"),  # nine letters, two slips
        ("wxrkxtaxt", "wxrkxtaxt"),  # nine letters, three slips
        ("xxlehrlingen", "lehrlingen"),
        ("xxxlehrlingen", "xxxlehrlingen"),
    ],
)
def test_one_slip_is_mended_from_four_letters_on_and_two_from_eight_on(
    spelling: Spelling, written: str, read: str
) -> None:
    assert spelling.corrected(written) == read


def test_a_word_that_is_like_no_other_stays_as_it_is_written(spelling: Spelling) -> None:
    assert spelling.corrected("Was ist ein Xylophonkonzert?") == "Was ist ein Xylophonkonzert?"


def test_a_misspelt_word_becomes_the_commoner_of_equally_near_ones_however_they_are_listed() -> None:
    counts = {"kanne": 3, "tanne": 9, "wanne": 5}
    assert Spelling(counts).corrected("xanne") == "tanne"
    assert Spelling(dict(reversed(counts.items()))).corrected("xanne") == "tanne"
    ties = [Spelling(dict.fromkeys(words, 2)).corrected("xanne") for words in (("kanne", "tanne"), ("tanne", "kanne"))]
    assert ties[0] == ties[1]


def test_a_nearer_word_wins_over_a_commoner_one() -> None:
    assert Spelling({"werkbank": 2, "werkband": 2, "wegband": 99}).corrected("werkbamd") == "werkband"


def test_a_word_that_stands_only_once_is_known_but_nothing_becomes_it(spelling: Spelling) -> None:
    assert spelling.corrected("Meister") == "Meister"
    assert spelling.corrected("Meistr") == "Meistr"
    assert Spelling({"kanne": 1, "tanne": 2}).corrected("kanne xanne") == "kanne tanne"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Übumgen", "übungen"),
        ("Ubungen", "übungen"),
        ("ÜBUNGEM", "übungen"),
        ("Übungen", "Übungen"),
        ("ÜBUNGEN", "ÜBUNGEN"),
        ("Straße", "Straße"),
        ("STRASSE", "STRASSE"),
        ("Strase", "strasse"),
        ("URLAUB", "URLAUB"),
        ("Uralub", "urlaub"),
    ],
)
def test_umlauts_count_as_letters_and_case_does_not_count(spelling: Spelling, written: str, read: str) -> None:
    assert spelling.corrected(written) == read


def test_numbers_and_signs_stay_where_they_are(spelling: Spelling) -> None:
    question = "§ 61a Abs. 2: 20,50 € – {}?!\n(1.) {}-Lohn 12345 a_b"
    assert spelling.corrected(question.format("Uralub", "Werkstat")) == question.format("urlaub", "werkstatt")
    assert spelling.corrected("") == ""


def test_words_are_cut_from_texts_without_numbers_and_signs() -> None:
    assert Spelling.of(["Kanne1_Tanne, KANNE-Tanne"]).corrected("xanne kannf tannf") != "xanne kannf tannf"
    assert Spelling.of(["Kanne1_Tanne, KANNE-Tanne"]).corrected("kannf tannf") == "kanne tanne"


def test_what_was_saved_mends_the_same(spelling: Spelling, tmp_path: Path) -> None:
    spelling.save(tmp_path / "spelling.json")
    loaded = Spelling.load(tmp_path / "spelling.json")
    for question in ("Uralub, Übumgen, Meistr, Meister?", "Werkstaat", "lohm", "Strase"):
        assert loaded.corrected(question) == spelling.corrected(question)
    loaded.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "spelling.json").read_bytes()
    assert "übungen" in (tmp_path / "spelling.json").read_text("utf-8")


def test_the_commoner_word_still_wins_after_loading(tmp_path: Path) -> None:
    Spelling({"kanne": 3, "tanne": 9, "wanne": 1}).save(tmp_path / "spelling.json")
    assert Spelling.load(tmp_path / "spelling.json").corrected("xanne wanne") == "tanne wanne"


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Spelling.load(tmp_path / "spelling.json")
    (tmp_path / "spelling.json").write_text("{", "utf-8")
    with pytest.raises(ValueError, match="line 1"):
        Spelling.load(tmp_path / "spelling.json")


@given(COUNTS, st.lists(st.tuples(WORDS, SIGNS), min_size=1))
def test_mending_twice_is_mending_once(counts: dict[str, int], written: list[tuple[str, str]]) -> None:
    spelling = Spelling(counts)
    once = spelling.corrected("".join(word + sign for word, sign in written))
    assert spelling.corrected(once) == once


@given(st.data(), COUNTS)
def test_a_text_of_known_words_stays_letter_by_letter(data: st.DataObject, counts: dict[str, int]) -> None:
    word = st.sampled_from(sorted(counts)).flatmap(lambda known: st.sampled_from((known, known.upper(), known.title())))
    text = "".join(each + sign for each, sign in data.draw(st.lists(st.tuples(word, SIGNS), min_size=1)))
    assert Spelling(counts).corrected(text) == text
