"""What becomes of questions: answered, asked back or declined, and whether it is from the right norm."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus.nouns import Level
from corpus.pinpoint import find
from corpus.pinpoint.laws import Laws
from corpus.places import section_of
from eval.questions import Question
from service.reply import Answer, Status

OFF_TOPIC = Path(__file__).with_name("off_topic.txt")


class Answers(Protocol):
    """Something that answers one question."""

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` at ``level``."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Shares in [0, 1] of ``questions``.

    ``first_right`` and ``any_right``: the first, or any, sentence is from an expected section; ``choice_right``:
    one of the choices offered is. ``answered`` + ``asked_back`` + ``declined`` is 1.
    """

    questions: int
    answered: float
    first_right: float
    any_right: float
    asked_back: float
    choice_right: float
    declined: float


def measure(answers: Answers, questions: Sequence[Question], laws: Laws) -> Mapping[str, Behaviour]:
    """Return the behaviour on each register of ``questions``, and on all of them."""
    rows: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    for question in questions:
        row = _row(answers.answer(question.text, Level.STANDARD), question.sections, laws)
        rows[question.register].append(row)
        rows["all"].append(row)
    return {register: Behaviour(len(row), *_shares(row)) for register, row in rows.items()}


def off_topic(path: Path = OFF_TOPIC) -> tuple[Question, ...]:
    """Return the questions, one a line, that no source answers, near misses among them."""
    return tuple(Question(line, frozenset(), "off topic") for line in path.read_text("utf-8").splitlines() if line)


def _row(answer: Answer, expected: frozenset[str], laws: Laws) -> tuple[bool, ...]:
    said = [answer.sources[sentence.citations[0] - 1].pinpoint for sentence in answer.answer]
    right = [_sections(pinpoint, laws) & expected for pinpoint in said]
    offered = answer.clarify.choices if answer.clarify else ()
    return (
        answer.status is Status.ANSWERED,
        bool(right and right[0]),
        any(right),
        answer.status is Status.CLARIFY,
        any(_sections(choice.question, laws) & expected for choice in offered),
        answer.status is Status.NOT_COVERED,
    )


def _sections(text: str, laws: Laws) -> frozenset[str]:
    return frozenset(section_of(place) for place in find(text, laws))


def _shares(rows: Sequence[tuple[bool, ...]]) -> list[float]:
    return [round(sum(column) / len(rows), 3) for column in zip(*rows, strict=True)]
