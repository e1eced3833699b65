"""The list of sources: what it holds, and how a fault in it is told to the person who edits it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from corpus.manifest import SOURCES_PATH, SourcesError, all_sources, hosts_of, load_sources, page_of
from corpus.nouns import AsOfRule, Format, PagePoint, Pinpoint, Rank, Source
from corpus.pinpoint import find, laws_of
from corpus.pinpoint.laws import squeeze

GOOD = """# Zwei Quellen zum Üben
[[source]]
id = "uebg"
cite = "ÜbG"
title = "Übungsgesetz"
publisher = "Verlag"
url = "https://example.org/uebg/xml.zip"
format = "gii-xml"
rank = "law"
rights = "frei"
as_of_rule = "builddate"
sections = [
    "1", "2a",
    "Anlage zu § 2a",
]
aliases = ["Übungsgesetz"]

[[source]]
id = "heft"
cite = "Heft 2024"
title = "Ein Heft"
publisher = "Verein"
url = "https://verein.example/heft.pdf"
format = "pdf"
rank = "guidance"
rights = "beim Verein"
as_of_rule = "fixed"
as_of = 2024-03-28
address_certain = false
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD, "utf-8")
    return path


def test_a_good_list_is_read_in_order(listed: Path) -> None:
    law, paper = load_sources(listed)
    assert law.sections == ("1", "2a", "Anlage zu § 2a")
    assert law.aliases == ("Übungsgesetz",)
    assert (law.rank, law.format, law.as_of, law.address_certain) == (Rank.LAW, Format.GII_XML, None, True)
    assert (paper.as_of, paper.as_of_rule, paper.address_certain) == (date(2024, 3, 28), AsOfRule.FIXED, False)


# What is written instead of what, the line on which the fault is told, the entry, and a word of the repair.
FAULTS = [
    ('rank = "law"', 'rnk = "law"', 9, "uebg", "Gemeint ist wohl „rank“"),
    ('rank = "law"', 'rnk = "law"', 2, "uebg", "ergänzen: rank = "),
    ('rank = "law"', 'rank = "Gesetz"', 9, "uebg", "law, ordinance, notice"),
    ('rank = "guidance"', 'rank = "laws"', 25, "heft", "law, ordinance, notice"),
    ('format = "gii-xml"', 'format = "xml"', 8, "uebg", "gii-xml, pdf"),
    ('as_of_rule = "fixed"', 'as_of_rule = "today"', 27, "heft", "builddate, fixed, retrieved"),
    ('as_of_rule = "builddate"', 'as_of_rule = "fixed"', 11, "uebg", "as_of = 2024-03-28"),
    ('as_of_rule = "fixed"', 'as_of_rule = "retrieved"', 28, "heft", "eines von beiden"),
    ('as_of_rule = "fixed"\nas_of = 2024-03-28', 'as_of_rule = "builddate"', 27, "heft", "gii-xml"),
    ("as_of = 2024-03-28", 'as_of = "28.03.2024"', 28, "heft", "ohne Anführungszeichen"),
    ("as_of = 2024-03-28", "as_of = 2024-03-28T10:00:00", 28, "heft", "ohne Anführungszeichen"),
    ("as_of = 2024-03-28", "as_of = 0204-03-28", 28, "heft", "prüfen"),
    ("https://verein.example/heft.pdf", "http://verein.example/heft.pdf", 23, "heft", "https://"),
    ("https://verein.example/heft.pdf", "https://verein.example:8443/heft.pdf", 23, "heft", "ohne Port"),
    ("https://verein.example/heft.pdf", "https://wer@verein.example/heft.pdf", 23, "heft", "https://"),
    ("https://verein.example/heft.pdf", "https:///heft.pdf", 23, "heft", "Namen des Servers"),
    ("https://verein.example/heft.pdf", "https://[heft.pdf", 23, "heft", "https://"),
    ("https://verein.example/heft.pdf", "https://localhost/heft.pdf", 23, "heft", "https://"),
    ('id = "heft"', 'id = "uebg"', 19, "uebg", "„uebg“ in Zeile 2"),
    ('cite = "Heft 2024"', 'cite = "übg"', 20, "heft", "„uebg“ in Zeile 2"),
    ('cite = "Heft 2024"', 'cite = "Übungs-Gesetz"', 20, "heft", "„uebg“ in Zeile 2"),
    ('id = "heft"', 'id = "Das Heft"', 19, "Das Heft", "Bindestriche"),
    ('id = "heft"\n', "", 18, "Heft 2024", "Bitte ergänzen: id"),
    ('title = "Ein Heft"', 'title = " "', 21, "heft", "nicht leer"),
    ('title = "Ein Heft"', "title = 7", 21, "heft", "Anführungszeichen"),
    ('"2a",', '"2 bis 4",', 13, "uebg", "jeden einzeln"),
    ('"Anlage zu § 2a"', '"Anlage zum Gesetz"', 14, "uebg", "Anlage zu § 28"),
    ('"2a",', '"1",', 13, "uebg", "zweimal"),
    ('"1", "2a",', "1,", 12, "uebg", "Liste von Texten"),
    ('aliases = ["Übungsgesetz"]', 'aliases = "Übungsgesetz"', 16, "uebg", "Liste von Texten"),
    ("address_certain = false", 'address_certain = "nein"', 29, "heft", "true oder false"),
    ("address_certain = false", 'sections = ["1"]', 29, "heft", "Zeile löschen"),
]


