"""Problems are complete in both languages, and their types lead to a page."""

import json

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.problems import (
    CODES,
    KINDS,
    MOST_ERRORS,
    NO_INDEX,
    WRONG,
    Kind,
    Language,
    language,
    problem,
    wrong_entries,
)
from tests.served import TinyAnswers, live_on


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize("spoken", Language)
def test_a_problem_has_the_members_of_the_rfc_and_a_code(kind: Kind, spoken: Language) -> None:
    response = problem(kind, spoken)
    body = json.loads(bytes(response.body))
    assert list(body) == ["type", "title", "status", "detail", "code"]
    assert body["status"] == response.status_code == kind.status
    assert body["title"] == kind.words[spoken].title
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["content-language"] == spoken
    assert kind.words[Language.DE] != kind.words[Language.EN]


def test_every_status_of_the_contract_has_a_kind() -> None:
    assert {kind.status for kind in KINDS.values()} == {400, 404, 405, 413, 422, 429, 500, 503}


@pytest.mark.parametrize("code", KINDS)
def test_the_type_of_a_problem_leads_to_its_page(code: str) -> None:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0")) as client:
        page = client.get(f"/probleme/{code}")
    assert page.status_code == 200
    for words in KINDS[code].words.values():
        assert words.title in page.text


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "de"),
        ("", "de"),
        ("de", "de"),
        ("en", "en"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("de;q=0.3, en;q=0.7", "en"),
        ("fr, en;q=0.5", "en"),
        ("fr", "de"),
        ("*", "de"),
        ("en;q=0", "de"),
        ("en;q=x", "de"),
        ("EN-us", "en"),
        (",;;q=,", "de"),
    ],
)
def test_the_language_is_the_one_preferred(accept: str | None, expected: str) -> None:
    assert language(accept) == expected


def test_the_english_problem_is_told_over_http() -> None:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0")) as client:
        reply = client.post("/api/v1/ask", json={"question": ""}, headers={"accept-language": "en"})
    assert reply.json()["errors"] == [{"pointer": "/question", "code": "empty", "detail": WRONG["empty"][Language.EN]}]
    assert reply.headers["content-language"] == "en"


def test_a_browser_gets_a_page_and_a_program_gets_json() -> None:
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0")) as client:
        page = client.get("/gibtsnicht", headers=browser)
        program = client.get("/api/v1/gibtsnicht", headers=browser)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert program.headers["content-type"] == "application/problem+json"


def test_every_code_of_a_wrong_entry_has_words_in_both_languages() -> None:
    assert set(CODES.values()) <= set(WRONG)
    assert all(set(words) == set(Language) for words in WRONG.values())


def test_unknown_kinds_of_error_are_told_as_wrong_type_and_the_list_ends() -> None:
    wrong = wrong_entries([("something_new", ("history", 3))] * (MOST_ERRORS + 1), Language.DE)
    assert len(wrong) == MOST_ERRORS
    assert (wrong[0].pointer, wrong[0].code) == ("/history/3", "wrong_type")


def test_more_headers_are_kept() -> None:
    assert problem(NO_INDEX, Language.DE, headers={"Retry-After": "10"}).headers["retry-after"] == "10"
