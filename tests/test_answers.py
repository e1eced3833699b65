"""The measure of behaviour, on answers whose worth is known."""

from dataclasses import replace

import pytest

from corpus.nouns import Level
from corpus.pinpoint.laws import laws_of
from eval.answers import measure, off_topic
from eval.questions import Question
from service.reply import Answer, Choice, Clarify, Status
from tests.sample import SOURCE
from tests.served import answered, unanswered

LAWS = laws_of((SOURCE,))
SAID = answered(Level.STANDARD)
BACK = replace(
    unanswered(Level.STANDARD, Status.CLARIFY), clarify=Clarify("Was?", (Choice("Lohn", "Was steht in ÜbG § 2?"),))
)


class Told:
    """Gives the answer that is set down for a question."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self._answers = answers

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer set down for ``question``."""
        assert level is Level.STANDARD
        return self._answers[question]


def test_right_and_wrong_are_told_apart() -> None:
    none = unanswered(Level.STANDARD, Status.NOT_COVERED)
    asked = [
        Question("first right", frozenset({"ÜbG § 4"}), "plain"),
        Question("wrong", frozenset({"ÜbG § 99"}), "plain"),
        Question("back", frozenset({"ÜbG § 2"}), "formal"),
        Question("none", frozenset({"ÜbG § 2"}), "formal"),
    ]
    shares = measure(Told({"first right": SAID, "wrong": SAID, "back": BACK, "none": none}), asked, LAWS)
    assert (shares["plain"].answered, shares["plain"].first_right, shares["plain"].any_right) == (1.0, 0.5, 0.5)
    assert (shares["formal"].asked_back, shares["formal"].choice_right, shares["formal"].declined) == (0.5, 0.5, 0.5)
    assert shares["all"].questions == 4
    assert shares["all"].answered + shares["all"].asked_back + shares["all"].declined == pytest.approx(1)


def test_the_questions_off_topic_expect_nothing() -> None:
    asked = off_topic()
    assert len({question.text for question in asked}) == len(asked) > 30
    assert all(not question.sections for question in asked)
