"""From a question to an answer: find, gather what could be said, choose, prove.

A topic (Thema) that people ask about in nearly these words answers first, sentence by sentence as it was written.
Where none fits, the sentences of the norms that were found do. No sentence is said without a proof, and every quote
is a slice of its passage. What the sources do not say is ``not_covered``, what somebody else answers ``signpost``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.digest import GLOSSARY
from corpus.entries import Digest, Signpost, Term, Topic
from corpus.nouns import Level, Match, Pinpoint, Place, Source
from corpus.places import touch
from corpus.superseded import Superseded, superseded_at
from corpus.terms import terms
from service import __version__
from service.choose import Chooser, asks_for_norm_only
from service.evidence import Evidence, gather, without_parts
from service.explained import Explainer
from service.prove import Prover
from service.reply import Answer, Choice, Clarify, Found, Notice, Part, Proof, Provenance, Redirect, Said, Status
from service.retrieve import Retriever
from service.told import (
    ASK_BACK,
    ASK_TOPIC,
    COUNSEL,
    DISCLAIMER,
    FORMER,
    NOT_SIMPLER,
    NOT_WHOLE,
    STALE,
    UNCHECKED,
    Told,
    status_of,
    understood_as,
    unknown_norm,
)
from service.topics import TOPIC_OFFERED, Near, TopicFinder, clearly_first

PARAGRAPHS = 5
# How near the best sentence must be to the question to be said, and to ask back; see eval/LOG.md.
ANSWERS, ASKS_BACK = 0.4, 0.25
# A question of one word can be about anything.
LEAST_WORDS = 2
CHOICES = 3


@dataclass(frozen=True, slots=True)
class Authored:
    """What people wrote and the index was built with: the sources, the digest, and what is superseded by what."""

    sources: tuple[Source, ...]
    digest: Digest
    superseded: tuple[Superseded, ...] = ()


class Answerer:
    """Answers from one index and what was authored; the same question on the same index gets the same answer."""

    def __init__(self, retriever: Retriever, chooser: Chooser, finder: TopicFinder, authored: Authored) -> None:
        self._retriever = retriever
        self._chooser = chooser
        self._finder = finder
        self._prover = Prover(retriever, authored.sources, retriever.manifest.editions, authored.digest)
        self._topics = {topic.id: topic for topic in authored.digest.topics}
        self._explainer = Explainer(authored.digest.terms)
        self._signposts = {signpost.id: signpost for signpost in authored.digest.signposts}
        self._superseded = authored.superseded
        self._manifest = retriever.manifest

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` (1 to 4,000 characters) at ``level``."""
        wanted = self._retriever.named(question)
        near = tuple(n for n in self._finder.near(question) if self._fits(n, wanted))
        if term := self._explainer.asked(question):
            told = self._of_term(term, level)
        elif clearly_first(near) and _says_what(question, wanted):
            told = self._told_of(near[0], level)
        else:
            told = self._of_norms(question, wanted, near, level)
        return self._worded(told, level)

    def _fits(self, near: Near, wanted: Sequence[Pinpoint]) -> bool:
        """Tell whether a topic may answer a question that names ``wanted``: its first sentence has to rest on one."""
        if not wanted:
            return True
        topic = self._topics.get(near.id) if near.ours else None
        leading = topic.texts[Level.STANDARD].answer[:1] if topic else ()
        return any(touch(place, want) for line in leading for place in line.places for want in wanted)

    def _told_of(self, near: Near, level: Level) -> Told:
        return self._of_topic(self._topics[near.id], level) if near.ours else self._of_signpost(near.id)

    def _of_topic(self, topic: Topic, level: Level) -> Told:
        """Return a topic as it was written at ``level``; counsellors get what is open and what to do as well."""
        lines = topic.lines(level)
        if level is Level.FACH:
            standard = topic.texts[Level.STANDARD]
            lines = (*lines, *standard.open, *standard.next)
        said, proofs = self._prover.of_lines(topic.id, topic.file, lines)
        rules = ((topic.former, FORMER), (level is Level.LEICHTER, UNCHECKED))
        return Told(
            said=said,
            proofs=proofs,
            follow_ups=tuple(self._topics[id_].title for id_ in topic.follow_ups if id_ in self._topics),
            notices=(
                understood_as(topic.title),
                *(notice for holds, notice in rules if holds),
                *self._outdated(place for line in lines for place in line.places),
            ),
            topic=topic.id,
        )

    def _of_term(self, term: Term, level: Level) -> Told:
        """Return what a term means, with the topics that have it in their title to go on with."""
        lines = term.texts[Level.LEICHTER if level is Level.LEICHTER else Level.STANDARD]
        said, proofs = self._prover.of_lines(term.term, GLOSSARY, lines)
        titles = (t.title for t in self._topics.values() if term.term in t.title and not t.former)
        unchecked = (UNCHECKED,) if level is Level.LEICHTER else ()
        return Told(said=said, proofs=proofs, follow_ups=tuple(titles)[:CHOICES], notices=unchecked)

    def _of_signpost(self, id_: str) -> Told:
        signpost: Signpost = self._signposts[id_]
        return Told(redirect=Redirect(signpost.name, signpost.url, signpost.phone), signpost=True, topic=id_)

    def _of_norms(self, question: str, wanted: Sequence[Pinpoint], near: Sequence[Near], level: Level) -> Told:
        """Return what the sentences of the norms say that were named or found, or a question back."""
        matches = () if wanted else self._retriever.find(question, PARAGRAPHS)
        # Where norms are named, the answer comes from these or not at all.
        places = self._retriever.at(wanted) if wanted else tuple(match.passage.place for match in matches)
        chosen = self._chooser.choose(question, [self._gather(place, wanted) for place in places], wanted)
        offered = self._offered(near)
        if offered and not wanted:
            return Told(clarify=offered)
        evidence = self._with_todays(chosen.evidence) if chosen.nearness >= ANSWERS else ()
        if evidence:
            told = self._of_evidence(evidence, level)
            notices = (NOT_WHOLE, *told.notices) if chosen.cut else told.notices
            return replace(told, notices=notices, follow_ups=self._titles(near) if wanted else ())
        clarify = _question_back(matches) if chosen.nearness >= ASKS_BACK else None
        return Told(clarify=clarify, notices=unknown_norm(wanted))

    def _offered(self, near: Sequence[Near]) -> Clarify | None:
        """Return the question back which topic is meant, where two or more are near enough."""
        titles = self._titles(near) if near and near[0].nearness >= TOPIC_OFFERED else ()
        return Clarify(ASK_TOPIC, tuple(Choice(title, title) for title in titles)) if len(titles) > 1 else None

    def _titles(self, near: Sequence[Near]) -> tuple[str, ...]:
        return tuple(self._topics[n.id].title for n in near[:CHOICES] if n.ours)

    def _of_evidence(self, found: Sequence[Evidence], level: Level) -> Told:
        evidence = without_parts(found) if level is Level.FACH else found
        proofs: dict[tuple[str, str], Proof] = {}
        for each in evidence:
            if _key(each) not in proofs:
                proofs[_key(each)] = self._prover.of_evidence(each, len(proofs) + 1)
        leichter = level is Level.LEICHTER
        rules = (
            (any(e.former for e in evidence), FORMER),
            (leichter and any(e.statement is None for e in evidence), NOT_SIMPLER),
            (leichter, UNCHECKED),
        )
        said = [Said(e.said(level), (proofs[_key(e)].n,)) for e in evidence]
        shown = list(proofs.values())
        for statement in (e.statement for e in evidence if e.statement):
            more, proven = self._prover.of_today(statement, len(shown) + 1)
            said += more
            shown += proven
        return Told(
            said=tuple(said),
            proofs=tuple(shown),
            notices=(*(n for holds, n in rules if holds), *self._outdated(e.place for e in evidence)),
        )

    def _worded(self, told: Told, level: Level) -> Answer:
        status = status_of(told)
        redirect = told.redirect or (COUNSEL if status is Status.NOT_COVERED else None)
        stale = (STALE,) if any(proof.stale for proof in told.proofs) else ()
        return Answer(
            id=self._id(level, told),
            status=status,
            level=level,
            answer=told.said,
            parts=(Part(0, status, told.said, told.clarify, redirect),),
            sources=told.proofs,
            clarify=told.clarify,
            redirect=redirect,
            follow_ups=told.follow_ups,
            notices=(*stale, *told.notices, DISCLAIMER),
            provenance=Provenance(self._manifest.fingerprint, "digest", __version__),
        )

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return up to ``k`` paragraphs for ``question``, best first, each quoted by its best sentence."""
        wanted = self._retriever.named(question)
        matches = self._retriever.find(question, k)
        best = [self._chooser.best(question, self._gather(match.passage.place, wanted)) for match in matches]
        pairs = enumerate(zip(best, matches, strict=True), 1)
        return tuple(Found(self._prover.of_evidence(e, n), match.score) for n, (e, match) in pairs)

    def _with_todays(self, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the evidence with what holds today said before each wording that is superseded."""
        said: dict[Evidence, None] = {}
        for each in evidence:
            for entry in superseded_at(each.place, self._superseded):
                places = self._retriever.at((entry.by,))
                said |= dict.fromkeys(e for place in places for e in self._gather(place, (entry.by,)))
            said[each] = None
        return tuple(said)

    def _outdated(self, places: Iterable[Place]) -> tuple[Notice, ...]:
        entries = dict.fromkeys(entry for place in places for entry in superseded_at(place, self._superseded))
        return tuple(Notice("superseded", entry.note) for entry in entries)

    def _gather(self, place: Place, wanted: Sequence[Pinpoint]) -> tuple[Evidence, ...]:
        return gather(self._retriever.passages_at(place), self._prover.statements, wanted)

    def _id(self, level: Level, told: Told) -> str:
        """Return an id that says which index, level, topic and passages made the answer; nothing of the question."""
        passages = dict.fromkeys(proof.passage_id for proof in told.proofs)
        return ".".join((self._manifest.fingerprint[:12], level, *filter(None, (told.topic,)), *passages))


def _says_what(question: str, wanted: Sequence[Pinpoint]) -> bool:
    """Tell whether a question says what it is about. "Was steht in § 61?" does not: that is for the norm to answer."""
    return len(set(terms(question))) >= LEAST_WORDS and not asks_for_norm_only(question, wanted)


def _key(evidence: Evidence) -> tuple[str, str]:
    return evidence.passage.id, evidence.quote


def _question_back(matches: Sequence[Match]) -> Clarify | None:
    """Return the question which of the norms found is meant, or None where there are not two to choose from."""
    norms = {
        Pinpoint(place.law, place.section): match.passage.path[-1]
        for match in matches
        if isinstance(place := match.passage.place, Pinpoint) and place.section and match.passage.path
    }
    choices = [
        Choice(f"{heading.removeprefix(f'§ {norm.section} ')} ({norm})", f"Was steht in {norm}?")
        for norm, heading in norms.items()
    ][:CHOICES]
    return Clarify(ASK_BACK, tuple(choices)) if len(choices) > 1 else None
