"""The questions of one half with their answers at every level: what all measures of answers start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.nouns import Level
from eval.cases import Case
from eval.run import Answers
from service.reply import Answer


@dataclass(frozen=True, slots=True)
class Asked:
    """One case and what is answered to it, by level."""

    case: Case
    answers: Mapping[Level, Answer]

    @property
    def standard(self) -> Answer:
        """Return the answer at ``standard``."""
        return self.answers[Level.STANDARD]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the sentences at ``standard``."""
        return tuple(said.text for said in self.standard.answer)


def ask(service: Answers, cases: Sequence[Case]) -> tuple[Asked, ...]:
    """Return the answers to the cases at every level."""
    return tuple(Asked(case, {level: service.answer(case.question, level) for level in Level}) for case in cases)
