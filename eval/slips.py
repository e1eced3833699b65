"""The same questions with slips of the finger, because our users type on phones, and some write as they speak."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from eval.cases import ASKED, Case

REGISTER = "misspelt"
SEED = 20261124
_EVERY = 0.25
_SHORTEST = 5
_LETTERS = "enristadhulcgmobwfkz"


def with_slips(cases: Iterable[Case]) -> Iterator[Case]:
    """Yield the cases about the law that holds as register "misspelt".

    One word in four of five letters or more has a slip: a letter is lost, doubled, swapped with the next, or another
    one; the same at every run.
    """
    random = Random(SEED)  # noqa: S311  # slips are drawn, no secret
    for case in cases:
        if case.register in ASKED:
            words = (_slip(word, random) for word in case.question.split())
            yield replace(case, id=f"{case.id}-x", question=" ".join(words), register=REGISTER)


def _slip(word: str, random: Random) -> str:
    if len(word) < _SHORTEST or random.random() > _EVERY:
        return word
    at = random.randrange(1, len(word) - 1)
    return random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + random.choice(_LETTERS) + word[at + 1 :],
        )
    )
