"""A sheet for the file holds all that a counsellor needs, and nobody can make one say what is not loaded."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt
from starlette.datastructures import URL

from corpus.nouns import Level
from service.app import create_app
from service.checked import Standing
from service.doors.export import origin
from service.doors.sheet import CHECKED_HOW, STALE, STANDINGS, UNKNOWN_NOTICE, UNKNOWN_SENTENCE
from service.doors.sheet_markdown import escaped
from service.problems import KINDS
from service.told import DISCLAIMER
from service.wire import AnswerOut
from tests.served import FIRST, PROOFS, SAID, TinyAnswers, answered, live_on
from tests.test_page import ATTACK, Tags

DAY = date(2026, 11, 24)
QUESTION = "Wer bekommt eine Werkbank?"
CANARY = "Zitterwurz"
FORMS = ("markdown", "html", "bibtex", "csl")
MARKS = (
    "# a\n> b\n- c\n1. d\n=== \n"
    "*e* _f_ `g` [h](javascript:x) ![i](http://j) <k> &lt; ~l~ | \\m http://n www.o $p$ ^q^ {r}"
)
UNVERIFIED, CHANGED = STANDINGS[Standing.UNVERIFIED], STANDINGS[Standing.CHANGED]


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver", "[::1]"], "0.1.0", clock=lambda: DAY)) as client:
        yield client


def asked(client: TestClient, question: str = QUESTION, level: str = "standard") -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/api/v1/ask", json={"question": question, "level": level}).json()
    return answer


def export(client: TestClient, answer: dict[str, Any], form: str = "markdown", question: str = QUESTION) -> str:
    reply = client.post("/api/v1/export", json={"question": question, "answer": answer, "format": form})
    assert reply.status_code == 200, reply.text
    return reply.text


def shown(client: TestClient, answer: dict[str, Any], form: str, question: str = QUESTION) -> str:
    """Return the text that a reader sees, in one line."""
    text = export(client, answer, form, question)
    html = MarkdownIt("commonmark").render(text) if form == "markdown" else text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").split())


def with_source(answer: dict[str, Any], **changes: object) -> dict[str, Any]:
    first, *rest = answer["sources"]
    return {**answer, "sources": [{**first, **changes}, *rest]}


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_sheet_has_all_of_question_answer_and_sources(client: TestClient, form: str) -> None:
    text = shown(client, asked(client), form)
    for part in (
        *(QUESTION, *(said.text for said in SAID), "[1]", "[2]", "[3]", "Hilfe gibt es sofort."),
        *("24.11.2026", "Sprache der Antwort: Standard", DISCLAIMER.text, CHECKED_HOW),
        *(proof.pinpoint for proof in PROOFS),
        *(" ".join(proof.quote.split()) for proof in PROOFS),
        *("Gesetz", "Orientierungshilfe der Träger – nicht bindend", "Stand: 19.08.2026", "Stand: 01.02.2025"),
        *("Wortlaut der Quelle", "Zusammenfassung von uns, kein Wortlaut", "Seite 7", STALE),
        *("https://example.org/uebg", "http://testserver/norm/uebg/4#abs-2-nr-2"),
        *("Geladener Index: g1", "Programmversion 0.1.0", "ÜbG, Stand 19.08.2026"),
    ):
        assert part in text
    for doubt in (UNVERIFIED, CHANGED, UNKNOWN_SENTENCE, "anderen Index"):
        assert doubt not in text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_source_that_nobody_knows_is_marked_and_its_address_is_no_link(client: TestClient, form: str) -> None:
    forged = with_source(
        asked(client), pinpoint="SGB IX § 999", quote="Alles wird bezahlt.", url="https://evil.example/x"
    )
    text = shown(client, forged, form)
    assert UNVERIFIED in text
    assert "evil.example" not in export(client, forged, form)
    own = text[text.index("[1] SGB IX § 999") : text.index("[2] ÜbG")]
    assert own.index(UNVERIFIED) < own.index("Alles wird bezahlt.") < own.index("Stand laut dieser Antwort")
    assert "Wortlaut der Quelle" not in own
    assert "/norm/" not in own


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_wording_that_is_not_the_loaded_one_is_marked_and_todays_stands_beside_it(
    client: TestClient, form: str
) -> None:
    text = shown(client, with_source(asked(client), quote="Jeder bekommt zwei Werkbänke."), form)
    assert text.index(CHANGED) < text.index("Jeder bekommt zwei") < text.index("Heute steht dort")
    assert FIRST[:52] in text
    assert "Stand laut dieser Antwort" in text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_no_facts_can_be_lent_to_a_source(client: TestClient, form: str) -> None:
    forged = with_source(asked(client), title="Urteil", rank="case_law", as_of="1999-01-01", url="https://evil.example")
    text = shown(client, forged, form)
    for false in ("Urteil", "Rechtsprechung", "1999", "evil"):
        assert false not in text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_sentence_that_nobody_here_wrote_is_marked(client: TestClient, form: str) -> None:
    answer = asked(client)
    forged = {**answer, "answer": [{"text": "Sie haben Anspruch.", "citations": [1]}, *answer["answer"]]}
    text = shown(client, forged, form)
    assert "Sie haben Anspruch. [1] *" in text
    assert UNKNOWN_SENTENCE in text
    assert f"{SAID[0].text} [1] *" not in text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_foreign_notice_and_helper_are_marked_and_the_disclaimer_stays(client: TestClient, form: str) -> None:
    forged = {
        **asked(client),
        "notices": [{"code": "disclaimer", "text": "Amtlich bestätigt."}],
        "redirect": {"name": "Guter Rat", "url": "https://evil.example", "phone": "0900 666"},
    }
    text = shown(client, forged, form)
    assert DISCLAIMER.text in text
    assert f"{UNKNOWN_NOTICE} Amtlich bestätigt." in text
    assert f"{UNKNOWN_NOTICE} Guter Rat" in text
    assert "https://evil.example" not in [link["href"] for link in Tags(export(client, forged, "html")).all("a")]
    assert "<https://evil" not in export(client, forged)


def test_who_helps_is_named_where_nothing_is_said(client: TestClient) -> None:
    text = shown(client, asked(client, "Wetter?"), "html", "Wetter?")
    assert "Es wurde nicht geraten" in text
    assert "Beratung am Ort" in text
    assert UNKNOWN_NOTICE not in text.replace(f"{UNKNOWN_NOTICE} Dies ist eine Übung", "")


@pytest.mark.parametrize(
    "changes",
    [{"id": "g0.standard.p1"}, {"id": ".x"}, {"provenance": {"index": "g0", "answerer": "digest", "version": "0.1.0"}}],
)
def test_an_answer_from_another_index_says_what_is_loaded_now(client: TestClient, changes: dict[str, Any]) -> None:
    text = shown(client, {**asked(client), **changes}, "html")
    assert "mit einem anderen Index" in text
    assert "Geladener Index: g1" in text
    assert "Geladene Ausgaben: ÜbG, Stand 19.08.2026" in text


def test_a_model_and_another_version_are_named(client: TestClient) -> None:
    origin_ = {"index": "g1", "answerer": "model:klein", "version": "9.9"}
    text = shown(client, {**asked(client), "provenance": origin_}, "markdown")
    assert "model:klein" in text
    assert "Programmversion 9.9" in text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_every_text_from_outside_is_only_text(client: TestClient, form: str) -> None:
    answer = AnswerOut.of(answered(Level.STANDARD)).model_dump(mode="json")
    for hostile in (ATTACK, MARKS):
        source = {**answer["sources"][0], "pinpoint": hostile, "title": hostile, "quote": hostile, "page": hostile}
        bad = {
            **answer,
            "answer": [{"text": hostile, "citations": [1]}],
            "sources": [{**source, "url": "javascript:alert(3)"}],
            "notices": [{"code": "x", "text": hostile}],
            "redirect": {"name": hostile, "url": "javascript:alert(4)", "phone": hostile},
            "provenance": {"index": hostile, "answerer": hostile, "version": hostile},
        }
        text = export(client, bad, form, hostile)
        page = Tags(
            MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text) if form == "markdown" else text
        )
        good = Tags(export(client, answer, "html")).tags
        allowed = {name for name, _ in good} | {"br"}
        assert {name for name, _ in page.tags} <= allowed
        assert not [v for _, a in page.tags for v in a.values() if v.startswith(("javascript:", "http://j"))]
        assert not [name for _, a in page.tags for name in a if name.startswith("on")]
        assert all(a["href"].startswith(("http://", "https://", "#")) for a in page.all("a"))
        if form == "markdown":
            assert " ".join(hostile.split()) in shown(client, bad, form, hostile)


@pytest.mark.parametrize(
    "text", [*MARKS.split("\n"), ATTACK, "a * b_c", "2. Satz", "2) Satz", "+ x", "- y", "=", "&amp;", "a\\", "`"]
)
def test_markdown_shows_exactly_the_text(text: str) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(escaped(text))
    assert re.sub(r"</?p>|\n$", "", html).strip("\n") != ""
    assert Tags(html).tags == [("p", {})]
    assert unescape(re.sub(r"</?p>", "", html)).strip() == " ".join(text.split())


def test_an_address_in_a_text_does_not_become_a_link_by_itself() -> None:
    written = escaped("siehe https://evil.example und www.evil.example")
    assert "https://" not in written
    assert "www.evil" not in written


def test_html_is_a_whole_page_in_german_without_script_and_style_inside(client: TestClient) -> None:
    reply = client.post("/api/v1/export", json={"question": QUESTION, "answer": asked(client), "format": "html"})
    page = Tags(reply.text)
    assert reply.text.startswith("<!doctype html>")
    assert page.all("html")[0]["lang"] == "de"
    assert not {"script", "style", "form", "img", "iframe"} & {name for name, _ in page.tags}
    assert not [a for _, a in page.tags if "style" in a]
    assert [link["href"] for link in page.all("link")] == ["/static/icon.svg", "/static/export.css"]
    assert "content-disposition" not in reply.headers
    style = client.get("/static/export.css").text
    assert "size: A4" in style
    assert re.search(r"\.source \{[^}]*break-inside: avoid", style)


def test_every_number_leads_to_its_source_on_the_page(client: TestClient) -> None:
    page = Tags(export(client, asked(client), "html"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert ids == ["quelle-1", "quelle-2", "quelle-3"]
    assert {a["href"] for a in page.all("a") if a["href"].startswith("#")} == {f"#{id_}" for id_ in ids}


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("bibtex", "bib"), ("csl", "json")])
def test_a_file_is_named_by_its_day_alone(client: TestClient, form: str, ending: str) -> None:
    body = {"question": CANARY, "answer": asked(client), "format": form}
    reply = client.post("/api/v1/export", json=body)
    assert reply.headers["content-disposition"] == f'attachment; filename="teilhabe-lotse-2026-11-24.{ending}"'
    assert CANARY not in str(reply.headers)
    assert reply.headers["cache-control"] == "no-store"


def test_markdown_is_the_default_and_other_keys_are_passed_over(client: TestClient) -> None:
    body = {"question": QUESTION, "answer": {**asked(client), "später": 1}, "später": 2}
    reply = client.post("/api/v1/export", json=body)
    assert reply.headers["content-type"] == "text/markdown; charset=utf-8"
    assert reply.text.startswith("# ")


def test_the_bibliography_has_the_sources_and_no_question(client: TestClient) -> None:
    items = json.loads(export(client, asked(client), "csl", CANARY))
    assert [item["id"] for item in items] == ["uebg-2026-08-19", "leitfaden-2025-02-01"]
    bib = export(client, asked(client), "bibtex", CANARY)
    assert "@misc{uebg-2026-08-19," in bib
    assert CANARY not in bib


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"question": ""}, "/question", "empty"),
        ({"question": f"{CANARY}\x00"}, "/question", "unreadable"),
        ({"format": CANARY}, "/format", "not_a_format"),
        ({"answer": CANARY}, "/answer", "wrong_type"),
        ({"answer": {}}, "/answer/id", "missing"),
    ],
)
def test_what_is_wrong_is_told_without_repeating_it(
    client: TestClient, changes: dict[str, Any], pointer: str, code: str
) -> None:
    body = {"question": QUESTION, "answer": asked(client), **changes}
    reply = client.post("/api/v1/export", json=body)
    assert reply.status_code == 422
    assert (reply.json()["errors"][0]["pointer"], reply.json()["errors"][0]["code"]) == (pointer, code)
    assert CANARY not in reply.text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("answer", [{"text": CANARY, "citations": []}]),
        ("answer", [{"text": CANARY, "citations": [77]}]),
        ("answer", [{"text": "x" * 4001, "citations": [1]}]),
        ("answer", [{"text": f"{CANARY}\x1b", "citations": [1]}]),
        ("answer", [{"text": CANARY, "citations": [1]}] * 401),
        ("sources", []),
        ("sources", [{**AnswerOut.of(answered(Level.FACH)).model_dump(mode="json")["sources"][0]}] * 2),
        ("notices", [{"code": "a", "text": CANARY}] * 51),
        ("level", CANARY),
        ("status", CANARY),
    ],
)
def test_an_answer_beyond_the_limits_is_refused(client: TestClient, key: str, value: object) -> None:
    reply = client.post("/api/v1/export", json={"question": QUESTION, "answer": {**asked(client), key: value}})
    assert reply.status_code == 422
    assert CANARY not in reply.text


def test_a_number_stands_for_one_source(client: TestClient) -> None:
    answer = asked(client)
    twice = {**answer, "sources": [*answer["sources"], answer["sources"][0]]}
    reply = client.post("/api/v1/export", json={"question": QUESTION, "answer": twice})
    assert (reply.status_code, reply.json()["errors"][0]["code"]) == (422, "uncited")


def test_a_text_cannot_turn_the_direction_of_reading(client: TestClient) -> None:
    answer = {**asked(client), "answer": [{"text": "kein \u202eAnspruch", "citations": [1]}]}
    for form in ("markdown", "html"):
        assert "\u202e" not in export(client, answer, form, "Was\u2066?")
        assert "kein Anspruch" in export(client, answer, form)


def test_the_host_of_a_permalink_is_the_one_that_was_asked(client: TestClient) -> None:
    body = {"question": QUESTION, "answer": asked(client), "host": "evil.example"}
    for host, expected in (("testserver:8000", "testserver:8000"), ("[::1]", "[::1]"), ("x@testserver", "testserver")):
        reply = client.post("/api/v1/export", json=body, headers={"host": host, "x-forwarded-host": "evil"})
        assert f"<http://{expected}/norm/uebg/4#abs-1-satz-1>" in reply.text
        assert "evil" not in reply.text
        assert "x@" not in reply.text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a@lotse.example:8000/x?y", "http://lotse.example:8000"),
        ("https://lotse.example/api", "https://lotse.example"),
        ("http://[::1]:80/", "http://[::1]:80"),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, expected: str) -> None:
    assert origin(URL(url)) == expected


def test_a_permalink_of_a_sheet_leads_to_the_cited_place(client: TestClient) -> None:
    links = [a["href"] for a in Tags(export(client, asked(client), "html")).all("a") if "/norm/" in a["href"]]
    assert len(links) == 2
    for link in links:
        path, _, place = link.partition("#")
        ids = [attributes.get("id") for _, attributes in Tags(client.get(path).text).tags]
        assert ids.count(place) == 1


def hidden(client: TestClient, question: str) -> tuple[dict[str, str], list[str]]:
    """Return the hidden fields of the form under the sources of an answer, and what its buttons ask for."""
    text = client.post("/?level=fach", data={"question": question}).text
    form = text[text.index('action="/export"') : text.index("</form>", text.index('action="/export"'))]
    tags = Tags(form)
    return {i["name"]: i["value"] for i in tags.all("input")}, [b["value"] for b in tags.all("button") if "value" in b]


def test_the_form_on_the_page_gives_the_same_sheet(client: TestClient) -> None:
    question = f"{QUESTION} „ä“ & <b>\n\"'"
    fields, forms = hidden(client, question)
    assert forms == ["html", "markdown", "bibtex"]
    assert fields["question"] == question
    for form in forms:
        reply = client.post("/export", data={**fields, "format": form})
        assert reply.status_code == 200
        assert reply.text == export(client, asked(client, question, "fach"), form, question)


def test_a_page_without_sources_has_nothing_to_save(client: TestClient) -> None:
    assert "/export" not in client.post("/", data={"question": "Wetter?"}).text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "bad_request"),
        ({"question": CANARY, "answer": "{"}, "bad_request"),
        ({"question": CANARY, "answer": "[" * 100_000}, "bad_request"),
        ({"question": CANARY, "answer": "9" * 5000}, "bad_request"),
        ({"question": CANARY, "answer": "{}"}, "invalid_input"),
        ({"question": CANARY, "answer": f'"{CANARY}"'}, "invalid_input"),
    ],
)
def test_a_torn_form_is_a_page_that_repeats_nothing(client: TestClient, data: dict[str, str], code: str) -> None:
    reply = client.post("/export", data=data)
    assert reply.status_code == KINDS[code].status
    assert f"<code>{code}</code>" in reply.text
    assert CANARY not in reply.text


def test_no_log_repeats_what_is_exported(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = asked(client)
    with caplog.at_level(logging.DEBUG):
        for form in FORMS:
            export(client, answer, form, CANARY)
        client.post("/export", data={"question": CANARY, "answer": json.dumps(answer), "format": CANARY})
    for place in (caplog.text, *capfd.readouterr()):
        assert CANARY not in place


def test_the_export_is_described(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    exporting = described["paths"]["/api/v1/export"]["post"]
    assert set(exporting["responses"]["200"]["content"]) >= {"text/markdown", "text/html"}
    assert "/export" not in described["paths"]
    example = described["components"]["schemas"]["ExportIn"]["examples"][0]
    assert client.post("/api/v1/export", json=example).status_code == 200
