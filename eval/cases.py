"""The questions that measure, written from people's situations by readers who had the law and not our texts.

``questions/development.jsonl`` may be tuned to, ``questions/test.jsonl`` may not: it is only ever run.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.nouns import Place
from corpus.places import NotAPlace, Places
from service.reply import Status

FOLDER = Path(__file__).parent / "questions"
# The registers of questions about the law that holds, in the order of reports.
ASKED = ("colloquial", "plain", "formal")
REFUSED = frozenset({Status.SIGNPOST, Status.NOT_COVERED})


class Half(StrEnum):
    """Which questions: those that decisions are taken on, or those that nobody tunes to."""

    DEVELOPMENT = "development"
    TEST = "test"


class BadQuestions(ValueError):
    """A line of the questions cannot be used; the message names file and line, in German."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the places that decide it (the most decisive first), and what should become of it.

    ``also`` are places that a second reader, who judged what several systems had found, holds to answer it too; they
    are among ``places``. ``facts`` are what a right answer must say, ``never`` what it must not.
    """

    id: str
    question: str
    register: str
    places: tuple[Place, ...]
    status: Status
    also: tuple[Place, ...] = ()
    facts: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def to_refuse(self) -> bool:
        """Return whether the sources do not answer it: somebody else does, or nobody here."""
        return self.status in REFUSED


def read_cases(half: Half, places: Places, folder: Path = FOLDER) -> tuple[Case, ...]:
    """Return the cases of one half, one JSON object a line; raises OSError, BadQuestions."""
    return tuple(_cases(folder / f"{half}.jsonl", places))


def _cases(path: Path, places: Places) -> Iterator[Case]:
    for row, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            raw = json.loads(line)
            found, also = (tuple(places.read(written) for written in raw[key]) for key in ("norms", "also"))
            facts, never = tuple(raw["facts"]), tuple(raw["never"])
            status = Status(raw["status"])
            yield Case(raw["id"], raw["question"], raw["register"], (*found, *also), status, also, facts, never)
        except (ValueError, KeyError, TypeError, NotAPlace) as exc:
            raise BadQuestions(f"{path.name}, Zeile {row}: {exc}. Bitte berichtigen.") from exc
