"""The comparison of wordings in a real browser: rules of accessibility, a small screen, differences without colour."""

from typing import TYPE_CHECKING

import pytest

from tests.browsing import SCHEMES, SMALL, fits, too_small, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# A change of three kinds, one with a heading and unchanged paragraphs, one of a section that went away; in English.
PATHS = (
    "/norm/uebg/4/fassungen",
    "/norm/uebg/4/fassungen/2025-01-10?level=leichter&text=large",
    "/norm/uebg/5/fassungen?lang=en",
)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(browser: "Browser", address: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    found = {}
    for path in PATHS:
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found[path] = violations(page)
    assert found == {path: [] for path in PATHS}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("text_size", [1, 2])
def test_320_pixels_are_wide_enough(browser: "Browser", address: str, path: str, text_size: int) -> None:
    page = browser.new_context(**SMALL).new_page()
    page.goto(address + path)
    assert fits(page, text_size)
    assert too_small(page, "main a, main summary") == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_difference_is_seen_without_its_colour(browser: "Browser", address: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    page.goto(address + PATHS[0])
    for tag, line, sign in (("ins", "underline", "+"), ("del", "line-through", "−")):
        one = page.locator(f".wording {tag}").first
        assert one.evaluate("element => getComputedStyle(element).textDecorationLine") == line
        assert one.locator(".sign").inner_text() == sign
        assert one.locator(".sign").is_visible()


def test_a_reader_goes_from_a_difference_to_its_place_and_to_another_comparison(
    browser: "Browser", address: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + PATHS[0])
    page.get_by_role("link", name="Früherer Absatz 2 (weggefallen)").click()
    assert page.locator("#teil-2:target").is_visible()
    page.get_by_role("link", name="Vergleich zeigen: Stand 10.01.2025").click()
    assert page.url.endswith("/norm/uebg/4/fassungen/2025-01-10")
    page.get_by_text("Absatz 1: unverändert").click()
    assert page.get_by_text("werkt, bekommt einen Platz").is_visible()
    page.get_by_role("link", name="Zur heutigen Fassung").click()
    assert page.url.endswith("/norm/uebg/4")
