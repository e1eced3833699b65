"""The pages as a browser has them: what a visit loads, and how soon an answer stands on the page."""

import shutil
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, Response, sync_playwright

from eval.metrics import percentile

PATHS = ("/", "/norm/sgb-ix/61", "/norm/sgb-ix/185", "/glossar", "/pruefwege/budget-fuer-arbeit")
# From the key to the finished answer in the log, by the browser's own clock, in milliseconds.
ASKED = """question => new Promise(done => {
  const log = document.querySelector("[role=log] ol"), field = document.getElementById("question");
  field.value = question;
  field.focus();
  const began = performance.now();
  const shown = () => done(performance.now() - began);
  new MutationObserver((_, watch) => { watch.disconnect(); requestAnimationFrame(shown); })
    .observe(log, {childList: true});
  field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
})"""
PAINTED = """() => ({
  painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
  loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""


class NoBrowser(RuntimeError):
    """Chromium is not installed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page on a first visit: requests, bytes of bodies as they are, first paint and load in milliseconds."""

    path: str
    requests: int
    bytes: int
    painted_ms: float | None
    loaded_ms: float


@dataclass(frozen=True, slots=True)
class Browsed:
    """All visits, and the milliseconds from Enter to the finished answer on the page."""

    visits: tuple[Visit, ...]
    questions: int
    median_ms: float
    p95_ms: float
    max_ms: float


def browse(url: str, questions: Sequence[str], paths: Sequence[str] = PATHS) -> Browsed:
    """Return what a browser measures at the service on ``url``; raises NoBrowser."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise NoBrowser("Chromium ist nicht installiert (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        visits = tuple(_visit(browser, url, path) for path in paths)
        times = [_asked(browser, url, question) for question in questions]
        browser.close()
    return Browsed(visits, len(times), statistics.median(times), percentile(times, 0.95), max(times))


def _visit(browser: Browser, url: str, path: str) -> Visit:
    context = browser.new_context()
    page, loaded = context.new_page(), list[Response]()
    page.on("response", lambda response: loaded.append(response))
    page.goto(url + path, wait_until="networkidle")
    size = sum(len(response.body()) for response in loaded)
    told: Mapping[str, float] = page.evaluate(PAINTED)
    context.close()
    return Visit(path, len(loaded), size, told["painted"], told["loaded"])


def _asked(browser: Browser, url: str, question: str) -> float:
    context = browser.new_context()
    page: Page = context.new_page()
    page.goto(url, wait_until="networkidle")
    took: float = page.evaluate(ASKED, question)
    context.close()
    return took
