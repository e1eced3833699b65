"""Dialogues played against a service as a client plays them, and each turn judged: resolved, or why not.

The client holds the conversation: it sends the earlier questions and the ids of their answers, at most ten.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.nouns import Level, Place
from corpus.places import Places, section_of, touch
from eval.cases import REFUSED
from eval.dialogues import Dialogue, DialogueTurn, Kind
from service.reply import Answer, Status, Turn

LONGEST_HISTORY = 10


class Answers(Protocol):
    """Something that answers a question after the earlier turns of a conversation."""

    def answer(self, question: str, level: Level, history: Sequence[Turn]) -> Answer:
        """Return the answer to ``question`` at ``level``; ``history`` holds the earlier turns, the oldest first."""


@dataclass(frozen=True, slots=True)
class Played:
    """One turn as it went. ``fault`` says in German why it is not resolved, None where it is.

    ``exact``: an answer cites the very Absatz that decides, not only its section; None where no place is written down.
    ``repeats``: it says only, and all, that the answer before said.
    """

    turn: DialogueTurn
    answer: Answer
    fault: str | None
    exact: bool | None
    repeats: bool


@dataclass(frozen=True, slots=True)
class PlayedDialogue:
    """One dialogue as it went, turn by turn."""

    dialogue: Dialogue
    turns: tuple[Played, ...]


def play(answers: Answers, dialogue: Dialogue, places: Places) -> PlayedDialogue:
    """Return how ``dialogue`` goes with ``answers``; what they raise passes through."""
    history: tuple[Turn, ...] = ()
    played: list[Played] = []
    for turn in dialogue.turns:
        answer = answers.answer(turn.question, turn.level, history)
        judge = _Judge(answers, places, history, [each.answer for each in played])
        played.append(judge.played(turn, answer))
        history = (*history, Turn(turn.question, answer.id))[-LONGEST_HISTORY:]
    return PlayedDialogue(dialogue, tuple(played))


def ways_on(answer: Answer) -> tuple[str, ...]:
    """Return the questions that ``answer`` offers to go on with, in the order in which a reader sees them."""
    choices = answer.clarify.choices if answer.clarify else ()
    return (*(choice.question for choice in choices), *answer.follow_ups)


class _Judge:
    """Judges the turn that comes after ``earlier``; taking a way on is tried the way a client does it."""

    def __init__(self, answers: Answers, places: Places, history: tuple[Turn, ...], earlier: Sequence[Answer]) -> None:
        self._answers = answers
        self._places = places
        self._history = history
        self._earlier = earlier
        self._rules: Mapping[Kind, Callable[[DialogueTurn, Answer], str | None]] = {
            Kind.SIMPLER: self._simpler,
            Kind.WHERE: self._where,
            Kind.AGAIN: self._again,
            Kind.YES: self._yes,
            Kind.CHOICE: self._choice,
            Kind.THANKS: self._thanks,
        }

    def played(self, turn: DialogueTurn, answer: Answer) -> Played:
        exact = any(touch(c, w) for c in self._cited(answer) for w in turn.places) if turn.places else None
        repeats = bool(self._earlier) and bool(answer.answer) and _texts(answer) == _texts(self._earlier[-1])
        return Played(turn, answer, self._rules.get(turn.kind, self._by_norms)(turn, answer), exact, repeats)

    def _by_norms(self, turn: DialogueTurn, answer: Answer) -> str | None:
        if turn.kind is Kind.LEVEL and answer.level is not turn.level:
            return f"Stufe {answer.level} statt {turn.level}"
        if answer.status is not turn.status and not {answer.status, turn.status} <= REFUSED:
            return f"{answer.status} statt {turn.status}"
        if not turn.places:
            return None
        wanted = set(map(section_of, turn.places))
        asked_back = answer.status is Status.CLARIFY
        found = self._behind(ways_on(answer), turn.level) if asked_back else self._sections(answer)
        return None if found & wanted else f"nennt {_listed(found)} statt {_listed(wanted)}"

    def _simpler(self, turn: DialogueTurn, answer: Answer) -> str | None:
        if answer.level is not Level.LEICHTER:
            return f"Stufe {answer.level} statt {Level.LEICHTER}"
        before = self._sections(self._meant(turn))
        if answer.status is Status.ANSWERED and self._sections(answer) & before:
            return None
        return f"{answer.status}, nennt {_listed(self._sections(answer))}, gefragt war nach {_listed(before)}"

    def _where(self, turn: DialogueTurn, answer: Answer) -> str | None:
        pinpoints = {proof.pinpoint for proof in self._meant(turn).sources}
        named = {proof.pinpoint for proof in answer.sources}
        if answer.status is not Status.ANSWERED:
            return f"{answer.status} statt {Status.ANSWERED}"
        if pinpoints & named or any(point in text for point in pinpoints for text in _texts(answer)):
            return None
        return f"nennt keine von {_listed(pinpoints)}"

    def _again(self, turn: DialogueTurn, answer: Answer) -> str | None:
        before = _texts(self._meant(turn))
        return None if before and _texts(answer) == before else "sagt nicht dieselben Sätze noch einmal"

    def _yes(self, turn: DialogueTurn, answer: Answer) -> str | None:
        offered = ways_on(self._earlier[-1])
        if answer.status is Status.CLARIFY and (set(ways_on(answer)) & set(offered) or not offered):
            return self._astray(turn, answer)
        if answer.status is Status.ANSWERED and self._sections(answer) & self._behind(offered, turn.level):
            return None
        return f"{answer.status}, geht auf nichts ein, das angeboten war: {_listed(offered)}"

    def _choice(self, turn: DialogueTurn, answer: Answer) -> str | None:
        """Say what is wrong where the way that was chosen is not gone; one that was not offered is to be asked back."""
        offered = ways_on(self._earlier[-1])
        if turn.way is None or len(offered) < turn.way:
            return None if answer.status is Status.CLARIFY else f"{answer.status}, obwohl es diese Wahl nicht gab"
        taken = self._answers.answer(offered[turn.way - 1], turn.level, self._history)
        same = self._sections(answer) & self._sections(taken) or _told(answer) == _told(taken)
        return None if answer.status is taken.status and same else f"antwortet nicht auf „{offered[turn.way - 1]}“"

    def _thanks(self, turn: DialogueTurn, answer: Answer) -> str | None:
        if answer.status not in (Status.ANSWERED, Status.CLARIFY):
            return f"{answer.status} statt einer Erwiderung"
        return self._astray(turn, answer)

    def _astray(self, turn: DialogueTurn, answer: Answer) -> str | None:
        """Say what is wrong where an answer says or offers law that nobody spoke of or was offered before."""
        offered = {way for earlier in self._earlier for way in ways_on(earlier)}
        known = {section for earlier in self._earlier for section in self._sections(earlier)}
        new = self._sections(answer) - known
        new |= self._behind((way for way in ways_on(answer) if way not in offered), turn.level) - known
        return f"kommt auf {_listed(new)}" if new else None

    def _meant(self, turn: DialogueTurn) -> Answer:
        return self._earlier[turn.same_as or 0]

    def _behind(self, ways: Iterable[str], level: Level) -> set[str]:
        """Return the sections that an answer to one of ``ways`` cites."""
        return {section for way in ways for section in self._sections(self._answers.answer(way, level, self._history))}

    def _sections(self, answer: Answer) -> set[str]:
        return set(map(section_of, self._cited(answer)))

    def _cited(self, answer: Answer) -> Iterator[Place]:
        return (self._places.read(proof.pinpoint) for proof in answer.sources)


def _texts(answer: Answer) -> tuple[str, ...]:
    return tuple(said.text for said in answer.answer)


def _told(answer: Answer) -> tuple[object, ...]:
    return _texts(answer), ways_on(answer), answer.redirect


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nichts"
