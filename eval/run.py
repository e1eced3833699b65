"""Every system on every question of one half, and what our service makes of them: found, answered, refused."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.nouns import Level, Place
from corpus.places import Places, cite_of, section_of, touch
from eval.cases import ASKED, Case
from eval.metrics import Hits, Refusals, Share, difference, percentile, refusals, share
from eval.slips import REGISTER as SLIPS
from eval.systems import OURS, Found, System
from service.reply import Answer, Status

ALL = "all"
MEASURES: Mapping[str, Callable[[Hits], float]] = {
    "hit@1": lambda hits: hits.at(1),
    "hit@5": lambda hits: hits.at(5),
    "hit@10": lambda hits: hits.at(10),
    "MRR": lambda hits: hits.reciprocal,
    "nDCG@10": lambda hits: hits.ndcg,
}


class Answers(Protocol):
    """Something that answers one question and says how sure it is that the sources answer it."""

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` at ``level``."""

    def covered(self, question: str) -> float:
        """Return how likely it is, in [0, 1], that the sources answer ``question``."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of one system on the questions of one register, for sections and for paragraphs (Absätze)."""

    questions: int
    section: Mapping[str, Share]
    paragraph: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Measured:
    """One system: its figures by register, what it has less than ours at five (paired), and its times on one core."""

    figures: Mapping[str, Figures]
    less_than_ours: Mapping[str, Share]
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Shares in [0, 1] of the questions of one register; ``cites`` only of those answered that have places."""

    questions: int
    status_right: float
    answered: float
    cites: float
    asked_back: float
    refused: float


@dataclass(frozen=True, slots=True)
class Run:
    """All that was measured on one half.

    ``surely`` holds for each question whose status is not "ask back" how likely the service holds it to be covered, and
    whether it is. ``missed`` counts by law the questions whose section is not among the first five.
    """

    systems: Mapping[str, Measured]
    behaviour: Mapping[str, Behaviour]
    refusals: Mapping[str, Refusals]
    surely: tuple[tuple[float, bool], ...]
    missed: Mapping[str, int]
    misses: tuple[str, ...]


def measure(systems: Mapping[str, System], service: Answers, cases: Sequence[Case], places: Places) -> Run:
    """Return what the systems find and the service makes of the cases."""
    asked = [case for case in cases if case.places and case.status is Status.ANSWERED]
    for system in systems.values() if asked else ():
        system(asked[0].question)  # what is loaded at the first question is not counted
    found = {name: [_timed(system, case) for case in asked] for name, system in systems.items()}
    section = {name: [_hits(rows, case, _same_section) for (rows, _), case in zip(each, asked, strict=True)]
               for name, each in found.items()}  # fmt: skip
    paragraph = {name: [_hits(rows, case, touch) for (rows, _), case in zip(each, asked, strict=True)]
                 for name, each in found.items()}  # fmt: skip
    missed = [case for case, hits in zip(asked, section[OURS], strict=True) if not hits.at(5)]
    answers = [(case, service.answer(case.question, Level.STANDARD)) for case in cases]
    return Run(
        systems={
            name: Measured(
                _figures(asked, section[name], paragraph[name]),
                _less(asked, section[OURS], section[name]),
                round(percentile([ms for _, ms in found[name]], 0.5), 2),
                round(percentile([ms for _, ms in found[name]], 0.95), 2),
            )
            for name in systems
        },
        behaviour=behaviour(answers, places),
        refusals=_refusals(_as_written(answers)),
        surely=tuple(
            (round(service.covered(case.question), 4), not case.to_refuse)
            for case, _ in _as_written(answers)
            if case.status is not Status.CLARIFY
        ),
        missed=_counted(cite_of(case.places[0]) for case in missed if case.register != SLIPS),
        misses=tuple(case.id for case in missed),
    )


def _as_written(answers: Sequence[tuple[Case, Answer]]) -> list[tuple[Case, Answer]]:
    return [(case, answer) for case, answer in answers if case.register != SLIPS]


def _timed(system: System, case: Case) -> tuple[Found, float]:
    started = time.perf_counter()
    found = system(case.question)
    return found, (time.perf_counter() - started) * 1000


def _hits(found: Found, case: Case, same: Callable[[Place, Place], bool]) -> Hits:
    """Return which results hold a wanted place; one that an earlier result has as well counts once."""
    left = list(case.places)
    right = []
    for places in found:
        hit = [wanted for wanted in case.places if any(same(place, wanted) for place in places)]
        right.append(any(wanted in left for wanted in hit))
        left = [wanted for wanted in left if wanted not in hit]
    wanted = [p for at, p in enumerate(case.places) if not any(same(p, other) for other in case.places[:at])]
    return Hits(len(wanted), tuple(right))


def _same_section(one: Place, other: Place) -> bool:
    return section_of(one) == section_of(other)


def _registers(cases: Sequence[Case]) -> Mapping[str, list[int]]:
    """Return which cases belong to each register, those about the law that holds also together."""
    found = {register: [at for at, case in enumerate(cases) if case.register == register]
             for register in dict.fromkeys(case.register for case in cases)}  # fmt: skip
    return {**found, ALL: [at for at, case in enumerate(cases) if case.register in ASKED]}


def _figures(cases: Sequence[Case], section: Sequence[Hits], paragraph: Sequence[Hits]) -> Mapping[str, Figures]:
    def shares(hits: Sequence[Hits], rows: Iterable[int]) -> Mapping[str, Share]:
        here = [hits[at] for at in rows]
        return {name: share([of(each) for each in here]) for name, of in MEASURES.items()}

    return {
        register: Figures(len(rows), shares(section, rows), shares(paragraph, rows))
        for register, rows in _registers(cases).items()
        if rows
    }


def _less(cases: Sequence[Case], ours: Sequence[Hits], theirs: Sequence[Hits]) -> Mapping[str, Share]:
    return {
        register: difference([ours[at].at(5) for at in rows], [theirs[at].at(5) for at in rows])
        for register, rows in _registers(cases).items()
        if rows
    }


def behaviour(answers: Sequence[tuple[Case, Answer]], places: Places) -> Mapping[str, Behaviour]:
    """Return what became of the cases of each register, those about the law that holds also together."""
    cases = [case for case, _ in answers]
    return {
        register: _of_register([answers[at] for at in rows], places)
        for register, rows in _registers(cases).items()
        if rows
    }


def _of_register(answers: Sequence[tuple[Case, Answer]], places: Places) -> Behaviour:
    def part(true: Sequence[bool]) -> float:
        return round(sum(true) / len(true), 3) if true else 0.0

    said = [(case, answer) for case, answer in answers if answer.status is Status.ANSWERED and case.places]
    return Behaviour(
        len(answers),
        part([answer.status is case.status for case, answer in answers]),
        part([answer.status is Status.ANSWERED for _, answer in answers]),
        part([cites(answer, case, places) for case, answer in said]),
        part([answer.status is Status.CLARIFY for _, answer in answers]),
        part([answer.status in (Status.SIGNPOST, Status.NOT_COVERED) for _, answer in answers]),
    )


def cites(answer: Answer, case: Case, places: Places) -> bool:
    """Tell whether ``answer`` cites a section that decides ``case``."""
    cited = {section_of(places.read(proof.pinpoint)) for proof in answer.sources}
    return bool(cited & {section_of(place) for place in case.places})


def _refusals(answers: Sequence[tuple[Case, Answer]]) -> Mapping[str, Refusals]:
    """Return the refusal scores: of all questions, and with the answerable ones of one register each."""
    clear = [(case, answer) for case, answer in answers if case.status is not Status.CLARIFY]
    kinds = {ALL: ASKED, **{register: (register,) for register in ASKED}}
    found = {name: _of(clear, registers) for name, registers in kinds.items()}
    return {
        name: refusals(
            [answer.status in (Status.SIGNPOST, Status.NOT_COVERED) for _, answer in rows],
            [case.to_refuse for case, _ in rows],
        )
        for name, rows in found.items()
        if len({case.to_refuse for case, _ in rows}) > 1
    }


def _of(answers: Sequence[tuple[Case, Answer]], registers: Sequence[str]) -> list[tuple[Case, Answer]]:
    """Return all that are to be refused, and those of the registers that are to be answered."""
    return [(case, answer) for case, answer in answers if case.to_refuse or case.register in registers]


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
