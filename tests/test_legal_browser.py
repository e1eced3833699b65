"""The text pages in a real browser: every colour scheme, a small screen, large text, fingers and the keyboard."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from service.operator import EXAMPLE, load_operator
from service.site.legal_pages import TEXT_PAGES
from tests.browsing import SCHEMES, SMALL, fits, too_small, violations
from tests.loopback import served
from tests.served import TinyAnswers, live_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

QUESTION = "Wer bekommt eine Werkbank?"
PATHS = (*(page.path for page in TEXT_PAGES), "/quellen")
READERS = ("", "?level=leichter&text=large", "?lang=en")
TOLD = "Antworten formuliert hier das Sprachmodell „probe“ auf dem Server rechner.example."


def serve(named: bool) -> Iterator[str]:
    """Serve the pages, of an operator that has named itself or has not, on a free port."""
    operator = load_operator(EXAMPLE) if named else None
    told = TOLD if named else ""
    app = create_app(live_on(TinyAnswers()), ["127.0.0.1"], "0.1.0", told=told, operator=operator)
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def named() -> Iterator[str]:
    yield from serve(named=True)


@pytest.fixture(scope="module")
def nameless() -> Iterator[str]:
    yield from serve(named=False)


def thanked(page: "Page", address: str) -> None:
    """Say that an answer did not help, as the form without a script does."""
    page.goto(address)
    page.evaluate(
        """fields => {
            const form = document.createElement("form");
            form.method = "post";
            form.action = "/rueckmeldung";
            for (const [name, value] of Object.entries(fields)) {
                const input = document.createElement("input");
                [input.type, input.name, input.value] = ["hidden", name, value];
                form.append(input);
            }
            document.body.append(form);
            form.submit();
        }""",
        {"helped": "nein", "level": "standard", "status": "answered", "question": QUESTION, "history": "[]", "n": "1"},
    )
    page.get_by_role("heading", name="Danke").wait_for()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_any_text_page(browser: "Browser", named: str, nameless: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    found = {}
    for address in (named, nameless):
        for path in PATHS:
            page.goto(address + path)
            found[address + path] = violations(page)
    thanked(page, named)
    found["thanks"] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("reader", READERS[1:])
def test_axe_finds_nothing_in_the_other_languages(browser: "Browser", named: str, reader: str) -> None:
    page = browser.new_page()
    found = {}
    for path in PATHS:
        page.goto(named + path + reader)
        found[path] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text_size", [1, 2])
def test_320_pixels_are_wide_enough(browser: "Browser", nameless: str, reader: str, text_size: int) -> None:
    page = browser.new_context(**SMALL).new_page()
    wide = []
    for path in PATHS:
        page.goto(nameless + path + reader)
        wide += [] if fits(page, text_size) else [path]
    assert wide == []


def test_fingers_reach_every_way_on(browser: "Browser", named: str) -> None:
    page = browser.new_context(**SMALL).new_page()
    for path in PATHS:
        page.goto(named + path)
        assert too_small(page, "main .links a, main .own a, main button") == []
    thanked(page, named)
    assert too_small(page, "main .links a, main button") == []


def test_the_way_back_from_thanks_shows_the_answer_again(browser: "Browser", named: str) -> None:
    page = browser.new_page()
    thanked(page, named)
    page.get_by_role("button", name="Zurück zur Antwort").click()
    page.locator("#antwort-1 .answer").wait_for()
    assert page.locator("#antwort-1 .question").inner_text() == QUESTION
    assert QUESTION not in page.url


def test_headings_step_down_one_at_a_time(browser: "Browser", named: str) -> None:
    page = browser.new_page()
    for path in PATHS:
        page.goto(named + path)
        levels = page.evaluate("[...document.querySelectorAll('main :is(h1, h2, h3)')].map(h => Number(h.tagName[1]))")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_breaks_the_content_policy_and_no_other_host_is_asked(browser: "Browser", named: str) -> None:
    page = browser.new_page()
    wanted: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    for path in PATHS:
        page.goto(named + path)
    assert all(url.startswith(named) for url in wanted)
    assert complaints == []
    assert page.context.cookies() == []
