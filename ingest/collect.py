"""Getting the current edition of every source: from a mirror, from the publishers, or from what is kept.

Hosts are asked side by side, the sources of one host one after the other.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from corpus.nouns import Edition, Format, Reading, Source
from ingest.download import NotFetched, Unchanged, Validators, from_mirror
from ingest.editions import Arrival, Kept, by_address, confirm, dated, digest_of, format_of, keep, kept
from ingest.unreadable import Unreadable

ReadFn = Callable[[Path, Source], Reading]
# Where files come from; raises Unchanged when the known edition is current, NotFetched when none came.
FetchFn = Callable[[str, Validators], Arrival]


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one source: the edition that will be used, if any, and what the operator should know."""

    source: Source
    kept: Kept | None
    problems: tuple[str, ...] = ()

    @property
    def as_kept(self) -> Source:
        """Return the source in the format of the edition, which is the one that it is read by."""
        return replace(self.source, format=self.kept.format) if self.kept else self.source


def mirrored(mirror: Path) -> FetchFn:
    """Return a way to fetch from a mirror folder, which knows no validators."""
    return lambda url, _: from_mirror(mirror, url)


def offline(url: str, _: Validators) -> Arrival:
    """Fetch nothing: raise NotFetched, so that what is kept is used."""
    raise NotFetched(f"Offline: {urlsplit(url).hostname} wurde nicht gefragt.")


class Collector:
    """Collects editions into ``folder``; ``read`` proves each new file before it is kept.

    What its publisher confirmed after ``fresh_after`` is not asked for again.
    """

    def __init__(self, fetch: FetchFn, read: ReadFn, folder: Path, fresh_after: datetime) -> None:
        self._fetch = fetch
        self._read = read
        self._folder = folder
        self._fresh_after = fresh_after

    def collect(self, sources: Sequence[Source], told: Callable[[Source], None]) -> tuple[Collected, ...]:
        """Return what became of each source, in their order; ``told`` is called after each, from several threads."""
        hosts: dict[str, list[Source]] = defaultdict(list)
        for source in sources:
            hosts[urlsplit(source.url).hostname or ""].append(source)

        def of_host(group: list[Source]) -> list[Collected]:
            rows = []
            for source in group:
                rows.append(self._current(source))
                told(source)
            return rows

        with ThreadPoolExecutor(max_workers=max(1, len(hosts))) as pool:
            done = {row.source.id: row for rows in pool.map(of_host, hosts.values()) for row in rows}
        return tuple(done[source.id] for source in sources)

    def add(self, source: Source, file: Path, as_of: date | None) -> Kept:
        """Keep an operator's own file as an edition of ``source``; raises Unreadable when it cannot be read.

        A document may come in another format than its publisher's; a statute has its places only in gii-norm XML.
        """
        format_ = format_of(file.name)
        if format_ is not source.format and Format.GII_XML in (format_, source.format):
            raise Unreadable(_not_in(source, file.name))
        arrival = Arrival(file.read_bytes(), f"Datei {file.name}", datetime.now(UTC))
        return self._keep(replace(source, format=format_), arrival, as_of)

    def _current(self, source: Source) -> Collected:
        have = kept(self._folder, source)
        if not source.address_certain:
            return Collected(source, have[0] if have else None, () if have else (_request(source),))
        known = by_address(have, source.url)
        if known and known.confirmed > self._fresh_after:
            return Collected(source, have[0])
        try:
            self._ask(source, known)
        except (NotFetched, Unreadable) as exc:
            return Collected(source, have[0] if have else None, (str(exc),))
        return Collected(source, kept(self._folder, source)[0])

    def _ask(self, source: Source, known: Kept | None) -> None:
        try:
            arrival = self._fetch(source.url, Validators(known.etag, known.last_modified) if known else Validators())
        except Unchanged:
            if known:
                confirm(known)
            return
        if known and known.edition.sha256 == digest_of(arrival.data):
            confirm(known)
        else:
            self._keep(source, arrival, None)

    def _keep(self, source: Source, arrival: Arrival, as_of: date | None) -> Kept:
        """Read the file to prove that it can be read and to learn its dates, then keep it."""
        sha = digest_of(arrival.data)
        proof = self._folder / f".{source.id}-{sha[:12]}"
        proof.parent.mkdir(parents=True, exist_ok=True)
        proof.write_bytes(arrival.data)
        try:
            reading = self._read(proof, source)
        finally:
            proof.unlink()
        when = dated(source, reading, arrival.retrieved.date(), as_of)
        edition = Edition(source.id, sha, when, arrival.retrieved, arrival.origin, reading.built, reading.stand)
        return keep(self._folder, source, arrival, edition)


def _not_in(source: Source, name: str) -> str:
    if source.format is Format.GII_XML:
        return f"„{name}“: {source.cite} wird nur als „xml.zip“ von gesetze-im-internet.de gelesen."
    return f"„{name}“: Als „xml.zip“ gibt es nur Gesetze und Verordnungen; {source.cite} ist ein Dokument."


def _request(source: Source) -> str:
    return (
        f"Die Adresse der Datei ist nicht gesichert. Bitte bei {source.publisher} besorgen ({source.url}) "
        f"und hinzufügen: python -m ingest add DATEI --source {source.id}"
    )
