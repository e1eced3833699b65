"""A "Ja" or "Nein" is said bare only to the question that it was written for."""

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.embedding import HashEmbedder, Vectors
from service.opening import SAME, Opening
from tests.sample import TOPIC

YES = "Ja, das Werkzeug zahlt der Meister."


class Aslant:
    """Says that every question is as near to the last way of asking as it is told, and far from all others."""

    name = "aslant"

    def __init__(self, cosine: float) -> None:
        self._cosine = cosine

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return for the last text the first axis, for the others the third."""
        vectors = np.zeros((len(texts), 3), np.float32)
        vectors[:, 2] = 1.0
        vectors[-1] = (1.0, 0.0, 0.0)
        return vectors

    def embed_query(self, text: str) -> Vectors:  # noqa: ARG002 (all are alike)
        """Return a vector with the cosine to the first axis."""
        return np.array([self._cosine, (1 - self._cosine**2) ** 0.5, 0.0], np.float32)


def said(question: str, first: str = YES, cosine: float = 0.0) -> str:
    return Opening(Aslant(cosine)).of(question, TOPIC, first)


@pytest.mark.parametrize(
    "first",
    [
        *("Ja.", "Ja, wenn sie üben.", "Nein.", "Nein, nicht ohne Antrag.", "Jein: es kommt an."),
        *("In der Regel nicht: Er zahlt.", "Meistens nicht. Er zahlt.", "Nur, wenn sie üben.", "Nicht immer."),
    ],
)
def test_the_topics_question_is_said_before_a_yes_or_no_to_another_one(first: str) -> None:
    assert said("muss ich den hammer mitbringen", first) == f"{TOPIC.title} {first}"


@pytest.mark.parametrize(
    "first",
    [
        "Das Werkzeug zahlt der Meister.",
        "In der Regel zahlt er.",
        "Nichts zahlt er.",
        "Jahr für Jahr zahlt der Meister.",
        "Neinsager zahlen.",
        "Jawohl.",
    ],
)
def test_what_is_neither_yes_nor_no_is_said_as_it_is(first: str) -> None:
    assert said("muss ich den hammer mitbringen", first) == first


@pytest.mark.parametrize("way", [TOPIC.title, *(way for ways in TOPIC.ways.values() for way in ways)])
def test_to_its_own_question_it_is_said_bare_however_it_is_spelt(way: str) -> None:
    assert said(way) == YES
    assert said(f"  {way.upper().rstrip('?')} ?") == YES


def test_from_a_cosine_on_a_question_is_the_same() -> None:
    assert said("muss ich den hammer mitbringen", cosine=SAME + 0.01) == YES
    assert said("muss ich den hammer mitbringen", cosine=SAME - 0.01) == f"{TOPIC.title} {YES}"


@pytest.mark.parametrize(
    "question",
    ["Wer zahlt den Hammer?", "wieviel zahlt der meister", "und ab wann zahlt er", "WELCHES Werkzeug zahlt er"],
)
def test_a_question_that_is_not_for_yes_or_no_is_never_the_same_by_nearness(question: str) -> None:
    assert said(question, cosine=1.0) == f"{TOPIC.title} {YES}"


def test_a_word_that_only_holds_a_question_word_does_not_ask_with_it() -> None:
    assert said("Zahlt etwa der Meister das Wasser und den Werkstoff?", cosine=1.0) == YES


def test_it_is_measured_by_the_embedder_of_the_index() -> None:
    opening = Opening(HashEmbedder(256))
    assert opening.of("Kostet der Hammer denn Geld", TOPIC, YES) == YES
    assert opening.of("Kostet der Hammer einen Taler und den Lohn", TOPIC, YES) == f"{TOPIC.title} {YES}"
