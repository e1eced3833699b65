"""The whole check of a digest against a wording, and what it counts."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.check.asking import check_asked
from corpus.check.coverage import Coverage, coverage, uncited
from corpus.check.derived import check_derived
from corpus.check.easy import check_easy
from corpus.check.faithful import Faithful
from corpus.check.findings import Finding, Kind
from corpus.check.levels import check_levels
from corpus.check.links import check_hard_words, check_links
from corpus.check.own_words import check_own_words
from corpus.check.situations import check_situations
from corpus.check.standing import check_stale, check_time
from corpus.claims import Entry, entries_of
from corpus.entries import Asked, Digest
from corpus.lay_words import read_lay_words
from corpus.nouns import Place
from corpus.reading.written import Fault
from corpus.wording import LoadedWording


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    ``checked`` of ``entries`` cite only what is loaded; ``reviewed`` are shifts that a reader answered.
    """

    entries: int
    checked: int
    findings: tuple[Finding, ...]
    reviewed: tuple[Finding, ...]
    counts: dict[str, int]
    coverage: tuple[Coverage, ...]
    without_statement: tuple[Place, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what fails the check: errors, and shifts that no review answers."""
        return tuple(f for f in self.findings if f.kind in (Kind.ERROR, Kind.SHIFT))


def check_digest(
    digest: Digest,
    faults: Sequence[Fault],
    wording: LoadedWording,
    today: date,
    only: Container[str] | None = None,
    asked: Sequence[Asked] = (),
) -> Checked:
    """Return all that is found in ``digest``, whose files had ``faults``, held against ``wording`` on ``today``.

    ``asked`` is what people ask of single paragraphs, which only an index needs. ``only`` names the files whose
    entries are looked at one by one; what lies between entries is always looked at.
    """
    entries = tuple(entries_of(digest))
    looked_at = [entry for entry in entries if only is None or entry.file in only]
    faithful = Faithful(wording, digest.statements)
    rests_on = {kept.file: kept.rests_on for kept in digest.kept}
    reviews = {review.texts for kept in digest.kept for review in kept.reviews}

    def found() -> Iterator[Finding]:
        yield from (Finding(Kind.ERROR, f.file, f.row, "Datei", f.message) for f in faults)
        for entry in looked_at:
            yield from faithful.check(entry)
            yield from check_levels(entry)
            yield from check_easy(entry)
            yield from check_own_words(entry)
            yield from check_stale(entry, rests_on[entry.file], wording)
        for topic in digest.topics:
            yield from check_derived(topic, wording)
        yield from check_links(digest)
        yield from check_situations(digest)
        yield from check_hard_words(digest, looked_at)
        yield from check_time(digest, today)
        yield from check_asked(asked, wording)

    findings = tuple(found())
    return Checked(
        entries=len(entries),
        checked=sum(faithful.checked(entry) for entry in entries),
        findings=tuple(f for f in findings if f.texts not in reviews),
        reviewed=tuple(f for f in findings if f.texts in reviews),
        counts=_counts(digest, asked, entries, findings, reviews),
        coverage=coverage(entries, wording),
        without_statement=uncited(entries),
    )


def _counts(
    digest: Digest,
    asked: Sequence[Asked],
    entries: Sequence[Entry],
    findings: Sequence[Finding],
    reviews: Container[str],
) -> dict[str, int]:
    kinds = Counter(entry.kind for entry in entries)
    open_ = Counter(finding.kind for finding in findings if finding.texts not in reviews)
    return {
        "kernaussagen": kinds["kernaussagen"],
        "dokumente": kinds["dokumente"],
        "themen": kinds["themen"],
        "ways_of_asking": sum(len(ways) for topic in digest.topics for ways in topic.ways.values()),
        "asked_places": len(asked),
        "asked": sum(len(ways) for each in asked for ways in each.ways.values()),
        "pruefwege": kinds["pruefwege"],
        "glossar": kinds["glossar"],
        "wortschatz": len({saying for saying, _ in read_lay_words().pairs}),
        "wegweiser": len(digest.signposts),
        "situationen": len(digest.situations),
        "reviews": sum(len(kept.reviews) for kept in digest.kept),
        "errors": open_[Kind.ERROR] + open_[Kind.SHIFT],
        "unreviewed": open_[Kind.SHIFT],
        "warnings": open_[Kind.WARNING],
        "stale": open_[Kind.STALE],
    }
