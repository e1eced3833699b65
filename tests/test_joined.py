"""Several pieces made one: each sentence still points at the same places and quotes, and each proof is there once."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Rank
from service.joined import Piece, joined, one
from service.reply import Proof, Said
from tests.served import proof


def of(n: int, place: str, rank: Rank = Rank.LAW, quote: str = "Wortlaut") -> Proof:
    return replace(proof(n, place, quote), rank=rank)


def pointed(said: Sequence[Said], proofs: Sequence[Proof]) -> list[tuple[str, set[tuple[str, str]]]]:
    """Return each sentence with the places and quotes that its numbers mean."""
    by_number = {each.n: each for each in proofs}
    return [(s.text, {(by_number[n].pinpoint, by_number[n].quote) for n in s.citations}) for s in said]


def test_the_numbers_of_a_second_piece_go_on_from_the_first() -> None:
    first = ((Said("A", (1,)), Said("B", (2,))), (of(1, "a"), of(2, "b")))
    second = ((Said("C", (1,)), Said("D", (2, 1))), (of(1, "c"), of(2, "d")))
    said, proofs = joined([first, second])
    assert said == ((Said("A", (1,)), Said("B", (2,))), (Said("C", (3,)), Said("D", (3, 4))))
    assert [(each.n, each.pinpoint) for each in proofs] == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]
    assert one([first, second]) == ((*said[0], *said[1]), proofs)


def test_a_proof_of_two_pieces_is_there_once() -> None:
    said, proofs = one([((Said("A", (1,)),), (of(1, "a"),)), ((Said("B", (2, 1)),), (of(1, "b"), of(2, "a")))])
    assert [each.pinpoint for each in proofs] == ["a", "b"]
    assert said == (Said("A", (1,)), Said("B", (1, 2)))


def test_one_place_with_two_quotes_is_two_proofs() -> None:
    said, proofs = one([((Said("A", (1, 2)),), (of(1, "a"), of(2, "a", quote="anderer Wortlaut")))])
    assert [(each.n, each.quote) for each in proofs] == [(1, "Wortlaut"), (2, "anderer Wortlaut")]
    assert said[0].citations == (1, 2)


def test_a_sentence_does_not_cite_the_same_proof_twice() -> None:
    said, proofs = one([((Said("A", (1, 2)),), (of(1, "a"), of(2, "a")))])
    assert (said[0].citations, len(proofs)) == ((1,), 1)


def test_the_strongest_source_stands_first_and_equals_as_the_sentences_need_them() -> None:
    ranks = tuple(reversed(Rank))
    proofs = tuple(of(n, f"{rank}-{n}", rank) for n, rank in enumerate((*ranks, *ranks), 1))
    said = tuple(Said(str(each.n), (each.n,)) for each in reversed(proofs))
    _, ordered = one([(said, proofs)])
    assert [each.rank for each in ordered] == [rank for rank in Rank for _ in "ab"]
    assert next(iter(Rank)) is Rank.LAW
    assert list(Rank)[-1] is Rank.STUDY
    assert list(Rank).index(Rank.LAW) < list(Rank).index(Rank.ORDINANCE) < list(Rank).index(Rank.CASE_LAW)
    # The sentences run backwards, so of each rank the proof with the higher number is needed first.
    assert [each.pinpoint for each in ordered[:2]] == ["law-16", "law-8"]


def test_a_proof_that_no_sentence_needs_is_left_out() -> None:
    said, proofs = one([((Said("A", (2,)),), (of(1, "a"), of(2, "b"))), ((), (of(1, "c"),))])
    assert [(each.n, each.pinpoint) for each in proofs] == [(1, "b")]
    assert said == (Said("A", (1,)),)


def test_nothing_is_nothing() -> None:
    assert one([]) == ((), ())
    assert joined([((), ()), ((), ())]) == (((), ()), ())


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    """Draw some proofs, numbered from 1, and sentences that cite some of them."""
    keys = draw(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["x", "y"])), min_size=1, max_size=6))
    # The same place has the same rank wherever it is cited.
    proofs = tuple(of(n, place, list(Rank)["abcd".index(place) * 2], quote) for n, (place, quote) in enumerate(keys, 1))
    cited = st.lists(st.integers(1, len(proofs)), min_size=1, max_size=4, unique=True).map(tuple)
    return tuple(draw(st.lists(st.builds(Said, st.sampled_from("AB"), cited), max_size=4))), proofs


@given(st.lists(pieces(), max_size=4))
def test_every_sentence_still_points_at_the_same_places_and_quotes(drawn: list[Piece]) -> None:
    saids, proofs = joined(drawn)
    assert [pointed(said, proofs) for said in saids] == [pointed(*piece) for piece in drawn]
    assert [each.n for each in proofs] == list(range(1, len(proofs) + 1))
    assert {n for said in saids for s in said for n in s.citations} == {each.n for each in proofs}
    keys = [(each.pinpoint, each.quote) for each in proofs]
    assert len(set(keys)) == len(keys)
    order = list(Rank)
    assert all(order.index(before.rank) <= order.index(after.rank) for before, after in pairwise(proofs))


@given(st.lists(pieces(), max_size=3))
def test_what_is_joined_once_stays_as_it_is(drawn: list[Piece]) -> None:
    said, proofs = one(drawn)
    assert one([(said, proofs)]) == (said, proofs)
