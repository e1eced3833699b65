"""The list of sources: one TOML file that names every text, checked so that a stranger can edit it.

Every fault is reported with file, line, entry and what to write instead, all faults at once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from corpus.nouns import AsOfRule, Format, PagePoint, Pinpoint, Place, Rank, Source
from corpus.pinpoint.laws import squeeze
from corpus.source_rules import faults_of
from corpus.tables import Fault, NotTables, Table, read_tables

SOURCES_PATH = Path(__file__).with_name("sources.toml")


class SourcesError(ValueError):
    """The list of sources has faults; the message names each with file, line, entry and repair, in German."""


def load_sources(path: Path = SOURCES_PATH) -> tuple[Source, ...]:
    """Return the sources that the TOML file at ``path`` names, in its order.

    Raises SourcesError where the file cannot be read or breaks a rule.
    """
    entries = _entries(path)
    faults = [(entry, fault) for entry in entries for fault in faults_of(entry.values)]
    found = [
        (entry.line_of(fault.key, fault.item), _name(entry), fault.message)
        for entry, fault in (*faults, *_duplicates(entries))
    ]
    if found:
        raise SourcesError("\n".join(f"{path}, Zeile {n}, Eintrag „{name}“: {told}" for n, name, told in sorted(found)))
    return tuple(_source(entry.values) for entry in entries)


def all_sources(own: Path) -> tuple[Source, ...]:
    """Return the sources of this project and behind them those of the operator's list at ``own``, if there is one.

    Raises SourcesError where either list breaks a rule, or the second names what the first has.
    """
    ours = load_sources()
    theirs = load_sources(own) if own.exists() else ()
    taken = {name: source.id for source in ours for name in _claims(source)}
    for source in theirs:
        for name in _claims(source):
            if name in taken:
                raise SourcesError(
                    f"{own}, Eintrag „{source.id}“: Diese id, dieser cite oder ein alias gehört schon zur Quelle "
                    f"„{taken[name]}“ aus {SOURCES_PATH.name}. Bitte einen anderen Namen wählen."
                )
    return ours + theirs


def hosts_of(sources: Iterable[Source]) -> frozenset[str]:
    """Return the hosts of all addresses: the only ones from which anything is downloaded."""
    return frozenset(urlsplit(source.url).hostname or "" for source in sources)


def page_of(source: Source, place: Place) -> str:
    """Return the address that a reader opens for ``place``.

    For a statute it is the page of the section, as gesetze-im-internet.de names them ("__61a.html",
    "anlage_2a.html"), else the law's contents; for a PDF the file at its page; else the source's address.
    """
    if source.format is Format.GII_XML and source.url.endswith("/xml.zip"):
        section = place.section or "" if isinstance(place, Pinpoint) else ""
        return source.url.removesuffix("xml.zip") + _page_name(section)
    page = place.pdf_page if isinstance(place, PagePoint) else None
    return (
        f"{source.url}#page={page}" if page and source.format is Format.PDF and source.address_certain else source.url
    )


def _page_name(section: str) -> str:
    if re.fullmatch(r"\d+[a-z]?", section):
        return f"__{section}.html"
    annex = re.fullmatch(r"Anlage( \d+[a-z]?)?( zu § 28)?", section)
    return f"anlage{(annex[1] or '').replace(' ', '_')}.html" if annex else "index.html"


def _entries(path: Path) -> tuple[Table, ...]:
    try:
        head, entries = read_tables(path, "source")
    except NotTables as exc:
        raise SourcesError(str(exc)) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise SourcesError(f"{path}: Die Liste der Quellen ist nicht lesbar ({exc}). Bitte prüfen.") from exc
    if head:
        raise SourcesError(f"{path}, Zeile 1: Außer Tabellen „[[source]]“ darf die Datei nichts enthalten.")
    if not entries:
        raise SourcesError(f"{path}, Zeile 1: Die Liste ist leer. Bitte mit „[[source]]“ eine Quelle beginnen.")
    return entries


def _name(entry: Table) -> str:
    return str(entry.values.get("id") or entry.values.get("cite") or "ohne id")


def _duplicates(entries: Iterable[Table]) -> Iterator[tuple[Table, Fault]]:
    """Yield the entries that claim an id or a name which an earlier one has."""
    taken: dict[str, Table] = {}
    for entry in entries:
        aliases = entry.values.get("aliases", [])
        names = [("aliases", str(name)) for name in aliases] if isinstance(aliases, list) else []
        for key, name in [("id", entry.values.get("id")), ("cite", entry.values.get("cite")), *names]:
            claim = f"id {name}" if key == "id" else squeeze(str(name))
            first = taken.setdefault(claim, entry)
            if name and first is not entry:
                message = f"„{name}“ ({key}) hat schon der Eintrag „{_name(first)}“ in Zeile {first.start}."
                yield entry, Fault(key, f"{message} Bitte einen anderen Namen wählen.", str(name))


def _claims(source: Source) -> Iterator[str]:
    yield f"id {source.id}"
    yield from (squeeze(name) for name in (source.cite, *source.aliases))


def _source(values: Mapping[str, object]) -> Source:
    texts = {key: str(values[key]) for key in ("id", "cite", "title", "publisher", "url", "rights")}
    as_of = values.get("as_of")
    return Source(
        **texts,
        format=Format(str(values["format"])),
        rank=Rank(str(values["rank"])),
        as_of_rule=AsOfRule(str(values["as_of_rule"])),
        as_of=as_of if isinstance(as_of, date) else None,
        sections=_texts(values.get("sections")),
        aliases=_texts(values.get("aliases")),
        address_certain=values.get("address_certain") is not False,
    )


def _texts(items: object) -> tuple[str, ...]:
    return tuple(str(item) for item in items) if isinstance(items, list) else ()
