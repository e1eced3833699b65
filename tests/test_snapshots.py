"""What each kind of page tells a screen reader is pinned, and every requirement is held by a test that exists."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
PINNED = HERE / "snapshots"


def asked(page: "Page", address: str) -> None:
    """Ask a question, wait for its answer and open its sources."""
    page.goto(address)
    page.locator("#question").fill("Wer bekommt eine Werkbank?")
    page.locator("#question").press("Enter")
    page.locator(".turn summary").click()
    page.locator(".turn details[open] blockquote").first.wait_for()
    page.get_by_text("Antwort fertig, Quellen: 3.").wait_for()


def guided(page: "Page", address: str) -> None:
    """Begin a guided check and open why it asks."""
    page.goto(f"{address}/pruefwege/werkbank")
    page.get_by_role("button", name="Beginnen").click()
    page.locator("main summary").first.click()


def searched(page: "Page", address: str) -> None:
    """Look something up."""
    page.goto(f"{address}/suche")
    page.get_by_role("searchbox").fill("Platz")
    page.get_by_role("searchbox").press("Enter")
    page.locator("main h2").first.wait_for()


def at(path: str) -> Callable[["Page", str], object]:
    """Return what goes to ``path``."""
    return lambda page, address: page.goto(address + path)


VISITS: dict[str, Callable[["Page", str], object]] = {
    "start": at("/"),
    "start-english": at("/?lang=en"),
    "answer": asked,
    "situation": at("/situation/werken"),
    "guided-question": guided,
    "section": at("/norm/uebg/4"),
    "section-leichter": at("/norm/uebg/4?level=leichter"),
    "search": searched,
    "glossary": at("/glossar"),
    "topic": at("/thema/platz"),
    "problem": at("/gibtsnicht"),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", VISITS)
def test_a_page_tells_a_screen_reader_what_is_pinned(browser: "Browser", address: str, name: str) -> None:
    """Where a page has changed on purpose, delete its file: it is written anew, and read before it is committed."""
    page = browser.new_page()
    VISITS[name](page, address)
    told = page.locator("body").aria_snapshot().replace(address, "") + "\n"
    page.close()
    pinned = PINNED / f"{name}.txt"
    if not pinned.exists():
        pinned.write_text(told, "utf-8")
        pytest.fail(f"{pinned.name} was missing and has been written; read it and run again")
    assert told == pinned.read_text("utf-8")


def test_every_test_that_holds_a_requirement_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (HERE / "ACCESSIBILITY.md").read_text("utf-8")))
    there = {
        name
        for path in HERE.glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
    }
    assert len(named) > 50
    assert named - there == set()


def test_every_requirement_has_its_row() -> None:
    rows = re.findall(r"^\| (\d+) \|", (HERE / "ACCESSIBILITY.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [str(n) for n in (*range(1, 19), *range(1, 8))]
