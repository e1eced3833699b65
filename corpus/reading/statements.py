"""Files of Kernaussagen: on a section of a law, or on a document."""

from collections.abc import Iterator

from corpus.entries import Statement
from corpus.nouns import Pinpoint, Place
from corpus.places import NotAPlace, Places
from corpus.reading.shapes import StatementsFile, StatementShape
from corpus.reading.written import Fault, Written


def statements_of(file: Written[StatementsFile], places: Places, faults: list[Fault]) -> Iterator[Statement]:
    """Yield the statements of a file in order; what is wrong with one goes to ``faults``."""
    for at, shape in enumerate(file.values.statement):
        try:
            place = _place(shape, places)
        except NotAPlace as exc:
            faults.append(file.fault(str(exc), "statement", at, "pinpoint" if shape.pinpoint else "place"))
            continue
        faults += [file.fault(told, "statement", at, key) for key, told in _faults(shape, place, file.values)]
        yield Statement(
            place=place,
            standard=" ".join(shape.standard.split()),
            leichter=" ".join(shape.leichter.split()),
            as_of=file.values.as_of,
            valid_from=shape.valid_from,
            valid_until=shape.valid_until,
            former=shape.former,
            left_out=tuple(shape.left_out),
            today=file.lines(shape.today, places, faults, "statement", at, "today"),
            file=file.file,
            row=file.row("statement", at),
        )


def _place(shape: StatementShape, places: Places) -> Place:
    written = shape.pinpoint or shape.place
    if not written:
        raise NotAPlace(
            "Die Fundstelle fehlt. Bitte ergänzen: pinpoint = „…“ im Gesetz, place = „…“ in einem Dokument."
        )
    return places.read(written)


def _faults(shape: StatementShape, place: Place, head: StatementsFile) -> Iterator[tuple[str, str]]:
    """Yield (key, what is wrong) for one statement."""
    if isinstance(place, Pinpoint) and (head.law or place.law, head.section or place.section) != (
        place.law,
        place.section,
    ):
        there = str(Pinpoint(head.law or place.law, head.section))
        yield "pinpoint", f"„{place}“ gehört nicht in diese Datei, im Kopf steht {there}. Bitte umziehen."
    if shape.former and shape.valid_until is None:
        yield "former", "Früheres Recht braucht den letzten Tag, an dem es galt. Bitte valid_until ergänzen."
    if shape.valid_from and shape.valid_until and shape.valid_from > shape.valid_until:
        told = f"{shape.valid_until} liegt vor valid_from ({shape.valid_from}). Bitte eines von beiden berichtigen."
        yield "valid_until", told


def twice(statements: tuple[Statement, ...]) -> Iterator[Fault]:
    """Yield the statements on a place that another is on already; former law may stand beside the law.

    A document says many things on one page, so its statements may share a place.
    """
    taken: dict[tuple[Place, object], Statement] = {}
    for statement in (s for s in statements if isinstance(s.place, Pinpoint)):
        first = taken.setdefault((statement.place, statement.former and statement.valid_until), statement)
        if first is not statement:
            yield Fault(
                statement.file,
                statement.row,
                f"„{statement.place}“ gibt es schon in {first.file}, Zeile {first.row}. "
                "Bitte zu einem Eintrag verbinden, oder den älteren mit former = true kennzeichnen.",
            )
