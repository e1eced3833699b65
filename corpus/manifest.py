"""The list of sources: one TOML file that names every text, checked so that a stranger can edit it.

Every fault is reported with file, line, entry and what to write instead, all faults at once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tomllib import TOMLDecodeError, loads
from urllib.parse import urlsplit

from corpus.entry_rules import Fault, faults_of
from corpus.nouns import AsOfRule, Format, PagePoint, Place, Rank, Source
from corpus.pinpoint.laws import squeeze

SOURCES_PATH = Path(__file__).with_name("sources.toml")
_HEADER = re.compile(r"\s*\[\[\s*source\s*\]\]\s*(#.*)?")
_AT_LINE = re.compile(r"at line (\d+)")


class SourcesError(ValueError):
    """The list of sources has faults; the message names each with file, line, entry and repair, in German."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file: the first line of it (from 1), its lines, and its values."""

    start: int
    lines: tuple[str, ...]
    values: Mapping[str, object]

    @property
    def name(self) -> str:
        return str(self.values.get("id") or self.values.get("cite") or "ohne id")

    def line_of(self, fault: Fault) -> int:
        """Return the line of the key, or of the item in a list over several lines; else that of the table."""
        key = re.compile(rf"\s*[\"']?{re.escape(fault.key)}[\"']?\s*=")
        at = next((at for at, line in enumerate(self.lines) if key.match(line)), 0)
        item = (f'"{fault.item}"', f"'{fault.item}'")
        within = (n for n, line in enumerate(self.lines[at:], at) if fault.item and any(i in line for i in item))
        return self.start + (next(within, at) if at else 0)


def load_sources(path: Path = SOURCES_PATH) -> tuple[Source, ...]:
    """Return the sources that the TOML file at ``path`` names, in its order.

    Raises SourcesError where the file cannot be read or breaks a rule.
    """
    entries = _entries(path)
    faults = [(entry, fault) for entry in entries for fault in faults_of(entry.values)]
    faults += _duplicates(entries)
    if faults:
        faults.sort(key=lambda found: found[0].line_of(found[1]))
        raise SourcesError("\n".join(_shown(path, entry, fault) for entry, fault in faults))
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
        section = "" if isinstance(place, PagePoint) else place.section or ""
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


def _entries(path: Path) -> tuple[_Entry, ...]:
    text = _text(path)
    try:
        document = loads(text)
    except TOMLDecodeError as exc:
        line = found[1] if (found := _AT_LINE.search(str(exc))) else "am Ende"
        raise SourcesError(f"{path}, Zeile {line}: Das ist kein gültiges TOML ({exc}). Bitte berichtigen.") from exc
    tables = document.get("source", [])
    if set(document) - {"source"} or not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise SourcesError(f"{path}, Zeile 1: Außer Tabellen „[[source]]“ darf die Datei nichts enthalten.")
    if not tables:
        raise SourcesError(f"{path}, Zeile 1: Die Liste ist leer. Bitte mit „[[source]]“ eine Quelle beginnen.")
    return tuple(_located(text, tables))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise SourcesError(f"{path}: Die Liste der Quellen ist nicht lesbar ({exc}). Bitte prüfen.") from exc


def _located(text: str, tables: list[Mapping[str, object]]) -> Iterator[_Entry]:
    """Yield the tables with their lines. A header inside a longer string is no header: such a start parses not."""
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if _HEADER.fullmatch(line)]
    starts = starts if len(starts) == len(tables) else [at for at in starts if _parses("\n".join(lines[:at]))]
    for start, end, values in zip(starts, [*starts[1:], len(lines)], tables, strict=True):
        yield _Entry(start + 1, tuple(lines[start:end]), values)


def _parses(text: str) -> bool:
    try:
        loads(text)
    except TOMLDecodeError:
        return False
    return True


def _shown(path: Path, entry: _Entry, fault: Fault) -> str:
    return f"{path}, Zeile {entry.line_of(fault)}, Eintrag „{entry.name}“: {fault.message}"


def _duplicates(entries: Iterable[_Entry]) -> Iterator[tuple[_Entry, Fault]]:
    """Yield the entries that claim an id or a name which an earlier one has."""
    taken: dict[str, _Entry] = {}
    for entry in entries:
        aliases = entry.values.get("aliases", [])
        names = [("aliases", str(name)) for name in aliases] if isinstance(aliases, list) else []
        for key, name in [("id", entry.values.get("id")), ("cite", entry.values.get("cite")), *names]:
            claim = f"id {name}" if key == "id" else squeeze(str(name))
            first = taken.setdefault(claim, entry)
            if name and first is not entry:
                message = f"„{name}“ ({key}) hat schon der Eintrag „{first.name}“ in Zeile {first.start}."
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
