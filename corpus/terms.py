"""German text → the terms of the lexical index.

Stemming is Snowball's German stemmer (PyStemmer), which also folds umlauts and "ae/oe/ue". A compound written
with hyphens or middle dots is indexed whole and in parts.
"""

import re
import unicodedata
from collections.abc import Iterator

import Stemmer  # type: ignore[import-not-found]

RULES = "de-2"
"""Version of `terms` and `pieces`; an index built under other rules must be rebuilt."""

_STEM = Stemmer.Stemmer("german").stemWord
_GENDER = re.compile(r"(?<=[^\W\d_])(?:[*:_]|/-?)innen\b|(?<=[^\W\d_]{3})(?:[*:_]|/-?)in\b|(?<=[a-zäöüß])Innen\b")
_TOKEN = re.compile(
    r"(?P<section>§+\s*\d+[a-z]?\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*[a-z]?(?![^\W\d_]))"
    r"|(?P<word>[^\W_]+(?:[-·][^\W_]+)*)"
)
_PIECE = 4
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_STOP_WORDS = """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da dabei damit dann das dass dem
    den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer
    eines er es etwa für gegen hab habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in
    ins ist ja jede jedem jeden jeder jedes jetzt kann können könnte man mein meine meinem meinen meiner meines mich mir
    mit muss müssen nach nicht noch nun nur ob oder sein seine seinem seinen seiner seines sich sie sind so sobald
    soll sollen sollte sowie soweit über um und uns unser unsere unserem unseren unter vom von vor war waren was weil
    welche welchem welchen welcher welches wenn werden wer wie wir wird wo worden wurde wurden während zu zum zur
"""
_STOP = frozenset(_STOP_WORDS.split())


def bare(question: str) -> str:
    """Return a question as it is compared word for word: without case, extra spaces and the sign at its end."""
    return " ".join(question.casefold().split()).rstrip("?!. ")


def terms(text: str) -> list[str]:
    """Return the index terms of a German text in order, with repeats; stop words are left out.

    Numbers keep their letter ("61a") and lose thousands dots ("3.000" → "3000"); "§ 61a" gives "§61a" and "61a".
    "Werkstatt-Rat" and "Werkstatt·rat" give the term of "Werkstattrat" and those of their parts.
    """
    return [term for match in _tokens(text) for term in _terms_of(match)]


def pieces(text: str) -> list[str]:
    """Return the four-letter pieces of the words of a text, marked by "#": " werk", "werk", "erks" … of "Werkstatt".

    By them compounds, inflections and misspelt words meet without a dictionary (McNamee and Mayfield 2004). Umlauts are
    folded as the stemmer does, and hyphens and middle dots inside a word are not there.
    """
    words = (match["word"] for match in _tokens(text) if match["word"])
    return [piece for word in words if word not in _STOP for piece in _cut(re.sub("[-·]", "", word))]


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text in one spelling: lower case, one kind of hyphen, no soft ones, no endings "*innen"."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u2010", "-").replace("•", "·")
    yield from _TOKEN.finditer(_GENDER.sub("", plain).casefold())


def _cut(word: str) -> Iterator[str]:
    folded = re.sub("(?<![aeäq])ue", "u", word.replace("ae", "a").replace("oe", "o")).translate(_FOLDED)
    spaced = f" {folded} "
    yield from (f"#{spaced[at : at + _PIECE]}" for at in range(max(1, len(spaced) - _PIECE + 1)))


def _terms_of(match: re.Match[str]) -> Iterator[str]:
    """Yield the terms of one token."""
    token = match.group()
    if match.lastgroup == "section":
        number = token.lstrip("§").strip()
        yield from (f"§{number}", number)
    elif match.lastgroup == "number":
        yield re.sub(r"\.(?=\d{3}(?!\d))", "", token)
    else:
        parts = re.split("[-·]", token)
        spellings = parts if len(parts) == 1 else ["".join(parts), *parts]
        yield from (_STEM(word) for word in spellings if word not in _STOP)
