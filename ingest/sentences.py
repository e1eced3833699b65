"""Sentences of legal German and of German prose, as offsets.

The base is the Punkt algorithm (Kiss and Strunk 2006, https://doi.org/10.1162/coli.2006.32.4.485) of nltk,
given our own abbreviations instead of a downloaded model. What it lacks for German law is added here as
vetoes (dates, ordinals, list markers) and as extra borders (an abbreviation that ends a sentence).
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Protocol

ABBREVIATIONS = frozenset(
    # law
    "abb abl abs abschn absch abzgl amtl änd anl anm art aufl banz begr bek bes bd bgbl bl br-drs bt-drs buchst "
    "bundesgesetzbl bzgl doppelbuchst drs drucks einschl entspr erl ff fn gem ges ggf grds hs i.d.f i.d.r i.s.d "
    "i.s.v i.v.m idf insb kap lit m.w.n nr nrn nov o.g p.a rdnr rn rspr rz s.o s.u sog teilbd tz u.a u.ä u.u urt wg "
    "v.a v.h vgl vorbem z.b z.t zit ziff zi zzgl "
    # prose
    "bspw bzw ca co dgl dr dipl d.h ebd ebda ed eds ehem et al etc evtl fig franz geb hg hrsg ing inkl jan feb "
    "febr aug sept okt nov dez jg jh jhd jr max min mind mio mrd mtl näml o.j o.o o.ä phil priv prof psych pp rer "
    "resp st std str tab tel u.v.m übers überarb usf usw vol vs z.zt zs ztschr "
    # single letters are initials, or the parts of "i. V. m.", "z. B.", "o. J."
    "a b c d e f g h i j k l m n o p q r s t u v w x y z ä ö ü".split()
)
MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
STARTERS = frozenset(
    "Absatz Als Am An Auch Auf Aus Bei Bis Da Dabei Dadurch Dafür Dagegen Daher Damit Danach Daneben Dann "
    "Daran Darauf Daraus Darin Darüber Das Dazu Dem Den Denn Der Deren Des Deshalb Dessen Die Dies Diese "
    "Diesem Diesen Dieser Dieses Durch Ein Eine Einem Einen Einer Eines Entsprechend Er Es Ferner Für Gegen "
    "Gleiches Hat Haben Hier Hierbei Hierfür Hierzu Ihr Ihre Im In Insbesondere Insoweit Ist Je Jede Jeder "
    "Jedoch Kann Kein Keine Können Liegt Man Mit Nach Näheres Neben Nicht Nur Ob Ohne Satz Seine Sie Sind So "
    "Sofern Soll Sollen Soweit Über Um Und Unter Vom Von Vor Während Was Weil Weiter Weitere Welche Wenn Wer "
    "Werden Wie Wird Wir Wo Zu Zum Zur Zwar Zwischen".split()
)

_MARKER = re.compile(r"\W*(?:\d+[a-z]?(?:\.\d+)*\.?|[a-z]{1,2}|[IVX]+\.)\W*")
_DAY = re.compile(r"(?<![\d.,§])(?:[1-9]|[12]\d|3[01])\.$")
_DATE = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.$")
_ITEM = re.compile(r"(?:^|\n|[,;:]\s+)\d{1,2}(?:\.\d+)*[a-z]?\.$")
_MONTH = re.compile(rf"(?:{MONTHS})\b")
_COUNTED = re.compile(
    r"(?:Lebens|Kalender|Schwangerschafts|Ausbildungs|Schul|Jahr|Monats?\b|Monate|Tage?s?\b|Woche|Legislatur|Wahlperiode|Auflage)"
)
_ORDINAL = re.compile(
    r"\b(?:[Dd](?:er|ie|as|en|em|es)|[Aa]m|[Aa]b|[Ii]m|[Ii]ns?|[Zz]u[mr]|[Vv]om|[Bb]is|[Bb]eim|[Jj]ede[nmrs]?|[Ss]eit"
    r"|[Ee]ine[nmrs]?|[Ii]hre[nmrs]?|[Ss]eine[nmrs]?|[Uu]nd|[Oo]der)\s\d{1,3}\.$"
)
_REFERENCE = re.compile(
    r"(?:§§?|\b(?:Art|Abs|Nr|S|Artikeln?|Abs[aä]tz(?:en?|es)?|Nummern?|Sätzen?|Satze?s?|Teile?[ns]?|Kapiteln?|Büchern?|Anlagen?))\.?\s"
    r"(?:\d+[a-z]?(?:,|\s(?:und|oder|bis))\s)*\d+\.$"
)
_CLOSED = re.compile(
    r"\b(?:usw|usf|etc|ff|f|u\.\s?a|u\.\s?ä|e\.\s?V|o\.\s?ä|al|Co|Art|Std|Min|Mio|Mrd|Jh"
    r"|(?:Buchstaben?|Buchst\.|Anlage|Tabelle|Stufe) [a-zA-Z])\.(?=\s+(?:(\w+)|[§(„\"]))"
)
_BLANK = re.compile(r"\n\s*\n|\n(?=\s*[•▪●◦–-]\s)")
_MISPRINT = re.compile(r"(?<=[^\s.]\.)\.(?=\s+[A-ZÄÖÜ§])|(?<=[a-zäöüß]{2})\.(?=[A-ZÄÖÜ][a-zäöüß]+ [a-zäöüß])")
_QUOTED = re.compile(r"[\"„“‚»«(\[]([\w.]+)\.$")
_FOLLOWING = re.compile(r"\df{1,2}\.$")
_LAW = re.compile(r"[A-ZÄÖÜ]\w*[A-ZÄÖÜ]")
_CITATION = re.compile(r"(?<=\s)\([^()\d]{2,80}(?:19|20)\d\d[a-z]?(?:[,:][^()]{1,30})?\)(?=\s+[A-ZÄÖÜ„]|\s*$)")
"""Author, year and perhaps a page in brackets, set behind the full stop of the sentence that they belong to."""
_TERMINAL = re.compile(r"[.!?…][\"“”»«’')\]]*$")


def split(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans ``(start, end)`` of the sentences of ``text``; between spans stands whitespace only.

    A semicolon, a colon and a single line break end no sentence; a blank line or a bullet always does.
    """
    borders = {0, len(text)} | _closed(text)
    borders |= {match.end() for pattern in (_BLANK, _MISPRINT, _CITATION) for match in pattern.finditer(text)}
    sentence = 0
    for start, _ in _punkt().span_tokenize(text):
        if start and not _veto(text, sentence, start):
            borders.add(start)
            sentence = start
    ordered = sorted(borders)
    spans = (_trimmed(text, start, end) for start, end in pairwise(ordered))
    return tuple(span for span in spans if span[0] < span[1])


