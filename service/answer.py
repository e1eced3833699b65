"""From a message to an answer: the questions it asks, what is told to each, joined and worded as the contract says.

No sentence is said without a proof, and every quote is a slice of its passage. What the sources do not say is
``not_covered``, what somebody else answers ``signpost``. Several questions in one message are answered one by one.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.nouns import Level, Place
from service import __version__
from service.authored import Authored, Teller
from service.choose import Chooser
from service.cover import Nearness
from service.explained import Explainer
from service.joined import joined
from service.language import GERMAN, Languages, declined_in
from service.message import questions_of
from service.norms import Norms
from service.opening import Opening
from service.prove import Prover
from service.reply import Answer, Found, Part, Provenance, Status
from service.respond import Responder
from service.retrieve import Retriever
from service.told import COUNSEL, DISCLAIMER, PARTLY, STALE, Told, status_of
from service.topics import TopicFinder


class Answerer:
    """Answers from one index and what was authored; the same question on the same index gets the same answer."""

    def __init__(
        self,
        retriever: Retriever,
        chooser: Chooser,
        opening: Opening,
        finder: TopicFinder,
        languages: Languages,
        authored: Authored,
    ) -> None:
        self._retriever = retriever
        self._languages = languages
        self._manifest = retriever.manifest
        digest = authored.digest
        prover = Prover(retriever, authored.sources, retriever.manifest.editions, digest)
        self._prover = prover
        self._teller = Teller(authored, prover, opening)
        self._norms = Norms(retriever, chooser, prover, authored)
        explainer = Explainer(digest.terms)
        self._responder = Responder(retriever, finder, self._teller, self._norms, explainer, digest.topics)

    @property
    def retriever(self) -> Retriever:
        """Return what finds the passages that are answered from."""
        return self._retriever

    @property
    def prover(self) -> Prover:
        """Return what makes the proofs."""
        return self._prover

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` (1 to 4,000 characters) at ``level``."""
        if (language := self._languages.of(question)) != GERMAN:
            elsewhere = Told(redirect=COUNSEL, signpost=True, notices=(declined_in(language),))
            return self._worded((elsewhere,), level)
        asked = () if self._teller.asked(question) else questions_of(question)
        if len(asked) > 1:
            tolds = [self._responder.told(self._responder.text(each), level) for each in asked]
            said = _different(tolds)
            left = {at: replace(tolds[at], notices=(PARTLY,)) for at, each in enumerate(asked)
                    if not _settled(tolds[at]) and self._responder.tells(each)}  # fmt: skip
            if said and len(said) + len(left) > 1:
                told = dict(sorted((said | left).items()))
                return self._worded(tuple(told.values()), level, tuple(told))
        # One question with what was told around it is understood better as a whole.
        return self._worded((self._responder.told(question, level),), level)

    def follow(self, before: str, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` that leans on the question ``before`` it ("und wie lange?")."""
        return self._worded((self._responder.leaning(before, question, level),), level)

    def turned(self, answer: Answer, question: str) -> Answer:
        """Return ``answer``, where it is of one part, with the sentence first that is most direct to ``question``."""
        if len(answer.parts) != 1:
            return answer
        said = self._norms.turned(question, answer.answer)
        return replace(answer, answer=said, parts=(replace(answer.parts[0], answer=said),))

    def stands_alone(self, message: str, before: str) -> bool:
        """Tell whether a message after the question ``before`` is to be understood without it."""
        return self._responder.stands_alone(message, before)

    def wording(self, places: Sequence[Place], level: Level) -> Answer:
        """Return the answer that shows the publisher's words at ``places``, the same at every level."""
        return self._worded((self._norms.wording(places),), level)

    def worded(self, told: Told, level: Level) -> Answer:
        """Return what is told as an answer."""
        return self._worded((told,), level)

    def evidence(self, question: str) -> Nearness:
        """Return how near ``question`` is to what is here and to what is elsewhere."""
        return self._responder.nearness(question)

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return up to ``k`` paragraphs for ``question``, best first, each quoted by its best sentence."""
        wanted, heard = self._retriever.named(question), self._retriever.hear(question)
        return self._norms.found(heard.text, wanted, self._retriever.ranked(heard, wanted, k))

    def _worded(self, tolds: Sequence[Told], level: Level, questions: Sequence[int] = (0,)) -> Answer:
        """Return one answer from what is told to each of ``questions`` of a message, counted from 0."""
        saids, proofs = joined([(told.said, told.proofs) for told in tolds])
        parts = tuple(
            _part(at, replace(told, said=said)) for at, told, said in zip(questions, tolds, saids, strict=True)
        )
        answered = [part for part in parts if part.status is Status.ANSWERED]
        first = (answered or parts)[0]
        stale = (STALE,) if any(proof.stale for proof in proofs) else ()
        notices = dict.fromkeys(notice for told in tolds for notice in told.notices)
        return Answer(
            id=self._id(level, tolds, [proof.passage_id for proof in proofs]),
            status=first.status,
            level=level,
            answer=tuple(said for part in parts for said in part.answer),
            parts=parts,
            sources=proofs,
            clarify=first.clarify,
            redirect=first.redirect,
            follow_ups=tuple(dict.fromkeys(title for told in tolds for title in told.follow_ups)),
            notices=(*stale, *notices, DISCLAIMER),
            provenance=Provenance(self._manifest.fingerprint, "digest", __version__),
        )

    def _id(self, level: Level, tolds: Sequence[Told], passages: Sequence[str]) -> str:
        """Return an id that says which index, level, topics and passages made the answer; nothing of the question."""
        topics = filter(None, (told.topic for told in tolds))
        return ".".join((self._manifest.fingerprint[:12], level, *topics, *dict.fromkeys(passages)))


def _part(index: int, told: Told) -> Part:
    status = status_of(told)
    redirect = told.redirect or (COUNSEL if status is Status.NOT_COVERED else None)
    return Part(index, status, told.said, told.clarify, redirect)


def _settled(told: Told) -> bool:
    return bool(told.said) or told.signpost


def _different(tolds: Sequence[Told]) -> dict[int, Told]:
    """Return by their place in a message the answers to its questions and who helps with some.

    Each topic and each first proof is there once.
    """
    firsts: dict[str, tuple[int, Told]] = {}
    for at, told in enumerate(tolds):
        if _settled(told):
            firsts.setdefault(told.topic or told.proofs[0].passage_id, (at, told))
    return dict(firsts.values())
