"""The lexical side of search: a BM25 index over German terms that also understands lay words.

BM25 is `bm25s <https://github.com/xhluca/bm25s>`_ (Lucene's formula).
"""

import math
from collections.abc import Sequence
from pathlib import Path

import bm25s  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from corpus.lay_words import LayWords, read_lay_words
from corpus.terms import terms

_LAY_WEIGHT = 0.5
"""What a term of law counts that only a lay word of the question stands for; measured, half of a word asked."""


class WordIndex:
    """A BM25 index over a sequence of texts; a text is known by its position in that sequence."""

    def __init__(self, scorer: bm25s.BM25, lay: LayWords) -> None:
        self._scorer = scorer
        self._lay = lay

    @classmethod
    def build(cls, texts: Sequence[str]) -> "WordIndex":
        """Index the texts. Raises ValueError when there is no text, or no term in any of them."""
        tokens = [terms(text) for text in texts]
        if not any(tokens):
            raise ValueError(f"No terms to index in {len(texts)} texts; pass the texts of at least one passage.")
        scorer = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        scorer.index(tokens, show_progress=False)
        return cls(scorer, read_lay_words())

    @classmethod
    def load(cls, folder: Path) -> "WordIndex":
        """Read an index that `save` wrote. Raises FileNotFoundError when the folder holds none."""
        return cls(bm25s.BM25.load(folder, mmap=False, allow_pickle=False, show_progress=False), read_lay_words())

    def save(self, folder: Path) -> None:
        """Write the index into the folder, which is made if missing. NumPy arrays and JSON only, no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        self._scorer.save(folder, allow_pickle=False, show_progress=False)

    def best(self, question: str, k: int) -> list[tuple[int, float]]:
        """Return up to k (position, BM25 score > 0), best first; ties by position.

        Where the question says "Chef", texts that say "Arbeitgeber" score too, but less.
        """
        asked = terms(question)
        scores = self._scores(asked) + _LAY_WEIGHT * self._scores(self._lay.legal_terms(asked))
        order = (-scores).argsort(kind="stable")[: max(k, 0)]
        return [(int(position), float(scores[position])) for position in order if scores[position] > 0]

    def shared(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return for each text the share of the question's terms that it has, in [0, 1]; rare terms weigh more.

        A term of law that only a lay word stands for counts as in `best`. A term that no indexed text has is the
        rarest of all, so a question about something else shares little, whatever small words it shares.
        """
        asked = set(terms(question))
        legal = self._lay.legal_terms(terms(question))
        worth = {term: self._rarity(term) for term in asked} | {t: _LAY_WEIGHT * self._rarity(t) for t in legal}
        total = sum(worth[term] for term in asked) or 1.0
        had = [sum(worth[term] for term in worth.keys() & set(terms(text))) for text in texts]
        shares: NDArray[np.float32] = np.minimum(np.asarray(had, np.float32) / np.float32(total), np.float32(1))
        return shares

    def shares(self, question: str) -> NDArray[np.float32]:
        """Return for each indexed text how much of the question's worth its score is, in [0, 1].

        A term scores at most its rarity, so 1 is a text full of every term that was asked. A term that no text has
        counts as the rarest of all.
        """
        asked = terms(question)
        scores = self._scores(asked) + _LAY_WEIGHT * self._scores(self._lay.legal_terms(asked))
        total = sum(self._rarity(term) for term in asked) or 1.0
        shares: NDArray[np.float32] = np.minimum(scores / np.float32(total), np.float32(1))
        return shares

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
