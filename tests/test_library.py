"""What is loaded can be read place by place, with what we say beside it and all that cites it."""

from collections.abc import Sequence

import pytest

from corpus.nouns import Level, PagePoint, Passage, Pinpoint, Rank
from corpus.pinpoint.laws import laws_of
from service.cited_by import CitedBy, CitingKind, norms_named
from service.leaves import Leaves
from service.looked_up import Wanted, hits, near_enough, snippet
from service.permalink import permalink, proof_address, term_anchor
from service.reply import Found
from service.rights import shown_whole
from service.rooms import UnknownPlace
from tests.reading_sample import (
    AGAIN,
    AUTHORED,
    FEGT,
    HOBEL,
    LIGHT,
    PASSAGES,
    SEVEN,
    SOURCES,
    QuotedProofs,
    Reading,
    library,
)
from tests.served import PAPER


@pytest.mark.parametrize(
    ("rights", "whole"),
    [
        ("amtliches Werk, gemeinfrei (§ 5 Abs. 1 UrhG)", True),
        ("CC BY 4.0", True),
        ("CC BY-SA 4.0", True),
        ("Rechte bei der BAGüS; hier nicht gespeichert, nur mit Fundstelle zitiert", False),
        ("nicht gemeinfrei", False),
        ("vom Betreiber hinzugefügt", False),
        ("nur Zitat", False),
        ("", False),
        ("Freiburger Verlag", False),
    ],
)
def test_a_text_is_shown_whole_only_where_its_rights_say_so(rights: str, whole: bool) -> None:
    assert shown_whole(rights) is whole


def test_the_contents_of_a_law_stand_under_its_own_headings() -> None:
    source, chapters = library().law("uebg")
    assert source.cite == "ÜbG"
    assert [chapter.path for chapter in chapters] == [("Teil 1 Werken", "Kapitel 2 Geräte"), ("Teil 2 Lohn",)]
    lines = [(s.name, s.heading, s.remarks) for chapter in chapters for s in chapter.sections]
    assert lines == [("§ 4", "Hobel", 4), ("§ 5", "Besen", 0), ("§ 7", "Taler", 0)]


@pytest.mark.parametrize("law", ["leitfaden", "fehlt", "gibtsnicht"])
def test_what_is_no_loaded_law_has_no_contents(law: str) -> None:
    with pytest.raises(UnknownPlace):
        library().law(law)


def test_a_section_knows_its_neighbours_and_where_it_stands() -> None:
    room = library().section(Reading().norm("uebg", "5"))
    assert room.before
    assert room.after
    assert (room.before.name, room.after.name) == ("§ 4", "§ 7")
    assert room.path == ("Teil 1 Werken", "Kapitel 2 Geräte")
    first = library().section(Reading().norm("uebg", "4"))
    assert first.before is None


def test_our_statements_stand_beside_their_paragraph_former_law_last() -> None:
    room = library().section(Reading().norm("uebg", "4"))
    assert [[r.standard for r in p.remarks] for p in room.paragraphs] == [
        ["Ein Hobel kostet fünf Taler.", "Früher kostete er vier Taler."],
        ["Nach dem Hobeln ist zu fegen."],
    ]
    assert [r.standard for r in room.remarks] == ["In § 4 geht es um Hobel."]


def test_a_statement_on_another_wording_says_so() -> None:
    room = library().section(Reading().norm("uebg", "4"))
    assert [[r.stale for r in p.remarks] for p in room.paragraphs] == [[False, False], [True]]


def test_wording_that_something_else_replaces_names_what_holds() -> None:
    room = library().section(Reading().norm("uebg", "7"))
    (outdated,) = room.paragraphs[0].outdated
    assert (outdated.note, outdated.by) == ("Der Lohn in § 7 ist alt.", "Talerbekanntmachung")
    assert library().section(Reading().norm("uebg", "4")).paragraphs[0].outdated == ()


def test_a_paragraph_tells_what_cites_it_topics_first_and_norms_last() -> None:
    room = library().section(Reading().norm("uebg", "4"))
    first, second = ([(c.kind, c.name) for c in p.citing] for p in room.paragraphs)
    assert (CitingKind.TOPIC, "Was kostet ein Hobel?") in first
    assert second[0] == (CitingKind.TOPIC, "Muss man fegen <oder nicht>?")
    assert (CitingKind.TERM, "Werkbank") in second
    assert second[-1] == (CitingKind.NORM, "WerkVO § 1 Abs. 1")
    assert [(c.kind, c.name) for c in room.citing] == [(CitingKind.NORM, "ÜbG § 5")]


