"""The pages of the guided checks: every answer in the form, none in an address, and the rule at the end with proofs."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.digest import load_digest
from corpus.entries import GuidedCheck
from corpus.manifest import load_sources
from corpus.verdicts import verdicts
from service.app import create_app
from service.guided import Given, walk
from service.site.guided import ORDER
from service.site.guided_form import LARGEST_FORM, carried, read_sent
from service.site.strings import STRINGS
from tests.served import TinyAnswers, live_on

HERE = "/pruefwege/werkbank"
ALL_GIVEN = "gern.0 lampe.0 licht.0"
REAL = load_digest(load_sources()).checks


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        yield client


def heading(text: str) -> str:
    """Return the heading of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found[1])) if found else ""


def hidden(text: str) -> dict[str, str]:
    """Return the hidden fields of the form with the answers to choose from, or of the last one in the main part."""
    main = text[text.index("<main") :]
    form = next((f for f in main.split("<form")[1:] if 'name="step"' in f), main.split("<form")[-1]).split("</form")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_the_list_names_every_check_and_when_it_helps(client: TestClient) -> None:
    text = client.get("/pruefwege").text
    assert f'<a href="{HERE}">Passt die Werkbank?</a>' in text
    # A check without a sentence in the interface is introduced by its own first sentence.
    assert "Es geht um den Platz." in text


def test_every_real_check_has_a_sentence_when_it_helps_and_a_place_in_the_list() -> None:
    for words in STRINGS.values():
        assert set(words.under("guided.when")) == {check.id for check in REAL}
    assert {check.id for check in REAL} - set(ORDER) == {"anderer-leistungsanbieter-werden"}


def test_no_text_of_the_interface_is_a_verdict() -> None:
    for words in STRINGS.values():
        assert [text for text in words.under("guided").values() if verdicts(text)] == []


def test_the_start_tells_how_many_questions_come_that_nothing_is_stored_and_who_speaks(client: TestClient) -> None:
    text = client.get(HERE).text
    assert heading(text) == "Passt die Werkbank?"
    for said in ("höchstens 3 Fragen", "nicht gespeichert", "Computerprogramm", "keine Entscheidung über Sie"):
        assert said in text
    assert 'href="#quelle-1"' in text
    assert 'id="quelle-1"' in text


def test_from_the_first_question_to_the_rule(client: TestClient) -> None:
    text = client.post(HERE, data={"do": "question"}).text
    seen = []
    while 'type="radio"' in text:
        assert "checked" not in text
        seen.append((heading(text), re.search(r"Frage \d\.[^<]*", text)[0]))  # type: ignore[index]
        reply = client.post(HERE, data={**hidden(text), "do": "next", "reply": "0"})
        assert reply.status_code == 200
        text = reply.text
    assert seen == [
        ("Werken Sie gern?", "Frage 1. Danach kommen höchstens noch 2."),
        ("Haben Sie eine Lampe?", "Frage 2. Danach kommt höchstens noch eine."),
        ("Ist es hell?", "Frage 3. Das ist die letzte Frage."),
    ]
    assert heading(text) == "Prüfen Sie Ihre Antworten"
    assert hidden(text) == {"answers": ALL_GIVEN}
    text = client.post(HERE, data={**hidden(text), "do": "outcome"}).text
    assert heading(text) == "Das sagt das Gesetz"
    for said in ("bekommt einen Platz", "entscheidet der Meister", "Ein Nein wird begründet", "Den Antrag nimmt"):
        assert said in text
    assert "Ob sie erfüllt ist, entscheidet nicht dieses Programm." in text
    assert '<a class="line" href="/thema/platz">Wer bekommt eine Werkbank?</a>' in text
    assert "http://testserver/pruefwege/werkbank" in text
    assert "Stand: 19.08.2026" in text
    assert text.count("<dt>") == 3


def test_every_sentence_of_an_outcome_has_a_number_and_every_number_a_source(client: TestClient) -> None:
    text = client.post(HERE, data={"do": "outcome", "answers": ALL_GIVEN}).text
    parts = re.findall(r'aria-labelledby="h-(?:rule|show|decides|apply|refusal)".*?</section>', text, re.DOTALL)
    assert len(parts) == 5
    for part in parts:
        assert all('href="#quelle-' in line for line in re.findall(r"<p>.*?</p>", part, re.DOTALL))
    assert set(re.findall(r'href="#(quelle-\d+)"', text)) == set(re.findall(r'id="(quelle-\d+)"', text))


