"""A question as a row of tokens, and the readers of the small values that stand in a norm's address.

Each reader takes the tokens and a position and returns what it read and the position behind it; where
there is nothing of its kind it returns an empty string and the position unchanged.
"""

import re
import unicodedata
from typing import NamedTuple, TypeAlias

from corpus.pinpoint.numerals import number_words, romans

Read: TypeAlias = tuple[str, int]

_TOKEN = re.compile(r"( ?)(§+|[^\W\d_]+|[0-9]+|\S)")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
LONGEST_NUMBER = 4
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """Return ``text`` in small letters with umlauts written out, so that "Sätze" and "SAETZE" are one."""
    return text.casefold().translate(_UMLAUTS)


def word_set(words: str) -> frozenset[str]:
    """Return the words that ``words`` lists, parted by spaces."""
    return frozenset(words.split())


_COUNTED = word_set(
    "% € prozent prozentpunkte euro cent jahr jahre jahren monat monate monaten woche wochen tag tage tagen stunde "
    "stunden minuten uhr mal fach menschen personen leute leuten beschaeftigte beschaeftigten arbeitgeber kollegen "
    "plaetze mio millionen tausend grad kilometer km"
)
_ORDERED = word_set(
    "januar februar maerz april mai juni juli august september oktober november dezember "
    "kapitel teil abschnitt buch titel geburtstag jahrhundert"
)


class Token(NamedTuple):
    """One word, number or sign. ``key`` is folded; ``glued``: no space stands before it."""

    text: str
    key: str
    glued: bool

    @property
    def is_number(self) -> bool:
        """Tell whether this is a number of at most four digits."""
        return self.text[:1] in set("0123456789") and len(self.text) <= LONGEST_NUMBER

    @property
    def is_letter(self) -> bool:
        """Tell whether this is one Latin letter."""
        return len(self.text) == 1 and "a" <= self.key <= "z"


Tokens: TypeAlias = tuple[Token, ...]
_END = Token("", "", False)
_PADDING = 4


def tokens_of(text: str) -> Tokens:
    """Return the tokens of ``text`` and a few empty ones behind them, so that readers may look ahead.

    Compatibility forms are unified (NFKC): thin and hard spaces are spaces, Ⅱ is II; soft hyphens go.
    """
    plain = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)).split())
    row = [Token(word, fold(word), not space) for space, word in _TOKEN.findall(plain)]
    return (*row, *(_END,) * _PADDING)


def read_number(tokens: Tokens, i: int) -> Read:
    """Read "61", "61a", "61A" or a number word; "61 a" is for ``read_section``, "61I" is 61 and Roman I."""
    token, after = tokens[i], tokens[i + 1]
    if not token.is_number:
        spoken = number_words().get(token.key, 0)
        return (str(spoken), i + 1) if spoken else ("", i)
    number = token.text.lstrip("0") or "0"
    if after.glued and after.is_letter and after.text not in romans() and not _opens_sentence(tokens, i + 1):
        return number + after.key, i + 2
    return number, i + 1


def read_section(tokens: Tokens, i: int) -> Read:
    """Read the number of a section, also with its letter set apart ("61 a", but not "61 f.", "61 u. a.")."""
    number, end = read_number(tokens, i)
    apart, after = tokens[end], tokens[end + 1]
    if not number or number[-1].isalpha() or not apart.is_letter or after.text in (".", ")"):
        return number, end
    if apart.key in "fivx" or _opens_sentence(tokens, end):
        return number, end
    return number + apart.key, end + 1


def _opens_sentence(tokens: Tokens, i: int) -> bool:
    return tokens[i].key == "s" and (tokens[i + 1].is_number or tokens[i + 1].text == ".")


def read_roman(tokens: Tokens, i: int) -> Read:
    """Read a Roman numeral as its value in digits ("II" → "2"); small "i", "v", "x" only before more."""
    token, after = tokens[i], tokens[i + 1]
    if token.text in romans():
        return str(romans()[token.text]), i + 1
    small = token.text == token.key and token.key.upper() in romans() and after.text not in (".", ")")
    if small and (len(token.key) > 1 or after.is_number or after.text[:1].isalpha()):
        return str(romans()[token.key.upper()]), i + 1
    return "", i


def counts_something(tokens: Tokens, end: int) -> bool:
    """Tell whether the number that ends before ``end`` counts, dates or measures ("61 Jahre", "3.5", "2025")."""
    number, token, after = tokens[end - 1], tokens[end], tokens[end + 1]
    if token.key in _COUNTED or _YEAR.fullmatch(number.text):
        return True
    if token.text in (".", ",", ":") and token.glued:
        return (after.glued and after.is_number) or (token.text == "." and after.key in _ORDERED)
    return False


def is_noun(token: Token) -> bool:
    """Tell whether a token begins like a German noun: one capital, then small letters."""
    return len(token.text) > 1 and token.text[0].isupper() and token.text[1].islower()
