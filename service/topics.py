"""Which topic a question is about: its words and its meaning against all the ways in which people ask for a topic.

A topic is searched as one text of all its ways of asking with what it says, and as the middle of their vectors; one
way of asking alone is too short to meet another by more than luck (eval/LOG.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder
from corpus.nouns import DIGEST_ID, SIGNPOST_ID, Passage
from corpus.words import WordIndex

# A way of asking is at most this long, in characters; what is longer is what a topic says.
LONGEST_WAY = 400
# How often the ways of asking count in the text of a topic, beside what it says.
WAYS_WEIGHT = 3
WORDS_SHARE = 0.5
# How near a topic must be to answer, and how much nearer than the next one; from how near on topics are offered to
# choose from; measured on the development questions (eval/LOG.md).
TOPIC_ANSWERS, TOPIC_MARGIN, TOPIC_OFFERED = 0.3, 0.02, 0.25


@dataclass(frozen=True, slots=True)
class Near:
    """A topic or a signpost, and how near it is to the question, in [-1/2, 1]."""

    id: str
    nearness: float
    ours: bool


def clearly_first(near: Sequence[Near]) -> bool:
    """Tell whether the first topic is near enough to answer, and nearer than any other by the margin."""
    if not near or near[0].nearness < TOPIC_ANSWERS:
        return False
    return len(near) == 1 or near[0].nearness - near[1].nearness >= TOPIC_MARGIN


class TopicFinder:
    """Ranks topics and signposts for a question."""

    def __init__(self, passages: Sequence[Passage], embedder: Embedder) -> None:
        """Take the topics and signposts among ``passages``; there may be none."""
        self._embedder = embedder
        groups: dict[tuple[str, bool], list[str]] = {}
        for passage in passages:
            if passage.source_id in (DIGEST_ID, SIGNPOST_ID):
                ours = passage.source_id == DIGEST_ID
                groups.setdefault((str(passage.place), ours), []).append(passage.text)
        self._keys = tuple(groups)
        self._words = WordIndex.build([_document(texts) for texts in groups.values()]) if groups else None
        self._middles = _middles(list(groups.values()), embedder)

    def near(self, question: str) -> tuple[Near, ...]:
        """Return all topics and signposts, nearest first: half the share of the question's words, half the cosine."""
        if self._words is None:
            return ()
        shares = self._words.shares(question)
        cosines = self._middles @ self._embedder.embed_query(question)
        nearness = WORDS_SHARE * shares + (1 - WORDS_SHARE) * cosines
        order = (-nearness).argsort(kind="stable")
        return tuple(Near(self._keys[i][0], float(nearness[i]), self._keys[i][1]) for i in order)


def _document(texts: Sequence[str]) -> str:
    ways = [text for text in texts if len(text) <= LONGEST_WAY]
    said = [text for text in texts if len(text) > LONGEST_WAY]
    return "\n".join((*ways * WAYS_WEIGHT, *said))


def _middles(groups: Sequence[Sequence[str]], embedder: Embedder) -> NDArray[np.float32]:
    """Return the direction of the middle of each group's ways of asking, shape (n, d)."""
    rows = [embedder.embed_passages([t for t in texts if len(t) <= LONGEST_WAY]).mean(axis=0) for texts in groups]
    middles = np.asarray(rows, np.float32)
    return middles / np.maximum(np.linalg.norm(middles, axis=-1, keepdims=True), 1e-9) if rows else middles
