"""The page in a real browser: without a script, on a small screen, in every colour scheme, by keyboard."""

import socket
from collections.abc import Callable, Iterator
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import uvicorn

from service.app import create_app
from tests.browsing import SCHEMES, violations
from tests.served import TinyAnswers, live_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

QUESTION = "Wer bekommt eine Werkbank?"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the page on a free port; connections wait in the socket until the server takes them."""
    waiting = socket.create_server(("127.0.0.1", 0))
    app = create_app(live_on(TinyAnswers()), ["127.0.0.1"], "0.1.0")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = Thread(target=server.run, kwargs={"sockets": [waiting]})
    thread.start()
    yield f"http://127.0.0.1:{waiting.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def asked(page: "Page", address: str, question: str = QUESTION) -> None:
    """Ask as a person does: go to the page, type, press the button."""
    page.goto(address)
    page.get_by_label("Ihre Frage").fill(question)
    page.get_by_role("button", name="Frage stellen").click()


def test_a_question_is_answered_with_numbered_citations_without_javascript(browser: "Browser", address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    asked(page, address)
    assert page.get_by_role("heading", name="Antwort", exact=False).first.is_visible()
    citation = page.get_by_role("link", name="Quelle 1: ÜbG § 4 Abs. 1 Satz 1", exact=True)
    assert citation.inner_text() == "1"
    citation.click()
    assert page.url.endswith("#quelle-1")
    assert page.locator("#quelle-1 blockquote").is_visible()
    assert QUESTION not in page.url
    page.get_by_role("link", name="im Text ansehen: ÜbG § 4 Abs. 1 Satz 1").click()
    assert page.url.endswith("/norm/uebg/4#abs-1-satz-1")
    assert page.locator("#abs-1-satz-1:target").is_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_any_page(browser: "Browser", address: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    visits: dict[str, Callable[[], object]] = {
        "start": lambda: page.goto(address),
        "answer": lambda: asked(page, address),
        "clarify": lambda: asked(page, address, "Platz?"),
        "not covered": lambda: asked(page, address, "Wetter?"),
        "error": lambda: asked(page, address, " "),
        "norm": lambda: page.goto(f"{address}/norm/uebg/4#abs-2-nr-2"),
        "problem": lambda: page.goto(f"{address}/gibtsnicht"),
    }
    found: dict[str, list[str]] = {}
    for name, visit in visits.items():
        visit()
        found[name] = violations(page)
    assert found == {name: [] for name in visits}


@pytest.mark.parametrize("path", ["/", "/norm/uebg/4", "/probleme/no_index"])
@pytest.mark.parametrize("text_size", [1, 2])
def test_320_pixels_are_wide_enough(browser: "Browser", address: str, path: str, text_size: int) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    page.goto(address + path)
    assert_fits(page, text_size)


@pytest.mark.parametrize("text_size", [1, 2])
def test_an_answer_fits_320_pixels(browser: "Browser", address: str, text_size: int) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    asked(page, address)
    assert_fits(page, text_size)


def assert_fits(page: "Page", text_size: int) -> None:
    page.evaluate("size => document.documentElement.style.fontSize = `${112.5 * size}%`", text_size)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_targets_are_at_least_44_pixels(browser: "Browser", address: str) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    asked(page, address)
    for selector in ("button", "textarea", ".level", ".links a", ".human a", ".name a"):
        for target in page.locator(selector).all():
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= 44, (selector, box)
            assert box["width"] >= 44, (selector, box)


def test_the_keyboard_reaches_everything_in_reading_order(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText || document.activeElement.name"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert [text.split(" ")[0] for text in reached] == [
        *("Zum", "Teilhabe-Lotse", "Beratungsstelle", "question", "level", "Frage")
    ]


def test_an_error_takes_the_focus_and_keeps_the_input(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    asked(page, address, "a" * 4001)
    page.locator("#question:focus").wait_for()
    assert page.get_by_label("Ihre Frage").input_value() == "a" * 4001
    described = page.locator("#question").get_attribute("aria-describedby") or ""
    assert "Fehler:" in page.locator(f"#{described.split()[-1]}").inner_text()


def test_no_other_host_is_asked_and_nothing_breaks_the_content_policy(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    wanted: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    asked(page, address)
    page.goto(f"{address}/norm/uebg/4")
    assert all(url.startswith(address) for url in wanted)
    assert complaints == []
    assert page.context.cookies() == []
