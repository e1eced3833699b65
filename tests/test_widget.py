"""The widget on a partner's site in a real browser: where it works, what it asks for, how it is used."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from service.site.reader import Tongue
from service.site.strings import STRINGS
from tests.browsing import SCHEMES, SMALL, too_small, violations
from tests.loopback import SlowAnswers
from tests.widget_site import ANSWER, GREETING, OPENS, QUESTION, Site, ask, document, opened, sites

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Request, Route

pytestmark = pytest.mark.browser

HUMAN = STRINGS[Tongue.DE]("page.human.search")
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
# In the page: what the live region was given, as the number of added nodes and their text.
WATCH_LOG = """() => {
  window.added = [];
  const log = document.querySelector("teilhabe-lotse").shadowRoot.querySelector("[role=log]");
  const note = ({addedNodes}) => addedNodes.length && window.added.push([addedNodes.length, addedNodes[0].textContent]);
  new MutationObserver((all) => all.forEach(note)).observe(log, {childList: true, subtree: true, characterData: true});
}"""
WATCH_STATUS = """() => {
  const status = document.querySelector("teilhabe-lotse").shadowRoot.querySelector("dialog [role=status]");
  window.status_ = status; window.told = [];
  const note = () => window.told.push(status.textContent);
  new MutationObserver(note).observe(status, {childList: true, characterData: true, subtree: true});
}"""
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at.id || at.className || at.tagName;
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with sites() as running:
        yield running


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    context = browser.new_context(**DESK)
    yield context.new_page()
    context.close()


@pytest.fixture
def panel(page: "Page", site: Site) -> "Locator":
    return opened(page, site.page())


def focused(page: "Page") -> str:
    """Return the id, class or tag of what has the focus, inside the widget where it is there."""
    return str(page.evaluate(FOCUSED))


def body_of(request: "Request") -> dict[str, Any]:
    """Return what was sent."""
    sent: dict[str, Any] = json.loads(request.post_data or "null")
    return sent


def test_nothing_is_asked_or_stored_before_it_is_opened(page: "Page", site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = site.page()
    page.goto(address, wait_until="networkidle")
    assert page.get_by_role("button", name=OPENS).is_visible()
    mine = [url for url in asked if url != address and not url.endswith("/favicon.ico")]
    assert mine == [f"{site.base}/widget/1/loader.js"]
    stored = "() => [localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(stored) == [0, 0, ""]
    opened(page, address)
    ask(page.get_by_role("dialog"))
    assert page.evaluate(stored) == [0, 0, ""]
    assert page.context.cookies() == []
    assert page.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0


def test_an_answer_is_asked_without_referrer_and_credentials(page: "Page", site: Site, panel: "Locator") -> None:
    with page.expect_request("**/api/v1/ask") as sent:
        ask(panel)
    headers = sent.value.all_headers()
    assert headers["origin"] == site.partner.address
    assert "referer" not in headers
    assert "cookie" not in headers
    assert body_of(sent.value) == {"question": QUESTION, "level": "standard", "history": [], "stream": False}


def test_the_reader_is_told_of_the_program_before_the_first_question(panel: "Locator") -> None:
    assert panel.get_by_text("Hier antwortet ein Computerprogramm.").is_visible()
    assert panel.get_by_text(GREETING).is_visible()
    assert panel.get_by_role("button", name="Was ist die EUTB, und was kostet sie?").is_visible()
    assert panel.get_by_role("link", name=HUMAN).is_visible()


def test_what_the_operator_has_to_say_is_said_before_the_first_question(page: "Page") -> None:
    with sites(told="Ihre Frage geht an ein Sprachmodell.") as site:
        assert opened(page, site.page()).get_by_text("Ihre Frage geht an ein Sprachmodell.").is_visible()


@pytest.mark.parametrize("who", ["stranger", "other name", "disabled", "unknown"])
def test_it_works_on_no_other_site(page: "Page", site: Site, who: str) -> None:
    inside = site.tag().replace('"werk"', {"disabled": '"aus"', "unknown": '"gibtsnicht"'}.get(who, '"werk"'))
    host = site.stranger if who == "stranger" else site.partner
    address = host.page("/", document(inside))
    if who == "other name":
        # The same machine and port under another name is another origin.
        address = address.replace("127.0.0.1", "localhost")
    page.goto(address)
    page.get_by_role("button", name=OPENS).click()
    link = page.get_by_role("link", name=site.base.removeprefix("http://"))
    link.wait_for()
    assert link.get_attribute("href") == f"{site.base}/"
    assert page.get_by_role("dialog").count() == 0
    # Not even a script of that page reads an answer.
    if who in ("stranger", "other name"):
        ways = (
            "url => fetch(url, {method: 'POST', headers: {'content-type': 'application/json'}}).catch(() => 'denied')"
        )
        assert page.evaluate(ways, f"{site.base}/api/v1/ask") == "denied"


def test_an_answer_comes_with_its_notice_its_citations_and_its_sources(panel: "Locator") -> None:
    answer = ask(panel)
    text = answer.inner_text()
    assert text.index("Hilfe gibt es sofort.") < text.index(ANSWER)
    assert answer.get_by_role("heading", name="Ihre Frage").count() == 1
    assert answer.get_by_role("heading", name="Antwort").count() == 1
    assert [link.inner_text() for link in answer.locator(".cite").all()] == ["[1]", "[2]", "[3]"]
    assert answer.locator(".cite").first.get_attribute("aria-label") == "[1] ÜbG § 4 Abs. 1 Satz 1"
    answer.get_by_text("Quellen (3)").click()
    assert answer.locator(".list li").count() == 3
    assert answer.get_by_role("button", name="Wer zahlt die Lampe?").is_visible()


def test_a_citation_opens_the_source_inside_and_leads_to_its_page(page: "Page", site: Site, panel: "Locator") -> None:
    answer = ask(panel)
    answer.locator(".cite").first.click()
    source = panel.get_by_role("region", name="Quelle 1")
    assert source.locator("blockquote").inner_text() == "Wer gern werkt, bekommt einen Platz an der Werkbank."
    assert "Wortlaut der Quelle · Stand: 19.08.2026" in source.inner_text()
    assert focused(page) == "source"
    link = source.get_by_role("link", name="im Gesetz ansehen")
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in (link.get_attribute("rel") or "")
    with page.context.expect_page() as new:
        link.click()
    new.value.wait_for_url(f"{site.base}/norm/uebg/4#abs-1-satz-1")
    source.get_by_role("button", name="Zurück zur Antwort").click()
    assert focused(page) == "cite"
    answer.locator(".cite").nth(2).click()
    summary = panel.get_by_role("region", name="Quelle 3")
    assert "Zusammenfassung von uns" in summary.inner_text()
    assert "Diese Stelle hat sich geändert" in summary.inner_text()
    assert summary.get_by_role("link", name="im Gesetz ansehen").count() == 0
    assert summary.get_by_role("link", name="zur offiziellen Seite").is_visible()


def test_a_question_back_is_answered_by_a_button_and_the_conversation_goes_along(
    page: "Page", panel: "Locator"
) -> None:
    back = ask(panel, "Platz?")
    assert back.get_by_role("heading", name="Rückfrage").is_visible()
    with page.expect_request("**/api/v1/ask") as sent:
        back.get_by_role("button", name="Werkbank").click()
    body = body_of(sent.value)
    assert body["question"] == "Wer bekommt eine Werkbank?"
    assert body["history"] == [{"question": "Platz?", "answer_id": "g1.x"}]
    panel.locator("li.turn").nth(1).wait_for()


def test_who_helps_is_told_with_a_number_to_call(panel: "Locator") -> None:
    answer = ask(panel, "Wetter morgen?")
    assert "Hier wird nicht geraten" in answer.inner_text()
    assert answer.get_by_role("link", name="Beratung am Ort").get_attribute("href") == "https://www.teilhabeberatung.de"
    assert answer.get_by_role("link", name="0800 123").get_attribute("href") == "tel:0800123"


def test_the_log_gets_each_answer_once_and_whole_and_the_status_tells_how_far_it_is(
    page: "Page", panel: "Locator"
) -> None:
    page.evaluate(WATCH_LOG)
    page.evaluate(WATCH_STATUS)
    ask(panel)
    added = page.evaluate("window.added")
    assert len(added) == 1
    assert added[0][0] == 1
    assert ANSWER in added[0][1]
    told = page.evaluate("window.told")
    assert [text for text in told if text != "Antwort wird geschrieben"] == [
        "Frage gesendet",
        "Antwort fertig, 3 Quellen",
    ]
    ask(panel, "Platz?")
    assert len(page.evaluate("window.added")) == 2
    assert page.evaluate("window.told").count("Es gibt eine Rückfrage") == 1
    # It is there from the beginning and stays the same element.
    assert page.evaluate("status_.isConnected")


def test_the_keyboard_opens_asks_reads_and_closes(page: "Page", site: Site) -> None:
    page.goto(site.page())
    page.keyboard.press("Tab")
    assert focused(page) == "open"
    launcher = page.get_by_role("button", name=OPENS)
    assert launcher.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert focused(page) == "title"
    assert launcher.get_attribute("aria-expanded") == "true"
    order = []
    for _ in range(8):
        page.keyboard.press("Tab")
        order.append(focused(page))
    assert order == ["close", "far", "far", "BUTTON", "field", "send", "level", "far"]
    panel = page.get_by_role("dialog")
    panel.get_by_label("Ihre Frage", exact=True).focus()
    page.keyboard.type("Wer bekommt")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("eine Werkbank?")
    assert panel.get_by_label("Ihre Frage", exact=True).input_value() == "Wer bekommt\neine Werkbank?"
    page.keyboard.press("Enter")
    panel.get_by_text(ANSWER).wait_for()
    assert focused(page) == "field"
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert focused(page) == "open"
    assert launcher.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert panel.get_by_text(ANSWER).is_visible()


def test_it_is_modal_on_a_phone_and_beside_the_page_on_a_desk(browser: "Browser", site: Site) -> None:
    modal = "() => document.querySelector('teilhabe-lotse').shadowRoot.querySelector('dialog').matches(':modal')"
    page = browser.new_context(**SMALL).new_page()
    panel = opened(page, site.page())
    assert page.evaluate(modal)
    ask(panel)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function(f"() => !({modal})()")
    assert panel.get_by_text(ANSWER).is_visible()
    assert focused(page) == "field"
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_function(modal)
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert focused(page) == "open"
    page.context.close()


# 1280 × 1024 at 400 %, and a phone.
@pytest.mark.parametrize("size", [(320, 256), (320, 640)])
def test_small_windows_are_wide_enough_and_nothing_is_covered(
    browser: "Browser", site: Site, size: tuple[int, int]
) -> None:
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto(site.page())
    launcher = page.get_by_role("button", name=OPENS)
    under = "([x, y]) => document.elementsFromPoint(x, y).filter((one) => one.closest('main')).length"
    launcher.scroll_into_view_if_needed()
    box = launcher.bounding_box()
    assert box
    assert page.evaluate(under, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]) == 0
    launcher.click()
    panel = page.get_by_role("dialog")
    panel.wait_for()
    answer = ask(panel)
    answer.locator(".cite").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert panel.evaluate("element => element.scrollWidth <= element.clientWidth")
    page.context.close()


def test_targets_are_large_enough(browser: "Browser", site: Site) -> None:
    page = browser.new_context(**SMALL).new_page()
    page.goto(site.page())
    assert too_small(page, "teilhabe-lotse .open") == []
    panel = opened(page, site.page())
    answer = ask(panel)
    answer.get_by_text("Quellen (3)").click()
    assert too_small(page, "teilhabe-lotse dialog :is(button, select, textarea, summary)") == []
    assert too_small(page, "teilhabe-lotse dialog a", 24) == []
    page.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("small", [False, True])
def test_axe_finds_nothing(browser: "Browser", site: Site, scheme: str, *, small: bool) -> None:
    page = browser.new_context(**{**(SMALL if small else DESK), **SCHEMES[scheme]}).new_page()
    page.goto(site.page())
    found = {"closed": violations(page)}
    panel = opened(page, site.page())
    found["open"] = violations(page)
    panel.get_by_role("button", name="Frage stellen").click()
    found["error"] = violations(page)
    ask(panel, "Platz?")
    answer = ask(panel)
    answer.get_by_text("Quellen (3)").click()
    answer.locator(".cite").first.click()
    found["answer"] = violations(page)
    assert found == {name: [] for name in found}
    page.context.close()


def test_english_buttons_stand_around_german_answers(page: "Page", site: Site) -> None:
    page.goto(site.page(site.tag(lang="en"), html="<html>"))
    page.get_by_role("button", name="Questions about work and disability?").click()
    panel = page.get_by_role("dialog")
    panel.get_by_label("Your question", exact=True).fill(QUESTION)
    with page.expect_request("**/api/v1/ask") as sent:
        panel.get_by_role("button", name="Ask", exact=True).click()
    assert sent.value.headers["accept-language"] == "en"
    said = panel.get_by_text(ANSWER)
    said.wait_for()
    closest = "element => element.closest('[lang]').lang"
    assert said.evaluate(closest) == "de"
    assert panel.get_by_role("heading", name="Answer").evaluate(closest) == "en"
    assert panel.get_by_role("link", name="Open as a whole page").get_attribute("href") == f"{site.base}/?lang=en"
    panel.locator(".cite").first.click()
    assert panel.locator("blockquote").evaluate(closest) == "de"


def test_a_level_changes_words_and_the_next_answer(page: "Page", panel: "Locator") -> None:
    panel.get_by_role("combobox", name="Antworten").select_option("leichter")
    assert panel.get_by_text("Hier antwortet ein Computer-Programm.").is_visible()
    with page.expect_request("**/api/v1/ask") as sent:
        ask(panel)
    assert body_of(sent.value)["level"] == "leichter"


def test_settings_of_the_partner_hold_and_those_of_the_page_come_first(page: "Page", site: Site) -> None:
    panel = opened(page, site.page(site.tag().replace('"werk"', '"leicht"')))
    assert panel.get_by_role("combobox", name="Antworten").input_value() == "leichter"
    page.keyboard.press("Escape")
    panel = opened(page, site.page(site.tag(level="fach", greeting="Moin!", accent="#005500", on_accent="#ffffff")))
    assert panel.get_by_role("combobox", name="Antworten").input_value() == "fach"
    assert panel.get_by_text("Moin!").is_visible()
    colour = "element => getComputedStyle(element).backgroundColor"
    assert page.get_by_role("button", name=OPENS).evaluate(colour) == "rgb(0, 85, 0)"
    # Colours that cannot be read are not used.
    panel = opened(page, site.page(site.tag(accent="#ffff00", on_accent="#ffffff")))
    assert page.get_by_role("button", name=OPENS).evaluate(colour) == "rgb(10, 75, 82)"


def test_the_count_begins_at_80_percent_and_too_long_is_not_sent(panel: "Locator") -> None:
    field = panel.get_by_label("Ihre Frage", exact=True)
    field.fill("a" * 3199)
    assert panel.locator("#count").inner_text() == ""
    field.fill("\N{GRINNING FACE}" * 3200)
    assert panel.locator("#count").inner_text() == "3.200 von 4.000 Zeichen"
    field.fill("a" * 4001)
    field.press("Enter")
    assert panel.get_by_text("Fehler: Die Frage ist zu lang.").is_visible()
    assert field.input_value() == "a" * 4001
    assert field.get_attribute("aria-invalid") == "true"


def answers_with(status: int, **headers: str) -> "Callable[[Route], None]":
    def reply(route: "Route") -> None:
        allowed = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
        route.fulfill(status=status, headers={**allowed, **headers}, body="{}")

    return reply


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (0, "Keine Verbindung"),
        (413, "Die Frage ist zu lang"),
        (422, "Zeichen, die kein Text sind"),
        (429, "in 7 Sekunden noch einmal"),
        (500, "Das liegt nicht an Ihrer Frage"),
        (503, "im Moment nicht antworten"),
    ],
)
def test_an_error_is_told_beside_the_field_and_the_question_is_kept(
    page: "Page", panel: "Locator", status: int, told: str
) -> None:
    retry = {"Retry-After": "7"} if status == 429 else {}
    page.route("**/api/v1/ask", answers_with(status, **retry) if status else lambda route: route.abort())
    field = panel.get_by_label("Ihre Frage", exact=True)
    page.evaluate(WATCH_STATUS)
    field.fill(QUESTION)
    panel.get_by_role("button", name="Frage stellen").click()
    error = panel.get_by_text("Fehler:")
    error.wait_for()
    assert told in panel.locator("#error").inner_text()
    assert "error" in (field.get_attribute("aria-describedby") or "").split()
    assert field.input_value() == QUESTION
    assert focused(page) == "field"
    assert page.evaluate("told.filter((text) => text.startsWith('Es gab einen Fehler')).length") == 1
    page.unroute("**/api/v1/ask")
    field.press("Enter")
    panel.get_by_text(ANSWER).wait_for()
    assert panel.locator("#error").inner_text() == ""
    assert field.get_attribute("aria-invalid") is None


def test_an_empty_question_is_not_sent(page: "Page", panel: "Locator") -> None:
    panel.get_by_role("button", name="Frage stellen").click()
    assert panel.get_by_text("Fehler: Bitte eine Frage eingeben.").is_visible()
    assert focused(page) == "field"


@pytest.fixture
def slow() -> Iterator[tuple[SlowAnswers, Site]]:
    answers = SlowAnswers()
    with sites(answers) as site:
        yield answers, site
        answers.may_end.set()


def test_while_waiting_nothing_is_sent_twice_and_the_focus_stays(page: "Page", slow: tuple[SlowAnswers, Site]) -> None:
    answers, site = slow
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    panel = opened(page, site.page())
    field, send = panel.get_by_label("Ihre Frage", exact=True), panel.get_by_role("button", name="Frage stellen")
    field.fill(QUESTION)
    send.dblclick()
    panel.locator(".quiet").get_by_text("Antwort wird geschrieben").wait_for()
    send.click(force=True)
    panel.get_by_role("button", name="Was ist die EUTB").click(force=True)
    assert send.get_attribute("aria-disabled") == "true"
    assert not send.evaluate("element => element.disabled")
    assert field.evaluate("element => element.readOnly")
    answers.may_end.set()
    panel.get_by_text(ANSWER).wait_for()
    assert len([url for url in sent if url.endswith("/ask")]) == 1
    assert answers.asked == [QUESTION]
    assert send.get_attribute("aria-disabled") is None
    assert field.input_value() == ""


def test_a_long_wait_can_be_gone_on_with_or_ended(page: "Page", slow: tuple[SlowAnswers, Site]) -> None:
    answers, site = slow
    page.clock.install()
    panel = opened(page, site.page())
    field = panel.get_by_label("Ihre Frage", exact=True)
    field.fill(QUESTION)
    field.press("Enter")
    page.clock.run_for(19_000)
    assert not panel.get_by_role("button", name="Weiter warten").is_visible()
    page.clock.run_for(2_000)
    panel.get_by_role("button", name="Weiter warten").click()
    assert focused(page) == "field"
    assert not panel.get_by_role("button", name="Abbrechen").is_visible()
    page.clock.run_for(21_000)
    panel.get_by_role("button", name="Abbrechen").click()
    panel.get_by_text("Abgebrochen. Ihre Frage steht noch im Feld.").wait_for()
    assert field.input_value() == QUESTION
    assert focused(page) == "field"
    assert panel.locator("li.turn").count() == 0
    answers.may_end.set()
    assert ask(panel).is_visible()


def test_a_reader_in_the_conversation_is_not_pulled_away(page: "Page", slow: tuple[SlowAnswers, Site]) -> None:
    answers, site = slow
    answers.may_end.set()
    panel = opened(page, site.page())
    first = ask(panel)
    answers.may_end.clear()
    field = panel.get_by_label("Ihre Frage", exact=True)
    field.fill("Wer zahlt die Lampe?")
    field.press("Enter")
    panel.locator(".pending, .quiet").get_by_text("Antwort wird geschrieben").wait_for()
    first.locator(".cite").first.focus()
    at = panel.locator(".body").evaluate("element => element.scrollTop")
    answers.may_end.set()
    to_new = panel.get_by_role("button", name="Zur neuen Antwort")
    to_new.wait_for()
    assert panel.locator(".body").evaluate("element => element.scrollTop") == at
    assert focused(page) == "cite"
    to_new.click()
    assert not to_new.is_visible()
    newest = panel.locator("li.turn").nth(1)
    assert newest.get_by_role("heading", name="Antwort").evaluate(
        "element => element.getRootNode().activeElement === element"
    )


def test_a_half_typed_question_is_kept_when_a_button_asks(panel: "Locator") -> None:
    field = panel.get_by_label("Ihre Frage", exact=True)
    field.fill("Noch nicht fertig")
    panel.get_by_role("button", name="Was ist die EUTB").click()
    panel.get_by_text(ANSWER).wait_for()
    assert field.input_value() == "Noch nicht fertig"


def test_text_from_outside_stays_text(page: "Page", site: Site) -> None:
    evil = "<img src=x onerror=window.hit=1><b>fett</b>"
    panel = opened(page, site.page(site.tag(greeting="&lt;img src=x onerror=window.hit=1&gt;", label=OPENS)))

    def reply(route: "Route") -> None:
        answer = route.fetch().json()
        answer["answer"][0]["text"] = answer["sources"][0]["quote"] = answer["follow_ups"][0] = evil
        answer["sources"][0]["url"] = "javascript:window.hit=1"
        answer["notices"][0]["text"] = evil
        route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": site.partner.address})

    page.route("**/api/v1/ask", reply)
    answer = ask(panel, evil)
    answer.locator(".cite").first.click()
    assert evil in answer.inner_text()
    assert panel.locator("img, b").count() == 0
    assert panel.locator("a[href^=javascript]").count() == 0
    assert page.evaluate("window.hit") is None


def test_typing_does_not_reach_the_shortcuts_of_the_page(page: "Page", site: Site) -> None:
    keys = "<script>window.keys = 0; addEventListener('keydown', () => window.keys++)</script>"
    panel = opened(page, site.page(site.tag() + keys))
    before = page.evaluate("keys")
    panel.get_by_label("Ihre Frage", exact=True).press_sequentially("s/?")
    assert page.evaluate("keys") == before
