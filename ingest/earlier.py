"""The editions of a statute before the newest one: read one after the other, kept only where their words differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.earlier import NOT_THERE, Earlier, EarlierWording, SectionText, section_texts
from corpus.nouns import Format, Reading
from ingest.collect import Collected, ReadFn
from ingest.editions import Kept, kept
from ingest.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Compared:
    """The earlier wordings of one statute, the dates of its editions from new to old, and what could not be read."""

    editions: tuple[date, ...] = ()
    wordings: tuple[EarlierWording, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """A wording while older editions are still to come: the oldest and the newest edition that have it."""

    since: date
    as_of: date
    until: date | None
    wording: SectionText


def older(folder: Path, row: Collected) -> tuple[Kept, ...]:
    """Return the editions of a statute before the one that is used, from new to old, one for each date.

    Two editions of one date cannot be told apart by a reader; the one that came last stands for both.
    """
    if row.kept is None or row.source.format is not Format.GII_XML:
        return ()
    by_date: dict[date, Kept] = {}
    for edition in kept(folder, row.source):
        if edition.edition.as_of < row.kept.edition.as_of:
            by_date.setdefault(edition.edition.as_of, edition)
    return tuple(by_date.values())


def compared(row: Collected, newest: Reading, editions: Sequence[Kept], read: ReadFn) -> Compared:
    """Return how ``editions``, from new to old, differ from the ``newest`` reading and from each other.

    Only the sections that the source names are looked at. A file that cannot be read any more is a problem and is
    left out. Where nothing is older, or the newest has no text, there is nothing to compare.
    """
    if row.kept is None or not editions or not newest.blocks:
        return Compared()
    day = row.kept.edition.as_of
    open_runs = {section: _Run(day, day, None, text) for section, text in section_texts(newest.blocks).items()}
    days, done, problems = [day], list[EarlierWording](), list[str]()
    for edition in editions:
        try:
            texts = section_texts(read(edition.path, row.as_kept).blocks)
        except (Unreadable, OSError) as exc:
            problems.append(_not_read(edition, exc))
            continue
        if texts:
            done += _passed(row.source.id, open_runs, texts, edition.edition.as_of, days[-1])
            days.append(edition.edition.as_of)
    done += (_earlier(row.source.id, section, run) for section, run in open_runs.items() if run.until)
    ordered = sorted(done, key=lambda wording: wording.as_of, reverse=True)
    return Compared(tuple(days) if len(days) > 1 else (), tuple(ordered), tuple(problems))


def joined(results: Mapping[str, Compared]) -> Earlier:
    """Return what a generation keeps of the results by source id."""
    return Earlier(
        {id_: result.editions for id_, result in results.items() if result.editions},
        tuple(wording for result in results.values() for wording in result.wordings),
    )


def _passed(
    source_id: str, open_runs: dict[str, _Run], texts: Mapping[str, SectionText], day: date, newer: date
) -> Iterator[EarlierWording]:
    """Go one edition back, to ``day``; yield the wordings that it ends. ``newer`` is the edition after it."""
    for section in {**open_runs, **texts}:
        # A section that no newer edition has was not there in all of them.
        run = open_runs.get(section) or _Run(newer, newer, None, NOT_THERE)
        text = texts.get(section, NOT_THERE)
        if text.words == run.wording.words:
            open_runs[section] = replace(run, since=day)
            continue
        if run.until:
            yield _earlier(source_id, section, run)
        open_runs[section] = _Run(day, day, newer, text)


def _earlier(source_id: str, section: str, run: _Run) -> EarlierWording:
    return EarlierWording(source_id, section, run.since, run.as_of, run.until or run.as_of, run.wording)


def _not_read(edition: Kept, exc: Exception) -> str:
    return (
        f"Die frühere Ausgabe vom {edition.edition.as_of:%d.%m.%Y} fehlt beim Vergleich der Fassungen: {exc} "
        f"Datei: {edition.path}"
    )
