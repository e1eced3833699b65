"""Choosing, among the evidence found, the sentences that answer the question, and saying how sure that is."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder
from corpus.facts import numbers
from corpus.nouns import Level, Pinpoint
from corpus.terms import terms
from corpus.words import WordIndex
from service.evidence import Evidence
from service.subjects import OFFERS

SENTENCES = 5
WHOLE_NORM = 9
# A sentence further behind the best one than this says something else than what was asked; one from
# another norm has to be nearer, or the answer wanders off.
NEAR_BEST, NEAR_BEST_ELSEWHERE = 0.75, 0.9
# How much the place of a paragraph among those found (this divided by its rank) counts for the first sentence.
RANK_WEIGHT = 0.1
# How much a number in a sentence counts for the first sentence where the question asks for one.
NUMBER_WEIGHT = 0.1
# What a sentence loses as the first one when it leans on the sentence before it ("Sie erhöht sich …").
LEANING_WEIGHT = 0.1
_LEANS = re.compile(
    r"(Sie|Er|Es|Dies\w*|Hier\w+|Da(?:bei|für|von|zu)|Satz \d|Absatz \d|Satz|Das gilt|Gleiches|Abweichend)\b"
)
_STEP = re.compile(r"\w+ Sie\b")
_ASKS_NUMBER = re.compile(
    r"\b(wie\s?viele?[nrs]?|wie\s(hoch|lang|lange|oft|alt|gro(ß|ss))|(ab|bis|seit)\swann)\b", re.IGNORECASE
)
# Offers that share most of their words. Where a question names some of them, a sentence that names none of these is
# about another, and what holds for that one can be the opposite (a workshop needs 120 places, another provider none).
SUBJECTS = tuple(OFFERS[name] for name in ("Budget für Arbeit", "Budget für Ausbildung", "anderer Leistungsanbieter"))
OTHER_SUBJECT = 0.3
# A document that nobody of ours has read may say anything, also that it is the law. A sentence of a norm, or one that
# we checked, is said before it where it is at least this much as near to the question.
BEFORE_UNREAD = 0.4
# How near a sentence must be, and how much nearer than the first sentence of a topic, to be said before it.
DIRECT, MORE_DIRECT = 0.5, 0.15
# How much nearer than the first sentence another must be to a follow-up question to be said first.
NEARER = 0.05
# How many sentences are said beside a topic, how near each must be, and which share of its words may be said already.
BESIDE, BESIDE_NEAR, KNOWN = 3, 0.3, 0.6
# Words that ask for a norm as such ("Was steht in § 61?") and say nothing of what is sought in it.
ASKING = frozenset(terms("steht stehen sagt regelt regelung inhalt lautet Wortlaut Gesetz Paragraf Paragraph Absatz"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sentences of an answer, the most direct first, and how near that one is to the question.

    ``nearness`` is in [-2/3, 1]; 1 where the question names the norm. ``cut`` tells that a whole norm was asked for
    and has more sentences than these.
    """

    evidence: tuple[Evidence, ...]
    nearness: float
    cut: bool = False


