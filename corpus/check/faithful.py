"""Does a sentence say what its places say? Numbers must be theirs; negation and force are listed where they shift."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from corpus.check.findings import Finding, Kind, shifted
from corpus.claims import Claim, Entry
from corpus.entries import Statement
from corpus.facts import may, must, negated, numbers, ought
from corpus.nouns import Level, PagePoint, Place
from corpus.places import touch
from corpus.wording import LoadedWording

_REPEALED = ("(weggefallen)", "(aufgehoben)", "weggefallen")
_HUNDRED = frozenset({"100"})
WHOLE, ASIDE = frozenset({"statement"}), frozenset({"open", "next"})
"""Parts that tell a place whole, and parts beside the answer."""
_OWN = {"open": ("nicht", "soll", "kann", "muss"), "next": ("kann",)}
SHORT = 50
"""Words up to which a cited place is one thing."""
_FORCES = (("nicht", negated), ("soll", ought), ("kann", may))


class Faithful:
    """Holds claims against the loaded wording, and against the statements on law that no longer holds."""

    def __init__(self, wording: LoadedWording, statements: Sequence[Statement]) -> None:
        self._wording = wording
        self._dated = _dated(statements)

    def check(self, entry: Entry) -> Iterator[Finding]:
        """Yield what is wrong with the entry, or to be looked at, claim by claim."""
        for claim in () if entry.former else entry.claims:
            missing = [place for place in claim.line.places if not self._wording.text(place)]
            if missing:
                yield from self._missing(entry, claim, missing)
                continue
            yield from self._numbers(entry, claim)
            if claim.level is not Level.LEICHTER:
                yield from self._forces(entry, claim)

    def checked(self, entry: Entry) -> bool:
        """Return whether every place that the entry cites is loaded, so that it could be checked.

        Of former law, which need not be loaded, the law has to be there that holds today.
        """
        if entry.former:
            return all(self._wording.loaded(place) for claim in entry.claims for place in claim.line.places)
        return all(self._wording.text(place) for claim in entry.claims for place in claim.line.places)

    def _missing(self, entry: Entry, claim: Claim, missing: Sequence[Place]) -> Iterator[Finding]:
        for place in missing:
            if self._wording.loaded(place):
                told = f"„{place}“ gibt es in der geladenen Fassung nicht. Bitte die Fundstelle berichtigen."
                yield Finding(Kind.ERROR, entry.file, claim.line.row, entry.name, told)

    def _numbers(self, entry: Entry, claim: Claim) -> Iterator[Finding]:
        source = self._source(claim)
        row, ours = claim.line.row, numbers(claim.line.text)
        if any(self._wording.text(place).casefold().endswith(_REPEALED) for place in claim.line.places):
            yield Finding(Kind.ERROR, entry.file, row, entry.name, "Die Fundstelle ist weggefallen. Bitte entfernen.")
        known = numbers(source) | self._of_dates(claim) | entry.allowed
        known |= _HUNDRED if "prozent" in source.casefold() or "vom hundert" in source.casefold() else frozenset()
        if extra := ", ".join(sorted(ours - known)):
            told = f"Die Zahl {extra} steht nicht in {_named(claim)}. Bitte die Zahl oder die Stelle berichtigen."
            yield Finding(Kind.ERROR, entry.file, row, entry.name, told)
        dropped = ", ".join(sorted(numbers(source) - ours))
        if dropped and claim.part == "statement" and claim.level is Level.STANDARD:
            yield Finding(Kind.DROPPED, entry.file, row, entry.name, f"Nicht übernommen: {dropped}.")

    def _forces(self, entry: Entry, claim: Claim) -> Iterator[Finding]:
        """Yield where a sentence and its places differ in force.

        A Kernaussage tells all that its place says, so both directions count; a page of a document says many things.
        Another line takes one thing out of a place: what only the place says counts where that is short, so that the
        line must be about it. What a topic leaves open, it says in words of its own, and what somebody can do now it
        says with "kann": no shifts.
        """
        source, ours = self._source(claim), claim.line.text
        whole = claim.part in WHOLE and not isinstance(claim.line.places[0], PagePoint)
        short = claim.part not in ASIDE and len(source.split()) <= SHORT
        for name, has in _FORCES:
            if has(ours) and not has(source) and name not in _OWN.get(claim.part, ()):
                yield self._shift(name, f"„{name}“ steht nur bei uns.", entry, claim, source)
            if has(source) and not has(ours) and (whole or short):
                yield self._shift(name, f"„{name}“ steht nur in der Quelle.", entry, claim, source)
        if must(ours) and not must(source) and "muss" not in _OWN.get(claim.part, ()):
            yield self._shift("muss", "„muss“ steht nur bei uns.", entry, claim, source)

    def _shift(self, name: str, told: str, entry: Entry, claim: Claim, source: str) -> Finding:
        return shifted(name, entry.file, claim.line.row, entry.name, claim.line.text, source, told)

    def _source(self, claim: Claim) -> str:
        return " … ".join(self._wording.text(place) for place in claim.line.places)

    def _of_dates(self, claim: Claim) -> frozenset[str]:
        """Return the numbers that the dated statements at the cited places bring: days, and amounts of former law."""
        return frozenset(
            number
            for place, brought in self._dated.items()
            if any(touch(place, cited) for cited in claim.line.places)
            for number in brought
        )


def _dated(statements: Sequence[Statement]) -> Mapping[Place, frozenset[str]]:
    found: dict[Place, frozenset[str]] = {}
    for statement in statements:
        days = [day for day in (statement.valid_from, statement.valid_until) if day]
        brought = frozenset(number for day in days for number in _of_day(day))
        if statement.former:
            brought |= numbers(statement.standard)
        if brought:
            found[statement.place] = found.get(statement.place, frozenset()) | brought
    return found


def _of_day(day: date) -> tuple[str, ...]:
    after = date.fromordinal(day.toordinal() + 1)
    return tuple(str(n) for each in (day, after) for n in (each.day, each.month, each.year))


def _named(claim: Claim) -> str:
    return "; ".join(str(place) for place in claim.line.places)
