"""A question as the search hears it: how near each place is by its words and by its meaning."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder
from corpus.index import PassageIndex
from corpus.nouns import Wording
from corpus.places import paragraph_of
from corpus.spelling import Spelling
from corpus.words import WordIndex

# How many passages Chroma is asked for; those further away count as near as the last of them.
DEPTH = 200

Scores: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """How near every place of an index is to a question, in the order of ``PassageIndex.places``.

    ``text`` is the question with known misspellings mended. ``words``: the share of its words' worth that stands there,
    in [0, 1]. ``law`` and ``own``: the cosine of the nearest passage in the publisher's words and in ours, in [-1, 1].
    """

    text: str
    vector: Scores
    words: Scores
    law: Scores
    own: Scores


class Hearing:
    """Hears questions for one index."""

    def __init__(self, index: PassageIndex, embedder: Embedder, words: WordIndex, spelling: Spelling) -> None:
        """Take the index, and the words over its documents with their spelling."""
        self._index = index
        self._embedder = embedder
        self._words = words
        self._spelling = spelling
        rows = {place: row for row, place in enumerate(index.places)}
        self._place_of = np.array([rows[paragraph_of(passage.place)] for passage in index.passages], np.intp)
        self._official = np.array([passage.wording is Wording.OFFICIAL for passage in index.passages], np.bool_)
        self._has_law = np.zeros(len(rows), np.bool_)
        self._has_law[self._place_of[self._official]] = True

    def hear(self, question: str) -> Heard:
        """Return what the index holds on ``question``."""
        text = self._spelling.corrected(question)
        vector = self._embedder.embed_query(text)
        found = self._index.nearest(vector, DEPTH)
        rows = np.array([row for row, _ in found], np.intp)
        cosines = np.array([cosine for _, cosine in found], np.float32)
        official = self._official[rows]
        law, own = self._best(rows[official], cosines, official), self._best(rows[~official], cosines, ~official)
        # Where the wording is not loaded, ours stands for it.
        return Heard(text, vector, self._words.shares(text), np.where(self._has_law, law, own), own)

    def _best(self, rows: NDArray[np.intp], cosines: Scores, which: NDArray[np.bool_]) -> Scores:
        """Return for each place the highest cosine of its ``rows``; where it has none, the lowest of all found."""
        best = np.full(len(self._has_law), cosines.min(initial=1.0), np.float32)
        np.maximum.at(best, self._place_of[rows], cosines[which])
        return best
