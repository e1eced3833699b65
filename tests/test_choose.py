"""Which sentence answers: one on what was asked about, however many words another one shares."""

from datetime import date

import pytest

from corpus.embedding import HashEmbedder
from corpus.entries import Statement
from corpus.nouns import Passage, Pinpoint, Wording
from corpus.words import WordIndex
from service.choose import Chooser
from service.evidence import Evidence

WORKSHOP = ("1", "Größe der Werkstatt", "Die Werkstatt soll mindestens 120 Plätze haben.")
OTHERS = ("2", "Andere Leistungsanbieter", "Eine Zahl der Plätze ist ihnen nicht vorgeschrieben.")


def evidence(section: str, heading: str, text: str) -> Evidence:
    place = Pinpoint("ÜbG", section, "1")
    passage = Passage(section, "uebg", "e1", 0, place, (heading,), text, (), Wording.OFFICIAL)
    return Evidence(place, passage, text, Statement(place, text, text, date(2026, 1, 5)))


@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("Muss ein anderer Leistungsanbieter mindestens 120 Plätze haben?", OTHERS),
        ("Muss eine aLA mindestens 120 Plätze haben?", OTHERS),
        ("Muss die Werkstatt mindestens 120 Plätze haben?", WORKSHOP),
    ],
)
def test_a_sentence_on_another_subject_does_not_lead(question: str, leads: tuple[str, str, str]) -> None:
    chooser = Chooser(HashEmbedder(256), WordIndex.build([WORKSHOP[2], OTHERS[2]]))
    chosen = chooser.choose(question, [[evidence(*WORKSHOP)], [evidence(*OTHERS)]], ())
    assert chosen.evidence[0].quote == leads[2]


def test_a_subject_that_nobody_speaks_of_changes_nothing() -> None:
    chooser = Chooser(HashEmbedder(256), WordIndex.build([WORKSHOP[2], OTHERS[2]]))
    chosen = chooser.choose("Budget für Ausbildung: 120 Plätze in der Werkstatt?", [[evidence(*WORKSHOP)]], ())
    assert chosen.evidence[0].quote == WORKSHOP[2]
