"""How good a ranking is, and how long something took. Pure functions over plain values."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from math import ceil

NOT_FOUND = 0


class NothingToScore(ValueError):
    """There is no value to make a figure from, or the figure asked for does not exist."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How often the right section came early: shares of the questions in [0, 1], and the mean reciprocal rank."""

    questions: int
    hit_at_1: float
    hit_at_5: float
    hit_at_10: float
    mrr: float


def first_hit(found: Iterable[Set[str]], expected: Set[str]) -> int:
    """Return the rank, from 1, of the first result that lies in an expected section, or NOT_FOUND.

    ``found`` holds for each result, best first, the sections it lies in: a chunk may span several.
    """
    return next((rank for rank, sections in enumerate(found, 1) if sections & expected), NOT_FOUND)


def score(ranks: Sequence[int]) -> Scores:
    """Return the scores of one rank a question, as `first_hit` gives them. Raises NothingToScore for no question."""
    if not ranks:
        raise NothingToScore("Es gibt keine Frage zu bewerten. Sind zu den Themen Quellen geladen?")
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return Scores(len(ranks), hit_share(ranks, 1), hit_share(ranks, 5), hit_share(ranks, 10), mrr)


def rounded(scores: Scores) -> Scores:
    """Return the scores for display, shares to four digits."""
    shares = (scores.hit_at_1, scores.hit_at_5, scores.hit_at_10, scores.mrr)
    return Scores(scores.questions, *(round(share, 4) for share in shares))


def hit_share(ranks: Sequence[int], k: int) -> float:
    """Return the share of ``ranks`` (not empty) that are found within the first ``k``."""
    return sum(NOT_FOUND < rank <= k for rank in ranks) / len(ranks)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0 < share ≤ 1) of the values do not exceed.

    This is the nearest-rank method: it always returns a measured value. Raises NothingToScore where there is none.
    """
    if not values or not 0 < share <= 1:
        raise NothingToScore(
            f"Von {len(values)} Werten gibt es keinen Anteil {share}: nötig sind Werte und 0 < Anteil ≤ 1."
        )
    return sorted(values)[ceil(share * len(values)) - 1]
