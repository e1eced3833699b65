"""Finding paragraphs for a question: named norms first, then the mean of four signals, each about in [0, 1].

What is found is a paragraph (Absatz) or a page of a document. The signals: how near the question is in meaning to the
law, in meaning to what people ask there and what we say of it, in words to both, and how near it is to a topic that
cites it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from corpus.generation import Manifest
from corpus.index import PassageIndex
from corpus.nouns import ASKED_ID, Match, PagePoint, Passage, Pinpoint, Place, TopicPoint, Wording
from corpus.pinpoint import Laws, covers, find
from corpus.places import paragraph_of
from corpus.reranking import FIRST, Reranker
from corpus.words import WordIndex
from service.hear import Heard, Hearing, Scores
from service.topics import TopicFinder

# What the topics cite first decides more than what they cite later: each place counts this much of the one before it.
NEXT_PLACE = 0.9
# Topics further down the list are about something else.
TOPICS = 30
NAMED = 2.0
# A question that names a norm is about this much of it; more would crowd out what it leads to.
NAMED_FIRST = 3

Signal: TypeAlias = Callable[[Heard], Scores]


def law_meaning(heard: Heard) -> Scores:
    """Return how near the publisher's words at each place are in meaning."""
    return heard.law


def own_meaning(heard: Heard) -> Scores:
    """Return how near what people ask at each place, and what we say of it, is in meaning."""
    return heard.own


def words(heard: Heard) -> Scores:
    """Return how much of the question's words stands at each place."""
    return heard.words


class CitedByTopics:
    """How near each place is to a topic (Thema) that cites it."""

    def __init__(self, finder: TopicFinder, cited: Mapping[str, Sequence[Place]], places: Sequence[Place]) -> None:
        """Take for the id of each topic which places it cites, the main ones first, and all ``places`` of the index."""
        rows = {place: row for row, place in enumerate(places)}
        self._finder = finder
        self._size = len(places)
        self._rows = {
            id_: [rows[place] for place in dict.fromkeys(map(paragraph_of, cites)) if place in rows]
            for id_, cites in cited.items()
        }

    def __call__(self, heard: Heard) -> Scores:
        """Return for each place the nearness of the nearest topic, less the later it is cited there."""
        scores = np.zeros(self._size, np.float32)
        for near in self._finder.near(heard)[:TOPICS]:
            rows = self._rows.get(near.id, ()) if near.ours else ()
            for at, row in enumerate(rows):
                scores[row] = max(scores[row], near.nearness * NEXT_PLACE**at)
        return scores


class Retriever:
    """Finds the best paragraphs of one index for a question."""

    def __init__(
        self,
        index: PassageIndex,
        hearing: Hearing,
        laws: Laws,
        signals: Sequence[Signal],
        reranker: Reranker | None = None,
    ) -> None:
        """Search ``index`` by at least one of the signals, all of which count alike; ``reranker`` looks again."""
        self._index = index
        self._hearing = hearing
        self._laws = laws
        self._signals = signals
        self._reranker = reranker
        self._groups = _grouped(index.passages)
        self._documents = _documents(index.passages)
        self._rows = {place: row for row, place in enumerate(index.places)}
        said = (place in self._groups and not isinstance(place, TopicPoint) for place in index.places)
        self._said = np.fromiter(said, np.bool_)

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

    @property
    def places(self) -> tuple[Place, ...]:
        """Return all places of the index, in the order of what is heard."""
        return self._index.places

    def hear(self, question: str) -> Heard:
        """Return the question as the index hears it."""
        return self._hearing.hear(question)

    def named(self, question: str) -> tuple[Pinpoint, ...]:
        """Return the norms that the question names, in order, whether they are loaded or not."""
        return find(question, self._laws)

    def find(self, question: str, k: int) -> tuple[Match, ...]:
        """Return up to ``k`` matches, best first, one a paragraph."""
        return self.ranked(self.hear(question), self.named(question), k)

    def ranked(self, heard: Heard, named: Sequence[Pinpoint], k: int) -> tuple[Match, ...]:
        """Return up to ``k`` matches for what was heard, the nearest paragraphs of norms that the question names first.

        Scores are the mean of the signals, at most 1, plus 2 where the norm is named. Where a reranker puts the first
        ones in a new order, each gets the score of its new position.
        """
        total = np.mean([signal(heard) for signal in self._signals], axis=0)
        rows = _best(np.where(self._said, total, -np.inf), max(k, FIRST) if self._reranker else k)
        scores = {self._index.places[row]: float(total[row]) for row in rows}
        if self._reranker and scores:
            order = self._reranker.order(heard.text, [self._groups[place][0].text for place in scores])
            scores = dict(zip([list(scores)[at] for at in order], scores.values(), strict=True))
        # sorted() keeps the order of equals: paragraphs of a named norm that nothing else finds stay as in the law.
        meant = sorted(self.at(named), key=lambda place: -total[self._rows[place]])[:NAMED_FIRST]
        first = {place: NAMED + float(total[self._rows[place]]) for place in meant}
        all_ = first | {place: score for place, score in scores.items() if place not in first}
        return tuple(Match(self._groups[place][0], all_[place]) for place in sorted(all_, key=lambda p: -all_[p])[:k])

    def information(self, heard: Heard) -> float:
        """Return how much the words of the question tell (`WordIndex.information`)."""
        return self._index.words.information(heard.text)

    def missing(self, heard: Heard, place: Place) -> float:
        """Return how rare the rarest word of the question is that is not said at ``place``."""
        return self._index.words.missing(heard.text, self._rows[paragraph_of(place)])

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


def _best(scores: Scores, k: int) -> list[int]:
    """Return the rows of the ``k`` highest scores, best first, equals in their order; minus infinity is left out."""
    order = (-scores).argsort(kind="stable")[: max(k, 0)]
    return [int(row) for row in order if scores[row] > -np.inf]


def _grouped(passages: Sequence[Passage]) -> Mapping[Place, tuple[Passage, ...]]:
    """Return what can be said at each place: not what people ask."""
    groups: dict[Place, list[Passage]] = {}
    for passage in passages:
        if passage.source_id != ASKED_ID:
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