def test_a_norm_without_a_law_is_one_of_the_law_that_names_it() -> None:
    laws = laws_of(SOURCES)
    assert norms_named("wie in § 4 und § 7 Absatz 1", "ÜbG", laws) == (Pinpoint("ÜbG", "4"), Pinpoint("ÜbG", "7", "1"))
    assert norms_named("nach § 4 Absatz 2 ÜbG", "WerkVO", laws) == (FEGT,)
    assert norms_named("nach § 4 BetrVG", "WerkVO", laws) == ()


def test_a_section_does_not_cite_itself() -> None:
    cited = CitedBy(PASSAGES, SOURCES, AUTHORED.digest)
    assert cited.of_section(Pinpoint("WerkVO", "1")) == {}
    assert [c.name for c in cited.of_section(Pinpoint("WerkVO", "2"))[Pinpoint("WerkVO", "2")]] == ["WerkVO § 1 Abs. 1"]


def of(source: str) -> Sequence[Passage]:
    return [passage for passage in PASSAGES if passage.source_id == source]


def test_a_document_is_read_page_by_page_by_its_printed_number() -> None:
    leaves = Leaves(of("freiheft"))
    assert [(leaf.key, leaf.printed, leaf.sheet) for leaf in leaves.all] == [
        ("blatt-1", None, 1),
        ("3", "3", 3),
        ("4", "4", 4),
    ]
    before, after = leaves.beside(leaves.all[1])
    assert (before, after) == (leaves.all[0], leaves.all[2])


def test_a_passage_over_two_pages_is_divided_and_nothing_is_lost() -> None:
    leaves = Leaves(of("freiheft"))
    (three,), (four,) = (leaves.extracts(leaf) for leaf in leaves.all[1:])
    assert (three.text, three.went_on, three.goes_on) == ("Holz arbeitet.", False, True)
    assert (four.text, four.went_on, four.goes_on) == ("Leim hält.", True, False)


def test_a_page_is_found_by_number_sheet_and_heading() -> None:
    leaves = Leaves(of("leitfaden"))
    assert leaves.at(SEVEN) == leaves.at(PagePoint(PAPER.cite, pdf_page=9)) == leaves.all[0]
    assert leaves.at(PagePoint(PAPER.cite, heading="Licht")) == leaves.all[0]
    assert leaves.at(PagePoint(PAPER.cite, "99")) is None
    assert leaves.at(PagePoint(PAPER.cite)) is None
    assert leaves.all[0].differs


def test_of_a_text_that_is_not_free_only_what_answers_quote_is_shown() -> None:
    room = library().leaf("leitfaden", "7")
    assert not room.whole
    assert [extract.text for extract in room.extracts] == [LIGHT]
    assert library().leaf("leitfaden", "8").extracts == ()


def test_the_passage_that_an_answer_quotes_is_shown_too() -> None:
    room = library().leaf("leitfaden", "7", "leitfaden1")
    assert [extract.text for extract in room.extracts] == [LIGHT, AGAIN]
    assert [extract.heading for extract in room.extracts] == ["Licht", ""]
    assert library().leaf("leitfaden", "7", "gibtsnicht").extracts == library().leaf("leitfaden", "7").extracts


def test_a_page_has_our_statements_and_what_rests_on_it() -> None:
    room = library().leaf("leitfaden", "7")
    assert [r.standard for r in room.remarks] == ["Laut Leitfaden hilft Licht."]
    assert {c.name for c in room.citing} == {"Muss man fegen <oder nicht>?", "Was kostet ein Hobel?"}
    assert library().leaf("leitfaden", "8").remarks == ()


@pytest.mark.parametrize("place", [("leitfaden", "99"), ("uebg", "4"), ("fehlt", "1"), ("gibtsnicht", "1")])
def test_a_page_that_there_is_not_is_unknown(place: tuple[str, str]) -> None:
    with pytest.raises(UnknownPlace):
        library().leaf(*place)


def test_a_topic_is_told_at_its_level_with_proofs_numbered_through() -> None:
    room = library().topic("fegen", Level.LEICHTER)
    assert [line.text for line in room.parts["open"]] == ["Offen leichter."]
    assert [proof.n for proof in room.sources] == [1, 2, 3]
    assert room.parts["next"][0].citations == (1,)
    assert [topic.id for topic in room.follow_ups] == ["geld"]


def test_counsellors_get_what_is_open_for_everybody_too() -> None:
    parts = library().topic("fegen", Level.FACH).parts
    assert [line.text for line in parts["open"]] == ["Offen fach.", "Offen standard."]


def test_the_glossary_goes_from_a_to_z_with_umlauts_in_their_place() -> None:
    assert [term.term for term in library().terms] == ["Ächzen", "Amboss", "Übung", "Werkbank"]
    assert term_anchor("Budget für Arbeit") == "budget-fuer-arbeit"