@pytest.mark.parametrize(("written", "instead", "line", "entry", "repair"), FAULTS)
def test_a_fault_is_told_with_line_entry_and_repair(
    listed: Path, written: str, instead: str, line: int, entry: str, repair: str
) -> None:
    assert GOOD.count(written) == 1
    listed.write_text(GOOD.replace(written, instead), "utf-8")
    with pytest.raises(SourcesError) as caught:
        load_sources(listed)
    told = [line for line in str(caught.value).splitlines() if repair in line]
    assert told
    assert told[0].startswith(f"{listed}, Zeile {line}, Eintrag „{entry}“: ")


def test_all_faults_are_told_at_once_in_the_order_of_the_file(listed: Path) -> None:
    listed.write_text(GOOD.replace('rank = "law"', 'rank = "x"').replace("https://verein", "ftp://verein"), "utf-8")
    with pytest.raises(SourcesError) as caught:
        load_sources(listed)
    assert re.findall(r"Zeile (\d+)", str(caught.value)) == ["9", "23"]


def test_a_header_inside_a_longer_text_does_not_shift_the_lines(listed: Path) -> None:
    title = 'title = """Ein Heft\n[[source]]\nund noch eins"""'
    listed.write_text(GOOD.replace('title = "Ein Heft"', title).replace('rank = "guidance"', 'rank = "x"'), "utf-8")
    with pytest.raises(SourcesError, match="Zeile 27, Eintrag „heft“"):
        load_sources(listed)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Zeile 1: Die Liste ist leer"),
        ("# nur ein Kommentar\n", "Zeile 1: Die Liste ist leer"),
        ('[[source]]\nid = "a"\nrank = law\n', "Zeile 3: Das ist kein gültiges TOML"),
        ('[source]\nid = "a"\n', "[[source]]"),
        ('[[quelle]]\nid = "a"\n', "[[source]]"),
        ("source = [1]\n", "[[source]]"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SourcesError) as caught:
        load_sources(path)
    assert told in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match=r"keine\.toml: Die Liste der Quellen ist nicht lesbar"):
        load_sources(tmp_path / "keine.toml")
    (tmp_path / "latin.toml").write_bytes("[[source]]\nid = 'ü'".encode("latin-1"))
    with pytest.raises(SourcesError, match="nicht lesbar"):
        load_sources(tmp_path / "latin.toml")


def test_an_operators_list_stands_behind_ours_and_may_not_take_our_names(listed: Path, tmp_path: Path) -> None:
    assert all_sources(tmp_path / "keine.toml") == load_sources()
    assert [source.id for source in all_sources(listed)[-2:]] == ["uebg", "heft"]
    listed.write_text(GOOD.replace('cite = "Heft 2024"', 'cite = "sgb-ix"'), "utf-8")
    with pytest.raises(SourcesError, match=r"Eintrag „heft“.*„sgb-ix“"):
        all_sources(listed)


def test_only_named_hosts_are_allowed(listed: Path) -> None:
    assert hosts_of(load_sources(listed)) == {"example.org", "verein.example"}
    assert "www.gesetze-im-internet.de" in hosts_of(load_sources())


@pytest.mark.parametrize(
    ("section", "page"),
    [
        ("61", "__61.html"),
        ("61a", "__61a.html"),
        ("Anlage", "anlage.html"),
        ("Anlage 2a", "anlage_2a.html"),
        ("Anlage zu § 28", "anlage.html"),
        ("Anlage zu § 34", "index.html"),
        ("Eingangsformel", "index.html"),
        (None, "index.html"),
    ],
)
def test_a_reader_opens_the_page_of_the_section(listed: Path, section: str | None, page: str) -> None:
    law = load_sources(listed)[0]
    assert page_of(law, Pinpoint("ÜbG", section, "2")) == f"https://example.org/uebg/{page}"


def test_a_reader_opens_a_pdf_at_its_page_where_the_address_is_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD.replace("address_certain = false", "address_certain = true"), "utf-8")
    place = PagePoint("Heft 2024", page="273", pdf_page=5)
    assert page_of(load_sources(path)[1], place) == "https://verein.example/heft.pdf#page=5"
    assert page_of(load_sources(path)[1], PagePoint("Heft 2024")) == "https://verein.example/heft.pdf"
    path.write_text(GOOD, "utf-8")
    assert page_of(load_sources(path)[1], place) == "https://verein.example/heft.pdf"


def test_the_shipped_list_holds_the_laws_and_the_documents() -> None:
    sources = {source.id: source for source in load_sources()}
    documents = {source.id for source in sources.values() if source.format is Format.PDF}
    assert documents == {"bagues-ala", "bagues-bfa", "bmas-aktionsplan-2024", "maass-2023", "bagwfbm-2024-03-28"}
    assert (sources["sgb-ix"].cite, sources["sgb-ix"].sections) == ("SGB IX", ())
    assert sources["maass-2023"].cite == "Maaß u. a. 2023"
    assert {sources[name].rank for name in ("wvo", "ausgleichsabgabe-2025")} == {Rank.ORDINANCE, Rank.NOTICE}


