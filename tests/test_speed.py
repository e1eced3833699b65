"""The speed of the service is measured on a real socket, and a service that is not there is told, not measured."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest
import uvicorn

from eval.speed import NotServing, free_port, measure
from service.app import create_app
from tests.served import TinyAnswers, live_on


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the application on a free port; connections wait in the socket until the server takes them."""
    waiting = socket.create_server(("127.0.0.1", 0))
    app = create_app(live_on(TinyAnswers()), ["127.0.0.1"], "0.1.0")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = Thread(target=server.run, kwargs={"sockets": [waiting]})
    thread.start()
    yield f"http://127.0.0.1:{waiting.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_every_question_is_asked_and_its_answers_status_counted(address: str) -> None:
    speed = measure(address, ["Wer bekommt eine Werkbank?", "Platz?", "Wer bekommt eine Lampe?"])
    assert speed.questions == 3
    assert speed.statuses == {"answered": 2, "clarify": 1}
    assert 0 < speed.median_ms <= speed.p95_ms <= speed.max_ms


def test_a_refused_question_is_counted_as_refused(address: str) -> None:
    assert measure(address, [" "]).statuses == {"HTTP 422": 1}


def test_a_service_that_is_not_there_is_told() -> None:
    with pytest.raises(NotServing, match="nach 0 Fragen"):
        measure(f"http://127.0.0.1:{free_port()}", ["Wo?"])
