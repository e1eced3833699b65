"""The lexical side of search: German text → terms, and a BM25 index over them.

BM25 is `bm25s <https://github.com/xhluca/bm25s>`_, stemming is Snowball's German stemmer (PyStemmer), which
also folds umlauts and "ae/oe/ue". A compound written with hyphens or middle dots is indexed whole and in parts.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import bm25s  # type: ignore[import-untyped]
import Stemmer  # type: ignore[import-not-found]

RULES = "de-1"
"""Version of `terms`; an index built under other rules must be rebuilt."""

_STEM = Stemmer.Stemmer("german").stemWord
_GENDER = re.compile(r"(?<=[^\W\d_])(?:[*:_]|/-?)innen\b|(?<=[^\W\d_]{3})(?:[*:_]|/-?)in\b|(?<=[a-zäöüß])Innen\b")
_TOKEN = re.compile(
    r"(?P<section>§+\s*\d+[a-z]?\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*[a-z]?(?![^\W\d_]))"
    r"|(?P<word>[^\W_]+(?:[-·][^\W_]+)*)"
)
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


def terms(text: str) -> list[str]:
    """Return the index terms of a German text in order, with repeats; stop words are left out.

    Numbers keep their letter ("61a") and lose thousands dots ("3.000" → "3000"); "§ 61a" gives "§61a" and "61a".
    "Werkstatt-Rat" and "Werkstatt·rat" give the term of "Werkstattrat" and those of their parts.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u2010", "-").replace("•", "·")
    lowered = _GENDER.sub("", plain).casefold()
    return [term for match in _TOKEN.finditer(lowered) for term in _terms_of(match)]


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


class WordIndex:
    """A BM25 index over a sequence of texts; a text is known by its position in that sequence."""

    def __init__(self, scorer: bm25s.BM25) -> None:
        self._scorer = scorer

    @classmethod
    def build(cls, texts: Sequence[str]) -> "WordIndex":
        """Index the texts. Raises ValueError when there is no text, or no term in any of them."""
        tokens = [terms(text) for text in texts]
        if not any(tokens):
            raise ValueError(f"No terms to index in {len(texts)} texts; pass the texts of at least one passage.")
        scorer = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        scorer.index(tokens, show_progress=False)
        return cls(scorer)

    @classmethod
    def load(cls, folder: Path) -> "WordIndex":
        """Read an index that `save` wrote. Raises FileNotFoundError when the folder holds none."""
        return cls(bm25s.BM25.load(folder, mmap=False, allow_pickle=False, show_progress=False))

    def save(self, folder: Path) -> None:
        """Write the index into the folder, which is made if missing. NumPy arrays and JSON only, no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        self._scorer.save(folder, allow_pickle=False, show_progress=False)

    def best(self, question: str, k: int) -> list[tuple[int, float]]:
        """Return up to k (position, BM25 score > 0), best first; ties by position."""
        known = [term for term in terms(question) if term in self._scorer.vocab_dict]
        if not known or k < 1:
            return []
        scores = self._scorer.get_scores(known)
        order = (-scores).argsort(kind="stable")[:k]
        return [(int(position), float(scores[position])) for position in order if scores[position] > 0]
