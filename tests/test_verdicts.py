"""No ruling on a person's case, no step in law urged on anybody, no word that hurts; rules are told."""

import pytest

from corpus.claims import entries_of
from corpus.digest import load_digest
from corpus.manifest import load_sources
from corpus.verdicts import verdicts, wrong_words


@pytest.mark.parametrize(
    "text",
    [
        "Sie haben Anspruch auf das Budget für Arbeit.",
        "Damit haben Sie einen Anspruch auf Grundsicherung.",
        "Sie haben keinen Anspruch auf Krankengeld.",
        "Ihr Sohn hat Anspruch auf einen Platz.",
        "Ihnen steht Krankengeld zu.",
        "Nach 20 Jahren steht Ihnen die Rente zu.",
        "Das ist Geld, das Ihnen in jedem Fall zusteht.",
        "Sie sind anspruchsberechtigt.",
        "Sie erfüllen alle Voraussetzungen.",
        "Sie bekommen 75 Prozent vom Lohn.",
        "Den Zuschuss bekommen Sie für zwei Jahre.",
        "Ihre Tochter bekommt das Ausbildungsgeld.",
        "Ihr Sohn erhält die Rente.",
        "Sie kriegen die Rente weiter.",
        "Ihr Antrag wird bewilligt.",
        "Ihr Widerspruch hat gute Aussicht auf Erfolg.",
        "Ihre Kündigung ist nicht wirksam.",
        "Nein, kein Anspruch.",
        "Es besteht kein Anspruch.",
        "Kündigen Sie den Werkstattvertrag.",
        "Unterschreiben Sie den Vertrag.",
        "Sie sollten den Aufhebungsvertrag unterschreiben.",
        "Verzichten Sie auf das Geld.",
        "Nehmen Sie den Antrag zurück.",
        "Ziehen Sie in ein anderes Bundesland um.",
        "Wer an einer Krankheit leidet an Schmerzen.",
        "Er ist nicht werkstattfähig.",
        "Sie ist an den Rollstuhl gefesselt.",
        # The one before is about others, but the reader was spoken to since.
        "Manche Menschen arbeiten wenig. Das gilt auch für Ihre Tochter. Sie bekommen Geld.",
    ],
)
def test_a_verdict_is_found(text: str) -> None:
    assert len(verdicts(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Sie können das Budget für Arbeit beantragen.",
        "Das Gesetz erlaubt den Wechsel, wenn die Leistung passt.",
        "Sie bekommen das Geld, wenn die Bedingungen erfüllt sind.",
        "Soweit das Amt zustimmt, erhalten Sie den Zuschuss.",
        "Gibt das Amt Ihnen nicht recht, bekommen Sie einen neuen Bescheid.",
        "Sie arbeiten im Arbeits-Bereich? Dann bekommen Sie das Arbeits-Förderungs-Geld.",
        "Die Bedingung ist: Sie bekommen Leistungen zur Teilhabe.",
        "Ob Sie Anspruch haben, entscheidet der Träger.",
        "Haben Sie Anspruch auf andere Leistungen?",
        "Bekommen Sie Grundsicherung? Fragen Sie das Sozialamt.",
        "Manche Versicherte sind selbstständig. Sie haben kein Recht auf Krankengeld.",
        "Menschen mit Behinderungen haben Anspruch auf diese Leistung.",
        "Auf diese Leistung besteht kein Anspruch, wenn der Betrieb nur den Zuschuss will.",
        "Ein Anwalt kann Ihnen helfen.",
        "Den Ausweis bekommen Sie beim Versorgungs-Amt.",
        "Ihr Antrag ist nicht vollständig? Das Amt hilft.",
        "Hat Ihr Widerspruch Erfolg? Beantragen Sie die Kosten.",
        "Unterschreiben Sie erst nach einer Beratung.",
        "Unterschreiben Sie vorher nichts.",
        "Sie sollen etwas unterschreiben? Lassen Sie sich vorher beraten.",
        "Stimmen Sie zu, kann das Amt ein Treffen machen.",
        "Der Betrieb darf erst kündigen, wenn das Amt zustimmt.",
        "Das Geld ist für die behinderten Menschen in der Werkstatt.",
        "Das Leiden der Menschen zählt nicht.",
        "",
    ],
)
def test_a_rule_is_none(text: str) -> None:
    assert verdicts(text) == ()


def test_they_come_in_the_order_of_reading_with_the_reason() -> None:
    found = wrong_words("Er ist werkstattfähig. Sie haben Anspruch auf Lohn. Kündigen Sie.")
    assert found == (
        ("werkstattfähig", "verletzt"),
        ("Sie haben Anspruch", "ist ein Urteil über eine Person"),
        ("Kündigen Sie", "ist ein Rat, der zuerst Beratung braucht"),
    )


def test_the_digest_is_free_of_verdicts() -> None:
    digest = load_digest(load_sources())
    told = [(e.name, claim.line.text) for e in entries_of(digest) for claim in e.claims]
    told += [(s.id, text) for s in digest.signposts for text in (s.standard, s.leichter)]
    assert len(told) > 17_000
    assert [(name, found) for name, text in told if (found := verdicts(text))] == []
