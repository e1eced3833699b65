"""Whoever asks for English gets the fixed texts in English; places, titles and what people wrote stay German."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Event

import pytest
from fastapi.testclient import TestClient

from corpus.nouns import Level, Pinpoint
from service import fixed, told
from service.app import create_app
from service.english import in_english
from service.fixed import CRISIS, DEADLINE, HELP, PERSONAL, guided_by
from service.reply import Answer, GuidedBy, Notice, Turn
from tests.served import TinyAnswers, answered, live_on

FIXED = (
    *(each for module in (fixed, told) for each in vars(module).values() if isinstance(each, Notice)),
    *PERSONAL.values(),
)
NAMES = [f"{n}-{notice.code}" for n, notice in enumerate(FIXED)]
NUMBERS = ("112", "110", "116 016", "116 111", "116 123", "0800 111 0 111", "0800 111 0 222", "0800 22 55 530")


@pytest.mark.parametrize("notice", FIXED, ids=NAMES)
def test_every_fixed_text_has_an_english_one_under_the_same_code(notice: Notice) -> None:
    english = in_english(notice)
    assert english.code == notice.code
    assert english.text != notice.text
    assert not {" und ", " nicht ", " ist ", " der "} & {f" {word} " for word in english.text.split()}


@pytest.mark.parametrize("notice", FIXED, ids=NAMES)
def test_norms_and_numbers_are_the_same(notice: Notice) -> None:
    english = in_english(notice)
    assert english.text.count("§") == notice.text.count("§")
    assert [n in english.text for n in NUMBERS] == [n in notice.text for n in NUMBERS]


@pytest.mark.parametrize(
    ("notice", "english"),
    [
        (told.unknown_norm([Pinpoint("ÜbG", "9")])[0], "This place is not loaded here: ÜbG § 9."),
        (told.understood_as("Wer werkt?"), "This is how your question was understood: “Wer werkt?”"),
        (
            guided_by(GuidedBy("platz", "Passt {das}?")),
            "There is a guided check on this, “Passt {das}?”: question by question to the rule and to the next steps. "
            "It gives no verdict. Its address: /pruefwege/platz",
        ),
    ],
)
def test_what_depends_on_the_question_stands_in_the_english_text(notice: Notice, english: str) -> None:
    assert in_english(notice) == Notice(notice.code, english)


@pytest.mark.parametrize(
    "notice",
    [
        Notice("superseded", "Der Betrag ist heute höher."),
        Notice("language", "I can only …"),
        Notice("understood", "x"),
    ],
)
def test_what_has_no_english_text_stays(notice: Notice) -> None:
    assert in_english(notice) is notice


class Caring(TinyAnswers):
    """Answers as ever, with the texts for somebody in need."""

    def answer(
        self,
        question: str,  # noqa: ARG002
        level: Level,
        history: Sequence[Turn] = (),  # noqa: ARG002
        gone: Event | None = None,  # noqa: ARG002
    ) -> Answer:
        """Return the answer with three notices."""
        return replace(answered(level), notices=(CRISIS, HELP, DEADLINE))


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(Caring()), ["testserver"], "0.1.0")) as client:
        yield client


@pytest.mark.parametrize(
    ("accepted", "english"),
    [("en", True), ("en-GB,de;q=0.5", True), ("de,en;q=0.9", False), ("fr", False), (None, False)],
)
@pytest.mark.parametrize("stream", [False, True])
def test_the_header_decides_and_only_the_notices_change(
    client: TestClient, *, accepted: str | None, english: bool, stream: bool
) -> None:
    headers = {"Accept-Language": accepted or ""}
    reply = client.post("/api/v1/ask", json={"question": "Wer?", "stream": stream}, headers=headers).text
    assert ("listens day and night" in reply) is english
    assert ("hört zu, Tag und Nacht" in reply) is not english
    assert "bekommt einen hellen Platz" in reply
