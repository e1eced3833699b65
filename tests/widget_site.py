"""A partner's site and the service on two origins of this machine, for the tests of the widget."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.nouns import Level
from service.app import create_app
from service.partners import Partner, Partners
from service.site.reader import Tongue
from service.views import Answers
from tests.hosts import Host, hosting
from tests.loopback import served
from tests.served import TinyAnswers, live_on

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

GREETING = "Guten Tag beim Werkverein!"
OPENS = "Fragen zu Arbeit und Behinderung?"
QUESTION = "Wer bekommt eine Werkbank?"
ANSWER = "Wer gern werkt, bekommt einen hellen Platz an der Werkbank."


@dataclass(frozen=True, slots=True)
class Site:
    """The service at ``base``, a partner's site, a site of a stranger."""

    base: str
    partner: Host
    stranger: Host

    def tag(self, version: str = "1", **data: str) -> str:
        """Return the line that a partner pastes."""
        rest = "".join(f' data-{name.replace("_", "-")}="{value}"' for name, value in data.items())
        return f'<script defer src="{self.base}/widget/{version}/loader.js" data-partner="werk"{rest}></script>'

    def page(self, inside: str = "", headers: Mapping[str, str] = {}, html: str = '<html lang="de">') -> str:
        """Return the address of a page of the partner with the widget on it."""
        return self.partner.page("/", document(inside or self.tag(), html), headers)


def document(inside: str, html: str = '<html lang="de">') -> str:
    """Return a page of somebody else, with ``inside`` at its end."""
    text = "<p>Wir werken.</p>" * 30
    return f"<!doctype html>{html}<title>Werkverein</title><main><h1>Werkverein</h1>{text}</main>{inside}"


@contextmanager
def sites(answers: Answers | None = None, told: str = "") -> Iterator[Site]:
    """Yield both sites, running; the partner "werk" is the first, "aus" is switched off, "english" reads English."""
    with hosting() as partner, hosting() as stranger:
        own = (partner.address,)
        listed = (
            Partner("werk", "Werkverein", own, True, "#7a1f4b", "#ffffff", greeting=GREETING, topics=("eutb",)),
            Partner("aus", "Aus", own),
            Partner("english", "English", own, True, language=Tongue.EN),
            Partner("leicht", "Leicht", own, True, level=Level.LEICHTER),
        )
        app = create_app(
            live_on(answers or TinyAnswers()), ["127.0.0.1"], "0.1.0", told=told, partners=Partners(listed)
        )
        with served(app) as base:
            yield Site(base, partner, stranger)


def opened(page: "Page", address: str) -> "Locator":
    """Go to a page and open the widget; return its panel."""
    page.goto(address)
    page.get_by_role("button", name=OPENS).click()
    panel = page.get_by_role("dialog", name="Teilhabe-Lotse")
    panel.wait_for()
    return panel


def ask(panel: "Locator", question: str = QUESTION) -> "Locator":
    """Ask in an open panel as a person does; return the newest answer once it is there."""
    before = panel.locator("li.turn").count()
    panel.get_by_label("Ihre Frage", exact=True).fill(question)
    panel.get_by_label("Ihre Frage", exact=True).press("Enter")
    newest = panel.locator("li.turn").nth(before)
    newest.wait_for()
    return newest
