"""Every page that links lead to: it is there, has one heading, keeps how one reads, and offers help at one place."""

import re
from collections import deque
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from corpus.nouns import Level
from service.app import create_app
from service.site.reader import Reader
from tests.served import TinyAnswers, live_on
from tests.test_page import Tags

READERS = (Reader(), Reader(Level.LEICHTER, large=True), Reader(Level.FACH, english=True))
# Addresses of files and of the interface for programs; they are no pages.
NO_PAGES = ("/static/", "/api/", "/widget/", "/feed")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        yield client


def crawled(client: TestClient, reader: Reader) -> dict[str, str]:
    """Return the text of every page that links lead to from the start page, by path, for one reader."""
    found: dict[str, str] = {}
    waiting = deque(["/"])
    while waiting:
        path = waiting.popleft()
        if path in found:
            continue
        reply = client.get(reader.at(path), headers={"accept": "text/html"})
        assert reply.status_code == 200, path
        found[path] = reply.text
        for link in Tags(reply.text).all("a"):
            target = link["href"].partition("#")[0].partition("?")[0]
            if target.startswith("/") and not target.startswith(NO_PAGES):
                waiting.append(target)
    return found


@pytest.fixture(scope="module", params=READERS, ids=lambda reader: f"{reader.level}-{reader.tongue}")
def site(request: pytest.FixtureRequest, client: TestClient) -> tuple[Reader, dict[str, str]]:
    return request.param, crawled(client, request.param)


def test_links_lead_to_every_kind_of_page(site: tuple[Reader, dict[str, str]]) -> None:
    _, pages = site
    assert {"/pruefwege", "/themen", "/recht", "/suche", "/glossar", "/hilfe", "/quellen", "/impressum"} <= set(pages)
    for kind in ("/norm/", "/thema/", "/pruefwege/", "/situation/"):
        assert [path for path in pages if path.startswith(kind)], kind


def test_each_page_has_one_heading_a_title_of_its_own_and_its_language(site: tuple[Reader, dict[str, str]]) -> None:
    reader, pages = site
    titles = []
    for path, text in pages.items():
        assert len(Tags(text).all("h1")) == 1, path
        assert Tags(text).all("html")[0]["lang"] == ("en" if reader.english else "de")
        title = re.findall(r"<title>(.*?)</title>", text, re.DOTALL)
        assert len(title) == 1, path
        # The comparisons of one section are views of one thing; their headings tell them apart.
        titles += title if "/fassungen/" not in path else []
    assert len(set(titles)) == len(titles)


def test_a_human_to_ask_stands_at_the_same_place(site: tuple[Reader, dict[str, str]]) -> None:
    for path, text in site[1].items():
        assert text.count("https://www.teilhabeberatung.de") >= 1, path
        assert text.index('class="top"') < text.index('class="human"') < text.index("<main"), path


def test_every_link_and_form_keeps_how_one_reads(site: tuple[Reader, dict[str, str]]) -> None:
    reader, pages = site
    wanted = reader.at("/").removeprefix("/")
    for path, text in pages.items():
        inside = text[text.index("<main") :]
        for element, name in (("a", "href"), ("form", "action")):
            for tag in Tags(inside).all(element):
                target = tag.get(name, "")
                if target.startswith("/") and not target.startswith(("/static/", "/export", "/api/", "/widget/")):
                    assert wanted in target, (path, target)


def test_no_page_has_script_or_style_inside_or_asks_another_host(site: tuple[Reader, dict[str, str]]) -> None:
    for path, text in site[1].items():
        tags = Tags(text)
        assert not {name for name, _ in tags.tags} & {"style", "object"}
        assert all(script.get("src", "").startswith(("/static/", "/widget/")) for script in tags.all("script")), path
        assert all(link["href"].startswith("/static/") for link in tags.all("link")), path
        assert not [n for _, attributes in tags.tags for n in attributes if n == "style" or n.startswith("on")], path


def test_ids_are_unique_and_labels_lead_to_their_fields(site: tuple[Reader, dict[str, str]]) -> None:
    for path, text in site[1].items():
        tags = Tags(text)
        ids = [attributes["id"] for _, attributes in tags.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), path
        named = {
            name
            for _, a in tags.tags
            for key in ("aria-labelledby", "aria-describedby")
            for name in a.get(key, "").split()
        }
        assert named <= set(ids), (path, named - set(ids))
        assert {label["for"] for label in tags.all("label") if "for" in label} <= set(ids), path
