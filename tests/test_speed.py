"""The speed of the service is measured on a real socket, and a service that is not there is told, not measured."""

import pytest

from eval.speed import NotServing, free_port, measure


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
