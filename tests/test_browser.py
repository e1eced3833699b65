"""The conversation in a real browser: without a script, by keyboard, on a small screen, in every colour scheme."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from tests.browsing import SCHEMES, SMALL, fits, too_small, violations
from tests.loopback import SlowAnswers, served
from tests.served import SAID, live_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

QUESTION = "Wer bekommt eine Werkbank?"
STATIC = Path(__file__).resolve().parents[1] / "service" / "static"
# The text spacing of WCAG 1.4.12, as a reader's bookmarklet sets it.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Records what is added to the log and what the status says, as a screen reader is told.
WATCH = """() => {
  window.heard = {added: [], said: []};
  const log = document.querySelector("[role=log]"), state = document.querySelector("[role=status]");
  const note = (node) => window.heard.added.push(node.innerText ?? "");
  new MutationObserver((all) => all.forEach((change) => change.addedNodes.forEach(note)))
    .observe(log, {childList: true, subtree: true, characterData: true});
  new MutationObserver(() => window.heard.said.push(state.textContent)).observe(state, {childList: true});
  window.state = state;
}"""


@pytest.fixture
def slow() -> Iterator[SlowAnswers]:
    answers = SlowAnswers()
    yield answers
    answers.may_end.set()


@pytest.fixture
def slow_address(slow: SlowAnswers) -> Iterator[str]:
    with served(create_app(live_on(slow), ["127.0.0.1"], "0.1.0")) as address:
        yield address
        slow.may_end.set()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    context = browser.new_context()
    yield context.new_page()
    context.close()


def ask(page: "Page", question: str = QUESTION) -> None:
    """Type a question and send it with the Enter key."""
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


def asked(page: "Page", address: str, question: str = QUESTION) -> None:
    """Go to the page, ask, and wait for the answer."""
    page.goto(address)
    ask(page, question)
    page.locator(".turn .answer").first.wait_for()


# Without a script


def test_a_question_is_answered_with_numbered_citations_without_javascript(browser: "Browser", address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.get_by_role("button", name="Frage stellen").click()
    assert page.get_by_role("heading", name="Antwort", exact=False).first.is_visible()
    citation = page.get_by_role("link", name="Quelle 1: ÜbG § 4 Abs. 1 Satz 1", exact=True)
    assert citation.inner_text() == "1"
    citation.click()
    assert page.url.endswith("#q1-1")
    assert page.locator("#q1-1 blockquote").is_visible()
    assert QUESTION not in page.url
    page.get_by_role("link", name="im Text ansehen: ÜbG § 4 Abs. 1 Satz 1").click()
    assert page.url.endswith("/norm/uebg/4#abs-1-satz-1")
    assert page.locator("#abs-1-satz-1:target").is_visible()
    page.go_back()
    assert page.get_by_text(SAID[0].text).is_visible()


def test_the_level_changes_without_javascript_and_the_question_stays(browser: "Browser", address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.get_by_role("button", name="Frage stellen").click()
    page.get_by_role("button", name="Leichter lesen").click()
    assert page.url == f"{address}/?level=leichter"
    assert page.locator(".turn").count() == 1
    assert page.locator(".turn .badge").first.inner_text() == "Leichter lesen"
    assert page.locator(".turn .question").inner_text() == QUESTION


# What a screen reader is told


def test_the_log_gets_one_finished_addition_an_answer_and_the_status_says_each_step_once(
    page: "Page", address: str
) -> None:
    page.goto(address)
    page.evaluate(WATCH)
    ask(page)
    page.locator(".turn .answer").wait_for()
    ask(page, "Und die Lampe?")
    page.locator(".turn").nth(1).wait_for()
    heard = page.evaluate("window.heard")
    assert len(heard["added"]) == 2
    for said in SAID:
        assert said.text in heard["added"][0]
    assert not [sign for sign in ("**", "](", "<p") if sign in heard["added"][0]]
    sent, done = "Frage gesendet. Die Antwort wird geschrieben.", "Antwort fertig, Quellen: 3."
    assert heard["said"] == [sent, done, sent, done]
    assert page.evaluate("window.state === document.querySelector('[role=status]')")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_nothing_of_an_answer_is_shown_before_all_of_it(
    browser: "Browser", slow: SlowAnswers, slow_address: str, motion: str
) -> None:
    page = browser.new_context(reduced_motion=motion).new_page()  # type: ignore[arg-type]
    page.goto(slow_address)
    page.evaluate(WATCH)
    ask(page)
    page.locator("#pending").wait_for()
    assert page.locator("#pending").inner_text() == QUESTION
    assert page.locator("#pending").get_attribute("aria-hidden") == "true"
    assert page.evaluate("window.heard.added") == []
    slow.may_end.set()
    page.locator(".turn .answer").wait_for()
    assert page.locator("#pending").is_hidden()


def test_what_each_page_tells_a_screen_reader_is_pinned(page: "Page", address: str) -> None:
    page.goto(address)
    main = page.locator("main").aria_snapshot()
    for line in ('- log "Verlauf"', '- textbox "Ihre Frage"', '- button "Frage stellen"', "- status"):
        assert line in main
    ask(page)
    page.locator(".turn .answer").wait_for()
    assert page.locator("[role=log]").aria_snapshot() == LOG


LOG = """\
- log "Verlauf":
  - list:
    - listitem:
      - heading "Ihre Frage" [level=2]
      - paragraph: Wer bekommt eine Werkbank?
      - heading "Antwort Standard" [level=2]
      - paragraph: Hilfe gibt es sofort.
      - paragraph:
        - text: Wer gern werkt, bekommt einen hellen Platz an der Werkbank.
        - 'link "Quelle 1: ÜbG § 4 Abs. 1 Satz 1"':
          - /url: "#q1-1"
          - text: "1"
      - paragraph:
        - text: Zum Platz gehört auch eine Lampe.
        - 'link "Quelle 2: ÜbG § 4 Abs. 2 Nr. 2"':
          - /url: "#q1-2"
          - text: "2"
        - 'link "Quelle 3: Leitfaden Werken, S. 7"':
          - /url: "#q1-3"
          - text: "3"
      - group: Quellen (3)
      - heading "Bitte beachten" [level=3]
      - paragraph: Dies ist eine Übung und keine Rechtsberatung."""


# By keyboard


def test_the_keyboard_reaches_everything_in_reading_order(page: "Page", address: str) -> None:
    page.goto(address)
    reached = []
    for _ in range(19):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText || document.activeElement.name"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert [text.split(" ")[0] for text in reached] == [
        *("Zum", "Teilhabe-Lotse", "Leichter", "Fachlich", "English", "Größere"),
        *("Fragen", "Prüfwege", "Themen", "Nachlesen", "Suchen", "Glossar", "Hilfe"),
        *("EUTB-Beratung", "Behörden-Telefon", "question", "Frage", "Ich", "Computerprogramm"),
    ]


def test_enter_sends_and_shift_enter_begins_a_new_line(page: "Page", address: str) -> None:
    page.goto(address)
    field = page.locator("#question")
    field.type("Wer")
    field.press("Shift+Enter")
    field.type("zahlt?")
    assert field.input_value() == "Wer\nzahlt?"
    field.press("Enter")
    page.locator(".turn .answer").wait_for()
    assert page.locator(".turn .question").inner_text() == "Wer\nzahlt?"
    assert field.input_value() == ""


def test_focus_stays_in_the_field_and_a_link_leads_to_the_new_answer(page: "Page", address: str) -> None:
    asked(page, address)
    assert page.evaluate("document.activeElement.id") == "question"
    page.get_by_role("link", name="Zur neuen Antwort").click()
    assert page.evaluate("document.activeElement.id") == "h-1"


def test_whoever_reads_in_the_log_is_not_moved(page: "Page", slow: SlowAnswers, slow_address: str) -> None:
    slow.may_end.set()
    asked(page, slow_address)
    slow.may_end.clear()
    ask(page, "Und die Lampe?")
    page.locator("#pending").wait_for()
    page.locator(".turn .cite").first.focus()
    before = page.evaluate("scrollY")
    slow.may_end.set()
    page.locator(".turn").nth(1).wait_for()
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.activeElement.className") == "cite"


# While one waits


def test_while_waiting_the_buttons_keep_their_focus_and_a_second_click_sends_nothing(
    page: "Page", slow: SlowAnswers, slow_address: str
) -> None:
    page.goto(slow_address)
    page.locator("#question").fill(QUESTION)
    button = page.get_by_role("button", name="Frage stellen")
    button.dblclick()
    page.locator("#pending").wait_for()
    assert button.get_attribute("aria-disabled") == "true"
    assert not button.is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Frage stellen"
    assert page.locator("#question").evaluate("field => field.readOnly && !field.disabled")
    slow.may_end.set()
    page.locator(".turn .answer").wait_for()
    assert slow.asked == [QUESTION]
    assert button.get_attribute("aria-disabled") is None


def test_whoever_waits_long_may_go_on_waiting_or_cancel(page: "Page", slow: SlowAnswers, slow_address: str) -> None:
    page.clock.install()
    page.goto(slow_address)
    ask(page)
    page.locator("#pending").wait_for()
    page.clock.fast_forward(15_000)
    page.get_by_role("button", name="Weiter warten").click()
    assert page.locator("#slow").is_hidden()
    page.clock.fast_forward(15_000)
    page.get_by_role("button", name="Abbrechen").click()
    page.get_by_text("Abgebrochen. Ihre Frage steht noch im Feld.").wait_for()
    assert page.locator("#question").input_value() == QUESTION
    assert page.locator(".turn").count() == 0
    slow.may_end.set()
    ask(page)
    page.locator(".turn .answer").wait_for()


# When something goes wrong


def test_an_error_stands_beside_the_field_takes_the_focus_and_keeps_the_input(page: "Page", address: str) -> None:
    page.goto(address)
    ask(page, "a" * 4001)
    page.locator("#error").wait_for()
    field = page.locator("#question")
    assert field.input_value() == "a" * 4001
    assert field.get_attribute("aria-invalid") == "true"
    assert "error" in (field.get_attribute("aria-describedby") or "").split()
    assert page.locator("#error").inner_text().startswith("Fehler:")
    assert page.evaluate("document.activeElement.id") == "question"
    ask(page)
    page.locator(".turn .answer").wait_for()
    assert page.locator("#error").is_hidden()
    assert field.get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (None, "Keine Verbindung."),
        ({"status": 500, "body": "kaputt"}, "Das hat nicht geklappt."),
        ({"status": 429, "body": '{"title": "Zu viele Fragen", "detail": "Bitte warten."}'}, "Zu viele Fragen. Bitte"),
        ({"status": 200, "content_type": "text/event-stream", "body": "event: status\ndata: {}\n\n"}, "Das hat nicht"),
    ],
)
def test_a_broken_connection_is_told_once_and_the_question_is_kept(
    page: "Page", address: str, reply: dict[str, object] | None, said: str
) -> None:
    page.goto(address)
    if reply is None:
        page.route("**/", lambda route: route.abort())
    else:
        page.route("**/", lambda route: route.fulfill(**reply))
    ask(page)
    page.locator("#error").wait_for()
    assert page.locator("#error span").inner_text().startswith(said)
    assert page.locator("#question").input_value() == QUESTION
    assert page.locator("[role=status]").inner_text() == ""
    page.unroute("**/")
    ask(page)
    page.locator(".turn .answer").wait_for()


def test_the_characters_left_are_told_from_four_fifths_on(page: "Page", address: str) -> None:
    page.goto(address)
    field, count = page.locator("#question"), page.locator("#count")
    field.fill("a" * 3199)
    assert count.is_hidden()
    field.fill("a" * 3900)
    assert count.inner_text() == "Noch 100 Zeichen."
    field.fill("a" * 4007)
    assert count.inner_text() == "7 Zeichen zu viel."


# Going to and fro


def test_back_from_a_source_finds_the_whole_conversation(page: "Page", address: str) -> None:
    asked(page, address)
    ask(page, "Und die Lampe?")
    page.locator(".turn").nth(1).wait_for()
    page.locator(".turn .cite").first.click()
    assert page.locator("#q1-1 blockquote").is_visible()
    page.get_by_role("link", name="im Text ansehen: ÜbG § 4 Abs. 1 Satz 1").first.click()
    page.wait_for_url("**/norm/uebg/4#abs-1-satz-1")
    page.go_back()
    page.locator(".turn").nth(1).wait_for()
    assert page.locator(".turn").count() == 2
    ask(page, "Und der Hocker?")
    page.locator("#antwort-3 .answer").wait_for()


def test_a_fresh_visit_knows_nothing_of_an_earlier_conversation(page: "Page", address: str) -> None:
    asked(page, address)
    page.reload()
    assert page.locator(".turn").count() == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_what_was_typed_is_kept_when_the_level_changes(page: "Page", address: str) -> None:
    page.goto(address)
    page.locator("#question").fill("halb getippt")
    page.get_by_role("link", name="Leichter lesen").click()
    page.wait_for_url("**/?level=leichter")
    assert page.locator("#question").input_value() == "halb getippt"
    assert page.locator(".answer").count() == 0


# What can be done with an answer


def test_an_answer_is_read_aloud_on_a_click_and_only_then(page: "Page", address: str) -> None:
    page.add_init_script("""
      window.spoken = [];
      const speech = {speaking: false, cancel() {}, speak(told) { window.spoken.push([told.lang, told.text]); }};
      Object.defineProperty(window, "speechSynthesis", {value: speech});
    """)
    asked(page, address)
    assert page.evaluate("window.spoken") == []
    page.get_by_role("button", name="Vorlesen").click()
    ((language, text),) = page.evaluate("window.spoken")
    assert language == "de-DE"
    assert SAID[0].text in text
    assert "Quelle" not in text


def test_an_answer_is_copied_with_its_sources(browser: "Browser", address: str) -> None:
    page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    asked(page, address)
    page.get_by_role("button", name="Mit Quellen kopieren").click()
    page.get_by_text("Antwort und Quellen sind kopiert.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert SAID[0].text in copied
    assert "ÜbG § 4 Abs. 1 Satz 1" in copied


def test_whether_it_helped_is_sent_without_the_question_and_thanked_for(page: "Page", address: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    asked(page, address)
    page.get_by_role("button", name="Nein", exact=True).click()
    page.get_by_text("Danke für Ihre Rückmeldung.").wait_for()
    (counted,) = (entry for entry in sent if "/rueckmeldung" in entry)
    assert counted.endswith("helped=nein&level=standard&status=answered")
    assert page.get_by_role("button", name="Nein", exact=True).count() == 0


# Looks


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_any_page(browser: "Browser", address: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()

    def several() -> None:
        asked(page, address)
        ask(page, "Platz?")
        page.locator(".turn").nth(1).wait_for()
        page.locator("summary").first.click()

    def wrong() -> None:
        page.goto(address)
        ask(page, " ")
        page.locator("#error").wait_for()

    visits: dict[str, Callable[[], object]] = {
        "start": lambda: page.goto(address),
        "start leichter": lambda: page.goto(f"{address}/?level=leichter&text=large"),
        "start english": lambda: page.goto(f"{address}/?lang=en"),
        "answer english": lambda: asked(page, f"{address}/?lang=en"),
        "several answers": several,
        "not covered": lambda: asked(page, address, "Wetter?"),
        "error": wrong,
        "norm": lambda: page.goto(f"{address}/norm/uebg/4#abs-2-nr-2"),
        "problem": lambda: page.goto(f"{address}/gibtsnicht"),
    }
    found: dict[str, list[str]] = {}
    for name, visit in visits.items():
        visit()
        found[name] = violations(page)
    assert found == {name: [] for name in visits}


@pytest.mark.parametrize("query", ["", "?level=leichter&text=large"])
def test_an_answer_fits_320_pixels_also_with_text_twice_as_large_and_spaced(
    browser: "Browser", address: str, query: str
) -> None:
    page = browser.new_context(**SMALL).new_page()
    asked(page, f"{address}/{query}")
    page.locator("summary").first.click()
    assert fits(page)
    assert fits(page, 2)
    page.evaluate(SPACED)
    assert fits(page)


def test_targets_are_large_enough_for_a_finger(browser: "Browser", address: str) -> None:
    page = browser.new_context(**SMALL).new_page()
    asked(page, address)
    page.locator("summary").first.click()
    assert too_small(page, "button, textarea, summary, nav a, .switches .chosen, .links a, .human a, .name a") == []
    assert too_small(page, ".cite", 24) == []


def test_no_other_host_is_asked_and_nothing_breaks_the_content_policy(page: "Page", address: str) -> None:
    wanted: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    asked(page, address)
    page.goto(f"{address}/norm/uebg/4")
    assert all(url.startswith(address) for url in wanted)
    assert complaints == []
    assert page.context.cookies() == []


@pytest.mark.parametrize(("names", "most"), [(("lotse.css",), 6_000), (("talk.js", "kept.js", "tools.js"), 6_000)])
def test_what_a_visit_loads_stays_small(names: tuple[str, ...], most: int) -> None:
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names) <= most