def test_why_a_question_is_asked_stands_there_with_its_norm(client: TestClient) -> None:
    text = client.post(HERE, data={"do": "question"}).text
    why = text[text.index("<details") : text.index("</details>")]
    assert "Das fragt gern aus einem Grund." in why
    assert 'href="/norm/uebg/4#abs-1-satz-1"' in why


def test_without_a_choice_the_question_comes_again_with_the_error_first(client: TestClient) -> None:
    reply = client.post(HERE, data={"do": "next", "step": "gern"})
    text = reply.text
    assert reply.status_code == 422
    assert "<title>Fehler: Werken Sie gern?" in text
    assert '<section class="summary" tabindex="-1" autofocus' in text
    assert '<a href="#reply-0">Bitte wählen Sie eine Antwort aus.' in text
    assert '<fieldset aria-describedby="fehler">' in text
    assert '<p class="error" id="fehler"><strong>Fehler:</strong> Bitte wählen' in text


def test_back_shows_the_question_before_with_its_answer_and_loses_none(client: TestClient) -> None:
    text = client.post(HERE, data={"do": "back", "answers": "gern.0 lampe.1"}).text
    assert heading(text) == "Haben Sie eine Lampe?"
    assert re.findall(r'value="(\d)" checked', text) == ["1"]
    assert hidden(text) == {"answers": "gern.0", "kept": "lampe.1", "step": "lampe"}
    first = client.post(HERE, data={"do": "back", "answers": "gern.0", "kept": "lampe.1"}).text
    assert hidden(first) == {"kept": "gern.0 lampe.1", "step": "gern"}
    start = client.post(HERE, data={"do": "back", "kept": "gern.0 lampe.1"}).text
    assert heading(start) == "Passt die Werkbank?"
    assert hidden(start) == {"kept": "gern.0 lampe.1"}


def test_going_back_and_on_again_shows_every_question_with_its_answer(client: TestClient) -> None:
    sent = {"do": "next", "step": "gern", "reply": "0", "kept": "gern.0 lampe.1 licht.0"}
    text = client.post(HERE, data=sent).text
    assert heading(text) == "Haben Sie eine Lampe?"
    assert re.findall(r'value="(\d)" checked', text) == ["1"]


def test_a_changed_answer_leads_to_all_answers_again_and_asks_only_what_is_new(client: TestClient) -> None:
    text = client.post(HERE, data={"do": "change:gern", "answers": ALL_GIVEN}).text
    assert heading(text) == "Werken Sie gern?"
    assert re.findall(r'value="(\d)" checked', text) == ["0"]
    fields = hidden(text)
    again = client.post(HERE, data={**fields, "do": "next", "reply": "1"}).text
    assert heading(again) == "Prüfen Sie Ihre Antworten"
    assert hidden(again) == {"answers": "gern.1 licht.0"}
    text = client.post(HERE, data={"do": "change:gern", "answers": "gern.1 licht.0"}).text
    asked = client.post(HERE, data={**hidden(text), "do": "next", "reply": "0"}).text
    assert heading(asked) == "Haben Sie eine Lampe?"
    again = client.post(HERE, data={**hidden(asked), "do": "next", "reply": "0"}).text
    assert hidden(again) == {"answers": ALL_GIVEN}


def test_the_button_to_change_names_its_question(client: TestClient) -> None:
    text = client.post(HERE, data={"do": "answers", "answers": ALL_GIVEN}).text
    assert 'value="change:lampe">Ändern <span class="vh">Haben Sie eine Lampe?</span></button>' in text


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"answers": "gibtsnicht.0"}, "Werken Sie gern?"),
        ({"answers": "gern.7"}, "Werken Sie gern?"),
        ({"answers": "gern.0 licht.0"}, "Haben Sie eine Lampe?"),
        ({"answers": "gern.0 gern.0"}, "Haben Sie eine Lampe?"),
        ({"answers": f"{ALL_GIVEN} licht.0"}, "Ist es hell?"),
        ({"answers": "gern.0 <script>"}, "Haben Sie eine Lampe?"),
        ({"do": "outcome", "answers": "gern.0 licht.0"}, "Haben Sie eine Lampe?"),
        ({"do": "next", "step": "licht", "reply": "0"}, "Werken Sie gern?"),
        ({"do": "change:lampe", "answers": "gern.1"}, "Ist es hell?"),
        ({f"f{n}": "" for n in range(20)}, "Werken Sie gern?"),
    ],
)
def test_what_does_not_fit_leads_to_the_last_question_with_a_message(
    client: TestClient, sent: dict[str, str], shown: str
) -> None:
    reply = client.post(HERE, data=sent)
    assert (reply.status_code, heading(reply.text)) == (422, shown)
    assert "Das lag nicht an Ihnen" in reply.text
    assert "<script>" not in reply.text


