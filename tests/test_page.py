"""The page asks and answers without a script, escapes everything, and never puts a question into an address."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from threading import Event
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from corpus.nouns import Level, Pinpoint, Rank, Wording
from service.app import create_app
from service.live import Live
from service.permalink import anchor, proof_address
from service.problems import WRONG, Language
from service.reply import Answer, Notice, Status, Turn
from service.shown import RANK_NAMES, bound, lines, web_address
from service.site.forms import read_talk
from service.site.marked import marked
from service.site.pages import Pages
from service.site.reader import Reader
from service.site.talk import Asking
from service.views import Answers, PieceView, SentenceView
from tests.served import DISCLAIMER, PROOFS, TinyAnswers, answered, live_on, no_pointer, proof

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes, and the texts of its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every ``tag``."""
        return [attributes for name, attributes in self.tags if name == tag]


class Hostile(TinyAnswers):
    """Answers whose every text tries to break out of the page."""

    def answer(self, question: str, level: Level, history: Sequence[Turn] = (), gone: Event | None = None) -> Answer:  # noqa: ARG002
        """Return an answer full of attacks, the question among them."""
        good = answered(level)
        bad = replace(PROOFS[0], title=ATTACK, quote=ATTACK, pinpoint=ATTACK, url="javascript:alert(3)", page=ATTACK)
        said = replace(good.answer[0], text=ATTACK)
        return replace(good, answer=(said,), sources=(bad,), follow_ups=(ATTACK, question))


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        yield client


def ask(client: TestClient, question: str, level: str = "standard") -> str:
    return client.post(f"/?level={level}", data={"question": question}).text


def test_the_start_page_says_first_who_answers(client: TestClient) -> None:
    text = client.get("/").text
    assert text.index("Computerprogramm") < text.index("<form")
    assert text.index("nicht juristisch geprüft") < text.index("<form")
    assert text.index("keine Rechtsberatung") < text.index("<form")


def test_the_form_posts_a_labelled_question(client: TestClient) -> None:
    page = Tags(client.get("/").text)
    assert page.all("form")[0]["method"] == "post"
    assert page.all("textarea")[0]["id"] in {label.get("for") for label in page.all("label")}


def test_the_level_stands_in_the_address_and_links_lead_to_the_others(client: TestClient) -> None:
    page = Tags(client.get("/norm/uebg/4?level=leichter").text)
    links = [link["href"] for link in page.all("a")]
    assert {"/norm/uebg/4", "/norm/uebg/4?level=fach", "/norm/uebg/4?level=leichter&lang=en"} <= set(links)
    assert "/norm/uebg/4?level=leichter&text=large" in links
    assert all("level=leichter" in link for link in links if link in ("/?level=leichter", "/glossar?level=leichter"))


def test_a_page_that_came_by_post_is_made_anew_at_another_level(client: TestClient) -> None:
    page = Tags(ask(client, "Wer bekommt <eine> Werkbank?"))
    assert "/?level=leichter" in [form["action"] for form in page.all("form")]
    assert [field["value"] for field in page.all("input") if field.get("name") == "question"].count(
        "Wer bekommt <eine> Werkbank?"
    ) >= 4


def test_what_was_typed_survives_a_change_of_level(client: TestClient) -> None:
    reply = client.post("/?level=leichter", data={"question": "halb getippt", "typed": "1"})
    assert reply.status_code == 200
    assert "halb getippt</textarea>" in reply.text
    assert 'class="answer' not in reply.text


@pytest.mark.parametrize("query", ["level=x", "level=", "lang=fr", "text=huge", "level=fach&level=leichter", "q=1"])
def test_what_the_address_says_wrongly_is_the_default(client: TestClient, query: str) -> None:
    assert client.get(f"/?{query}").status_code == 200


def test_the_interface_speaks_english_and_says_what_stays_german(client: TestClient) -> None:
    text = client.post("/?lang=en", data={"question": "Wer bekommt eine Werkbank?"}).text
    page = Tags(text)
    assert page.all("html")[0]["lang"] == "en"
    assert "Your question" in text
    assert "de" in [span.get("lang") for span in page.all("span")]
    assert all(quote.get("lang") == "de" for quote in page.all("blockquote"))


