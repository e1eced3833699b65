"""A follow-up question that names another offer is the question before it about that offer."""

import pytest

from service.subjects import named, replaced


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("Wer bekommt das Budget für Arbeit?", ("Budget für Arbeit",)),
        ("die Höhe des Budgets für Ausbildung", ("Budget für Ausbildung",)),
        ("bei einem anderen Leistungsanbieter", ("anderer Leistungsanbieter",)),
        ("und bei ner ALA", ("anderer Leistungsanbieter",)),
        ("und bei ner wfbm", ("Werkstatt",)),
        ("in den Werkstätten", ("Werkstatt",)),
        ("und im bildungsbereich", ("Berufsbildungsbereich",)),
        ("bei unterstützter Beschäftigung auch?", ("Unterstützte Beschäftigung",)),
        ("und in einer inklusionsfirma", ("Inklusionsbetrieb",)),
        ("vom Eingangsverfahren in den Arbeitsbereich", ("Eingangsverfahren", "Arbeitsbereich")),
        ("der Werkstattrat und der Balaton", ()),
        ("was macht das Budget", ()),
    ],
)
def test_an_offer_is_named_in_many_ways(text: str, offers: tuple[str, ...]) -> None:
    assert named(text) == offers


@pytest.mark.parametrize(
    ("question", "message", "meant"),
    [
        ("Wie lange geht das Eingangsverfahren?", "und der bbb? ich meine den Berufsbildungsbereich",
         "Wie lange geht das Berufsbildungsbereich?"),
        ("Gibt es im Budget für Arbeit Urlaub?", "und beim budget für ausbildung",
         "Gibt es im Budget für Ausbildung Urlaub?"),
        ("Wie viel Lohn gibt es in der WfbM? Ist die WfbM verpflichtet?", "und in einer Inklusionsfirma",
         "Wie viel Lohn gibt es in der Inklusionsbetrieb? Ist die Inklusionsbetrieb verpflichtet?"),
        ("Gibt es in der Werkstatt Urlaub?", "und bei der wfbm?", None),
        ("Gibt es Urlaub?", "und in der Werkstatt?", None),
        ("Gibt es in der Werkstatt Urlaub?", "und wie lange?", None),
        ("Komme ich vom Arbeitsbereich ins Budget für Arbeit?", "und in die Tagesförderung", None),
        ("Gibt es in der Werkstatt Urlaub?", "und im Eingangsverfahren und Arbeitsbereich?", None),
    ],
)  # fmt: skip
def test_the_one_offer_stands_in_place_of_the_other(question: str, message: str, meant: str | None) -> None:
    assert replaced(question, message) == meant
