"""The development questions (``eval/questions/development.jsonl``), written from situations, not from our texts.

What becomes of each: the status it should have, whether the answer cites a section or paragraph that decides it, and
whether the search has it among the first five.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus.nouns import Level, Place
from corpus.places import Places, section_of, touch
from service.reply import Answer, Found

QUESTIONS = Path(__file__).parent / "questions" / "development.jsonl"
FIRST = 5


class Service(Protocol):
    """Something that answers and searches."""

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer to ``question``."""

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return up to ``k`` results."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the places that decide it (the most decisive first), and what should become of it."""

    id: str
    question: str
    register: str
    places: tuple[Place, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in [0, 1] of ``questions``; those on places only of the questions that have some.

    ``answered_right``: of those answered, the answer cites a deciding section. ``section_at_5``, ``paragraph_at_5``:
    the search has one among its first five results.
    """

    questions: int
    status_right: float
    answered: float
    answered_right: float
    asked_back: float
    section_at_5: float
    paragraph_at_5: float


def read_cases(places: Places, path: Path = QUESTIONS) -> Iterator[Case]:
    """Yield the cases of the file, one JSON object a line; raises OSError, ValueError where it is damaged."""
    for line in path.read_text("utf-8").splitlines():
        raw = json.loads(line)
        found = tuple(places.read(written) for written in raw["norms"])
        yield Case(raw["id"], raw["question"], raw["register"], found, raw["status"])


def measure(service: Service, cases: Sequence[Case], places: Places) -> Mapping[str, Scores]:
    """Return the scores by register, and of all."""
    rows: dict[str, list[dict[str, bool | None]]] = defaultdict(list)
    for case in cases:
        row = _row(service, case, places)
        rows[case.register].append(row)
        rows["all"].append(row)
    return {register: _scores(each) for register, each in rows.items()}


def _row(service: Service, case: Case, places: Places) -> dict[str, bool | None]:
    answer = service.answer(case.question, Level.STANDARD)
    cited = [places.read(proof.pinpoint) for proof in answer.sources]
    found = [places.read(result.proof.pinpoint) for result in service.search(case.question, FIRST)]
    placed = bool(case.places)
    return {
        "status": answer.status == case.status,
        "answered": answer.status == "answered",
        "asked_back": answer.status == "clarify",
        "right": _share_a_section(cited, case.places) if placed and answer.status == "answered" else None,
        "section": _share_a_section(found, case.places) if placed else None,
        "paragraph": any(touch(one, other) for one in found for other in case.places) if placed else None,
    }


def _share_a_section(found: Sequence[Place], wanted: Sequence[Place]) -> bool:
    return bool({section_of(place) for place in found} & {section_of(place) for place in wanted})


def _scores(rows: Sequence[Mapping[str, bool | None]]) -> Scores:
    def share(name: str) -> float:
        values = [row[name] for row in rows if row[name] is not None]
        return round(sum(map(bool, values)) / len(values), 3) if values else 0.0

    return Scores(
        len(rows),
        share("status"),
        share("answered"),
        share("right"),
        share("asked_back"),
        share("section"),
        share("paragraph"),
    )
