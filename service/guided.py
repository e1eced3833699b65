"""Walking a guided check (Prüfweg): from the answers given so far to the question that comes next, or to the end.

Values and pure functions; nothing is kept between two calls. What comes back from a page is only believed as far as
it fits: the path is what the check asks, in its order, so that no question can be left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.entries import GuidedCheck, Line, Outcome, Reply, Step
from corpus.nouns import Place
from service.reply import Notice, Proof, Said

Prove = Callable[[str, Sequence[Line]], tuple[tuple[Said, ...], tuple[Proof, ...]]]


@dataclass(frozen=True, slots=True)
class Checks:
    """The guided checks of one generation; ``titles`` are those of the topics by their ids.

    ``prove`` takes the file of a check and lines of it, and returns them as they are said with their proofs, numbered
    from 1. ``outdated`` returns the notices on those of some places whose wording something else replaces.
    """

    all: tuple[GuidedCheck, ...]
    titles: Mapping[str, str]
    prove: Prove
    outdated: Callable[[Iterable[Place]], tuple[Notice, ...]]

    def named(self, id_: str) -> GuidedCheck | None:
        """Return the check with this id, or None."""
        return next((check for check in self.all if check.id == id_), None)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it came back: the id of its question and the index of the reply. It can be anything."""

    step: str
    reply: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the check and the index of a reply that it has."""

    step: Step
    reply: int

    @property
    def chosen(self) -> Reply:
        """Return the reply."""
        return self.step.replies[self.reply]


class Fault(StrEnum):
    """What was wrong with what came back."""

    MISSING = "missing"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in a check: the questions answered on the way, and the one that comes now, or the end.

    ``kept`` holds answers that were given before and may be asked for again from here on, so that nobody has to give
    them twice.
    """

    check: GuidedCheck
    path: tuple[Answered, ...]
    here: Step | Outcome
    kept: tuple[Answered, ...] = ()
    fault: Fault | None = None

    @property
    def earlier(self) -> int | None:
        """Return the index of the reply that was given here before, or None."""
        return next((each.reply for each in self.kept if each.step.id == self.here.id), None)

    @property
    def number(self) -> int:
        """Return which question this is, from 1."""
        return len(self.path) + 1

    @property
    def left(self) -> int:
        """Return how many questions can come after this one at most."""
        return max(most_questions(self.check, self.here.id) - 1, 0)


def walk(check: GuidedCheck, given: Iterable[Given], kept: Iterable[Given] = ()) -> Standing:
    """Return where ``given`` leads from the start.

    An answer that the check does not ask for at its place ends the way there, at the question that is asked instead,
    with a fault; where all was answered already, at the last question. Of ``kept`` what does not fit is left out.
    """
    standing = Standing(check, (), _part(check, check.start))
    for each in given:
        here = standing.here
        if isinstance(here, Outcome):
            return replace(back(standing), fault=Fault.UNFIT)
        if here.id != each.step or not _is_reply(here, each.reply):
            return replace(standing, fault=Fault.UNFIT)
        standing = _answered(standing, Answered(here, each.reply))
    return replace(standing, kept=_fitting(check, standing.here, kept))


def reply_with(standing: Standing, step: str, reply: int | None) -> Standing:
    """Return where the reply to the question ``step`` leads; the same place with a fault where it leads nowhere."""
    here = standing.here
    if standing.fault:
        return standing
    if isinstance(here, Outcome) or here.id != step:
        return replace(standing, fault=Fault.UNFIT)
    if reply is None or not _is_reply(here, reply):
        return replace(standing, fault=Fault.MISSING)
    return _answered(standing, Answered(here, reply))


def onward(standing: Standing) -> Standing:
    """Return the first place from here on whose answer was not given before."""
    while not isinstance(standing.here, Outcome) and (reply := standing.earlier) is not None:
        standing = _answered(standing, Answered(standing.here, reply))
    return standing


def back(standing: Standing) -> Standing:
    """Return the question before, its answer kept; the start where there is none before."""
    return _back_to(standing, max(len(standing.path) - 1, 0))


def change(standing: Standing, step: str) -> Standing:
    """Return the answered question ``step`` with all answers from there on kept; a fault where it is not on the way."""
    at = next((at for at, each in enumerate(standing.path) if each.step.id == step), None)
    return replace(standing, fault=standing.fault or Fault.UNFIT) if at is None else _back_to(standing, at)


def most_questions(check: GuidedCheck, id_: str) -> int:
    """Return how many questions are asked at most from the step or outcome ``id_`` on, that one counted."""
    steps = {step.id: step for step in check.steps}
    most: dict[str, int] = {}

    def longest(here: str) -> int:
        if here not in most:
            most[here] = 1 + max(longest(reply.to) for reply in steps[here].replies) if here in steps else 0
        return most[here]

    return longest(id_)


def _answered(standing: Standing, answered: Answered) -> Standing:
    here = _part(standing.check, answered.chosen.to)
    kept = _reached(standing.check, here, (each for each in standing.kept if each.step.id != answered.step.id))
    return Standing(standing.check, (*standing.path, answered), here, kept)


def _back_to(standing: Standing, at: int) -> Standing:
    path, again = standing.path[:at], standing.path[at:]
    here = again[0].step if again else standing.here
    return Standing(standing.check, path, here, (*again, *standing.kept))


def _fitting(check: GuidedCheck, here: Step | Outcome, kept: Iterable[Given]) -> tuple[Answered, ...]:
    steps = {step.id: step for step in check.steps}
    replies = {each.step: each.reply for each in kept}
    known = (Answered(steps[id_], reply) for id_, reply in replies.items() if id_ in steps)
    return _reached(check, here, (each for each in known if _is_reply(each.step, each.reply)))


def _reached(check: GuidedCheck, here: Step | Outcome, kept: Iterable[Answered]) -> tuple[Answered, ...]:
    """Return those of ``kept`` whose question can still be asked."""
    steps = {step.id: step for step in check.steps}
    reached, todo = set[str](), [here.id]
    while todo:
        step = todo.pop()
        if step in steps and step not in reached:
            reached.add(step)
            todo += [reply.to for reply in steps[step].replies]
    return tuple(each for each in kept if each.step.id in reached)


def _part(check: GuidedCheck, id_: str) -> Step | Outcome:
    parts: tuple[Step | Outcome, ...] = (*check.steps, *check.outcomes)
    return next(part for part in parts if part.id == id_)


def _is_reply(step: Step, reply: int) -> bool:
    return 0 <= reply < len(step.replies)
