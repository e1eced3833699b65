"""The digest as passages: statements at both levels under the heading of their norm, topics by every way of asking."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.digest import DigestError
from corpus.entries import Digest, Line, Signpost, Term
from corpus.nouns import Block, Level, PagePoint, Pinpoint, TopicPoint, Wording
from ingest.authored import passages_of, paths_of
from tests.sample import LEAVE, SOURCE, STATEMENTS, TOPIC

HEADING = ("Erster Teil", "§ 2 Lohn für Lehrlinge")
BLOCKS = (
    Block(Pinpoint("ÜbG", "2", "1"), HEADING, "Ein Satz.", ()),
    Block(PagePoint("Heft"), ("Ein Kapitel",), "Ein Satz.", ()),
)


def test_a_statement_is_found_in_both_kinds_of_words() -> None:
    passages = passages_of(Digest(STATEMENTS[:1]), (SOURCE,), paths_of(BLOCKS), "abc")
    statement = STATEMENTS[0]
    assert [passage.text for passage in passages] == [statement.standard, statement.leichter]
    for passage in passages:
        assert (passage.source_id, passage.edition, passage.wording) == ("uebg", "abc", Wording.DIGEST)
        assert (passage.place, passage.path) == (statement.place, HEADING)
        (unit,) = passage.units
        assert (unit.place, passage.text[unit.start : unit.end]) == (statement.place, passage.text)


def test_where_the_norm_was_not_read_law_and_section_head_the_passage() -> None:
    passages = passages_of(Digest(STATEMENTS[:1]), (SOURCE,), {}, "abc")
    assert {passage.path for passage in passages} == {("Übungsgesetz", "ÜbG § 2")}


def test_equal_texts_on_one_place_are_passages_of_their_own() -> None:
    equal = replace(STATEMENTS[0], leichter=STATEMENTS[0].standard)
    passages = passages_of(Digest((equal, equal)), (SOURCE,), {}, "abc")
    assert len({passage.id for passage in passages}) == 4
    assert [passage.position for passage in passages] == [0, 1, 2, 3]


def test_a_statement_on_a_law_that_is_no_source_is_refused() -> None:
    with pytest.raises(DigestError, match="Kernaussagen zu ÜbG: Diese Quelle steht nicht"):
        passages_of(Digest(STATEMENTS), (replace(SOURCE, cite="XG"),), {}, "abc")


def test_a_topic_is_found_by_its_title_its_ways_of_asking_and_its_texts() -> None:
    passages = passages_of(Digest(topics=(TOPIC,)), (SOURCE,), {}, "abc")
    texts = [passage.text for passage in passages]
    assert texts[0] == TOPIC.title
    assert {way for ways in TOPIC.ways.values() for way in ways} < set(texts)
    assert "Das Werkzeug zahlt der Meister." in texts[-2]
    assert {(p.source_id, p.place, p.path) for p in passages} == {("digest", TopicPoint(TOPIC.id), (TOPIC.title,))}


def test_a_signpost_is_found_by_its_ways_of_asking() -> None:
    ways, page = ("Wo prägt man Taler?",), "https://example.org"
    words = ("Münze", "Geldstück")
    post = Signpost("taler", "Taler", words, ways, "Die Münze.", "Die Münze.", "Münze", page, None, date(2026, 1, 5))
    passages = passages_of(Digest(signposts=(post,)), (SOURCE,), {}, "abc")
    assert {p.source_id for p in passages} == {"wegweiser"}
    assert [p.text for p in passages] == ["Taler", "Münze, Geldstück", "Wo prägt man Taler?"]


def test_a_term_is_there_at_every_level() -> None:
    texts = {level: (Line(f"Ein Taler ist Geld ({level}).", (LEAVE,)),) for level in (Level.STANDARD, Level.LEICHTER)}
    passages = passages_of(Digest(terms=(Term("Taler", ("Münze",), texts),)), (SOURCE,), {}, "abc")
    assert [(p.source_id, p.place, p.text) for p in passages] == [
        ("glossar", TopicPoint("Taler"), "Ein Taler ist Geld (standard)."),
        ("glossar", TopicPoint("Taler"), "Ein Taler ist Geld (leichter)."),
    ]
