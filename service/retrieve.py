"""Finding passages for a question: named norms first, then words and meaning fused by rank.

What is found is a paragraph (Absatz): its passages and the digest's statements on it count together,
so a question in lay words that meets a statement still leads to the wording of the law.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from corpus.embedding import Embedder
from corpus.generation import Manifest
from corpus.index import PassageIndex
from corpus.nouns import Match, PagePoint, Passage, Pinpoint, Place, TopicPoint, Wording
from corpus.pinpoint import Laws, covers, find
from corpus.words import WordIndex

# Cormack, Clarke and Büttcher 2009: score = Σ 1 / (k + rank), with k = 60.
RANK_CONSTANT = 60
# Deeper lists did not change the first ten results; shallower ones lost some.
DEPTH = 100
# To how many paragraphs a hit on a topic leads.
LEADS_TO = 2

Topics: TypeAlias = Mapping[str, Sequence[Place]]


class Retriever:
    """Finds the best paragraphs of one index for a question."""

    def __init__(self, index: PassageIndex, embedder: Embedder, laws: Laws, topics: Topics) -> None:
        """Search ``index``; ``topics`` tells for the id of a topic which places it cites, the main ones first."""
        self._index = index
        self._embedder = embedder
        self._laws = laws
        self._groups = _grouped(index.passages)
        self._documents = _documents(index.passages)
        self._led_to = {id_: self._paragraphs(places) for id_, places in topics.items()}

    @property
    def manifest(self) -> Manifest:
        """Return what the index says of itself."""
        return self._index.manifest

    @property
    def words(self) -> WordIndex:
        """Return the index of words that belongs to the passages."""
        return self._index.words

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all passages of the index."""
        return self._index.passages

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

    def document(self, title: str) -> tuple[Passage, ...]:
        """Return the official passages of the document with this title, in order; empty where it is not loaded."""
        return self._documents.get(title, ())

    def at(self, named: Sequence[Pinpoint]) -> tuple[Place, ...]:
        """Return the loaded paragraphs that ``named`` norms cover or lie in, in the order of naming and of the law."""
        return tuple(
            place
            for wanted in named
            for place in self._groups
            if isinstance(place, Pinpoint) and (covers(wanted, place) or covers(place, wanted))
        )

    def passages_at(self, place: Place) -> tuple[Passage, ...]:
        """Return the passages of the paragraph that ``place`` lies in, official ones first, each group in order.

        Empty where nothing on it is loaded.
        """
        return self._groups.get(paragraph_of(place), ())

    def _hits(self, ranked: Sequence[tuple[int, float]]) -> dict[Place, Passage]:
        """Return the paragraphs of ranked positions in that order, each with its first passage.

        A hit on a topic is one on the paragraphs that it mainly cites.
        """
        hits: dict[Place, Passage] = {}
        for position, _ in ranked:
            passage = self._index.passages[position]
            if isinstance(passage.place, TopicPoint):
                hits |= {p: self._groups[p][0] for p in self._led_to.get(str(passage.place), ()) if p not in hits}
            else:
                hits.setdefault(paragraph_of(passage.place), passage)
        return hits

    def _paragraphs(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Return the first paragraphs of ``places`` that are in the index."""
        found = dict.fromkeys(paragraph_of(place) for place in places)
        return tuple(place for place in found if place in self._groups)[:LEADS_TO]

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


def _documents(passages: Sequence[Passage]) -> Mapping[str, tuple[Passage, ...]]:
    titles: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if isinstance(passage.place, PagePoint) and passage.wording is Wording.OFFICIAL:
            titles[passage.place.title].append(passage)
    return {title: tuple(group) for title, group in titles.items()}
