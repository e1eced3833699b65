"""The rules for one entry of the digest, each with what to write instead."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from corpus.facts import may, negated, numbers, ought
from corpus.nouns import Pinpoint
from corpus.pinpoint import NotAPinpoint, parse
from corpus.pinpoint.laws import Laws, squeeze
from corpus.tables import Fault

LEVELS = ("standard", "leichter")
DATES = ("valid_from", "valid_until")
KEYS = ("pinpoint", *LEVELS, *DATES, "former")
_LAW = re.compile(r"(.+?) (?=§|Anlage|Anhang|Art\. )")
_HUNDRED = "100"


def text_at(values: Mapping[str, object], key: str) -> str:
    """Return the text at ``key`` on one line with single spaces; empty where there is none."""
    value = values.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def is_day(value: object) -> bool:
    """Tell whether a TOML value is a date without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)


def place_of(written: str) -> Pinpoint:
    """Parse a pinpoint with the law it names; whether that law is a source is asked where passages are made.

    Raises NotAPinpoint.
    """
    law = found[1] if (found := _LAW.match(written)) else ""
    return parse(written, Laws({squeeze(law): law}, len(squeeze(law))))


def faults_of(values: Mapping[str, object], law: str, section: str) -> Iterator[Fault]:
    """Yield what is wrong with one entry of a file on ``section`` of ``law`` (empty: any)."""
    for key in sorted(set(values) - set(KEYS)):
        yield Fault(key, f"„{key}“ ist unbekannt. Erlaubt sind {', '.join(KEYS)}.")
    for key in ("pinpoint", *LEVELS):
        if not text_at(values, key):
            yield Fault(key, f"„{key}“ fehlt oder ist leer. Bitte einen Text in Anführungszeichen schreiben.")
    if written := text_at(values, "pinpoint"):
        yield from _place_faults(written, law, section)
    yield from _time_faults(values)
    standard, leichter = (text_at(values, key) for key in LEVELS)
    if standard and leichter:
        yield from (Fault("leichter", told) for told in _changed(standard, leichter))


def _place_faults(written: str, law: str, section: str) -> Iterator[Fault]:
    try:
        place = place_of(written)
    except NotAPinpoint as exc:
        yield Fault("pinpoint", str(exc))
        return
    if str(place) != written:
        yield Fault("pinpoint", f"„{written}“ bitte so schreiben: „{place}“.")
    if (law or place.law, section or place.section) != (place.law, place.section):
        there = str(Pinpoint(law or place.law, section or None))
        yield Fault("pinpoint", f"„{written}“ gehört nicht in diese Datei, im Kopf steht {there}. Bitte umziehen.")


def _time_faults(values: Mapping[str, object]) -> Iterator[Fault]:
    for key in DATES:
        if key in values and not is_day(values[key]):
            told = f"„{values[key]}“ ist kein Tag. Bitte ohne Anführungszeichen schreiben: {key} = 2023-06-13."
            yield Fault(key, told)
    former, (begin, end) = values.get("former", False), (values.get(key) for key in DATES)
    if not isinstance(former, bool):
        yield Fault("former", f"„{former}“ bitte durch true oder false ersetzen, ohne Anführungszeichen.")
    elif former and end is None:
        yield Fault("former", "Früheres Recht braucht den letzten Tag, an dem es galt. Bitte valid_until ergänzen.")
    if isinstance(begin, date) and isinstance(end, date) and is_day(begin) and is_day(end) and begin > end:
        yield Fault("valid_until", f"{end} liegt vor valid_from ({begin}). Bitte eines von beiden berichtigen.")


def _changed(standard: str, leichter: str) -> Iterator[str]:
    """Yield what ``leichter`` lost or added; only "75 von 100" may come along to explain a percentage."""
    exact, easy = numbers(standard), numbers(leichter)
    if missing := ", ".join(sorted(exact - easy)):
        yield f"In „leichter“ fehlt die Zahl {missing} aus „standard“. Bitte ergänzen, als Ziffer oder als Wort."
    if added := ", ".join(sorted(easy - exact - ({_HUNDRED} if "Prozent" in standard else set()))):
        yield f"„leichter“ nennt die Zahl {added}, „standard“ nicht. Bitte eines von beiden berichtigen."
    if negated(standard) and not negated(leichter):
        yield "„standard“ verneint etwas, „leichter“ nicht. Bitte „nicht“ oder „kein“ auch dort schreiben."
    if ought(standard) != ought(leichter):
        yield "„soll“ steht nur auf einer der beiden Stufen. Bitte auf beiden schreiben: „soll“ ist nicht „muss“."
    if may(standard) and not may(leichter):
        yield "„standard“ sagt „kann“ oder „darf“, „leichter“ nicht. Bitte auch dort schreiben."
