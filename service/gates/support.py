"""Does a quote speak of what a sentence says? By the words they share, and by how near they are in meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.embedding import Embedder
from corpus.terms import terms
from corpus.words import WordIndex
from service.gates.drafts import Quoted, Reason

# Fitted by ``python -m eval gates`` over the loaded law on 2026-11-24, on half of the digest's entries: these keep 93
# of 100 supported sentences that the other gates let through, and drop half of those with another passage.
WORDS = 0.36
MEANING = 0.16
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])")
_LEAST = 3
"""Terms from which a piece of a text says something of its own."""


@dataclass(frozen=True, slots=True)
class Support:
    """How far a passage carries a sentence: the share of its words' worth in [0, 1], the cosine in [-1, 1]."""

    words: float
    meaning: float

    def fault(self) -> Reason | None:
        """Return which of the two is too little, or None."""
        if self.words < WORDS:
            return Reason.WORDS
        return Reason.MEANING if self.meaning < MEANING else None


class Supporter:
    """Measures support with the words and the embedder of one index."""

    def __init__(self, embedder: Embedder, words: WordIndex) -> None:
        self._embedder = embedder
        self._words = words

    def support(self, text: str, quotes: Sequence[Quoted]) -> Support:
        """Return how far ``quotes`` (at least one) carry ``text``; of several sentences in it, the weakest counts."""
        told = [piece for piece in _SENTENCE.split(text) if len(terms(piece)) >= _LEAST] or [text]
        source = " ".join(quote.context for quote in quotes)
        around = " ".join(" ".join((*quote.passage.path[-1:], quote.passage.text)) for quote in quotes)
        vectors = self._embedder.embed_passages([*told, source, around])
        ours, theirs = vectors[: len(told)], vectors[len(told) :]
        meaning = (ours @ theirs.T).max(axis=1).min()
        words = min(float(self._words.shared(piece, [f"{source} {around}"])[0]) for piece in told)
        return Support(words, float(meaning))
