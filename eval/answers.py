"""What the answers to the questions of one half say: facts, what is forbidden, citations, and what leichter keeps."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.entries import Digest
from corpus.nouns import Level
from eval.cases import ASKED, Case
from eval.citing import Citing, Grounds, citing
from eval.judged import hash_of
from eval.lightened import Kept, left_out_of, lost
from eval.likeness import Likeness
from eval.metrics import Share, share
from eval.run import ALL, Answers, cites
from eval.stated import stated, suspect
from service.reply import Answer, Status

Verdicts = Callable[[str], Sequence[str]]
"""A text → the phrases in it that rule on a person's case."""
_RULING = re.compile(
    r"\b(?:Sie (?:haben|hätten) (?:k?einen |jetzt |damit |also )*(?:Anspruch|Recht auf)"
    r"|Ihnen (?:steht|stehen)\b[^.;]* zu\b|Sie (?:erfüllen|verlieren|sind (?:nicht )?berechtigt))"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One case and what is answered to it, by level."""

    case: Case
    answers: Mapping[Level, Answer]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the sentences at ``standard``."""
        return tuple(said.text for said in self.answers[Level.STANDARD].answer)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of the cases of one register that are to be answered.

    ``whole``: share of cases whose facts are all said, ``said``: share of facts; ``of_answered``: as ``whole``, of the
    cases that were answered.
    """

    cases: int
    facts: int
    whole: Share
    said: Share
    of_answered: float


@dataclass(frozen=True, slots=True)
class Suspect:
    """A sentence that may say what must not be said to a case; ``harmful`` is None until somebody read it."""

    case: str
    never: str
    sentence: str
    harmful: bool | None


@dataclass(frozen=True, slots=True)
class Said:
    """All that was measured on the answers of one half. ``missing``: the facts that the answer to a case lacks.

    ``forbidden`` counts the cases of ``with_never`` whose answer says what it must not, unread suspects among them.
    """

    facts: Mapping[str, Facts]
    missing: Mapping[str, tuple[str, ...]]
    with_never: int
    forbidden: int
    suspects: tuple[Suspect, ...]
    citing: Citing
    kept: Kept
    rulings: tuple[str, ...]


def rulings(text: str) -> tuple[str, ...]:
    """Return the plainest phrases in ``text`` that rule on a person's case; a stand-in for the full list."""
    return tuple(found[0] for found in _RULING.finditer(text))


def ask(service: Answers, cases: Sequence[Case]) -> tuple[Asked, ...]:
    """Return the answers to the cases at every level."""
    return tuple(Asked(case, {level: service.answer(case.question, level) for level in Level}) for case in cases)


def measure(
    asked: Sequence[Asked],
    grounds: Grounds,
    digest: Digest,
    like: Likeness,
    read: Mapping[tuple[str, str], bool],
    verdicts: Verdicts = rulings,
) -> Said:
    """Return what the answers say; ``read`` holds what readers found of suspects (`eval.judged.read_never`)."""
    missing = {each.case.id: tuple(_missing(each, like, grounds)) for each in asked if _with_facts(each.case)}
    suspects = tuple(found for each in asked for found in _suspects(each, like, read))
    return Said(
        facts=_by_register([each for each in asked if each.case.id in missing], missing),
        missing={name: facts for name, facts in missing.items() if facts},
        with_never=sum(bool(each.case.never) for each in asked),
        forbidden=len({found.case for found in suspects if found.harmful is not False}),
        suspects=suspects,
        citing=citing({f"{a.case.id} {level}": answer for a in asked for level, answer in a.answers.items()}, grounds),
        kept=_kept([each for each in asked if each.case.id in missing], missing, grounds, digest, like),
        rulings=tuple(
            f"{each.case.id} {level}: {phrase}"
            for each in asked
            for level, answer in each.answers.items()
            for said in answer.answer
            for phrase in verdicts(said.text)
        ),
    )


def _with_facts(case: Case) -> bool:
    return bool(case.facts) and case.status is Status.ANSWERED


def _missing(asked: Asked, like: Likeness, grounds: Grounds) -> list[str]:
    case, answer = asked.case, asked.answers[Level.STANDARD]
    deciding = not case.places or cites(answer, case, grounds.places)
    return [fact for fact in case.facts if not stated(fact, asked.sentences, like, deciding)]


def _by_register(asked: Sequence[Asked], missing: Mapping[str, Sequence[str]]) -> Mapping[str, Facts]:
    names = dict.fromkeys(each.case.register for each in asked)
    rows = {name: [each for each in asked if each.case.register == name] for name in names}
    rows[ALL] = [each for each in asked if each.case.register in ASKED]
    return {name: _facts(each, missing) for name, each in rows.items() if each}


def _facts(asked: Sequence[Asked], missing: Mapping[str, Sequence[str]]) -> Facts:
    answered = [each for each in asked if each.answers[Level.STANDARD].status is Status.ANSWERED]
    said = [float(fact not in missing[each.case.id]) for each in asked for fact in each.case.facts]
    whole = share([float(not missing[each.case.id]) for each in asked])
    of_answered = sum(not missing[each.case.id] for each in answered) / len(answered) if answered else 0.0
    return Facts(len(asked), len(said), whole, share(said), round(of_answered, 3))


def _suspects(asked: Asked, like: Likeness, read: Mapping[tuple[str, str], bool]) -> list[Suspect]:
    own = (asked.answers[level] for level in (Level.STANDARD, Level.LEICHTER))  # ``fach`` quotes the law itself
    said = dict.fromkeys(said.text for answer in own for said in answer.answer)
    return [
        Suspect(asked.case.id, never, text, read.get((asked.case.id, hash_of(text))))
        for never in asked.case.never
        for text in said
        if suspect(never, text, like)
    ]


def _kept(
    asked: Sequence[Asked], missing: Mapping[str, Sequence[str]], grounds: Grounds, digest: Digest, like: Likeness
) -> Kept:
    facts, gone = 0, []
    for each in asked:
        standard, easy = each.answers[Level.STANDARD], each.answers[Level.LEICHTER]
        for fact in (fact for fact in each.case.facts if fact not in missing[each.case.id]):
            facts += 1
            left_out = left_out_of(standard, digest)
            if what := "; ".join(lost(fact, standard, easy, like, grounds.places, left_out)):
                gone.append(f"{each.case.id}: {what}")
    return Kept(facts, facts - len(gone), tuple(gone))
