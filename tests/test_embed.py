"""The conversation in a frame, and the page for partners: who may frame it, without a script, in a real browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from corpus.nouns import Level
from service.app import create_app
from service.border import SECURITY
from service.partners import Partner, Partners
from service.site.einbetten import frame_line, public_address, script_line
from service.site.reader import Tongue
from service.widget.releases import read_releases
from tests.browsing import SCHEMES, SMALL, fits, violations
from tests.served import TinyAnswers, live_on
from tests.widget_site import ANSWER, GREETING, OPENS, QUESTION, Site, ask, document, sites

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FrameLocator, Page

PARTNER = Partner("werk", "Werkverein", ("https://werk.example", "https://www.werk.example"), True, greeting="Moin!")
LATEST = read_releases()[-1]


@pytest.fixture
def client() -> Iterator[TestClient]:
    partners = Partners((PARTNER, Partner("aus", "Aus", ("https://aus.example",), greeting="Niemand liest das.")))
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0", partners=partners)) as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_partner_may_frame_the_conversation_and_nobody_else(client: TestClient, method: str) -> None:
    reply = client.request(method, "/embed/werk")
    policy = reply.headers["content-security-policy"]
    assert "frame-ancestors https://werk.example https://www.werk.example;" in policy
    assert (
        policy.replace(" https://werk.example https://www.werk.example", " 'none'")
        == (SECURITY["Content-Security-Policy"])
    )
    assert "x-frame-options" not in reply.headers
    assert "access-control-allow-origin" not in reply.headers
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("id_", ["aus", "gibtsnicht", "vorschau"])
def test_who_is_no_partner_sees_the_neutral_page_and_frames_nothing(client: TestClient, id_: str) -> None:
    reply = client.get(f"/embed/{id_}")
    assert reply.status_code == 200
    assert {name: reply.headers[name] for name in SECURITY} == SECURITY
    neutral = client.get("/embed/irgendwer").text
    assert reply.text.replace(f"/embed/{id_}", "/embed/irgendwer") == neutral
    assert "Moin!" in client.get("/embed/werk").text


def test_every_link_that_leaves_the_frame_opens_beside_it(client: TestClient) -> None:
    for page in (client.get("/embed/werk"), client.post("/embed/werk", data={"question": QUESTION})):
        leaving = [tag for tag in page.text.split("<a ")[1:] if not tag.startswith(('class="skip', 'class="cite'))]
        leaving = [tag.split(">")[0] for tag in leaving]
        out = [tag for tag in leaving if not tag.startswith(('href="/embed/werk', 'href="tel:', 'href="#'))]
        assert out
        assert [tag for tag in out if 'target="_blank"' not in tag] == []
    forms = [tag.split(">")[0] for tag in page.text.split("<form ")[1:]]
    assert [tag for tag in forms if "/embed/werk" not in tag and 'target="_blank"' not in tag] == []


def test_a_question_that_is_none_is_told_in_the_frame(client: TestClient) -> None:
    reply = client.post("/embed/werk", data={"question": " "})
    assert reply.status_code == 422
    assert 'action="/embed/werk"' in reply.text
    assert "Bitte eine Frage eingeben." in reply.text


def test_the_pages_at_home_open_their_links_as_before(client: TestClient) -> None:
    assert 'target="_blank"' not in client.get("/").text


@pytest.mark.parametrize(
    ("seen", "public"),
    [
        ("http://lotse.example/", "https://lotse.example"),
        ("https://lotse.example:8443/", "https://lotse.example:8443"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_the_lines_name_the_address_that_partners_reach(seen: str, public: str) -> None:
    assert public_address(seen) == public


def test_the_lines_carry_the_settings_of_a_partner_and_nothing_that_ends_an_attribute() -> None:
    assert script_line("https://l.example", PARTNER, LATEST) == (
        f'<script defer src="https://l.example/widget/{LATEST.version}/loader.js" '
        f'integrity="{LATEST.files["loader.js"]}" crossorigin="anonymous" referrerpolicy="no-referrer" '
        'data-partner="werk"></script>'
    )
    easy = Partner("a", "A", level=Level.LEICHTER, language=Tongue.EN, accent="#7a1f4b")
    line = script_line("https://l.example", easy)
    assert 'src="https://l.example/widget/1/loader.js"' in line
    assert 'data-level="leichter" data-lang="en" data-accent="#7a1f4b" data-on-accent="#ffffff"' in line
    assert "integrity" not in line
    assert 'src="https://l.example/embed/a?level=leichter&amp;lang=en"' in frame_line("https://l.example", easy)
    assert 'data-partner="&quot;&gt;"' in script_line("https://l.example", Partner('">', ""))


def test_the_page_for_partners_names_one_host_and_no_partner(client: TestClient) -> None:
    page = client.get("/einbetten").text
    assert "script-src https://testserver; connect-src https://testserver" in page
    assert "ihre-kennung" in page
    assert "werk.example" not in page
    assert "data-partner=&#34;werk&#34;" in client.get("/einbetten?partner=werk").text
    for unknown in ("aus", "<b>"):
        assert client.get("/einbetten", params={"partner": unknown}).text == page


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with sites() as running:
        yield running


def frame_of(page: "Page", site: Site, host: str = "partner", id_: str = "werk") -> "FrameLocator":
    """Go to a page with the frame on it; return what is in the frame."""
    inside = f'<iframe src="{site.base}/embed/{id_}" title="Lotse" width="100%" height="700"></iframe>'
    page.goto((site.partner if host == "partner" else site.stranger).page("/frame", document(inside)))
    return page.frame_locator("iframe")


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_a_partner_shows_the_conversation_in_a_frame(browser: "Browser", site: Site, *, scripts: bool) -> None:
    page = browser.new_context(java_script_enabled=scripts).new_page()
    frame = frame_of(page, site)
    assert frame.get_by_text(GREETING).is_visible()
    frame.get_by_label("Ihre Frage").fill(QUESTION)
    frame.get_by_role("button", name="Frage stellen").click()
    frame.get_by_text(ANSWER).wait_for()
    frame.locator(".cite").first.click()
    with page.context.expect_page() as new:
        frame.locator('a[href*="/norm/uebg/4"]').first.click()
    new.value.wait_for_url(f"{site.base}/norm/uebg/4#abs-1-satz-1")
    frame.get_by_label("Ihre nächste Frage").fill("Und die Lampe?")
    frame.get_by_role("button", name="Frage stellen").click()
    frame.get_by_text("Und die Lampe?", exact=True).first.wait_for()
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("host", "id_"), [("stranger", "werk"), ("partner", "aus"), ("partner", "gibtsnicht")])
def test_a_frame_anywhere_else_stays_empty(browser: "Browser", site: Site, host: str, id_: str) -> None:
    page = browser.new_context().new_page()
    frame = frame_of(page, site, host, id_)
    page.wait_for_load_state("load")
    assert frame.get_by_label("Ihre Frage").count() == 0
    assert page.frames[1].url.startswith("chrome-error:")
    page.context.close()


@pytest.mark.browser
def test_the_preview_is_the_widget_itself(browser: "Browser", site: Site) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text))
    page.goto(f"{site.base}/einbetten")
    page.get_by_role("button", name=OPENS).click()
    panel = page.get_by_role("dialog")
    panel.wait_for()
    assert ask(panel).get_by_text(ANSWER).is_visible()
    assert [text for text in broken if "Content Security Policy" in text] == []
    page.goto(f"{site.base}/einbetten?lang=en")
    assert page.get_by_role("button", name="Questions about work and disability?").is_visible()
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_frame_and_on_the_page_for_partners(
    browser: "Browser", site: Site, scheme: str
) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    found = {}
    for path in ("/embed/werk", "/einbetten", "/einbetten?lang=en&level=leichter"):
        page.goto(site.base + path)
        found[path] = violations(page)
    page.goto(f"{site.base}/embed/werk")
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.get_by_role("button", name="Frage stellen").click()
    page.get_by_text(ANSWER).wait_for()
    found["answer"] = violations(page)
    assert found == {path: [] for path in found}
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("text_size", [1, 2])
def test_320_pixels_are_wide_enough(browser: "Browser", site: Site, text_size: int) -> None:
    page = browser.new_context(**SMALL).new_page()
    for path in ("/embed/werk", "/einbetten"):
        page.goto(site.base + path)
        assert fits(page, text_size), path
    page.context.close()
