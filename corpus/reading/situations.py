"""The file of situations (Situationen)."""

from collections.abc import Iterator

from corpus.reading.shapes import SituationsFile
from corpus.reading.written import Written
from corpus.situations import Group, Situation


def situations_of(file: Written[SituationsFile]) -> Iterator[Situation]:
    """Yield the situations in order. Whether their topics and checks exist, `corpus.check.situations` tells."""
    for at, shape in enumerate(file.values.situation):
        groups = (
            Group(
                each.heading.model_dump(),
                tuple(each.topics),
                tuple(each.checks),
                file.row("situation", at, "group", n),
            )
            for n, each in enumerate(shape.group)
        )
        yield Situation(
            id=shape.id,
            label=shape.label.model_dump(),
            about=shape.about.model_dump(),
            groups=tuple(groups),
            first=shape.first,
            tools=tuple(shape.tools),
            row=file.row("situation", at),
        )
