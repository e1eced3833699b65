"""The systems that are measured side by side: the usual ones, ours, and ours less one part at a time.

A system takes a question and returns its first ten results, best first, each with the paragraphs it lies in.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from corpus.documents import documents_of
from corpus.embedding import Embedder
from corpus.entries import Digest
from corpus.index import PassageIndex
from corpus.lay_words import LayWords, lay_words
from corpus.nouns import ASKED_ID, Passage, Place, Wording
from corpus.pinpoint import Laws
from corpus.pinpoint.laws import laws_of
from corpus.reranking import Reranker
from corpus.spelling import Spelling
from corpus.terms import terms
from corpus.words import Cut, WordIndex, terms_and_pieces
from eval.metrics import DEPTH
from eval.tutorial import tutorial
from service.hear import Hearing
from service.retrieve import CitedByTopics, Retriever, Signal, law_meaning, own_meaning, words
from service.topics import TopicFinder

Found: TypeAlias = Sequence[Sequence[Place]]
System: TypeAlias = Callable[[str], Found]

OURS, BM25, DENSE, TUTORIAL = "unser Dienst", "BM25 allein", "Vektoren allein", "Tutorial"
NO_DIGEST, NO_SOURCES = "ohne eigene Sammlung", "ohne Quellen"
NO_LAY_WORDS, NO_LAWS = lay_words({}), laws_of(())


class Bench:
    """Builds the systems over one index."""

    def __init__(self, index: PassageIndex, embedder: Embedder, laws: Laws, digest: Digest) -> None:
        self._index = index
        self._embedder = embedder
        self._laws = laws
        self._finder = TopicFinder(index.passages, index.places)
        cited = {topic.id: topic.places() for topic in digest.topics}
        self._cited = CitedByTopics(self._finder, cited, index.places)
        self._signals: Mapping[str, Signal] = {
            "Bedeutung des Gesetzes": law_meaning,
            "Bedeutung der eigenen Texte und Fragen": own_meaning,
            "Wörter": words,
            "Themen": self._cited,
        }

    def systems(self, theirs: Embedder, reranker: Reranker | None = None) -> Mapping[str, System]:
        """Return every system by name; ``theirs`` is the model of the tutorial, ``reranker`` one to be tried."""
        official = [p for p in self._index.passages if p.wording is Wording.OFFICIAL]
        chunks = tutorial(official, theirs)
        return {
            BM25: self._plain_bm25(official),
            DENSE: self._with(signals=(law_meaning,), spelling=Spelling({}), laws=NO_LAWS),
            TUTORIAL: lambda question: chunks(question),
            OURS: self._with(),
            **({"mit Umordnen": self._with(reranker=reranker)} if reranker else {}),
            **{f"ohne {name}": self._with(signals=self._less(name)) for name in self._signals},
            "ohne genannte Normen": self._with(laws=NO_LAWS),
            "ohne Rechtschreibung": self._with(spelling=Spelling({})),
            "ohne Vier-Buchstaben-Stücke": self._with(words_=self._words(self._index.passages, cut=terms)),
            "ohne Wortschatz": self._with(words_=self._words(self._index.passages, lay=NO_LAY_WORDS)),
            "ohne Fragen je Absatz, in Wörtern": self._with(words_=self._words(self._without_asked())),
            NO_DIGEST: self._with(signals=(law_meaning, words), words_=self._words(official)),
            f"{NO_DIGEST}, ohne Wortschatz": self._with(
                signals=(law_meaning, words), words_=self._words(official, lay=NO_LAY_WORDS)
            ),
            NO_SOURCES: self._with(
                signals=(own_meaning, words, self._cited),
                words_=self._words([p for p in self._index.passages if p.wording is Wording.DIGEST]),
            ),
        }

    def _less(self, name: str) -> tuple[Signal, ...]:
        return tuple(signal for other, signal in self._signals.items() if other != name)

    def _with(
        self,
        signals: Sequence[Signal] | None = None,
        words_: WordIndex | None = None,
        spelling: Spelling | None = None,
        reranker: Reranker | None = None,
        laws: Laws | None = None,
    ) -> System:
        """Return our search with some parts replaced."""
        hearing = Hearing(self._index, self._embedder, words_ or self._index.words, spelling or self._index.spelling)
        used = tuple(self._signals.values()) if signals is None else signals
        retriever = Retriever(self._index, hearing, self._laws if laws is None else laws, used, reranker)
        return lambda question: [(match.passage.place,) for match in retriever.find(question, DEPTH)]

    def _words(
        self, passages: Sequence[Passage], cut: Cut = terms_and_pieces, lay: LayWords | None = None
    ) -> WordIndex:
        """Return a word index over the documents of some passages, in the order of all places; ours where not said."""
        documents = documents_of(passages)
        return WordIndex.build([documents.get(place, "") for place in self._index.places], cut, lay)

    def _without_asked(self) -> list[Passage]:
        return [passage for passage in self._index.passages if passage.source_id != ASKED_ID]

    def _plain_bm25(self, official: Sequence[Passage]) -> System:
        """Return BM25 over the law's words as they are written, lower case and nothing else."""
        documents = documents_of(official)
        places = list(documents)
        index = WordIndex.build(list(documents.values()), _plain, NO_LAY_WORDS)

        def find(question: str) -> Found:
            scores = index.shares(question)
            return [(places[row],) for row in (-scores).argsort(kind="stable")[:DEPTH] if scores[row] > 0]

        return find


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
