"""Who is in need, holds a decision or asks about their own case is told so, by fixed texts and before any answer."""

from dataclasses import fields

import pytest

from corpus.digest import load_digest
from corpus.entries import Digest
from corpus.manifest import load_sources
from corpus.verdicts import verdicts
from service import fixed
from service.care import DEADLINES, FOR_COMPANIES, LETTER_CHECK, asked_back, care, guided
from service.decided import Sender
from service.fixed import CRISIS, DEADLINE, FIRST_ADVICE, HELP, LETTER, OVERWHELMED, PERSONAL, guided_by
from service.reply import GuidedBy, Notice

TEXTS = (CRISIS, HELP, *DEADLINES.values(), *PERSONAL.values(), LETTER, FIRST_ADVICE)


@pytest.fixture(scope="module")
def digest() -> Digest:
    return load_digest(load_sources())


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


def test_the_numbers_of_need_are_there() -> None:
    for number in (
        "0800 111 0 111",
        "0800 111 0 222",
        "116 123",
        "online.telefonseelsorge.de",
        "112",
        "116 111",
        "nora",
    ):
        assert number in CRISIS.text
    for number in ("110", "112", "116 016", "0800 1239900", "0800 22 55 530", "nora", "Frauen-Beauftragte"):
        assert number in HELP.text


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


def test_the_deadline_is_a_rule_and_names_form_court_and_help() -> None:
    for words in (
        *("1 Monat", "§ 84 SGG", "E-Mail reicht nicht", "zur Niederschrift", "vierten Tag", "§ 37 Abs. 2 SGB X"),
        *("1 Jahr", "§ 66 SGG", "die Gründe können später folgen", "Sozialgericht", "Sozialverbände"),
        *("Beratungshilfe", "§ 2 Abs. 4 EUTBV", "rechnet dieses Programm nicht aus"),
    ):
        assert words in DEADLINE.text


@pytest.mark.parametrize(
    ("sender", "said", "never"),
    [
        (Sender.ADMINISTRATION, ("Verwaltungsgericht", "§ 201 SGB IX", "§ 70 VwGO"), "§ 84 SGG"),
        (Sender.WORKSHOP, ("Arbeitsgericht", "§ 2 Abs. 1 Nr. 10 ArbGG", "§ 84 SGG gilt dafür nicht"), "3 Wochen"),
        (Sender.DISMISSING, ("3 Wochen", "§ 4 KSchG", "Integrationsamt", "Verwaltungsgericht"), "§ 84 SGG"),
        (Sender.EMPLOYER, ("Arbeitsgericht", "keinen Widerspruch"), "§ 84 SGG"),
        (Sender.ELSEWHERE, ("am Ende des Bescheids", "kürzer"), "§ 84 SGG"),
    ],
)
def test_each_sender_has_its_own_court_and_deadline(sender: Sender, said: tuple[str, ...], never: str) -> None:
    text = DEADLINES[sender].text
    assert all(words in text for words in said)
    assert never not in text
    assert "rechnet dieses Programm nicht aus" in text


def test_every_sender_has_a_text() -> None:
    assert set(DEADLINES) == set(Sender)


@pytest.mark.parametrize(
    "question",
    [
        "Wer kann das Budget für Arbeit bekommen?",
        "Kann ich in der Werkstatt mehr Geld verdienen?",
        "Wovon soll ich nicht mehr als 40 Stunden in der Woche leben?",
        "Wer sagt mir Bescheid?",
        "Was gilt, wenn ich mich bei der Arbeit verletze?",
        "Ich arbeite in der Werkstatt. Wie viel Urlaub habe ich?",
        "Darf ich weniger arbeiten?",
    ],
)
def test_other_questions_need_no_such_text(question: str) -> None:
    assert care(question) == ()


def test_the_most_urgent_comes_first() -> None:
    told = care("Antrag abgelehnt, mein Vater schlägt mich, ich will nicht mehr leben. Habe ich Anspruch auf Hilfe?")
    assert [notice.code for notice in told] == ["crisis", "help", "deadline", "personal_case"]


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("Habe ich Anspruch auf die Rente?", PERSONAL["pension"]),
        ("Bekommt mein Sohn das Budget für Arbeit?", PERSONAL["participation"]),
        ("kannst du mal meinen brief prüfen", LETTER),
        ("soll ich den aufhebungsvertrag unterschreiben", FIRST_ADVICE),
        # The most careful text alone.
        ("Habe ich Anspruch auf Lohn oder soll ich kündigen?", FIRST_ADVICE),
    ],
)
def test_a_personal_case_is_told_who_decides(question: str, notice: Notice) -> None:
    assert care(question) == (notice,)


