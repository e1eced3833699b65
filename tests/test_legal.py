"""The operator's pages: in three languages, with what the operator says and nothing that nobody said."""

import re
from collections.abc import Iterator
from dataclasses import fields
from html import unescape

import pytest
from fastapi.testclient import TestClient

from corpus.check.easy import check_easy
from corpus.check.findings import Kind
from corpus.claims import Claim, Entry
from corpus.entries import Line
from corpus.nouns import Level
from service.app import create_app
from service.operator import EXAMPLE, Operator, load_operator
from service.site.legal_pages import TEXT_PAGES, Points, TextPage, Way
from service.site.reader import Reader, Tongue
from service.site.strings import FOLDER, STRINGS
from tests.served import LAW, PAPER, TinyAnswers, live_on

READERS = {
    "standard": Reader(),
    "leichter": Reader(Level.LEICHTER),
    "fach": Reader(Level.FACH),
    "english": Reader(english=True),
    "easy english": Reader(Level.LEICHTER, english=True),
}
PATHS = [page.path for page in TEXT_PAGES]
OPERATOR = load_operator(EXAMPLE)
TOLD = "Antworten formuliert hier das Sprachmodell „probe“ auf dem Server rechner.example."


def client(operator: Operator | None = OPERATOR, told: str = "") -> TestClient:
    return TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0", told=told, operator=operator))


@pytest.fixture(scope="module")
def named() -> Iterator[TestClient]:
    with client() as opened:
        yield opened


@pytest.fixture(scope="module")
def nameless() -> Iterator[TestClient]:
    with client(None) as opened:
        yield opened


def main_of(client: TestClient, path: str, reader: Reader = READERS["standard"]) -> str:
    """Return the HTML of the page's own part."""
    reply = client.get(reader.at(path))
    assert reply.status_code == 200
    return reply.text[reply.text.index("<main") : reply.text.index("</main>")]


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def texts(page: TextPage, tongue: Tongue) -> dict[str, str]:
    return STRINGS[tongue].under(page.area)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize("page", TEXT_PAGES, ids=lambda page: page.path)
def test_every_text_of_a_page_is_shown_in_the_readers_language(
    named: TestClient, page: TextPage, reader: Reader
) -> None:
    shown = words_of(main_of(named, page.path, reader))
    for name, text in texts(page, reader.tongue).items():
        expected = text.format(day="24 November 2026" if reader.english else "24.11.2026")
        assert expected in shown, name


def test_every_text_has_a_place_on_its_page() -> None:
    for page in TEXT_PAGES:
        placed = {"title"}
        for section in page.sections:
            placed.add(f"{section.name}.title")
            for piece in section.pieces:
                names = [piece] if isinstance(piece, str) else piece.names if isinstance(piece, Points) else []
                placed |= {f"{section.name}.{name}" for name in names}
                placed |= {f"{section.name}.{piece.name}"} if isinstance(piece, Way) else set()
        assert placed == set(texts(page, Tongue.DE))


def test_the_operator_stands_in_the_imprint_with_ways_to_get_in_touch(named: TestClient) -> None:
    html = main_of(named, "/impressum")
    shown = words_of(html)
    assert all(line in shown for line in (OPERATOR.name, *OPERATOR.address))
    assert f'href="mailto:{OPERATOR.email}"' in html
    assert "Registergericht" in shown


def test_a_page_says_what_the_operator_says_and_in_which_language() -> None:
    assert OPERATOR.hosting
    assert OPERATOR.hosting.leichter
    with client() as opened:
        german = words_of(main_of(opened, "/datenschutz"))
        easy = words_of(main_of(opened, "/datenschutz", READERS["leichter"]))
        html = main_of(opened, "/datenschutz", READERS["english"])
        imprint = main_of(opened, "/impressum", READERS["english"])
    assert OPERATOR.hosting.de in german
    assert OPERATOR.hosting.leichter in easy
    assert OPERATOR.hosting.de not in easy
    assert f"<span>{OPERATOR.hosting.en}</span>" in html
    # What has no English stays German and says so to a screen reader.
    assert f'<span lang="de">{OPERATOR.imprint_text[0].de}</span>' in imprint


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize("page", [p for p in TEXT_PAGES if p.is_of_an_operator], ids=lambda page: page.path)
def test_without_an_operator_every_page_says_so_and_what_to_do(
    nameless: TestClient, page: TextPage, reader: Reader
) -> None:
    html = main_of(nameless, page.path, reader)
    shown = words_of(html)
    words = STRINGS[reader.tongue]
    assert words("legal.nobody") in shown
    assert "LOTSE_OPERATOR" in shown
    assert words("legal.unsaid") in shown
    assert "mailto:" not in html
    assert "tel:" not in html
    assert "example.org" not in html


def test_the_same_is_not_said_where_there_is_an_operator(named: TestClient) -> None:
    for path in PATHS:
        shown = words_of(main_of(named, path))
        assert "LOTSE_OPERATOR" not in shown
        assert STRINGS[Tongue.DE]("legal.unsaid") not in shown


def test_what_an_operator_leaves_out_is_told_as_missing_or_not_there_at_all() -> None:
    with client(Operator("Verein", ("Weg 1",), phone="0000 12 34")) as opened:
        imprint = main_of(opened, "/impressum")
        privacy = words_of(main_of(opened, "/datenschutz"))
        access = main_of(opened, "/barrierefreiheit")
    unsaid = STRINGS[Tongue.DE]("legal.unsaid")
    assert "Wer verantwortlich ist" not in imprint
    assert unsaid not in imprint
    assert 'href="tel:00001234"' in imprint
    assert privacy.count(unsaid) == 4  # legal basis, hosting, retention, authority
    assert words_of(access).count(unsaid) == 1  # enforcement
    assert 'href="tel:00001234"' in access  # barriers are reported where the operator is reached


