"""OpenAI's own client and LangChain's get answers with citations from the routes that look like OpenAI's."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event

import pytest
from fastapi.testclient import TestClient
from langchain_openai import ChatOpenAI
from openai import APIError, BadRequestError, NotFoundError, OpenAI
from openai.types.chat import ChatCompletionMessageParam
from pydantic import SecretStr

from corpus.nouns import Level
from service.app import create_app
from service.border import SECURITY
from service.live import Live
from service.reply import Answer, Turn
from service.views import Answers
from service.wire import LARGEST_BODY
from tests.loopback import PATIENCE, Beats, SlowAnswers, served
from tests.served import PROOFS, SAID, TinyAnswers, live_on, no_pointer

QUESTION = "Wer bekommt eine Werkbank?"
CANARY = "Meine Geheimkrankheit heißt Zitterwurz"
COMPLETIONS = "/v1/chat/completions"


@dataclass(slots=True)
class Listening(TinyAnswers):
    """Answers that remember what came along with a question."""

    heard: list[tuple[str, Level, tuple[Turn, ...]]] = field(default_factory=list)

    def answer(self, question: str, level: Level, history: Sequence[Turn] = (), gone: Event | None = None) -> Answer:
        """Remember, then answer as the others do."""
        self.heard.append((question, level, tuple(history)))
        return TinyAnswers.answer(self, question, level, history, gone)


@pytest.fixture
def parts() -> Listening:
    return Listening()


@pytest.fixture
def address(parts: Listening) -> Iterator[str]:
    with served(create_app(live_on(parts), ["127.0.0.1"], "0.1.0")) as address:
        yield address


@pytest.fixture
def openai(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{address}/v1", api_key="unused", max_retries=0, timeout=PATIENCE) as client:
        yield client


@pytest.fixture
def client(parts: Listening) -> Iterator[TestClient]:
    with TestClient(create_app(live_on(parts), ["testserver"], "0.1.0")) as client:
        yield client


def asking(*texts: str) -> list[ChatCompletionMessageParam]:
    """Return a conversation of a user and an assistant in turns; the user begins."""
    return [
        {"role": "assistant", "content": text} if i % 2 else {"role": "user", "content": text}
        for i, text in enumerate(texts)
    ]


def test_the_models_are_listed_and_found(openai: OpenAI) -> None:
    names = [model.id for model in openai.models.list()]
    assert names == ["teilhabe-lotse", "teilhabe-lotse-leichter", "teilhabe-lotse-fach"]
    assert openai.models.retrieve("teilhabe-lotse-fach").owned_by == "teilhabe-lotse"
    with pytest.raises(NotFoundError):
        openai.models.retrieve("gpt-4o")


@pytest.mark.parametrize(
    ("model", "level"),
    [
        ("teilhabe-lotse", Level.STANDARD),
        ("teilhabe-lotse-leichter", Level.LEICHTER),
        ("teilhabe-lotse-fach", Level.FACH),
    ],
)
def test_a_completion_holds_the_sentences_and_exact_citations(
    openai: OpenAI, parts: Listening, model: str, level: Level
) -> None:
    done = openai.chat.completions.create(
        model=model,
        messages=[{"role": "system", "content": "Antworte wie ein Pirat."}, *asking(QUESTION)],
        temperature=0.7,
        max_tokens=5,
        tools=[{"type": "function", "function": {"name": "wetter"}}],
    )
    assert parts.heard == [(QUESTION, level, ())]
    (choice,) = done.choices
    content = choice.message.content or ""
    assert (choice.finish_reason, done.model, done.object) == ("stop", model, "chat.completion")
    assert all(said.text in content for said in SAID)
    cites = [annotation.url_citation for annotation in choice.message.annotations or ()]
    assert [content[cite.start_index : cite.end_index] for cite in cites] == ["[1]", "[2]", "[3]"]
    assert [cite.url for cite in cites] == [proof.url for proof in PROOFS]
    assert [cite.title for cite in cites] == [f"{proof.pinpoint}: {proof.title}" for proof in PROOFS]
    assert done.usage
    assert done.usage.total_tokens == done.usage.prompt_tokens + done.usage.completion_tokens > 20


def test_a_stream_brings_a_sentence_a_chunk_and_the_same_text_and_citations(openai: OpenAI) -> None:
    whole = openai.chat.completions.create(model="teilhabe-lotse", messages=asking(QUESTION)).choices[0].message
    chunks = list(
        openai.chat.completions.create(
            model="teilhabe-lotse",
            messages=asking(QUESTION),
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    for said in SAID:
        assert sum((delta.content or "").startswith(said.text) for delta in deltas) == 1
    annotated = [delta.model_dump().get("annotations") for delta in deltas]
    expected = [annotation.model_dump() for annotation in whole.annotations or ()]
    assert [found for found in annotated if found] == [expected]
    assert deltas[-2].model_dump()["annotations"] == expected
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage
    assert len({chunk.id for chunk in chunks}) == 1


def test_a_stream_ends_with_done_and_tells_usage_only_where_asked(client: TestClient) -> None:
    reply = client.post(COMPLETIONS, json={"model": "teilhabe-lotse", "messages": asking(QUESTION), "stream": True})
    assert reply.text.endswith("data: [DONE]\n\n")
    assert "usage" not in reply.text
    assert {name: reply.headers[name] for name in SECURITY} == SECURITY


def test_a_follow_up_carries_the_id_of_the_answer_before(openai: OpenAI, parts: Listening) -> None:
    first = openai.chat.completions.create(model="teilhabe-lotse", messages=asking(QUESTION)).choices[0].message
    openai.chat.completions.create(
        model="teilhabe-lotse", messages=asking(QUESTION, first.content or "", "Und wer zahlt?")
    )
    assert parts.heard[-1] == (
        *("Und wer zahlt?", Level.STANDARD),
        (Turn(QUESTION, "g1.standard.p1"),),
    )


@pytest.mark.parametrize("forged", ["ohne Kennung", "<!-- lotse: -->", "<!-- lotse:a b -->", "", None])
def test_an_answer_without_our_id_is_a_turn_all_the_same(
    client: TestClient, parts: Listening, forged: str | None
) -> None:
    messages = [
        {"role": "user", "content": "Davor?"},
        {"role": "assistant", "content": forged},
        *asking(QUESTION),
    ]
    assert client.post(COMPLETIONS, json={"model": "teilhabe-lotse", "messages": messages}).status_code == 200
    assert parts.heard == [(QUESTION, Level.STANDARD, (Turn("Davor?", "-"),))]


def test_only_the_latest_ten_turns_and_only_questions_count(client: TestClient, parts: Listening) -> None:
    earlier = [text for i in range(14) for text in (f"Frage {i}?", f"Text <!-- lotse:id{i} -->")]
    messages = asking("ä" * 4001, "zu lang", *earlier, QUESTION)
    messages += [{"role": "assistant", "content": "abgebrochen"}]
    assert client.post(COMPLETIONS, json={"model": "teilhabe-lotse", "messages": messages}).status_code == 200
    assert parts.heard == [
        (QUESTION, Level.STANDARD, tuple(Turn(f"Frage {i}?", f"id{i}") for i in range(4, 14))),
    ]


def test_a_message_in_pieces_is_read_and_pictures_are_not(client: TestClient, parts: Listening) -> None:
    pieces = [
        {"type": "text", "text": "Wer bekommt"},
        {"type": "image_url", "image_url": {"url": "data:,x"}},
        {"type": "text", "text": "eine Werkbank?"},
    ]
    body = {"model": "teilhabe-lotse", "messages": [{"role": "user", "content": pieces}]}
    assert client.post(COMPLETIONS, json=body).status_code == 200
    assert [question for question, _, _ in parts.heard] == ["Wer bekommt\neine Werkbank?"]


def test_signs_of_life_do_not_disturb_the_client() -> None:
    parts = SlowAnswers()
    app = create_app(live_on(parts), ["127.0.0.1"], "0.1.0", Beats(3))
    with served(app) as address, OpenAI(base_url=f"{address}/v1", api_key="unused", timeout=PATIENCE) as client:
        stream = client.chat.completions.create(model="teilhabe-lotse", messages=asking(QUESTION), stream=True)
        assert next(stream).choices[0].delta.role == "assistant"
        parts.may_end.set()
        assert [chunk.choices[0].finish_reason for chunk in stream][-1] == "stop"


WRONG = {
    "empty": ({"messages": asking("")}, 400, "empty"),
    "no user": ({"messages": [{"role": "system", "content": CANARY}]}, 400, "empty"),
    "too long": ({"messages": asking(CANARY * 200)}, 400, "too_long"),
    "no text": ({"messages": asking(CANARY + "\x00")}, 400, "unreadable"),
    "no messages": ({"messages": []}, 400, "empty"),
    "missing": ({}, 400, "missing"),
    "wrong kind": ({"messages": CANARY}, 400, "wrong_type"),
    "wrong content": ({"messages": [{"role": "user", "content": {CANARY: CANARY}}]}, 400, "wrong_type"),
    "unknown model": ({"model": CANARY, "messages": asking(CANARY)}, 404, "model_not_found"),
}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(("body", "status", "code"), WRONG.values(), ids=WRONG.keys())
def test_errors_have_openais_shape_and_repeat_nothing(
    client: TestClient, body: dict[str, object], status: int, code: str, stream: bool
) -> None:
    reply = client.post(COMPLETIONS, json={"model": "teilhabe-lotse", "stream": stream, **body})
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
    assert list(reply.json()["error"]) == ["message", "type", "param", "code"]
    assert reply.json()["error"]["param"] == ("model" if status == 404 else "messages")
    assert "Zitterwurz" not in reply.text


def test_errors_at_the_border_have_openais_shape_too(client: TestClient) -> None:
    json_ = {"content-type": "application/json"}
    replies = [
        (400, "bad_json", client.post(COMPLETIONS, content="{", headers=json_)),
        (413, "too_large", client.post(COMPLETIONS, content=b" " * (LARGEST_BODY + 1), headers=json_)),
        (400, "bad_host", client.get("/v1/models", headers={"host": "evil.example"})),
        (404, "not_found", client.get("/v1/embeddings")),
        (405, "method_not_allowed", client.get(COMPLETIONS)),
    ]
    for status, code, reply in replies:
        assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
        assert reply.json()["error"]["type"] == "invalid_request_error"
    assert client.get("/v1/models", headers={"host": "evil.example"}).headers["content-type"] == "application/json"


@pytest.mark.parametrize("stream", [False, True])
def test_without_an_index_a_completion_is_unavailable(stream: bool) -> None:
    live: Live[Answers] = Live(no_pointer, lambda _: TinyAnswers(), lambda: 0.0, lambda _: None)
    body = {"model": "teilhabe-lotse", "messages": asking(QUESTION), "stream": stream}
    with TestClient(create_app(live, ["testserver"], "0.1.0")) as client:
        reply = client.post(COMPLETIONS, json=body)
    assert (reply.status_code, reply.json()["error"]["type"]) == (503, "server_error")
    assert reply.headers["retry-after"] == "10"


def test_the_client_raises_what_went_wrong_and_no_question_is_given_away(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    app = create_app(live_on(TinyAnswers(broken=True)), ["127.0.0.1"], "0.1.0")
    with (
        served(app) as address,
        OpenAI(base_url=f"{address}/v1", api_key="unused", max_retries=0, timeout=PATIENCE) as openai,
    ):
        with pytest.raises(BadRequestError):
            openai.chat.completions.create(model="teilhabe-lotse", messages=asking(" "))
        with pytest.raises(APIError) as whole:
            openai.chat.completions.create(model="teilhabe-lotse", messages=asking(CANARY))
        with pytest.raises(APIError) as streamed:
            list(openai.chat.completions.create(model="teilhabe-lotse", messages=asking(CANARY), stream=True))
    for raised in (whole, streamed):
        assert (raised.value.code, raised.value.type) == ("internal_error", "server_error")
        assert "Zitterwurz" not in raised.value.message
    assert caplog.text.count("RuntimeError in ") == 2
    for place in (caplog.text, *capfd.readouterr()):
        assert "Zitterwurz" not in place


def test_langchains_client_gets_the_same_answers(address: str) -> None:
    chat = ChatOpenAI(base_url=f"{address}/v1", api_key=SecretStr("unused"), model="teilhabe-lotse", max_retries=0)
    text = chat.invoke(QUESTION).text
    assert all(said.text in text for said in SAID)
    assert "".join(chunk.text for chunk in chat.stream(QUESTION)) == text


def test_an_id_can_be_read_back_from_the_json_of_a_chunk(client: TestClient) -> None:
    body = {"model": "teilhabe-lotse", "messages": asking(QUESTION), "stream": True}
    pieces = [
        json.loads(line.removeprefix("data: "))
        for line in client.post(COMPLETIONS, json=body).text.splitlines()
        if line.startswith("data: {")
    ]
    text = "".join(piece["choices"][0]["delta"].get("content", "") for piece in pieces)
    assert text.endswith("\n<!-- lotse:g1.standard.p1 -->")
