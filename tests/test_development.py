"""The development questions are sound, and what becomes of them is counted as it is told."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.manifest import load_sources
from corpus.nouns import Format, Level
from corpus.places import Places
from eval.development import QUESTIONS, measure, read_cases
from service.reply import Answer, Found, Status
from tests.sample import SOURCE
from tests.served import answered, unanswered

REGISTERS = {"colloquial": 125, "plain": 60, "formal": 60, "false_premise": 10, "former_law": 10,
             "not_ours": 20, "other_language": 10, "attack": 5}  # fmt: skip
LEAFLET = replace(SOURCE, id="werken", cite="Leitfaden Werken", aliases=(), format=Format.PDF)
PLACES = Places((SOURCE, LEAFLET))


class Told:
    """Answers the one question that it knows and finds nothing."""

    def answer(self, question: str, level: Level) -> Answer:
        """Return an answer on ÜbG § 4 to the question on pay."""
        return answered(level) if "Lohn" in question else unanswered(level, Status.NOT_COVERED)

    def search(self, question: str, k: int) -> tuple[Found, ...]:  # noqa: ARG002  # the seam fixes the signature
        """Return nothing."""
        return ()


def written(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def row(question: str, norms: list[str], status: str, register: str = "plain") -> dict[str, object]:
    return {"id": "d1", "question": question, "register": register, "norms": norms, "status": status}


def test_every_question_is_on_places_that_can_be_read_and_stands_once() -> None:
    cases = tuple(read_cases(Places(load_sources())))
    assert Counter(case.register for case in cases) == REGISTERS
    assert len({case.question for case in cases}) == len(cases)
    assert {case.status for case in cases} <= set(Status)


def test_the_file_has_facts_for_whoever_reads_the_answers() -> None:
    raw = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    assert all(each["facts"] for each in raw if each["status"] == "answered")


@pytest.mark.parametrize(
    ("norms", "right"), [(["ÜbG § 4 Abs. 2"], 1.0), (["ÜbG § 3 Abs. 1"], 0.0)], ids=["its section", "another section"]
)
def test_an_answer_is_right_where_it_cites_a_deciding_section(tmp_path: Path, norms: list[str], right: float) -> None:
    path = written(tmp_path, row("Wie viel Lohn?", norms, "answered"), row("Regnet es?", [], "not_covered"))
    scores = measure(Told(), tuple(read_cases(PLACES, path)), PLACES)["plain"]
    assert (scores.questions, scores.status_right, scores.answered) == (2, 1.0, 0.5)
    assert (scores.answered_right, scores.section_at_5, scores.asked_back) == (right, 0.0, 0.0)