def test_a_change_that_fits_nowhere_shows_all_answers_with_a_message(client: TestClient) -> None:
    reply = client.post(HERE, data={"do": "change:unsinn", "answers": ALL_GIVEN})
    assert (reply.status_code, heading(reply.text)) == (422, "Prüfen Sie Ihre Antworten")
    assert "Das lag nicht an Ihnen" in reply.text


def test_the_rule_is_not_shown_before_all_is_answered(client: TestClient) -> None:
    assert heading(client.post(HERE, data={"do": "outcome", "answers": "gern.0"}).text) == "Haben Sie eine Lampe?"


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"answers=%ff", b"&" * 50, b"answers", b"{}", b"reply=-1", b"reply=%D9%A1&do=next"]
)
def test_a_torn_form_is_no_error_inside(client: TestClient, body: bytes) -> None:
    reply = client.post(HERE, content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert reply.status_code in {200, 422}
    assert heading(reply.text) == "Werken Sie gern?"


def test_a_form_has_a_limit_and_an_unknown_check_is_not_found(client: TestClient) -> None:
    assert client.post(HERE, data={"answers": "x" * LARGEST_FORM}).status_code == 413
    assert client.get("/pruefwege/gibtsnicht").status_code == 404
    assert client.post("/pruefwege/gibtsnicht", data={"do": "question"}).status_code == 404
    assert client.get(f"{HERE}/").status_code == 404


def test_answers_are_in_no_address_no_cookie_and_no_header(client: TestClient) -> None:
    reply = client.post(HERE, data={"do": "outcome", "answers": ALL_GIVEN})
    assert reply.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in reply.headers
    assert "lampe" not in str(reply.headers) + str(reply.url)
    assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', reply.text) if "lampe" in link]


@pytest.mark.parametrize("do", ["question", "answers", "outcome", "start"])
def test_the_switches_keep_where_somebody_is(client: TestClient, do: str) -> None:
    given_ = "gern.0 lampe.0" if do == "question" else ALL_GIVEN
    text = client.post(HERE, data={"do": do, "answers": given_}).text
    switches = text[text.index('id="switches"') : text.index("<main")]
    form = next(f for f in switches.split("<form")[1:] if 'action="/pruefwege/werkbank?level=leichter"' in f)
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.split("</form")[0]))
    assert (fields["do"], fields["answers"]) == (do, given_)
    again = client.post(f"{HERE}?level=leichter", data=fields)
    assert again.status_code == 200
    assert {"question": "Ist es hell? (leichter)", "answers": "Schauen Sie Ihre Antworten an"}.get(do, "") in again.text


def test_in_english_what_the_digest_says_is_marked_as_german(client: TestClient) -> None:
    text = client.post(f"{HERE}?lang=en", data={"do": "question"}).text
    assert '<html lang="en"' in text
    assert '<legend><h1 lang="de">Werken Sie gern?</h1></legend>' in text
    assert '<span lang="de">Weiß ich nicht</span>' in text
    assert ">Continue</button>" in text
    text = client.post(f"{HERE}?lang=en", data={"do": "outcome", "answers": ALL_GIVEN}).text
    assert '<span class="lines" lang="de">Es entscheidet der Meister.</span>' in text
    assert '<dl class="given" lang="de">' in text


def test_leichter_says_that_nobody_has_checked_it(client: TestClient) -> None:
    for do in ("start", "outcome"):
        text = client.post(f"{HERE}?level=leichter", data={"do": do, "answers": ALL_GIVEN}).text
        assert "haben diesen Text noch nicht geprüft" in text
    assert "noch nicht geprüft" not in client.get(HERE).text


@pytest.mark.parametrize("check", REAL, ids=lambda check: check.id)
def test_the_answers_of_every_real_check_pass_through_a_form(check: GuidedCheck) -> None:
    for step in check.steps:
        standing = walk(check, (), [Given(step.id, 0)])
        fields = carried(standing, "next", reviewing=True)
        sent = read_sent(urlencode(fields).encode())
        assert (sent.do, sent.given, sent.kept, sent.reviewing) == ("next", (), (Given(step.id, 0),), True)


@given(st.dictionaries(st.sampled_from(["do", "answers", "kept", "step", "reply", "reviewing"]), st.text(max_size=60)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_a_page_comes_back(client: TestClient, sent: dict[str, str]) -> None:
    data = {name: value.encode("utf-8", "replace") for name, value in sent.items()}
    assert client.post(HERE, data=data).status_code in {200, 422}
