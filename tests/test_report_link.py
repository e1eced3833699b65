"""A reported mistake names the answer and its places and nothing else, in an address that every mail program takes."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from corpus.nouns import Level
from service.operator import Operator
from service.report_link import LONGEST, SUBJECT, report_link
from tests.served import answered, proof

OPERATOR = Operator("Verein", ("Weg 1",), "fehler+lotse@verein.example")


def body_of(link: str) -> list[str]:
    return parse_qs(urlsplit(link).query)["body"][0].split("\r\n")


def test_it_carries_the_id_and_the_places_of_the_answer_and_nothing_else() -> None:
    answer = answered(Level.FACH)
    link = report_link(OPERATOR, answer)
    assert link.startswith("mailto:fehler%2Blotse@verein.example?subject=")
    assert parse_qs(urlsplit(link).query)["subject"] == [SUBJECT]
    lead, *rest = body_of(link)
    assert "keine Namen" in lead
    assert rest == ["", "", "Antwort: g1.fach.p1", *(f"Fundstelle: {each.pinpoint}" for each in answer.sources)]


def test_every_place_is_named_once() -> None:
    answer = answered(Level.STANDARD)
    twice = replace(answer, sources=(*answer.sources, *answer.sources))
    assert body_of(report_link(OPERATOR, twice)) == body_of(report_link(OPERATOR, answer))


def test_nothing_in_it_can_add_a_header_or_end_the_address() -> None:
    sources = (proof(1, "ÜbG § 4\r\nBcc: x@example.org&bcc=y@example.org#", ""),)
    link = report_link(OPERATOR, replace(answered(Level.FACH), id='a"b>c&d', sources=sources))
    assert set(parse_qs(urlsplit(link).query)) == {"subject", "body"}
    assert urlsplit(link).fragment == ""
    assert not set(link) & set("\"'<> \r\n")


def test_a_long_answer_leaves_out_whole_places_and_says_so() -> None:
    places = tuple(proof(n, f"Übungsgesetz über das Werken § {n}", "") for n in range(1, 60))
    link = report_link(OPERATOR, replace(answered(Level.FACH), id="g" * 5000, sources=places))
    assert len(link) <= LONGEST
    lines = [line for line in body_of(link) if line.startswith("Fundstelle: ")]
    assert len(lines) > 5
    assert lines[:2] == [f"Fundstelle: Übungsgesetz über das Werken § {n}" for n in (1, 2)]
    assert lines[-1] == "Fundstelle: …"


def test_without_an_address_there_is_no_link() -> None:
    assert report_link(None, answered(Level.FACH)) == ""
    assert report_link(Operator("Verein", ("Weg 1",), phone="0000"), answered(Level.FACH)) == ""
