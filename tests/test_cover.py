"""How sure it is that the sources answer: what is near here speaks for it, what is elsewhere or missing against."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cover import FITTED, MUCH_NEARER, NOTHING, Nearness, Weights

PLAIN = Weights(bias=0.0, here=1.0, elsewhere=1.0, missing=1.0)
STEPS = st.integers(1, 50).map(lambda hundredths: hundredths / 100)
NEARNESS = st.integers(-100, 100).map(lambda hundredths: hundredths / 100)
NEAR = st.builds(Nearness, NEARNESS, NEARNESS, st.integers(0, 100).map(lambda hundredths: hundredths / 100))

both = pytest.mark.parametrize("weights", [PLAIN, FITTED], ids=["plain", "fitted"])


@both
@given(near=NEAR, step=STEPS)
def test_the_nearer_the_best_paragraph_the_surer(weights: Weights, near: Nearness, step: float) -> None:
    assert weights.sure(replace(near, here=near.here + step)) > weights.sure(near) or weights.sure(near) == 0


@both
@given(near=NEAR, step=STEPS)
def test_the_nearer_a_signpost_the_less_sure(weights: Weights, near: Nearness, step: float) -> None:
    assert weights.sure(replace(near, elsewhere=near.elsewhere + step)) < weights.sure(near) or weights.sure(near) == 0


@both
@given(near=NEAR, step=STEPS)
def test_the_rarer_the_word_that_is_missing_the_less_sure(weights: Weights, near: Nearness, step: float) -> None:
    assert weights.sure(replace(near, missing=near.missing + step)) < weights.sure(near) or weights.sure(near) == 0


@both
@given(near=NEAR)
def test_nothing_is_quite_sure_and_only_what_is_out_of_reach_is_impossible(weights: Weights, near: Nearness) -> None:
    out_of_reach = near.here < NOTHING or near.elsewhere - near.here >= MUCH_NEARER
    assert (weights.sure(near) == 0) is out_of_reach
    assert weights.sure(near) < 1


def test_what_speaks_for_and_against_is_weighed_up() -> None:
    assert PLAIN.sure(Nearness(0.5, 0.5, 0.0)) == 0.5
    assert PLAIN.sure(Nearness(0.5, 0.25, 0.25)) == 0.5
    assert replace(PLAIN, bias=-1.0, here=3.0).sure(Nearness(0.5, 0.25, 0.25)) == 0.5
    assert PLAIN.sure(Nearness(1.0, 0.0, 0.0)) == pytest.approx(0.7310586)
    assert PLAIN.sure(Nearness(1.0, 1.0, 1.0)) == pytest.approx(1 - 0.7310586)
