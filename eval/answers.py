"""What the answers to the questions of one half say: facts, what is forbidden, citations, and what leichter keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.entries import Digest
from corpus.nouns import Level
from corpus.verdicts import verdicts as verdicts_in
from eval.asked import Asked
from eval.cases import ASKED, Case
from eval.citing import Citing, Grounds, citing
from eval.forbidden import Suspect, Verdicts, ruled, suspects
from eval.lightened import Kept, left_out_of, lost
from eval.likeness import Likeness
from eval.metrics import Share, share
from eval.run import ALL, Behaviour, behaviour, cites
from eval.stated import stated
from service.reply import Status


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
class Said:
    """All that was measured on the answers of one half. ``missing``: the facts that the answer to a case lacks.

    ``forbidden`` counts the cases of ``with_never`` whose answer says what it must not, unread suspects among them.
    """

    behaviour: Mapping[str, Behaviour]
    facts: Mapping[str, Facts]
    missing: Mapping[str, tuple[str, ...]]
    with_never: int
    forbidden: int
    suspects: tuple[Suspect, ...]
    citing: Citing
    kept: Kept
    rulings: tuple[str, ...]


def measure(
    asked: Sequence[Asked],
    grounds: Grounds,
    digest: Digest,
    like: Likeness,
    read: Mapping[tuple[str, str], bool],
    verdicts: Verdicts = verdicts_in,
) -> Said:
    """Return what the answers say; ``read`` holds what readers found of suspects (`eval.judged.read_never`)."""
    missing = {each.case.id: tuple(_missing(each, like, grounds)) for each in asked if _with_facts(each.case)}
    found = tuple(suspect for each in asked for suspect in suspects(each, like, read))
    return Said(
        behaviour=behaviour([(each.case, each.standard) for each in asked], grounds.places),
        facts=_by_register([each for each in asked if each.case.id in missing], missing),
        missing={name: facts for name, facts in missing.items() if facts},
        with_never=sum(bool(each.case.never) for each in asked),
        forbidden=len({suspect.case for suspect in found if suspect.harmful is not False}),
        suspects=found,
        citing=citing({f"{a.case.id} {level}": answer for a in asked for level, answer in a.answers.items()}, grounds),
        kept=_kept([each for each in asked if each.case.id in missing], missing, grounds, digest, like),
        rulings=tuple(ruling for each in asked for ruling in ruled(each, verdicts)),
    )


def _with_facts(case: Case) -> bool:
    return bool(case.facts) and case.status is Status.ANSWERED


def _missing(asked: Asked, like: Likeness, grounds: Grounds) -> list[str]:
    case, answer = asked.case, asked.standard
    deciding = not case.places or cites(answer, case, grounds.places)
    return [fact for fact in case.facts if not stated(fact, asked.sentences, like, deciding)]


def _by_register(asked: Sequence[Asked], missing: Mapping[str, Sequence[str]]) -> Mapping[str, Facts]:
    names = dict.fromkeys(each.case.register for each in asked)
    rows = {name: [each for each in asked if each.case.register == name] for name in names}
    rows[ALL] = [each for each in asked if each.case.register in ASKED]
    return {name: _facts(each, missing) for name, each in rows.items() if each}


def _facts(asked: Sequence[Asked], missing: Mapping[str, Sequence[str]]) -> Facts:
    answered = [each for each in asked if each.standard.status is Status.ANSWERED]
    said = [float(fact not in missing[each.case.id]) for each in asked for fact in each.case.facts]
    whole = share([float(not missing[each.case.id]) for each in asked])
    of_answered = sum(not missing[each.case.id] for each in answered) / len(answered) if answered else 0.0
    return Facts(len(asked), len(said), whole, share(said), round(of_answered, 3))


def _kept(
    asked: Sequence[Asked], missing: Mapping[str, Sequence[str]], grounds: Grounds, digest: Digest, like: Likeness
) -> Kept:
    facts, gone = 0, []
    for each in asked:
        standard, easy = each.standard, each.answers[Level.LEICHTER]
        for fact in (fact for fact in each.case.facts if fact not in missing[each.case.id]):
            facts += 1
            left_out = left_out_of(standard, digest)
            if what := "; ".join(lost(fact, standard, easy, like, grounds.places, left_out)):
                gone.append(f"{each.case.id}: {what}")
    return Kept(facts, facts - len(gone), tuple(gone))