def test_no_name_of_a_law_is_claimed_by_two() -> None:
    sources = load_sources()
    laws = laws_of(sources)
    for source in sources:
        assert all(laws.cites[squeeze(name)] == source.cite for name in (source.cite, *source.aliases))


def test_the_shipped_names_are_found_in_questions() -> None:
    question = "Was sagen § 61 BTHG, § 9 der Werkstättenverordnung, § 3 Urlaubsgesetz und § 4 Nr. 16 Buchst. h UStG?"
    found = " | ".join(map(str, find(question, laws_of(load_sources()))))
    assert found == "SGB IX § 61 | WVO § 9 | BUrlG § 3 | UStG § 4 Nr. 16 Buchst. h"


# Where the list of norms and ours differ, and why.
GONE = {
    "sgg": {"79", "80", "81", "82"},  # repealed, one empty norm for all four
    "schwbav_1988": {"23"},  # repealed
}
# Deadlines and exclusions that the topics have to name; to say that a norm is not at hand misleads.
ADDED = {
    "kschg": {"4", "5", "6", "7"},
    "sgb_5": {"46", "48", "50"},
    "sgb_12": {"116a"},
    "sgg": {"67"},
}
WHOLE = ("whole",)


def slug_of(source: Source) -> str:
    return source.url.split("/")[-2]


def wanted_norms(shared: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each law's slug in the list of norms and what is wanted of it, ranges as "41–46b"."""
    for row in (shared / "design/norms.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        slugs = re.findall(r"[a-z][a-z0-9_]{2,}(?=[,)])", " ".join(re.findall(r"\([^)]*\)", cells[0])))
        if not row.startswith("|") or not slugs or cells[0].startswith("law"):
            continue
        plain = cells[1].replace("28 and Anlage", "28, Anlage zu § 28").replace("4 Nr. 16 Buchst. h", "4")
        lists = [tuple(part.strip() for part in group.split(",")) for group in plain.split(";")]
        yield from zip(slugs, lists * len(slugs) if len(lists) == 1 else lists, strict=True)


def norms_in(shared: Path, slug: str) -> dict[str, str]:
    """Return the sections in the law's file with all text of each."""
    with ZipFile(shared / "mirror/www.gesetze-im-internet.de" / slug / "xml.zip") as archive:
        root = etree.fromstring(archive.read(next(n for n in archive.namelist() if n.endswith(".xml"))))
    found = {}
    for norm in root.iterfind("norm"):
        name, title = norm.findtext("metadaten/enbez") or "", "".join(norm.xpath("metadaten/titel//text()"))
        annex = re.match(r"\(zu (§ \d+[a-z]?)\)", title)
        words = "".join(norm.xpath("metadaten/titel//text() | textdaten/text//text()"))
        found[f"{name} zu {annex[1]}" if annex else name.removeprefix("§ ")] = " ".join(words.split())
    return found


def in_order(section: str) -> tuple[int, str]:
    digits = re.match(r"\d*", section)
    assert digits
    return int(digits[0] or 0), section[digits.end() :]


def expanded(wanted: tuple[str, ...], present: dict[str, str]) -> set[str]:
    sections: set[str] = set()
    for part in wanted:
        first, _, last = part.partition("–")
        low, high = in_order(first), in_order(last or first)
        sections |= (
            {name for name in present if low <= in_order(name) <= high and name[:1].isdigit()} if last else {first}
        )
        sections |= {str(number) for number in range(low[0], high[0] + 1)} if last else set()
    return sections


@pytest.mark.shared
def test_every_law_and_section_of_the_list_of_norms_is_a_source(shared: Path) -> None:
    ours = {slug_of(source): source for source in load_sources() if source.format is Format.GII_XML}
    wanted = dict(wanted_norms(shared))
    assert len(wanted) == 37
    assert set(ours) == set(wanted)
    for slug, norms in wanted.items():
        expected = set() if norms == WHOLE else expanded(norms, norms_in(shared, slug)) - GONE.get(slug, set())
        assert set(ours[slug].sections) == expected | ADDED.get(slug, set()), slug


@pytest.mark.shared
def test_every_listed_section_stands_in_the_law_and_has_not_been_repealed(shared: Path) -> None:
    checked = 0
    for source in load_sources():
        present = norms_in(shared, slug_of(source)) if source.sections else {}
        for section in source.sections:
            assert section in present, f"{source.cite} {section}"
            assert not re.match(r"\(?weggefallen|-? ?\(weggefallen\)", present[section]), f"{source.cite} {section}"
            checked += 1
    assert checked > 200


def test_the_shipped_list_names_nothing_twice_and_lies_beside_its_module() -> None:
    assert SOURCES_PATH.name == "sources.toml"
    assert len({source.url for source in load_sources() if source.format is Format.GII_XML}) == 37
