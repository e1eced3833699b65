"""A topic is found by what its ways of asking share."""

from dataclasses import replace
from datetime import date

import numpy as np

from corpus.documents import documents_of, places_of
from corpus.entries import Digest, Signpost
from corpus.words import WordIndex
from ingest.authored import passages_of
from service.hear import Heard
from service.topics import TOPIC_MARGIN, TOPIC_NEAR, Near, TopicFinder, clearly_first
from tests.sample import SOURCE, TOPIC

LEAVE = replace(
    TOPIC,
    id="urlaub",
    title="Wie lang ist der Urlaub?",
    ways={
        "colloquial": ("wie viel urlaub krieg ich", "wann hab ich urlaub"),
        "plain": ("Wie viele Tage Urlaub gibt es?",),
        "formal": ("Welche Dauer hat der Jahresurlaub?",),
    },
)
MINT = Signpost(
    "muenze", "Münzen", (), ("Wo prägt man Münzen?", "Wer macht Münzen?", "Woher kommen Münzen?"), "Das tut die Münze.",
    "Die Münze.", "Die Münze", "https://example.org", None, date(2026, 1, 5),
)  # fmt: skip


PASSAGES = passages_of(Digest(topics=(TOPIC, LEAVE), signposts=(MINT,)), (), (SOURCE,), {}, "digest")
PLACES = places_of(PASSAGES)
WORDS = WordIndex.build(list(documents_of(PASSAGES).values()))


def near(question: str) -> tuple[Near, ...]:
    """Return what is near by words alone: every meaning is as far as the others."""
    nothing = np.zeros(len(PLACES), np.float32)
    heard = Heard(question, nothing, WORDS.shares(question), nothing, nothing)
    return TopicFinder(PASSAGES, PLACES).near(heard)


def test_words_that_a_topic_shares_with_a_question_bring_it_first() -> None:
    assert near("hab ich noch urlaub übrig")[0].id == "urlaub"
    assert near("muss ich den hammer kaufen")[0].id == TOPIC.id
    assert (near("Wo macht man Münzen?")[0].id, near("Wo macht man Münzen?")[0].ours) == ("muenze", False)


def test_a_question_of_other_words_is_near_to_nothing() -> None:
    assert all(each.nearness < TOPIC_NEAR for each in near("Regnet es morgen?"))


def test_without_topics_nothing_is_near() -> None:
    nothing = np.zeros(0, np.float32)
    assert TopicFinder((), ()).near(Heard("hab ich urlaub", nothing, nothing, nothing, nothing)) == ()


def test_the_first_topic_answers_only_where_it_is_clearly_the_first() -> None:
    first, second = Near("a", 0.5, True), Near("b", 0.5 - 2 * TOPIC_MARGIN, True)
    assert clearly_first([first, second])
    assert not clearly_first([first, replace(second, nearness=0.49)])
    assert not clearly_first([replace(first, nearness=TOPIC_NEAR - 0.01)])
    assert not clearly_first([])
