"""The digest as passages: what can be cited stands alone, what only finds stands together, place by place."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.digest import DigestError
from corpus.entries import Asked, Digest, Line, Signpost, Statement, Term
from corpus.nouns import Block, Level, PagePoint, Passage, Pinpoint, TopicPoint, Wording
from ingest.authored import passages_of, paths_of
from tests.sample import LEAVE, SOURCE, STATEMENTS, TOPIC

HEADING = ("Erster Teil", "§ 2 Lohn für Lehrlinge")
BLOCKS = (
    Block(Pinpoint("ÜbG", "2", "1"), HEADING, "Ein Satz.", ()),
    Block(PagePoint("Heft"), ("Ein Kapitel",), "Ein Satz.", ()),
)


WAGE, FORMER = STATEMENTS
PARAGRAPH = Pinpoint("ÜbG", "2", "1")
ASKED = (
    Asked(LEAVE, {"colloquial": ("wann darf ich blau machen", "wie oft"), "plain": (), "formal": ("Welche Dauer?",)}),
    Asked(
        PARAGRAPH, {"colloquial": (), "plain": ("Was bekommt ein Lehrling?",), "formal": ("Wie hoch ist der Lohn?",)}
    ),
)


def told(statements: tuple[Statement, ...], asked: tuple[Asked, ...] = ()) -> tuple[Passage, ...]:
    return passages_of(Digest(statements), asked, (SOURCE,), paths_of(BLOCKS), "abc")


def test_a_statement_is_cited_by_its_standard_text_alone() -> None:
    statement, asked = told((WAGE,))
    assert (statement.text, asked.text) == (WAGE.standard, WAGE.leichter)
    assert (statement.source_id, statement.place, statement.path) == ("uebg", WAGE.place, HEADING)


def test_every_passage_is_one_unit_of_the_digest() -> None:
    for passage in (*told((WAGE, FORMER), ASKED), *passages_of(Digest(topics=(TOPIC,)), (), (SOURCE,), {}, "abc")):
        (unit,) = passage.units
        assert (unit.place, passage.text[unit.start : unit.end]) == (passage.place, passage.text)
        assert (passage.edition, passage.wording) == ("abc", Wording.DIGEST)


def test_a_paragraph_is_found_by_all_that_people_ask_and_by_its_easier_texts_together() -> None:
    second = replace(WAGE, place=replace(PARAGRAPH, sentence="2"), leichter="Das Geld kommt am Freitag.")
    found = [p for p in told((WAGE, second), ASKED) if p.source_id == "fragen"]
    assert [(p.place, p.path) for p in found] == [(LEAVE, ()), (PARAGRAPH, ())]
    assert found[0].text.split("\n") == ["wann darf ich blau machen", "wie oft", "Welche Dauer?"]
    assert found[1].text.split("\n") == [
        "Was bekommt ein Lehrling?",
        "Wie hoch ist der Lohn?",
        WAGE.leichter,
        "Das Geld kommt am Freitag.",
    ]


def test_the_ways_of_asking_in_two_entries_on_one_paragraph_stand_together() -> None:
    more = Asked(LEAVE, {"formal": ("Wie viele Tage?",)})
    (asked,) = told((), (ASKED[0], more))
    assert asked.text.split("\n") == ["wann darf ich blau machen", "wie oft", "Welche Dauer?", "Wie viele Tage?"]


def test_a_former_statement_is_cited_but_nothing_is_found_by_its_easier_text() -> None:
    passages = told((WAGE, FORMER), ASKED)
    assert [p.text for p in passages if p.source_id == "uebg"] == [WAGE.standard, FORMER.standard]
    assert not any(FORMER.leichter in p.text for p in passages)
    assert [(p.source_id, p.text) for p in told((FORMER,))] == [("uebg", FORMER.standard)]


def test_where_the_norm_was_not_read_law_and_section_head_the_statement() -> None:
    statement, _ = passages_of(Digest((WAGE,)), (), (SOURCE,), {}, "abc")
    assert statement.path == ("Übungsgesetz", "ÜbG § 2")


def test_equal_texts_on_one_place_are_passages_of_their_own() -> None:
    equal = replace(WAGE, leichter=WAGE.standard)
    passages = passages_of(Digest((equal, equal)), (), (SOURCE,), {}, "abc")
    assert [p.source_id for p in passages] == ["uebg", "uebg", "fragen"]
    assert len({passage.id for passage in passages}) == 3
    assert [passage.position for passage in passages] == [0, 1, 2]


def test_a_statement_on_a_law_that_is_no_source_is_refused() -> None:
    with pytest.raises(DigestError, match="Kernaussagen zu ÜbG: Diese Quelle steht nicht"):
        passages_of(Digest(STATEMENTS), (), (replace(SOURCE, cite="XG"),), {}, "abc")


def test_a_topic_is_found_by_its_title_with_its_ways_of_asking_and_by_its_texts() -> None:
    passages = passages_of(Digest(topics=(TOPIC,)), (), (SOURCE,), {}, "abc")
    assert {(p.source_id, p.place, p.path) for p in passages} == {("digest", TopicPoint(TOPIC.id), (TOPIC.title,))}
    asked, said = (passage.text.split("\n") for passage in passages)
    assert asked == [TOPIC.title, *(way for ways in TOPIC.ways.values() for way in ways)]
    assert said == [line.text for level in Level for line in TOPIC.lines(level)]


def test_a_signpost_is_found_by_its_subject_its_words_and_its_ways_of_asking_together() -> None:
    ways, page = ("Wo prägt man Taler?", "Wer macht Münzen?"), "https://example.org"
    words = ("Münze", "Geldstück")
    post = Signpost("taler", "Taler", words, ways, "Die Münze.", "Die Münze.", "Münze", page, None, date(2026, 1, 5))
    passages = passages_of(Digest(signposts=(post, replace(post, id="ohne", words=()))), (), (SOURCE,), {}, "abc")
    assert [(p.source_id, p.place, p.path) for p in passages] == [
        ("wegweiser", TopicPoint("taler"), ("Taler",)),
        ("wegweiser", TopicPoint("ohne"), ("Taler",)),
    ]
    assert [p.text.split("\n") for p in passages] == [["Taler", "Münze, Geldstück", *ways], ["Taler", *ways]]


def test_a_term_is_there_with_both_its_texts_together() -> None:
    texts = {level: (Line(f"Ein Taler ist Geld ({level}).", (LEAVE,)),) for level in (Level.STANDARD, Level.LEICHTER)}
    (term,) = passages_of(Digest(terms=(Term("Taler", ("Münze",), texts),)), (), (SOURCE,), {}, "abc")
    assert (term.source_id, term.place, term.path) == ("glossar", TopicPoint("Taler"), ("Taler",))
    assert term.text.split("\n") == ["Ein Taler ist Geld (standard).", "Ein Taler ist Geld (leichter)."]
