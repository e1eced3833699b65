"""How near each place of a small real index is to a question, by its words and by its meaning."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from corpus.documents import documents_of, places_of
from corpus.embedding import HashEmbedder
from corpus.index import PassageIndex
from corpus.nouns import ASKED_ID, DIGEST_ID, PagePoint, Passage, Pinpoint, Place, TopicPoint, Unit, Wording
from corpus.places import paragraph_of
from ingest.build import BuildFacts, build, searched_text
from service.hear import Heard, Hearing, Scores
from tests.sample import SOURCE

EMBEDDER = HashEmbedder(256)
WAGE, LEAVE, RULES = Pinpoint("ÜbG", "2", "1"), Pinpoint("ÜbG", "3", "1"), Pinpoint("ÜbG", "4", "1")
PAGE, TOPIC = PagePoint("Leitfaden", "7"), TopicPoint("werkzeug")


def passage(number: int, source: str, place: Place, text: str, *path: str) -> Passage:
    wording = Wording.OFFICIAL if source in (SOURCE.id, "leitfaden") else Wording.DIGEST
    return Passage(f"p{number}", source, "e", number, place, path, text, (Unit(place, 0, len(text)),), wording)


# At § 2 stand wording and ours, at § 3 only ours, at § 4 and in the document only wording.
PASSAGES = (
    passage(0, SOURCE.id, WAGE, "Lehrlinge bekommen einen Wochenlohn von zwanzig Talern.", "§ 2 Lohn"),
    passage(1, SOURCE.id, RULES, "Regeln hängen an der Wand.", "§ 4 Aushang"),
    passage(2, SOURCE.id, WAGE, "Freitags zahlt der Meister.", "§ 2 Lohn"),
    passage(3, "leitfaden", PAGE, "Ein Hammer wiegt wenig.", "Kapitel Hammer"),
    passage(4, SOURCE.id + "-x", replace(WAGE, sentence="1"), "Geld gibt es jede Woche.", "§ 2 Lohn"),
    passage(5, ASKED_ID, LEAVE, "wann darf ich blau machen\nwann hab ich Ferien"),
    passage(6, ASKED_ID, WAGE, "wie viel Kohle krieg ich"),
    passage(7, DIGEST_ID, TOPIC, "Wer kauft den Hammer?", "Wer kauft den Hammer?"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    facts = BuildFacts("f" * 64, "test", (SOURCE.id,), (), "digest")
    folder = build(tmp_path_factory.mktemp("index"), PASSAGES, EMBEDDER, facts, lambda _done, _of: None)
    opened = PassageIndex(folder, EMBEDDER.name)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def hearing(index: PassageIndex) -> Hearing:
    return Hearing(index, EMBEDDER, index.words, index.spelling)


def cosines(question: str) -> dict[Passage, float]:
    """Return how near the question is to every passage, computed without the index."""
    near = EMBEDDER.embed_passages([searched_text(p) for p in PASSAGES]) @ EMBEDDER.embed_query(question)
    return dict(zip(PASSAGES, map(float, near), strict=True))


def best(near: dict[Passage, float], place: Place, wording: Wording) -> float:
    return max(score for p, score in near.items() if paragraph_of(p.place) == place and p.wording is wording)


def at(index: PassageIndex, scores: Scores, place: Place) -> float:
    return float(scores[index.places.index(place)])


@pytest.mark.parametrize("question", ["zahlt der Meister freitags", "wie viel Kohle", "Wochenlohn der Lehrlinge"])
def test_a_place_is_as_near_as_its_nearest_passage_in_each_wording(
    index: PassageIndex, hearing: Hearing, question: str
) -> None:
    heard, near = hearing.hear(question), cosines(question)
    assert at(index, heard.law, WAGE) == pytest.approx(best(near, WAGE, Wording.OFFICIAL), abs=1e-5)
    assert at(index, heard.own, WAGE) == pytest.approx(best(near, WAGE, Wording.DIGEST), abs=1e-5)
    assert at(index, heard.law, PAGE) == pytest.approx(best(near, PAGE, Wording.OFFICIAL), abs=1e-5)
    assert at(index, heard.own, TOPIC) == pytest.approx(best(near, TOPIC, Wording.DIGEST), abs=1e-5)


@pytest.mark.parametrize(("place", "question"), [(LEAVE, "wann hab ich Ferien"), (TOPIC, "Wer kauft den Hammer")])
def test_where_no_wording_is_loaded_our_text_stands_for_it(
    index: PassageIndex, hearing: Hearing, place: Place, question: str
) -> None:
    heard = hearing.hear(question)
    assert at(index, heard.law, place) == at(index, heard.own, place) > min(cosines(question).values()) + 0.3


def test_where_wording_is_loaded_our_text_does_not_stand_for_it(index: PassageIndex, hearing: Hearing) -> None:
    heard = hearing.hear("wie viel Kohle krieg ich")
    assert at(index, heard.own, WAGE) > 0.9
    assert at(index, heard.law, WAGE) < 0.5


def test_a_place_without_a_text_of_ours_is_as_near_as_the_last_that_was_found(
    index: PassageIndex, hearing: Hearing
) -> None:
    question = "Regeln hängen an der Wand"
    heard = hearing.hear(question)
    assert at(index, heard.law, RULES) > 0.7
    for place in (RULES, PAGE):
        assert at(index, heard.own, place) == pytest.approx(min(cosines(question).values()), abs=1e-5)


def test_what_lies_deeper_than_was_searched_is_as_near_as_the_last_that_was_found(
    index: PassageIndex, hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.hear.DEPTH", 2)
    question = "Wer kauft den Hammer, zahlt freitags der Meister?"
    heard, near = hearing.hear(question), sorted(cosines(question).items(), key=lambda pair: -pair[1])
    (first, highest), (second, last), (_, beyond) = near[:3]
    assert (first.place, second.place) == (TOPIC, WAGE)
    assert highest > last + 0.05 > beyond + 0.1
    assert at(index, heard.own, TOPIC) == pytest.approx(highest, abs=1e-5)
    others = [*heard.law[[index.places.index(p) for p in (WAGE, LEAVE, RULES, PAGE)]]]
    others += [*heard.own[[index.places.index(p) for p in (WAGE, LEAVE, RULES, PAGE)]]]
    assert others == pytest.approx([last] * 8, abs=1e-5)


def test_a_misspelt_question_is_heard_as_it_was_meant(hearing: Hearing) -> None:
    misspelt, meant = hearing.hear("Wer kauft den Hamner?"), hearing.hear("Wer kauft den hammer?")
    assert misspelt.text == "Wer kauft den hammer?"
    for name in ("vector", "words", "law", "own"):
        assert np.array_equal(getattr(misspelt, name), getattr(meant, name))


def test_words_are_heard_at_the_place_where_they_stand(index: PassageIndex, hearing: Hearing) -> None:
    asked = {"zwanzig Taler": WAGE, "Kohle": WAGE, "blau machen": LEAVE, "Wand": RULES, "wiegt": PAGE, "kauft": TOPIC}
    assert {question: index.places[hearing.hear(question).words.argmax()] for question in asked} == asked


def test_everything_heard_has_a_value_for_every_place(index: PassageIndex, hearing: Hearing) -> None:
    for question in ("Wer zahlt den Hammer?", "Xylophon", ""):
        heard: Heard = hearing.hear(question)
        assert {scores.shape for scores in (heard.words, heard.law, heard.own)} == {(len(index.places),)}
        assert all(-1.001 <= scores.min() <= scores.max() <= 1.001 for scores in (heard.words, heard.law, heard.own))


def test_documents_and_places_are_in_one_order_whatever_the_order_of_passages(index: PassageIndex) -> None:
    for passages in permutations(PASSAGES, 4):
        assert tuple(documents_of(passages)) == places_of(passages)
    assert index.places == places_of(PASSAGES) == (WAGE, RULES, PAGE, LEAVE, TOPIC)


def test_a_document_is_the_heading_once_and_all_that_stands_at_its_place() -> None:
    documents = documents_of(PASSAGES)
    assert documents[WAGE].split("\n") == [
        "ÜbG § 2 Lohn",
        "Lehrlinge bekommen einen Wochenlohn von zwanzig Talern.",
        "Freitags zahlt der Meister.",
        "Geld gibt es jede Woche.",
        "wie viel Kohle krieg ich",
    ]
    assert documents[PAGE].split("\n") == ["Leitfaden", "Kapitel Hammer", "Ein Hammer wiegt wenig."]
    assert documents[TOPIC].split("\n") == ["", "Wer kauft den Hammer?"]
