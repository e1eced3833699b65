"""The web application keeps the contract, tells every error as a problem, and gives no question away."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from opentelemetry._logs import set_logger_provider
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import InMemoryLogRecordExporter, SimpleLogRecordProcessor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import set_tracer_provider

from service.app import create_app
from service.border import SECURITY, host_name
from service.live import Live
from service.problems import MEDIA_TYPE
from service.wire import LARGEST_BODY, AnswerOut
from tests.served import FIRST, TinyAnswers, live_on, no_pointer

CANARY = "Meine Geheimkrankheit heißt Zitterwurz"
QUESTION = {"question": "Wer bekommt eine Werkbank?"}


@pytest.fixture
def parts() -> TinyAnswers:
    return TinyAnswers()


@pytest.fixture
def client(parts: TinyAnswers) -> Iterator[TestClient]:
    with TestClient(create_app(live_on(parts), ["testserver"], "0.1.0")) as client:
        yield client


@pytest.fixture
def empty_client() -> Iterator[TestClient]:
    live: Live[Any] = Live(no_pointer, lambda _: TinyAnswers(), lambda: 0.0, lambda _: None)
    with TestClient(create_app(live, ["testserver"], "0.1.0")) as client:
        yield client


def test_an_answer_has_all_keys_of_the_contract(client: TestClient) -> None:
    reply = client.post("/api/v1/ask", json=QUESTION)
    body = reply.json()
    assert reply.status_code == 200
    assert list(body) == [
        *("id", "status", "level", "level_label", "answer", "parts", "sources", "clarify", "redirect"),
        *("follow_ups", "notices", "provenance"),
    ]
    assert list(body["parts"][0]) == ["question_index", "status", "answer", "clarify", "redirect"]
    assert list(body["sources"][0]) == [
        *("n", "pinpoint", "title", "rank", "wording", "quote", "url", "page", "as_of", "passage_id", "stale")
    ]
    assert body["clarify"] is None
    assert body["redirect"] is None
    assert body["level_label"] == "Standard"
    assert body["sources"][0]["as_of"] == "2026-08-19"
    numbers = {source["n"] for source in body["sources"]}
    assert all(said["citations"] and set(said["citations"]) <= numbers for said in body["answer"])


def test_what_is_missing_is_null_or_empty(client: TestClient) -> None:
    body = client.post("/api/v1/ask", json={"question": "Platz?"}).json()
    assert body["status"] == "clarify"
    assert body["answer"] == []
    assert body["sources"] == []
    assert body["clarify"]["choices"][0] == {"label": "Werkbank", "question": "Wer bekommt eine Werkbank?"}
    assert list(body["redirect"]) == ["name", "url", "phone"]


@pytest.mark.parametrize(
    ("level", "label"), [("leichter", "Leichter lesen"), ("standard", "Standard"), ("fach", "Fachlich")]
)
def test_the_level_is_kept_and_named(client: TestClient, level: str, label: str) -> None:
    body = client.post("/api/v1/ask", json={**QUESTION, "level": level}).json()
    assert (body["level"], body["level_label"]) == (level, label)


def test_a_history_is_accepted(client: TestClient) -> None:
    turns = [{"question": "Was ist eine Werkbank?", "answer_id": "g1.standard.p1"}] * 10
    assert client.post("/api/v1/ask", json={**QUESTION, "history": turns}).status_code == 200


def test_a_stream_ends_with_the_same_answer(client: TestClient) -> None:
    whole = client.post("/api/v1/ask", json=QUESTION).json()
    stream = client.post("/api/v1/ask", json={**QUESTION, "stream": True})
    events = [event.split("\n") for event in stream.text.strip().split("\n\n")]
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert [lines[0].removeprefix("event: ") for lines in events] == [
        *("status", "sources", "delta", "delta", "answer", "done")
    ]
    assert json.loads(events[-2][1].removeprefix("data: ")) == whole


def test_search_gives_sources_with_a_score_best_first(client: TestClient) -> None:
    results = client.post("/api/v1/search", json={"question": "Platz an der Werkbank. eine Lampe;"}).json()["results"]
    assert [result["passage_id"] for result in results] == ["p1", "p2"]
    assert results[0]["score"] > results[1]["score"]
    assert len(client.post("/api/v1/search", json={"question": "der eine", "k": 1}).json()["results"]) == 1


@pytest.mark.parametrize("k", [0, 51, "10", True, 1.5, None])
def test_k_is_a_number_from_1_to_50(client: TestClient, k: object) -> None:
    reply = client.post("/api/v1/search", json={**QUESTION, "k": k})
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == "/k"


def test_a_norm_comes_by_paragraph_sentence_and_number(client: TestClient) -> None:
    norm = client.get("/api/v1/norms/uebg/4").json()
    assert list(norm) == ["law", "section", "heading", "as_of", "paragraphs"]
    assert [paragraph["n"] for paragraph in norm["paragraphs"]] == ["1", "2"]
    sentences = norm["paragraphs"][0]["sentences"]
    assert [sentence["n"] for sentence in sentences] == ["1", "2"]
    assert "".join(sentence["text"] for sentence in sentences) == FIRST
    assert norm["paragraphs"][1]["sentences"][0]["numbers"][1] == {"n": "2", "text": "eine Lampe;"}


@pytest.mark.parametrize("path", ["/api/v1/norms/uebg/99", "/api/v1/norms/gibtsnicht/4"])
def test_an_unknown_norm_is_not_found(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert reply.json()["code"] == "unknown_norm"


def test_sources_tell_what_is_loaded(client: TestClient) -> None:
    law, paper = client.get("/api/v1/sources").json()["sources"]
    assert (law["id"], law["as_of"], law["passages"]) == ("uebg", "2026-08-19", 2)
    assert (paper["id"], paper["as_of"], paper["passages"]) == ("leitfaden", None, 0)


def test_health_tells_index_and_self_test(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    ready = client.get("/readyz").json()
    assert ready == {"status": "ready", "index": "g1", "self_test": True, "newer_index_refused": False}
    assert client.get("/version").json() == {"version": "0.1.0", "index": "g1"}


def test_an_index_that_does_not_find_its_sample_is_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.served.PROOFS", ())
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/readyz", "/api/v1/sources", "/api/v1/norms/uebg/4"])
def test_without_an_index_reading_is_unavailable_but_the_process_lives(empty_client: TestClient, path: str) -> None:
    reply = empty_client.get(path)
    assert reply.status_code == 503
    assert reply.json()["code"] == "no_index"
    assert reply.headers["retry-after"] == "10"
    assert empty_client.get("/livez").status_code == 200
    assert empty_client.get("/version").json()["index"] is None


@pytest.mark.parametrize("stream", [False, True])
def test_without_an_index_asking_is_unavailable(empty_client: TestClient, stream: bool) -> None:
    assert empty_client.post("/api/v1/ask", json={**QUESTION, "stream": stream}).status_code == 503


BAD_QUESTIONS = {
    "empty": "",
    "blank": " \n\t ",
    "no-break blank": "\u00a0\u2003",
    "too long": "ä" * 4001,
    "NUL": "Wer\x00 bekommt?",
    "escape": "Wer\x1b[2J bekommt?",
    "C1": "Wer\x85 bekommt?",
    "lone surrogate": "Wer \ud800 bekommt?",
    "number": 7,
    "null": None,
    "list": ["Wer?"],
}


@pytest.mark.parametrize("question", BAD_QUESTIONS.values(), ids=BAD_QUESTIONS.keys())
@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/search"])
def test_a_question_that_is_no_text_is_refused(client: TestClient, path: str, question: object) -> None:
    reply = client.post(path, content=json.dumps({"question": question}), headers={"content-type": "application/json"})
    assert reply.status_code == 422
    assert reply.headers["content-type"] == MEDIA_TYPE
    assert [error["pointer"] for error in reply.json()["errors"]] == ["/question"]


@pytest.mark.parametrize("question", ["?", "ä" * 4000, "😀" * 4000, "Zeile\r\nZeile\tTab", "مرحبا", "12345"])
def test_any_text_up_to_4000_characters_is_a_question(client: TestClient, question: str) -> None:
    assert client.post("/api/v1/ask", json={"question": question}).status_code == 200


def test_the_longest_history_of_escaped_characters_fits_the_body_limit(client: TestClient) -> None:
    turn = {"question": "😀" * 4000, "answer_id": "x" * 2000}
    body = json.dumps({"question": "😀" * 4000, "history": [turn] * 10})
    reply = client.post("/api/v1/ask", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({**QUESTION, "level": "klingonisch"}, "/level"),
        ({**QUESTION, "stream": "vielleicht"}, "/stream"),
        ({**QUESTION, "history": [{"question": "x", "answer_id": "y"}] * 11}, "/history"),
        ({**QUESTION, "history": [{"question": " ", "answer_id": "y"}]}, "/history/0/question"),
        ({}, "/question"),
        ([], ""),
        ("Text", ""),
    ],
)
def test_wrong_entries_are_pointed_at(client: TestClient, body: object, pointer: str) -> None:
    reply = client.post("/api/v1/ask", json=body)
    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b"\xff\xfe{}", b'{"question": "\xe4"}', b"[" * 100_000, b'{"a":' * 1500, b"NaN,"],
    ids=["open", "empty", "bom16", "latin-1", "deep list", "deep object", "comma"],
)
def test_what_is_not_json_is_refused_as_such(client: TestClient, body: bytes) -> None:
    reply = client.post("/api/v1/ask", content=body, headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json()["code"]) in {(400, "bad_json"), (422, "invalid_input")}
    assert body == b"" or reply.status_code == 400


def test_a_form_sent_to_the_api_is_told_to_be_json(client: TestClient) -> None:
    reply = client.post("/api/v1/ask", data={"question": "Wer?"})
    assert reply.status_code == 422
    assert "application/json" in reply.json()["errors"][0]["detail"]


def test_a_body_over_the_limit_is_too_large_by_its_length_and_by_its_bytes(client: TestClient) -> None:
    large = b'{"question": "' + b"x" * LARGEST_BODY + b'"}'
    pieces = (large[start : start + 65536] for start in range(0, len(large), 65536))
    for content in (large, pieces):
        reply = client.post("/api/v1/ask", content=content, headers={"content-type": "application/json"})
        assert reply.status_code == 413
        assert reply.json()["code"] == "too_large"
        assert reply.headers["content-type"] == MEDIA_TYPE


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/ask", 405, "method_not_allowed"),
        ("DELETE", "/", 405, "method_not_allowed"),
        ("GET", "/gibt/es/nicht", 404, "not_found"),
        ("GET", "/static/../app.py", 404, "not_found"),
        ("GET", "/static/%2e%2e/app.py", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/livez/", 404, "not_found"),
        ("GET", "/probleme/gibtsnicht", 404, "not_found"),
    ],
)
def test_other_requests_are_told_as_problems(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    reply = client.request(method, path)
    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert reply.headers["content-type"] == MEDIA_TYPE
    if status == 405:
        assert reply.headers["allow"]


def test_a_405_names_every_method_of_its_address(client: TestClient) -> None:
    assert set(client.delete("/").headers["allow"].split(", ")) == {"GET", "POST"}
    assert client.get("/api/v1/ask").headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/", "/livez", "/readyz", "/norm/uebg/4", "/static/lotse.css", "/api/v1/sources"])
def test_head_is_answered_as_get(client: TestClient, path: str) -> None:
    got, headed = client.get(path), client.head(path)
    assert (headed.status_code, headed.headers["content-type"]) == (200, got.headers["content-type"])
    assert headed.headers["content-length"] == got.headers["content-length"]


def test_a_question_cannot_be_asked_with_head(client: TestClient) -> None:
    assert client.head("/api/v1/ask").status_code == 405


def test_two_host_names_in_one_request_are_refused(client: TestClient) -> None:
    assert client.get("/livez", headers=[("host", "testserver"), ("host", "evil.example")]).status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "[", "eviltestserver"])
def test_a_foreign_host_name_is_refused(client: TestClient, host: str) -> None:
    reply = client.get("/livez", headers={"host": host})
    assert (reply.status_code, reply.json()["code"]) == (400, "bad_host")


def test_host_names_are_read_without_port_and_brackets() -> None:
    assert host_name("LocalHost:8000") == "localhost"
    assert host_name("[::1]:8000") == "::1"
    assert host_name("[::1") == ""


def test_an_error_inside_is_a_plain_500_and_gives_no_question_away(
    client: TestClient, parts: TinyAnswers, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    parts.broken = True
    with caplog.at_level(logging.DEBUG):
        reply = client.post("/api/v1/ask", json={"question": CANARY})
        page = client.post("/", data={"question": CANARY}, headers={"accept": "text/html"})
    assert (reply.status_code, reply.json()["code"]) == (500, "internal_error")
    assert (page.status_code, page.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "RuntimeError" in caplog.text
    for place in (reply.text, page.text, caplog.text, *capfd.readouterr()):
        assert "Zitterwurz" not in place


def test_no_log_and_no_problem_repeats_a_question(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        replies = [
            client.post("/api/v1/ask", json={"question": CANARY + "\x00"}),
            client.post("/api/v1/ask", json={"question": CANARY, "level": CANARY}),
            client.post("/api/v1/ask", json={"question": CANARY, CANARY: CANARY, "history": [{CANARY: CANARY}]}),
            client.post("/api/v1/ask", json=[CANARY]),
            client.post("/api/v1/ask", content=f'{{"question": "{CANARY}'),
            client.get(f"/api/v1/norms/{CANARY}/{CANARY}"),
            client.get(f"/probleme/{CANARY}"),
        ]
        client.post("/api/v1/ask", json={"question": CANARY})
        client.post("/", data={"question": CANARY})
    assert all(reply.status_code >= 400 for reply in replies)
    service_log = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    for place in (*(reply.text for reply in replies), service_log, *capfd.readouterr()):
        assert "Zitterwurz" not in place


def test_nothing_is_told_to_telemetry_that_an_operator_has_set_up(parts: TinyAnswers) -> None:
    records, spans = InMemoryLogRecordExporter(), InMemorySpanExporter()  # type: ignore[no-untyped-call]
    logs, traces = LoggerProvider(), TracerProvider()
    logs.add_log_record_processor(SimpleLogRecordProcessor(records))
    traces.add_span_processor(SimpleSpanProcessor(spans))
    set_logger_provider(logs)
    set_tracer_provider(traces)
    with TestClient(create_app(live_on(parts), ["testserver"], "0.1.0")) as client:
        client.post("/api/v1/ask", json={"question": CANARY + "\x00"})
        client.post("/api/v1/ask", json={"question": CANARY, "level": CANARY})
        parts.broken = True
        client.post("/api/v1/ask", json={"question": CANARY})
    assert not records.get_finished_logs()
    assert not spans.get_finished_spans()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "private, no-cache"),
        ("/static/lotse.css", "no-cache"),
        ("/livez", "no-store"),
        ("/gibtsnicht", "no-store"),
        ("/norm/uebg/4", "private, no-cache"),
    ],
)
def test_every_reply_carries_the_security_headers(client: TestClient, path: str, kept: str) -> None:
    reply = client.get(path)
    assert {name: reply.headers[name] for name in SECURITY} == SECURITY
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert "set-cookie" not in reply.headers
    assert reply.headers["cache-control"] == kept


def test_the_api_description_is_there_with_examples_and_problems(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    asking = described["paths"]["/api/v1/ask"]["post"]
    assert described["components"]["schemas"]["AskIn"]["examples"][0]["question"]
    assert asking["responses"]["200"]["content"]["application/json"]["example"]["answer"][0]["citations"] == [1]
    example = asking["responses"]["200"]["content"]["application/json"]["example"]
    assert AnswerOut.model_validate(example).model_dump(mode="json") == example
    for status in ("400", "413", "422", "500", "503"):
        assert list(asking["responses"][status]["content"]) == [MEDIA_TYPE]
    assert "HTTPValidationError" not in json.dumps(described)
    assert not [path for path in described["paths"] if path in ("/", "/norm/{law}/{section}")]


def test_the_served_index_is_closed_at_the_end(parts: TinyAnswers) -> None:
    with TestClient(create_app(live_on(parts), ["testserver"], "0.1.0")):
        assert not parts.closed
    assert parts.closed
