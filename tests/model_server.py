"""A chat-completions server on loopback that answers well or misbehaves as it is told; it keeps what it received."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request said: its path, its headers, the JSON of the body, the question, and the passages by label."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def data(self) -> Mapping[str, Any]:
        """Return the JSON in which the prompt holds question and passages."""
        told: Mapping[str, Any] = json.loads(self.body["messages"][-1]["content"])
        return told

    @property
    def question(self) -> str:
        """Return the question as it was received."""
        return str(self.data["frage"])

    def at(self, words: str) -> str:
        """Return the label of the first passage with ``words``."""
        return next(str(p["stelle"]) for p in self.data["textstellen"] if words in p["text"])


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back: a status, headers, the pieces of the body."""

    status: int
    pieces: Sequence[bytes] | Iterator[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)


Behaviour = Callable[[Asked], Reply]


def says(content: str) -> Reply:
    """Return a completion with this content."""
    message = {"role": "assistant", "content": content}
    body = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "uebung",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return Reply(200, [json.dumps(body).encode()])


def drafts(*sentences: tuple[str, Sequence[tuple[str, str]]]) -> Reply:
    """Return a completion in the form the prompt asks for: each sentence with (label, quote) pairs."""
    told = [
        {"text": text, "belege": [{"stelle": label, "zitat": quote} for label, quote in proofs]}
        for text, proofs in sentences
    ]
    return says(json.dumps({"saetze": told}, ensure_ascii=False))


def fails(status: int, **headers: str) -> Behaviour:
    """Return a behaviour that answers every request with ``status``, and repeats what it was asked, as some do."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def behave(asked: Asked) -> Reply:
        error = {"error": {"message": f"no: {asked.body} {asked.headers}", "type": "error", "code": str(status)}}
        return Reply(status, [json.dumps(error).encode()], named)

    return behave


class ModelServer:
    """The server; ``behaviour`` may be set at any time, ``asked`` grows with every request."""

    def __init__(self) -> None:
        self.behaviour: Behaviour = fails(500)
        self.asked: list[Asked] = []
        self.arrived = threading.Semaphore(0)
        self.released = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(body))
                server.asked.append(asked)
                server.arrived.release()
                self.answer(server.behaviour(asked))

            def answer(self, reply: Reply) -> None:
                self.close_connection = True
                try:
                    self.send_response(reply.status)
                    headers = {"content-type": "application/json", "connection": "close", **reply.headers}
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    for piece in reply.pieces:
                        self.wfile.write(piece)
                        self.wfile.flush()
                except OSError:
                    pass  # the client has left, which is what some tests want

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its base names it so
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the base URL, as an operator would set it."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def silent(self, _: Asked) -> Reply:
        """Answer nothing until ``released`` is set."""
        self.released.wait()
        return says("")

    def close(self) -> None:
        """Let every waiting request go and stop."""
        self.released.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@contextmanager
def serving() -> Iterator[ModelServer]:
    """Yield a running server."""
    server = ModelServer()
    try:
        yield server
    finally:
        server.close()
