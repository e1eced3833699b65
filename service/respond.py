"""From one question to what is told to it: a topic, what norms say, a term, a signpost, or a question back.

A topic (Thema) that people ask about in nearly these words answers first, sentence by sentence as it was written, with
what the paragraphs found say beside it. Where no topic fits, the sentences of the norms that were found do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.entries import Topic
from corpus.nouns import Level, Match, Pinpoint, Place
from corpus.places import paragraph_of, touch
from service.authored import Teller
from service.bound import bound
from service.choose import asks_for_norm_only
from service.cover import ANSWERED_FROM, FITTED, Nearness
from service.explained import Explainer
from service.hear import Heard
from service.message import Asked, leans
from service.norms import ANSWERS, Norms
from service.reply import Choice, Clarify
from service.retrieve import Retriever
from service.subjects import named
from service.told import ASK_BACK, ASK_TOPIC, Told, unknown_norm
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
# How near a topic must be that agrees with a paragraph that is sure.
AGREED = 0.2
# How near a sentence of a paragraph that is sure must be to the question.
LEAST = 0.1
# From how many words on a question that names an offer says enough.
SENTENCE = 4
CHOICES = 3


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question, the norms it names, and what was found: the best paragraphs, topics and signposts, topics alone."""

    wanted: tuple[Pinpoint, ...]
    heard: Heard
    matches: tuple[Match, ...]
    near: tuple[Near, ...]
    ours: tuple[Near, ...]