def test_every_entry_of_the_operator_is_shown_somewhere(named: TestClient) -> None:
    html = "".join(main_of(named, path) for path in PATHS)
    for field in fields(OPERATOR):
        value = getattr(OPERATOR, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            said = one if isinstance(one, str) else getattr(one, "de", None) or one.name
            assert said in unescape(html), field.name


def test_what_an_operator_writes_is_only_text() -> None:
    bad = '<script>alert(1)</script>" onclick="x'
    with client(Operator(bad, (bad,), phone=bad, responsible=bad, privacy_contact=bad)) as opened:
        html = main_of(opened, "/impressum") + main_of(opened, "/datenschutz")
    assert "<script" not in html
    assert ' onclick="' not in html


@pytest.mark.parametrize("path", ["/datenschutz", "/ki"])
def test_where_a_question_goes_is_told(named: TestClient, path: str) -> None:
    without = words_of(main_of(named, path))
    assert STRINGS[Tongue.DE]("legal.no_model") in without
    with client(told=TOLD) as opened:
        shown = words_of(main_of(opened, path))
        english = main_of(opened, path, READERS["english"])
    assert TOLD in shown
    assert STRINGS[Tongue.DE]("legal.masked") in shown
    assert STRINGS[Tongue.DE]("legal.no_model") not in shown
    assert f'<p class="notice" lang="de">{TOLD}</p>' in english


def test_the_statement_has_the_parts_of_the_model_statement(named: TestClient) -> None:
    html = main_of(named, "/barrierefreiheit")
    parts = re.findall(r'<section id="(\w+)"', html)
    assert parts == ["scope", "status", "works", "gaps", "made", "feedback", "enforcement"]
    shown = words_of(html)
    assert "teilweise vereinbar" in shown
    assert 'href="https://schlichtung.example.org"' in html
    assert all(word in shown for word in ("Screenreader", "Lernschwierigkeiten", "Gebärdensprache", "24.11.2026"))


def test_privacy_names_every_right_and_article_13s_parts(named: TestClient) -> None:
    shown = words_of(main_of(named, "/datenschutz"))
    rights = ("Art. 15", "Art. 16", "Art. 17", "Art. 18", "Art. 20", "Art. 21", "Art. 7 Abs. 3", "Art. 77", "Art. 22")
    assert all(
        right in shown for right in (*rights, "Art. 9", "Cookies", "Rechtsgrundlage", "Name der Aufsichtsbehörde")
    )


def test_the_program_is_named_in_the_first_sentence_of_its_notice(named: TestClient) -> None:
    for reader, start in (("standard", "Sie sprechen hier mit keinem Menschen"), ("leichter", "Sie sprechen hier mit")):
        shown = words_of(main_of(named, "/ki", READERS[reader]))
        assert shown.index(start) < 200


def test_the_easy_texts_keep_the_rules_of_the_easy_level() -> None:
    lines = [
        (file.name, name, text)
        for file in sorted(FOLDER.glob("legal*.toml"))
        for name, text in STRINGS[Tongue.LEICHTER].under(file.stem).items()
    ]
    assert len(lines) > 100
    assert not [name for _, name, text in lines if "Leichte Sprache" in text]  # nobody has checked them
    found = []
    for file, name, text in lines:
        said = re.sub(r"LOTSE_OPERATOR|service/operator\.example\.toml|\{\w+\}", "Muster", text)
        entry = Entry("strings", name, file, (Claim(Level.LEICHTER, name, Line(said, ())),))
        found += [f"{finding}" for finding in check_easy(entry) if finding.kind is Kind.ERROR]
    assert found == []


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_link_of_these_pages_leads_somewhere_and_keeps_the_reader(named: TestClient, reader: Reader) -> None:
    for path in (*PATHS, "/quellen"):
        for href in re.findall(r'href="(/[^"#]*)', main_of(named, path, reader)):
            place = unescape(href).partition("?")[0]
            assert unescape(href) == reader.at(place)
            assert named.get(unescape(href)).status_code == 200


def test_an_answer_offers_to_report_a_mistake_by_mail_or_says_where_to_turn(
    named: TestClient, nameless: TestClient
) -> None:
    asked = {"question": "Wer bekommt Geheimwort?"}
    links = [
        re.findall(r'href="([^"]*)">Fehler melden<', each.post("/?level=fach", data=asked).text)
        for each in (named, nameless)
    ]
    assert links[1] == ["/ki?level=fach#report"]
    assert 'id="report"' in nameless.get("/ki").text
    assert len(links[0]) == 1
    assert links[0][0].startswith(f"mailto:{OPERATOR.email}?subject=")
    assert "Geheimwort" not in links[0][0]


def test_the_foot_of_every_page_leads_to_all_of_them(named: TestClient) -> None:
    html = named.get("/").text
    linked = set(re.findall(r'href="(/[a-z]*)"', html))
    assert {*PATHS, "/quellen"} <= linked


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_the_sources_stand_by_rank_with_date_rights_and_official_address(named: TestClient, reader: Reader) -> None:
    html = main_of(named, "/quellen", reader)
    shown = words_of(html)
    words = STRINGS[reader.tongue]
    assert words("legal_sources.summary", loaded=1, all=2) in shown
    assert shown.index(words("rank.law")) < shown.index(words("rank.guidance"))
    for source in (LAW, PAPER):
        assert all(text in shown for text in (source.cite, source.title, source.publisher, source.rights))
        assert f'href="{source.url}"' in html
    law, paper = html.split('id="rang-guidance"')
    assert "19.08.2026" in law
    assert words("legal_sources.not_loaded") not in words_of(law)
    assert words("legal_sources.not_loaded") in words_of(paper)
