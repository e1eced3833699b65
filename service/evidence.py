"""What could be said to a question: single sentences, each with the slice of a passage that proves it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.entries import Statement
from corpus.nouns import Level, Passage, Pinpoint, Place, Unit, Wording
from corpus.pinpoint import covers


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that could be said: where it stands, the passage, the verbatim quote, and our statement on it."""

    place: Place
    passage: Passage
    quote: str
    statement: Statement | None

    @property
    def former(self) -> bool:
        """Return whether this is law that no longer holds."""
        return self.statement is not None and self.statement.former

    def said(self, level: Level) -> str:
        """Return the sentence as it is worded at ``level``; without a statement it is the quote itself."""
        if self.statement is None or (level is Level.FACH and self.passage.wording is Wording.OFFICIAL):
            # Rows and numbers keep their lines, or the end of one would run into the next.
            return "\n".join(" ".join(line.split()) for line in self.quote.splitlines() if line.strip())
        return self.statement.leichter if level is Level.LEICHTER else self.statement.standard


def without_parts(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence without what another quote of the same passage holds; the law's own words are said once."""
    return tuple(
        e
        for e in evidence
        if not any(o.passage.id == e.passage.id and e.quote != o.quote and e.quote in o.quote for o in evidence)
    )


def gather(
    passages: Sequence[Passage], statements: Mapping[Place, Sequence[Statement]], wanted: Sequence[Pinpoint]
) -> tuple[Evidence, ...]:
    """Return the evidence in the ``passages`` of one paragraph, in the order of the text.

    ``statements`` are all statements by their place, ``wanted`` the norms that the question names: where
    it names a number, only that number is evidence. Former law is proven by the digest alone, last.
    """
    official = [p for p in passages if p.wording is Wording.OFFICIAL]
    current = [e for p in official for e in _of_passage(p, statements, wanted)]
    former = [e for p in passages if p.wording is Wording.DIGEST for e in _own(p, statements)]
    if official:
        former = [e for e in former if e.former]
    found = (*current, *former)
    return tuple(e for e in found if _named(e.place, wanted)) or found


def _of_passage(
    passage: Passage, statements: Mapping[Place, Sequence[Statement]], wanted: Sequence[Pinpoint]
) -> Iterator[Evidence]:
    """Yield the evidence in one passage: a statement on the whole paragraph stands for the sentences without one."""
    pieces = tuple(_pieces(passage, wanted))
    whole = [s for s in statements.get(passage.place, ()) if not s.former]
    if not whole or any(_named(unit.place, wanted) or unit.place == passage.place for unit in pieces):
        yield from (e for unit in pieces for e in _on(passage, unit, statements))
        return
    yield from (Evidence(passage.place, passage, passage.text.rstrip(), statement) for statement in whole)
    yield from (e for unit in pieces for e in _on(passage, unit, statements) if e.statement)


def _pieces(passage: Passage, wanted: Sequence[Pinpoint]) -> Iterable[Unit]:
    """Yield the sentences of a passage, or only the parts of it that are named where some are."""
    named = [unit for unit in passage.units if _named(unit.place, wanted)]
    end = -1
    for unit in named or passage.units:
        # Units stand in order and contain their parts, so one that starts inside the last is a part of it.
        if unit.start >= end:
            end = unit.end
            yield unit


def _on(passage: Passage, unit: Unit, statements: Mapping[Place, Sequence[Statement]]) -> list[Evidence]:
    """Return the statements on a sentence and on the numbers in it, or the bare sentence where there is none."""
    inside = [u for u in passage.units if unit.start <= u.start and u.end <= unit.end]
    told = [
        Evidence(u.place, passage, passage.text[u.start : u.end], statement)
        for u in inside
        for statement in statements.get(u.place, ())
        if not statement.former
    ]
    return told or [Evidence(unit.place, passage, passage.text[unit.start : unit.end], None)]


def _own(passage: Passage, statements: Mapping[Place, Sequence[Statement]]) -> list[Evidence]:
    """Return the digest passage as evidence of itself, with the statement it was made from."""
    return [
        Evidence(passage.place, passage, passage.text, statement)
        for statement in statements.get(passage.place, ())
        if statement.standard == passage.text
    ]


def _named(place: Place, wanted: Sequence[Pinpoint]) -> bool:
    """Say whether one of ``wanted`` goes deeper than a paragraph and ``place`` lies in it."""
    deep = [want for want in wanted if want.sentence or want.number or want.letter]
    return isinstance(place, Pinpoint) and any(covers(want, place) for want in deep)
