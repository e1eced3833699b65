"""Repairing what a PDF extractor does to German text: characters, split umlauts, hyphenated line ends."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "•",
    "\uf0fc": "✓",
    "\uf0e0": "→",
    "\uf0de": "→",
    "\uf02d": "–",
    "\uf0a8": "▪",
}
"""Glyphs of the fonts Symbol and Wingdings, which office programs put into the private-use area."""
SUSPECT: Mapping[str, re.Pattern[str]] = {
    "unsichtbare Unicode-Tags": re.compile("[\U000e0000-\U000e007f]"),
    "Zeichen, die die Schreibrichtung umkehren": re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
    "Zeichen ohne Breite": re.compile("[\u180e\u200b-\u200d\u2060-\u2064\ufeff]"),
    "Zeichen ohne allgemeine Bedeutung": re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]"),
}
"""What is taken out of a text and reported, by its German name."""
_PLAIN = str.maketrans(
    {
        **LIGATURES,
        **SYMBOLS,
        "\xa0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\t": " ",
    }
    | {"\u2010": "-", "\u2011": "-", "\u2028": "\n", "\u2029": "\n", "\r": "", "\uf020": " "}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_DIAERESIS = re.compile(r"\xa8([AOUaou])")
_SPLIT_UMLAUT = re.compile(r"\b([^\W\d_]+) ([äöü][^\W\d_]*)")
_OWN_WORD = re.compile(
    r"(?:über|üb(?:en|t|te|lich|rig|er)|ähn|äu[ßs]e?r|öffn|öffent|ökon|ökol|örtl|ärztl|älter|ältes|ält\b|änder|ämter|äqui|ölig|öster|öfter"
    r"|ängst|ärger|ätz|äther|äst|äh|öd)"
)
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
_LAST_PART = re.compile(r"([^\W_][\w/.-]*?)-$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_][\w-]*[^\W_]|[^\W_]")
SHARED_HEAD = frozenset("und oder bzw sowie u noch als bis wie statt beziehungsweise und/oder oder/und".split())
"""After "Berufs-" these words say that the hyphen stands for a part that follows later."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines joined to one text; ``starts[i]`` is where line i begins in it."""

    text: str
    starts: tuple[int, ...]


def plain(text: str) -> str:
    """Return ``text`` with ligatures, symbol fonts, special spaces and decomposed letters in their usual form."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", _DIAERESIS.sub("\\1\u0308", text.translate(_PLAIN))))
    for pattern in SUSPECT.values():
        text = pattern.sub("", text)
    return text


def suspects(text: str) -> Counter[str]:
    """Return how often ``text`` holds each kind of character that ``plain`` takes out, by its German name."""
    text = text.translate(_PLAIN)
    return Counter({name: count for name, pattern in SUSPECT.items() if (count := len(pattern.findall(text)))})


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """Return the words of ``lines`` that stand whole: neither before nor after a hyphenated line end."""
    words: Counter[str] = Counter()
    cut = False
    for line in lines:
        found = _WORD.findall(
            line.rstrip("-\xad \n") if not line.rstrip().endswith(("-", "\xad")) else line.rstrip("\xad ")
        )
        ends = line.rstrip().endswith(("-", "\xad"))
        words.update(found[1 if cut else 0 : -1 if ends else None])
        cut = ends
    return words


def join(lines: Sequence[str], words: Mapping[str, int]) -> Joined:
    """Return lines as one text; a hyphen at a line end stays only where the word has one."""
    text, starts = "", []
    for line in (line.strip() for line in lines):
        text = (_before(text, line, words) if line else text) if text else ""
        starts.append(len(text))
        text += line
    return Joined(text.replace("\xad", ""), tuple(start - text[:start].count("\xad") for start in starts))


def _before(text: str, after: str, words: Mapping[str, int]) -> str:
    """Return ``text`` as it has to read so that ``after`` can follow it."""
    if text.endswith("\xad"):
        return text[:-1]
    if text.endswith("/") and not text.endswith(" /"):
        return text
    part = _LAST_PART.search(text)
    if not part:
        return text + " "
    following = re.split(r"[\s.,;:]", after, maxsplit=1)[0]
    if following in SHARED_HEAD:
        return text + " "
    return text if keeps_hyphen(part[1], following, words) else text[:-1]


def keeps_hyphen(left: str, right: str, words: Mapping[str, int]) -> bool:
    """Tell whether the hyphen between ``left`` and ``right`` belongs to the word and not to the line end."""
    letters = _FIRST_PART.match(right)
    if not letters or not right[0].islower():
        return not (left.isupper() and len(left) > 3 and right.isupper())
    last = left.rsplit("-", 1)[-1]
    joined, hyphenated = last + letters[0], f"{left}-{letters[0]}"
    if words.get(joined, 0) or words.get(left + letters[0], 0):
        return False
    acronym = len(last) < 2 or last.isupper() or last[-1].isdigit()
    return bool(words.get(hyphenated, 0)) or acronym


def repaired(text: str, words: Mapping[str, int]) -> str:
    """Return ``text`` with umlauts that a gap parts from their word put back, and with spaced letters closed."""
    text = _SPACED.sub(lambda match: match[0].replace(" ", ""), text)
    text = _SPLIT_UMLAUT.sub(lambda match: _umlaut(match, words), text)
    return re.sub(r" {2,}", " ", text)


def _umlaut(match: re.Match[str], words: Mapping[str, int]) -> str:
    left, right = match[1], match[2]
    if words.get(left + right, 0) or (len(left) == 1 and left.isalpha()):
        return left + right
    own = _OWN_WORD.match(right) or words.get(right, 0) > 1
    return match[0] if own else left + right
