"""Who asks for a verdict on a case, shows a letter or wants advice is told apart from who asks for a rule."""

import pytest

from service.decided import Sender, sender
from service.personal import decider, shows_letter, wants_advice, wants_verdict

LETTER = """Sehr geehrte Damen und Herren, auf Ihren Antrag vom 3. März haben wir über das Budget für Arbeit
entschieden. Der Antrag wird leider abgelehnt. Begründung: Die Stelle ist nicht geeignet. Rechtsbehelfsbelehrung:
Gegen diesen Bescheid kann Widerspruch eingelegt werden. Mit freundlichen Grüßen, im Auftrag"""


@pytest.mark.parametrize(
    "question",
    [
        "Habe ich Anspruch auf das Budget für Arbeit?",
        "Hat mein Sohn Anspruch auf Grundsicherung?",
        "Steht mir das Arbeitsförderungsgeld zu?",
        "krieg ich em rente",
        "kriag i des budget",
        "kriegt mein bruder die rente nach 20 jahren",
        "Bekommt meine Tochter einen Platz?",
        "ob ich anspruch hab auf jobcoaching",
        "Bin ich anspruchsberechtigt?",
        "erfülle ich die voraussetzungen",
        "gilt das auch für mich",
        "steht meiner tochter urlaub zu",
        "hab ich chancen beim widerspruch",
        "Hallo, bekomm ich Ausbildungsgeld?",
    ],
)
def test_a_verdict_is_asked_for(question: str) -> None:
    assert wants_verdict(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wie viel Lohn kriege ich?",
        "Wann bekomme ich den Bescheid?",
        "Wo kriege ich den Antrag?",
        "Wer kann das Budget für Arbeit bekommen?",
        "Was muss ich tun, wenn ich krank bin?",
        "Ich arbeite in der Werkstatt. Muss ich Überstunden machen?",
        "Kann ich in eine andere Werkstatt wechseln?",
        "Wie bekomme ich einen Schwerbehindertenausweis?",
        "Darf ich jemanden mitnehmen?",
        "Wie krieg ich das hin?",
        "Was steht in § 61 SGB IX?",
        "Wer hat Anspruch auf Zusatzurlaub?",
        "Welche Leistungen stehen zur Verfügung?",
        "Steht mir jemand bei?",
    ],
)
def test_a_rule_is_asked_for(question: str) -> None:
    assert not wants_verdict(question)


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Krieg ich die Rente nach 20 Jahren?", "pension"),
        ("Bekomme ich Bürgergeld?", "jobcentre"),
        ("Steht mir Grundsicherung zu?", "social"),
        ("Habe ich Anspruch auf einen Schwerbehindertenausweis?", "badge"),
        ("Hat mein Sohn Anspruch auf Gleichstellung?", "equal"),
        ("Bekomme ich Krankengeld?", "health"),
        ("Bekomme ich Ausbildungsgeld?", "employment"),
        ("Steht mir eine Arbeitsassistenz zu?", "integration"),
        ("Bekommt meine Tochter das Budget für Arbeit?", "participation"),
        ("Steht mir Zusatzurlaub zu?", "labour"),
        ("Habe ich Anspruch darauf?", "other"),
        # What is asked for comes before what is told.
        ("Die Firma macht zu, krieg ich Arbeitslosengeld? Ich hab eine volle Rente.", "employment"),
    ],
)
def test_who_decides_depends_on_what_is_asked_for(question: str, who: str) -> None:
    assert decider(question) == who


@pytest.mark.parametrize(
    "question",
    ["prüf mal meinen bescheid", "Ist mein Bescheid richtig?", "kannst du den brief vom amt checken", LETTER],
)
def test_a_letter_is_shown(question: str) -> None:
    assert shows_letter(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wer prüft den Jahresabschluss?",
        "Was steht in einem Bescheid?",
        "Was bedeutet Rechtsbehelfsbelehrung?",
        "Mit freundlichen Grüßen, im Auftrag",
        "Ich habe lange überlegt, wie ich das hier aufschreibe, und frage jetzt einfach: Wie viele Urlaubstage gibt es "
        "in der Werkstatt, wenn jemand nur an drei Tagen kommt, und wer bestimmt die Zeit? Mit freundlichen Grüßen",
    ],
)
def test_who_asks_about_letters_shows_none(question: str) -> None:
    assert not shows_letter(question)


@pytest.mark.parametrize(
    "question",
    ["soll ich den aufhebungsvertrag unterschreiben", "Soll mein Sohn kündigen?", "Sollen wir dem Umzug zustimmen?"],
)
def test_advice_on_a_signature_is_asked_for(question: str) -> None:
    assert wants_advice(question)


@pytest.mark.parametrize(
    "question",
    ["Wer muss den Vertrag unterschreiben?", "Darf die Werkstatt kündigen?", "Soll die Werkstatt einen Rat haben?"],
)
def test_who_must_sign_is_a_rule(question: str) -> None:
    assert not wants_advice(question)


@pytest.mark.parametrize(
    ("question", "whose"),
    [
        ("mein antrag wurde abgelehnt", Sender.OFFICE),
        ("s amt hot nei gsagt", Sender.OFFICE),
        ("kann ich wiederspruch machen", Sender.OFFICE),
        ("gdb von 50 auf 30 runtergestuft", Sender.OFFICE),
        ("krankenkasse verweigert die kosten", Sender.OFFICE),
        ("Der Bezirk will nicht zahlen", Sender.OFFICE),
        ("meine Rente wurde nicht bewilligt", Sender.OFFICE),
        ("das Sozialamt hat den Platz in der Werkstatt abgelehnt", Sender.OFFICE),
        (LETTER, Sender.OFFICE),
        ("jugendamt hat die schulbegleitung abgelehnt", Sender.ADMINISTRATION),
        ("integrationsamt hat assistenz abgelehnt", Sender.ADMINISTRATION),
        ("Das Integrationsamt stimmt der Kündigung zu. Was kann ich tun?", Sender.ADMINISTRATION),
        ("Werkstatt hat mir gekündigt", Sender.WORKSHOP),
        ("Die Werkstatt hat meine Tochter abgelehnt", Sender.WORKSHOP),
        ("werkstattlohn zu niedrig widerspruch", Sender.WORKSHOP),
        ("mein chef hat mir gekündigt", Sender.DISMISSING),
        ("getz liecht die Kündigung im Kasten", Sender.DISMISSING),
        ("Nach der Werkstatt war ich im Betrieb, der Chef hat mir gekündigt", Sender.DISMISSING),
        ("firma lehnt teilzeit ab", Sender.EMPLOYER),
        ("Mein Urlaub wurde abgelehnt", Sender.EMPLOYER),
        ("asyl abgelehnt", Sender.ELSEWHERE),
        ("Einspruch gegen den Bußgeldbescheid", Sender.ELSEWHERE),
        ("der vermieter hat mir gekündigt", None),
        ("wie kündige ich meinem mitarbeiter", None),
        ("Wer sagt mir Bescheid?", None),
        ("meine bewerbung wurde abgelehnt", None),
        ("Einspruch gegen die Wählerliste", None),
        ("Ich lehne die Werkstatt ab", None),
        ("Ich warte auf den Bescheid", None),
        ("Was ist ein Bescheid?", None),
        ("Wie lange dauert das Eingangsverfahren?", None),
    ],
)
def test_the_sender_of_a_no_is_known(question: str, whose: Sender | None) -> None:
    assert sender(question) is whose
