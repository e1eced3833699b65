"""What may speak beside a topic: near to what it is about, and law for the people whom it is for."""

import pytest

from corpus.nouns import Match, PagePoint, Passage, Pinpoint, Place, Wording
from service.bound import FREE, bound

WAGE, LEAVE, TOOLS = Pinpoint("ÜbG", "2", "1"), Pinpoint("ÜbG", "3", "1"), Pinpoint("ÜbG", "4")
EMPLOYMENT, WORKSHOP = Pinpoint("SGB IX", "164", "5"), Pinpoint("SGB IX", "221", "1")


def match(place: Place) -> Match:
    return Match(Passage(str(place), "uebg", "e1", 0, place, (), "Ein Satz.", (), Wording.OFFICIAL), 0.5)


def spoken(found: list[Place], told: list[Place], related: tuple[Place, ...] = ()) -> list[Place]:
    return [each.passage.place for each in bound([match(place) for place in found], told, related)]


def test_the_best_paragraphs_may_speak_wherever_they_stand() -> None:
    best: list[Place] = [Pinpoint("ÜbG", str(number), "1") for number in range(10, 10 + FREE)]
    assert spoken([*best, LEAVE], [WAGE]) == best


@pytest.mark.parametrize("place", [Pinpoint("ÜbG", "3", "2"), PagePoint("Heft", "7", 7)])
def test_behind_them_speaks_only_what_the_topic_or_one_it_leads_on_to_cites(place: Place) -> None:
    best: list[Place] = [Pinpoint("ÜbG", str(number), "1") for number in range(10, 10 + FREE)]
    cited = LEAVE if isinstance(place, Pinpoint) else PagePoint("Heft", "4", 4)
    assert spoken([*best, TOOLS, place], [WAGE], (WAGE, cited)) == [*best, place]


@pytest.mark.parametrize("workshops", [WORKSHOP, Pinpoint("WVO", "6", "2"), Pinpoint("WMVO", "11")])
@pytest.mark.parametrize("employment", [EMPLOYMENT, Pinpoint("SGB IX", "185a", "1"), Pinpoint("SGB IX", "151", "1")])
def test_employers_law_does_not_speak_beside_a_topic_on_workshops(workshops: Place, employment: Place) -> None:
    assert spoken([employment, WAGE], [workshops]) == [WAGE]


def test_what_only_the_professional_level_cites_lets_no_employers_law_speak() -> None:
    assert spoken([EMPLOYMENT, WAGE], [WORKSHOP], (WORKSHOP, EMPLOYMENT)) == [WAGE]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (EMPLOYMENT, [WORKSHOP, Pinpoint("SGB IX", "167", "1")]),
        (EMPLOYMENT, [Pinpoint("SGB IX", "61", "1")]),
        (Pinpoint("SGB IX", "219", "1"), [WORKSHOP]),
        (Pinpoint("SGB IX", "58", "1"), [WORKSHOP]),
        (Pinpoint("SGB VI", "162", number="2"), [WORKSHOP]),
        (Pinpoint("SGB IX", "Anlage zu § 164"), [WORKSHOP]),
    ],
)
def test_all_else_speaks_also_beside_workshops(found: Place, told: list[Place]) -> None:
    assert spoken([found], told) == [found]
