"""How good a ranking or a refusal is, how sure that is, and how long something took. Pure functions over plain values.

Rankings: hit@k, the reciprocal rank, and nDCG (Järvelin and Kekäläinen 2002) with a gain of one for each result that is
wanted. Intervals: the percentile bootstrap over questions (Efron 1979).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2

import numpy as np

DEPTH = 10
RESAMPLES, SEED = 2000, 20261124
_COVERED = (2.5, 97.5)


class NothingToScore(ValueError):
    """There is no value to make a figure from, or the figure asked for does not exist."""


@dataclass(frozen=True, slots=True)
class Share:
    """A mean over questions and its 95 per cent bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Hits:
    """One ranking held against what was wanted: for each result, best first, whether it is, and how many were."""

    wanted: int
    right: tuple[bool, ...]

    def at(self, k: int) -> float:
        """Return 1 where one of the first ``k`` results is right, else 0."""
        return float(any(self.right[:k]))

    @property
    def reciprocal(self) -> float:
        """Return 1 / rank of the first right result, 0 where there is none."""
        return next((1 / rank for rank, right in enumerate(self.right, 1) if right), 0.0)

    @property
    def ndcg(self) -> float:
        """Return nDCG over the first ten results, in [0, 1]."""
        gained = sum(1 / log2(rank + 1) for rank, right in enumerate(self.right[:DEPTH], 1) if right)
        ideal = sum(1 / log2(rank + 1) for rank in range(1, min(max(self.wanted, sum(self.right)), DEPTH) + 1))
        return gained / ideal if ideal else 0.0


@dataclass(frozen=True, slots=True)
class Refusals:
    """How well a system says no.

    ``recall``: of the questions that it must not answer, the share it refused. ``false``: of those that it should
    answer, the share it refused. ``precision``: of those it refused, the share that it must not answer.
    """

    recall: Share
    false: Share
    precision: Share


def share(values: Sequence[float]) -> Share:
    """Return the mean of one value a question, with its interval. Raises NothingToScore for no question."""
    if not values:
        raise NothingToScore("Es gibt keine Frage zu bewerten. Sind zu den Fragen Quellen geladen?")
    measured = np.asarray(values, np.float64)
    low, high = np.percentile(measured[_resampled(len(values))].mean(axis=1), _COVERED)
    return Share(round(float(measured.mean()), 4), round(float(low), 4), round(float(high), 4))


def difference(one: Sequence[float], other: Sequence[float]) -> Share:
    """Return the mean of ``one`` minus ``other`` on the same questions, by paired bootstrap.

    The two differ where the interval does not hold 0. Raises NothingToScore for no question, ValueError where the two
    are not as many.
    """
    return share([a - b for a, b in zip(one, other, strict=True)])


def refusals(refused: Sequence[bool], wanted: Sequence[bool]) -> Refusals:
    """Return the refusal scores; ``wanted`` tells which questions must be refused. Raises NothingToScore."""
    pairs = list(zip(refused, wanted, strict=True))
    return Refusals(
        recall=share([float(r) for r, w in pairs if w]),
        false=share([float(r) for r, w in pairs if not w]),
        precision=share([float(w) for r, w in pairs if r] or [0.0]),
    )


def percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that at least ``part`` (0 < part ≤ 1) of the values do not exceed.

    This is the nearest-rank method: it always returns a measured value. Raises NothingToScore where there is none.
    """
    if not values or not 0 < part <= 1:
        raise NothingToScore(
            f"Von {len(values)} Werten gibt es keinen Anteil {part}: nötig sind Werte und 0 < Anteil ≤ 1."
        )
    return sorted(values)[ceil(part * len(values)) - 1]


def _resampled(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return which questions are drawn in each resample, the same for the same count, so that pairs stay pairs."""
    return np.random.default_rng(SEED).integers(0, count, (RESAMPLES, count))
