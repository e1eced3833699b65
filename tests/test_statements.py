"""Kernaussagen as passages: each at both levels, under the heading of its norm."""

from dataclasses import replace

import pytest

from corpus.digest import DigestError
from corpus.nouns import Block, PagePoint, Pinpoint, Wording
from ingest.statements import passages_of, paths_of
from tests.sample import SOURCE, STATEMENTS

HEADING = ("Erster Teil", "§ 2 Lohn für Lehrlinge")
BLOCKS = (
    Block(Pinpoint("ÜbG", "2", "1"), HEADING, "Ein Satz.", ()),
    Block(PagePoint("Heft"), ("Ein Kapitel",), "Ein Satz.", ()),
)


def test_a_statement_is_found_in_both_kinds_of_words() -> None:
    passages = passages_of(STATEMENTS[:1], (SOURCE,), paths_of(BLOCKS), "abc")
    statement = STATEMENTS[0]
    assert [passage.text for passage in passages] == [statement.standard, statement.leichter]
    for passage in passages:
        assert (passage.source_id, passage.edition, passage.wording) == ("uebg", "abc", Wording.DIGEST)
        assert (passage.place, passage.path) == (statement.pinpoint, HEADING)
        (unit,) = passage.units
        assert (unit.place, passage.text[unit.start : unit.end]) == (statement.pinpoint, passage.text)


def test_where_the_norm_was_not_read_law_and_section_head_the_passage() -> None:
    passages = passages_of(STATEMENTS[:1], (SOURCE,), {}, "abc")
    assert {passage.path for passage in passages} == {("Übungsgesetz", "ÜbG § 2")}


def test_equal_texts_on_one_place_are_passages_of_their_own() -> None:
    equal = replace(STATEMENTS[0], leichter=STATEMENTS[0].standard)
    passages = passages_of((equal, equal), (SOURCE,), {}, "abc")
    assert len({passage.id for passage in passages}) == 4
    assert [passage.position for passage in passages] == [0, 1, 2, 3]


def test_a_statement_on_a_law_that_is_no_source_is_refused() -> None:
    with pytest.raises(DigestError, match="Kernaussagen zu ÜbG: Diese Quelle steht nicht"):
        passages_of(STATEMENTS, (replace(SOURCE, cite="XG"),), {}, "abc")
