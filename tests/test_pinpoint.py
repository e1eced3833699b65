"""The grammar of what people write for a place in the law: the table, the round trip, and any string at all."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.nouns import AsOfRule, Format, Pinpoint, Rank, Source
from corpus.pinpoint import NotAPinpoint, covers, find, parse
from corpus.pinpoint.laws import Laws, laws_of

BOOKS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV")
OTHERS = {
    "WVO": ("Werkstättenverordnung", "SchwbWV", "Werkstattverordnung"),
    "WMVO": ("Werkstätten-Mitwirkungsverordnung",),
    "BGB": ("Bürgerliches Gesetzbuch", "Bürgerlichen Gesetzbuch"),
    "UStG": ("Umsatzsteuergesetz",),
    "MiLoV5": (),
    "HwO": ("Handwerksordnung",),
    "SVBezGrV 2026": ("SVBezGrV",),
    "Bekanntmachung Ausgleichsabgabe 2025": (),
    "Maaß u. a. 2023": (),
}


def source(cite: str, aliases: tuple[str, ...] = ()) -> Source:
    return Source(
        id=cite.lower().replace(" ", "-"),
        cite=cite,
        title=cite,
        publisher="Verlag",
        url="https://example.org/x/xml.zip",
        format=Format.GII_XML,
        rank=Rank.LAW,
        rights="frei",
        as_of_rule=AsOfRule.BUILDDATE,
        aliases=aliases,
    )


LAWS: Laws = laws_of(
    (*(source(f"SGB {book}") for book in BOOKS), *(source(cite, aliases) for cite, aliases in OTHERS.items()))
)

# What people write → what is meant, in the written form of Pinpoint; several places are parted by " | ".
FORMS = {
    # the plain forms
    "§ 61": "SGB IX § 61",
    "§61": "SGB IX § 61",
    "§ 60 Abs. 2 Nr. 8": "SGB IX § 60 Abs. 2 Nr. 8",
    "Paragraf 61": "SGB IX § 61",
    "Paragraph 61a": "SGB IX § 61a",
    "paragraph 61": "SGB IX § 61",
    "Par. 61": "SGB IX § 61",
    "des Paragrafen 61": "SGB IX § 61",
    "§ 61 SGB IX": "SGB IX § 61",
    "§ 57 Abs. 1 S. 1 Nr. 2": "SGB IX § 57 Abs. 1 Satz 1 Nr. 2",
    "§ 160 Abs. 2 Nr. 1 SGB IX": "SGB IX § 160 Abs. 2 Nr. 1",
    "§ 60 abs 2 satz 1 nummer 8": "SGB IX § 60 Abs. 2 Satz 1 Nr. 8",
    "§60Abs.2Nr.8": "SGB IX § 60 Abs. 2 Nr. 8",
    "§61Abs2S1": "SGB IX § 61 Abs. 2 Satz 1",
    "§61S.2": "SGB IX § 61 Satz 2",
    "§ 61, Abs. 2, Satz 1": "SGB IX § 61 Abs. 2 Satz 1",
    "§ 61 Absatz 2 Satz 1": "SGB IX § 61 Abs. 2 Satz 1",
    "§ 63 Abs. 2 Nr. 2a": "SGB IX § 63 Abs. 2 Nr. 2a",
    "§ 60 Abs. 2 Ziffer 8": "SGB IX § 60 Abs. 2 Nr. 8",
    "§ 60 Abs. 2 Ziff. 8": "SGB IX § 60 Abs. 2 Nr. 8",
    "§ 60 Abs. 2 Nr. 5 Satz 2": "SGB IX § 60 Abs. 2 Nr. 5 Satz 2",
    "§ 60 Abs. 2 Satz 1 Nr. 5 Satz 2": "SGB IX § 60 Abs. 2 Satz 1 Nr. 5 Satz 2",
    "§ 61 Abs. 2 Satz 1 Halbsatz 2": "SGB IX § 61 Abs. 2 Satz 1",
    "§ 61 Abs. 2 Satz 1 2. Halbsatz": "SGB IX § 61 Abs. 2 Satz 1",
    "§ 61 2. Absatz": "SGB IX § 61 Abs. 2",
    "§ 61 zweiter Absatz erster Satz": "SGB IX § 61 Abs. 2 Satz 1",
    "§ 000061": None,
    "§ 061": "SGB IX § 61",
    # Roman and bracketed Absatz
    "§61 II SGB IX": "SGB IX § 61 Abs. 2",
    "§ 61 II S. 2 Nr. 1": "SGB IX § 61 Abs. 2 Satz 2 Nr. 1",
    "§ 61 II 2 SGB IX": "SGB IX § 61 Abs. 2 Satz 2",
    "§ 61 (2) 2 SGB 9": "SGB IX § 61 Abs. 2 Satz 2",
    "§ 60 (2) Nr. 8": "SGB IX § 60 Abs. 2 Nr. 8",
    "§61(2)": "SGB IX § 61 Abs. 2",
    "§ 823 I BGB": "BGB § 823 Abs. 1",
    "§ 823I BGB": "BGB § 823 Abs. 1",
    "§ 823 i bgb": "BGB § 823 Abs. 1",
    "§61 ii sgb ix": "SGB IX § 61 Abs. 2",
    "§ 9 III WVO": "WVO § 9 Abs. 3",
    "§ 61 Abs. II": "SGB IX § 61 Abs. 2",
    "§ 7 V SGB V": "SGB V § 7 Abs. 5",
    "§ 61 Ⅱ": "SGB IX § 61 Abs. 2",
    # letters
    "§ 4 Nr. 16 Buchst. h UStG": "UStG § 4 Nr. 16 Buchst. h",
    "§ 4 Nr. 16 lit. h UStG": "UStG § 4 Nr. 16 Buchst. h",
    "§ 4 Nr. 16 h UStG": "UStG § 4 Nr. 16 Buchst. h",
    "§ 4 Nr. 16 h) UStG": "UStG § 4 Nr. 16 Buchst. h",
    "§ 49 Abs. 3 Nr. 1 Buchstabe a": "SGB IX § 49 Abs. 3 Nr. 1 Buchst. a",
    "§ 49 Abs. 3 Nr. 1 Buchst. a Doppelbuchst. bb": "SGB IX § 49 Abs. 3 Nr. 1 Buchst. a Doppelbuchst. bb",
    "§ 49 Abs. 3 Nr. 1 a bb": "SGB IX § 49 Abs. 3 Nr. 1 Buchst. a Doppelbuchst. bb",
    "§ 61 a": "SGB IX § 61a",
    "§ 61 a SGB IX": "SGB IX § 61a",
    "§61A": "SGB IX § 61a",
    "§ 61 a Abs. 1": "SGB IX § 61a Abs. 1",
    "§ 39c WMVO": "WMVO § 39c",
    # the law in other places and words
    "SGB 9 §61": "SGB IX § 61",
    "SGB IX 61": "SGB IX § 61",
    "SGB 9 61": "SGB IX § 61",
    "SGB IX 61 Abs. 2": "SGB IX § 61 Abs. 2",
    "61 SGB IX": "SGB IX § 61",
    "61 Abs. 2 SGB IX": "SGB IX § 61 Abs. 2",
    "12 SGB III": "SGB III § 12",
    "SGB-IX § 61": "SGB IX § 61",
    "SGBIX § 61": "SGB IX § 61",
    "sgb9 § 61": "SGB IX § 61",
    "§ 61 SGB-9": "SGB IX § 61",
    "neuntes Sozialgesetzbuch § 61": "SGB IX § 61",
    "§ 61 des Neunten Buches Sozialgesetzbuch": "SGB IX § 61",
    "§ 43 Sechstes Buch Sozialgesetzbuch": "SGB VI § 43",
    "§ 61 Sozialgesetzbuch IX": "SGB IX § 61",
    "§ 61 Sozialgesetzbuch Neuntes Buch": "SGB IX § 61",
    "§ 61 im 9. Sozialgesetzbuch": "SGB IX § 61",
    "Werkstättenverordnung § 9 Absatz 3": "WVO § 9 Abs. 3",
    "Werkstaettenverordnung § 9": "WVO § 9",
    "§ 9 der Werkstättenverordnung": "WVO § 9",
    "§ 1 werkstätten-mitwirkungsverordnung": "WMVO § 1",
    "§ 1814 des Bürgerlichen Gesetzbuches": "BGB § 1814",
    "§ 61 SGB IX Abs. 2 Satz 1": "SGB IX § 61 Abs. 2 Satz 1",
    "§ 9 (WVO)": "WVO § 9",
    "WVO: § 9": "WVO § 9",
    "Absatz 2 von § 61 SGB IX": "SGB IX § 61 Abs. 2",
    "Satz 1 von Absatz 2 des § 61": "SGB IX § 61 Abs. 2 Satz 1",
    "Nr. 8 in § 60 Abs. 2": "SGB IX § 60 Abs. 2 Nr. 8",
    "Paragraf dreiundvierzig SGB sechs": "SGB VI § 43",
    "§ 1 MiLoV5": "MiLoV5 § 1",
    "§ 1 SVBezGrV": "SVBezGrV 2026 § 1",
    "Handwerksordnung § 42r": "HwO § 42r",
    "SGB IX": "SGB IX",
    "Bekanntmachung Ausgleichsabgabe 2025 Nr. 2": "Bekanntmachung Ausgleichsabgabe 2025 Nr. 2",
    # annexes
    "Anlage zu § 28 SGB XII": "SGB XII Anlage zu § 28",
    "SGB XII Anlage zu § 28": "SGB XII Anlage zu § 28",
    "SGB XII, Anlage (zu § 28)": "SGB XII Anlage zu § 28",
    "§ 28 SGB XII Anlage": "SGB XII Anlage zu § 28",
    "Anlage 2a SGB VI": "SGB VI Anlage 2a",
    "Anlage A zur Handwerksordnung": "HwO Anlage A",
    "Inhaltsübersicht der WMVO": None,
    "WMVO Inhaltsübersicht": "WMVO Inhaltsübersicht",
    # spoken
    "paragraf einundsechzig": "SGB IX § 61",
    "Paragraph siebenundfünfzig Absatz zwei": "SGB IX § 57 Abs. 2",
    "paragraf zweihundertneunzehn": "SGB IX § 219",
    "Paragraf zweihundertsiebenundzwanzig": "SGB IX § 227",
    "paragraf sechzig absatz zwei nummer acht": "SGB IX § 60 Abs. 2 Nr. 8",
    "paragraf acht": "SGB IX § 8",
    "paragraf einundsechzig a": "SGB IX § 61a",
    # odd spaces
    "§\u00a061\u202fAbs.\u20092": "SGB IX § 61 Abs. 2",
    "§\u200b61 Ab\u00adsatz 2": "SGB IX § 61 Abs. 2",
    "  §   61\n Abs.\t2 ": "SGB IX § 61 Abs. 2",
}


@pytest.mark.parametrize(("written", "meant"), [form for form in FORMS.items() if form[1]])
def test_what_people_write_is_read(written: str, meant: str) -> None:
    if written != "des Paragrafen 61":
        assert str(parse(written, LAWS)) == meant
    if meant not in ("SGB IX", "Bekanntmachung Ausgleichsabgabe 2025 Nr. 2"):
        assert [str(place) for place in find(f"Was bedeutet {written}?", LAWS)] == [meant]


SEVERAL = {
    "§§ 57, 58 SGB IX": "SGB IX § 57 | SGB IX § 58",
    "§§ 57 bis 59": "SGB IX § 57 | SGB IX § 58 | SGB IX § 59",
    "§§ 57–59 SGB IX": "SGB IX § 57 | SGB IX § 58 | SGB IX § 59",
    "§ 57-59": "SGB IX § 57 | SGB IX § 58 | SGB IX § 59",
    "§ 57 bis § 59": "SGB IX § 57 | SGB IX § 58 | SGB IX § 59",
    "§§ 1 bis 241 SGB IX": "SGB IX § 1 | SGB IX § 241",
    "§§ 45 bis 46b SGB XII": "SGB XII § 45 | SGB XII § 46 | SGB XII § 46b",
    "§§ 39a bis 39c WMVO": "WMVO § 39a | WMVO § 39b | WMVO § 39c",
    "§ 57 und § 58": "SGB IX § 57 | SGB IX § 58",
    "§ 57 und § 58 SGB XII": "SGB XII § 57 | SGB XII § 58",
    "§ 57 und 58": "SGB IX § 57 | SGB IX § 58",
    "§ 61/62": "SGB IX § 61 | SGB IX § 62",
    "SGB VI § 43 und § 44": "SGB VI § 43 | SGB VI § 44",
    "§ 57 SGB IX und § 9 WVO": "SGB IX § 57 | WVO § 9",
    "§§ 57 SGB IX, 9 WVO": "SGB IX § 57 | WVO § 9",
    "§ 58 i. V. m. § 60 SGB IX": "SGB IX § 58 | SGB IX § 60",
    "§ 58 iVm § 60": "SGB IX § 58 | SGB IX § 60",
    "§ 60 Abs. 2 und 3": "SGB IX § 60 Abs. 2 | SGB IX § 60 Abs. 3",
    "§ 60 Abs. 2 Nr. 1 bis 3": "SGB IX § 60 Abs. 2 Nr. 1 | SGB IX § 60 Abs. 2 Nr. 2 | SGB IX § 60 Abs. 2 Nr. 3",
    "§ 61 Abs. 1 und Abs. 3 SGB IX": "SGB IX § 61 Abs. 1 | SGB IX § 61 Abs. 3",
    "§ 61 Abs. 2 Satz 1 und 2": "SGB IX § 61 Abs. 2 Satz 1 | SGB IX § 61 Abs. 2 Satz 2",
    "§ 61 Abs. 1, § 62": "SGB IX § 61 Abs. 1 | SGB IX § 62",
    "§§ 57 Abs. 1, 58 Abs. 2": "SGB IX § 57 Abs. 1 | SGB IX § 58 Abs. 2",
    "§ 4 Nr. 16 Buchst. a und b UStG": "UStG § 4 Nr. 16 Buchst. a | UStG § 4 Nr. 16 Buchst. b",
    "§ 61 oder Paragraf 9 der WVO": "WVO § 61 | WVO § 9",
    "SGB IX § 61, SGB XII § 28": "SGB IX § 61 | SGB XII § 28",
}


@pytest.mark.parametrize(("written", "meant"), SEVERAL.items())
def test_lists_and_ranges_give_every_place_in_order(written: str, meant: str) -> None:
    assert " | ".join(str(place) for place in find(f"Gilt {written} auch für mich?", LAWS)) == meant
    with pytest.raises(NotAPinpoint):
        parse(written, LAWS)


IN_QUESTIONS = {
    "Wie ist das mit §§ 305 ff. BGB?": "BGB § 305",
    "Gilt § 61 f. SGB IX?": "SGB IX § 61",
    "Was steht in §61 und bin ich mit 61 zu alt?": "SGB IX § 61",
    "Zahlt § 61 75 Prozent?": "SGB IX § 61",
    "Gibt es nach § 61 und 75 Prozent vom Lohn mehr?": "SGB IX § 61",
    "Bekommen nach § 61 und 3 Kollegen das auch?": "SGB IX § 61",
    "§ 61 Abs. 2 und 5 Jahre": "SGB IX § 61 Abs. 2",
    "Siehe § 61 (S. 273)": "SGB IX § 61",
    "Siehe § 61, S. 273": "SGB IX § 61",
    "Siehe § 61 SGB IX, S. 12": "SGB IX § 61",
    "Siehe § 61 Abs. 2 SGB IX, S. 12": "SGB IX § 61 Abs. 2",
    "Was sagen Art. 12 GG und § 61?": "SGB IX § 61",
    "Meint § 61 u. a. auch mich?": "SGB IX § 61",
    "Wann gilt § 61? Ich bin in der WfbM.": "SGB IX § 61",
    "Gilt § 60 aLA oder § 61 BfA?": "SGB IX § 60 | SGB IX § 61",
    "Wie hilft mir § 61 in der Werkstatt?": "SGB IX § 61",
    "Im SGB XII steht viel, und was sagt § 61?": "SGB IX § 61",
    "Muss der AG § 164 beachten?": "SGB IX § 164",
    "§§§ 61": "SGB IX § 61",
    "§ 57. Und 3 Dinge dazu": "SGB IX § 57",
    "Gilt § 57 SGB IX § 58 auch?": "SGB IX § 57 | SGB IX § 58",
    "§ 61 § 61 § 61": "SGB IX § 61",
}


@pytest.mark.parametrize(("question", "meant"), IN_QUESTIONS.items())
def test_a_question_names_only_the_norms_in_it(question: str, meant: str) -> None:
    assert " | ".join(str(place) for place in find(question, LAWS)) == meant


NOT_A_NORM = (
    "",
    "ich bin 61",
    "Ich bin 61 Jahre alt",
    "75 Prozent",
    "61",
    "einundsechzig",
    "Wer kann das Budget für Arbeit bekommen?",
    "Was steht im SGB IX?",
    "Was gilt nach SGB IX 2018?",
    "SGB IX in 3 Teilen",
    "Ich bin 61, SGB IX hilft?",
    "Kommt das SGB IX 75 Prozent?",
    "SGB IX 1. Januar",
    "SGB IX Teil 2",
    "Das steht in der Anlage 1",
    "Absatz 2 Satz 1",
    "S. 273",
    "Maaß u. a. 2023, S. 273",
    "Art. 3 GG",
    "Artikel 27 UN-BRK",
    "§ 5 BAföG",
    "§ 5 bafög",
    "§ 823 StGB",
    "§ 87 Abs. 1 Nr. 2 BetrVG",
    "BetrVG § 87",
    "§ 1 SGB XIII",
    "SGB XIII § 1",
    "§ 5 des Grundgesetzes",
    "§ 3 der Heimpersonalverordnung",
    "§",
    "§ abc",
    "Paragraf",
    "§ 99999999999",
    "paragraphenreiterei",
)


@pytest.mark.parametrize("text", NOT_A_NORM)
def test_what_is_no_norm_of_a_known_law_is_not_found(text: str) -> None:
    assert find(text, LAWS) == ()


@pytest.mark.parametrize("text", [*NOT_A_NORM, "§ 61 hilft", "§ 57 und 58", "§§ 305 ff. BGB", "§ 000061"])
def test_parse_says_what_a_pinpoint_looks_like(text: str) -> None:
    with pytest.raises(NotAPinpoint, match=r"„SGB IX § 61 Abs\. 2 Satz 1") as caught:
        parse(text, LAWS)
    assert text[:80] in str(caught.value)


def test_at_least_sixty_forms_are_in_the_table() -> None:
    assert len(FORMS) + len(SEVERAL) >= 60


DIGITS = st.integers(1, 999).map(str)
LETTER = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
LETTERED = st.builds(str.__add__, DIGITS, st.one_of(st.just(""), LETTER))
ANNEX = st.one_of(
    st.sampled_from(("Anlage", "Anhang", "Anlage A", "Eingangsformel", "Inhaltsübersicht")),
    LETTERED.map("Anlage {}".format),
    LETTERED.map("Anlage zu § {}".format),
    st.builds("Anlage {} zu § {}".format, LETTERED, LETTERED),
)
MAYBE = st.none()


@st.composite
def pinpoints(draw: st.DrawFn) -> Pinpoint:
    number = draw(st.one_of(MAYBE, LETTERED))
    letter = draw(st.one_of(MAYBE, LETTER))
    place = Pinpoint(
        law=draw(st.sampled_from(sorted(set(LAWS.cites.values())))),
        section=draw(st.one_of(MAYBE, LETTERED, ANNEX)),
        paragraph=draw(st.one_of(MAYBE, LETTERED)),
        sentence=draw(st.one_of(MAYBE, DIGITS)),
        number=number,
        letter=letter,
        subletter=draw(st.one_of(MAYBE, LETTER.map(lambda char: char * 2))) if letter else None,
    )
    return replace(place, inner=draw(st.one_of(MAYBE, DIGITS))) if number or letter else place


@settings(max_examples=400)
@given(pinpoints())
def test_the_written_form_reads_back(place: Pinpoint) -> None:
    assert parse(str(place), LAWS) == place


PIECES = st.sampled_from(
    "§ §§ 61 61a II (2) ( ) Abs. Absatz 2 Satz S. Nr. Buchst. a aa und , - bis SGB IX BGB WVO ff. Anlage zu 9. i. "
    "V. m. zweiter Sozialgesetzbuch ² Ⅸ 99999 GG der , . ; : \u00a0 \u200b".split(" ")
)


@settings(max_examples=300, deadline=timedelta(seconds=1))
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map(" ".join), st.lists(PIECES).map("".join)))
def test_no_string_raises_and_what_is_found_reads_back(text: str) -> None:
    for place in find(text, LAWS):
        assert parse(str(place), LAWS) == place


@pytest.mark.parametrize(
    "piece",
    [
        "§",
        "§ ",
        "§ 1, ",
        "1, ",
        "Abs. 1 ",
        "SGB ",
        "SGB IX ",
        "61 Abs. 2 ",
        "§ 1 und ",
        "Anlage ",
        "a",
        " ",
        "1",
        "(",
        "I ",
    ],
)
def test_reading_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.perf_counter()
        find(piece * times, LAWS)
        return time.perf_counter() - start

    short = min(seconds(1_000) for _ in range(3))
    assert min(seconds(8_000) for _ in range(2)) < 8 * short * 4 + 0.1


ABS_2 = Pinpoint("SGB IX", "60", "2")
NR_8 = replace(ABS_2, number="8")


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("SGB IX § 61", "SGB IX § 61 Abs. 1 Satz 2", True),
        ("SGB IX § 61", "SGB IX § 61", True),
        ("SGB IX", "SGB IX § 61", True),
        ("SGB IX § 61", "SGB IX § 61a", False),
        ("SGB IX § 61", "SGB XII § 61", False),
        ("SGB IX § 61 Abs. 1 Satz 2", "SGB IX § 61", False),
        ("SGB IX § 61 Abs. 2", "SGB IX § 61 Abs. 1 Satz 2", False),
        ("SGB IX § 60 Abs. 2 Nr. 8", "SGB IX § 60 Abs. 2 Satz 1 Nr. 8", True),
        ("SGB IX § 60 Abs. 2 Satz 1 Nr. 8", "SGB IX § 60 Abs. 2 Nr. 8", True),
        ("SGB IX § 60 Abs. 2 Satz 2 Nr. 8", "SGB IX § 60 Abs. 2 Nr. 8", False),
        ("SGB IX § 60 Abs. 2 Satz 1", "SGB IX § 60 Abs. 2 Nr. 8", True),
        ("SGB IX § 60 Abs. 2 Satz 1", "SGB IX § 60 Abs. 2", False),
        ("SGB IX § 60 Abs. 2 Nr. 8", "SGB IX § 60 Abs. 2", False),
        ("SGB IX § 60 Abs. 2 Nr. 5", "SGB IX § 60 Abs. 2 Nr. 5 Satz 2", True),
        ("SGB IX § 60 Abs. 2 Nr. 5 Satz 2", "SGB IX § 60 Abs. 2 Nr. 5", False),
        ("WVO § 2 Abs. 1 Satz 1", "WVO § 2 Satz 1", True),
        ("WVO § 2 Abs. 2 Satz 1", "WVO § 2 Satz 1", False),
        ("SGB IX § 60 Nr. 8", "SGB IX § 60 Abs. 2 Nr. 8", True),
        ("SGB XII § 28", "SGB XII Anlage zu § 28", False),
        ("UStG § 4 Nr. 16", "UStG § 4 Nr. 16 Buchst. h", True),
        ("UStG § 4 Nr. 16 Buchst. a", "UStG § 4 Nr. 16 Buchst. h", False),
    ],
)
def test_a_place_covers_what_lies_in_it(outer: str, inner: str, expected: bool) -> None:
    assert covers(parse(outer, LAWS), parse(inner, LAWS)) is expected


@given(pinpoints())
def test_every_place_covers_itself(place: Pinpoint) -> None:
    assert covers(place, place)
