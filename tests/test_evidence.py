"""What may be said on a paragraph: its sentences with their proofs, in the order of the text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from corpus.entries import Statement
from corpus.nouns import Level, Passage, Pinpoint, Place, Unit, Wording
from service.evidence import Evidence, gather

TEXT = "(2) Der Meister zahlt den Lohn. Er trägt die Kosten für\n1. das Werkzeug und\n2. den Weg."
HERE = Pinpoint("ÜbG", "2", "2")
FIRST, SECOND = replace(HERE, sentence="1"), replace(HERE, sentence="2")
TOOL, WAY = replace(SECOND, number="1"), replace(SECOND, number="2")


def unit(place: Place, piece: str) -> Unit:
    start = TEXT.index(piece)
    return Unit(place, start, start + len(piece))


LAW = Passage(
    id="law",
    source_id="uebg",
    edition="e1",
    position=0,
    place=HERE,
    path=("Übungsgesetz", "§ 2 Lohn"),
    text=TEXT,
    units=(
        unit(FIRST, "Der Meister zahlt den Lohn."),
        unit(SECOND, TEXT[TEXT.index("Er trägt") :]),
        unit(TOOL, "1. das Werkzeug und"),
        unit(WAY, "2. den Weg."),
    ),
    wording=Wording.OFFICIAL,
)


def told(place: Pinpoint, text: str, former: bool = False) -> Statement:
    return Statement(place, text, f"Leichter: {text}", date(2026, 1, 5), former=former)


def own(statement: Statement) -> Passage:
    text = statement.standard
    return replace(LAW, id=text, place=statement.place, text=text, units=(), wording=Wording.DIGEST)


def by_place(*statements: Statement) -> Mapping[Place, Sequence[Statement]]:
    return {s.place: [t for t in statements if t.place == s.place] for s in statements}


def quotes(found: Sequence[Evidence]) -> list[str]:
    return [evidence.quote for evidence in found]


def test_bare_sentences_are_their_own_evidence() -> None:
    found = gather([LAW], {}, ())
    assert quotes(found) == ["Der Meister zahlt den Lohn.", "Er trägt die Kosten für\n1. das Werkzeug und\n2. den Weg."]
    assert [str(e.place) for e in found] == ["ÜbG § 2 Abs. 2 Satz 1", "ÜbG § 2 Abs. 2 Satz 2"]
    assert found[1].said(Level.LEICHTER) == "Er trägt die Kosten für\n1. das Werkzeug und\n2. den Weg."


def test_every_quote_is_a_slice_of_its_passage() -> None:
    found = gather([LAW], by_place(told(FIRST, "Lohn kommt vom Meister."), told(WAY, "Der Weg kostet nichts.")), ())
    assert all(evidence.quote in evidence.passage.text for evidence in found)


def test_a_statement_words_the_answer_and_the_law_proves_it() -> None:
    found = gather([LAW], by_place(told(FIRST, "Den Lohn zahlt, wer Meister ist.")), ())
    assert found[0].quote == "Der Meister zahlt den Lohn."
    assert found[0].said(Level.STANDARD) == "Den Lohn zahlt, wer Meister ist."
    assert found[0].said(Level.LEICHTER) == "Leichter: Den Lohn zahlt, wer Meister ist."
    assert found[0].said(Level.FACH) == "Der Meister zahlt den Lohn."


def test_statements_on_numbers_stand_for_the_sentence_that_holds_them() -> None:
    found = gather(
        [LAW], by_place(told(TOOL, "Das Werkzeug zahlt der Meister."), told(WAY, "Den Weg zahlt er auch.")), ()
    )
    assert quotes(found) == ["Der Meister zahlt den Lohn.", "1. das Werkzeug und", "2. den Weg."]


@pytest.mark.parametrize("wanted", [WAY, Pinpoint("ÜbG", "2", "2", number="2")])
def test_a_named_number_is_the_only_evidence(wanted: Pinpoint) -> None:
    assert quotes(gather([LAW], {}, [wanted])) == ["2. den Weg."]


def test_a_named_section_leaves_all_sentences() -> None:
    assert len(gather([LAW], {}, [Pinpoint("ÜbG", "2")])) == 2


def test_a_named_place_that_is_not_there_leaves_all_sentences() -> None:
    assert len(gather([LAW], {}, [replace(SECOND, number="9")])) == 2


def test_without_the_law_the_statement_proves_itself() -> None:
    statement = told(FIRST, "Den Lohn zahlt, wer Meister ist.")
    (found,) = gather([own(statement)], by_place(statement), ())
    assert (found.quote, found.passage.wording) == (statement.standard, Wording.DIGEST)
    assert found.said(Level.FACH) == statement.standard


def test_former_law_is_proven_by_the_digest_and_stands_last() -> None:
    now, then = told(FIRST, "Den Lohn zahlt, wer Meister ist."), told(FIRST, "Früher zahlte niemand.", former=True)
    found = gather([LAW, own(now), own(then)], by_place(now, then), ())
    assert found[-1].quote == "Früher zahlte niemand."
    assert [evidence.passage.wording for evidence in found].count(Wording.DIGEST) == 1
