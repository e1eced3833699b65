"""What a German sentence must not lose when it is reworded: its numbers, its negations, its "soll" and "kann"."""

import re

from corpus.pinpoint.numerals import number_words
from corpus.pinpoint.tokens import fold

# The number of a norm is an address, no quantity; a list of them ends before a quantity ("§ 57 und 36 Monate").
_PLACE = r"\d+[a-z]{0,2}\b"
_UNIT = (
    r"Paragraf(?:en)?|Abs\.|Absatz(?:es)?|Absätzen?|Satz(?:es)?|Sätzen?|Nr\.|Nummern?"
    r"|Kapitel[ns]?|Buch(?:es)?|Teile?[ns]?|(?:Unter)?[Aa]bschnitt(?:e?s|en?)?|SGB"
)
_ADDRESS = re.compile(
    rf"(?:§§?|\b(?:{_UNIT}))\s*{_PLACE}(?:\s*(?:,|und|oder|bis)\s+{_PLACE}(?!\s+(?:[A-ZÄÖÜ][a-zäöü]|zu\s)))*"
)
# "im Dritten und Vierten Kapitel", "des Neunten Buches Sozialgesetzbuch", "im Buch Neun", "SGB XII"
_NTH = r"\w+t(?:e[nrsm]?)?"
_BOOK = re.compile(
    rf"\b{_NTH}(?:(?:, | und | oder | bis ){_NTH})*\s+"
    r"(?:(?:Sozial-?)?(?:[Gg]esetz-?)?[Bb]uch|Kapitel|Teil|(?:Unter)?[Aa]bschnitt)(?:e?s)?\b"
    r"|\b(?:SGB|Buch)\s+(?:[IVX]+|[A-ZÄÖÜ][a-zäöü]+)\b"
)
_FRACTIONS = {"drittel": "1/3", "viertel": "1/4", "fuenftel": "1/5", "achtel": "1/8", "zehntel": "1/10"}
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?![.\d])")
_COMPOUND = re.compile(r"(.+?)(?:jaehrig|monatig|woechig|taegig|stuendig)\w{0,2}")
_ORDINAL = re.compile(r"(.+?)(?:te|ste)[nrsm]?")
_FROM_FOURTH = 4  # "der erste", "ein Dritter" seldom counts
_WORD = re.compile(r"[^\W\d_]+")
_ONE = re.compile(
    r"\bein(?:e|em|en|er|es|s)?\s+(?:weitere[mnrs]?\s+)?(?:Jahr|Monat|Woche|Tag|Stunde|Mitglied)(?:e?s)?\b", re.I
)
_HALF = re.compile(r"\b(?:Hälfte|halbe[mnrs]?)\b", re.I)
_NEGATED = re.compile(r"\b(?:nicht|nichts|kein(?:e|em|en|er|es)?|nie|niemals|niemand(?:em|en)?|ohne|weder)\b", re.I)
_OUGHT = re.compile(r"\b(?:soll|sollen)\b", re.I)
_MUST = re.compile(
    r"\b(?:muss|müssen|muß|verpflichtet|Pflicht|pflichtig)\b"
    r"|\b(?:ha(?:t|ben)|ist|sind)\b[^.;:]{0,160}?\bzu \w+n\b|\w{2,}zu\w{3,}n\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:wenn|falls|sofern|soweit|solange|nur|außer|ausgenommen|ausnahmsweise|Ausnahme\w*|Voraussetzung\w*|Bedingung\w*"
    r"|sobald|höchstens|mindestens|wenigstens|längstens|bis zu|frühestens|spätestens)\b",
    re.I,
)
_MAY = re.compile(r"\b(?:kann|können|darf|dürfen)\b", re.I)


def numbers(text: str) -> frozenset[str]:
    """Return the quantities in ``text`` as digits: "drei Monate", "3", "ein Jahr" → "1", "Hälfte" → "1/2".

    "Achtel" counts as "1/8". "1.500", "1 500" and "1500" are one number; "zweijährig" has a 2 in it, "am vierten Tag"
    a 4. The numbers of norms ("§ 57 Abs. 2", "Paragraf 62") are left out: they are addresses.
    """
    told = _THOUSANDS.sub(lambda found: re.sub(r"\D", "", found[0]), _ADDRESS.sub(" ", _BOOK.sub(" § ", text)))
    found = set(_DIGITS.findall(told))
    words = [fold(word) for word in _WORD.findall(told)]
    found |= {str(value) for word in words if (value := _spoken(word))}
    found |= {_FRACTIONS[part] for word in words if (part := word.rstrip("ns")) in _FRACTIONS}
    return frozenset(found | ({"1"} if _ONE.search(told) else set()) | ({"1/2"} if _HALF.search(told) else set()))


def _spoken(word: str) -> int:
    """Return the number that a folded word says, 0 where it says none."""
    words = number_words()
    if word in words:
        return words[word]
    if (compound := _COMPOUND.fullmatch(word)) and compound[1] in words:
        return words[compound[1]]
    ordinal = _ORDINAL.fullmatch(word)
    value = words.get(ordinal[1], 0) if ordinal else 0
    return value if value >= _FROM_FOURTH else 0


def negated(text: str) -> bool:
    """Tell whether ``text`` says "nicht", "kein", "nie", "niemand", "ohne" or "weder"."""
    return bool(_NEGATED.search(text))


def ought(text: str) -> bool:
    """Tell whether ``text`` says "soll": in law a duty with exceptions, so it must not become "muss" or "wird"."""
    return bool(_OUGHT.search(text))


def must(text: str) -> bool:
    """Tell whether ``text`` states a duty in words: "muss", "ist verpflichtet", "hat … zu leisten"."""
    return bool(_MUST.search(text))


def conditional(text: str) -> bool:
    """Tell whether ``text`` has a word that limits what it says: "wenn", "nur", "außer", "höchstens"."""
    return bool(_CONDITION.search(text))


def may(text: str) -> bool:
    """Tell whether ``text`` leaves something open with "kann" or "darf"."""
    return bool(_MAY.search(text))