class Chooser:
    """Ranks sentences by how much of the question's words and meaning they share."""

    def __init__(self, embedder: Embedder, words: WordIndex) -> None:
        self._embedder = embedder
        self._words = words
        # Sentences of the index come again with every question; there are as many as the index has.
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def choose(self, question: str, paragraphs: Sequence[Sequence[Evidence]], wanted: Sequence[Pinpoint]) -> Chosen:
        """Return what to say to ``question``.

        ``paragraphs`` holds the evidence of each paragraph found, best paragraph first. ``wanted`` are the norms
        that the question names: it is then about them, however few words they share.
        """
        flat = [evidence for paragraph in paragraphs for evidence in paragraph]
        if not flat:
            return Chosen((), -1.0)
        if wanted and asks_for_norm_only(question, wanted):
            whole = tuple(e for e in flat if not e.former)
            return Chosen(whole[:WHOLE_NORM], 1.0, cut=len(whole) > WHOLE_NORM)
        scores = self._on_subject(question, flat)
        ranks = [rank for rank, paragraph in enumerate(paragraphs, 1) for _ in paragraph]
        fitness = scores + RANK_WEIGHT / np.array(ranks, np.float32) + _fit_to_lead(question, flat)
        lead = _lead(flat, scores, fitness)
        return Chosen(_with_lead(flat, scores, lead), 1.0 if wanted else float(scores[lead]))

    def lead(self, question: str, first: str, evidence: Sequence[Evidence]) -> Evidence | None:
        """Return the sentence of ``evidence`` that answers ``question`` much more directly than ``first``, or None."""
        if not evidence:
            return None
        scores = self._on_subject(question, evidence) + _fit_to_lead(question, evidence)
        best, beaten = int(scores.argmax()), float(self._shared(question, [first])[0])
        return evidence[best] if scores[best] >= max(DIRECT, beaten + MORE_DIRECT) else None

    def turned(self, question: str, sentences: Sequence[str]) -> tuple[int, ...]:
        """Return the order in which ``sentences`` answer ``question``: as they stand, the most direct one first.

        One that leans on the sentence before it stays behind that, and a step to take stays where it is.
        """
        if len(sentences) < 2:
            return tuple(range(len(sentences)))
        scores = self._shared(question, sentences)
        upright = [i for i, sentence in enumerate(sentences) if not (_LEANS.match(sentence) or _STEP.match(sentence))]
        best = max(upright, key=lambda i: float(scores[i]), default=0)
        first = best if scores[best] >= scores[0] + NEARER else 0
        return (first, *(i for i in range(len(sentences)) if i != first))

    def beside(self, question: str, evidence: Sequence[Evidence], said: Collection[str]) -> tuple[Evidence, ...]:
        """Return up to three sentences of ``evidence`` that are near the question and not in what is ``said``.

        None that leans on a sentence before it, or is about another subject; the nearest first.
        """
        if not evidence:
            return ()
        scores = self._on_subject(question, evidence)
        told, chosen = {term for text in said for term in terms(text)}, list[Evidence]()
        for i in np.argsort(-scores, kind="stable"):
            own = evidence[i].said(Level.STANDARD)
            new = set(terms(own))
            if scores[i] < BESIDE_NEAR or len(chosen) == BESIDE:
                break
            if not _LEANS.match(own) and len(new & told) < KNOWN * len(new):
                chosen.append(evidence[i])
                told |= new
        return tuple(chosen)

    def best(self, question: str, evidence: Sequence[Evidence]) -> Evidence:
        """Return the sentence of ``evidence`` (at least one) that is nearest to the question, of today's law first."""
        today = [e for e in evidence if not e.former] or evidence
        return today[int(self._nearness(question, today).argmax())]

    def _on_subject(self, question: str, evidence: Sequence[Evidence]) -> NDArray[np.float32]:
        """Return the nearness of each sentence, less where it is about another subject than the question."""
        return self._nearness(question, evidence) - OTHER_SUBJECT * _off_subject(question, evidence)

    def _nearness(self, question: str, evidence: Sequence[Evidence]) -> NDArray[np.float32]:
        """Return for each sentence (2 cosine + share of the question's terms) / 3; see eval/LOG.md for the weights."""
        return self._shared(question, [_full(e) for e in evidence])

    def _shared(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        cosine = self._embedded(texts) @ self._embedder.embed_query(question)
        return (2 * cosine + self._words.shared(question, texts)) / np.float32(3)

    def _embedded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if new := [text for text in dict.fromkeys(texts) if text not in self._vectors]:
            self._vectors.update(zip(new, self._embedder.embed_passages(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])


def asks_for_norm_only(question: str, wanted: Sequence[Pinpoint]) -> bool:
    """Say whether the question has no words beside the norms it names and the asking itself."""
    return set(terms(question)) <= ASKING | set(terms(" ".join(map(str, wanted))))


def _unread(evidence: Evidence) -> bool:
    """Tell whether a sentence comes from a document and has no statement of ours."""
    return evidence.statement is None and not isinstance(evidence.place, Pinpoint)


def _lead(flat: Sequence[Evidence], scores: NDArray[np.float32], fitness: NDArray[np.float32]) -> int:
    """Return which sentence is said first: the fittest, but nothing unread before what binds and is near as well."""
    lead = int(fitness.argmax())
    floor = BEFORE_UNREAD * scores[lead]
    binding = [i for i, e in enumerate(flat) if not _unread(e) and scores[i] >= floor] if _unread(flat[lead]) else ()
    return max(binding, key=lambda i: float(fitness[i]), default=lead)


def _with_lead(flat: Sequence[Evidence], scores: NDArray[np.float32], lead: int) -> tuple[Evidence, ...]:
    """Return the lead, then what is near it: its paragraph, its norm, other norms, each in its own order.

    Former law is said only where it is the lead, and then what holds today at its place is said with it.
    """
    here = flat[lead].passage.path
    floor = [NEAR_BEST if e.passage.path == here else NEAR_BEST_ELSEWHERE for e in flat]
    today = [i for i, e in enumerate(flat) if flat[lead].former and not e.former and e.place == flat[lead].place]
    order = (int(i) for i in np.argsort(-scores, kind="stable"))
    near = [i for i in order if i not in (lead, *today) and not flat[i].former and scores[i] >= floor[i] * scores[lead]]
    norms = list(dict.fromkeys((here, *(e.passage.path for e in flat))))

    # What is unread takes nobody's place: it follows where there is room.
    near.sort(key=lambda i: _unread(flat[i]))

    def in_law(i: int) -> tuple[bool, bool, int, int, int]:
        passage = flat[i].passage
        return _unread(flat[i]), passage.id != flat[lead].passage.id, norms.index(passage.path), passage.position, i

    return tuple(flat[i] for i in (lead, *today, *sorted(near[: SENTENCES - 1 - len(today)], key=in_law)))


def _off_subject(question: str, evidence: Sequence[Evidence]) -> NDArray[np.float32]:
    """Return 1 for each sentence that names none of the subjects that the question names, 0 for every other one.

    All are 0 where the question names no subject, or where no sentence is on one that it names.
    """
    named = [subject for subject in SUBJECTS if subject.search(question)]
    on = np.array([any(subject.search(_full(e)) for subject in named) for e in evidence])
    return (on.any() & ~on).astype(np.float32)


def _fit_to_lead(question: str, evidence: Sequence[Evidence]) -> NDArray[np.float32]:
    """Return what each sentence gains as the first one by a number that is asked for, and loses by leaning."""
    texts = [e.said(Level.STANDARD) for e in evidence]
    asked = bool(_ASKS_NUMBER.search(question))
    gains = [NUMBER_WEIGHT * (asked and bool(numbers(text))) for text in texts]
    losses = [LEANING_WEIGHT * bool(_LEANS.match(text)) for text in texts]
    return np.array(gains, np.float32) - np.array(losses, np.float32)


def _full(evidence: Evidence) -> str:
    """Return the sentence with its norm's heading, in the law's words and in ours."""
    own = f"{evidence.statement.standard} {evidence.statement.leichter}" if evidence.statement else ""
    return " ".join((*evidence.passage.path[-1:], evidence.quote, own))
