"""Which topic a question is about: its words and meaning against every way in which people ask for a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.embedding import Embedder
from corpus.nouns import SIGNPOST_ID, Passage
from service.retrieve import Retriever


@dataclass(frozen=True, slots=True)
class Near:
    """A topic or a signpost, and how near its nearest way of asking is to the question, in [-2/3, 1]."""

    id: str
    nearness: float
    ours: bool


class TopicFinder:
    """Ranks topics and signposts for a question."""

    def __init__(self, retriever: Retriever, embedder: Embedder) -> None:
        self._retriever = retriever
        self._embedder = embedder

    def near(self, question: str) -> tuple[Near, ...]:
        """Return the topics and signposts of which a way of asking was found, nearest first.

        The measure is that of sentences (`service.choose`): (2 cosine + share of the question's terms) / 3.
        """
        found = self._retriever.asked(question)
        if not found:
            return ()
        texts = [passage.text for passage in found]
        cosine = self._embedder.embed_passages(texts) @ self._embedder.embed_query(question)
        nearness = (2 * cosine + self._retriever.words.shared(question, texts)) / np.float32(3)
        return _best(found, nearness.tolist())


def _best(found: Sequence[Passage], nearness: Sequence[float]) -> tuple[Near, ...]:
    """Return each topic once with its best way of asking."""
    best: dict[str, Near] = {}
    for passage, near in zip(found, nearness, strict=True):
        id_ = str(passage.place)
        if id_ not in best or best[id_].nearness < near:
            best[id_] = Near(id_, near, passage.source_id != SIGNPOST_ID)
    return tuple(sorted(best.values(), key=lambda each: -each.nearness))
