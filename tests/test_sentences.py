"""Sentences of German law and prose are found at their borders, and only there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split

ONE = [
    "Die Frist nach § 4 Abs. 1 Nr. 2 Buchst. a läuft weiter.",
    "Dies gilt i. V. m. Art. 13 der Übungsordnung.",
    "Dies gilt i.V.m. Art. 13 der Übungsordnung.",
    "Die Regel gilt ab dem 1. Januar 2020 in allen Ländern.",
    "Am 15. März endet die Anmeldung.",
    "Kinder bis zum 3. Lebensjahr zahlen nichts.",
    "Wer sein 18. Lebensjahr vollendet hat, zahlt.",
    "Der Zeitraum vom 300. bis zum 181. Tage zählt.",
    "Siehe S. 273 und Bd. 4 der Sammlung.",
    "Gemeint sind u. a. Werkstätten, z. B. Tischlereien, bzw. Gärtnereien.",
    "Das haben Dr. Beispiel und H. Muster (vgl. Zentel & Maaß 2021a) gezeigt.",
    "Die Kosten lagen bei ca. 3,5 Mio. Euro (o. J., Hrsg. unbekannt).",
    "Der Antrag ist schriftlich zu stellen; eine E-Mail genügt nicht.",
    "Es gilt folgende Regel: Niemand zahlt doppelt.",
    "Sie führen den Zusatz „a. D.“ im Titel.",
    "Die Seite https://www.example.org/recht.html hilft weiter.",
    "Die Vereine Stark.Laut.Sichtbar. e. V. und Probe e. V. wirken mit.",
    "Die Zahl steigt auf 1.200 Plätze.",
    "2. Ziel ist die Teilhabe.",
    "IV. Hilfen zum Üben",
    "Abs. 2 Satz 1 gilt nicht.",
    "Der 2. Abschnitt gilt nicht.",
    "Die Rente nach § 6 Abs. 2 Buchstabe b beginnt ab Vollendung des 45. Lebensjahres.",
    "Maßgeblich ist das Gesetz vom 3. Mai 1957 (Bundesgesetzbl. I S. 2).",
    "Ein Satz läuft\nüber zwei Zeilen.",
    "Nötig sind: 1. Pläne, 2. Anträge, 3. Geduld.",
    "Die Regel lief im Jahr\n2020 aus.",
    "Nötig sind:\n1. Pläne,\n2. Anträge.",
    "Die Regel läuft bis zum 31.07. 2024 weiter.",
    "Das regeln die §§ 123ff. SGB IX im Einzelnen.",
    "Siehe Abb. Drei im Anhang.",
    "Der Beitrag beträgt 90 Euro (100 Euro abzgl. 10 Euro).",
    "Das sind 900 Euro (August, ger.: 200 Euro).",
    "Die Beratung ist frei. (Muster 2017, 5)",
    "„Die Beratung ist frei.“ (Muster u. a. 2017: 5)",
]

MANY = [
    ("Der Antrag ist frei. Er braucht keine Form.", 2),
    ("Das regelt § 5. Absatz 2 bleibt unberührt.", 2),
    ("Das regeln die §§ 3 und 5. Näheres steht im Plan.", 2),
    ("Es beginnt am 1. Januar 2020. Danach zahlt niemand mehr.", 2),
    ("Erfasst sind Gärten, Küchen usw. Die Liste ist offen.", 2),
    ("Das prüft der Probe e. V. Er berichtet jährlich.", 2),
    ("Es gilt Nummer 3 Buchstabe c. Satz 1 bleibt unberührt.", 2),
    ("Gemeint sind Hilfen dieser Art. Sie sind frei.", 2),
    ("Das Kind ist 15 Jahre alt. Es darf üben.", 2),
    ("Der Topf umfasst 3 Mio. Die Hälfte ist frei.", 2),
    ("Gilt das? Ja! Es gilt.", 3),
    ("„Wer fragt, gewinnt.“ So steht es im Heft.", 2),
    ("Die Regel gilt (§ 3). § 4 gilt nicht.", 2),
    ("Die Frist endet. 2020 beginnt sie neu.", 2),
    ("Die Regel gilt seit dem Jahr\n2020. Danach kam nichts.", 2),
    ("Eine Überschrift ohne Punkt\n\nEin neuer Absatz beginnt.", 2),
    ("Nötig sind:\n• ein Plan\n• ein Antrag", 3),
    ("Das prüft der Probe e. V.. Danach berichtet er.", 2),
    ("Siehe S. 12f. Die Regel gilt.", 2),
    ("Das regelt § 5 ff. Der Rest gilt.", 2),
    ("Er ist frei. (Muster 2017, 5) Danach kam nichts.", 2),
    ("„Er ist frei.“ (Muster & Beispiel 2017a, 5) Danach kam nichts.", 2),
    ("Er ist frei (Muster 2017). Danach kam nichts.", 2),
    ("Das Amt hilft darüber.Menschen dürfen fragen.", 2),
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == ((0, len(text)),)


@pytest.mark.parametrize(("text", "count"), MANY)
def test_several_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(split(text)) == count


def test_a_sentence_ends_with_its_own_mark_and_the_next_begins_with_its_first_word() -> None:
    text = "  Das regelt § 5 Abs. 1.  Am 3. Mai 2020 endet es. "

    assert [text[start:end] for start, end in split(text)] == ["Das regelt § 5 Abs. 1.", "Am 3. Mai 2020 endet es."]


@given(st.text(alphabet=st.sampled_from("aB .!?§1(„“\n-•;:Äß"), max_size=80))
def test_only_whitespace_lies_outside_the_spans(text: str) -> None:
    spans = split(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]

    assert edges == sorted(edges)
    assert all(text[start:end].strip() for start, end in spans)
    assert not any(text[edges[i] : edges[i + 1]].strip() for i in range(0, len(edges), 2))


def test_an_empty_text_has_no_sentence() -> None:
    assert split("") == ()
    assert split(" \n ") == ()


def test_a_long_text_takes_time_in_proportion_to_its_length() -> None:
    text = "Die Frist nach § 4 Abs. 1 läuft weiter. " * 5000

    assert len(split(text)) == 5000
    assert not re.search(r"\S", text[split(text)[-1][1] :])
