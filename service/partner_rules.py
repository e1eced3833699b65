"""The rules for one entry of the list of partners, each with what to write instead."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from urllib.parse import urlsplit

from corpus.nouns import Level
from corpus.tables import Fault
from service.contrast import COLOUR, ENOUGH, contrast
from service.site.reader import Tongue

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
PREVIEW = "vorschau"
"""The name of the preview on our own page; no partner can have it."""
LONGEST_GREETING = 300
MOST_TOPICS = 8
KEYS = (
    *("id", "name", "origins", "enabled", "accent", "on_accent", "level", "language", "position", "greeting"),
    "topics",
)
_EXAMPLES = {"id": '"mein-verein"', "name": '"Mein Verein e. V."', "origins": '["https://www.mein-verein.de"]'}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PORTS = {"https": "443", "http": "80"}
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:]+\]|[^/?#@:\s\[\]]+)(:(?P<port>\d{1,5}))?")


class Side(StrEnum):
    """On which side of the window the button stands."""

    RIGHT = "right"
    LEFT = "left"


CHOICES: Mapping[str, type[StrEnum]] = {"level": Level, "language": Tongue, "position": Side}


def faults_of(values: Mapping[str, object], topics: Collection[str]) -> Iterator[Fault]:
    """Yield what is wrong with the values of one entry; ``topics`` are the ids of the topics that there are."""
    for key in values:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1)
            hint = f"Gemeint ist wohl „{near[0]}“." if near else f"Möglich sind: {', '.join(KEYS)}."
            yield Fault(key, f"Den Schlüssel „{key}“ gibt es nicht. {hint}")
    for key, example in _EXAMPLES.items():
        if key not in values:
            yield Fault(key, f"Der Schlüssel „{key}“ fehlt. Bitte ergänzen: {key} = {example}")
    for key, rule in _TEXTS.items():
        value = values.get(key, "…")
        if not isinstance(value, str) or not value.strip():
            yield Fault(key, f"„{key}“ muss ein Text in Anführungszeichen sein und darf nicht leer sein.")
        elif key in values:
            yield from rule(key, value)
    yield from _list_faults("origins", values.get("origins", []), _origin_faults)
    yield from _list_faults("topics", values.get("topics", []), lambda topic: _topic_faults(topic, topics))
    if not isinstance(values.get("enabled", False), bool):
        yield Fault("enabled", "„enabled“ muss true oder false sein, ohne Anführungszeichen.")
    yield from _pair_faults(values)


def _id_faults(key: str, value: str) -> Iterator[Fault]:
    if not _ID.fullmatch(value):
        yield Fault(
            key, f"Die id „{value}“ darf nur a–z, 0–9 und einzelne Bindestriche enthalten, z. B. „mein-verein“."
        )
    elif value == PREVIEW:
        yield Fault(key, f"Die id „{PREVIEW}“ gehört der Vorschau. Bitte eine andere wählen.")


def _colour_faults(key: str, value: str) -> Iterator[Fault]:
    if not COLOUR.fullmatch(value):
        yield Fault(key, f'„{value}“ ist keine Farbe. Bitte mit sechs Ziffern schreiben: {key} = "#0a4b52"')


def _choice_faults(key: str, value: str) -> Iterator[Fault]:
    if value not in list(CHOICES[key]):
        yield Fault(key, f"„{value}“ ist für „{key}“ nicht möglich. Bitte eines davon: {', '.join(CHOICES[key])}.")


def _greeting_faults(key: str, value: str) -> Iterator[Fault]:
    if len(value) > LONGEST_GREETING:
        yield Fault(key, f"Der Gruß hat {len(value)} Zeichen. Bitte auf {LONGEST_GREETING} kürzen.")


def _nothing(_key: str, _value: str) -> Iterator[Fault]:
    return iter(())


_TEXTS: Mapping[str, Callable[[str, str], Iterator[Fault]]] = {
    "id": _id_faults,
    "name": _nothing,
    "accent": _colour_faults,
    "on_accent": _colour_faults,
    **dict.fromkeys(CHOICES, _choice_faults),
    "greeting": _greeting_faults,
}


def _pair_faults(values: Mapping[str, object]) -> Iterator[Fault]:
    """Yield what is wrong with the two colours taken together."""
    pair = [values.get(key) for key in ("accent", "on_accent")]
    if (pair[0] is None) != (pair[1] is None):
        yield Fault("accent" if pair[0] else "on_accent", "„accent“ und „on_accent“ gibt es nur zusammen.")
    accent, on_accent = map(str, pair)
    if COLOUR.fullmatch(accent) and COLOUR.fullmatch(on_accent) and (ratio := contrast(accent, on_accent)) < ENOUGH:
        better = max(("#ffffff", "#000000"), key=lambda ink: contrast(accent, ink))
        yield Fault(
            "on_accent",
            f"Die Schrift {on_accent} auf {accent} ist schlecht zu lesen: Kontrast {_number(ratio)} zu 1, nötig sind "
            f'{_number(ENOUGH)} zu 1. Es ginge: on_accent = "{better}"',
        )


def _number(ratio: float) -> str:
    """Return a ratio with one decimal, never rounded up."""
    return f"{int(ratio * 10) / 10:.1f}".replace(".", ",")


def _list_faults(key: str, items: object, faults: Callable[[str], Iterator[Fault]]) -> Iterator[Fault]:
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
        yield Fault(key, f'„{key}“ muss eine Liste von Texten sein: {key} = ["…", "…"]')
        return
    for item in sorted({item for item in items if items.count(item) > 1}):
        yield Fault(key, f"„{item}“ steht zweimal in „{key}“. Bitte einmal löschen.", item)
    for item in dict.fromkeys(items):
        yield from faults(item)
    if key == "topics" and len(items) > MOST_TOPICS:
        yield Fault(key, f"Das sind {len(items)} Themen, {MOST_TOPICS} höchstens. Bitte die wichtigsten behalten.")


def _topic_faults(topic: str, topics: Collection[str]) -> Iterator[Fault]:
    if topic not in topics:
        near = get_close_matches(topic, topics, 1)
        hint = (
            f"Gemeint ist wohl „{near[0]}“." if near else "Die ids sind die Namen der Dateien in corpus/digest/themen."
        )
        yield Fault("topics", f"Das Thema „{topic}“ gibt es nicht. {hint}", topic)


def _origin_faults(origin: str) -> Iterator[Fault]:
    """Yield why ``origin`` is not what a browser sends as Origin, letter by letter."""
    if repair := _origin_repair(origin):
        yield Fault("origins", f"Die Herkunft „{origin}“ wird nie passen. {repair}", origin)


def _origin_repair(origin: str) -> str:
    """Return what to write instead of ``origin``, "" where nothing has to change."""
    if "*" in origin:
        return "Ein Sternchen gibt es nicht: Bitte jeden Rechnernamen einzeln nennen."
    found = _ORIGIN.match(origin)
    if not found:
        return "Bitte so schreiben, wie sie vorn in der Adresszeile steht: „https://www.mein-verein.de“."
    if found.end() != len(origin):
        return f"Bitte nur bis zum Namen des Rechners schreiben: „{found[0]}“."
    host, scheme, port = found["host"], found["scheme"], found["port"]
    if scheme == "http" and host.lower() not in LOOPBACK:
        return f"Bitte mit https: „https://{host}“. Nur auf dem eigenen Rechner (localhost) geht http."
    if port and (port == _PORTS[scheme] or port.startswith("0") or int(port) > 65535):
        return f"Bitte ohne diesen Port: „{scheme}://{host}“."
    return _host_repair(origin, host)


def _host_repair(origin: str, host: str) -> str:
    try:
        plain = host.lower() if host.isascii() else host.encode("idna").decode("ascii")
        urlsplit(origin)
    except ValueError:
        return "Das ist kein Name eines Rechners."
    if plain != host:
        return f"Browser senden „{origin.replace(host, plain)}“. Bitte so schreiben."
    labels = [] if host in LOOPBACK else host.split(".")
    known = all(re.fullmatch(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?", label) for label in labels)
    return "" if known and len(labels) != 1 else "Das ist kein Name eines Rechners."
