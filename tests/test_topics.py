"""A topic is found by what its ways of asking share, and held out ways of asking are counted honestly."""

from dataclasses import replace
from datetime import date

from corpus.embedding import HashEmbedder
from corpus.entries import Digest, Signpost
from corpus.nouns import Passage
from eval.topics import measure
from ingest.authored import passages_of
from service.topics import TOPIC_ANSWERS, TOPIC_MARGIN, Near, TopicFinder, clearly_first
from tests.sample import SOURCE, TOPIC

EMBEDDER = HashEmbedder(256)
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


def passages() -> tuple[Passage, ...]:
    return passages_of(Digest(topics=(TOPIC, LEAVE), signposts=(MINT,)), (SOURCE,), {}, "digest")


def test_words_that_a_topic_shares_with_a_question_bring_it_first() -> None:
    finder = TopicFinder(passages(), EMBEDDER)
    assert finder.near("hab ich noch urlaub übrig")[0].id == "urlaub"
    assert finder.near("muss ich den hammer kaufen")[0].id == TOPIC.id
    assert finder.near("Wo macht man Münzen?")[0] == Near(
        "muenze", finder.near("Wo macht man Münzen?")[0].nearness, False
    )


def test_a_question_of_other_words_is_near_to_nothing() -> None:
    assert all(near.nearness < TOPIC_ANSWERS for near in TopicFinder(passages(), EMBEDDER).near("Regnet es morgen?"))


def test_without_topics_nothing_is_near() -> None:
    assert TopicFinder((), EMBEDDER).near("hab ich urlaub") == ()


def test_the_first_topic_answers_only_where_it_is_clearly_the_first() -> None:
    first, second = Near("a", 0.5, True), Near("b", 0.5 - 2 * TOPIC_MARGIN, True)
    assert clearly_first([first, second])
    assert not clearly_first([first, replace(second, nearness=0.49)])
    assert not clearly_first([replace(first, nearness=TOPIC_ANSWERS - 0.01)])
    assert not clearly_first([])


def test_every_way_of_asking_is_held_out_once() -> None:
    found = measure(passages(), (TOPIC, LEAVE), EMBEDDER)
    assert {register: each.questions for register, each in found.items()} == {
        "colloquial": 4,
        "plain": 2,
        "formal": 2,
        "all": 8,
    }
    assert 0 < found["all"].first <= 1
