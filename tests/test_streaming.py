"""A stream shows that somebody is at work, sends sentences with their sources, and stops when nobody waits."""

import asyncio
import json
import logging
from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient
from starlette.types import Message

from corpus.nouns import Level
from service.app import create_app
from service.border import SECURITY
from service.live import Live
from service.problems import Language
from service.streaming import AnswerStream, Events
from service.views import Answers
from tests.loopback import PATIENCE, Beats, SlowAnswers, served
from tests.served import TinyAnswers, live_on

QUESTION = "Wer bekommt eine Werkbank?"
ASKED = {"question": QUESTION, "stream": True}
CANARY = "Meine Geheimkrankheit heißt Zitterwurz"


def events(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield name and data of every event; a comment has the name ":"."""
    name = ""
    for line in lines:
        if line.startswith(":"):
            yield ":", line
        elif line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, line.removeprefix("data: ")


def opened(live: Live[Answers]) -> Live[Answers]:
    live.check()
    return live


def test_sentences_come_one_by_one_behind_their_sources_and_the_whole_answer_ends_it() -> None:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        whole = client.post("/api/v1/ask", json={"question": QUESTION}).json()
        reply = client.post("/api/v1/ask", json=ASKED)
    told = list(events(iter(reply.text.splitlines())))
    assert [name for name, _ in told] == ["status", "sources", "delta", "delta", "answer", "done"]
    data = [json.loads(text) for _, text in told]
    assert data[0] == {"status": "answering"}
    assert data[1] == whole["sources"]
    assert data[2:4] == [{"index": index, **said} for index, said in enumerate(whole["answer"])]
    assert data[4] == whole
    assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
    assert {name: reply.headers[name] for name in SECURITY} == SECURITY


@pytest.mark.parametrize("question", ["Wetter morgen?", "Platz?"])
def test_what_is_no_answer_is_streamed_without_sentences(question: str) -> None:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        reply = client.post("/api/v1/ask", json={"question": question, "stream": True})
    assert [name for name, _ in events(iter(reply.text.splitlines()))] == ["status", "sources", "answer", "done"]


def test_signs_of_life_come_while_the_answer_is_made() -> None:
    parts = SlowAnswers()
    app = create_app(live_on(parts), ["127.0.0.1"], "0.1.0", Beats(3))
    with served(app) as address, httpx.stream("POST", f"{address}/api/v1/ask", json=ASKED, timeout=PATIENCE) as reply:
        told = events(reply.iter_lines())
        assert [next(told)[0] for _ in range(4)] == ["status", ":", ":", ":"]
        parts.may_end.set()
        assert [name for name, _ in told] == ["sources", "delta", "delta", "answer", "done"]


def test_a_client_that_leaves_stops_the_answerer_and_the_index_stays_open_until_it_is_done() -> None:
    parts = SlowAnswers(waits_for_gone=True)
    live = live_on(parts)
    with served(create_app(live, ["127.0.0.1"], "0.1.0")) as address:
        with httpx.stream("POST", f"{address}/api/v1/ask", json=ASKED, timeout=PATIENCE) as reply:
            told = events(reply.iter_lines())  # kept, because httpx closes what nobody holds
            assert next(told)[0] == "status"
            assert not parts.told.is_set()
        assert parts.told.wait(1)
        live.close()
        assert not parts.closed
        parts.may_end.set()
        assert parts.let_go.wait(PATIENCE)


@pytest.mark.parametrize("spoken", [Language.DE, Language.EN])
def test_an_error_after_the_beginning_is_told_as_a_problem_and_gives_no_question_away(
    spoken: Language, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with (
        TestClient(create_app(live_on(TinyAnswers(broken=True)), ["testserver"], "0.1.0")) as client,
        caplog.at_level(logging.DEBUG),
    ):
        reply = client.post(
            "/api/v1/ask", json={"question": CANARY, "stream": True}, headers={"accept-language": spoken}
        )
    told = list(events(iter(reply.text.splitlines())))
    assert [name for name, _ in told] == ["status", "error"]
    problem = json.loads(told[1][1])
    assert (problem["type"], problem["status"], problem["code"]) == (
        *("/probleme/internal_error", 500, "internal_error"),
    )
    assert problem["title"].startswith("Im Programm" if spoken is Language.DE else "The program")
    assert "RuntimeError in " in caplog.text
    for place in (reply.text, caplog.text, *capfd.readouterr()):
        assert "Zitterwurz" not in place


def stream_to(live: Live[Answers], sent: list[Message], receive_ends: bool, fails_at: int = 1000) -> None:
    """Answer a question to a client that is gone, as an ASGI server tells it: by a message or by an error."""

    async def receive() -> Message:
        if not receive_ends:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if len(sent) >= fails_at:
            raise OSError
        sent.append(message)

    def ask(parts: Answers, gone: object) -> object:
        assert gone.wait(PATIENCE)  # type: ignore[attr-defined]
        return parts.answer(CANARY, Level.STANDARD)

    asyncio.run(AnswerStream(live, ask, Events(Language.DE), Beats(5))({}, receive, send))  # type: ignore[arg-type]


def test_nothing_more_is_sent_to_a_client_that_has_left() -> None:
    sent: list[Message] = []
    stream_to(opened(live_on(TinyAnswers())), sent, receive_ends=True)
    assert b"answer" not in b"".join(message.get("body", b"").replace(b"answering", b"") for message in sent)


def test_a_server_that_tells_by_an_error_that_the_client_left_is_understood_too() -> None:
    sent: list[Message] = []
    stream_to(opened(live_on(TinyAnswers())), sent, receive_ends=False, fails_at=2)
    assert len(sent) == 2


def test_an_answerer_that_gives_up_because_nobody_waits_is_no_fault() -> None:
    stream_to(opened(live_on(TinyAnswers(broken=True))), [], receive_ends=True)
