"""Statutes in gii-norm XML become addressed paragraphs; hostile files are refused."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from corpus.nouns import AsOfRule, Block, Format, Pinpoint, Rank, Reading, Source
from ingest.gii import read_gii
from ingest.unreadable import Unreadable

HEAD = """<norm><metadaten><jurabk>ÜbG</jurabk><kurzue>Übungsgesetz</kurzue>
<langue>Gesetz zum Üben (Artikel 1 des Gesetzes v. 1. Mai 2020, BGBl. I S. 1)</langue>
<standangabe><standtyp>Neuf</standtyp>
<standkommentar>Neugefasst durch Bek. v. 2.2.2021;</standkommentar></standangabe>
<standangabe><standtyp>Stand</standtyp>
<standkommentar>geändert durch Art. 3 G v. 4.5.2022</standkommentar></standangabe>
<standangabe><standtyp>Hinweis</standtyp><standkommentar>Eine Änderung folgt</standkommentar></standangabe>
</metadaten><textdaten><fussnoten><Content><P>(+++ Textnachweis ab: 1.1.2020 +++)</P></Content></fussnoten>
</textdaten></norm>"""


def _norm(name: str, content: str, title: str = "", rest: str = "") -> str:
    return (
        f"<norm><metadaten><enbez>{name}</enbez><titel>{title}</titel></metadaten><textdaten>"
        f"<text format='XML'><Content>{content}</Content>{rest}</text><fussnoten/></textdaten></norm>"
    )


def _part(key: str, name: str, title: str) -> str:
    return (
        f"<norm><metadaten><gliederungseinheit><gliederungskennzahl>{key}</gliederungskennzahl><gliederungsbez>{name}"
        f"</gliederungsbez><gliederungstitel>{title}</gliederungstitel></gliederungseinheit></metadaten></norm>"
    )


def _list(*entries: tuple[str, str]) -> str:
    return "<DL>" + "".join(f"<DT>{label}</DT><DD><LA>{text}</LA></DD>" for label, text in entries) + "</DL>"


def _zip(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return stream.getvalue()


def _source(*sections: str, cite: str = "ÜbG") -> Source:
    return Source(
        "uebg", cite, "Übung", "BMJ", "https://example.org/xml.zip", Format.GII_XML, Rank.LAW, "gemeinfrei",
        AsOfRule.BUILDDATE, sections=sections,
    )  # fmt: skip


def _read(*norms: str, sections: tuple[str, ...] = ()) -> Reading:
    start = '<?xml version="1.0" encoding="UTF-8"?><dokumente builddate="20260202215519">'
    xml = f"{start}{HEAD}{''.join(norms)}</dokumente>"
    return read_gii(_zip(BJNR1__xml=xml.encode()), _source(*sections))


def _units(block: Block) -> dict[str, str]:
    return {str(unit.place).removeprefix("ÜbG "): block.text[unit.start : unit.end] for unit in block.units}


def test_a_paragraph_is_a_block_and_its_sentences_start_after_its_number() -> None:
    (block,) = _read(_norm("§ 1", "<P>(1) Üben ist frei.   Es kostet\n nichts.</P>", "Grundsatz")).blocks

    assert block.text == "(1) Üben ist frei. Es kostet nichts."
    assert block.place == Pinpoint("ÜbG", "1", "1")
    assert block.path == ("§ 1 Grundsatz",)
    assert _units(block) == {"§ 1 Abs. 1 Satz 1": "Üben ist frei.", "§ 1 Abs. 1 Satz 2": "Es kostet nichts."}


def test_a_paragraph_of_one_sentence_is_cited_without_a_sentence() -> None:
    (block,) = _read(_norm("§ 1", "<P>(2a) Üben ist frei.</P>")).blocks

    assert _units(block) == {"§ 1 Abs. 2a": "Üben ist frei."}


def test_a_norm_without_numbered_paragraphs_is_one_block() -> None:
    (block,) = _read(_norm("§ 2", "<P>Üben ist frei.</P><P>Es kostet nichts.</P>")).blocks

    assert block.place == Pinpoint("ÜbG", "2")
    assert block.text == "Üben ist frei.\nEs kostet nichts."
    assert list(_units(block)) == ["§ 2 Satz 1", "§ 2 Satz 2"]


def test_a_list_belongs_to_the_sentence_that_introduces_it() -> None:
    numbers = _list(("1.", "Kinder,"), ("1a.", "Eltern und"), ("2.", "Gäste."))
    (block,) = _read(_norm("§ 1", f"<P>(1) Es üben alle. Frei üben: {numbers}Andere zahlen.</P>")).blocks

    assert block.text == "(1) Es üben alle. Frei üben:\n1. Kinder,\n1a. Eltern und\n2. Gäste.\nAndere zahlen."
    assert _units(block) == {
        "§ 1 Abs. 1 Satz 1": "Es üben alle.",
        "§ 1 Abs. 1 Satz 2": "Frei üben:\n1. Kinder,\n1a. Eltern und\n2. Gäste.",
        "§ 1 Abs. 1 Satz 2 Nr. 1": "Kinder,",
        "§ 1 Abs. 1 Satz 2 Nr. 1a": "Eltern und",
        "§ 1 Abs. 1 Satz 2 Nr. 2": "Gäste.",
        "§ 1 Abs. 1 Satz 3": "Andere zahlen.",
    }


def test_a_sentence_goes_on_behind_its_list() -> None:
    numbers = _list(("1.", "Kinder"), ("2.", "Gäste"))
    (block,) = _read(_norm("§ 1", f"<P>(1) Wenn {numbers}kommen, ist Üben frei. Sonst nicht.</P>")).blocks

    assert _units(block)["§ 1 Abs. 1 Satz 1"].endswith("kommen, ist Üben frei.")
    assert _units(block)["§ 1 Abs. 1 Satz 2"] == "Sonst nicht."


def test_a_second_sentence_inside_a_number_is_addressed_there() -> None:
    numbers = _list(("1.", "eine Person wird gewählt. Sie übt,"), ("2.", "niemand zahlt."))
    (block,) = _read(_norm("§ 1", f"<P>(2) Mit folgenden Maßgaben: {numbers}</P>")).blocks

    units = _units(block)
    assert units["§ 1 Abs. 2 Nr. 1 Satz 2"] == "Sie übt,"
    assert units["§ 1 Abs. 2 Nr. 1"] == "eine Person wird gewählt. Sie übt,"
    assert units["§ 1 Abs. 2"] == block.text.removeprefix("(2) ")
    assert "§ 1 Abs. 2 Nr. 2 Satz 1" not in units
    assert list(units)[:3] == ["§ 1 Abs. 2", "§ 1 Abs. 2 Nr. 1", "§ 1 Abs. 2 Nr. 1 Satz 1"]


def test_letters_and_subletters_nest_in_their_number() -> None:
    deep = _list(("aa)", "am Tag,"), ("bb)", "bei Nacht,"))
    letters = _list(("a)", f"Kinder {deep}"), ("b)", "Gäste."))
    (block,) = _read(_norm("§ 1", f"<P>Frei üben: {_list(('1.', letters))}</P>")).blocks

    assert block.text == "Frei üben:\n1.\na) Kinder\naa) am Tag,\nbb) bei Nacht,\nb) Gäste."
    assert _units(block)["§ 1 Nr. 1 Buchst. a Doppelbuchst. bb"] == "bei Nacht,"
    assert _units(block)["§ 1 Nr. 1 Buchst. b"] == "Gäste."
    assert [unit.start for unit in block.units] == sorted(unit.start for unit in block.units)


def test_a_list_in_a_piece_of_its_own_goes_on_with_the_sentence_before() -> None:
    (block,) = _read(_norm("§ 1", f"<P>Frei üben,</P><P>{_list(('1.', 'Kinder.'))}</P>")).blocks

    assert _units(block) == {"§ 1": "Frei üben,\n1. Kinder.", "§ 1 Nr. 1": "Kinder."}


def test_parts_and_chapters_nest_by_their_key_and_annexes_stand_outside() -> None:
    reading = _read(
        _part("010", "Teil 1", "Anfang"),
        _part("010010", "Kapitel 1", "Erstes"),
        _norm("§ 1", "<P>Eins.</P>", "A"),
        _part("010020", "Kapitel 2", "Zweites"),
        _norm("§ 2", "<P>Zwei.</P>", "B"),
        _part("020", "Teil 2", "Ende"),
        _norm("§ 3", "<P>Drei.</P>", "C"),
        _part("020", "Teil 3", "Nachtrag"),
        _norm("§ 4", "<P>Vier.</P>", "D"),
        _norm("Anlage 1", "<P>Liste.</P>", "Tafel"),
    )

    assert [block.path for block in reading.blocks] == [
        ("Teil 1 Anfang", "Kapitel 1 Erstes", "§ 1 A"),
        ("Teil 1 Anfang", "Kapitel 2 Zweites", "§ 2 B"),
        ("Teil 2 Ende", "§ 3 C"),
        ("Teil 3 Nachtrag", "§ 4 D"),
        ("Anlage 1 Tafel",),
    ]


def test_a_table_is_read_row_by_row() -> None:
    rows = (
        "<row><entry>Regel-<BR/>\n stufe</entry><entry>Betrag</entry></row>"
        "<row><entry>1</entry><entry>5 Euro</entry></row>"
    )
    table = f"<table><Title>Sätze</Title><tgroup><thead/><tbody>{rows}</tbody></tgroup></table>"
    (block,) = _read(_norm("§ 1", f"<P>(1) Es gilt: {table}Mehr gilt nicht.</P>")).blocks

    assert block.text == "(1) Es gilt:\nSätze\nRegelstufe | Betrag\n1 | 5 Euro\nMehr gilt nicht."
    assert _units(block)["§ 1 Abs. 1 Satz 2"] == "Mehr gilt nicht."


def test_cells_stand_below_the_head_they_belong_to() -> None:
    specs = "".join(f"<colspec colname='c{n}'/>" for n in (1, 2, 3))
    wide = "<row><entry namest='c1' nameend='c2'>beide</entry><entry>9 Euro</entry></row>"
    head = "<row><entry morerows='1'>Zahl</entry><entry namest='c2' nameend='c3'>Beträge</entry></row>"
    second = "<row><entry>alt</entry><entry>neu</entry></row>"
    body = "<row><entry colname='c1'>1</entry><entry colname='c3'>5 Euro</entry></row>"
    table = f"<table><tgroup>{specs}<thead>{head}{second}</thead><tbody>{body}{wide}</tbody></tgroup></table>"
    (block,) = _read(_norm("§ 1", f"<P>{table}</P>")).blocks

    assert block.text == "Zahl | Beträge\n| alt | neu\n1 | | 5 Euro\nbeide | | 9 Euro"


def test_a_table_that_only_lays_out_a_list_has_numbers() -> None:
    rows = "".join(f"<row><entry>{n}.</entry><entry>ab 202{n}</entry><entry>{n} Euro</entry></row>" for n in (1, 2))
    (block,) = _read(_norm("§ 1", f"<P>Üben kostet <table><tgroup><tbody>{rows}</tbody></tgroup></table></P>")).blocks

    assert block.text == "Üben kostet\n1. ab 2021 1 Euro\n2. ab 2022 2 Euro"
    assert _units(block)["§ 1 Nr. 2"] == "ab 2022 2 Euro"


def test_what_the_editors_add_is_a_note_and_not_wording() -> None:
    remark = "<P>Üben<FnR ID='F1'/> ist frei.<noindex><kommentar>(Fundstelle: Blatt 3)</kommentar></noindex></P>"
    star = f"<P>{_list(('*)', 'Gilt ab 2030.'))}</P>"
    reading = _read(
        _norm("§ 1", remark + star, rest="<Footnotes><Footnote ID='F1'>Amtlicher Hinweis</Footnote></Footnotes>")
    )

    assert [block.text for block in reading.blocks] == ["Üben ist frei."]
    assert [(str(note.place), note.text) for note in reading.notes] == [
        ("ÜbG", "Eine Änderung folgt"),
        ("ÜbG", "(+++ Textnachweis ab: 1.1.2020 +++)"),
        ("ÜbG § 1", "(Fundstelle: Blatt 3)"),
        ("ÜbG § 1", "*) Gilt ab 2030."),
        ("ÜbG § 1", "Amtlicher Hinweis"),
    ]


def test_a_picture_leaves_a_sign_and_a_note() -> None:
    reading = _read(_norm("§ 1", "<P>Die Formel lautet: <IMG SRC='a.jpg'/> .<BR/>Sie gilt.</P>"))

    assert reading.blocks[0].text == "Die Formel lautet: [Abbildung] .\nSie gilt."
    assert any("a.jpg" in note.text for note in reading.notes)


@pytest.mark.parametrize("text", ["(weggefallen)", "-", "(2) (weggefallen)", "(2) bis (4) (aufgehoben)", ""])
def test_what_was_repealed_gives_no_block_and_no_problem(text: str) -> None:
    reading = _read(_norm("§ 1", f"<P>(1) Üben ist frei.</P><P>{text}</P>" if text[:2] == "(2" else f"<P>{text}</P>"))

    assert [block.text for block in reading.blocks if "frei" not in block.text] == []
    assert reading.problems == ()


def test_sections_are_named_as_the_sources_name_them() -> None:
    names = [
        ("§ 61a", ""), ("§§ 14 bis 16", ""), ("Art 3", ""), ("Anlage", "(zu § 28)<BR/>Stufen"),
        ("Anlage 2", "(zu § 4)"), ("(XXXX)", ""), ("Schlussformel", ""),
    ]  # fmt: skip
    blocks = _read(*(_norm(name, "<P>Text.</P>", title) for name, title in names)).blocks

    found = [block.place.section for block in blocks if isinstance(block.place, Pinpoint)]
    assert found == ["61a", "14 bis 16", "Art. 3", "Anlage zu § 28", "Anlage 2", None, "Schlussformel"]
    assert blocks[3].path == ("Anlage zu § 28 Stufen",)
    assert blocks[5].path == ("Gesetz zum Üben",)


def test_only_listed_sections_give_blocks_and_missing_ones_are_problems() -> None:
    norms = (_norm("§ 1", "<P>Eins.</P>"), _norm("§ 2", "<P>Zwei.</P>"), _norm("§ 3", "<P>(weggefallen)</P>"))
    reading = _read(*norms, sections=("2", "3", "9"))

    assert [block.text for block in reading.blocks] == ["Zwei."]
    assert [problem.split(" steht")[0] for problem in reading.problems] == ["ÜbG § 3", "ÜbG § 9"]


def test_an_unknown_element_keeps_its_text_and_is_reported() -> None:
    reading = _read(_norm("§ 1", "<P>Üben <NEU>ist</NEU> frei.</P>"))

    assert reading.blocks[0].text == "Üben ist frei."
    assert "<NEU>" in reading.problems[0]


def test_title_build_date_and_stand_come_from_the_head() -> None:
    reading = _read(_norm("§ 1", "<P>Eins.</P>"))

    assert reading.title == "Gesetz zum Üben"
    assert reading.built == date(2026, 2, 2)
    assert reading.stand == "Neugefasst durch Bek. v. 2.2.2021; geändert durch Art. 3 G v. 4.5.2022"


BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + b'<!ENTITY b "&a;&a;&a;&a;">]><dokumente>&b;</dokumente>'
LAUGHS = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(9))
LAUGHS = b'<!DOCTYPE d [<!ENTITY e0 "ha">' + LAUGHS + b']><dokumente titel="&e9;"/>'
OUTSIDE = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><dokumente>&x;</dokumente>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html>kein Archiv</html>", "kein lesbares ZIP-Archiv"),
        (_zip(a__txt=b"x"), "0 XML-Dateien"),
        (_zip(a__xml=b"<a/>", b__xml=b"<b/>"), "2 XML-Dateien"),
        (_zip(a__xml=b"<dokumente>" + b" " * 5_000_000), "größer als"),
        (_zip(a__xml=b"<dokumente><norm>"), "beschädigt"),
        (_zip(a__xml=b""), "beschädigt"),
        (_zip(a__xml=b"<html/>"), "kein Gesetz"),
        (_zip(a__xml=b"<dokumente/>"), "keine Norm"),
        (_zip(a__xml=BOMB), "Entitäten"),
        (_zip(a__xml=LAUGHS), "Entitäten"),
        (_zip(a__xml=OUTSIDE), "Entitäten"),
        (_zip(a__xml=OUTSIDE.decode().encode("utf-16")), "Entitäten"),
        (_zip(**{"../a__xml": b"<dokumente/>"}), "Dateiname"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_gii(data, _source())


def test_an_archive_with_a_false_directory_is_refused() -> None:
    whole = _zip(a__xml=b"<dokumente/>")

    with pytest.raises(Unreadable, match="ZIP-Archiv"):
        read_gii(whole[:-6] + b"\xff\xff\xff\x00" + whole[-2:], _source())


def test_a_senseless_build_date_and_row_span_do_not_stop_the_reader() -> None:
    table = "<table><tgroup><tbody><row><entry morerows='x'>Betrag</entry></row></tbody></tgroup></table>"
    xml = f"<dokumente builddate='20269999'>{_norm('§ 1', f'<P>{table}</P>')}</dokumente>"
    reading = read_gii(_zip(a__xml=xml.encode()), _source())

    assert reading.blocks[0].text == "Betrag"
    assert reading.built is None
    assert "Tag des Abrufs" in reading.problems[0]


def test_pictures_in_the_archive_are_left_alone() -> None:
    xml = f"<dokumente>{_norm('§ 1', '<P>Eins.</P>')}</dokumente>".encode()

    assert len(read_gii(_zip(a__xml=xml, b__jpg=b"\xff\xd8"), _source()).blocks) == 1


# --- the real law ---------------------------------------------------------------------------------

MIRROR = "mirror/www.gesetze-im-internet.de"
COUNTS = {
    "57": [1, 2, 3, 2], "58": [3, 1, 3, 3], "59": [3, 1], "60": [1, 1, 1, 1], "61": [1, 3, 1, 1, 1],
    "61a": [1, 3, 2, 1, 2], "62": [1, 1], "63": [1, 1, 2],
}  # fmt: skip


def _top(block: Block) -> int:
    """Return how many sentences a paragraph has."""
    places = [unit.place for unit in block.units if isinstance(unit.place, Pinpoint)]
    return sum(place.number is None and place.letter is None for place in places)


@pytest.mark.shared
@pytest.mark.parametrize("edition", [f"{MIRROR}/sgb_9_2018/xml.zip", *(
    f"editions/sgb_9_2018/{day}.zip" for day in ("2025-01-10", "2026-02-02", "2026-08-19")
)])  # fmt: skip
def test_the_core_of_sgb_ix_has_the_sentences_it_has(shared: Path, edition: str) -> None:
    reading = read_gii((shared / edition).read_bytes(), _source(*COUNTS, cite="SGB IX"))

    counted: dict[str, list[int]] = {}
    places = set()
    for block in reading.blocks:
        assert isinstance(block.place, Pinpoint)
        counted.setdefault(str(block.place.section), []).append(_top(block))
        places |= {str(unit.place) for unit in block.units}
    assert counted == COUNTS
    assert {f"SGB IX § 60 Abs. 2 Nr. {n}" for n in range(1, 9)} <= places
    assert {"SGB IX § 60 Abs. 2 Nr. 5 Satz 2", "SGB IX § 63 Abs. 2 Nr. 2a"} <= places
    assert "SGB IX § 60 Abs. 2 Nr. 9" not in places


@pytest.mark.shared
@pytest.mark.slow
def test_every_law_of_the_mirror_is_read_without_a_problem_and_without_losing_a_letter(shared: Path) -> None:
    archives = sorted((shared / MIRROR).glob("*/xml.zip"))

    for archive in archives:
        reading = read_gii(archive.read_bytes(), _source(cite=archive.parent.name))
        assert reading.problems == ()
        assert reading.built
        kept = "|".join(_letters(block.text) for block in reading.blocks)
        assert _lost(_wording(archive), kept) == [], archive.parent.name
    assert len(archives) >= 54


def _lost(texts: list[str], kept: str) -> list[str]:
    """Return the texts that do not stand in ``kept`` behind the ones before them."""
    lost, at = [], 0
    for text in texts:
        found = kept.find(_letters(text), at)
        if found < 0:
            lost.append(text)
        else:
            at = found + len(_letters(text))
    return lost


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _wording(archive: Path) -> list[str]:
    """Return every text node of the norms that is neither editorial nor repealed, by a way of its own."""
    with zipfile.ZipFile(archive) as opened:
        name = next(n for n in opened.namelist() if n.endswith(".xml"))
        root = etree.fromstring(opened.read(name))
    nodes = root.xpath(
        "//norm[metadaten/enbez and not(starts-with(metadaten/enbez, 'Inhalts'))]/textdaten/text/Content//text()"
        "[not(ancestor::noindex or ancestor::kommentar)]"
        "[not(ancestor::DD[starts-with(translate(preceding-sibling::DT[1], '+', '*'), '*)')]"
        " and ancestor::norm//enbez[starts-with(., '§')])]"
    )
    assert isinstance(nodes, list)
    gone = re.compile(r"weggefallen|aufgehoben|nicht belegt|gegenstandslos|^\W*$")
    return [str(node) for node in nodes if not gone.search(str(node))]


_OTHER = re.compile(r"Absatz(?:es)? (\d+[a-z]?) Satz (\d+)")
_OWN = re.compile(r"(?:nach|des|von|im|und) S[aä]tze?(?:s|n)? (?:\d+ (?:und|bis|oder) )?(\d+)\b")
_FOREIGN_BEFORE = re.compile(r"§§? ?\d+[a-z]*[^§]*$|(?:Artikels?|Anlage) \d+[^.]*$")
_FOREIGN_AFTER = re.compile(r"[^.]{0,60}(?:Buch(?:es)?|[Gg]esetz(?:es)?|[Vv]erordnung|ordnung|Richtlinie)\b")


@pytest.mark.shared
def test_every_sentence_that_sgb_ix_refers_to_within_a_section_exists(shared: Path) -> None:
    blocks = read_gii((shared / MIRROR / "sgb_9_2018/xml.zip").read_bytes(), _source(cite="SGB IX")).blocks
    counts = {(b.place.section, b.place.paragraph): _top(b) for b in blocks if isinstance(b.place, Pinpoint)}
    named: list[tuple[Block, str | None, str]] = []
    for block in blocks:
        assert isinstance(block.place, Pinpoint)
        for match in _OTHER.finditer(block.text):
            if not _foreign(block.text, match):
                named.append((block, match[1], match[2]))
        for match in _OWN.finditer(block.text):
            if "§" not in block.text[max(0, match.start() - 200) : match.start()]:
                named.append((block, block.place.paragraph, match[1]))
    assert len(named) > 60
    assert [
        f"{block.place}: Absatz {paragraph} Satz {sentence}"
        for block, paragraph, sentence in named
        if isinstance(block.place, Pinpoint) and counts.get((block.place.section, paragraph), 0) < int(sentence)
    ] == []


def _foreign(text: str, match: re.Match[str]) -> bool:
    """Tell whether a reference points into another section or law."""
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() :][:90]
    return bool(_FOREIGN_BEFORE.search(before) or _FOREIGN_AFTER.match(after))


@pytest.mark.shared
def test_no_sentence_of_sgb_ix_begins_or_ends_in_the_middle(shared: Path) -> None:
    blocks = read_gii((shared / MIRROR / "sgb_9_2018/xml.zip").read_bytes(), _source(cite="SGB IX")).blocks
    torn = re.compile(r"\b(?:Abs|Nr|Art|Buchst|Dr|vgl|bzw|ggf|i|u|z)\.$")
    middle = re.compile(
        r"[a-zäöüß]|(?:Januar|Februar|März|April|Mai|Ju[nl]i|August|\w+ember|Oktober|Lebensjahr\w*|Tages?)\b"
    )
    odd = []
    for block in blocks:
        for unit in block.units:
            assert isinstance(unit.place, Pinpoint)
            words = block.text[unit.start : unit.end]
            if unit.place.number or unit.place.letter or not (unit.place.section or "")[:1].isdigit():
                continue
            if middle.match(words) or torn.search(words) or len(words.split()) < 3 or not re.search(r"[.!?:]$", words):
                odd.append(f"{unit.place}: {words[:30]} … {words[-30:]}")
    assert odd == []