@pytest.mark.parametrize("path", ["/", "/norm/uebg/4", "/probleme/no_index"])
def test_a_page_needs_no_script_no_style_inside_and_no_other_host(client: TestClient, path: str) -> None:
    page = Tags(client.get(path).text)
    names = {name for name, _ in page.tags}
    assert not names & {"style", "iframe", "img", "object"}
    assert all(script["src"].startswith("/static/") for script in page.all("script"))
    assert not [name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")]
    assert all(link["href"].startswith("/static/") for link in page.all("link"))


@pytest.mark.parametrize("path", ["/", "/norm/uebg/4", "/probleme/no_index", "/gibtsnicht"])
def test_a_human_to_ask_stands_on_every_page_at_the_same_place(client: TestClient, path: str) -> None:
    text = client.get(path, headers={"accept": "text/html"}).text
    assert "https://www.teilhabeberatung.de" in text
    assert text.index('class="top"') < text.index('class="human"') < text.index("<main")


def test_every_sentence_leads_to_its_numbered_sources(client: TestClient) -> None:
    text = ask(client, "Wer bekommt eine Werkbank?")
    page = Tags(text)
    cited = [link["href"] for link in page.all("a") if link.get("class") == "cite"]
    assert cited == ["#q1-1", "#q1-2", "#q1-3"]
    assert {href.removeprefix("#") for href in cited} <= {item.get("id", "") for item in page.all("li")}
    first = next(link for link in page.all("a") if link.get("class") == "cite")
    assert first["aria-label"] == "Quelle 1: ÜbG § 4 Abs. 1 Satz 1"


def test_a_source_shows_quote_rank_date_wording_page_and_links(client: TestClient) -> None:
    text = ask(client, "Wer bekommt eine Werkbank?")
    page = Tags(text)
    assert PROOFS[0].quote in text
    assert page.all("blockquote")[0]["cite"] == PROOFS[0].url
    for shown in (
        *("Gesetz", "Stand: 19.08.2026", "Wortlaut der Quelle", "Seite 7"),
        *("Orientierungshilfe der Träger – nicht bindend", "Zusammenfassung von uns, kein Wortlaut"),
        "Diese Stelle hat sich geändert",
    ):
        assert shown in text
    links = [link["href"] for link in page.all("a")]
    assert "/norm/uebg/4#abs-1-satz-1" in links
    assert PROOFS[2].url in links


def test_the_cited_place_exists_in_the_reading_room(client: TestClient) -> None:
    answer = Tags(ask(client, "Wer bekommt eine Werkbank?"))
    for address in (link["href"] for link in answer.all("a") if link["href"].startswith("/norm/")):
        path, _, place = address.partition("#")
        norm = Tags(client.get(path).text)
        ids = [attributes["id"] for _, attributes in norm.tags if "id" in attributes]
        assert place in ids
        assert len(ids) == len(set(ids))


def test_a_norm_shows_every_word_of_its_wording(client: TestClient) -> None:
    plain = " ".join(re.sub(r"<[^>]+>", " ", client.get("/norm/uebg/4").text).split())
    for words in (
        "bekommt einen Platz an der Werkbank.",
        "Der Platz ist hell.",
        "1. ein Hocker,",
        "mehr nur auf Wunsch.",
    ):
        assert words in plain
    assert client.get("/norm/uebg/5").status_code == 404


@pytest.mark.parametrize("code", ["former_law", "unknown_norm"])
def test_what_changes_the_sense_of_an_answer_stands_before_it(code: str) -> None:
    warned = replace(answered(Level.STANDARD), notices=(DISCLAIMER, Notice(code, "Vorsicht, früher.")))
    page = shown_of(warned)
    assert page.index("Vorsicht, früher.") < page.index(warned.answer[0].text) < page.index(DISCLAIMER.text)


def test_a_question_back_is_called_one_and_says_what_to_do_if_nothing_fits(client: TestClient) -> None:
    text = ask(client, "Platz?")
    assert ">Rückfrage <span" in text
    assert "Passt nichts davon?" in text
    assert "Passt nichts davon?" not in ask(client, "Wer bekommt eine Werkbank?")


def test_urgent_notices_stand_before_the_answer_the_others_after(client: TestClient) -> None:
    text = ask(client, "Wer bekommt eine Werkbank?")
    said = text.index("bekommt einen hellen Platz")
    assert text.index("Hilfe gibt es sofort.") < said < text.index(DISCLAIMER.text)


def test_what_is_not_covered_reads_kindly_and_names_who_helps(client: TestClient) -> None:
    text = ask(client, "Wetter morgen?")
    assert "Hier wird nicht geraten" in text
    assert "Beratung am Ort" in text
    assert "0800 123" in text


def test_a_question_back_offers_its_choices_as_buttons(client: TestClient) -> None:
    page = Tags(ask(client, "Platz?", "leichter"))
    hidden = [field["value"] for field in page.all("input") if field["name"] == "question"]
    assert "Wer bekommt eine Werkbank?" in hidden


def history_on(text: str) -> str:
    """Return the conversation that the form at the end of a page carries on."""
    form = text[text.index('id="ask"') :]
    return next(field["value"] for field in Tags(form).all("input") if field["name"] == "history")


def test_the_page_carries_the_conversation_and_the_server_reads_it_back() -> None:
    heard: list[Sequence[Turn]] = []

    class Hearing(TinyAnswers):
        """Remembers what was said before."""

        def answer(
            self, question: str, level: Level, history: Sequence[Turn] = (), gone: Event | None = None
        ) -> Answer:
            """Return the answer as ever."""
            heard.append(history)
            return super().answer(question, level, history, gone)

    with TestClient(create_app(live_on(Hearing()), ["testserver"], "0.1.0")) as client:
        history = history_on(client.post("/", data={"question": "Wer?"}).text)
        client.post("/", data={"question": 'Und "wie" <lange>?', "history": history})
        for torn in ("[", "{}", "7", "[" * 2000, '[{"question": 1}]', '[{"question": "a"}]'):
            assert client.post("/", data={"question": "Wer?", "history": torn}).status_code == 200
    assert [[turn.question for turn in turns] for turns in heard] == [[], ["Wer?"], *[[]] * 6]


def test_of_a_long_conversation_the_page_carries_the_last_ten_turns(client: TestClient) -> None:
    history = "[]"
    for _ in range(12):
        history = history_on(client.post("/", data={"question": "Wer?", "history": history}).text)
    assert len(json.loads(history)) == 10


@pytest.mark.parametrize(
    ("question", "code"), [("", "empty"), ("  \r\n ", "empty"), ("a\x00b", "unreadable"), ("ä" * 4001, "too_long")]
)
def test_an_error_stands_beside_the_field_and_the_input_is_kept(client: TestClient, question: str, code: str) -> None:
    reply = client.post("/?level=fach", data={"question": question})
    page = Tags(reply.text)
    field = page.all("textarea")[0]
    assert reply.status_code == 422
    assert WRONG[code][Language.DE] in reply.text
    assert "error" in field["aria-describedby"].split()
    assert field["aria-invalid"] == "true"
    assert "<title>Fehler:" in reply.text
    assert page.all("form")[-1]["action"] == "/?level=fach"
    assert question.strip("\r\n \x00")[:2000] in reply.text


def test_line_ends_of_a_browser_count_once(client: TestClient) -> None:
    assert client.post("/", data={"question": "a\r\n" * 2000}).status_code == 200


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"question=%ff", b"question=%zz", b"&" * 50, b"question", b"{}"])
def test_a_torn_form_is_no_error_inside(client: TestClient, body: bytes) -> None:
    reply = client.post("/", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert reply.status_code in {200, 422}


def test_a_form_keeps_umlauts_and_plus_signs() -> None:
    assert read_talk(b"question=F%C3%BCr+Arbeit+1%2B1").question == "Für Arbeit 1+1"


@pytest.mark.parametrize(("written", "number"), [("7", 7), ("0", 1), ("-3", 1), ("12345", 1), ("²", 1), ("", 1)])
def test_the_number_of_a_turn_is_a_small_number(written: str, number: int) -> None:
    assert read_talk(f"question=x&n={quote(written)}".encode()).number == number


def test_every_text_from_outside_is_only_text() -> None:
    with TestClient(create_app(live_on(Hostile()), ["testserver"], "0.1.0")) as client:
        text = ask(client, ATTACK)
    page = Tags(text)
    names = {name for name, _ in page.tags}
    assert "img" not in names
    assert len(page.all("script")) == 1
    assert "alert(1)" in text
    assert not [a for _, a in page.tags if any(value.startswith("javascript:") for value in a.values())]


def test_a_question_is_in_no_address_no_title_and_no_cookie(client: TestClient) -> None:
    reply = client.post("/", data={"question": "Geheimwort?"}, follow_redirects=False)
    page = Tags(reply.text)
    assert reply.status_code == 200
    assert "Geheimwort" not in reply.text[: reply.text.index("</head>")]
    assert not [link for link in page.all("a") if "Geheimwort" in link["href"]]
    assert "Geheimwort" not in str(reply.headers)
    assert reply.headers["cache-control"] == "private, no-cache"


def test_without_an_index_the_form_is_there_and_asking_says_what_is_missing() -> None:
    live: Live[Answers] = Live(no_pointer, lambda _: TinyAnswers(), lambda: 0.0, lambda _: None)
    with TestClient(create_app(live, ["testserver"], "0.1.0")) as client:
        assert client.get("/").status_code == 200
        reply = client.post("/", data={"question": "Wer?"}, headers={"accept": "text/html"})
    assert reply.status_code == 503
    assert "python -m ingest" in reply.text


def test_every_rank_and_status_can_be_shown() -> None:
    assert set(RANK_NAMES) == set(Rank)
    assert len(Status) == 4


def test_an_answer_elsewhere_is_shown_as_a_signpost(client: TestClient) -> None:
    assert "Beratung am Ort" in ask(client, "Wetter?")


def test_only_loaded_wording_can_be_read_here() -> None:
    sources = TinyAnswers().sources()
    assert proof_address(PROOFS[1], sources) == "/norm/uebg/4#abs-2-nr-2"
    assert proof_address(proof(1, "ÜbG § 4a", ""), sources) == "/norm/uebg/4a#text"
    annex = proof(1, "ÜbG Anlage 2 zu § 28 Satz 1", "")
    assert proof_address(annex, sources) == "/norm/uebg/Anlage%202%20zu%20%C2%A7%2028#satz-1"
    assert proof_address(proof(1, "ÜbG § 4 Abs. 1", "", Wording.DIGEST), sources) is None
    assert proof_address(proof(1, "Anderes Gesetz § 4 Abs. 1", ""), sources) is None
    assert proof_address(PROOFS[2], sources) is None


def shown_of(answer: Answer, reader: Reader | None = None) -> str:
    """Return the page with ``answer``, as its reader sees it."""
    asking = Asking("Wer?", (), 1, reader or Reader(answer.level))
    page = Pages().page("talk.html", asking.reader, typed="", error="", **asking.answered(answer, ()))  # type: ignore[arg-type]
    return bytes(page.body).decode()


def page_of(level: Level, said: str) -> str:
    """Return the page with an answer of one text at ``level``."""
    answer = answered(level)
    return shown_of(replace(answer, answer=(replace(answer.answer[0], text=said),)))


def test_easy_reading_has_one_sentence_a_line_and_rows_keep_theirs() -> None:
    assert lines("Sie bekommen Geld. Es sind 3. 000 Euro. Das heißt: Viel. Ist das so? Ja!") == (
        "Sie bekommen Geld.\nEs sind 3. 000 Euro.\nDas heißt:\nViel.\nIst das so?\nJa!"
    )
    assert '<span class="lines">Das ist so.\nUnd das.</span>' in page_of(Level.LEICHTER, "Das ist so. Und das.")
    assert '<span class="lines">Das ist so. Und das.</span>' in page_of(Level.FACH, "Das ist so. Und das.")
    assert '<span class="lines">Es gibt\n1. Holz.</span>' in page_of(Level.FACH, "Es gibt\n1. Holz.")


def test_places_have_stable_names() -> None:
    assert anchor(Pinpoint("ÜbG", "4", "2", "1", "3", "b")) == "abs-2-satz-1-nr-3-buchst-b"
    assert anchor(Pinpoint("ÜbG", "4")) == "text"
    assert bound("ÜbG § 4 Abs. 2") == "ÜbG §\u00a04 Abs.\u00a02"
    assert web_address("data:text/html,x") == ""


def test_the_pieces_of_a_sentence_bear_their_names_and_no_word_is_lost() -> None:
    text = "Es zählen:\n1. <Holz> mit\na) Rinde,\nb) Harz,\n2. Stein. Nur grau.\nSonst nichts."
    number = Pinpoint("ÜbG", "4", "2", number="1")
    places = {
        "<Holz> mit\na) Rinde,\nb) Harz,": number,
        "Rinde,": replace(number, letter="a"),
        "Harz,": replace(number, letter="b"),
        "Stein. Nur grau.": replace(number, number="2"),
        "Nur grau.": replace(number, number="2", inner="2"),
    }
    pieces = tuple(PieceView(place, text.index(part), text.index(part) + len(part)) for part, place in places.items())
    sentence = SentenceView(Pinpoint("ÜbG", "4", "2"), "1", text, pieces)
    html = marked(sentence)
    assert [attributes["id"] for _, attributes in Tags(html).tags] == [
        *("abs-2-nr-1", "abs-2-nr-1-buchst-a", "abs-2-nr-1-buchst-b", "abs-2-nr-2", "abs-2-nr-2-satz-2")
    ]
    assert '<span class="piece" id="abs-2-nr-1-buchst-b">b) Harz,</span></span>' in html
    assert "2. Stein. <span" in html
    assert unescape(re.sub(r"<[^>]+>", "", html)) == text.replace("\n", "")
    assert [piece.place.number for piece in sentence.numbers] == ["1", "2"]
