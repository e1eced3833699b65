"""What a German sentence must not lose when it is reworded: its numbers, its negations, its "soll" and "kann"."""

import re

from corpus.pinpoint.numerals import number_words
from corpus.pinpoint.tokens import fold

# The number of a norm is an address, no quantity; a list of them ends before a quantity ("§ 57 und 36 Monate").
_PLACE = r"\d+[a-z]{0,2}\b"
_ADDRESS = re.compile(
    rf"(?:§§?|\b(?:Paragraf(?:en)?|Abs\.|Absatz(?:es)?|Absätzen?|Satz(?:es)?|Sätzen?|Nr\.|Nummern?|Kapitels?|Gesetz-Buch))\s*{_PLACE}"
    rf"(?:\s*(?:,|und|oder|bis)\s+{_PLACE}(?!\s+(?:[A-ZÄÖÜ][a-zäöü]|zu\s)))*"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_ONE = re.compile(
    r"\bein(?:e|em|en|er|es|s)?\s+(?:weitere[mnrs]?\s+)?(?:Jahr|Monat|Woche|Tag|Stunde|Mitglied)(?:e?s)?\b", re.I
)
_HALF = re.compile(r"\b(?:Hälfte|halbe[mnrs]?)\b", re.I)
_NEGATED = re.compile(r"\b(?:nicht|nichts|kein(?:e|em|en|er|es)?|nie|niemals|niemand(?:em|en)?|ohne|weder)\b", re.I)
_OUGHT = re.compile(r"\b(?:soll|sollen)\b", re.I)
_MAY = re.compile(r"\b(?:kann|können|darf|dürfen)\b", re.I)


def numbers(text: str) -> frozenset[str]:
    """Return the quantities in ``text`` as digits: "drei Monate", "3", "ein Jahr" → "1", "Hälfte" → "1/2".

    The numbers of norms ("§ 57 Abs. 2", "Paragraf 62") are left out: they are addresses.
    """
    told = _ADDRESS.sub(" ", text)
    words = number_words()
    found = set(_DIGITS.findall(told))
    found |= {str(words[key]) for word in _WORD.findall(told) if (key := fold(word)) in words}
    return frozenset(found | ({"1"} if _ONE.search(told) else set()) | ({"1/2"} if _HALF.search(told) else set()))


def negated(text: str) -> bool:
    """Tell whether ``text`` says "nicht", "kein", "nie", "niemand", "ohne" or "weder"."""
    return bool(_NEGATED.search(text))


def ought(text: str) -> bool:
    """Tell whether ``text`` says "soll": in law a duty with exceptions, so it must not become "muss" or "wird"."""
    return bool(_OUGHT.search(text))


def may(text: str) -> bool:
    """Tell whether ``text`` leaves something open with "kann" or "darf"."""
    return bool(_MAY.search(text))