def test_a_place_that_is_typed_leads_to_where_it_is_read() -> None:
    shelf = library()
    assert shelf.place_named("§ 4 Abs. 1 Satz 1 ÜbG") == HOBEL
    assert shelf.place_named("Hobel kaufen") is None
    assert shelf.address_of(HOBEL) == "/norm/uebg/4#abs-1-satz-1"
    assert shelf.address_of(Pinpoint("ÜbG")) == "/norm/uebg"
    assert shelf.address_of(Pinpoint("ÜbG", "99")) is None
    assert shelf.address_of(Pinpoint("SGB IX", "61")) is None


@pytest.mark.parametrize(
    ("pinpoint", "address"),
    [
        ("Leitfaden Werken, S. 7", "/dokument/leitfaden/7"),
        ("Leitfaden Werken, PDF-Seite 9", "/dokument/leitfaden/blatt-9"),
        ("Leitfaden Werken, „Licht & Öl“", "/dokument/leitfaden/text#zu-licht-oel"),
        ("Leitfaden Werken", "/dokument/leitfaden/text"),
        ("Talerbekanntmachung Nr. 1 Satz 2", "/norm/taler/text#nr-1-satz-2"),
        ("Leitfaden Werken, S. ../..", "/dokument/leitfaden/.."),
        ("Fehlheft, S. 3", None),
        ("Leitfaden Werken § 7", None),
    ],
)
def test_every_place_of_a_document_has_an_address(pinpoint: str, address: str | None) -> None:
    if "../" in pinpoint:
        assert permalink(pinpoint, Reading().sources()) is None
    else:
        assert permalink(pinpoint, Reading().sources()) == address


def test_a_proof_in_a_document_leads_to_its_passage() -> None:
    proof = QuotedProofs().of_line("", "", AUTHORED.digest.topics[0].texts[Level.STANDARD].answer[1], SEVEN, 1)
    assert proof_address(proof, Reading().sources()) == "/dokument/leitfaden/7/leitfaden0#stelle-leitfaden0"


def found(*scores: float) -> tuple[Found, ...]:
    line = AUTHORED.digest.topics[0].texts[Level.STANDARD].answer[0]
    places = (FEGT, SEVEN, HOBEL)
    proofs = (QuotedProofs().of_line("", "", line, place, 1) for place in places)
    return tuple(Found(proof, score) for proof, score in zip(proofs, scores, strict=False))


def test_a_search_is_kept_to_rank_and_source() -> None:
    sources = Reading().sources()

    def places(wanted: Wanted) -> list[str]:
        return [hit.proof.pinpoint for hit in hits(found(0.9, 0.8, 0.7), "fegen", sources, wanted)]

    assert places(Wanted()) == ["ÜbG § 4 Abs. 2", "Leitfaden Werken, S. 7", "ÜbG § 4 Abs. 1 Satz 1"]
    assert places(Wanted(ranks=frozenset({Rank.GUIDANCE}))) == ["Leitfaden Werken, S. 7"]
    assert places(Wanted(sources=frozenset({"uebg"}))) == ["ÜbG § 4 Abs. 2", "ÜbG § 4 Abs. 1 Satz 1"]
    assert places(Wanted(frozenset({Rank.STUDY}))) == []


def test_nothing_is_found_where_even_the_best_is_about_something_else() -> None:
    assert near_enough(found(0.26, 0.25)) == ()
    assert near_enough(()) == ()
    assert [each.score for each in near_enough(found(0.5, 0.3, 0.1))] == [0.5, 0.3]


def test_a_snippet_marks_the_words_in_every_form_and_loses_none() -> None:
    stretches = snippet("Die Lampen\nund die  Arbeitslampe leuchten.", {"lamp"})
    assert "".join(s.text for s in stretches) == "Die Lampen und die Arbeitslampe leuchten."
    assert [s.text for s in stretches if s.hit] == ["Lampen"]
    assert [s.text for s in snippet("Das Werkstattentgelt", {"werkstatt"}) if s.hit] == ["Werkstattentgelt"]


def test_a_snippet_of_a_long_text_is_the_stretch_with_most_of_the_words() -> None:
    text = "Vorrede. " * 80 + "Der Hobel liegt beim Leim. " + "Nachrede. " * 80
    stretches = snippet(text, {"hobel", "leim"})
    shown = "".join(s.text for s in stretches)
    assert [s.text for s in stretches if s.hit] == ["Hobel", "Leim"]
    assert len(shown) <= 290
    assert shown.startswith("… ")
    assert shown.endswith(" …")
