"""Fixtures that several test files share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from tests.browsing import CHROMIUM, missing
from tests.loopback import served
from tests.served import TinyAnswers, live_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared data beside the checkout, or skip the test visibly."""
    if not (SHARED / "mirror").is_dir():
        pytest.skip("the shared data does not lie beside this checkout")
    return SHARED


# Playwright runs an event loop while it is open, beside which other tests could not run their own.
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Start the distribution's Chromium, or skip visibly; with LOTSE_REQUIRE_BROWSER=1 a missing one is a failure."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Das Paket playwright ist nicht installiert.")
    if CHROMIUM is None:
        missing("Chromium ist nicht installiert (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        # As root, in a container, Chromium starts only without its sandbox.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the small answers on a free port."""
    with served(create_app(live_on(TinyAnswers()), ["127.0.0.1"], "0.1.0")) as address:
        yield address
