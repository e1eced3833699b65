"""How a section was worded earlier: on the page, in every language, and from two editions of a file to the reader."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.earlier import EARLIER as EARLIER_FILE
from corpus.earlier import Earlier
from corpus.embedding import HashEmbedder
from corpus.entries import Digest
from corpus.generation import current
from service.app import create_app
from service.authored import Authored
from service.live import Unusable
from service.model.worded import WithModel
from service.parts import open_parts
from service.site.pages import Pages
from service.site.reader import Reader
from service.site.versions import VersionsLink, versions_address, versions_link
from service.views import UnknownNorm
from service.wordings import wordings_of
from tests.sample import EARLIER_PARAGRAPHS, PARAGRAPHS, SOURCE
from tests.served import EARLIER, MIDDLE, OLDEST, PASSAGES, STAND, TinyAnswers, live_on
from tests.test_earlier import NEW, OLD, Desk

PAGE = "/norm/uebg/4/fassungen"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0")) as client:
        yield client


class Heard(HTMLParser):
    """What a screen reader says of the main part of a page: all its text but what is hidden from it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said, self._hidden = "", 0
        self.feed(text[text.index("<main") : text.index("</main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into what is hidden."""
        if self._hidden or ("aria-hidden", "true") in attrs:
            self._hidden += tag != "br"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (named so by the parser)
        """Come out of it."""
        self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        """Hear what is said."""
        self.said += "" if self._hidden else data


def heard(text: str) -> str:
    """Return what is heard of a page, on one line."""
    return " ".join(Heard(text).said.split())


def changes(text: str, tag: str) -> list[str]:
    """Return what is seen in every ``tag`` of the compared wording: sign and words, without what is only heard."""
    main = text[text.index('<section class="compared"') :]
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", main, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", re.sub(r'<span class="vh"[^>]*>.*?</span>', "", inner)) for inner in found]


def test_differences_have_an_element_a_sign_and_spoken_words(client: TestClient) -> None:
    text = client.get(PAGE).text
    assert changes(text, "del") == ["−fleißig", "−Über Streit um Plätze entscheidet der Rat."]
    assert changes(text, "ins") == ["+gern", "+Der Platz ist hell.", "+2. eine Lampe;"]
    spoken = heard(text)
    assert "Wer gestrichen: fleißig Ende der Streichung. eingefügt: gern Ende der Einfügung. werkt" in spoken
    assert "+" not in spoken
    assert "−" not in spoken


def test_every_paragraph_says_what_became_of_it_and_is_linked(client: TestClient) -> None:
    text = client.get(PAGE).text
    links = re.findall(r'<a href="#(teil-\d)">([^<]*)</a>', text)
    assert [name for _, name in links] == [
        "Absatz 1 (geändert)",
        "Früherer Absatz 2 (weggefallen)",
        "Absatz 2 (früher Absatz 3, geändert)",
    ]
    assert all(f'id="{anchor}"' in text for anchor, _ in links)


def test_the_page_says_which_files_it_compares_and_claims_no_more(client: TestClient) -> None:
    spoken = heard(client.get(PAGE).text)
    assert "Verglichen werden die Fassung mit Stand 02.02.2026 und die spätere mit Stand 19.08.2026." in spoken
    assert "Die spätere ist die neueste, die hier vorliegt" in spoken
    assert "änderte sich zwischen den Ausgaben vom 02.02.2026 und vom 19.08.2026" in spoken
    assert "in Kraft seit" not in spoken
    assert "galt bis" not in spoken.replace("bis wann sie galt", "")


def test_an_earlier_pair_is_compared_at_an_address_of_its_own(client: TestClient) -> None:
    address = re.search(r'class="other" href="([^"]+)"', client.get(PAGE).text)
    assert address is not None
    assert address[1] == f"{PAGE}/2025-01-10"
    text = client.get(address[1]).text
    spoken = heard(text)
    assert "mit Stand 10.01.2025 und die spätere mit Stand 02.02.2026" in spoken
    assert "Auch die spätere ist nicht die neueste. In den Antworten wird die Fassung mit Stand 19.08.2026" in spoken
    assert "Überschrift geändert gestrichen: Werkbank Ende der Streichung. eingefügt: Platz" in spoken
    assert '<details class="unchanged">' in text
    assert client.get(f"{PAGE}/2026-02-02").text.count("<ins>") == client.get(PAGE).text.count("<ins>")


@pytest.mark.parametrize("path", ["4/fassungen/2026-08-19", "4/fassungen/2025-06-01", "4/fassungen/gestern"])
def test_a_date_that_names_no_earlier_wording_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/norm/uebg/{path}").status_code == 404


@pytest.mark.parametrize("path", ["uebg/9/fassungen", "fehlt/4/fassungen", "fehlt/4/fassungen/2025-01-10"])
def test_an_unknown_section_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/norm/{path}").status_code == 404


def test_a_section_that_went_away_shows_its_last_wording(client: TestClient) -> None:
    text = client.get("/norm/uebg/5/fassungen").text
    assert "steht in der Fassung mit Stand 19.08.2026 nicht mehr" in heard(text)
    assert changes(text, "del")[-1] == "−Um zehn Uhr ruht die Arbeit."
    assert 'href="/norm/uebg/5"' not in text
    assert "ÜbG §\u00a05 Pausen" in text


def test_a_section_that_was_new_says_so(client: TestClient) -> None:
    text = client.get("/norm/uebg/6/fassungen/2025-01-10").text
    assert "steht in der Fassung mit Stand 10.01.2025 nicht. Sie ist in der Fassung mit Stand 02.02.2026 neu" in heard(
        text
    )
    assert changes(text, "del") == []


def test_what_is_compared_stays_german_under_an_english_interface(client: TestClient) -> None:
    text = client.get(f"{PAGE}?lang=en").text
    assert text.count('<p class="wording" lang="de">') == 3
    assert '<span class="vh" lang="en"> inserted: </span>' in text
    assert f'href="{PAGE}/2025-01-10?lang=en"' in text


@pytest.mark.parametrize(
    ("query", "said"), [("?level=leichter", "Früher und heute vergleichen (3"), ("", "Fassungen vergleichen (3)")]
)
def test_the_link_for_other_pages_is_shown_where_there_is_something_to_compare(query: str, said: str) -> None:
    pages, reader = Pages(), Reader()
    if query:
        reader = Reader(next(level for level in type(reader.level) if level == "leichter"))
    many = versions_link(TinyAnswers(), "uebg", "4")
    assert many == VersionsLink(3, PAGE)
    shown = pages.text("versions_link.html", reader, versions=many)
    assert said in shown
    assert f'href="{PAGE}{query}"' in shown
    assert pages.text("versions_link.html", reader, versions=VersionsLink(1, PAGE)).strip() == ""


def test_another_name_of_the_law_leads_to_its_page(client: TestClient) -> None:
    moved = client.get("/norm/%C3%9CbG/4/fassungen/2025-01-10?level=fach", follow_redirects=False)
    assert moved.status_code == 308
    assert moved.headers["location"] == f"{PAGE}/2025-01-10?level=fach"


def test_an_annex_has_an_address_too() -> None:
    assert versions_address("uebg", "Anlage zu § 28") == "/norm/uebg/Anlage%20zu%20%C2%A7%2028/fassungen"


def test_every_wording_has_the_editions_that_prove_it() -> None:
    four = wordings_of(PASSAGES, STAND, EARLIER, "uebg", "4")
    assert [w.editions for w in four] == [(STAND,), (MIDDLE,), (OLDEST,)]
    five = wordings_of((), STAND, EARLIER, "uebg", "5")
    assert [(w.editions, w.there) for w in five] == [((STAND, MIDDLE), False), ((OLDEST,), True)]
    unchanged = Earlier({"uebg": (STAND, MIDDLE, OLDEST)})
    assert [w.editions for w in wordings_of(PASSAGES, STAND, unchanged, "uebg", "4")] == [(STAND, MIDDLE, OLDEST)]
    assert [w.editions for w in wordings_of(PASSAGES, STAND, Earlier(), "uebg", "4")] == [(STAND,)]
    assert wordings_of((), STAND, EARLIER, "uebg", "9") == ()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a data folder with an index over two editions of the sample law."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.add(NEW, PARAGRAPHS)
    desk.add(OLD, EARLIER_PARAGRAPHS)
    desk.run()
    return desk


def test_two_editions_of_a_file_become_a_comparison_to_read(desk: Desk) -> None:
    parts = open_parts(current(desk.folders.index), HashEmbedder(), Authored((SOURCE,), Digest()))
    with TestClient(create_app(live_on(parts), ["testserver"], "0")) as client:
        wage, purpose, evening, leave = (client.get(f"/norm/uebg/{n}/fassungen").text for n in (2, 1, 4, 3))
        with pytest.raises(UnknownNorm):
            parts.wordings("uebg", "99")
        with pytest.raises(UnknownNorm):
            parts.wordings("fehlt", "2")
    assert changes(wage, "del") == ["−12"]
    assert changes(wage, "ins") == ["+20", "+Der Wochenlohn wird freitags gezahlt."]
    assert "Stand 01.03.2024 und die spätere mit Stand 05.01.2026" in heard(wage)
    assert "In allen 2 Ausgaben des Gesetzes, die hier vorliegen, steht derselbe Wortlaut" in heard(purpose)
    assert "05.01.2026, 01.03.2024" in heard(purpose)
    assert "<ins>" not in purpose
    assert "nicht mehr" in heard(evening)
    assert "In dieser Ausgabe steht die Vorschrift nicht." in heard(leave)


def test_a_single_edition_says_that_nothing_else_is_known(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.add(NEW, PARAGRAPHS)
    desk.run()
    parts = open_parts(current(desk.folders.index), HashEmbedder(), Authored((SOURCE,), Digest()))
    with TestClient(create_app(live_on(parts), ["testserver"], "0")) as client:
        text = client.get("/norm/uebg/2/fassungen").text
    assert "Hier ist nur eine Fassung dieser Vorschrift bekannt: Stand 05.01.2026." in heard(text)
    assert versions_link_count(text) == 0


def versions_link_count(text: str) -> int:
    """Return how many other comparisons a page links."""
    return text.count('class="other"')


def test_a_generation_whose_earlier_wordings_are_damaged_is_not_served(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.add(date(2026, 1, 5), PARAGRAPHS)
    desk.run()
    folder = current(desk.folders.index)
    (folder / EARLIER_FILE).write_text("{", "utf-8")
    with pytest.raises(Unusable, match=r"earlier\.json"):
        open_parts(folder, HashEmbedder(), Authored((SOURCE,), Digest()))


def test_a_model_changes_nothing_about_wordings() -> None:
    parts = TinyAnswers()
    with_model = WithModel(parts, *[None] * 5)  # type: ignore[arg-type]
    assert with_model.wordings("uebg", "4") == parts.wordings("uebg", "4")
