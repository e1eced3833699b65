"""What answers must not say: the statements that a case forbids, and phrases that rule on a person's case."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.nouns import Level
from eval.asked import Asked
from eval.judged import hash_of
from eval.likeness import Likeness
from eval.stated import suspect

Verdicts = Callable[[str], Sequence[str]]
"""A text → the phrases in it that rule on a person's case."""
# ``fach`` quotes the law itself.
_OUR_WORDS = (Level.STANDARD, Level.LEICHTER)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A sentence that may say what must not be said to a case; ``harmful`` is None until somebody read it."""

    case: str
    never: str
    sentence: str
    harmful: bool | None


def suspects(asked: Asked, like: Likeness, read: Mapping[tuple[str, str], bool]) -> Iterator[Suspect]:
    """Yield the sentences that somebody has to read; ``read`` holds by (case, hash) which are harmful."""
    said = dict.fromkeys(said.text for level in _OUR_WORDS for said in asked.answers[level].answer)
    for never in asked.case.never:
        for text in (text for text in said if suspect(never, text, like)):
            yield Suspect(asked.case.id, never, text, read.get((asked.case.id, hash_of(text))))


def ruled(asked: Asked, verdicts: Verdicts) -> Iterator[str]:
    """Yield each phrase that rules on a person's case, with the case and the level."""
    for level, answer in asked.answers.items():
        yield from (f"{asked.case.id} {level}: {found}" for said in answer.answer for found in verdicts(said.text))
