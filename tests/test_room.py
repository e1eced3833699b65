"""The pages of the reading room: everything escaped, every address permanent, nothing of a search in an address."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from corpus.nouns import Level
from service.app import create_app
from service.reply import Found
from tests.reading_sample import AUTHORED, FEGT, HOBEL, LIGHT, QuotedProofs, Reading
from tests.served import live_on
from tests.test_page import Tags

WEB = {"accept": "text/html"}
PAGES = (
    *("/recht", "/norm/uebg", "/norm/uebg/4", "/norm/uebg/5", "/norm/uebg/7", "/norm/taler/text"),
    *("/dokument/leitfaden", "/dokument/leitfaden/7", "/dokument/leitfaden/8", "/dokument/freiheft/3"),
    *("/suche", "/glossar", "/themen", "/thema/fegen"),
)


def proofs() -> tuple[Found, ...]:
    line = AUTHORED.digest.topics[0].texts[Level.STANDARD].answer[0]
    return tuple(Found(QuotedProofs().of_line("", "", line, place, 1), 0.9) for place in (HOBEL, FEGT))


@pytest.fixture
def parts() -> Reading:
    return Reading(found=proofs())


@pytest.fixture
def client(parts: Reading) -> Iterator[TestClient]:
    with TestClient(create_app(live_on(parts), ["testserver"], "0.1.0"), follow_redirects=False) as client:
        yield client


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("query", ["", "?level=leichter", "?lang=en&level=fach"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_for_every_reader(client: TestClient, path: str, query: str) -> None:
    reply = client.get(path + query, headers=WEB)
    assert reply.status_code == 200
    page = Tags(reply.text)
    assert len(page.all("h1")) == 1
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert "onclick" not in {name for _, attributes in page.tags for name in attributes}
    assert "<Macro" not in unescape(reply.text)
    inside = [a["href"] for a in page.all("a") if a.get("href", "").startswith("/")]
    if query:
        switches = reply.text.split('id="switches"')[1].split("</nav>")[0]
        assert all("level=" in href for href in inside if f'"{href.replace("&", "&amp;")}"' not in switches)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_inside_the_room_leads_to_a_page_and_a_place_on_it(client: TestClient, path: str) -> None:
    rooms = ("/norm", "/dokument", "/thema", "/glossar", "/recht", "#")
    texts: dict[str, set[str]] = {}
    for link in Tags(client.get(path, headers=WEB).text).all("a"):
        if link.get("href", "").startswith(rooms):
            page, _, place = link["href"].partition("#")
            page = page or path
            if page not in texts:
                reply = client.get(page, headers=WEB)
                assert reply.status_code == 200, link
                texts[page] = {attributes["id"] for _, attributes in Tags(reply.text).tags if "id" in attributes}
            assert not place or place in texts[page], link


@pytest.mark.parametrize(
    "path",
    [
        *("/norm/gibtsnicht", "/norm/uebg/99", "/norm/leitfaden", "/norm/leitfaden/7", "/dokument/gibtsnicht"),
        *("/dokument/uebg", "/dokument/fehlt", "/dokument/leitfaden/99", "/dokument/leitfaden/blatt-99"),
        *("/dokument/leitfaden/blatt-x", "/dokument/leitfaden/blatt-²", "/thema/gibtsnicht", "/thema/..%2Ffegen"),
    ],
)
def test_what_there_is_not_is_a_page_that_says_so(client: TestClient, path: str) -> None:
    reply = client.get(path, headers=WEB)
    assert reply.status_code == 404
    assert "<h1>" in reply.text


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/norm/UEBG", "/norm/uebg"),
        ("/recht/uebg/4", "/norm/uebg/4"),
        ("/dokument/leitfaden/blatt-9", "/dokument/leitfaden/7"),
        ("/dokument/leitfaden/text", "/dokument/leitfaden"),
        ("/norm/UEBG/4?level=leichter", "/norm/uebg/4?level=leichter"),
    ],
)
def test_another_name_leads_to_the_one_address(client: TestClient, path: str, to: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.headers["location"]) == (308, to)


def test_the_text_of_the_law_cannot_break_out_of_the_page(client: TestClient) -> None:
    text = client.get("/norm/uebg/4").text
    assert "&lt;b onclick=alert(1)&gt;Hobel&lt;/b&gt; &amp; kostet" in text
    assert "<b onclick" not in text
    assert "<oder nicht>" not in text


def test_a_sentence_has_a_link_to_itself_with_a_full_name(client: TestClient) -> None:
    text = client.get("/norm/uebg/4").text
    links = re.findall(r'<a class="permalink" href="([^"]+)">(.*?)</a>', text)
    assert [href for href, _ in links] == [f"/norm/uebg/4#abs-{p}" for p in ("1-satz-1", "1-satz-2", "2-satz-1")]
    assert plain(links[0][1]) == "§ Link zu ÜbG § 4 Abs. 1 Satz 1"


def test_the_summary_stands_beside_the_wording_at_both_levels(client: TestClient) -> None:
    for query in ("", "?level=leichter"):
        text = plain(client.get(f"/norm/uebg/4{query}").text)
        assert "Leichter: Ein Hobel kostet fünf Taler." in text
        assert text.count("Ein Hobel kostet fünf Taler.") == 2
    assert "Zusammenfassung von uns, kein Wortlaut" in plain(client.get("/norm/uebg/4").text)


def test_changed_former_and_outdated_wording_are_marked(client: TestClient) -> None:
    text = plain(client.get("/norm/uebg/4").text)
    assert "Früheres Recht. Es gilt nicht mehr (bis 31.12.2020)." in text
    # Once at each level, and only beside Absatz 2.
    assert text.count("Der Wortlaut hat sich geändert") == 2
    assert text.index("Der Wortlaut hat sich geändert") > text.index("Absatz 2")
    outdated = client.get("/norm/uebg/7").text
    assert "Der Lohn in § 7 ist alt." in outdated
    assert 'href="/norm/taler"' in outdated


def test_what_cites_a_paragraph_is_folded_below_it(client: TestClient) -> None:
    text = client.get("/norm/uebg/4").text
    cited = re.findall(r'<details class="cited">(.*?)</details>', text, re.DOTALL)
    assert "Was auf Absatz 2 verweist (7)" in plain(cited[1])
    assert 'href="/thema/fegen"' in cited[1]
    assert 'href="/glossar#werkbank"' in cited[1]
    assert 'href="/norm/werkvo/1#abs-1"' in cited[1]
    assert plain(cited[-1]) == "Was auf die ganze Vorschrift verweist (1) Andere Vorschriften ÜbG § 5"


def test_a_source_that_is_not_loaded_says_so_and_links_its_publisher(client: TestClient) -> None:
    text = client.get("/recht").text
    missing = text[text.index("Fehlheft") :]
    assert "Nicht geladen" in missing
    assert 'href="https://example.org/heft"' in missing
    assert "/dokument/fehlt" not in text
    assert text.index('id="rang-law"') < text.index('id="rang-ordinance"') < text.index('id="rang-guidance"')
    assert "3 Paragrafen" in text


def test_a_quoted_page_shows_the_quotation_and_why_no_more(client: TestClient) -> None:
    text = client.get("/dokument/leitfaden/7").text
    shown = plain(text)
    assert LIGHT in shown
    assert "Das Fenster zeigt nach Norden." not in shown
    assert "nur kurze Zitate" in shown
    assert "Auf dem Papier steht Seite 7, in der PDF-Datei ist es Blatt 9." in shown
    assert 'id="stelle-leitfaden0"' in text
    assert "https://example.org/leitfaden#page=9" in text
    assert "nur kurze Zitate" not in plain(client.get("/dokument/freiheft/3").text)


def test_a_free_page_shows_all_and_escapes_its_headings(client: TestClient) -> None:
    text = client.get("/dokument/freiheft/3").text
    assert "Holz arbeitet." in text
    assert "geht auf der nächsten Seite weiter" in text
    assert "&lt;Holz&gt;" in text
    assert "Leim hält." not in text


def test_a_topic_shows_all_its_parts_and_leads_on(client: TestClient) -> None:
    page = client.get("/thema/fegen?level=leichter").text
    text = plain(page)
    for part in ("Wer hobelt, fegt danach.", "Offen leichter.", "Tun leichter.", "der Besen", "Stand: 19.08.2026"):
        assert part in text
    links = [link["href"] for link in Tags(page).all("a")]
    assert "/norm/uebg/4?level=leichter#abs-2" in links
    assert "/dokument/leitfaden/7/leitfaden0?level=leichter#stelle-leitfaden0" in links
    assert "/thema/geld?level=leichter" in links


def test_the_index_names_the_areas_and_how_much_is_in_them(client: TestClient) -> None:
    text = plain(client.get("/themen").text)
    assert "Der Alltag in der Werkstatt 1 Thema" in text
    assert text.index("Muss man fegen") < text.index("Was kostet ein Hobel?")


def test_the_glossary_has_letters_anchors_and_proofs(client: TestClient) -> None:
    page = client.get("/glossar").text
    letters = [link["href"] for link in Tags(page).all("a") if link["href"].startswith("#buchstabe")]
    assert letters == ["#buchstabe-a", "#buchstabe-u", "#buchstabe-w"]
    assert 'id="werkbank"' in page
    assert "standard: Werkbank." in page
    assert "leichter: Werkbank." in plain(client.get("/glossar?level=leichter").text)
    assert 'href="/norm/uebg/4#abs-2"' in page


PRIVATE = "meine Depression und der Hobel"


def test_what_is_searched_stands_in_no_address_and_no_header(client: TestClient, parts: Reading) -> None:
    reply = client.post("/suche?level=leichter", data={"q": PRIVATE})
    assert parts.asked == [PRIVATE]
    assert reply.status_code == 200
    page = Tags(reply.text)
    addresses = [v for _, attributes in page.tags for k, v in attributes.items() if k in ("href", "action", "src")]
    assert not any(word in address for address in addresses for word in ("Depression", "Hobel"))
    assert "Depression" not in str(reply.headers)
    assert all(form["method"] == "post" for form in page.all("form"))
    # The switches ask the same again, by POST.
    carried = [field["value"] for field in page.all("input") if field.get("type") == "hidden" and field["name"] == "q"]
    assert carried
    assert set(carried) == {PRIVATE}


def test_a_search_shows_place_rank_snippet_and_topics(client: TestClient) -> None:
    text = client.post("/suche", data={"q": "Hobel"}).text
    assert 'href="/norm/uebg/4#abs-1-satz-1"' in text
    assert "<mark>Hobel</mark>" in text
    assert "<mark>onclick" not in text
    assert "2 Stellen gefunden" in text
    assert 'href="/thema/fegen"' in text[text.index("Passende Themen") :]


def test_a_search_box_that_came_by_get_is_empty(client: TestClient, parts: Reading) -> None:
    page = Tags(client.get("/suche?q=Hobel").text)
    (box,) = (field for field in page.all("input") if field["name"] == "q")
    assert box["value"] == ""
    assert parts.asked == []


def test_a_filter_is_kept_and_looks_further(client: TestClient, parts: Reading) -> None:
    text = client.post("/suche", data={"q": "Hobel", "rank": "ordinance", "source": ""}).text
    assert "Nichts gefunden" in text
    assert "in allen Quellen" in text
    assert parts.wanted[0] > 100
    assert [o["value"] for o in Tags(text).all("option") if "selected" in o] == ["ordinance"]
    client.post("/suche", data={"q": "Hobel", "rank": "quatsch", "source": "auch"})
    assert parts.closed is False


def test_nothing_found_says_what_to_try(client: TestClient, parts: Reading) -> None:
    parts.found = ()
    text = plain(client.post("/suche", data={"q": "Raketen"}).text)
    assert "Nichts gefunden" in text
    assert "mit anderen Wörtern" in text


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("§ 4 ÜbG", "/norm/uebg/4#text"),
        (" ÜbG § 4 Abs. 1 Satz 2 ", "/norm/uebg/4#abs-1-satz-2"),
        ("ÜbG", "/norm/uebg"),
    ],
)
def test_a_typed_place_leads_straight_there(client: TestClient, parts: Reading, typed: str, to: str) -> None:
    reply = client.post("/suche", data={"q": typed})
    assert (reply.status_code, reply.headers["location"]) == (303, to)
    assert parts.asked == []


def test_a_place_that_is_not_loaded_leads_to_the_publisher(client: TestClient, parts: Reading) -> None:
    text = client.post("/suche", data={"q": "§ 99 ÜbG"}).text
    assert "ÜbG § 99 ist hier nicht geladen." in plain(text).replace("\N{NO-BREAK SPACE}", " ")
    assert 'href="https://example.org/uebg"' in text
    assert parts.asked == []


@pytest.mark.parametrize("typed", ["", "   ", "x" * 4001, "a\x00b"])
def test_what_cannot_be_searched_is_an_error_beside_the_field(client: TestClient, parts: Reading, typed: str) -> None:
    reply = client.post("/suche", data={"q": typed})
    assert reply.status_code == 422
    (box,) = (field for field in Tags(reply.text).all("input") if field["name"] == "q" and field["type"] == "search")
    assert box["aria-invalid"] == "true"
    assert "q-error" in box["aria-describedby"]
    assert parts.asked == []
