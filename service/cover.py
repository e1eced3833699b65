"""How likely it is that the loaded sources answer a question: one number, from what was found here and elsewhere.

A logistic regression (Cox 1958) on three figures, fitted on the development questions by ``python -m eval calibrate``.
"""

from dataclasses import dataclass
from math import exp

# From how likely on a question is answered; below, it is declined. Chosen on the development questions (eval/LOG.md).
ANSWERED_FROM = 0.54
# Where nothing is nearer than this, or a signpost nearer by this much, the regression has nothing to weigh.
NOTHING, MUCH_NEARER = 0.1, 0.2


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the best paragraph found is (mean of the signals), how near the nearest signpost, and what is missing.

    ``missing``: how rare the rarest word of the question is that is not said at that paragraph (`WordIndex.missing`).
    """

    here: float
    elsewhere: float
    missing: float


@dataclass(frozen=True, slots=True)
class Weights:
    """``sure`` = 1 / (1 + exp(-(bias + here · here - elsewhere · elsewhere - missing · missing)))."""

    bias: float
    here: float
    elsewhere: float
    missing: float

    def sure(self, near: Nearness) -> float:
        """Return how likely it is that the sources answer, in [0, 1].

        0 where nothing is near here, or a signpost is much nearer.
        """
        if near.here < NOTHING or near.elsewhere - near.here >= MUCH_NEARER:
            return 0.0
        found = self.bias + self.here * near.here - self.elsewhere * near.elsewhere - self.missing * near.missing
        return 1 / (1 + exp(-found))


FITTED = Weights(bias=3.43, here=6.46, elsewhere=7.4, missing=3.31)
