"""Who is in need, or holds a decision, is told so before any answer."""

import pytest

from service.care import CRISIS, DEADLINE, care


@pytest.mark.parametrize(
    "question",
    [
        "ich halte das nicht mehr aus, ich will nicht mehr leben",
        "ICH WILL EINFACH NUR NOCH STERBEN",
        "Ich habe Angst, dass mein Sohn sich umbringen will",
        "manchmal möchte ich tot sein",
        "ich denke an Suizid",
        "ich will mir das\nLeben nehmen",
        "ich will mich selbst verletzen",
    ],
)
def test_somebody_in_need_is_told_where_a_human_listens_now(question: str) -> None:
    assert care(question) == (CRISIS,)
    assert all(number in CRISIS.text for number in ("0800 111 0 111", "116 123", "112"))


@pytest.mark.parametrize(
    "question",
    [
        "ich hab einen ablehnungsbescheid bekommen was jetzt",
        "Mein Antrag auf Budget für Arbeit wurde abgelehnt.",
        "Wie lange kann ich Widerspruch einlegen?",
        "Das Amt hat mir einen Bescheid geschickt",
        "wie widerspreche ich dem Bescheid",
        "das amt hat einfach nein gesagt",
    ],
)
def test_who_holds_a_decision_is_told_of_the_deadline(question: str) -> None:
    assert care(question) == (DEADLINE,)


def test_the_deadline_is_a_rule_and_names_form_and_help() -> None:
    for words in ("1 Monat", "§ 84 SGG", "E-Mail reicht nicht", "Sozialverbände", "Beratungshilfe"):
        assert words in DEADLINE.text


@pytest.mark.parametrize(
    "question",
    [
        "Wer kann das Budget für Arbeit bekommen?",
        "Kann ich in der Werkstatt mehr Geld verdienen?",
        "Wovon soll ich nicht mehr als 40 Stunden in der Woche leben?",
        "Wer sagt mir Bescheid?",
        "Was gilt, wenn ich mich bei der Arbeit verletze?",
    ],
)
def test_other_questions_need_no_such_text(question: str) -> None:
    assert care(question) == ()


def test_need_stands_before_deadline() -> None:
    assert care("Antrag abgelehnt, ich will nicht mehr leben") == (CRISIS, DEADLINE)
