"""What tells who somebody is, is masked; what the answer depends on stays."""

import pytest

from service.model.masking import masked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Schreiben Sie an ada.muster@example.org bitte", "Schreiben Sie an [E-Mail] bitte"),
        ("ada(at)example.org", "[E-Mail]"),
        ("Ruf an: 0170 1234567 oder 030/1234567.", "Ruf an: [Telefon] oder [Telefon]."),
        ("+49 (0) 170 12 34 567", "[Telefon]"),
        ("0049 30 1234567", "[Telefon]"),
        ("DE89 3704 0044 0532 0130 00 ist mein Konto", "[IBAN] ist mein Konto"),
        ("de89370400440532013000", "[IBAN]"),
        ("Meine Nummer 65 170839 J 003 steht da", "Meine Nummer [Versicherungsnummer] steht da"),
        ("65170839J003", "[Versicherungsnummer]"),
        ("Karte A123456789", "Karte [Versicherungsnummer]"),
        ("12 345 678 901", "[Steuer-ID]"),
        ("Meine Steuer-ID ist 12345678901.", "Meine Steuer-ID ist [Aktenzeichen]"),
        ("Aktenzeichen: 12-ab/345 vom Amt", "Aktenzeichen: [Aktenzeichen] vom Amt"),
        ("Az. B 3 X 17/20, was nun?", "Az. [Aktenzeichen], was nun?"),
        ("Schwerbehindertenausweis Nr. 47/11-22", "Schwerbehindertenausweis Nr. [Aktenzeichen]"),
        ("meine kundennummer lautet 123D456", "meine kundennummer lautet [Aktenzeichen]"),
        ("geboren am 3.4.1990 in der Stadt", "geboren am [Geburtsdatum] in der Stadt"),
        ("Ich heiße Ada Muster und bin 19.", "Ich heiße [Name] und bin 19."),
        ("ich heisse ada muster bin 19", "ich heisse [Name] bin 19"),
        ("Mein Name ist Ada von Muster.", "Mein Name ist [Name]."),
        ("Mein Sohn heißt Till. Till will arbeiten.", "Mein Sohn heißt [Name]. [Name] will arbeiten."),
        ("meine Tochter heißt Ida-Marie und Ida-Maries Rente", "meine Tochter heißt [Name] und [Name] Rente"),
        ("Frau Muster vom Amt sagt nein", "Frau [Name] vom Amt sagt nein"),
        ("Was tun?\nViele Grüße\nAda Muster", "Was tun?\nViele Grüße\n[Name]"),
    ],
)
def test_what_tells_who_somebody_is(text: str, told: str) -> None:
    assert masked(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Wer kann das Budget für Arbeit nach § 61 Abs. 2 Satz 2 SGB IX bekommen?",
        "§ 60 Abs. 2 Nr. 8: Personalschlüssel 1:12?",
        "Der Zuschuss beträgt 75 Prozent, also 1.500,50 Euro oder 1 500 Euro.",
        "Bescheid vom 01.02.2025, Widerspruch bis 03.03.2025",
        "Seit 2019 arbeite ich 35 Stunden, seit 01.01.2020 weniger.",
        "Ich bin 19 und meine Frau arbeitet.",
        "Wie heißt das Gesetz? Wie heißt es, wenn der Chef kündigt?",
        "Wie ist die Nummer der Ausgabe 0,5 bis 0,75?",
        "Was heißt andere Leistungsanbieter?",
        "Gilt das ab 01.01.2026 bis 31.12.2026?",
        "Mann und Frau, Frau und Mann",
    ],
)
def test_what_the_answer_depends_on_stays(text: str) -> None:
    assert masked(text) == text


def test_a_masked_text_stays_as_it_is_and_long_ones_are_quick() -> None:
    once = masked("Ich heiße Ada Muster, 0170 1234567, ada@example.org")
    assert masked(once) == once
    assert masked("ich heiße " * 400)
    assert masked("0 1 " * 1000)
    assert masked("a." * 2000)
