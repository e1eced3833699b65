"""A yes or a no is counted and nothing else; without a script there is a page of thanks with the way back."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from corpus.nouns import Level
from service.app import create_app
from service.feedback import Helped
from service.reply import Status
from tests.served import TinyAnswers, live_on

HEARD = {"helped": "ja", "level": "fach", "status": "answered"}
TALK = {"question": 'Wer "bekommt" <eine> Werkbank?', "history": json.dumps([]), "n": "1"}
PLAIN = {"accept": "application/json"}

Counted = tuple[Helped, Level, Status]


@pytest.fixture
def counted() -> list[Counted]:
    return []


@pytest.fixture
def client(counted: list[Counted]) -> Iterator[TestClient]:
    app = create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0", count=lambda *heard: counted.append(heard))
    with TestClient(app) as opened:
        yield opened


def hidden(html: str) -> dict[str, str]:
    """Return the hidden fields of the form that leads back."""
    main = html[html.index("<main") : html.index("</main>")]
    return {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', main)}


def test_a_script_gets_an_empty_reply(client: TestClient, counted: list[Counted]) -> None:
    reply = client.post("/rueckmeldung", data=HEARD, headers=PLAIN)
    assert (reply.status_code, reply.content) == (204, b"")
    assert counted == [(Helped.YES, Level.FACH, Status.ANSWERED)]


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@pytest.mark.parametrize(
    "wrong", [{"helped": "vielleicht"}, {"helped": ""}, {"level": "laut"}, {"status": "geheilt"}, {"status": ""}]
)
def test_an_unknown_value_is_refused_and_not_counted(
    client: TestClient, counted: list[Counted], accept: str, wrong: dict[str, str]
) -> None:
    reply = client.post("/rueckmeldung", data={**HEARD, **wrong}, headers={"accept": accept})
    assert reply.status_code == 422
    assert "vielleicht" not in reply.text
    assert counted == []


def test_a_form_without_fields_is_refused(client: TestClient) -> None:
    assert client.post("/rueckmeldung", headers=PLAIN).status_code == 422
    assert client.get("/rueckmeldung").status_code == 405


def test_the_page_of_thanks_leads_back_to_the_same_answer(client: TestClient, counted: list[Counted]) -> None:
    reply = client.post("/rueckmeldung?level=fach", data={**HEARD, **TALK})
    assert reply.status_code == 200
    assert "Danke" in reply.text
    assert len(counted) == 1
    main = reply.text[reply.text.index("<main") :]
    assert 'action="/?level=fach"' in main
    assert hidden(reply.text) == TALK
    assert TALK["question"] in unescape(client.post("/?level=fach", data=hidden(reply.text)).text)


def test_changing_the_level_on_the_page_of_thanks_counts_nothing(client: TestClient) -> None:
    html = client.post("/rueckmeldung", data={**HEARD, **TALK}).text
    actions = re.findall(r'<form method="post" action="([^"]*)"', html)
    assert actions
    assert not [action for action in actions if "rueckmeldung" in action]


def test_without_a_conversation_there_is_the_way_home_only(client: TestClient) -> None:
    html = client.post("/rueckmeldung?lang=en", data={**HEARD, "helped": "nein"}).text
    assert "We are sorry" in html
    assert hidden(html) == {}
    assert 'href="/?lang=en"' in html


def test_a_question_goes_into_no_address_and_no_header(client: TestClient) -> None:
    reply = client.post("/rueckmeldung", data={**HEARD, "question": "Geheimwort"})
    assert "Geheimwort" not in str(reply.headers)
    assert not re.findall(r'(?:href|action)="[^"]*Geheimwort', reply.text)
    assert reply.headers["cache-control"] == "private, no-cache"
