"""From a question to an answer: find, gather what could be said, choose, prove.

A topic (Thema) that people ask about in nearly these words answers first, sentence by sentence as it was written, then
what the paragraphs found say beside it. Where no topic fits, the sentences of the norms that were found do. No
sentence is said without a proof, and every quote is a slice of its passage. What the sources do not say is
``not_covered``, what somebody else answers ``signpost``. Several questions in one message are answered one by one.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.nouns import Level, Match, Pinpoint, Place
from corpus.places import paragraph_of, touch
from service import __version__
from service.authored import Authored, Teller
from service.choose import Chooser, asks_for_norm_only
from service.cover import ANSWERED_FROM, FITTED, Nearness
from service.explained import Explainer
from service.hear import Heard
from service.joined import joined
from service.language import GERMAN, Languages, declined_in
from service.message import Asked, leans, questions_of
from service.norms import ANSWERS, Norms
from service.opening import Opening
from service.prove import Prover
from service.reply import Answer, Choice, Clarify, Found, Part, Provenance, Status
from service.retrieve import Retriever
from service.told import ASK_BACK, ASK_TOPIC, COUNSEL, DISCLAIMER, STALE, Told, status_of, unknown_norm
from service.topics import TOPIC_NEAR, Near, TopicFinder, clearly_first

PARAGRAPHS = 5
# How many of the places that a topic cites first are what it is mainly about.
MAINLY = 4
# How near a signpost must be to be named.
SIGNPOSTED = 0.2
# A question whose words tell less than this can be about anything ("Ich brauche Hilfe."): all that were meant to be
# asked back tell at most 0.64, all others at least 0.79 (eval/LOG.md).
TELLING = 0.7
# From which score of the best paragraph on, or how far ahead of the next, it answers whatever the topics say.
FOUND, AHEAD = 0.3, 0.03
CHOICES = 3


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
        self._finder = finder
        prover = Prover(retriever, authored.sources, retriever.manifest.editions, authored.digest)
        self._topics = {topic.id: topic for topic in authored.digest.topics}
        self._explainer = Explainer(authored.digest.terms)
        self._teller = Teller(authored, prover, opening)
        self._norms = Norms(retriever, chooser, prover, authored)
        self._manifest = retriever.manifest

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` (1 to 4,000 characters) at ``level``."""
        if (language := self._languages.of(question)) != GERMAN:
            elsewhere = Told(redirect=COUNSEL, signpost=True, notices=(declined_in(language),))
            return self._worded((elsewhere,), level)
        asked = () if self._teller.asked(question) else questions_of(question)
        tolds = _different([self._told(self._text(each), level) for each in asked])
        # One question with what was told around it is understood better as a whole.
        return self._worded(tolds if len(tolds) > 1 else (self._told(question, level),), level)

    def follow(self, before: str, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` that leans on the question ``before`` it ("und wie lange?")."""
        # Said twice, it weighs more than what it leans on; once was measured to find less (eval/LOG.md).
        return self._worded((self._of_law(f"{before} {question} {question}", level),), level)

    def stands_alone(self, message: str, before: str) -> bool:
        """Tell whether a message after the question ``before`` is to be understood without it."""
        if self._teller.asked(message) or self._retriever.named(message) or self._explainer.asked(message):
            return True
        if leans(message):
            return False
        alone, leaning = self._retriever.hear(message), self._retriever.hear(f"{before} {message} {message}")
        best = [self._retriever.ranked(heard, (), 1) for heard in (alone, leaning)]
        return bool(best[0]) and best[0][0].score >= best[1][0].score

    def wording(self, places: Sequence[Place]) -> Answer:
        """Return the answer that shows the publisher's words at ``places``."""
        return self._worded((self._norms.wording(places),), Level.FACH)

    def worded(self, told: Told, level: Level) -> Answer:
        """Return what is told as an answer."""
        return self._worded((told,), level)

    def evidence(self, question: str) -> Nearness:
        """Return how near ``question`` is to what is here and to what is elsewhere."""
        heard = self._retriever.hear(question)
        return self._nearness(heard, self._retriever.ranked(heard, (), 1), self._near(heard))

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return up to ``k`` paragraphs for ``question``, best first, each quoted by its best sentence."""
        wanted, heard = self._retriever.named(question), self._retriever.hear(question)
        return self._norms.found(heard.text, wanted, self._retriever.ranked(heard, wanted, k))

    def _text(self, asked: Asked) -> str:
        """Return a question of a message as it is understood: alone where its own words tell enough."""
        alone = self._retriever.information(self._retriever.hear(asked.text)) >= TELLING
        return asked.text if alone else asked.whole

    def _told(self, question: str, level: Level) -> Told:
        wanted, heard = self._retriever.named(question), self._retriever.hear(question)
        matches, near = self._retriever.ranked(heard, (), PARAGRAPHS), self._near(heard)
        ours = tuple(n for n in near if n.ours and self._fits(n, wanted))
        if not wanted and (topic := self._teller.asked(question)):
            return self._of_topic(topic, heard, matches, level)
        if term := self._explainer.asked(question):
            return self._teller.term(term, level)
        if not wanted and self._retriever.information(heard) < TELLING and not clearly_first(ours):
            return Told(clarify=self._offered(ours) or _question_back(matches))
        return self._of_law(question, level)

    def _of_law(self, question: str, level: Level) -> Told:
        wanted, heard = self._retriever.named(question), self._retriever.hear(question)
        matches, near = self._retriever.ranked(heard, (), PARAGRAPHS), self._near(heard)
        ours = tuple(n for n in near if n.ours and self._fits(n, wanted))
        if not wanted and FITTED.sure(self._nearness(heard, matches, near)) < ANSWERED_FROM:
            return self._declined(near)
        if wanted:
            return self._of_named(heard, wanted, matches, ours, level)
        return self._of_found(heard, matches, ours, level)

    def _of_topic(self, id_: str, heard: Heard, matches: Sequence[Match], level: Level) -> Told:
        """Return the topic with what the paragraphs found say beside it."""
        topic = self._topics[id_]
        first = topic.texts[Level.STANDARD].answer[0]
        direct = not matches or any(touch(place, matches[0].passage.place) for place in first.places)
        lead = Told() if direct else self._norms.lead(heard, matches[0], f"{topic.title} {first.text}", level)
        said = (*self._teller.sentences(id_), *(said.text for said in lead.said))
        return self._teller.topic(id_, level, heard.text, lead, self._norms.beside(heard, matches, said, level))

    def _of_named(
        self, heard: Heard, wanted: Sequence[Pinpoint], matches: Sequence[Match], near: Sequence[Near], level: Level
    ) -> Told:
        """Return what the norms say that are named, or the topic that rests on them where one answers."""
        if near and self._answers(near[0], matches, near) and not asks_for_norm_only(heard.text, wanted):
            return self._of_topic(near[0].id, heard, matches, level)
        # Where norms are named, the answer comes from these or not at all.
        told = self._norms.told(heard, wanted, self._retriever.at(wanted), level)
        return replace(told, follow_ups=self._titles(near)) if told.said else Told(notices=unknown_norm(wanted))

    def _of_found(self, heard: Heard, matches: Sequence[Match], near: Sequence[Near], level: Level) -> Told:
        """Return the topic that answers, or what the best paragraphs say, or a question back."""
        answering = next((n for n in near[:CHOICES] if self._answers(n, matches, near)), None)
        if answering:
            return self._of_topic(answering.id, heard, matches, level)
        offered = self._offered(near)
        if not offered or _sure(matches):
            places = tuple(match.passage.place for match in matches)
            told = self._norms.told(heard, (), places, level, least=-1.0 if _sure(matches) else ANSWERS)
            if told.said:
                return replace(told, follow_ups=self._titles(near) if offered else ())
        return Told(clarify=offered or _question_back(matches))

    def _near(self, heard: Heard) -> tuple[Near, ...]:
        """Return topics and signposts that are near; an index may still have some that are no longer written."""
        return tuple(n for n in self._finder.near(heard) if self._teller.knows(n.id))

    def _nearness(self, heard: Heard, matches: Sequence[Match], near: Sequence[Near]) -> Nearness:
        if not matches:
            return Nearness(0.0, 0.0, 0.0)
        elsewhere = next((n.nearness for n in near if not n.ours), 0.0)
        return Nearness(matches[0].score, elsewhere, self._retriever.missing(heard, matches[0].passage.place))

    def _answers(self, topic: Near, matches: Sequence[Match], near: Sequence[Near]) -> bool:
        """Tell whether a topic answers: it mainly cites the best paragraph found, or is first and far ahead."""
        main = list(dict.fromkeys(map(paragraph_of, self._topics[topic.id].places())))[:MAINLY]
        agreed = bool(matches) and paragraph_of(matches[0].passage.place) in main
        return (agreed and (topic.nearness >= TOPIC_NEAR or _sure(matches))) or (
            topic is near[0] and clearly_first(near)
        )

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

    def _offered(self, near: Sequence[Near]) -> Clarify | None:
        """Return the question back which topic is meant, where two or more are near enough."""
        titles = self._titles(near) if near and near[0].nearness >= TOPIC_NEAR else ()
        return Clarify(ASK_TOPIC, tuple(Choice(title, title) for title in titles)) if len(titles) > 1 else None

    def _titles(self, near: Sequence[Near]) -> tuple[str, ...]:
        return tuple(self._topics[n.id].title for n in near[:CHOICES])

    def _worded(self, tolds: Sequence[Told], level: Level) -> Answer:
        """Return one answer from what is told to each question of a message."""
        saids, proofs = joined([(told.said, told.proofs) for told in tolds])
        parts = tuple(
            _part(at, replace(told, said=said)) for at, (told, said) in enumerate(zip(tolds, saids, strict=True))
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


def _different(tolds: Sequence[Told]) -> tuple[Told, ...]:
    """Return the answers to the questions of a message and who helps with some, each topic and first proof once."""
    firsts: dict[str, Told] = {}
    for told in tolds:
        if told.said or told.signpost:
            firsts.setdefault(told.topic or told.proofs[0].passage_id, told)
    return tuple(firsts.values())


def _sure(matches: Sequence[Match]) -> bool:
    """Tell whether the best paragraph is near enough to the question, or enough nearer than the next."""
    if not matches:
        return False
    ahead = matches[0].score - matches[1].score if len(matches) > 1 else 1.0
    return matches[0].score >= FOUND or ahead >= AHEAD


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
