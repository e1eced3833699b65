"""What the API description shows beside the types: an example of an answer, and the problems of every route."""

from collections.abc import Mapping
from typing import Any

from service.problems import BY_STATUS, MEDIA_TYPE, Language

_SAID = {"text": "Das Budget für Arbeit ist eine Leistung für Menschen mit Werkstatt-Anspruch.", "citations": [1]}

EXAMPLE_ANSWER: Mapping[str, object] = {
    "id": "3f2a9c0d1e4b.standard.7c1d",
    "status": "answered",
    "level": "standard",
    "level_label": "Standard",
    "answer": [_SAID],
    "parts": [{"question_index": 0, "status": "answered", "answer": [_SAID], "clarify": None, "redirect": None}],
    "sources": [
        {
            "n": 1,
            "pinpoint": "SGB IX § 61 Abs. 1",
            "title": "Budget für Arbeit",
            "rank": "law",
            "wording": "digest",
            "quote": "Das Budget für Arbeit ist eine Leistung für Menschen mit Werkstatt-Anspruch.",
            "url": "https://www.gesetze-im-internet.de/sgb_9_2018/__61.html",
            "page": None,
            "as_of": "2026-08-19",
            "passage_id": "7c1d",
            "stale": False,
        }
    ],
    "clarify": None,
    "redirect": None,
    "follow_ups": [],
    "notices": [{"code": "disclaimer", "text": "Von einem Computerprogramm, keine Rechtsberatung."}],
    "provenance": {"index": "3f2a9c0d1e4b", "answerer": "digest", "version": "0.1.0"},
}

_TEXT = {"type": "string"}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "code": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {"pointer": _TEXT, "code": _TEXT, "detail": _TEXT},
            },
        },
    },
}


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of the problems with these statuses, as FastAPI takes it (RFC 9457)."""
    return {
        status: {
            "description": BY_STATUS[status].words[Language.DE].title,
            "content": {MEDIA_TYPE: {"schema": _PROBLEM_SCHEMA}},
        }
        for status in statuses
    }


def answer_responses() -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of a successful answer: one example, and the stream."""
    return {
        200: {
            "description": "Die Antwort / the answer",
            "content": {
                "application/json": {"example": EXAMPLE_ANSWER},
                "text/event-stream": {"schema": {"type": "string"}},
            },
        }
    }
