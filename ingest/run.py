"""One run: collect the editions, and build a new generation where the served one is not the right one."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.digest import digest_sha, load_asked, load_digest
from corpus.earlier import Earlier
from corpus.embedding import Embedder
from corpus.entries import Digest
from corpus.folders import Folders
from corpus.generation import current, fingerprint
from corpus.nouns import Edition, Passage, Reading, Source, Wording
from ingest.authored import passages_of, paths_of
from ingest.build import BuildFacts, build, up_to_date
from ingest.collect import Collected, Collector, ReadFn
from ingest.cut import PASSAGE_RULES, cut
from ingest.earlier import compared, joined, older
from ingest.report import Report, Row, load, report_of, row_of, save
from ingest.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Heard:
    """Who is told of progress: after each source, and after each batch of vectors (done, of how many)."""

    source: Callable[[Source], None]
    vectors: Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a generation: passages of each source that was read and of the digest, earlier wordings."""

    official: dict[str, tuple[Passage, ...]]
    digest: tuple[Passage, ...]
    entries: int
    problems: dict[str, tuple[str, ...]]
    earlier: Earlier

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all passages, source by source, the digest last."""
        return (*(passage for group in self.official.values() for passage in group), *self.digest)


class Run:
    """Brings the index in ``folders`` up to date with the publishers, the digest and the rules."""

    def __init__(self, folders: Folders, collector: Collector, read: ReadFn, embedder: Embedder) -> None:
        self._folders = folders
        self._collector = collector
        self._read = read
        self._embedder = embedder

    def go(self, sources: Sequence[Source], digest: Path, heard: Heard) -> Report:
        """Collect, build where needed, save the report and return it.

        Raises AlreadyBuilding, or BuildFailed; either leaves the served generation alone.
        """
        rows = self._collector.collect(sources, heard.source)
        facts = self._facts(rows, digest)
        before = self._before(facts.fingerprint)
        if before:
            report = self._unchanged(rows, before, digest)
        else:
            contents = self._contents(rows, digest)
            report = self._rebuilt(rows, contents, facts, heard)
        save(report, self._folders.report)
        return report

    def _facts(self, rows: Sequence[Collected], digest: Path) -> BuildFacts:
        editions = tuple(row.kept.edition for row in rows if row.kept)
        rules = f"{PASSAGE_RULES} {code_sha(Path(__file__).parent)} {_sha(tuple(row.as_kept for row in rows))}"
        sha = digest_sha(digest)
        before = [edition.edition for row in rows for edition in older(self._folders.editions, row)]
        return BuildFacts(
            fingerprint=fingerprint(self._embedder.name, rules, editions, sha, before),
            passage_rules=rules,
            sources=tuple(row.source.id for row in rows),
            editions=editions,
            digest_sha256=sha,
            problems=tuple(f"{row.source.cite}: {problem}" for row in rows for problem in row.problems),
        )

    def _contents(self, rows: Sequence[Collected], digest: Path) -> Contents:
        readings = {row.source.id: self._reading(row.kept.path, row.as_kept) for row in rows if row.kept}
        editions = {row.source.id: row.kept.edition for row in rows if row.kept}
        sources = [row.source for row in rows]
        written = load_digest(sources, digest)
        before = {
            row.source.id: compared(row, readings[row.source.id], older(self._folders.editions, row), self._read)
            for row in rows
            if row.source.id in readings
        }
        paths = paths_of(block for reading in readings.values() for block in reading.blocks)
        return Contents(
            official={id_: _cut(reading, editions[id_]) for id_, reading in readings.items()},
            digest=passages_of(written, load_asked(sources, digest), sources, paths, digest_sha(digest)),
            entries=entries(written),
            problems={id_: (*reading.problems, *before[id_].problems) for id_, reading in readings.items()},
            earlier=joined(before),
        )

    def _reading(self, path: Path, source: Source) -> Reading:
        """Return the reading of a kept file; one that cannot be read any more has no blocks and says so."""
        try:
            return self._read(path, source)
        except Unreadable as exc:
            return Reading(source.title, (), problems=(str(exc),))

    def _rebuilt(self, rows: Sequence[Collected], contents: Contents, facts: BuildFacts, heard: Heard) -> Report:
        folder = build(self._folders.index, contents.passages, self._embedder, facts, heard.vectors, contents.earlier)
        shown = [
            row_of(row, len(contents.official.get(row.source.id, ())), contents.problems.get(row.source.id, ()))
            for row in rows
        ]
        return report_of(folder.name, True, contents.entries, shown, datetime.now(UTC))

    def _before(self, fingerprint: str) -> Mapping[str, Row]:
        """Return what the last report says of the served generation by source; empty where another is due.

        Without that report one is due too, because nobody could tell what its readers said.
        """
        if not up_to_date(self._folders.index, fingerprint):
            return {}
        return load(self._folders.report, current(self._folders.index).name)

    def _unchanged(self, rows: Sequence[Collected], before: Mapping[str, Row], digest: Path) -> Report:
        shown = [row_of(row, before[row.source.id].passages, before[row.source.id].not_read) for row in rows]
        name = current(self._folders.index).name
        return report_of(
            name, False, entries(load_digest([row.source for row in rows], digest)), shown, datetime.now(UTC)
        )


def entries(digest: Digest) -> int:
    """Return how many entries a digest has, of all kinds."""
    parts = (digest.statements, digest.topics, digest.checks, digest.terms, digest.signposts)
    return sum(map(len, parts))


def code_sha(package: Path) -> str:
    """Return a hash of the modules below ``package``, 16 hex digits.

    A changed reader reads the same file differently, and a version number beside it would be forgotten.
    """
    total = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        total.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _cut(reading: Reading, edition: Edition) -> tuple[Passage, ...]:
    return cut(reading.blocks, edition.source_id, edition.sha256, Wording.OFFICIAL)


def _sha(sources: Sequence[Source]) -> str:
    """Return a hash of the list of sources, because sections, formats, ranks and names shape what is indexed."""
    return hashlib.sha256(repr(sources).encode()).hexdigest()[:16]
