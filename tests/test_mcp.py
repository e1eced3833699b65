"""Assistants get answers with sources over MCP, can change nothing, and no fault gives a question away."""

import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import anyio
import pytest
from fastapi.testclient import TestClient
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import get_tracer_provider, set_tracer_provider

from corpus.embedding import open_embedder
from corpus.nouns import Edition, Passage, Pinpoint, Unit, Wording
from ingest.build import BuildFacts, build
from service.app import create_app
from service.border import SECURITY
from service.doors.mcp import LotseServer, mcp_server
from service.faults import note
from service.live import Live
from service.views import Answers
from service.wire import AnswerOut, NormOut, ResultsOut
from tests.loopback import served
from tests.served import SAID, TinyAnswers, answered, live_on, no_pointer

PROJECT = Path(__file__).parent.parent
QUESTION = "Wer bekommt eine Werkbank?"
CANARY = "Meine Geheimkrankheit heißt Zitterwurz"
CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "ask", "arguments": {"question": QUESTION}},
}
ACCEPT = {"accept": "application/json, text/event-stream"}


def opened(parts: Answers) -> Live[Answers]:
    live = live_on(parts)
    live.check()
    return live


T = TypeVar("T")


def using(
    server: LotseServer | StdioServerParameters | str, work: Callable[[Client], Awaitable[T]], mode: str = "auto"
) -> T:
    """Return what ``work`` does with a client of ``server``: a server, an address or a command."""

    async def run() -> T:
        reached = stdio_client(server) if isinstance(server, StdioServerParameters) else server
        async with Client(reached, mode=mode) as client:
            return await work(client)

    return anyio.run(run)


def called(live: Live[Answers], name: str, arguments: dict[str, object], mode: str = "auto") -> CallToolResult:
    """Return the result of one tool."""

    async def work(client: Client) -> CallToolResult:
        return await client.call_tool(name, arguments)

    return using(mcp_server(live, "0.1.0", note), work, mode)


def text_of(result: CallToolResult) -> str:
    """Return the text of a result."""
    return "".join(block.text for block in result.content if isinstance(block, TextContent))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_only_read_and_say_what_they_return(mode: str) -> None:
    server = mcp_server(opened(TinyAnswers()), "0.1.0", note)
    tools = {tool.name: tool for tool in using(server, lambda client: client.list_tools(), mode).tools}
    assert set(tools) == {"ask", "search", "norm"}
    for tool in tools.values():
        assert tool.annotations
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)
        assert tool.description
    keys = {name: set((tool.output_schema or {}).get("properties", ())) for name, tool in tools.items()}
    assert keys == {"ask": set(AnswerOut.model_fields), "search": {"results"}, "norm": set(NormOut.model_fields)}
    assert tools["ask"].input_schema["properties"]["question"]["maxLength"] == 4000


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_answer_is_structured_and_readable(mode: str) -> None:
    result = called(opened(TinyAnswers()), "ask", {"question": QUESTION, "level": "fach"}, mode)
    level = AnswerOut.model_validate(result.structured_content).level
    assert result.structured_content == AnswerOut.of(answered(level)).model_dump(mode="json")
    assert level == "fach"
    assert f"{SAID[0].text} [1]" in text_of(result)
    assert not result.is_error


