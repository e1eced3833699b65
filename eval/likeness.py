"""How alike German words and texts are, by four signs: the same stem, a lay word, shared pieces, near meaning."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder
from corpus.entries import Digest
from corpus.lay_words import LayWords, read_lay_words
from corpus.nouns import Level
from corpus.terms import pieces, terms
from corpus.words import WordIndex

# What sharing all pieces of the shorter word counts: "Werkstatt" in "Werkstattrat" is near and not the same.
_PIECES = 0.9


class Likeness:
    """Compares words and texts; what was seen once is known."""

    def __init__(self, words: WordIndex, embedder: Embedder, lay: LayWords | None = None) -> None:
        """Take the index that says how rare a word is, the embedder of meaning, and lay words (ours for None)."""
        self._words = words
        self._embedder = embedder
        self._lay = read_lay_words() if lay is None else lay
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._stems = cache(self._stems_of)
        self._same = cache(self._same_of)

    def worth(self, word: str) -> float:
        """Return how much a word tells, in [0, 1]: 1 where no text of the digest has it."""
        return self._words.information(word)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length 1 a text, shape (n, d); ``texts`` holds at least one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._embedder.embed_passages(new), strict=True))
        return np.array([self._vectors[text] for text in texts], np.float32)

    def words(self, ours: Sequence[str], theirs: Sequence[str]) -> NDArray[np.float32]:
        """Return for each of our words how alike it is to the most alike of theirs, in [0, 1]; 0 where none is."""
        if not ours or not theirs:
            return np.zeros(len(ours), np.float32)
        near = np.maximum(self.vectors(ours) @ self.vectors(theirs).T, 0).max(axis=1)
        return np.array(
            [max(float(near[at]), *(self._same(word, other) for other in theirs)) for at, word in enumerate(ours)],
            np.float32,
        )

    def _same_of(self, one: str, other: str) -> float:
        if self._stems(one) & self._stems(other):
            return 1.0
        cut, their = _cut(one), _cut(other)
        return _PIECES * len(cut & their) / min(len(cut), len(their)) if cut and their else 0.0

    def _stems_of(self, word: str) -> frozenset[str]:
        stems = terms(word)
        return frozenset((*stems, *self._lay.legal_terms(stems)))


@cache
def _cut(word: str) -> frozenset[str]:
    return frozenset(pieces(word))


def likeness(digest: Digest, embedder: Embedder) -> Likeness:
    """Return the likeness whose rare words are those that few of our own texts have; it needs no index.

    Raises ValueError where the digest holds no text.
    """
    topics = (" ".join(line.text for line in topic.lines(Level.STANDARD)) for topic in digest.topics)
    return Likeness(WordIndex.build([*(s.standard for s in digest.statements), *topics]), embedder)
