"""From a question to an answer: find, gather what could be said, choose, prove.

A topic (Thema) that people ask about in nearly these words answers first, sentence by sentence as it was written.
Where none fits, the sentences of the norms that were found do. No sentence is said without a proof, and every quote
is a slice of its passage. What the sources do not say is ``not_covered``, what somebody else answers ``signpost``.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.nouns import Level, Match, Pinpoint, Place
from corpus.places import paragraph_of, touch
from corpus.superseded import superseded_at
from service import __version__
from service.authored import Authored, Teller
from service.choose import Chooser, asks_for_norm_only
from service.cover import ANSWERED_FROM, FITTED, Nearness
from service.evidence import Evidence, gather, without_parts
from service.explained import Explainer
from service.hear import Heard
from service.language import GERMAN, Languages, declined_in
from service.prove import Prover
from service.reply import Answer, Choice, Clarify, Found, Part, Proof, Provenance, Said, Status, Turn
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
    unknown_norm,
)
from service.topics import TOPIC_NEAR, Near, TopicFinder, clearly_first

PARAGRAPHS = 5
# How near the best sentence must be to the question to be said; see eval/LOG.md.
ANSWERS = 0.4
# How many of the places that a topic cites first are what it is mainly about.
MAINLY = 4
# How near a signpost must be to be named.
SIGNPOSTED = 0.2
# A question whose words tell less than this can be about anything ("Ich brauche Hilfe."): all that were meant to be
# asked back tell at most 0.64, all others at least 0.79 (eval/LOG.md).
TELLING = 0.7
CHOICES = 3


class Answerer:
    """Answers from one index and what was authored; the same question on the same index gets the same answer."""

    def __init__(
        self, retriever: Retriever, chooser: Chooser, finder: TopicFinder, languages: Languages, authored: Authored
    ) -> None:
        self._retriever = retriever
        self._languages = languages
        self._chooser = chooser
        self._finder = finder
        self._prover = Prover(retriever, authored.sources, retriever.manifest.editions, authored.digest)
        self._topics = {topic.id: topic for topic in authored.digest.topics}
        self._explainer = Explainer(authored.digest.terms)
        self._authored = authored
        self._teller = Teller(authored, self._prover)
        self._manifest = retriever.manifest

    @property
    def retriever(self) -> Retriever:
        """Return what finds the passages that are answered from."""
        return self._retriever

    @property
    def prover(self) -> Prover:
        """Return what makes the proofs."""
        return self._prover

    def answer(self, question: str, level: Level, history: Sequence[Turn] = ()) -> Answer:  # noqa: ARG002
        """Return the answer to ``question`` (1 to 4,000 characters) at ``level``, after the turns of ``history``."""
        wanted, heard = self._retriever.named(question), self._retriever.hear(question)
        matches, near = self._retriever.ranked(heard, (), PARAGRAPHS), self._near(heard)
        ours = tuple(n for n in near if n.ours and self._fits(n, wanted))
        if (language := self._languages.of(question)) != GERMAN:
            told = Told(redirect=COUNSEL, signpost=True, notices=(declined_in(language),))
        elif not wanted and (topic := self._teller.asked(question)):
            told = self._teller.topic(topic, level)
        elif term := self._explainer.asked(question):
            told = self._teller.term(term, level)
        elif not wanted and self._retriever.information(heard) < TELLING and not clearly_first(ours):
            told = Told(clarify=self._offered(ours) or _question_back(matches))
        elif not wanted and FITTED.sure(self._nearness(heard, matches, near)) < ANSWERED_FROM:
            told = self._declined(near)
        elif ours and self._answers(ours, matches) and not (wanted and asks_for_norm_only(question, wanted)):
            told = self._teller.topic(ours[0].id, level)
        else:
            told = self._of_norms(heard, wanted, matches, ours, level)
        return self._worded(told, level)

    def evidence(self, question: str) -> Nearness:
        """Return how near ``question`` is to what is here and to what is elsewhere."""
        heard = self._retriever.hear(question)
        return self._nearness(heard, self._retriever.ranked(heard, (), 1), self._near(heard))

    def _near(self, heard: Heard) -> tuple[Near, ...]:
        """Return topics and signposts that are near; an index may still have some that are no longer written."""
        return tuple(n for n in self._finder.near(heard) if self._teller.knows(n.id))

    def _nearness(self, heard: Heard, matches: Sequence[Match], near: Sequence[Near]) -> Nearness:
        if not matches:
            return Nearness(0.0, 0.0, 0.0)
        elsewhere = next((n.nearness for n in near if not n.ours), 0.0)
        return Nearness(matches[0].score, elsewhere, self._retriever.missing(heard, matches[0].passage.place))

    def _answers(self, ours: Sequence[Near], matches: Sequence[Match]) -> bool:
        """Tell whether the first topic answers: it mainly cites the best paragraph found, or is far ahead."""
        main = list(dict.fromkeys(map(paragraph_of, self._topics[ours[0].id].places())))[:MAINLY]
        agreed = bool(matches) and paragraph_of(matches[0].passage.place) in main
        return (agreed and ours[0].nearness >= TOPIC_NEAR) or clearly_first(ours)

    def _declined(self, near: Sequence[Near]) -> Told:
        """Return the signpost that is nearest, or nothing where none is near: then nobody here knows who helps."""
        elsewhere = next((n for n in near if not n.ours and n.nearness >= SIGNPOSTED), None)
        return self._teller.signpost(elsewhere.id) if elsewhere else Told()

    def _fits(self, near: Near, wanted: Sequence[Pinpoint]) -> bool:
        """Tell whether a topic may answer a question that names ``wanted``: its first sentence has to rest on one."""
        if not wanted:
            return True
        leading = self._topics[near.id].texts[Level.STANDARD].answer[:1]
        return any(touch(place, want) for line in leading for place in line.places for want in wanted)

    def _of_norms(
        self, heard: Heard, wanted: Sequence[Pinpoint], matches: Sequence[Match], near: Sequence[Near], level: Level
    ) -> Told:
        """Return what the sentences of the norms say that were named or found, or a question back."""
        # Where norms are named, the answer comes from these or not at all.
        places = self._retriever.at(wanted) if wanted else tuple(match.passage.place for match in matches)
        chosen = self._chooser.choose(heard.text, [self._gather(place, wanted) for place in places], wanted)
        offered = self._offered(near)
        if offered and not wanted:
            return Told(clarify=offered)
        evidence = self._with_todays(chosen.evidence) if chosen.nearness >= ANSWERS else ()
        if evidence:
            told = self._of_evidence(evidence, level)
            notices = (NOT_WHOLE, *told.notices) if chosen.cut else told.notices
            return replace(told, notices=notices, follow_ups=self._titles(near) if wanted else ())
        return Told(clarify=None if wanted else _question_back(matches), notices=unknown_norm(wanted))

    def _offered(self, near: Sequence[Near]) -> Clarify | None:
        """Return the question back which topic is meant, where two or more are near enough."""
        titles = self._titles(near) if near and near[0].nearness >= TOPIC_NEAR else ()
        return Clarify(ASK_TOPIC, tuple(Choice(title, title) for title in titles)) if len(titles) > 1 else None

    def _titles(self, near: Sequence[Near]) -> tuple[str, ...]:
        return tuple(self._topics[n.id].title for n in near[:CHOICES])

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
            notices=(*(n for holds, n in rules if holds), *self._authored.outdated(e.place for e in evidence)),
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
        wanted, heard = self._retriever.named(question), self._retriever.hear(question)
        matches = self._retriever.ranked(heard, wanted, k)
        best = [self._chooser.best(heard.text, self._gather(match.passage.place, wanted)) for match in matches]
        pairs = enumerate(zip(best, matches, strict=True), 1)
        return tuple(Found(self._prover.of_evidence(e, n), match.score) for n, (e, match) in pairs)

    def _with_todays(self, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the evidence with what holds today said before each wording that is superseded."""
        said: dict[Evidence, None] = {}
        for each in evidence:
            for entry in superseded_at(each.place, self._authored.superseded):
                places = self._retriever.at((entry.by,))
                said |= dict.fromkeys(e for place in places for e in self._gather(place, (entry.by,)))
            said[each] = None
        return tuple(said)

    def _gather(self, place: Place, wanted: Sequence[Pinpoint]) -> tuple[Evidence, ...]:
        return gather(self._retriever.passages_at(place), self._prover.statements, wanted)

    def _id(self, level: Level, told: Told) -> str:
        """Return an id that says which index, level, topic and passages made the answer; nothing of the question."""
        passages = dict.fromkeys(proof.passage_id for proof in told.proofs)
        return ".".join((self._manifest.fingerprint[:12], level, *filter(None, (told.topic,)), *passages))


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
