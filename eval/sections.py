"""What a measure adds to the report: a heading, tables, and one line for the log. The seam for every further measure.

A measure that is to stand in the report returns a `Section`; ``python -m eval run`` hands the sections of each half to
`eval.report.write`, which needs to know no more of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from eval.answers import Said
from eval.judged import Agreement, hash_of
from eval.metrics import Share
from eval.reading import Supported

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, its heads, and its rows, all as they are shown."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What one measure says of one half.

    ``name`` is its key among the figures, ``figures`` what is written there, ``logged`` its line in the log.
    """

    name: str
    title: str
    tables: tuple[Table, ...]
    figures: Mapping[str, object]
    logged: str


def shown(section: Section) -> Iterator[str]:
    """Yield a section as lines of plain text."""
    for table in section.tables:
        yield f"{section.title}: {table.caption}"
        widths = [max(len(row[at]) for row in (table.heads, *table.rows)) for at in range(len(table.heads))]
        for row in (table.heads, *table.rows):
            yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        yield ""


def to_read(said: Said) -> Iterator[str]:
    """Yield as lines which facts the answers lack, and the suspects that nobody read, each with its hash."""
    for case, facts in said.missing.items():
        yield from (f"fehlt  {case}  {fact}" for fact in facts)
    for each in (each for each in said.suspects if each.harmful is None):
        yield f"lesen  {each.case}  {hash_of(each.sentence)}  nie: „{each.never}“  gesagt: {each.sentence}"


def answer_section(said: Said, agreed: Agreement, supported: Supported | None, names: Mapping[str, str]) -> Section:
    """Return the section on what the answers of one half say; ``names`` are the registers in German."""
    tables = (
        _status(said, names),
        _facts(said, names),
        _whole(said),
        *([_support(supported)] if supported else []),
        _agreement(agreed),
    )
    return Section("answers", "Was die Antworten sagen", tables, _figures(said, agreed, supported), _logged(said))


def _status(said: Said, names: Mapping[str, str]) -> Table:
    rows = tuple(
        (names.get(name, name), str(b.questions), f"{b.status_right:.3f}") for name, b in said.behaviour.items()
    )
    return Table("wie gewollt beantwortet, zurückgefragt oder abgelehnt", ("Art", "Fragen", "wie gewollt"), rows)


def _facts(said: Said, names: Mapping[str, str]) -> Table:
    rows = tuple(
        (names.get(name, name), str(f.cases), _share(f.whole), f"{f.of_answered:.3f}", str(f.facts), _share(f.said))
        for name, f in said.facts.items()
    )
    heads = ("Art", "Fragen", "alle Fakten gesagt", "von den beantworteten", "Fakten", "davon gesagt")
    return Table("nötige Fakten, vom Programm entschieden", heads, rows)


def _whole(said: Said) -> Table:
    unread = sum(found.harmful is None for found in said.suspects)
    rows = (
        ("Verbotenes gesagt", f"{said.forbidden} von {said.with_never} Fragen mit Verbotenem", f"{unread} ungelesen"),
        ("Belege", f"{said.citing.citations} zu {said.citing.sentences} Sätzen", _first(said.citing.faults)),
        ("Fakten, die „leichter“ behält", f"{said.kept.kept} von {said.kept.facts}", _first(said.kept.lost)),
        ("Urteile über den Einzelfall", str(len(said.rulings)), _first(said.rulings)),
    )
    return Table("auf allen Stufen", ("was", "wie viele", "Mängel"), rows)


def _support(read: Supported) -> Table:
    rows = (
        ("gelesene Sätze", f"{read.sentences} von {read.drawn}", f"{read.today} davon stehen noch so in den Antworten"),
        ("Belege, die den Satz stützen", _share(read.precision), f"von {read.pairs}"),
        ("Sätze, die ihre Belege ganz stützen", _share(read.recall), f"von {read.sentences}"),
    )
    return Table("Belege, von Lesern beurteilt", ("was", "Anteil", ""), rows)


def _agreement(agreed: Agreement) -> Table:
    rows = (
        (
            *(str(agreed.pairs), f"{agreed.accuracy:.3f}", f"{agreed.kappa:.3f}"),
            *(str(agreed.false_yes), str(agreed.false_no)),
        ),
    )
    heads = ("Paare", "gleich", "Kappa", "zu Unrecht ja", "zu Unrecht nein")
    return Table("wie weit das Programm über Fakten urteilt wie ein Leser (Entwicklungshälfte)", heads, rows)


def _figures(said: Said, agreed: Agreement, supported: Supported | None) -> Mapping[str, object]:
    kept = {name: value for name, value in asdict(said).items() if name != "behaviour"}  # is in the run already
    # A sentence can be a source's own words, and those stay out of the repository.
    kept["suspects"] = [{**asdict(each), "sentence": hash_of(each.sentence)} for each in said.suspects]
    return {**kept, "agreement": asdict(agreed), "supported": asdict(supported) if supported else None}


def _logged(said: Said) -> str:
    facts = ", ".join(f"{name} {each.whole.mean:.3f}" for name, each in said.facts.items())
    return (
        f"All facts said: {facts}. Forbidden said: {said.forbidden} of {said.with_never}. Faulty citations:"
        f" {len(said.citing.faults)} of {said.citing.sources}. Facts kept at leichter: {said.kept.kept} of"
        f" {said.kept.facts}. Rulings on a case: {len(said.rulings)}."
    )


def _first(faults: Sequence[str]) -> str:
    more = f" … (und {len(faults) - _SHOWN} weitere)" if len(faults) > _SHOWN else ""
    return "; ".join(faults[:_SHOWN]) + more if faults else "keine"


def _share(share: Share) -> str:
    return f"{share.mean:.3f} ({share.low:.2f}–{share.high:.2f})"
