"""Files of guided checks (Prüfwege)."""

from pathlib import PurePosixPath

from corpus.entries import GuidedCheck, Outcome, Reply, Step
from corpus.nouns import Level
from corpus.places import Places
from corpus.reading.shapes import OUTCOME_PARTS, CheckFile, OutcomeShape, StepShape
from corpus.reading.written import Fault, Written


def check_of(file: Written[CheckFile], places: Places, faults: list[Fault]) -> GuidedCheck:
    """Return the guided check of a file; what is wrong with its lines goes to ``faults``."""
    shape = file.values
    return GuidedCheck(
        id=PurePosixPath(file.file).stem,
        title=shape.title,
        as_of=shape.as_of,
        about={
            Level.STANDARD: file.lines(shape.standard, places, faults, "standard"),
            Level.LEICHTER: file.lines(shape.leichter, places, faults, "leichter"),
        },
        start=shape.start,
        steps=tuple(_step(file, at, each, places, faults) for at, each in enumerate(shape.question)),
        outcomes=tuple(_outcome(file, at, each, places, faults) for at, each in enumerate(shape.outcome)),
        file=file.file,
    )


def _step(file: Written[CheckFile], at: int, shape: StepShape, places: Places, faults: list[Fault]) -> Step:
    return Step(
        id=shape.id,
        standard=shape.standard,
        leichter=shape.leichter,
        why={
            Level.STANDARD: file.lines(shape.why, places, faults, "question", at, "why"),
            Level.LEICHTER: file.lines(shape.why_leichter, places, faults, "question", at, "why_leichter"),
        },
        replies=tuple(Reply(each.standard, each.leichter or each.standard, each.to) for each in shape.answers),
        row=file.row("question", at),
    )


def _outcome(file: Written[CheckFile], at: int, shape: OutcomeShape, places: Places, faults: list[Fault]) -> Outcome:
    texts = {Level.STANDARD: shape.standard, Level.LEICHTER: shape.leichter}
    return Outcome(
        id=shape.id,
        texts={
            level: {
                part: file.lines(getattr(text, part), places, faults, "outcome", at, level.value, part)
                for part in OUTCOME_PARTS
            }
            for level, text in texts.items()
        },
        topics=tuple(shape.topics),
        row=file.row("outcome", at),
    )
