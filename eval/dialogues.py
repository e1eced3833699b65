"""The dialogues that measure follow-up questions, written from people's situations and from the law, not our texts.

``questions/dialogues_development.jsonl`` may be tuned to, ``questions/dialogues_test.jsonl`` may not: only ever run.
"""

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.nouns import Level, Place
from corpus.places import NotAPlace, Places
from eval.cases import FOLDER, BadQuestions, Half
from service.reply import Status

FEWEST, MOST = 3, 5


class Kind(StrEnum):
    """What a turn of a dialogue is. All but the first need what was said before, or must not be led astray by it."""

    FIRST = "first"
    ELLIPTIC = "elliptic"
    SUBJECT = "subject"
    NUMBER = "number"
    LEVEL = "level"
    NEW_TOPIC = "new_topic"
    SIMPLER = "simpler"
    WHERE = "where"
    AGAIN = "again"
    YES = "yes"
    CHOICE = "choice"
    THANKS = "thanks"


# Kinds that say again, or say where, what an earlier turn said.
REPEATING = frozenset({Kind.SIMPLER, Kind.WHERE, Kind.AGAIN})
# Kinds whose answer hangs on what was offered or said before, so that no place can be written down for them.
OPEN = REPEATING | {Kind.YES, Kind.CHOICE, Kind.THANKS}


@dataclass(frozen=True, slots=True)
class DialogueTurn:
    """One question of a dialogue as its person writes it, and what should become of it.

    ``places`` decide it, the most decisive first. ``same_as`` is the turn (from 0) that it is about, ``way`` which of
    the ways on that were offered it takes (from 1). ``facts`` are what a right answer must say.
    """

    question: str
    level: Level
    kind: Kind
    status: Status
    places: tuple[Place, ...] = ()
    same_as: int | None = None
    way: int | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A person's situation, without a name, and what that person asks, one turn after the other."""

    id: str
    person: str
    turns: tuple[DialogueTurn, ...]


def read_dialogues(half: Half, places: Places, folder: Path = FOLDER) -> tuple[Dialogue, ...]:
    """Return the dialogues of one half, one JSON object a line; raises OSError, BadQuestions."""
    return tuple(_dialogues(folder / f"dialogues_{half}.jsonl", places))


def _dialogues(path: Path, places: Places) -> Iterator[Dialogue]:
    known: set[str] = set()
    for row, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            dialogue = _dialogue(json.loads(line), places)
        except (ValueError, KeyError, TypeError, NotAPlace) as exc:
            raise BadQuestions(f"{path.name}, Zeile {row}: {exc}. Bitte berichtigen.") from exc
        if fault := next(_faults(dialogue, known), None):
            raise BadQuestions(f"{path.name}, Zeile {row}: {fault}. Bitte berichtigen.")
        known.add(dialogue.id)
        yield dialogue


def _dialogue(raw: Mapping[str, Any], places: Places) -> Dialogue:
    return Dialogue(raw["id"], raw["person"], tuple(_turn(each, places) for each in raw["turns"]))


def _turn(raw: Mapping[str, Any], places: Places) -> DialogueTurn:
    return DialogueTurn(
        raw["question"],
        Level(raw["level"]),
        Kind(raw["kind"]),
        Status(raw["status"]),
        tuple(places.read(written) for written in raw["norms"]),
        raw["same_as"],
        raw.get("way"),
        tuple(raw["facts"]),
    )


def _faults(dialogue: Dialogue, known: Set[str]) -> Iterator[str]:
    """Yield what is wrong with a dialogue that comes after those with the ids ``known``."""
    turns = dialogue.turns
    if dialogue.id in known:
        yield f"Die Kennung {dialogue.id} gibt es schon"
    if not FEWEST <= len(turns) <= MOST:
        yield f"Ein Gespräch hat {FEWEST} bis {MOST} Fragen, dieses {len(turns)}"
    if [at for at, turn in enumerate(turns) if turn.kind is Kind.FIRST] != [0]:
        yield "Genau die erste Frage ist „first“"
    yield from (fault for at, turn in enumerate(turns) for fault in _of_turn(turn, at))


def _of_turn(turn: DialogueTurn, at: int) -> Iterator[str]:
    """Yield what is wrong with the turn at ``at``."""
    named = f"Frage {at + 1} („{turn.kind}“)"
    if not turn.question.strip():
        yield f"{named} ist leer"
    if turn.same_as is not None and not 0 <= turn.same_as < at:
        yield f"{named}: „same_as“ nennt keine frühere Frage"
    if turn.kind in REPEATING and turn.same_as is None:
        yield f"{named} braucht „same_as“"
    if turn.kind is Kind.CHOICE and not (turn.way and turn.way > 0):
        yield f"{named} braucht „way“, gezählt ab 1"
    if turn.kind is not Kind.CHOICE and turn.way is not None:
        yield f"{named} hat kein „way“"
    if turn.kind not in OPEN and turn.status is Status.ANSWERED and not turn.places:
        yield f"{named} braucht „norms“"
    if turn.kind in OPEN and turn.places:
        yield f"{named} hat keine „norms“: sie hängt an dem, was vorher gesagt war"
