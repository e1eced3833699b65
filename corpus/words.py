"""The lexical side of search: a BM25 index over German terms and their pieces that also understands lay words.

BM25 is `bm25s <https://github.com/xhluca/bm25s>`_ (Lucene's formula).
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import bm25s  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from corpus.lay_words import LayWords, read_lay_words
from corpus.terms import pieces, terms

_LAY_WEIGHT = 0.5
"""What a term of law counts that only a lay word of the question stands for; measured, half of a word asked."""

Cut: TypeAlias = Callable[[str], list[str]]


def terms_and_pieces(text: str) -> list[str]:
    """Return the terms of a text and the four-letter pieces of its words, both with repeats."""
    return [*terms(text), *pieces(text)]


@lru_cache(maxsize=50_000)
def _terms_of(text: str) -> frozenset[str]:
    """Return the terms of a text of the index, which comes again with every question."""
    return frozenset(terms(text))


class WordIndex:
    """A BM25 index over a sequence of texts; a text is known by its position in that sequence."""

    def __init__(self, scorer: bm25s.BM25, lay: LayWords, cut: Cut) -> None:
        self._scorer = scorer
        self._lay = lay
        self._cut = cut

    @classmethod
    def build(cls, texts: Sequence[str], cut: Cut = terms_and_pieces, lay: LayWords | None = None) -> "WordIndex":
        """Index the texts by what ``cut`` makes of them; ``lay`` is the list of lay words, ours for None.

        Raises ValueError when there is no text, or no term in any of them.
        """
        tokens = [cut(text) for text in texts]
        if not any(tokens):
            raise ValueError(f"No terms to index in {len(texts)} texts; pass the texts of at least one passage.")
        scorer = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        scorer.index(tokens, show_progress=False)
        return cls(scorer, read_lay_words() if lay is None else lay, cut)

    @classmethod
    def load(cls, folder: Path) -> "WordIndex":
        """Read an index that `save` wrote. Raises FileNotFoundError when the folder holds none."""
        return cls(
            bm25s.BM25.load(folder, mmap=False, allow_pickle=False, show_progress=False),
            read_lay_words(),
            terms_and_pieces,
        )

    def save(self, folder: Path) -> None:
        """Write the index into the folder, which is made if missing. NumPy arrays and JSON only, no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        self._scorer.save(folder, allow_pickle=False, show_progress=False)

    def shared(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return for each text the share of the question's terms that it has, in [0, 1]; rare terms weigh more.

        A term of law that only a lay word of the question stands for counts half. A term that no indexed text has is
        the rarest of all, so a question about something else shares little, whatever small words it shares.
        """
        asked = set(terms(question))
        legal = self._lay.legal_terms(terms(question))
        worth = {term: self._rarity(term) for term in asked} | {t: _LAY_WEIGHT * self._rarity(t) for t in legal}
        total = sum(worth[term] for term in asked) or 1.0
        had = [sum(worth[term] for term in worth.keys() & _terms_of(text)) for text in texts]
        shares: NDArray[np.float32] = np.minimum(np.asarray(had, np.float32) / np.float32(total), np.float32(1))
        return shares

    def shares(self, question: str) -> NDArray[np.float32]:
        """Return for each indexed text how much of the question's worth its score is, in [0, 1].

        A term scores at most its rarity, so 1 is a text full of every term and piece that was asked. One that no text
        has counts as the rarest of all. Where the question says "Chef", texts that say "Arbeitgeber" score too, but
        less.
        """
        asked = self._cut(question)
        scores = self._scores(asked) + _LAY_WEIGHT * self._scores(self._lay.legal_terms(terms(question)))
        total = sum(self._rarity(term) for term in set(asked)) or 1.0
        shares: NDArray[np.float32] = np.minimum(scores / np.float32(total), np.float32(1))
        return shares

    def information(self, question: str) -> float:
        """Return how much the terms of a question tell together: 1 for each that no text has, less for commoner."""
        return sum(self._rarity(term) for term in set(terms(question))) / self._rarest

    def missing(self, question: str, row: int) -> float:
        """Return how rare the rarest term of the question is that the text at ``row`` lacks, in [0, 1].

        0 where it lacks none, 1 where no text has it.
        """
        lacking = (self._rarity(term) for term in set(terms(question)) if not self._holds(row, term))
        return max(lacking, default=0.0) / self._rarest

    @property
    def _rarest(self) -> float:
        return math.log((int(self._scorer.scores["num_docs"]) + 1) / 0.5)

    def _holds(self, row: int, term: str) -> bool:
        column = self._scorer.vocab_dict.get(term)
        if column is None:
            return False
        start, end = self._scorer.scores["indptr"][column : column + 2]
        return bool((self._scorer.scores["indices"][start:end] == row).any())

    def _rarity(self, term: str) -> float:
        """Return ln((N + 1) / (n + 1/2)) for N texts of which n have the term (inverse document frequency)."""
        columns = self._scorer.scores["indptr"]
        column = self._scorer.vocab_dict.get(term)
        holders = 0 if column is None else int(columns[column + 1] - columns[column])
        return math.log((int(self._scorer.scores["num_docs"]) + 1) / (holders + 0.5))

    def _scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return the score of every text for these terms; zeros where none is known."""
        known = [word for word in words if word in self._scorer.vocab_dict]
        count = int(self._scorer.scores["num_docs"])
        return np.asarray(self._scorer.get_scores(known), np.float32) if known else np.zeros(count, np.float32)
