"""German text that a PDF extractor damaged is repaired, and what is whole stays whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import join, plain, repaired, suspects, vocabulary


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["auf dem Ar-", "beitsmarkt"], "auf dem Arbeitsmarkt"),
        (["der Berufs-", "und Bildungsbereich"], "der Berufs- und Bildungsbereich"),
        (["Eltern-", "oder Pflegezeit"], "Eltern- oder Pflegezeit"),
        (["die SGB-", "IX-Leistungen"], "die SGB-IX-Leistungen"),
        (["eine E-", "Mail"], "eine E-Mail"),
        (["der EU-", "weite Vergleich"], "der EU-weite Vergleich"),
        (["Gabelstapler-", "Führerschein"], "Gabelstapler-Führerschein"),
        (["die Hilfe –", "falls nötig"], "die Hilfe – falls nötig"),
        (["die Hilfe -", "falls nötig"], "die Hilfe - falls nötig"),
        (["Wider\xad", "spruch"], "Widerspruch"),
        (["Beihilfe/", "Heilfürsorge"], "Beihilfe/Heilfürsorge"),
        (["§§ 3-", "5"], "§§ 3-5"),
        (["Teilneh-", "mer:innen"], "Teilnehmer:innen"),
        (["Vertrags-, Haus-", "bzw. Mietrecht"], "Vertrags-, Haus- bzw. Mietrecht"),
    ],
)
def test_line_ends_are_joined(lines: list[str], whole: str) -> None:
    assert join(lines, {}).text == whole


def test_a_hyphen_stays_where_the_word_has_one_elsewhere() -> None:
    words = vocabulary(["Der öffentlich-rechtliche Vertrag gilt."])
    assert join(["ein öffentlich-", "rechtliche"], words).text == "ein öffentlich-rechtliche"
    assert join(["ein öffentlich-", "rechtliche"], {}).text == "ein öffentlichrechtliche"


def test_joined_lines_tell_where_each_begins() -> None:
    joined = join(["auf dem Ar-", "beitsmarkt und", "daneben"], {})
    assert [joined.text[start:] for start in joined.starts] == [joined.text, "beitsmarkt und daneben", "daneben"]


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("die Erg änzung", "die Ergänzung"),
        ("f ür alle", "für alle"),
        ("Besch äftigung", "Beschäftigung"),
        ("etwas über ältere Menschen", "etwas über ältere Menschen"),
        ("der ärztliche Dienst", "der ärztliche Dienst"),
        ("eine öffentliche Stelle", "eine öffentliche Stelle"),
        ("K a p i t e l 7", "Kapitel 7"),
        ("A b c", "A b c"),
    ],
)
def test_split_umlauts_and_spaced_letters_are_closed(damaged: str, whole: str) -> None:
    assert repaired(damaged, {}) == whole


def test_a_word_seen_whole_in_the_text_decides() -> None:
    assert repaired("die Tag ältere", {"Tagältere": 1}) == "die Tagältere"


def test_characters_come_in_their_usual_form() -> None:
    assert plain("Aﬀekt ﬁnden ﬂach oﬃziell\xa0und a\u0308lter \uf0b7") == "Affekt finden flach offiziell und älter •"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Frist\U000e0041\U000e0042", "unsichtbare Unicode-Tags"),
        ("\u202eFrist", "Zeichen, die die Schreibrichtung umkehren"),
        ("Fr\u200bist", "Zeichen ohne Breite"),
        ("Frist\ue123", "Zeichen ohne allgemeine Bedeutung"),
    ],
)
def test_what_hides_in_a_text_is_taken_out_and_named(text: str, name: str) -> None:
    assert plain(text) == "Frist"
    assert list(suspects(text)) == [name]


@given(st.text(alphabet="abcÄäöß-\xad–/ .,;12()\n\u200b", max_size=80))
def test_cleaning_never_fails_and_never_adds_letters(text: str) -> None:
    lines = text.split("\n")
    joined = join(lines, vocabulary(lines))
    assert len(joined.starts) == len(lines)
    letters = sorted(filter(str.isalnum, plain(text)))
    assert sorted(filter(str.isalnum, repaired(plain(joined.text), {}))) == letters