def test_search_and_norm_return_what_the_interface_does() -> None:
    live = opened(TinyAnswers())
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        found = client.post("/api/v1/search", json={"question": "der eine", "k": 1}).json()
        read = client.get("/api/v1/norms/uebg/4").json()
    assert called(live, "search", {"question": "der eine", "k": 1}).structured_content == found
    assert ResultsOut.model_validate(found).results
    for law, section in (("uebg", "4"), ("ÜbG", "§ 4")):
        assert called(live, "norm", {"law": law, "section": section}).structured_content == read


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("ask", {"question": CANARY * 200}, "Eingabe"),
        ("ask", {"question": CANARY + "\x00"}, "Eingabe"),
        ("ask", {"question": [CANARY]}, "Eingabe"),
        ("ask", {"question": CANARY, "level": CANARY}, "Eingabe"),
        ("search", {"question": CANARY, "k": 51}, "Eingabe"),
        ("norm", {"law": CANARY, "section": CANARY}, "Geladen sind: ÜbG."),
        ("norm", {"law": "ÜbG", "section": CANARY}, "Geladen sind: ÜbG."),
        (CANARY, {"question": CANARY}, "Eingabe"),
        ("ask", {"question": CANARY}, "Im Programm ist ein Fehler passiert"),
    ],
)
def test_errors_are_told_and_nothing_of_the_question_is(
    name: str,
    arguments: dict[str, object],
    said: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        result = called(opened(TinyAnswers(broken=True)), name, arguments)
    assert result.is_error
    assert said in text_of(result)
    assert ("RuntimeError in " in caplog.text) == said.startswith("Im Programm")
    for place in (text_of(result), caplog.text, *capfd.readouterr()):
        assert "Zitterwurz" not in place


def test_without_an_index_a_tool_says_how_to_build_one() -> None:
    live: Live[Answers] = Live(no_pointer, lambda _: TinyAnswers(), lambda: 0.0, lambda _: None)
    result = called(live, "ask", {"question": QUESTION})
    assert result.is_error
    assert "python -m ingest" in text_of(result)


def test_the_log_of_the_process_is_left_as_it_was() -> None:
    root = logging.getLogger()
    kept = root.handlers[:]
    try:
        root.handlers[:] = []
        mcp_server(opened(TinyAnswers()), "0.1.0", note)
        assert not root.handlers
    finally:
        root.handlers[:] = kept


def test_nothing_is_told_to_telemetry() -> None:
    spans = InMemorySpanExporter()
    if not isinstance(get_tracer_provider(), TracerProvider):  # a process takes only one, and another test may have one
        set_tracer_provider(TracerProvider())
    provider = get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    provider.add_span_processor(SimpleSpanProcessor(spans))
    server = mcp_server(opened(TinyAnswers()), "0.1.0", note)
    assert not [each for each in server.middleware if "Telemetry" in type(each).__name__]
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        assert client.post("/mcp", json=CALL, headers=ACCEPT).status_code == 200
    assert not spans.get_finished_spans()


def test_the_real_client_gets_an_answer_over_http() -> None:
    async def work(client: Client) -> CallToolResult:
        return await client.call_tool("ask", {"question": QUESTION})

    with served(create_app(live_on(TinyAnswers()), ["127.0.0.1"], "0.1.0")) as address:
        for mode in ("auto", "legacy"):
            assert f"{SAID[0].text} [1]" in text_of(using(f"{address}/mcp", work, mode))


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        yield client


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://testserver"}, 200),
        ({"origin": "https://testserver:8443"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"host": "evil.example"}, 400),
    ],
)
def test_only_our_hosts_and_origins_come_in_over_http(client: TestClient, headers: dict[str, str], status: int) -> None:
    reply = client.post("/mcp", json=CALL, headers={**ACCEPT, **headers})
    assert reply.status_code == status
    assert {name: reply.headers[name] for name in SECURITY} == SECURITY
    assert (SAID[0].text in reply.text) == (status == 200)


@pytest.mark.parametrize(
    "body", [f'{{"{CANARY}', f'["{CANARY}"]', f'{{"jsonrpc": "{CANARY}"}}', f'{{"method": ["{CANARY}"]}}']
)
def test_what_is_no_protocol_is_refused_without_repeating_it(
    client: TestClient, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        reply = client.post("/mcp", content=body, headers={**ACCEPT, "content-type": "application/json"})
    assert reply.status_code == 400
    assert reply.json()["error"]["message"]
    for place in (reply.text, "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpx"))):
        assert "Zitterwurz" not in place


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a real index of one invented sentence, under the name of a law that is listed."""
    place, text = Pinpoint("WVO", "99", "1"), "Wer gern werkt, bekommt einen Platz an der Werkbank."
    edition = Edition("wvo", "a" * 64, date(2026, 1, 5), datetime(2026, 2, 1, tzinfo=UTC), "Datei")
    unit = Unit(place, 0, len(text))
    passage = Passage("p1", "wvo", edition.sha256, 0, place, ("§ 99 Werken",), text, (unit,), Wording.OFFICIAL)
    facts = BuildFacts("b" * 12, "test", ("wvo",), (edition,), "digest")
    folder = tmp_path_factory.mktemp("data")
    build(folder / "index", [passage], open_embedder(None, True), facts, lambda _done, _of: None)
    return folder


def command(data: Path) -> StdioServerParameters:
    """Return the command that an assistant starts."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "service", "mcp"],
        cwd=PROJECT,
        env={**env, "LOTSE_DATA": str(data), "LOTSE_OFFLINE": "1"},
    )


@pytest.mark.slow
def test_the_command_answers_an_assistant_over_standard_input_and_output(data: Path) -> None:
    async def work(client: Client) -> tuple[CallToolResult, CallToolResult]:
        asked = await client.call_tool("ask", {"question": "Was steht in § 99 Abs. 1 WVO?"})
        return asked, await client.call_tool("norm", {"law": "WVO", "section": "99"})

    asked, norm = using(command(data), work)
    assert "Wer gern werkt, bekommt einen Platz an der Werkbank. [1]" in text_of(asked)
    assert AnswerOut.model_validate(asked.structured_content).sources[0].pinpoint == "WVO § 99 Abs. 1"
    assert NormOut.model_validate(norm.structured_content).heading == "Werken"