class _Base(Protocol):
    """What is used of the Punkt tokenizer."""

    def span_tokenize(self, text: str) -> Iterator[tuple[int, int]]: ...


@cache
def _punkt() -> _Base:
    # nltk takes a second and 130 MB to import; a command that splits nothing does not pay for it
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # type: ignore[import-untyped]

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    tokenizer: _Base = PunktSentenceTokenizer(parameters)
    return tokenizer


def _closed(text: str) -> set[int]:
    """Return the borders behind an abbreviation or a letter that ends a sentence, as its follower shows."""
    found = (match for match in _CLOSED.finditer(text) if match[1] is None or match[1] in STARTERS)
    return {match.end() for match in found}


def _veto(text: str, start: int, border: int) -> bool:
    """Tell whether ``border`` is none: the sentence from ``start`` goes on behind it."""
    before, after = text[start:border].rstrip(), text[border : border + 24]
    if (
        after[:1].islower()
        or after[:1] in tuple(":;,)")
        or _CITATION.match(text, border)
        or not _TERMINAL.search(before)
        or _MARKER.fullmatch(before)
    ):
        return True
    tail = before[-60:]
    if _FOLLOWING.search(tail) and _LAW.match(after):
        return True
    if (_DAY.search(tail) and _MONTH.match(after)) or (_DATE.search(tail) and after[:4].isdigit()):
        return True
    if (quoted := _QUOTED.search(tail)) and quoted[1].lower() in ABBREVIATIONS:
        return True
    ordinal = _ORDINAL.search(tail) or _ITEM.search(tail) or (tail[-2:-1].isdigit() and _COUNTED.match(after))
    return bool(ordinal and after[:1].isupper() and not _REFERENCE.search(tail))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
