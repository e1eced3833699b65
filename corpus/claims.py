"""The digest as a row of claims: every sentence of every entry with its places, so that one check serves all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corpus.entries import Digest, GuidedCheck, Line, Lines, Statement, Term, Topic
from corpus.facts import numbers
from corpus.nouns import Level, PagePoint


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that is claimed at ``level``, in one part of its entry ("answer", "rule", …)."""

    level: Level
    part: str
    line: Line


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the digest as the checks see it. ``allowed`` are amounts that it computes itself.

    ``former`` marks law that no longer holds: its words are not those of the loaded wording.
    """

    kind: str
    name: str
    file: str
    claims: tuple[Claim, ...]
    left_out: str = ""
    former: bool = False
    allowed: frozenset[str] = field(default=frozenset())

    def at(self, level: Level) -> tuple[Claim, ...]:
        """Return the claims at ``level``."""
        return tuple(claim for claim in self.claims if claim.level is level)

    @property
    def row(self) -> int:
        """Return the line of its file on which its first claim stands."""
        return self.claims[0].line.row if self.claims else 1


def entries_of(digest: Digest) -> Iterator[Entry]:
    """Yield every entry that claims something of a source; signposts do not."""
    yield from map(_statement, digest.statements)
    yield from map(_topic, digest.topics)
    yield from map(_check, digest.checks)
    yield from map(_term, digest.terms)


def _statement(statement: Statement) -> Entry:
    kind = "dokumente" if isinstance(statement.place, PagePoint) else "kernaussagen"
    lines = {
        level: Line(statement.said(level), (statement.place,), statement.row)
        for level in (Level.STANDARD, Level.LEICHTER)
    }
    claims = [Claim(level, "statement", line) for level, line in lines.items()]
    claims += [Claim(Level.STANDARD, "today", line) for line in statement.today]
    return Entry(
        kind, str(statement.place), statement.file, tuple(claims), "; ".join(statement.left_out), statement.former
    )


def _topic(topic: Topic) -> Entry:
    claims = (
        Claim(level, part, line)
        for level, text in topic.texts.items()
        for part, lines in text.parts()
        for line in lines
    )
    allowed = frozenset(number for each in topic.derived for number in numbers(each.amount))
    return Entry("themen", topic.id, topic.file, tuple(claims), "; ".join(topic.left_out), topic.former, allowed)


def _check(check: GuidedCheck) -> Entry:
    claims = [*_each("about", check.about)]
    for step in check.steps:
        claims += _each(f"why:{step.id}", step.why)
    for outcome in check.outcomes:
        for level, parts in outcome.texts.items():
            claims += [Claim(level, f"{part}:{outcome.id}", line) for part, lines in parts.items() for line in lines]
    return Entry("pruefwege", check.id, check.file, tuple(claims))


def _term(term: Term) -> Entry:
    return Entry("glossar", term.term, "glossar.toml", tuple(_each("term", term.texts)))


def _each(part: str, texts: Mapping[Level, Lines]) -> Iterator[Claim]:
    yield from (Claim(level, part, line) for level, lines in texts.items() for line in lines)
