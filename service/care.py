"""What must be told around an answer: a human who helps now, what a decision asks for, who decides on a case.

The texts are fixed (`service.fixed`), and words alone decide, so that nothing a model or a threshold does can leave a
text out; one told without need does less harm than one left out.
"""

from collections.abc import Iterable, Mapping, Sequence

from corpus.entries import GuidedCheck
from service.crisis import in_crisis, overwhelmed
from service.decided import Sender, sender
from service.fixed import (
    CRISIS,
    DEADLINE,
    DEADLINE_ADMINISTRATIVE,
    DEADLINE_DISMISSAL,
    DEADLINE_ELSEWHERE,
    DEADLINE_EMPLOYER,
    DEADLINE_WORKSHOP,
    FIRST_ADVICE,
    HELP,
    LETTER,
    OVERWHELMED,
    PERSONAL,
)
from service.message import sentences_of
from service.personal import decider, shows_letter, wants_advice, wants_verdict
from service.reply import Clarify, GuidedBy, Notice
from service.violence import suffers_violence

DEADLINES: Mapping[Sender, Notice] = {
    Sender.OFFICE: DEADLINE,
    Sender.ADMINISTRATION: DEADLINE_ADMINISTRATIVE,
    Sender.WORKSHOP: DEADLINE_WORKSHOP,
    Sender.DISMISSING: DEADLINE_DISMISSAL,
    Sender.EMPLOYER: DEADLINE_EMPLOYER,
    Sender.ELSEWHERE: DEADLINE_ELSEWHERE,
}
# The check for whoever holds a letter, and those for companies and providers, which a person is not sent to.
LETTER_CHECK = "brief-oder-keine-antwort"
FOR_COMPANIES = frozenset({"arbeitgeber", "anderer-leistungsanbieter-werden"})


def care(question: str) -> tuple[Notice, ...]:
    """Return the fixed texts that belong before the answer to ``question``, the most urgent first."""
    told = [notice for notice, holds in ((CRISIS, in_crisis), (HELP, suffers_violence)) if holds(question)]
    if whose := sender(question):
        told.append(DEADLINES[whose])
    if case := _case(question):
        told.append(case)
    return tuple(told)


def beside_need(question: str) -> str:
    """Return what ``question`` asks beside the words of somebody who may want to die: "" where that is all it says.

    Whoever says only that is answered by the fixed text, and by no sentence on law.
    """
    if not in_crisis(question):
        return question
    others = [sentence for sentence in sentences_of(question) if not in_crisis(sentence)]
    return " ".join(others) if any("?" in sentence for sentence in others) else ""


def asked_back(question: str) -> Clarify | None:
    """Return what to ask back where ``question`` says only that somebody can no longer, else None."""
    return OVERWHELMED if overwhelmed(question) else None


def guided(question: str, topics: Iterable[str], checks: Sequence[GuidedCheck]) -> GuidedBy | None:
    """Return the guided check that fits a personal case, or None; nobody in a crisis is sent to one.

    ``topics`` holds the id of the topic that answered, if one did; what else is in it does no harm, so that it can be
    the parts of an answer's id. Whoever holds a decision of an office is led to the check for letters.
    """
    letter = shows_letter(question) or sender(question) in (Sender.OFFICE, Sender.ADMINISTRATION)
    if in_crisis(question) or (not letter and _case(question) is None):
        return None
    found = next((check for check in checks if letter and check.id == LETTER_CHECK), None) or _nearest(topics, checks)
    return GuidedBy(found.id, found.title) if found else None


def _case(question: str) -> Notice | None:
    """Return the text on a case of somebody's own, the most careful one; None where a rule is asked for."""
    if wants_advice(question):
        return FIRST_ADVICE
    if shows_letter(question):
        return LETTER
    return PERSONAL[decider(question)] if wants_verdict(question) else None


def _nearest(topics: Iterable[str], checks: Sequence[GuidedCheck]) -> GuidedCheck | None:
    """Return the check whose outcomes name one of ``topics`` most often and earliest, one for persons before others."""
    wanted = frozenset(topics)

    def fit(check: GuidedCheck) -> tuple[bool, float]:
        places = (1 / n for outcome in check.outcomes for n, topic in enumerate(outcome.topics, 1) if topic in wanted)
        return check.id not in FOR_COMPANIES, sum(places)

    fitting = [check for check in checks if fit(check)[1]]
    return max(fitting, key=fit, default=None)
