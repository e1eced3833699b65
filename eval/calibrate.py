"""Fits how likely it is that the sources answer a question, on the development questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.cases import Case
from service.cover import Nearness, Weights
from service.reply import Status

_STEPS, _RATE, _RIDGE = 40_000, 0.2, 1e-3
FALSE_REFUSALS = (0.01, 0.02, 0.03, 0.05, 0.08)


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights; and for some shares of false refusals the threshold that gives it and the recall of refusals."""

    weights: Weights
    thresholds: tuple[tuple[float, float, float], ...]


def fit(evidence: Callable[[str], Nearness], cases: Sequence[Case]) -> Fit:
    """Return the fit over the cases that are to be answered or to be refused.

    Those to ask back on settle nothing, and those in another language are told apart before.
    """
    clear = [case for case in cases if case.status is not Status.CLARIFY and case.register != "other_language"]
    near = [evidence(case.question) for case in clear]
    features = np.array([(1.0, each.here, -each.elsewhere, -each.missing) for each in near])
    answered = np.array([not case.to_refuse for case in clear])
    weights = np.zeros(4)
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-features @ weights))
        weights -= _RATE * (features.T @ (sure - answered) / len(clear) + _RIDGE * np.array([0, *weights[1:]]))
    sure = 1 / (1 + np.exp(-features @ weights))
    return Fit(
        Weights(*(round(float(weight), 2) for weight in weights)),
        tuple(
            (
                share,
                round(at := float(np.quantile(sure[answered], share)), 3),
                round(float((sure[~answered] < at).mean()), 3),
            )
            for share in FALSE_REFUSALS
        ),
    )
