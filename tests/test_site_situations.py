"""The entry points by situation: on the start page, on pages of their own, for every reader, in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from corpus.digest import load_digest
from corpus.entries import Digest, Topic
from corpus.manifest import load_sources
from corpus.nouns import Level
from corpus.situations import Group, Situation
from service.app import create_app
from service.live import Live
from service.site.pages import STATIC
from service.site.reader import Tongue
from service.site.strings import STRINGS
from service.situated import GroupView, SituationView, Titled, situation_views
from tests.browsing import SCHEMES, SMALL, fits, too_small, violations
from tests.loopback import served
from tests.served import STAND, TinyAnswers, live_on, no_pointer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"
LEICHTER = "/situation/werken?level=leichter"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        yield client


def links(html: str) -> list[tuple[str, str]]:
    """Return address and text of every link in the main part of a page."""
    main = html.split("<main", 1)[1].split("</main>")[0]
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', main, re.DOTALL)
    return [(address.replace("&amp;", "&"), " ".join(re.sub(r"<[^>]+>", " ", text).split())) for address, text in found]


def test_what_the_digest_lacks_is_left_out_and_an_empty_group_with_it() -> None:
    words = {"de": "a", "leichter": "b", "en": "c"}
    topic = Topic("platz", "Wer bekommt eine Werkbank?", "alltag", STAND, {}, {}, ())
    situation = Situation(
        "werken",
        words,
        words,
        (Group(words, ("mond", "platz"), ("sonne",)), Group(words, ("mond",))),
        {"mond": "Was ist das?", "platz": "Wer bekommt sie?"},
        ("norms",),
    )
    assert situation_views(Digest(topics=(topic,), situations=(situation,))) == (
        SituationView(
            "werken",
            words,
            words,
            (GroupView(words, (Titled("platz", "Wer bekommt eine Werkbank?"),), ()),),
            (Titled("platz", "Wer bekommt sie?"),),
            ("norms",),
        ),
    )


@pytest.mark.parametrize(
    ("query", "label"), [("", "Ich werke"), ("?level=leichter", "Ich werke hier"), ("?lang=en", "I craft")]
)
def test_the_start_page_offers_the_situations_in_the_language_of_its_reader(
    client: TestClient, query: str, label: str
) -> None:
    assert (f"/situation/werken{query}", label) in links(client.get(f"/{query}").text)


def test_the_start_page_is_there_while_nothing_is_served() -> None:
    live: Live[TinyAnswers] = Live(no_pointer, lambda _: TinyAnswers(), lambda: 0.0, lambda _: None)
    with TestClient(create_app(live, ["testserver"], "0.1.0")) as client:  # type: ignore[arg-type]
        answer = client.get("/")
    assert answer.status_code == 200
    assert "/situation/" not in answer.text


def test_an_answer_has_no_situations_beside_it(client: TestClient) -> None:
    assert "/situation/" not in client.post("/", data={"question": "Wer bekommt eine Werkbank?"}).text


def test_a_situation_leads_to_topics_checks_and_tools_in_order(client: TestClient) -> None:
    answer = client.get("/situation/werken")
    assert answer.status_code == 200
    assert re.findall(r"<h1[^>]*>.*?<span>(.*?)</span></h1>", answer.text) == ["Ich werke"]
    assert "<title>Ich werke – " in answer.text
    assert "<p>Hier geht es um das Werken.</p>" in answer.text
    assert links(answer.text) == [
        ("/#situationen", "Andere Auswahl"),
        ("/suche", STRINGS[Tongue.DE]("situations.tool.search")),
        ("#ask", STRINGS[Tongue.DE]("situations.tool.export")),
        ("/thema/platz", "Wer bekommt eine Werkbank?"),
        ("/thema/licht", "Wer zahlt das Licht?"),
        ("/pruefwege/werkbank", "Schritt für Schritt: Passt die Werkbank?"),
    ]


def test_at_leichter_a_short_list_comes_first_and_the_rest_can_be_opened(client: TestClient) -> None:
    html = client.get(LEICHTER).text
    before, opened = html.split("<details>")
    assert links(before + "</main>")[1:] == [
        ("/thema/platz?level=leichter", "Gibt es eine Werk-Bank?"),
        ("/pruefwege/werkbank?level=leichter", "Passt die Werkbank?"),
    ]
    assert links("<main>" + opened)[:2] == [
        ("/thema/platz?level=leichter", "Wer bekommt eine Werkbank?"),
        ("/thema/licht?level=leichter", "Wer zahlt das Licht?"),
    ]


def test_german_titles_are_marked_as_german_on_an_english_page(client: TestClient) -> None:
    html = client.get("/situation/werken?lang=en").text
    assert '<a href="/thema/platz?lang=en" lang="de">Wer bekommt eine Werkbank?</a>' in html
    assert '<span lang="de">Passt die Werkbank?</span>' in html
    assert 'lang="de">First' not in html
    assert ' lang="de">Wer' not in client.get("/situation/werken").text


@pytest.mark.parametrize("level", Level)
def test_what_the_reader_chose_goes_along_with_every_link(client: TestClient, level: Level) -> None:
    html = client.get(f"/situation/werken?level={level}&text=large").text
    wanted = "text=large" if level is Level.STANDARD else f"level={level}&text=large"
    assert [address for address, _ in links(html) if not address.startswith("#") and wanted not in address] == []
    assert f'<form class="ask" id="ask" method="post" action="/?{wanted.replace("&", "&amp;")}"' in html


def test_an_unknown_situation_is_not_found(client: TestClient) -> None:
    assert client.get("/situation/mond").status_code == 404


def test_a_question_can_be_asked_from_a_situation(client: TestClient) -> None:
    html = client.get("/situation/werken").text
    fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', html))
    answer = client.post("/", data={**fields, "question": "Wer bekommt eine Werkbank?"})
    assert "hellen Platz an der Werkbank" in answer.text


@pytest.mark.parametrize("name", ["mark.svg", "icon.svg", "situations.svg"])
def test_a_drawing_is_of_lines_alone_and_has_no_letters(name: str) -> None:
    tree = ET.parse(STATIC / name)  # noqa: S314  # our own file
    allowed = {"svg", "symbol", "g", "path", "circle", "rect", "use", "style"}
    assert {each.tag.removeprefix(SVG) for each in tree.iter()} <= allowed
    assert "http" not in (STATIC / name).read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")


@pytest.mark.parametrize("name", ["mark.svg", "situations.svg"])
def test_a_drawing_has_the_colour_of_its_text(name: str) -> None:
    tree = ET.parse(STATIC / name)  # noqa: S314  # our own file
    colours = {each.get(key) for each in tree.iter() for key in ("fill", "stroke")}
    assert colours <= {None, "none", "currentColor"}


@dataclass(slots=True)
class ShippedAnswers(TinyAnswers):
    """Answers with the situations that the project ships."""

    shipped: tuple[SituationView, ...] = ()

    def situations(self) -> tuple[SituationView, ...]:
        """Return the shipped situations."""
        return self.shipped


@pytest.fixture(scope="module")
def shipped() -> tuple[SituationView, ...]:
    return situation_views(load_digest(load_sources()))


def test_every_shipped_situation_has_a_drawing(shipped: tuple[SituationView, ...]) -> None:
    symbols = ET.parse(STATIC / "situations.svg").iter(f"{SVG}symbol")  # noqa: S314  # our own file
    assert {each.get("id") for each in symbols} == {each.id for each in shipped}


def test_every_shipped_situation_has_its_page_in_every_language(shipped: tuple[SituationView, ...]) -> None:
    with TestClient(create_app(live_on(ShippedAnswers(shipped=shipped)), ["testserver"], "0.1.0")) as client:
        for each in shipped:
            for query in ("", "?level=leichter", "?level=fach&lang=en"):
                answer = client.get(f"/situation/{each.id}{query}")
                assert answer.status_code == 200
                offered = {address.split("?")[0] for address, _ in links(answer.text)}
                topics = {f"/thema/{topic.id}" for group in each.groups for topic in group.topics}
                assert topics | {f"/pruefwege/{check.id}" for check in each.checks} <= offered


@pytest.fixture(scope="module")
def address(shipped: tuple[SituationView, ...]) -> Iterator[str]:
    with served(create_app(live_on(ShippedAnswers(shipped=shipped)), ["127.0.0.1"], "0.1.0")) as address:
        yield address


# The longest page, the one with the most kinds of links, and the one with the longest words.
HARDEST = ("/", "/situation/werkstatt", "/situation/beratung?level=leichter", "/situation/arbeitgeber?lang=en")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(browser: "Browser", address: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    for path in HARDEST:
        page.goto(address + path)
        assert violations(page) == [], path
        if page.locator("summary").count():
            page.locator("summary").click()
            assert violations(page) == [], f"{path}, opened"


@pytest.mark.browser
@pytest.mark.parametrize("text_size", [1, 2])
@pytest.mark.parametrize("path", HARDEST)
def test_320_pixels_are_wide_enough_and_targets_large_enough(
    browser: "Browser", address: str, path: str, text_size: int
) -> None:
    page = browser.new_context(**SMALL).new_page()
    page.goto(address + path)
    if page.locator("summary").count():
        page.locator("summary").click()
    assert fits(page, text_size)
    assert too_small(page, "main a, main summary, main button") == []


@pytest.mark.browser
def test_two_columns_where_there_is_room_and_one_on_a_phone(browser: "Browser", address: str) -> None:
    for width, columns in ((1280, 2), (320, 1)):
        page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        page.goto(address)
        lefts = {round(each.bounding_box()["x"]) for each in page.locator(".situations a").all()}  # type: ignore[index]
        assert len(lefts) == columns
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_drawing_is_seen_and_nobody_hears_it(browser: "Browser", address: str, scheme: str) -> None:
    page = browser.new_context(**SCHEMES[scheme]).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address)
    for drawing in page.locator(".situations .drawing, .mark").all():
        assert drawing.get_attribute("aria-hidden") == "true"
        colours = page.evaluate(COLOURS, [list(drawing.screenshot())])
        assert colours > 1, drawing.evaluate("each => each.innerHTML")
        if scheme == "forced":
            assert drawing.evaluate(
                "each => getComputedStyle(each).color == getComputedStyle(each.parentElement).color"
            )
    assert complaints == []
    names = page.locator("main").aria_snapshot()
    assert re.search(r'- link "Ich suche Arbeit":', names)
    assert "img" not in names


# How many clearly different shades are in a picture: 1 where nothing is drawn.
COLOURS = """async ([bytes]) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const pixels = canvas.getImageData(0, 0, picture.width, picture.height).data;
  const shades = new Set();
  for (let at = 0; at < pixels.length; at += 4) shades.add((pixels[at] + pixels[at + 1] + pixels[at + 2]) >> 8);
  return shades.size;
}"""


@pytest.mark.browser
def test_a_situation_is_chosen_and_left_by_keyboard_without_javascript(browser: "Browser", address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.get_by_role("link", name="Ich habe einen Brief bekommen", exact=True).press("Enter")
    page.wait_for_url("**/situation/brief")
    assert page.get_by_role("heading", level=1).inner_text().strip() == "Ich habe einen Brief bekommen"
    assert page.get_by_role("heading", level=2, name="Zuerst die Frist").is_visible()
    page.get_by_role("link", name="Andere Auswahl").press("Enter")
    page.wait_for_url("**/#situationen")
    assert page.get_by_role("link", name="Ich suche Arbeit", exact=True).is_visible()
