"""A "Ja", "Nein" or "In der Regel nicht" in front of an answer belongs to one question, and can be wrong for another.

"Verliert er die Grundsicherung?" and "Gibt es Grundsicherung?" are near in words and meaning, and their answers are
opposite. Where a question is not surely the topic's own, the topic's question is said before its "Ja" or "Nein".
"""

import re

from corpus.embedding import Embedder
from corpus.entries import Topic
from corpus.terms import bare

# From which cosine on a question is one of the ways of asking for a topic; see eval/LOG.md.
SAME = 0.8
# "In der Regel nicht" is as much an answer to one question as "Nein" is.
_YES_NO = re.compile(
    r"(Ja|Nein|Jein|Teilweise|Nur|Nicht (immer|bei|beim)|(In der Regel|Meist|Meistens) (ja|nicht|ohne))\b"
)
_ASKS_WHAT = re.compile(
    r"\b(wer|was|wie|wann|wo|warum|wieso|weshalb|welche?[rnsm]?|wohin|woher|wozu|wofür|womit|wem|wen|wessen|wieviel\w*)\b",
    re.IGNORECASE,
)


class Opening:
    """Tells whether the first words of a topic's answer fit a question."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def of(self, question: str, topic: Topic, first: str) -> str:
        """Return ``first``, the first sentence of the answer, as it can be said to ``question``."""
        return first if not _YES_NO.match(first) or self._same(question, topic) else f"{topic.title} {first}"

    def _same(self, question: str, topic: Topic) -> bool:
        ways = [topic.title, *(way for ways in topic.ways.values() for way in ways)]
        if bare(question) in map(bare, ways):
            return True
        if _ASKS_WHAT.search(question):
            return False
        cosines = self._embedder.embed_passages(ways) @ self._embedder.embed_query(question)
        return float(cosines.max()) >= SAME
