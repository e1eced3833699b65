"""Ways of asking move towards the wording that answers them, and away from every other."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

from corpus.entries import Asked, Digest, Signpost
from corpus.nouns import Level, Pinpoint, Place, TopicPoint, Wording
from ingest.authored import passages_of
from ingest.cut import cut
from ingest.gii import read_gii
from ingest.train import train_tokenizer
from ingest.tune import Example, Lesson, Recipe, Tuner, lesson_of
from service.hear import Scores
from tests.sample import LEAVE, SOURCE, STATEMENTS, TOPIC, law_zip

WAGE, TOOL = Pinpoint("ÜbG", "2", "1"), Pinpoint("ÜbG", "2", "2")
ASKED = (Asked(LEAVE, {"colloquial": ("wann darf ich blau machen",), "plain": (), "formal": ("Welche Dauer?",)}),)
MINT = Signpost(
    "muenze", "Münzen", ("Taler",), ("Wo prägt man Münzen?", "Wer macht Münzen?"), "Das tut die Münze.",
    "Die Münze.", "Die Münze", "https://example.org", None, date(2026, 1, 5),
)  # fmt: skip
DIGEST = Digest(STATEMENTS[:1], (TOPIC,), signposts=(MINT,))

# The law says the animal, we the tree on which it lives, and people the noise it makes.
ANIMALS = "Amsel Biber Dachs Eule Fuchs Gans Hase Igel".split()
CALLS = dict(zip(ANIMALS, "pfeift nagt gräbt heult keckert schnattert hoppelt sticht".split(), strict=True))
TREES = dict(zip(ANIMALS, "Ahorn Birke Kiefer Linde Tanne Weide Zeder Ulme".split(), strict=True))
PLACES = {animal: Pinpoint("TierG", str(number), "1") for number, animal in enumerate(CALLS, 1)}
SMALL = Recipe(epochs=40, batch=8, rate=0.05)


def taught() -> Lesson:
    """Return a lesson in which nothing but the examples tells which animal makes which noise and lives where."""
    law: dict[Place, str] = {PLACES[animal]: f"{animal} im Gesetz" for animal in CALLS}
    own: dict[Place, str] = {PLACES[animal]: f"{TREES[animal]} bei uns" for animal in CALLS}
    ways = [(f"was {call} da", animal) for animal, call in CALLS.items()]
    ways += [(f"hilfe es {call}", animal) for animal, call in CALLS.items()]
    return Lesson(law, own, tuple(Example(way, (PLACES[animal],), question=True) for way, animal in ways))


def untuned() -> SentenceTransformer:
    """Return a tiny model with vectors that mean nothing yet."""
    lesson = taught()
    texts = [*lesson.law.values(), *lesson.own.values(), *(example.text for example in lesson.examples)]
    tokenizer = train_tokenizer(texts * 5, 400)
    weights = torch.randn(tokenizer.get_vocab_size(), 16, generator=torch.Generator().manual_seed(7)) * 0.1
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")


def nearness(model: SentenceTransformer, texts: list[str]) -> Scores:
    """Return how near each call, in a question that was not taught, is to each text."""
    asked = model.encode([f"hilfe was {call}" for call in CALLS.values()], normalize_embeddings=True)
    near: Scores = asked @ model.encode(texts, normalize_embeddings=True).T
    return near


def ahead(near: Scores) -> Scores:
    """Return for each question how much nearer the text that answers it is than the nearest other."""
    others = near.copy()
    np.fill_diagonal(others, -1)
    lead: Scores = np.diag(near) - others.max(axis=1)
    return lead


def weights_after(lesson: Lesson, recipe: Recipe) -> Scores:
    model = untuned()
    Tuner(model, lesson, recipe).tune()
    static = model[0]
    assert isinstance(static, StaticEmbedding)
    return static.embedding.weight.detach().numpy().copy()


def lesson() -> Lesson:
    official = cut(read_gii(law_zip(), SOURCE).blocks, SOURCE.id, "a" * 64, Wording.OFFICIAL)
    return lesson_of((*official, *passages_of(DIGEST, ASKED, (SOURCE,), {}, "digest")), DIGEST, ASKED)


def test_the_law_is_each_paragraph_under_its_heading_once_and_nothing_of_ours() -> None:
    law = lesson().law
    assert list(law) == [Pinpoint("ÜbG", "1"), WAGE, TOOL, LEAVE, Pinpoint("ÜbG", "3", "2")]
    heading, *text = law[WAGE].split("\n")
    assert heading == "ÜbG § 2 Lohn für Lehrlinge"
    assert "".join(text).strip() == (
        "(1) Lehrlinge bekommen einen Wochenlohn von 20 Talern. Der Wochenlohn wird freitags gezahlt."
    )


def test_a_paragraph_in_two_passages_is_one_text() -> None:
    one = cut(read_gii(law_zip(), SOURCE).blocks, SOURCE.id, "a" * 64, Wording.OFFICIAL)[0]
    two = replace(one, id="b", text="Und mehr.")
    assert lesson_of((one, two), Digest(), ()).law == {one.place: f"ÜbG § 1 Zweck\n{one.text}\nUnd mehr."}


def test_our_side_is_what_we_say_at_each_place_and_not_what_is_asked_there() -> None:
    own = lesson().own
    assert list(own) == [WAGE, TopicPoint(TOPIC.id), TopicPoint("muenze")]
    assert own[WAGE].split("\n") == ["ÜbG § 2 Lohn für Lehrlinge", STATEMENTS[0].standard, STATEMENTS[0].leichter]
    assert own[TopicPoint(TOPIC.id)].split("\n") == [TOPIC.title, *(line.text for line in TOPIC.lines(Level.STANDARD))]
    assert own[TopicPoint("muenze")].split("\n") == ["Münzen", "Taler", "Das tut die Münze."]


def test_every_way_of_asking_leads_to_its_paragraph_its_topic_or_its_signpost() -> None:
    asked = {example.text: example.places for example in lesson().examples if example.question}
    ways = [way for ways in TOPIC.ways.values() for way in ways]
    assert asked == {
        "wann darf ich blau machen": (LEAVE,),
        "Welche Dauer?": (LEAVE,),
        **dict.fromkeys(ways, (TopicPoint(TOPIC.id), TOOL, WAGE)),
        "Wo prägt man Münzen?": (TopicPoint("muenze"),),
        "Wer macht Münzen?": (TopicPoint("muenze"),),
    }


def test_statements_lead_to_their_paragraph_and_a_heading_to_every_paragraph_under_it() -> None:
    told = {example.text: example.places for example in lesson().examples if not example.question}
    assert told == {
        STATEMENTS[0].standard: (WAGE,),
        STATEMENTS[0].leichter: (WAGE,),
        "§ 1 Zweck": (Pinpoint("ÜbG", "1"),),
        "§ 2 Lohn für Lehrlinge": (WAGE, TOOL),
        "§ 3 Urlaub": (LEAVE, Pinpoint("ÜbG", "3", "2")),
    }


@pytest.mark.parametrize("side", ["law", "own"])
def test_a_question_comes_nearer_to_what_answers_it_than_before_and_than_to_all_else(side: str) -> None:
    lesson, model = taught(), untuned()
    texts = list((lesson.law if side == "law" else lesson.own).values())
    before = nearness(model, texts)
    Tuner(model, lesson, SMALL).tune()
    after = nearness(model, texts)
    assert np.diag(after).mean() > np.diag(before).mean() + 0.1
    assert (ahead(after) > ahead(before) + 0.05).all()
    assert (ahead(after) > 0.05).all()


def test_the_loss_falls_below_guessing() -> None:
    guessing = (2 + SMALL.alike) * np.log(len(CALLS))
    first = Tuner(untuned(), taught(), replace(SMALL, epochs=1, rate=0.0)).tune()
    assert Tuner(untuned(), taught(), SMALL).tune() < min(first, guessing) / 2


def test_the_same_lesson_and_recipe_give_the_same_weights() -> None:
    recipe = replace(SMALL, epochs=3)
    once = weights_after(taught(), recipe)
    assert np.array_equal(once, weights_after(taught(), recipe))
    assert not np.array_equal(once, weights_after(taught(), replace(recipe, seed=2)))


def test_a_model_without_static_vectors_is_refused() -> None:
    with pytest.raises(TypeError, match="Normalize"):
        Tuner(SentenceTransformer(modules=[Normalize()], device="cpu"), taught(), SMALL)
