"""Does an entry still stand? Wording that changed since it was written, and amounts whose time ends."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from corpus.check.findings import Finding, Kind
from corpus.claims import Entry
from corpus.entries import Digest
from corpus.nouns import Place
from corpus.wording import LoadedWording

SOON = timedelta(days=60)


def stale_places(entry: Entry, rests_on: Mapping[str, str], wording: LoadedWording) -> tuple[Place, ...]:
    """Return the places that an entry cites and whose loaded wording is not the one it was written from."""
    cited = dict.fromkeys(place for claim in entry.claims for place in claim.line.places)
    return tuple(place for place in cited if (seal := wording.seal(place)) and rests_on.get(str(place), seal) != seal)


def check_stale(entry: Entry, rests_on: Mapping[str, str], wording: LoadedWording) -> Iterator[Finding]:
    """Yield an entry that rests on another wording, or for which nobody recorded on which wording it rests."""
    if entry.former:
        return
    if changed := stale_places(entry, rests_on, wording):
        told = f"Der Wortlaut ist ein anderer als beim Schreiben: {', '.join(map(str, changed))}. Bitte prüfen."
        yield Finding(Kind.STALE, entry.file, entry.row, entry.name, told)
    cited = {str(place) for claim in entry.claims for place in claim.line.places if wording.text(place)}
    if unsealed := sorted(cited - rests_on.keys()):
        told = f"Ohne Siegel: {', '.join(unsealed[:3])}. Bitte nach dem Prüfen: python -m corpus seal {entry.file}"
        yield Finding(Kind.ERROR, entry.file, entry.row, entry.name, told)


def check_time(digest: Digest, today: date) -> Iterator[Finding]:
    """Yield what has ended, or ends within 60 days, and amounts of which nobody said since when they hold."""
    for statement in digest.statements:
        name = str(statement.place)
        if "Euro" in statement.standard and statement.valid_from is None and not statement.former:
            told = "Ein Betrag braucht den Tag, seit dem er gilt. Bitte valid_from ergänzen."
            if not _in_document(statement.file):
                yield Finding(Kind.ERROR, statement.file, statement.row, name, told)
        if statement.valid_until and not statement.former:
            yield from _ending(statement.file, statement.row, name, statement.valid_until, today)
    for topic in (t for t in digest.topics if t.valid_until and not t.former):
        yield from _ending(topic.file, 1, topic.id, topic.valid_until or today, today)


def _ending(file: str, row: int, name: str, until: date, today: date) -> Iterator[Finding]:
    if until - today <= SOON:
        word = "galt" if until < today else "gilt"
        yield Finding(
            Kind.WARNING, file, row, name, f"Das {word} bis {until:%d.%m.%Y}. Bitte den neuen Stand eintragen."
        )


def _in_document(file: str) -> bool:
    """Tell whether a statement is on a document, which tells of amounts and sets none."""
    return file.startswith("dokumente/")
