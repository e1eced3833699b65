"""A real browser for the tests: where it is, the rules it checks, and the questions that every page is asked."""

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = os.environ.get("LOTSE_REQUIRE_BROWSER") == "1"
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "calm": {"reduced_motion": "reduce"},
}
SMALL: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
# The rule on the size of targets runs only where the tag wcag22aa is named.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
# Between the 24 px of WCAG 2.5.8 for links in text and what a finger needs.
FINGER = 44


def missing(what: str) -> None:
    """End the test: failed where a browser is required, else skipped."""
    if REQUIRED:
        pytest.fail(what)
    pytest.skip(what)


def violations(page: "Page") -> list[str]:
    """Return what axe finds on ``page``, shadow trees included, each as one line; raises where axe checked nothing."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    results = Axe().run(page, options=AXE_OPTIONS).response
    assert results["passes"]
    return [f"{found['id']}: {node['html'][:160]}" for found in results["violations"] for node in found["nodes"]]


def fits(page: "Page", text_size: float = 1) -> bool:
    """Tell whether ``page`` needs no sideways scrolling with its text ``text_size`` times as large."""
    page.evaluate("size => document.documentElement.style.fontSize = `${112.5 * size}%`", text_size)
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def too_small(page: "Page", selector: str, least: int = FINGER) -> list[str]:
    """Return what of ``selector`` is shown on ``page`` smaller than ``least`` pixels in height or width."""
    found = []
    for target in page.locator(selector).all():
        box = target.bounding_box() if target.is_visible() else None
        if box and (box["height"] < least or box["width"] < least):
            found.append(f"{target.evaluate('element => element.outerHTML')[:120]} {box}")
    return found
