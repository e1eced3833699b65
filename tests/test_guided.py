"""A guided check is walked by what it asks: nothing is left out, nothing is asked twice, and every way has an end."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.digest import load_digest
from corpus.entries import GuidedCheck, Outcome
from corpus.manifest import load_sources
from service.guided import Answered, Fault, Given, Standing, back, change, most_questions, onward, reply_with, walk
from tests.served import GUIDED

REAL = load_digest(load_sources()).checks
TO_PLACE = (Given("gern", 0), Given("lampe", 0), Given("licht", 0))


def ids(answered: tuple[Answered, ...]) -> list[tuple[str, int]]:
    return [(each.step.id, each.reply) for each in answered]


def test_the_answers_lead_to_the_question_that_comes_next_and_to_the_end() -> None:
    assert [walk(GUIDED, TO_PLACE[:n]).here.id for n in range(4)] == ["gern", "lampe", "licht", "platz"]
    assert walk(GUIDED, (Given("gern", 1),)).here.id == "licht"


def test_progress_is_counted_and_what_can_still_come_is_the_longest_way() -> None:
    assert [(s.number, s.left) for n in range(4) for s in (walk(GUIDED, TO_PLACE[:n]),)] == [
        *((1, 2), (2, 1), (3, 0), (4, 0))
    ]
    assert walk(GUIDED, (Given("gern", 1),)).left == 0
    assert most_questions(GUIDED, "gern") == 3


@pytest.mark.parametrize(
    ("wrong", "here"),
    [
        ((Given("gibt-es-nicht", 0),), "gern"),
        ((Given("gern", 3),), "gern"),
        ((Given("gern", -1),), "gern"),
        ((Given("licht", 0),), "gern"),
        ((Given("gern", 0), Given("licht", 0)), "lampe"),
        ((Given("gern", 0), Given("gern", 0)), "lampe"),
        ((Given("gern", 0), Given("", -1), Given("licht", 0)), "lampe"),
        ((*TO_PLACE, Given("licht", 0)), "licht"),
        ((*TO_PLACE, Given("unsinn", 0)), "licht"),
    ],
)
def test_answers_that_do_not_fit_end_at_the_last_question_that_does(wrong: tuple[Given, ...], here: str) -> None:
    standing = walk(GUIDED, wrong)
    assert (standing.here.id, standing.fault) == (here, Fault.UNFIT)


def test_after_a_fault_no_reply_is_taken_for_another_question() -> None:
    torn = walk(GUIDED, (Given("gern", 0), Given("licht", 0)))
    assert reply_with(torn, "licht", 0) == torn
    assert reply_with(torn, "lampe", 0) == torn


def test_a_reply_must_be_one_of_this_question() -> None:
    first = walk(GUIDED, ())
    assert reply_with(first, "gern", None).fault is Fault.MISSING
    assert reply_with(first, "gern", 3).fault is Fault.MISSING
    assert reply_with(first, "lampe", 0).fault is Fault.UNFIT
    assert reply_with(walk(GUIDED, TO_PLACE), "licht", 0).fault is Fault.UNFIT
    assert reply_with(first, "gern", 0).here.id == "lampe"


def test_going_back_keeps_every_answer_and_leads_on_again() -> None:
    end = walk(GUIDED, TO_PLACE)
    once, twice = back(end), back(back(end))
    assert (once.here.id, once.earlier) == ("licht", 0)
    assert (twice.here.id, twice.earlier, ids(twice.kept)) == ("lampe", 0, [("lampe", 0), ("licht", 0)])
    assert onward(twice) == end
    assert back(walk(GUIDED, ())).here.id == "gern"


def test_a_changed_answer_drops_what_no_longer_follows_and_keeps_the_rest() -> None:
    again = change(walk(GUIDED, TO_PLACE), "gern")
    assert (again.here.id, again.earlier) == ("gern", 0)
    changed = reply_with(again, "gern", 1)
    assert ids(changed.kept) == [("licht", 0)]
    assert ids(onward(changed).path) == [("gern", 1), ("licht", 0)]
    gone = reply_with(again, "gern", 2)
    assert (gone.here.id, gone.kept) == ("ohne", ())


def test_what_can_still_be_asked_stays_while_another_question_comes_first() -> None:
    past = walk(GUIDED, (Given("gern", 1), Given("licht", 0)))
    changed = onward(reply_with(change(past, "gern"), "gern", 0))
    assert (changed.here.id, ids(changed.kept)) == ("lampe", [("licht", 0)])
    assert onward(reply_with(changed, "lampe", 1)).here.id == "platz"


def test_a_question_that_is_not_on_the_way_cannot_be_changed() -> None:
    standing = walk(GUIDED, (Given("gern", 1), Given("licht", 0)))
    assert change(standing, "lampe") == Standing(GUIDED, standing.path, standing.here, (), Fault.UNFIT)


def test_of_what_was_kept_only_what_can_be_asked_from_here_comes_along() -> None:
    kept = (Given("gern", 0), Given("licht", 7), Given("lampe", 1), Given("", 0))
    assert ids(walk(GUIDED, (Given("gern", 0),), kept).kept) == [("lampe", 1)]


def ways(check: GuidedCheck, so_far: tuple[Given, ...] = ()) -> Iterator[tuple[Given, ...]]:
    """Yield the answers of every way through ``check``."""
    here = walk(check, so_far).here
    if isinstance(here, Outcome):
        yield so_far
    else:
        for at in range(len(here.replies)):
            yield from ways(check, (*so_far, Given(here.id, at)))


@pytest.mark.parametrize("check", REAL, ids=lambda check: check.id)
def test_every_way_through_a_real_check_ends_and_every_outcome_has_one(check: GuidedCheck) -> None:
    all_ways = list(ways(check))
    ends = {walk(check, way).here.id for way in all_ways}
    assert ends == {outcome.id for outcome in check.outcomes}
    assert max(map(len, all_ways)) == most_questions(check, check.start)
    for way in all_ways:
        for n in range(len(way)):
            standing = walk(check, way[:n])
            assert len(way) - n <= standing.left + 1
            assert n == 0 or (back(standing).here.id, back(standing).earlier) == (way[n - 1].step, way[n - 1].reply)


def test_there_are_real_checks() -> None:
    assert len(REAL) >= 12


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_comes_back_there_is_a_question_or_an_end_and_no_question_is_left_out(data: st.DataObject) -> None:
    check = data.draw(st.sampled_from(REAL))
    names = st.sampled_from([*(step.id for step in check.steps), check.outcomes[0].id, "", "x"])
    some = st.lists(st.builds(Given, names, st.integers(-2, 5)), max_size=12)
    sent, kept = data.draw(some), data.draw(some)
    standing = walk(check, sent, kept)
    for _ in range(data.draw(st.integers(0, 12))):
        move = data.draw(st.sampled_from(["reply", "back", "change", "onward"]))
        if move == "reply":
            standing = reply_with(standing, data.draw(names), data.draw(st.integers(-1, 5) | st.none()))
        elif move == "change":
            standing = change(standing, data.draw(names))
        else:
            standing = back(standing) if move == "back" else onward(standing)
        again = walk(
            check, [Given(*each) for each in ids(standing.path)], [Given(*each) for each in ids(standing.kept)]
        )
        assert again.fault is None
        assert (again.path, again.here) == (standing.path, standing.here)
        assert sorted(ids(again.kept)) == sorted(ids(standing.kept))
