"""Documents become sections with sentences, each with its page and the headings above it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.nouns import AsOfRule, Format, PagePoint, Rank, Reading, Source
from ingest.prose import read_document
from ingest.unreadable import Unreadable
from tests.pdf_samples import at, footnoted, lines, pdf, rule, ruled_table, two_columns, with_ligatures

ReadFn = Callable[[bytes, Format], Reading]


def source(kind: Format) -> Source:
    return Source(
        id="handbuch",
        cite="Handbuch 2024",
        title="Handbuch der Hilfen",
        publisher="Übungsamt",
        url="https://example.org/handbuch",
        format=kind,
        rank=Rank.GUIDANCE,
        rights="frei",
        as_of_rule=AsOfRule.FIXED,
        as_of=date(2024, 1, 1),
    )


@pytest.fixture
def read(tmp_path: Path) -> ReadFn:
    """Return a function that reads bytes as a document of a format."""

    def reading(data: bytes, kind: Format) -> Reading:
        path = tmp_path / "probe"
        path.write_bytes(data)
        return read_document(path, source(kind))

    return reading


def sentences(found: Reading) -> list[str]:
    return [block.text[unit.start : unit.end] for block in found.blocks for unit in block.units]


def paths(found: Reading) -> list[tuple[str, ...]]:
    return [block.path for block in found.blocks]


def page(number: int, *texts: str) -> str:
    head = at(72, 800, "Handbuch der Hilfen", 9)
    return head + lines(72, 740, texts) + at(280, 40, f"Seite {number + 40}", 9)


BOOK = pdf(
    [
        at(72, 770, "1 Antrag", 14, "F2")
        + page(
            1,
            "Die Hilfe beginnt mit einem Antrag. Er ist an keine Form ge-",
            "bunden. Zuständig ist die Stelle am Ort, die auch die Be-",
        ),
        page(2, "ratung übernimmt. Sie hilft beim Ausfüllen.")
        + at(72, 690, "1.1 Frist", 12, "F2")
        + at(72, 660, "Die Frist ist kurz."),
        page(3, "Danach ist es zu spät."),
    ]
)


def test_a_pdf_becomes_sections_whose_sentences_know_their_page(read: ReadFn) -> None:
    found = read(BOOK, Format.PDF)
    assert found.title == "1 Antrag"
    assert paths(found) == [("1 Antrag",), ("1 Antrag", "1.1 Frist")]
    assert sentences(found) == [
        "Die Hilfe beginnt mit einem Antrag.",
        "Er ist an keine Form gebunden.",
        "Zuständig ist die Stelle am Ort, die auch die Beratung übernimmt.",
        "Sie hilft beim Ausfüllen.",
        "Die Frist ist kurz.",
        "Danach ist es zu spät.",
    ]
    places = [unit.place for block in found.blocks for unit in block.units]
    assert places[2] == PagePoint("Handbuch 2024", "41", 1, "1 Antrag")
    assert places[3] == PagePoint("Handbuch 2024", "42", 2, "1 Antrag")
    assert str(places[5]) == "Handbuch 2024, S. 43"


def test_heads_and_feet_are_in_no_sentence(read: ReadFn) -> None:
    whole = " ".join(block.text for block in read(BOOK, Format.PDF).blocks)
    assert "Handbuch" not in whole
    assert "Seite" not in whole


def test_a_pdf_without_text_is_called_scanned(read: ReadFn) -> None:
    with pytest.raises(Unreadable, match="eingescannt"):
        read(pdf(["0 0 100 100 re f"]), Format.PDF)


def test_a_pdf_with_hidden_text_only_says_so(read: ReadFn) -> None:
    with pytest.raises(Unreadable, match="verborgenen Text"):
        read(pdf([at(72, 700, "Geheim", before="3 Tr")]), Format.PDF)


def test_hidden_text_is_told_and_no_block_holds_it(read: ReadFn) -> None:
    found = read(
        pdf([lines(72, 700, ["Der Rat tagt im Mai."]) + at(72, 600, "Zahle nichts.", before="3 Tr")]), Format.PDF
    )
    assert sentences(found) == ["Der Rat tagt im Mai."]
    assert "Verborgener Text" in found.problems[0]


def test_parts_of_a_statute_nest_though_they_look_alike(read: ReadFn) -> None:
    heads = ["Teil 1", "Rat und Hilfe", "Kapitel 2", "Antrag"]
    content = lines(72, 740, heads, font="F2") + at(72, 600, "Der Rat tagt im Mai.")
    assert paths(read(pdf([content]), Format.PDF)) == [("Teil 1 Rat und Hilfe", "Kapitel 2 Antrag")]


def test_entries_of_a_table_of_contents_are_left_out(read: ReadFn) -> None:
    contents = lines(72, 740, ["1 Antrag ................. 5", "2 Frist .................. 9"]) + at(
        72, 600, "Der Rat tagt im Mai."
    )
    assert sentences(read(pdf([contents]), Format.PDF)) == ["Der Rat tagt im Mai."]


LEFT = [
    "Der Rat hilft allen, die am Ort",
    "wohnen oder arbeiten, und er",
    "fragt dabei niemanden nach dem",
    "Namen. Er tagt im Mai und im",
    "Herbst.",
]
RIGHT = [
    "Wer Rat sucht, kommt am Montag",
    "oder ruft an. Die Stelle hat",
    "auch einen Brief-Kasten an der",
    "Tür, der jeden Tag geleert und",
    "gelesen wird.",
]


def test_two_columns_of_a_file_are_read_one_after_the_other(read: ReadFn) -> None:
    found = read(pdf([two_columns("Rat am Ort", LEFT, RIGHT)]), Format.PDF)
    assert paths(found) == [("Rat am Ort",)]
    assert sentences(found) == [
        "Der Rat hilft allen, die am Ort wohnen oder arbeiten, und er fragt dabei niemanden nach dem Namen.",
        "Er tagt im Mai und im Herbst.",
        "Wer Rat sucht, kommt am Montag oder ruft an.",
        "Die Stelle hat auch einen Brief-Kasten an der Tür, der jeden Tag geleert und gelesen wird.",
    ]


def test_a_ruled_table_of_a_file_is_read_row_by_row_with_its_empty_cells(read: ReadFn) -> None:
    table = ruled_table([["Hilfe", "20 Euro", "30 Euro"], ["Bahn", "", "X"], ["Bus", "X", ""]])
    text = lines(60, 700, ["Die Hilfe hat zwei Stufen."]) + table + lines(60, 500, ["Danach gilt nichts mehr."])
    assert sentences(read(pdf([text]), Format.PDF)) == [
        "Die Hilfe hat zwei Stufen.",
        "Hilfe | 20 Euro | 30 Euro",
        "Bahn | | X",
        "Bus | X",
        "Danach gilt nichts mehr.",
    ]


def test_a_footnote_of_a_file_stands_behind_the_text_and_its_mark_nowhere(read: ReadFn) -> None:
    text = ["Die Stelle berät alle Menschen am Ort, auch solche,", "die nur zu Besuch sind, und sie nimmt kein Geld."]
    assert sentences(read(pdf([footnoted(text, "3", "Das gilt seit dem Mai.")]), Format.PDF)) == [
        " ".join(text),
        "Das gilt seit dem Mai.",
    ]


def test_words_that_are_struck_out_are_not_read_and_told(read: ReadFn) -> None:
    text = at(72, 700, "Die Frist ist ein Monat.") + at(72, 680, "Die Frist ist ein Jahr.")
    found = read(pdf([text + rule(72, 683, 182, 683) + rule(72, 698, 190, 698)]), Format.PDF)
    assert sentences(found) == ["Die Frist ist ein Monat."]
    assert found.problems == ("Durchgestrichener Text auf PDF-Seite 1 wurde nicht übernommen.",)


def test_ligatures_of_a_font_become_letters(read: ReadFn) -> None:
    content = b"BT /F1 11 Tf 72 700 Td (Die Stelle hilft bei P\x02ege und P\x01f\x01gkeit.) Tj ET"
    assert sentences(read(with_ligatures(content), Format.PDF)) == ["Die Stelle hilft bei Pflege und Pfiffigkeit."]


def test_an_entry_of_the_contents_on_two_lines_is_left_out_whole(read: ReadFn) -> None:
    entries = [
        "1 Antrag ........... 3",
        "2 Frist, auch wo jemand lange",
        "krank war ........... 5",
        "3 Geld ........... 9",
    ]
    contents = lines(72, 740, entries) + at(72, 600, "Der Rat tagt im Mai.")
    assert sentences(read(pdf([contents]), Format.PDF)) == ["Der Rat tagt im Mai."]


def test_the_contents_without_dots_are_left_out_up_to_the_first_heading(read: ReadFn) -> None:
    entries = at(72, 740, "Inhaltsübersicht", 11, "F2") + lines(72, 715, ["§ 1 Rat", "§ 2 Frist"])
    text = at(72, 640, "§ 1 Rat", 11, "F2") + at(72, 610, "Der Rat tagt im Mai.")
    found = read(pdf([entries + text]), Format.PDF)
    assert (paths(found), sentences(found)) == ([("§ 1 Rat",)], ["Der Rat tagt im Mai."])


def test_an_annex_on_a_new_sheet_does_not_go_on_with_the_last_line(read: ReadFn) -> None:
    first = lines(72, 700, ["Der Rat tagt im Mai.", "[hier nicht abgedruckt]"])
    second = at(72, 740, "Anhang 2 (Fristen)", 11, "F2") + at(72, 700, "Die Frist ist ein Monat.")
    assert paths(read(pdf([first, second]), Format.PDF))[-1] == ("Anhang 2 (Fristen)",)


PLAIN = """Rat und Hilfe am Ort

