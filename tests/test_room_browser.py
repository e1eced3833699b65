"""The reading room in a real browser: no barrier that axe knows, no sideways scrolling, targets for a finger, Back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from corpus.nouns import Level
from service.app import create_app
from service.reply import Found
from tests.browsing import SCHEMES, SMALL, fits, too_small, violations
from tests.loopback import served
from tests.reading_sample import AUTHORED, FEGT, HOBEL, QuotedProofs, Reading
from tests.served import live_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# Of each template the hardest there are: hostile text, former and changed law, nothing quoted, easy reading, English.
PAGES = (
    *("/recht", "/recht?level=leichter&text=large", "/recht?lang=en"),
    *("/norm/uebg", "/norm/werkvo?lang=en", "/norm/taler?level=leichter"),
    *("/norm/uebg/4", "/norm/uebg/4?level=leichter&text=large", "/norm/uebg/7?lang=en#abs-1", "/norm/taler/text"),
    *("/dokument/leitfaden", "/dokument/freiheft?lang=en", "/dokument/freiheft?level=leichter"),
    *("/dokument/leitfaden/7/leitfaden1#stelle-leitfaden1", "/dokument/leitfaden/8?lang=en", "/dokument/freiheft/3"),
    *("/suche", "/suche?level=leichter&text=large", "/suche?lang=en"),
    *("/glossar", "/glossar?level=leichter#werkbank", "/glossar?lang=en"),
    *("/themen", "/themen?level=leichter", "/themen?lang=en"),
    *("/thema/fegen", "/thema/fegen?level=leichter&text=large", "/thema/geld?lang=en&level=fach"),
)
LINKS = ".contents a, .permalink, .crumbs a, .near a, .letters a, .hits h3 a, .shelf h3 a, main summary, main button"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the room on a free port; connections wait in the socket until the server takes them."""
    line = AUTHORED.digest.topics[0].texts[Level.STANDARD].answer[0]
    found = tuple(Found(QuotedProofs().of_line("", "", line, place, 1), 0.9) for place in (HOBEL, FEGT))
    app = create_app(live_on(Reading(found=found)), ["127.0.0.1"], "0.1.0")
    with served(app) as address:
        yield address


def unfold(page: "Page") -> None:
    """Open everything that is folded."""
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")


def looked_up(page: "Page", address: str, text: str) -> None:
    """Look up as a person does."""
    page.goto(f"{address}/suche")
    page.get_by_label("Suchwörter oder Fundstelle").fill(text)
    page.get_by_role("button", name="Suchen").click()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_room(browser: "Browser", address: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    found: dict[str, list[str]] = {}
    for path in PAGES:
        page.goto(address + path)
        unfold(page)
        found[path] = violations(page)
    for text in ("Hobel", "", "§ 99 ÜbG"):
        looked_up(page, address, text)
        unfold(page)
        found[f"/suche {text}"] = violations(page)
    assert {path: lines for path, lines in found.items() if lines} == {}
    page.context.close()


def test_nothing_scrolls_sideways_on_a_phone_nor_at_four_times_the_size(browser: "Browser", address: str) -> None:
    page = browser.new_context(**SMALL).new_page()
    for path in PAGES:
        page.goto(address + path)
        unfold(page)
        assert fits(page), path
    looked_up(page, address, "Hobel")
    assert fits(page)
    large = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    for path in ("/norm/uebg/4", "/dokument/leitfaden/7", "/glossar", "/thema/fegen"):
        large.goto(address + path)
        assert fits(large, 4), path
    page.context.close()
    large.context.close()


def test_a_finger_hits_every_link_of_a_list(browser: "Browser", address: str) -> None:
    page = browser.new_context(**SMALL).new_page()
    for path in PAGES:
        page.goto(address + path)
        unfold(page)
        assert too_small(page, LINKS) == [], path
    page.context.close()


def test_wording_and_summary_stand_side_by_side_where_there_is_room(browser: "Browser", address: str) -> None:
    for width, beside in ((1280, True), (320, False)):
        page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        page.goto(f"{address}/norm/uebg/4")
        wording = page.locator(".pair .wording").first.bounding_box()
        summary = page.locator(".pair .remarks").first.bounding_box()
        assert wording
        assert summary
        assert (summary["x"] > wording["x"] + wording["width"] - 1) is beside
        assert (summary["y"] >= wording["y"] + wording["height"]) is not beside
        page.context.close()


def test_back_from_a_proof_leads_to_the_same_place(browser: "Browser", address: str) -> None:
    page = browser.new_context(java_script_enabled=False, **SMALL).new_page()
    page.goto(f"{address}/thema/fegen")
    page.get_by_role("link", name="Quelle 1: ÜbG § 4 Abs. 2").first.click()
    page.locator("#q1-1").get_by_role("link", name="ÜbG § 4 Abs. 2").first.click()
    assert page.url.endswith("/norm/uebg/4#abs-2")
    assert page.locator("#abs-2:target").is_visible()
    page.go_back()
    assert page.url.endswith("/thema/fegen#q1-1")
    assert page.locator("#q1-1").is_visible()


def test_a_search_survives_back_from_what_it_found(browser: "Browser", address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    looked_up(page, address, "Hobel im Schrank")
    assert page.url == f"{address}/suche"
    page.locator(".hits a").first.click()
    assert page.url.endswith("/norm/uebg/4#abs-1-satz-1")
    page.go_back()
    assert page.get_by_role("heading", name="2 Stellen gefunden").is_visible()
    assert page.get_by_label("Suchwörter oder Fundstelle").input_value() == "Hobel im Schrank"
    page.get_by_role("button", name="Leichter lesen").click()
    assert page.url == f"{address}/suche?level=leichter"
    assert page.get_by_label("Was suchen Sie?").input_value() == "Hobel im Schrank"


def test_the_keyboard_reaches_search_filters_and_results(browser: "Browser", address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{address}/suche")
    page.get_by_label("Suchwörter oder Fundstelle").focus()
    page.keyboard.type("Hobel")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "rang"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="2 Stellen gefunden").wait_for()
    assert page.evaluate("document.activeElement.id") == "h-gefunden"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/norm/uebg/4#abs-1-satz-1"
    page.context.close()
