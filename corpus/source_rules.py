"""The rules for one entry of the list of sources, each with what to write instead."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from urllib.parse import urlsplit

from corpus.nouns import AsOfRule, Format, Rank
from corpus.tables import Fault

REQUIRED = ("id", "cite", "title", "publisher", "url", "format", "rank", "rights", "as_of_rule")
OPTIONAL = ("as_of", "sections", "aliases", "address_certain")
SECTION = re.compile(r"[1-9]\d{0,3}[a-z]?|(Anlage|Anhang)( (\d+[a-z]?|[A-Z]))?( zu § \d+[a-z]?)?|Art\. \d+[a-z]?")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAMES = {"format": Format, "rank": Rank, "as_of_rule": AsOfRule}
_EARLIEST = date(1949, 5, 23)


def faults_of(values: Mapping[str, object]) -> Iterator[Fault]:
    """Yield what is wrong with the values of one entry."""
    for key in values:
        if key not in REQUIRED + OPTIONAL:
            near = get_close_matches(key, REQUIRED + OPTIONAL, 1)
            hint = f"Gemeint ist wohl „{near[0]}“." if near else f"Möglich sind: {', '.join(REQUIRED + OPTIONAL)}."
            yield Fault(key, f"Den Schlüssel „{key}“ gibt es nicht. {hint}")
    for key in REQUIRED:
        if key not in values:
            yield Fault(key, f"Der Schlüssel „{key}“ fehlt. Bitte ergänzen: {key} = {_example(key)}")
        elif not isinstance(values[key], str) or not str(values[key]).strip():
            yield Fault(key, f"„{key}“ muss ein Text in Anführungszeichen sein und darf nicht leer sein.")
        else:
            yield from CHECKS.get(key, _nothing)(key, str(values[key]))
    yield from _date_faults(values)
    for key in ("sections", "aliases"):
        yield from _list_faults(key, values.get(key, []))
    if values.get("sections") and values.get("format") != Format.GII_XML:
        yield Fault("sections", f'„sections“ gibt es nur bei format = "{Format.GII_XML}". Bitte die Zeile löschen.')
    if not isinstance(values.get("address_certain", True), bool):
        yield Fault("address_certain", "„address_certain“ muss true oder false sein, ohne Anführungszeichen.")


def _example(key: str) -> str:
    shown = {"url": "https://…", "id": "sgb-ix", "cite": "SGB IX"}
    return f'"{next(iter(_NAMES[key])) if key in _NAMES else shown.get(key, "…")}"'


def _nothing(_key: str, _value: str) -> Iterator[Fault]:
    return iter(())


def _id_faults(key: str, value: str) -> Iterator[Fault]:
    if not _ID.fullmatch(value):
        yield Fault(key, f"Die id „{value}“ darf nur a–z, 0–9 und einzelne Bindestriche enthalten, z. B. „sgb-ix“.")


def _name_faults(key: str, value: str) -> Iterator[Fault]:
    names: type[StrEnum] = _NAMES[key]
    if value not in list(names):
        yield Fault(key, f"„{value}“ ist für „{key}“ nicht möglich. Bitte eines davon: {', '.join(names)}.")


def _url_faults(key: str, value: str) -> Iterator[Fault]:
    try:
        url = urlsplit(value)
        plain = url.scheme == "https" and "." in (url.hostname or "") and url.netloc == url.hostname
    except ValueError:
        plain = False
    if not plain or value != value.strip() or " " in value:
        yield Fault(key, f"Die Adresse „{value}“ muss mit https:// und dem Namen des Servers beginnen, ohne Port.")


CHECKS: Mapping[str, Callable[[str, str], Iterator[Fault]]] = {
    "id": _id_faults,
    "url": _url_faults,
    **dict.fromkeys(_NAMES, _name_faults),
}


def _date_faults(values: Mapping[str, object]) -> Iterator[Fault]:
    as_of, fixed = values.get("as_of"), values.get("as_of_rule") == AsOfRule.FIXED
    if as_of is None and fixed:
        yield Fault("as_of_rule", 'Zu as_of_rule = "fixed" gehört ein Datum: as_of = 2024-03-28')
    elif as_of is not None and not fixed:
        yield Fault("as_of", 'Ein Datum „as_of“ gilt nur mit as_of_rule = "fixed". Bitte eines von beiden ändern.')
    elif as_of is not None and (not isinstance(as_of, date) or isinstance(as_of, datetime)):
        yield Fault("as_of", f"„{as_of}“ ist kein Datum. Bitte ohne Anführungszeichen so schreiben: as_of = 2024-03-28")
    elif isinstance(as_of, date) and as_of < _EARLIEST:
        yield Fault("as_of", f"Das Datum {as_of} liegt vor {_EARLIEST}. Bitte prüfen.")
    if values.get("as_of_rule") == AsOfRule.BUILDDATE and values.get("format") != Format.GII_XML:
        yield Fault("as_of_rule", f'as_of_rule = "builddate" gibt es nur bei format = "{Format.GII_XML}".')


def _list_faults(key: str, items: object) -> Iterator[Fault]:
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
        yield Fault(key, f'„{key}“ muss eine Liste von Texten sein, z. B. {key} = ["57", "61a"]')
        return
    for item in sorted({item for item in items if items.count(item) > 1}):
        yield Fault(key, f"„{item}“ steht zweimal in „{key}“. Bitte einmal löschen.", item)
    for item in items if key == "sections" else ():
        if not SECTION.fullmatch(item):
            message = f"„{item}“ ist kein Paragraf. Bitte jeden einzeln nennen: „57“, „61a“ oder „Anlage zu § 28“."
            yield Fault(key, message, item)