Wer Rat braucht, geht zur Stelle am Ort und spricht dort mit den Leuten, die sich auskennen, und den Rä-
ten. Die Stelle ist offen von Montag bis Freitag, sie berät auch am Telefon und hilft beim Aus-
füllen der Bögen.

7

3

0,5
Jahr

1 Jahr



32  | Handbuch: Rat und Hilfe

doi.org/10.9999/1234

Die Beratung kostet nichts, und niemand muss dafür seinen Namen sagen, wenn er nicht will oder
nicht kann:
 – kein Name
 – kein Geld
 Nachher steht auf dem nächsten Blatt, was die Stelle mit den Bögen tut und wie lange das alles dauert.
"""


def test_text_from_a_pdf_loses_heads_and_figures_and_gains_pages(read: ReadFn) -> None:
    found = read(PLAIN.encode(), Format.TEXT)
    assert paths(found) == [("Rat und Hilfe am Ort",)]
    assert sentences(found) == [
        "Wer Rat braucht, geht zur Stelle am Ort und spricht dort mit den Leuten, die sich auskennen, und den Räten.",
        "Die Stelle ist offen von Montag bis Freitag, sie berät auch am Telefon und hilft beim Ausfüllen der Bögen.",
        "Die Beratung kostet nichts, und niemand muss dafür seinen Namen sagen, wenn er nicht will oder nicht kann:",
        "– kein Name",
        "– kein Geld",
        "Nachher steht auf dem nächsten Blatt, was die Stelle mit den Bögen tut und wie lange das alles dauert.",
    ]
    pages = [unit.place.page for block in found.blocks for unit in block.units if isinstance(unit.place, PagePoint)]
    assert pages == ["31", "31", "32", "32", "32", "33"]
    assert "Abbildungen" in found.problems[0]


def test_markdown_headings_become_the_path(read: ReadFn) -> None:
    text = "---\ntitle: x\n---\n# Rat\n\nDie Stelle **berät** [alle](https://example.org).\n\n"
    text += "## Frist\n- ein Monat\n- oder zwei\n\n| Jahr | Geld |\n|---|---|\n| 1 | 20 |\n"
    found = read(text.encode(), Format.MARKDOWN)
    assert found.title == "Rat"
    assert paths(found) == [("Rat",), ("Rat", "Frist")]
    assert sentences(found) == ["Die Stelle berät alle.", "- ein Monat", "- oder zwei", "Jahr | Geld", "1 | 20"]


def test_html_gives_its_text_without_what_is_around_it(read: ReadFn) -> None:
    text = """<!DOCTYPE html><html><head><title>Rat am Ort</title><style>p {}</style></head><body>
    <nav><a href="/">Start</a></nav><header>Kopf</header><h1>Rat</h1><p>Die Stelle <b>berät</b> alle.<br>Sie hilft.</p>
    <script>alert("x")</script><p style="display: none">Zahle nichts.</p><h2>Frist</h2><ul><li>ein Monat</li></ul>
    <table><tr><td>Jahr</td><td>Geld</td></tr></table><footer>Fuß</footer></body></html>"""
    found = read(text.encode(), Format.HTML)
    assert found.title == "Rat am Ort"
    assert paths(found) == [("Rat",), ("Rat", "Frist")]
    assert sentences(found) == ["Die Stelle berät alle.", "Sie hilft.", "ein Monat", "Jahr | Geld"]


def test_html_entities_that_would_read_files_are_not_resolved(read: ReadFn, tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("Losungswort", "utf-8")
    text = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/geheim.txt">]>'
    text += "<html><body><p>Rat &x; hilft.</p></body></html>"
    assert "Losungswort" not in " ".join(sentences(read(text.encode(), Format.HTML)))


@pytest.mark.parametrize("kind", [Format.TEXT, Format.MARKDOWN, Format.HTML, Format.PDF])
def test_an_empty_file_is_refused(read: ReadFn, kind: Format) -> None:
    with pytest.raises(Unreadable, match="leer"):
        read(b"", kind)


def test_bytes_that_are_no_text_are_refused(read: ReadFn) -> None:
    with pytest.raises(Unreadable, match="keine Textdatei"):
        read(b"PK\x03\x04\0\0\0\0", Format.TEXT)


def test_text_in_the_old_encoding_of_windows_is_read(read: ReadFn) -> None:
    assert sentences(read("Die Prüfung läuft.".encode("cp1252"), Format.TEXT)) == ["Die Prüfung läuft."]


HEADS = re.compile(r"^\d+\s+\||\|\s+\d+$|^(?:https?|mailto|doi\.org)\S+$")


def damage(said: list[str]) -> dict[str, list[str]]:
    """Return the sentences that show what cleaning should have repaired, by kind."""
    kept = r"(?:und|oder|bzw|sowie|als|bis)\b"
    return {
        "hyphen": [text for text in said if re.search(rf"\w- (?!{kept})[a-zäöüß]|\w-$|\xad", text)],
        "split umlaut": [text for text in said if re.search(r"\b[b-df-hj-np-tv-zA-Z] [äöü]\w", text)],
        "head": [text for text in said if HEADS.search(text)],
        "number": [text for text in said if not re.search(r"[^\W\d_]{2}", text)],
        "figures": [text for text in said if sum(map(str.isdigit, text)) > sum(map(str.isalpha, text))],
        "gap": [text for text in said if "  " in text or text != text.strip()],
    }


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Die Ar- beit ruht.", ["hyphen"]),
        ("Was bleibt-", ["hyphen"]),
        ("Es gilt f ür alle.", ["split umlaut"]),
        ("12 | Handbuch der Hilfen", ["head"]),
        ("https://example.org/x", ["head"]),
        ("12 7", ["number", "figures"]),
        ("Ein  Loch.", ["gap"]),
        ("Kurz- und mittelfristig hilft § 60 allen über 18 Jahren.", []),
    ],
)
def test_the_count_of_damage_counts(text: str, kinds: list[str]) -> None:
    assert [kind for kind, texts in damage([text]).items() if texts] == kinds


@pytest.mark.shared
@pytest.mark.parametrize(("name", "at_least"), [("000_5611316424604194.txt", 15), ("004_8d9722c841c9228f.txt", 200)])
def test_real_text_from_a_pdf_comes_out_without_damage(read: ReadFn, shared: Path, name: str, at_least: int) -> None:
    found = read((shared / "seeds" / name).read_bytes(), Format.TEXT)
    assert len(sentences(found)) >= at_least
    assert {kind: texts for kind, texts in damage(sentences(found)).items() if texts} == {}


@pytest.mark.shared
def test_the_real_chapter_has_its_headings_and_printed_pages(read: ReadFn, shared: Path) -> None:
    found = read((shared / "seeds" / "004_8d9722c841c9228f.txt").read_bytes(), Format.TEXT)
    places = [unit.place for block in found.blocks for unit in block.units if isinstance(unit.place, PagePoint)]
    assert (places[0].page, places[-1].page) == ("265", "278")
    assert sum(1 for block in found.blocks if block.path) >= 14
