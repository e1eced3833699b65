"""Files of topics (Themen)."""

from pathlib import PurePosixPath

from corpus.entries import Derived, Text, Topic
from corpus.nouns import Level, Place
from corpus.places import NotAPlace, Places
from corpus.reading.shapes import REGISTERS, TextShape, TopicFile
from corpus.reading.written import Fault, Written

# In the order in which a working life meets them, which is that of the index.
AREAS = ("einstieg", "alltag", "wahl", "geld", "ausstieg", "verfahren", "arbeitgeber", "gruender", "politik")


def topic_of(file: Written[TopicFile], places: Places, faults: list[Fault]) -> Topic:
    """Return the topic of a file; what is wrong with it goes to ``faults``."""
    shape = file.values
    if shape.area not in AREAS:
        faults.append(file.fault(f"„{shape.area}“ ist kein Bereich. Es gibt {', '.join(sorted(AREAS))}.", "area"))
    return Topic(
        id=PurePosixPath(file.file).stem,
        title=shape.title,
        area=shape.area,
        as_of=shape.as_of,
        texts={
            Level.LEICHTER: _text(file, shape.leichter, places, faults, "leichter"),
            Level.STANDARD: _text(file, shape.standard, places, faults, "standard"),
            Level.FACH: _text(file, shape.fach, places, faults, "fach"),
        },
        ways={register: tuple(getattr(shape.ways, register)) for register in REGISTERS},
        follow_ups=tuple(shape.follow_ups),
        left_out=tuple(shape.leichter.left_out),
        derived=tuple(
            Derived(each.amount, each.formula, _read(file, each.sources, places, faults, at))
            for at, each in enumerate(shape.derived)
        ),
        valid_from=shape.valid_from,
        valid_until=shape.valid_until,
        former=shape.former,
        file=file.file,
    )


def _text(file: Written[TopicFile], shape: TextShape, places: Places, faults: list[Fault], level: str) -> Text:
    return Text(
        file.lines(shape.answer, places, faults, level, "answer"),
        file.lines(shape.open, places, faults, level, "open"),
        file.lines(shape.next, places, faults, level, "next"),
    )


def _read(
    file: Written[TopicFile], written: list[str], places: Places, faults: list[Fault], at: int
) -> tuple[Place, ...]:
    try:
        return tuple(places.read(each) for each in written)
    except NotAPlace as exc:
        faults.append(file.fault(str(exc), "derived", at, "sources"))
        return ()