def test_no_fixed_text_is_a_verdict() -> None:
    assert [notice.text for notice in TEXTS if verdicts(notice.text)] == []


def test_all_fixed_texts_are_looked_at() -> None:
    written = {each for each in vars(fixed).values() if isinstance(each, Notice)}
    assert written | set(PERSONAL.values()) == set(TEXTS)
    assert {each.code for each in TEXTS} == {"crisis", "help", "deadline", "personal_case"}
    assert [each.name for each in fields(Notice)] == ["code", "text"]


def test_who_only_says_that_they_can_no_longer_is_asked_back() -> None:
    assert asked_back("Ich kann nicht mehr.") is OVERWHELMED
    assert asked_back("Ich kann nicht mehr laufen. Gibt es einen Fahrdienst?") is None


def test_without_work_in_it_help_is_told_as_well() -> None:
    assert care("Ich kann nicht mehr.") == (CRISIS,)
    assert care("Die Arbeit in der Werkstatt ist zu viel. Ich kann nicht mehr.") == ()


def test_what_is_asked_back_is_written_down_and_one_way_leads_to_a_human(digest: Digest) -> None:
    ways = {topic.title for topic in digest.topics}
    human = next(signpost for signpost in digest.signposts if signpost.id == "krise")
    asked = [choice.question for choice in OVERWHELMED.choices]
    assert asked[0] in human.asks
    assert set(asked[1:]) <= ways
    assert 2 <= len(asked) <= 4


def test_a_personal_case_is_led_to_the_check_that_names_its_topic(digest: Digest) -> None:
    told = guided("Krieg ich die Rente?", ("f1", "standard", "rente-nach-20-jahren", "p1"), digest.checks)
    assert told == GuidedBy("rente-nach-20-jahren", "Rente nach 20 Jahren Werkstatt")
    told = guided("Steht mir das zu?", ("budget-voraussetzungen",), digest.checks)
    assert told == GuidedBy("budget-fuer-arbeit", "Passt das Budget für Arbeit?")


def test_whoever_holds_a_decision_is_led_to_the_check_for_letters(digest: Digest) -> None:
    title = next(check.title for check in digest.checks if check.id == LETTER_CHECK)
    letters = GuidedBy(LETTER_CHECK, title)
    assert guided("mein antrag wurde abgelehnt", (), digest.checks) == letters
    assert guided("prüf mal meinen bescheid", (), digest.checks) == letters


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("Wer bekommt die Rente?", ("rente-nach-20-jahren",)),
        ("Krieg ich die Rente?", ()),
        ("Krieg ich die Rente?", ("gibt-es-nicht",)),
        ("mein chef hat mir gekündigt", ()),
        ("mein antrag wurde abgelehnt, ich will nicht mehr leben", ("budget-voraussetzungen",)),
    ],
)
def test_nobody_else_is_led_to_one(digest: Digest, question: str, topics: tuple[str, ...]) -> None:
    assert guided(question, topics, digest.checks) is None


def test_checks_for_companies_come_last(digest: Digest) -> None:
    assert {check.id for check in digest.checks} > FOR_COMPANIES
    told = guided("Steht mir das zu?", ("kuendigungsschutz",), digest.checks)
    assert told == GuidedBy("rueckkehr", "Zurück in eine Werkstatt")
    assert guided("Steht uns das zu?", ("beschaeftigungspflicht",), digest.checks)


def test_without_checks_there_is_nothing_to_lead_to() -> None:
    assert guided("mein antrag wurde abgelehnt", ("widerspruch",), ()) is None


def test_the_notice_names_the_check_and_the_path_of_its_page() -> None:
    told = guided_by(GuidedBy("platz", "Passt der Platz?"))
    assert told.code == "guided_check"
    assert "„Passt der Platz?“" in told.text
    assert told.text.endswith(" /pruefwege/platz")
    assert not verdicts(told.text)
