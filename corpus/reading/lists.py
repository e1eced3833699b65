"""The files that are lists: what people ask (Fragen), glossary (Glossar) and signposts (Wegweiser)."""

from collections.abc import Iterator

from corpus.entries import Asked, Signpost, Term
from corpus.nouns import Level
from corpus.places import NotAPlace, Places, paragraph_of
from corpus.reading.shapes import REGISTERS, AskedFile, GlossaryFile, SignpostsFile
from corpus.reading.written import Fault, Written


def asked_of(file: Written[AskedFile], places: Places, faults: list[Fault]) -> Iterator[Asked]:
    """Yield what is asked of each paragraph, in order; a place that is none, or lies deeper, goes to ``faults``."""
    for at, shape in enumerate(file.values.asked):
        try:
            place = places.read(shape.place)
        except NotAPlace as exc:
            faults.append(file.fault(str(exc), "asked", at, "place"))
            continue
        if place != paragraph_of(place):
            told = f"Gefragt wird nach einem Absatz: statt „{place}“ bitte „{paragraph_of(place)}“."
            faults.append(file.fault(told, "asked", at, "place"))
        ways = {register: tuple(getattr(shape, register)) for register in REGISTERS}
        yield Asked(place, ways, file.file, file.row("asked", at))


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
