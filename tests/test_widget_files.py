"""The files of the widget: held to their hashes, small, served as they are and never anything beside them."""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.nouns import Level, Rank
from service.app import create_app
from service.shown import URGENT
from service.site.reader import Tongue
from service.site.strings import STRINGS
from service.site.talk import BEHIND
from service.widget.releases import FOLDER, changed, integrity, pinned_panel, read_releases, seal
from tests.served import TinyAnswers, live_on

RELEASES = read_releases()
LATEST = RELEASES[-1]
PANEL = (FOLDER / LATEST.version / "panel.js").read_text("utf-8")
LOADER = (FOLDER / LATEST.version / "loader.js").read_text("utf-8")
LARGEST = {"loader.js": 3 * 1024, "panel.js": 12 * 1024}
"""In bytes, compressed; the issue allows the panel 30 KB."""


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0")) as client:
        yield client


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "widget")


def panel_strings() -> dict[str, list[str]]:
    found = re.search(r"^const STRINGS = (\{.*?^\});", PANEL, re.DOTALL | re.MULTILINE)
    assert found
    strings: dict[str, list[str]] = json.loads(found[1])
    return strings


def test_every_file_is_what_its_hash_says() -> None:
    assert changed(RELEASES) == ()
    assert all(pinned_panel(release) == release.files["panel.js"] for release in RELEASES)


def test_a_changed_a_missing_and_a_new_file_are_seen(copied: Path) -> None:
    at = copied / LATEST.version
    (at / "panel.js").write_text(PANEL + "\n", "utf-8")
    (at / "more.js").write_text("1", "utf-8")
    (at / "loader.js").unlink()
    assert changed(RELEASES, copied) == tuple(f"{LATEST.version}/{name}.js" for name in ("loader", "more", "panel"))


def test_sealing_renews_what_is_not_released_and_nothing_else(copied: Path) -> None:
    (copied / LATEST.version / "panel.js").write_text(PANEL + "// neu\n", "utf-8")
    listed = copied / "releases.toml"
    listed.write_text(listed.read_text("utf-8").replace("released = false", "released = true"), "utf-8")
    assert seal(copied) == ()
    assert changed(read_releases(copied), copied) == (f"{LATEST.version}/panel.js",)
    listed.write_text(listed.read_text("utf-8").replace("released = true", "released = false"), "utf-8")
    assert seal(copied) == (LATEST.version,)
    assert changed(read_releases(copied), copied) == ()
    release = read_releases(copied)[-1]
    assert pinned_panel(release, copied) == release.files["panel.js"] == integrity((PANEL + "// neu\n").encode())


@pytest.mark.parametrize("name", LARGEST)
def test_the_files_are_small(name: str) -> None:
    content = (FOLDER / LATEST.version / name).read_bytes()
    assert len(gzip.compress(content, 9)) <= LARGEST[name]


def test_every_string_of_the_panel_is_there_in_every_language() -> None:
    strings = panel_strings()
    for key, texts in strings.items():
        assert len(texts) == len(Tongue), key
        assert all(text.strip() for text in texts), key
        assert len({tuple(re.findall(r"\{\w+\}", text)) for text in texts}) == 1, key
        assert "Leichte Sprache" not in " ".join(texts), key
    # What the code names and what is written are the same, so nothing is missing and nothing is left over.
    code = PANEL[PANEL.index("const URGENT") :]
    unused = {key for key in strings if f'"{key}"' not in code and f"{key}:" not in code} - set(Rank) - set(Level)
    assert unused == set()
    named = set(re.findall(r'#(?:t|tell|fail)\("([a-z_]+)"', code)) | set(re.findall(r'\), "([a-z_]+)"\)', code))
    assert len(named) > 20
    assert named <= set(strings)


def test_the_panel_names_ranks_levels_and_who_helps_as_the_pages_do() -> None:
    strings = panel_strings()
    names = {str(rank): f"rank.{rank}" for rank in Rank} | {str(level): f"level.{level}" for level in Level}
    names |= {"human": "page.human.title", "eutb": "page.human.search", "office": "page.human.phone"}
    assert {key: strings[key] for key in names} == {
        key: [STRINGS[t](name) for t in Tongue] for key, name in names.items()
    }


def test_the_panel_knows_what_has_to_be_read_first() -> None:
    found = re.search(r"const URGENT = (\[.*?\]);", PANEL)
    assert found
    assert set(json.loads(found[1])) == URGENT - BEHIND


@pytest.mark.parametrize("text", [LOADER, PANEL], ids=["loader", "panel"])
def test_nothing_is_read_as_html_or_code_and_nothing_is_stored(text: str) -> None:
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    ways += r"|localStorage|sessionStorage|indexedDB|\.cookie"
    assert re.findall(ways, text) == []
    assert set(re.findall(r"https?://[\w.]+", text)) <= {"https://www.teilhabeberatung.de"}


@pytest.mark.parametrize("name", ["loader.js", "panel.js"])
def test_a_version_is_served_for_ever_to_every_site(client: TestClient, name: str) -> None:
    reply = client.get(f"/widget/{LATEST.version}/{name}", headers={"Origin": "https://irgendwer.example"})
    assert reply.status_code == 200
    assert integrity(reply.content) == LATEST.files[name]
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in reply.headers


def test_the_alias_is_the_latest_loader_for_five_minutes(client: TestClient) -> None:
    reply = client.get("/widget/1/loader.js")
    assert reply.text == LOADER
    assert reply.headers["cache-control"] == "public, max-age=300"
    # It names the panel of its own version, so a loader that a cache kept goes with its own panel.
    assert client.get("/widget/1/panel.js").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/widget/1.0.0/../releases.toml",
        "/widget/1.0.0/..%2Freleases.toml",
        "/widget/..%2F..%2Fcorpus/settings.py",
        "/widget/%2e%2e/routes.py",
        "/widget/./releases.toml",
        "/widget/1.0.0/%00loader.js",
        "/widget/1.0.0/loader.js%00",
        "/widget/1.0.0//loader.js",
        "/widget/1.0.0/....//....//pyproject.toml",
        "/widget/9.9.9/loader.js",
        "/widget/1.0.0/",
        "/widget/releases.toml",
        "/widget/__pycache__/routes.pyc",
    ],
)
def test_no_path_leads_outside(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert "sha384" not in reply.text


@pytest.mark.parametrize(
    ("place", "leads_to"),
    [
        ("ÜbG § 4 Abs. 1 Satz 1", "/norm/uebg/4#abs-1-satz-1"),
        ("ÜbG § 4 Abs. 2 Nr. 2?level=leichter&lang=en", "/norm/uebg/4?level=leichter&lang=en#abs-2-nr-2"),
    ],
)
def test_a_cited_place_leads_to_its_page(client: TestClient, place: str, leads_to: str) -> None:
    reply = client.get(f"/zitat/{place}", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (307, leads_to)


@pytest.mark.parametrize("place", ["Unbekannt § 9", "https://evil.de", "//evil.de", "ÜbG"])
def test_what_is_no_place_here_leads_nowhere(client: TestClient, place: str) -> None:
    assert client.get(f"/zitat/{place}", follow_redirects=False).status_code == 404
