"""Finding passages for a question: named norms first, then words and meaning fused by rank.

What is found is a paragraph (Absatz): its passages and the digest's statements on it count together,
so a question in lay words that meets a statement still leads to the wording of the law.
"""

from collections.abc import Iterable, Mapping, Sequence

from corpus.embedding import Embedder
from corpus.generation import Manifest
from corpus.index import PassageIndex
from corpus.nouns import Match, Passage, Pinpoint, Place, Wording
from corpus.pinpoint import Laws, covers, find
from corpus.words import WordIndex

# Cormack, Clarke and Büttcher 2009: score = Σ 1 / (k + rank), with k = 60.
RANK_CONSTANT = 60
# Deeper lists did not change the first ten results; shallower ones lost some.
DEPTH = 100


class Retriever:
    """Finds the best paragraphs of one index for a question."""

    def __init__(self, index: PassageIndex, embedder: Embedder, laws: Laws) -> None:
        self._index = index
        self._embedder = embedder
        self._laws = laws
        self._groups = _grouped(index.passages)

    @property
    def manifest(self) -> Manifest:
        """Return what the index says of itself."""
        return self._index.manifest

    @property
    def words(self) -> WordIndex:
        """Return the index of words that belongs to the passages."""
        return self._index.words

    def named(self, question: str) -> tuple[Pinpoint, ...]:
        """Return the norms that the question names, in order, whether they are loaded or not."""
        return find(question, self._laws)

    def find(self, question: str, k: int) -> tuple[Match, ...]:
        """Return up to ``k`` matches, best first, one a paragraph; an official passage stands before a statement.

        Scores are fused ranks in (0, 2/61], plus 1 for a norm that the question names.
        """
        words = self._hits(self._index.words.best(question, DEPTH))
        meaning = self._hits(self._index.nearest(self._embedder.embed_query(question), DEPTH))
        named = self.at(self.named(question))
        scores = fuse(words, meaning)
        scores |= {place: 1 + scores.get(place, 0.0) for place in named}
        # sorted() keeps the order of equals, so a named norm's paragraphs stay in the order of the law.
        best = sorted(scores, key=lambda place: scores[place], reverse=True)[:k]
        ways = {"norm": named, "words": words, "meaning": meaning}
        return tuple(
            Match(
                self._shown(place, words | meaning),
                scores[place],
                tuple(way for way, places in ways.items() if place in places),
            )
            for place in best
        )

    def at(self, named: Sequence[Pinpoint]) -> tuple[Place, ...]:
        """Return the loaded paragraphs that ``named`` norms cover or lie in, in the order of naming and of the law."""
        return tuple(
            place
            for wanted in named
            for place in self._groups
            if isinstance(place, Pinpoint) and (covers(wanted, place) or covers(place, wanted))
        )

    def passages_at(self, place: Place) -> tuple[Passage, ...]:
        """Return the passages of the paragraph that ``place`` lies in, official ones first, each group in order."""
        return self._groups[paragraph_of(place)]

    def _hits(self, ranked: Sequence[tuple[int, float]]) -> dict[Place, Passage]:
        """Return the paragraphs of ranked positions in that order, each with its first passage."""
        hits: dict[Place, Passage] = {}
        for position, _ in ranked:
            passage = self._index.passages[position]
            hits.setdefault(paragraph_of(passage.place), passage)
        return hits

    def _shown(self, place: Place, hits: Mapping[Place, Passage]) -> Passage:
        """Return the passage that was hit, or the wording it is about when a statement was hit."""
        hit = hits.get(place)
        return hit if hit and hit.wording is Wording.OFFICIAL else self._groups[place][0]


def paragraph_of(place: Place) -> Place:
    """Return the paragraph (Absatz) that a statute's place lies in; a document's place is its own."""
    if isinstance(place, Pinpoint):
        return Pinpoint(place.law, place.section, place.paragraph)
    return place


def fuse(*rankings: Iterable[Place]) -> dict[Place, float]:
    """Return the reciprocal rank score of every place in ``rankings``, each given best first without repetition."""
    scores: dict[Place, float] = {}
    for ranking in rankings:
        for rank, place in enumerate(ranking, 1):
            scores[place] = scores.get(place, 0.0) + 1 / (RANK_CONSTANT + rank)
    return scores


def _grouped(passages: Sequence[Passage]) -> Mapping[Place, tuple[Passage, ...]]:
    groups: dict[Place, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(paragraph_of(passage.place), []).append(passage)
    return {
        place: tuple(sorted(group, key=lambda p: (p.wording is Wording.DIGEST, p.position)))
        for place, group in groups.items()
    }
