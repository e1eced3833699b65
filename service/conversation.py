"""A question after others: what it means with what was said before. The client holds the turns, the server nothing.

The earlier questions are read anew, from the first on, each as it was meant after those before it: so "und wie lange?"
is about what was spoken of, "ja" and "das zweite" take what was offered, "einfacher bitte" and "nochmal" say again what
was said, and "wo steht das?" shows the words of the law.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.nouns import Level
from corpus.places import Places
from corpus.terms import terms
from service.acts import Act, about, act_of, choice_of, new_subject
from service.answer import Answerer
from service.reply import Answer, Choice, Clarify, Turn
from service.subjects import replaced
from service.told import Told

ASK_ON = "Womit möchten Sie weitermachen?"
ASK_MORE = "Gern. Möchten Sie noch etwas wissen?"
ASK_ANEW = "Das tut mir leid. Bitte fragen Sie noch einmal mit anderen Worten, oder wählen Sie:"
ASK_FIRST = "Was möchten Sie wissen? Bitte stellen Sie eine ganze Frage."
GREETED = "Guten Tag! Was möchten Sie wissen?"
_WORDS: Mapping[Act, str] = {
    Act.THANKS: ASK_MORE,
    Act.GREETING: GREETED,
    Act.AMISS: ASK_ANEW,
    Act.NO: ASK_ANEW,
    Act.YES: ASK_ON,
    Act.CHOICE: ASK_ON,
}
SHOWN = 4
MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """What a conversation is about: a whole question, the last one that leans on it, and how it was to be worded.

    ``again``: the same sentences answer the leaning question as the one before it.
    """

    question: str
    leaning: str | None
    level: Level
    again: bool = False


class Conversation:
    """Answers messages of a conversation; the same turns get the same answer."""

    def __init__(self, answerer: Answerer, places: Places) -> None:
        self._answerer = answerer
        self._places = places

    def answer(self, message: str, level: Level, history: Sequence[Turn] = ()) -> Answer:
        """Return the answer to ``message`` at ``level`` after the earlier turns of ``history``, the oldest first."""
        subject: Subject | None = None
        for turn in history:
            subject = self._after(turn.question, level, subject)
        act = act_of(message)
        now = self._after(message, level, subject)
        if now is None or act in (Act.THANKS, Act.GREETING, Act.AMISS, Act.NO):
            return self._asked_on(act, level, now)
        if act in (Act.WHERE, Act.DOUBT):
            return self._wording(now, level)
        if act in (Act.YES, Act.CHOICE) and now == subject:
            return self._asked_on(act, level, now)
        return self._answered(now)

    def _after(self, message: str, level: Level, before: Subject | None) -> Subject | None:
        """Return what the conversation is about after ``message``."""
        act, anew = act_of(message), new_subject(message)
        if anew:
            return Subject(anew, None, level)
        if act is Act.ASK:
            return self._heard(message, level, before)
        if before is None or act is Act.NEW_SUBJECT:
            return None
        if act is Act.SIMPLER:
            return replace(before, level=Level.LEICHTER)
        if act is Act.DEEPER:
            return replace(before, level=Level.FACH)
        if act in (Act.YES, Act.CHOICE) and (way := self._taken(message, before)):
            return Subject(way, None, level)
        return before

    def _heard(self, message: str, level: Level, before: Subject | None) -> Subject:
        """Return the subject after a question: its own, or the one before with this question leaning on it."""
        if before is None or self._answerer.stands_alone(message, before.question):
            return Subject(message, None, level)
        other = replaced(before.question, message)
        now = Subject(other or before.question, message, level)
        said = self._answered(now).answer
        return replace(now, again=bool(said) and set(said) == set(self._answered(replace(before, level=level)).answer))

    def _answered(self, subject: Subject) -> Answer:
        if subject.leaning is None:
            return self._answerer.answer(subject.question, subject.level)
        answer = self._answerer.follow(subject.question, subject.leaning, subject.level)
        # Where nothing new is said, at least what is asked now comes first.
        return self._answerer.turned(answer, subject.leaning) if subject.again else answer

    def _taken(self, message: str, before: Subject) -> str | None:
        """Return the way on that a message takes, or None where it takes none that was offered, or several fit."""
        ways = self._ways(before)
        if not ways:
            return None
        at = choice_of(message, len(ways))
        if at is not None:
            return ways[at]
        if choice_of(message, MOST_CHOICES) is not None:
            return None  # it names one that was not offered
        if what := about(message):
            wanted = set(terms(what))
            fitting = [way for way in ways if wanted & set(terms(way))]
            return fitting[0] if len(fitting) == 1 else None
        return ways[0] if len(ways) == 1 else None

    def _ways(self, subject: Subject) -> tuple[str, ...]:
        answer = self._answered(subject)
        choices = answer.clarify.choices if answer.clarify else ()
        return (*(choice.question for choice in choices), *answer.follow_ups)

    def _asked_on(self, act: Act, level: Level, subject: Subject | None) -> Answer:
        """Return a short word back, with the ways on that were offered before."""
        ways = self._ways(subject)[:MOST_CHOICES] if subject else ()
        words = _WORDS.get(act, ASK_FIRST) if subject or act is Act.GREETING else ASK_FIRST
        return self._answerer.worded(Told(clarify=Clarify(words, tuple(Choice(way, way) for way in ways))), level)

    def _wording(self, subject: Subject, level: Level) -> Answer:
        """Return the words of the law that the last answer rests on, in the order in which it needs them."""
        answer = self._answered(subject)
        proofs = {proof.n: proof for proof in answer.sources}
        needed = dict.fromkeys(n for said in answer.answer for n in said.citations)
        if not needed:
            return answer
        return self._answerer.wording([self._places.read(proofs[n].pinpoint) for n in needed][:SHOWN], level)
