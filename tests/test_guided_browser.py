"""The guided checks in a real browser: by keyboard, without a script, with Back, small, printed, in every scheme."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browsing import SCHEMES, SMALL, fits, too_small, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

TITLES = ["Werken Sie gern?", "Haben Sie eine Lampe?", "Ist es hell?"]


def press(button: "Locator") -> None:
    """Press a button with the mouse and wait for the page that it leads to."""
    with button.page.expect_navigation():
        button.click()


def enter(page: "Page") -> None:
    """Press Enter and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def begun(page: "Page", address: str, query: str = "") -> None:
    """Go to the first question."""
    page.goto(f"{address}/pruefwege/werkbank{query}")
    press(page.locator("main form button"))


def answered(page: "Page", questions: int = 3) -> None:
    """Choose the first reply to each of ``questions`` and go on."""
    for _ in range(questions):
        page.locator(".reply").first.click()
        press(page.locator("form.guided button"))


def ended(page: "Page", address: str, query: str = "") -> None:
    """Go to the rule."""
    begun(page, address, query)
    answered(page)
    press(page.locator("main button[value=outcome]"))


def listed(page: "Page", address: str) -> None:
    """Go to the list of all answers."""
    begun(page, address)
    answered(page)


def erred(page: "Page", address: str) -> None:
    """Go on from the first question without a choice."""
    begun(page, address)
    press(page.locator("form.guided button"))


VISITS: dict[str, Callable[["Page", str], object]] = {
    "list": lambda page, address: page.goto(f"{address}/pruefwege"),
    "start": lambda page, address: page.goto(f"{address}/pruefwege/werkbank"),
    "question": begun,
    "error": erred,
    "english question": lambda page, address: begun(page, address, "?lang=en"),
    "answers": listed,
    "outcome": ended,
    "easy outcome": lambda page, address: ended(page, address, "?level=leichter&text=large"),
}


def heading(page: "Page") -> str:
    return page.locator("h1").inner_text()


def tab_to(page: "Page", selector: str) -> None:
    """Press Tab until what matches ``selector`` has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_from_the_list_to_the_rule_with_the_keyboard_alone_and_no_script(browser: "Browser", address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/pruefwege")
    tab_to(page, ".checks a")
    enter(page)
    tab_to(page, "main form button")
    enter(page)
    for title in TITLES:
        assert heading(page) == title
        tab_to(page, "input[type=radio]")
        page.keyboard.press("Space")
        tab_to(page, "form.guided button")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        enter(page)
    assert heading(page) == "Prüfen Sie Ihre Antworten"
    tab_to(page, "button[value=outcome]")
    enter(page)
    assert heading(page) == "Das sagt das Gesetz"
    assert page.url == f"{address}/pruefwege/werkbank"
    assert page.context.cookies() == []


def test_a_radio_that_has_the_focus_shows_it_on_its_whole_row(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    begun(page, address)
    tab_to(page, "input[type=radio]")
    row = page.locator(".reply").first
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    assert float(row.evaluate("row => parseFloat(getComputedStyle(row).outlineWidth)")) >= 2


def test_back_of_the_browser_works_on_every_page(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    ended(page, address)
    for title in ("Prüfen Sie Ihre Antworten", *reversed(TITLES), "Passt die Werkbank?"):
        page.go_back()
        assert heading(page) == title
    for title in TITLES:
        page.go_forward()
        assert heading(page) == title


def test_after_back_of_the_browser_another_answer_is_taken(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    begun(page, address)
    answered(page, 2)
    page.go_back()
    page.go_back()
    page.get_by_label("Nein").check()
    press(page.get_by_role("button", name="Weiter"))
    assert heading(page) == "Ist es hell?"


def test_the_button_back_keeps_the_answers_without_a_script(browser: "Browser", address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    begun(page, address)
    answered(page, 2)
    for title in (TITLES[1], TITLES[0]):
        press(page.get_by_role("button", name="Zurück"))
        assert heading(page) == title
        assert page.locator("input[type=radio]").first.is_checked()


def test_an_answer_is_changed_from_the_list_of_all(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    begun(page, address)
    answered(page)
    press(page.get_by_role("button", name="Ändern Ist es hell?"))
    page.get_by_label("Nein").check()
    press(page.get_by_role("button", name="Weiter"))
    assert heading(page) == "Prüfen Sie Ihre Antworten"
    assert page.locator(".given dd").nth(4).inner_text() == "Nein"


def test_a_missing_choice_takes_the_focus_to_the_summary_and_its_link_to_the_field(
    browser: "Browser", address: str
) -> None:
    page = browser.new_page()
    erred(page, address)
    page.locator(".summary:focus").wait_for()
    assert page.title().startswith("Fehler: Werken Sie gern?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#reply-0:focus").wait_for()
    described = page.locator("#reply-0").get_attribute("aria-describedby")
    assert "Fehler: Bitte wählen Sie eine Antwort" in page.locator(f"#{described}").inner_text()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_any_page(browser: "Browser", address: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    found: dict[str, list[str]] = {}
    for name, visit in VISITS.items():
        visit(page, address)
        found[name] = violations(page)
    assert found == {name: [] for name in VISITS}


@pytest.mark.parametrize("visit", VISITS)
def test_a_small_screen_is_wide_enough_and_a_finger_hits_everything(
    browser: "Browser", address: str, visit: str
) -> None:
    page = browser.new_context(**SMALL).new_page()
    VISITS[visit](page, address)
    if page.locator("details").count():
        page.locator("details > summary").first.click()
    targets = "button, .reply, summary, .norms a, .checks a, .back a, .summary a, .links a, .line"
    assert too_small(page, f"main :is({targets})") == []
    assert fits(page)
    assert fits(page, 2)


def test_the_printed_rule_has_the_answers_the_sources_and_its_address_and_no_buttons(
    browser: "Browser", address: str
) -> None:
    page = browser.new_page()
    ended(page, address)
    page.emulate_media(media="print")
    for selector in ("button", ".switches", ".printing", ".back", "nav"):
        assert not any(each.is_visible() for each in page.locator(selector).all()), selector
    text = page.locator("main").inner_text()
    for said in ("Ihre Antworten", *TITLES, "ÜbG §\u00a04 Abs.\u00a01 Satz\u00a01", "Stand: 19.08.2026"):
        assert said in text
    assert f"{address}/pruefwege/werkbank" in text
    assert page.locator(".cite").first.evaluate("cite => getComputedStyle(cite, '::before').content") == '"["'


def test_no_other_host_is_asked_and_nothing_breaks_the_content_policy(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    wanted: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    ended(page, address)
    assert all(url.startswith(address) for url in wanted)
    assert complaints == []
