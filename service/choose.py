"""Choosing, among the evidence found, the sentences that answer the question, and seeing when none does."""

from collections.abc import Sequence

import numpy as np
from corpus.embedding import Embedder

from corpus.words import terms
from service.evidence import Evidence

SENTENCES = 5
# A sentence further behind the best one than this says something else than what was asked.
NEAR_BEST = 0.72
# Below this the best sentence found is about something else; see eval/LOG.md for how it was set.
ABOUT = 0.30


class Chooser:
    """Ranks sentences by how much of the question's words and meaning they share."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def choose(self, question: str, paragraphs: Sequence[Sequence[Evidence]], sure: bool) -> tuple[Evidence, ...]:
        """Return the sentences of the answer, the most direct first, or none when nothing is about the question.

        ``paragraphs`` holds the evidence of each paragraph found, best paragraph first. ``sure`` says that
        the question names the norm, so that it is about it however few words they share.
        """
        flat = [evidence for paragraph in paragraphs for evidence in paragraph]
        if not flat:
            return ()
        scores = self._relevance(question, flat)
        if not sure and scores.max() < ABOUT:
            return ()
        near = [i for i in np.argsort(-scores, kind="stable")[:SENTENCES] if scores[i] >= NEAR_BEST * scores.max()]
        # The most direct sentence first; what stands with it in its paragraph follows in the order of the law.
        lead = near[0]
        rest = sorted(set(near) - {lead}, key=lambda i: (flat[i].passage.id != flat[lead].passage.id, i))
        return tuple(flat[i] for i in (lead, *rest))

    def best(self, question: str, evidence: Sequence[Evidence]) -> Evidence:
        """Return the sentence of ``evidence`` (at least one) that is nearest to the question."""
        return evidence[int(self._relevance(question, evidence).argmax())]

    def _relevance(self, question: str, evidence: Sequence[Evidence]) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        """Return for each sentence a number in [-0.5, 1]: the mean of cosine and share of the question's terms."""
        texts = [_full(e) for e in evidence]
        cosine = self._embedder.embed_passages(texts) @ self._embedder.embed_query(question)
        asked = set(terms(question))
        shared = [len(asked & set(terms(text))) / max(1, len(asked)) for text in texts]
        return (cosine + np.array(shared, dtype=np.float32)) / 2


def _full(evidence: Evidence) -> str:
    """Return the sentence with its norm's heading, in the law's words and in ours."""
    own = f"{evidence.statement.standard} {evidence.statement.leichter}" if evidence.statement else ""
    return " ".join((*evidence.passage.path[-1:], evidence.quote, own))
