"""The files that are lists: glossary (Glossar) and signposts (Wegweiser)."""

from collections.abc import Iterator

from corpus.entries import Signpost, Term
from corpus.nouns import Level
from corpus.places import Places
from corpus.reading.shapes import GlossaryFile, SignpostsFile
from corpus.reading.written import Fault, Written


def terms_of(file: Written[GlossaryFile], places: Places, faults: list[Fault]) -> Iterator[Term]:
    """Yield the terms in order; what is wrong with their lines goes to ``faults``."""
    for at, shape in enumerate(file.values.term):
        yield Term(
            term=shape.term,
            also=tuple(shape.also),
            texts={
                Level.STANDARD: file.lines(shape.standard, places, faults, "term", at, "standard"),
                Level.LEICHTER: file.lines(shape.leichter, places, faults, "term", at, "leichter"),
            },
            row=file.row("term", at),
        )


def signposts_of(file: Written[SignpostsFile]) -> Iterator[Signpost]:
    """Yield the signposts in order."""
    for at, shape in enumerate(file.values.signpost):
        yield Signpost(
            id=shape.id,
            subject=shape.subject,
            words=tuple(shape.words),
            asks=tuple(shape.asks),
            standard=" ".join(shape.standard.split()),
            leichter=" ".join(shape.leichter.split()),
            name=shape.name,
            url=shape.url,
            phone=shape.phone,
            written=shape.written,
            row=file.row("signpost", at),
        )
