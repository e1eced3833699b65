"""Which passages a model is given for a question: those that the digest's answer cites, then what else was found."""

from collections.abc import Iterator, Mapping, Sequence

from corpus.entries import Statement
from corpus.nouns import Passage, Place, TopicPoint, Wording
from service.evidence import Evidence
from service.gates.drafts import Quoted
from service.prove import Prover
from service.reply import Proof
from service.retrieve import Retriever

MOST = 12
MOST_CHARACTERS = 24_000
"""A small model reads about 8,000 tokens; the rest is for the task and the answer."""


class Offerer:
    """Chooses passages from one index, and proves what was quoted from them."""

    def __init__(self, retriever: Retriever, prover: Prover) -> None:
        self._retriever = retriever
        self._prover = prover
        self._by_id: Mapping[str, Passage] = {passage.id: passage for passage in retriever.passages}

    def offer(self, question: str, cited: Sequence[Proof]) -> tuple[Passage, ...]:
        """Return up to `MOST` passages, those of ``cited`` first, the publisher's words wherever they are loaded."""
        chosen: dict[str, Passage] = {}
        left = MOST_CHARACTERS
        for passage in self._candidates(question, cited):
            if len(chosen) == MOST:
                break
            if passage.id not in chosen and len(passage.text) <= left and self._can_be_said(passage):
                chosen[passage.id] = passage
                left -= len(passage.text)
        return tuple(chosen.values())

    def proof(self, quoted: Quoted, n: int) -> Proof:
        """Return the proof of a quote, with the number ``n``."""
        statement = self._statement(quoted.passage) if quoted.passage.wording is Wording.DIGEST else None
        return self._prover.of_evidence(Evidence(quoted.place, quoted.passage, quoted.quote, statement), n)

    def _candidates(self, question: str, cited: Sequence[Proof]) -> Iterator[Passage]:
        yield from (self._by_id[proof.passage_id] for proof in cited)
        matches = self._retriever.ranked(self._retriever.hear(question), self._retriever.named(question), MOST)
        for match in matches:
            yield from self._at(match.passage.place)

    def _at(self, place: Place) -> Iterator[Passage]:
        passages = self._retriever.passages_at(place)
        official = [passage for passage in passages if passage.wording is Wording.OFFICIAL]
        yield from official or passages

    def _can_be_said(self, passage: Passage) -> bool:
        """Tell whether a passage can prove: our own only as a statement of law that holds, which has a place in it."""
        if passage.wording is Wording.OFFICIAL:
            return True
        statement = self._statement(passage)
        return not isinstance(passage.place, TopicPoint) and statement is not None and not statement.former

    def _statement(self, passage: Passage) -> Statement | None:
        statements = self._prover.statements.get(passage.place, ())
        return next((statement for statement in statements if statement.standard == passage.text), None)