class Responder:
    """Decides what answers a question; the same question on the same index gets the same."""

    def __init__(
        self,
        retriever: Retriever,
        finder: TopicFinder,
        teller: Teller,
        norms: Norms,
        explainer: Explainer,
        topics: Sequence[Topic],
    ) -> None:
        self._retriever = retriever
        self._finder = finder
        self._teller = teller
        self._norms = norms
        self._explainer = explainer
        self._topics = {topic.id: topic for topic in topics}

    def nearness(self, question: str) -> Nearness:
        """Return how near ``question`` is to what is here and to what is elsewhere."""
        return self._nearness(self._understood(question))

    def text(self, asked: Asked) -> str:
        """Return a question of a message as it is understood: alone where its own words tell enough."""
        return asked.text if self.tells(asked) else asked.whole

    def tells(self, asked: Asked) -> bool:
        """Tell whether a question of a message says enough by its own words."""
        return self._retriever.information(self._retriever.hear(asked.text)) >= TELLING

    def stands_alone(self, message: str, before: str) -> bool:
        """Tell whether a message after the question ``before`` is to be understood without it."""
        if self._teller.asked(message) or self._retriever.named(message) or self._explainer.asked(message):
            return True
        if leans(message):
            return False
        alone, leaning = self._retriever.hear(message), self._retriever.hear(f"{before} {message} {message}")
        best = [self._retriever.ranked(heard, (), 1) for heard in (alone, leaning)]
        return bool(best[0]) and best[0][0].score >= best[1][0].score

    def told(self, question: str, level: Level) -> Told:
        """Return what is told to ``question`` at ``level``."""
        asked = self._understood(question)
        if not asked.wanted and (topic := self._teller.asked(question)):
            return self._of_topic(topic, asked, level)
        if term := self._explainer.asked(question):
            return self._teller.term(term, level)
        if self._vague(asked) and not clearly_first(asked.ours):
            return Told(clarify=self._offered(asked) or _question_back(asked.matches))
        return self._of_law(asked, level)

    def leaning(self, before: str, question: str, level: Level) -> Told:
        """Return what is told to ``question`` that leans on the question ``before`` it."""
        # Said twice, it weighs more than what it leans on; said once, less was found (eval/LOG.md).
        return self._of_law(self._understood(f"{before} {question} {question}"), level)

    def _understood(self, question: str) -> _Understood:
        wanted, heard = self._retriever.named(question), self._retriever.hear(question)
        # An index may still have topics and signposts that are no longer written.
        near = tuple(n for n in self._finder.near(heard) if self._teller.knows(n.id))
        ours = tuple(n for n in near if n.ours and self._fits(n, wanted))
        return _Understood(wanted, heard, self._retriever.ranked(heard, (), PARAGRAPHS), near, ours)

    def _vague(self, asked: _Understood) -> bool:
        """Tell whether a question can be about anything: common words, no norm, no offer in a whole sentence."""
        text = asked.heard.text
        if asked.wanted or (named(text) and len(text.split()) >= SENTENCE):
            return False
        return self._retriever.information(asked.heard) < TELLING

    def _of_law(self, asked: _Understood, level: Level) -> Told:
        """Return what topics and norms say to a question that is neither a way of asking nor too vague to tell."""
        if not asked.wanted and FITTED.sure(self._nearness(asked)) < ANSWERED_FROM:
            return self._declined(asked)
        return self._of_named(asked, level) if asked.wanted else self._of_found(asked, level)

    def _of_topic(self, id_: str, asked: _Understood, level: Level) -> Told:
        """Return the topic with what the paragraphs found say beside it."""
        topic, matches = self._topics[id_], asked.matches
        first = topic.texts[Level.STANDARD].answer[0]
        direct = not matches or any(touch(place, matches[0].passage.place) for place in first.places)
        lead = Told() if direct else self._norms.lead(asked.heard, matches[0], f"{topic.title} {first.text}", level)
        said = (*self._teller.sentences(id_), *(said.text for said in lead.said))
        told = tuple(place for line in topic.lines(Level.STANDARD) for place in line.places)
        near = bound(matches, told, self._related(topic))
        beside = self._norms.beside(asked.heard, near, said, topic.places(), level)
        return self._teller.topic(id_, level, asked.heard.text, lead, beside)

    def _related(self, topic: Topic) -> tuple[Place, ...]:
        """Return what a topic cites at any level, and what the topics cite that it leads on to."""
        known = (self._topics[id_] for id_ in topic.follow_ups if id_ in self._topics)
        return tuple(place for each in (topic, *known) for place in each.places())

    def _of_named(self, asked: _Understood, level: Level) -> Told:
        """Return what the norms say that are named, or the topic that rests on them where one answers."""
        only = asks_for_norm_only(asked.heard.text, asked.wanted)
        if asked.ours and self._answers(asked.ours[0], asked) and not only:
            return self._of_topic(asked.ours[0].id, asked, level)
        # Where norms are named, the answer comes from these or not at all.
        told = self._norms.told(asked.heard, asked.wanted, self._retriever.at(asked.wanted), level)
        follow_ups = self._titles(asked.ours)
        return replace(told, follow_ups=follow_ups) if told.said else Told(notices=unknown_norm(asked.wanted))

    def _of_found(self, asked: _Understood, level: Level) -> Told:
        """Return the topic that answers, or what the best paragraphs say, or a question back."""
        answering = next((n for n in asked.ours[:CHOICES] if self._answers(n, asked)), None)
        if answering:
            return self._of_topic(answering.id, asked, level)
        offered, sure = self._offered(asked), _sure(asked.matches)
        if sure or not offered:
            places = tuple(match.passage.place for match in asked.matches)
            told = self._norms.told(asked.heard, (), places, level, least=LEAST if sure else ANSWERS)
            if told.said:
                return replace(told, follow_ups=self._titles(asked.ours) if offered else ())
        return Told(clarify=offered or _question_back(asked.matches))

    def _nearness(self, asked: _Understood) -> Nearness:
        if not asked.matches:
            return Nearness(0.0, 0.0, 0.0)
        best = asked.matches[0]
        elsewhere = next((n.nearness for n in asked.near if not n.ours), 0.0)
        return Nearness(best.score, elsewhere, self._retriever.missing(asked.heard, best.passage.place))

    def _answers(self, topic: Near, asked: _Understood) -> bool:
        """Tell whether a topic answers: it mainly cites the best paragraph found, or is first and far ahead."""
        if topic is asked.ours[0] and clearly_first(asked.ours):
            return True
        main = list(dict.fromkeys(map(paragraph_of, self._topics[topic.id].places())))[:MAINLY]
        agreed = bool(asked.matches) and paragraph_of(asked.matches[0].passage.place) in main
        return agreed and topic.nearness >= (AGREED if _sure(asked.matches) else TOPIC_NEAR)

    def _declined(self, asked: _Understood) -> Told:
        """Return the signpost that is nearest, or nothing where none is near: then nobody here knows who helps."""
        elsewhere = next((n for n in asked.near if not n.ours and n.nearness >= SIGNPOSTED), None)
        return self._teller.signpost(elsewhere.id) if elsewhere else Told()

    def _fits(self, near: Near, wanted: Sequence[Pinpoint]) -> bool:
        """Tell whether a topic may answer a question that names ``wanted``: its first sentence has to rest on one."""
        if not wanted:
            return True
        leading = self._topics[near.id].texts[Level.STANDARD].answer[:1]
        return any(touch(place, want) for line in leading for place in line.places for want in wanted)

    def _offered(self, asked: _Understood) -> Clarify | None:
        """Return the question back which topic is meant, where two or more are near enough."""
        titles = self._titles(asked.ours) if asked.ours and asked.ours[0].nearness >= TOPIC_NEAR else ()
        return Clarify(ASK_TOPIC, tuple(Choice(title, title) for title in titles)) if len(titles) > 1 else None

    def _titles(self, near: Sequence[Near]) -> tuple[str, ...]:
        return tuple(self._topics[n.id].title for n in near[:CHOICES])


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
