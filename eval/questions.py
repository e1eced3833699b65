"""The questions that measure: what people ask, with the sections that answer it.

They are read at run time from a file of topics beside the project and never stored here. Without that
file, questions are made from the headings of the index, which measures time but says little of finding.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.nouns import Passage
from corpus.pinpoint import NotAPinpoint, parse
from corpus.pinpoint.laws import Laws
from corpus.places import section_of

TOPICS = Path(__file__).resolve().parents[2] / "shared" / "drafts" / "topics.jsonl"
# A topic's ways of asking come in this order, as many of each.
REGISTERS = ("colloquial", "plain", "formal")
_FORMS = ("Was gilt bei „{}“?", "Wer entscheidet über „{}“?", "Wo steht etwas zu „{}“?", "Ich frage wegen „{}“.")


class TooFewQuestions(ValueError):
    """There are not as many different questions as were asked for; the message names both numbers, in German."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, the sections ("SGB IX § 61") of which any one answers it, and how it is put."""

    text: str
    sections: frozenset[str]
    register: str = ""


def read_topics(path: Path, laws: Laws) -> tuple[Question, ...]:
    """Return one question for each way in which a topic of the file is asked, the topics taking turns.

    A line is a JSON object with ``norms`` (pinpoints) and ``ways`` (questions). A norm of a law that is not among
    ``laws`` is left out. Raises OSError where the file cannot be read.
    """
    topics = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    expected = [frozenset(_sections(topic["norms"], laws)) for topic in topics]
    turns = range(max((len(topic["ways"]) for topic in topics), default=0))
    asked = [
        Question(topic["ways"][turn], sections, REGISTERS[turn * len(REGISTERS) // len(topic["ways"])])
        for turn in turns
        for topic, sections in zip(topics, expected, strict=True)
        if turn < len(topic["ways"])
    ]
    return tuple({question.text: question for question in asked}.values())


def _sections(norms: Sequence[str], laws: Laws) -> Iterator[str]:
    for norm in norms:
        with suppress(NotAPinpoint):
            yield section_of(parse(norm, laws))


def from_headings(passages: Sequence[Passage]) -> tuple[Question, ...]:
    """Return made-up questions on the headings of ``passages``, all different, one form after the other."""
    headings: dict[str, set[str]] = {}
    for passage in passages:
        for heading in passage.path[-1:]:
            headings.setdefault(heading, set()).add(section_of(passage.place))
    return tuple(
        Question(form.format(heading), frozenset(sections)) for form in _FORMS for heading, sections in headings.items()
    )


def different(questions: Sequence[Question], n: int) -> tuple[Question, ...]:
    """Return the first ``n`` questions. Raises TooFewQuestions, so that no figure rests on repeats."""
    if len(questions) < n:
        raise TooFewQuestions(
            f"Verlangt sind {n} verschiedene Fragen, es gibt {len(questions)}. Bitte --n verkleinern."
        )
    return tuple(questions[:n])


def within(questions: Sequence[Question], loaded: frozenset[str]) -> Iterator[Question]:
    """Yield the questions that some loaded section can answer; the others would measure the sources."""
    return (question for question in questions if question.sections & loaded)
