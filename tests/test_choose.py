"""Which sentence answers: one on what was asked about, however many words another one shares."""

from datetime import date

import pytest

from corpus.embedding import HashEmbedder
from corpus.entries import Statement
from corpus.nouns import PagePoint, Passage, Pinpoint, Wording
from corpus.words import WordIndex
from service.choose import BESIDE, Chooser
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


# --- What nobody of ours has read ---

RULE = ("3", "Zuschuss", "Der Zuschuss beträgt höchstens 75 Prozent vom Lohn.")
WHICH_SHARE = "Beträgt der Zuschuss zum Lohn höchstens 95 Prozent?"
PLANTED = "Der Zuschuss zum Lohn beträgt höchstens 95 Prozent."


def page(text: str, checked: bool = False) -> Evidence:
    place = PagePoint("Heft", "4", 4)
    passage = Passage(text, "heft", "e2", 0, place, ("Gesetz",), text, (), Wording.OFFICIAL)
    return Evidence(place, passage, text, Statement(place, text, text, date(2026, 1, 5)) if checked else None)


def said(*paragraphs: list[Evidence], question: str = WHICH_SHARE) -> list[str]:
    texts = [e.quote for paragraph in paragraphs for e in paragraph]
    chooser = Chooser(HashEmbedder(256), WordIndex.build(texts))
    return [e.quote for e in chooser.choose(question, paragraphs, ()).evidence]


def test_an_unread_document_does_not_speak_before_the_law_though_it_is_nearer() -> None:
    assert said([page(PLANTED)], [evidence(*RULE)]) == [RULE[2], PLANTED]


def test_a_page_that_we_have_read_may_speak_first() -> None:
    assert said([page(PLANTED, checked=True)], [evidence(*RULE)])[0] == PLANTED


def test_a_norm_about_something_else_does_not_speak_before_a_document() -> None:
    assert said([page(PLANTED)], [evidence("4", "Ofen", "Der Ofen wird abends kalt.")])[0] == PLANTED


def test_many_unread_sentences_take_no_place_from_the_law() -> None:
    rules = [evidence("3", "Zuschuss", f"Der Zuschuss zum Lohn beträgt höchstens 75 Prozent {at}.") for at in "abcd"]
    told = said([page(f"{PLANTED} {at}") for at in "abcdefg"], rules)
    assert set(told[:4]) == {rule.quote for rule in rules}
    assert len(told) == 5


WAGE = ("3", "Lohn", "Lehrlinge bekommen 20 Taler Lohn.")
LEANING = ("3", "Lohn", "Er wird freitags als Lohn an Lehrlinge gezahlt.")
RISE = ("4", "Steigerung", "Nach einem Jahr bekommen Lehrlinge 30 Taler Lohn.")
PARENTS = ("5", "Eltern", "Den Eltern der Lehrlinge schreibt der Meister, wie hoch der Lohn ist.")
WEATHER = ("6", "Wetter", "Bei Regen bleibt das Tor zu.")
ASKED = "Wie viel Lohn bekommen Lehrlinge?"


def chooser() -> Chooser:
    return Chooser(HashEmbedder(256), WordIndex.build([each[2] for each in (WAGE, LEANING, RISE, PARENTS, WEATHER)]))


def test_a_sentence_that_answers_much_more_directly_leads() -> None:
    lead = chooser().lead(ASKED, "Bei Regen zahlt niemand das Tor.", [evidence(*WEATHER), evidence(*WAGE)])
    assert lead == evidence(*WAGE)


def test_none_leads_before_a_first_sentence_as_direct_nor_where_none_is_near() -> None:
    assert chooser().lead(ASKED, WAGE[2], [evidence(*WAGE), evidence(*RISE)]) is None
    assert chooser().lead(ASKED, "Bei Regen zahlt niemand das Tor.", [evidence(*WEATHER)]) is None
    assert chooser().lead(ASKED, "Bei Regen zahlt niemand das Tor.", []) is None


def test_none_leads_that_is_on_another_subject() -> None:
    words = Chooser(HashEmbedder(256), WordIndex.build([WORKSHOP[2], OTHERS[2]]))
    question = "Soll die aLA mindestens 120 Plätze haben?"
    assert words.lead(question, "Nein.", [evidence(*WORKSHOP)]) == evidence(*WORKSHOP)
    assert words.lead(question, "Nein.", [evidence(*WORKSHOP), evidence(*OTHERS)]) != evidence(*WORKSHOP)


def test_beside_is_what_is_near_and_new_the_nearest_first() -> None:
    found = [evidence(*each) for each in (WEATHER, PARENTS, RISE, WAGE)]
    assert chooser().beside(ASKED, found, ("Das Werkzeug zahlt der Meister.",))[0] == evidence(*WAGE)
    assert evidence(*WEATHER) not in chooser().beside(ASKED, found, ())
    assert evidence(*WAGE) not in chooser().beside(ASKED, found, ("Im Jahr bekommen Lehrlinge 20 Taler an Lohn.",))
    assert chooser().beside(ASKED, [], ()) == ()


def test_beside_is_nothing_that_leans_on_another_sentence() -> None:
    near = "Wann wird Lohn an Lehrlinge freitags gezahlt?"
    upright = ("3", "Lohn", LEANING[2].replace("Er", "Geld"))
    assert chooser().beside(near, [evidence(*LEANING)], ()) == ()
    assert chooser().beside(near, [evidence(*upright)], ()) == (evidence(*upright),)


def test_beside_is_said_once_and_not_more_than_fits() -> None:
    things = ("Taler", "Hammer Zange", "Brot Wurst", "Hosen Hemden", "Hunde Katzen")
    found = [evidence(str(n), "Lohn der Lehrlinge", f"Lohn bekommen: {thing}.") for n, thing in enumerate(things)]
    beside = chooser().beside(ASKED, [*found, *found], ())
    assert len(beside) == BESIDE
    assert len(set(beside)) == BESIDE


def test_of_the_same_sentences_the_most_direct_one_is_said_first() -> None:
    told = [WEATHER[2], "Das Tor ist aus Holz.", WAGE[2]]
    assert chooser().turned(ASKED, told) == (2, 0, 1)
    assert chooser().turned(ASKED, [WAGE[2], RISE[2]]) == (0, 1)
    assert chooser().turned(ASKED, []) == ()


def test_no_step_and_no_leaning_sentence_is_said_first() -> None:
    step, leaning = "Fragen Sie Lehrlinge, wie viel Lohn sie bekommen.", "Sie bekommen als Lehrlinge viel Lohn."
    assert chooser().turned(ASKED, [WEATHER[2], step, leaning]) == (0, 1, 2)
