"""The partners on whose sites the widget may stand: one file, read whole or not at all. Who is not in it is denied."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from corpus.digest import DIGEST_PATH, TOPICS
from corpus.nouns import Level
from corpus.tables import Fault, NotTables, Table, read_tables
from service.partner_rules import PREVIEW, Side, faults_of
from service.site.reader import Tongue

EXAMPLE_PATH = Path(__file__).with_name("partners.example.toml")
ACCENT, ON_ACCENT = "#0a4b52", "#ffffff"
FIRST_TOPICS = ("andere-leistungsanbieter", "budget-voraussetzungen", "rueckkehr-in-die-werkstatt", "antrag-stellen")
"""What is offered first where a partner names no topics."""


class PartnersError(ValueError):
    """The list of partners has faults; the message names each with file, line and repair, in German."""


@dataclass(frozen=True, slots=True)
class Partner:
    """One site that may show the widget; only ``origins`` and ``enabled`` decide where it works."""

    id: str
    name: str
    origins: tuple[str, ...] = ()
    enabled: bool = False
    accent: str = ACCENT
    on_accent: str = ON_ACCENT
    level: Level = Level.STANDARD
    language: Tongue = Tongue.DE
    position: Side = Side.RIGHT
    greeting: str = ""
    topics: tuple[str, ...] = FIRST_TOPICS


@dataclass(frozen=True, slots=True)
class Partners:
    """All partners; the preview on our own page is one without a foreign origin."""

    listed: tuple[Partner, ...] = ()
    origins: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        origins = frozenset(origin for partner in self.listed if partner.enabled for origin in partner.origins)
        object.__setattr__(self, "origins", origins)

    def named(self, id_: str) -> Partner | None:
        """Return the partner with this id, None where there is none or it is switched off."""
        preview = Partner(PREVIEW, "Vorschau", enabled=True)
        return next((one for one in (*self.listed, preview) if one.id == id_ and one.enabled), None)


NOBODY = Partners()


def load_partners(path: Path, topics: Collection[str]) -> Partners:
    """Return the partners in the file at ``path``; ``topics`` are the ids that may be named. Raises PartnersError."""
    entries = _entries(path)
    found = [
        (entry.line_of(fault.key, fault.item), _name(entry), fault.message)
        for entry in entries
        for fault in faults_of(entry.values, topics)
    ]
    found += [(entry.line_of("id"), _name(entry), fault.message) for entry, fault in _duplicates(entries)]
    if found:
        lines = (f"{path}, Zeile {row}, Partner „{name}“: {told}" for row, name, told in sorted(found))
        raise PartnersError("\n".join(lines))
    return Partners(tuple(_partner(entry.values) for entry in entries))


@cache
def topic_titles(folder: Path = DIGEST_PATH / TOPICS) -> Mapping[str, str]:
    """Return the title of every topic in ``folder`` by its id; it is the question that the topic answers."""
    # Only what stands before the first table: the whole digest takes seconds to read.
    heads = {path.stem: path.read_text("utf-8").partition("\n[")[0] for path in sorted(folder.glob("*.toml"))}
    return {id_: str(tomllib.loads(head)["title"]) for id_, head in heads.items()}


def _entries(path: Path) -> tuple[Table, ...]:
    try:
        head, entries = read_tables(path, "partner")
    except NotTables as exc:
        raise PartnersError(str(exc)) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise PartnersError(
            f"{path}: Die Liste der Partner ist nicht lesbar ({exc}). Bitte LOTSE_PARTNERS und die Datei prüfen."
        ) from exc
    if head or not entries:
        raise PartnersError(
            f"{path}, Zeile 1: Die Datei darf nur Tabellen „[[partner]]“ enthalten, mindestens eine. "
            f"Eine Vorlage ist {EXAMPLE_PATH.parent.name}/{EXAMPLE_PATH.name}."
        )
    return entries


def _name(entry: Table) -> str:
    return str(entry.values.get("id") or "ohne id")


def _duplicates(entries: Sequence[Table]) -> Iterator[tuple[Table, Fault]]:
    first: dict[object, Table] = {}
    for entry in entries:
        earlier = first.setdefault(entry.values.get("id"), entry)
        if earlier is not entry and "id" in entry.values:
            yield (
                entry,
                Fault("id", f"Diese id hat schon der Eintrag in Zeile {earlier.start}. Bitte eine andere wählen."),
            )


def _partner(values: Mapping[str, object]) -> Partner:
    """Return the partner of values that keep the rules; what is not written has its default."""
    read = {
        "id": str,
        "name": str,
        "origins": _texts,
        "enabled": bool,
        "accent": str,
        "on_accent": str,
        "level": Level,
        "language": Tongue,
        "position": Side,
        "greeting": str,
        "topics": _texts,
    }
    return Partner(**{key: read[key](value) for key, value in values.items()})  # type: ignore[operator]


def _texts(items: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str, items))
