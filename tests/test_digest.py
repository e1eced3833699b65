"""The digest is well formed, says the same at both levels, and says what the law says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.digest import DIGEST_PATH, DigestError, digest_sha, load_digest
from corpus.facts import may, negated, numbers, ought
from corpus.manifest import load_sources
from corpus.nouns import Block, Pinpoint, Place, Statement
from corpus.pinpoint import covers
from ingest.gii import read_gii

HEAD = "as_of = 2026-01-05\n"
SENTENCE = re.compile(r"(?<=[.?!:])\s+(?=[A-ZÄÖÜ0-9])")
LONGEST = 15
CONDITIONAL = re.compile(r"\b(?:würde|könnte|müsste|sollte|wäre|hätte|dürfte|möchte)\w*", re.IGNORECASE)
SIGNS = re.compile(r"[§%/()]|\b(?:Abs|Nr|bzw|usw)\.|z\. ?B\.|d\. ?h\.")
VERDICTS = re.compile(r"leide[nt]\w* an\b|[Ww]erkstattfähig|\bSie haben (?:einen )?(?:Anspruch|ein Recht)|\bIhnen\b")
CORE = ("57", "58", "59", "60", "61", "61a", "62", "63")
# "This" in it takes up the "soll" of the sentence before.
LEANING = Pinpoint("SGB IX", "61a", "5", "2")
EDITIONS = {
    "SGB IX": ("editions/sgb_9_2018/2026-08-19.zip", CORE),
    "WVO": ("mirror/www.gesetze-im-internet.de/schwbwv/xml.zip", ("9",)),
}


def entry(
    pinpoint: str = "ÜbG § 2 Abs. 1",
    standard: str = "Lehrlinge bekommen 20 Taler.",
    leichter: str = "Lehrlinge bekommen Geld: 20 Taler.",
    more: str = "",
) -> str:
    return f'\n[[statement]]\npinpoint = "{pinpoint}"\nstandard = "{standard}"\nleichter = """\n{leichter}"""\n{more}\n'


def written(folder: Path, text: str, name: str = "uebg-2.toml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def faults(folder: Path, text: str) -> str:
    with pytest.raises(DigestError) as caught:
        load_digest(written(folder, text))
    return str(caught.value)


@pytest.fixture(scope="module")
def digest() -> tuple[Statement, ...]:
    return load_digest()


@pytest.fixture(scope="module")
def blocks(shared: Path) -> tuple[Block, ...]:
    """Return the paragraphs of the laws that the digest was written from, in the wording it was written from."""
    sources = {source.cite: source for source in load_sources()}
    return tuple(
        block
        for cite, (file, sections) in EDITIONS.items()
        for block in read_gii((shared / file).read_bytes(), replace(sources[cite], sections=sections)).blocks
    )


def test_a_statement_keeps_what_its_entry_says(tmp_path: Path) -> None:
    more = "former = true\nvalid_from = 2019-01-01\nvalid_until = 2020-12-31"
    (statement,) = load_digest(written(tmp_path, HEAD + entry(leichter="Eine Zeile:\n20 Taler.", more=more)))
    assert statement == Statement(
        Pinpoint("ÜbG", "2", "1"),
        "Lehrlinge bekommen 20 Taler.",
        "Eine Zeile: 20 Taler.",
        date(2026, 1, 5),
        date(2019, 1, 1),
        date(2020, 12, 31),
        former=True,
    )


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for section in ("2a", "3", "2"):
        written(tmp_path, HEAD + entry(f"ÜbG § {section}"), f"uebg-{section}.toml")
    assert [s.pinpoint.section for s in load_digest(tmp_path)] == ["2", "2a", "3"]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (HEAD + "x = [", "Zeile", "kein gültiges TOML"),
        (entry(), "Zeile 1", "as_of = 2026-08-19"),
        ("as_of = 2026-01-05T10:00:00\n" + entry(), "Zeile 1", "as_of = 2026-08-19"),
        (HEAD + "laws = 1\n" + entry(), "Zeile 1", "Unbekannt im Kopf: laws"),
        (HEAD + "statement = [{}]\n", "Zeile 1", "[[statement]]"),
        (HEAD + entry(pinpoint=""), "Zeile 4", "„pinpoint“ fehlt"),
        (HEAD + entry(pinpoint="irgendwo"), "Zeile 4", "keine einzelne Fundstelle"),
        (HEAD + entry(pinpoint="ÜbG §2 I"), "Zeile 4", "bitte so schreiben: „ÜbG § 2 Abs. 1“"),
        (HEAD + 'law = "ÜbG"\nsection = "3"\n' + entry(), "Zeile 6", "im Kopf steht ÜbG § 3"),
        (HEAD + entry(standard="  "), "Zeile 5", "„standard“ fehlt"),
        (HEAD + entry(leichter=""), "Zeile 6", "„leichter“ fehlt"),
        (HEAD + entry(more="formr = true"), "Zeile 8", "„formr“ ist unbekannt"),
        (HEAD + entry(more='valid_from = "2020-01-01"'), "Zeile 8", "ist kein Tag"),
        (HEAD + entry(more="former = 1"), "Zeile 8", "true oder false"),
        (HEAD + entry(more="former = true"), "Zeile 8", "valid_until ergänzen"),
        (HEAD + entry(more="valid_until = 2020-01-01\nvalid_from = 2020-01-02"), "Zeile 8", "vor valid_from"),
        (HEAD + entry(leichter="Lehrlinge bekommen Geld."), "Zeile 6", "fehlt die Zahl 20"),
        (HEAD + entry(leichter="Es sind 20 Taler in 7 Tagen."), "Zeile 6", "nennt die Zahl 7"),
        (HEAD + entry(standard="Es gibt keine 20 Taler."), "Zeile 6", "verneint"),
        (HEAD + entry(standard="Es soll 20 Taler geben."), "Zeile 6", "„soll“ ist nicht „muss“"),
        (HEAD + entry(leichter="Es soll 20 Taler geben."), "Zeile 6", "„soll“ ist nicht „muss“"),
        (HEAD + entry(standard="Es kann 20 Taler geben."), "Zeile 6", "„kann“ oder „darf“"),
        (HEAD + entry() + entry(), "Zeile 11", "gibt es schon in uebg-2.toml, Zeile 3"),
    ],
)
def test_a_fault_is_told_with_file_line_and_repair(tmp_path: Path, text: str, line: str, told: str) -> None:
    message = faults(tmp_path, text)
    assert str(tmp_path / "uebg-2.toml") in message
    assert line in message
    assert told in message


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = HEAD + entry(pinpoint="irgendwo") + entry(leichter="Geld.")
    assert len(faults(tmp_path, text).splitlines()) == 2


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "uebg-2.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(DigestError, match="als UTF-8 speichern"):
        load_digest(tmp_path)


def test_former_law_may_stand_beside_the_law(tmp_path: Path) -> None:
    text = HEAD + entry() + entry(more="former = true\nvalid_until = 2020-12-31")
    assert [s.former for s in load_digest(written(tmp_path, text))] == [False, True]


def test_the_hash_follows_names_and_texts(tmp_path: Path) -> None:
    seen = [digest_sha(tmp_path), digest_sha(written(tmp_path, HEAD)), digest_sha(written(tmp_path, HEAD + entry()))]
    (tmp_path / "uebg-2.toml").rename(tmp_path / "uebg-3.toml")
    seen.append(digest_sha(tmp_path))
    assert len(set(seen)) == 4
    assert digest_sha(tmp_path) == seen[-1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("drei Monate, bis zu vier Wochen", {"3", "4"}),
        ("zunächst für ein Jahr, dann Ein weiteres Jahr", {"1"}),
        ("aus einem Mitglied", {"1"}),
        ("eine Werkstatt und ein Betrieb", set()),
        ("zur Hälfte", {"1/2"}),
        ("nach § 57 oder § 58, §§ 11 bis 13, Abs. 3 Nr. 2 bis 6, Satz 2, Paragraf 35a", set()),
        ("im Sozial-Gesetz-Buch 14, in den Paragrafen 63 und 64", set()),
        ("nach § 57 und 36 Monate", {"36"}),
        ("im Verhältnis 1:12, höchstens 1.500 Euro", {"1", "12", "1.500"}),
    ],
)
def test_quantities_are_found_and_addresses_are_not(text: str, found: set[str]) -> None:
    assert numbers(text) == found


def test_every_statement_has_a_day_that_can_be_checked(digest: tuple[Statement, ...]) -> None:
    assert {s.as_of for s in digest} == {date(2026, 8, 19)}
    assert all(s.valid_until for s in digest if s.former)


def test_every_file_says_what_it_is_about() -> None:
    for path in DIGEST_PATH.glob("*.toml"):
        head = path.read_text("utf-8").split("[[statement]]")[0]
        assert re.search(r"^law = ", head, re.MULTILINE), path.name
        assert re.search(r"^section = ", head, re.MULTILINE), path.name


def test_every_statement_is_on_a_law_that_is_a_source(digest: tuple[Statement, ...]) -> None:
    assert {s.pinpoint.law for s in digest} <= {source.cite for source in load_sources()}


def test_the_easy_level_is_easy(digest: tuple[Statement, ...]) -> None:
    for s in digest:
        long = [part for part in SENTENCE.split(s.leichter) if len(part.split()) > LONGEST]
        assert not long, s.pinpoint
        assert not CONDITIONAL.search(s.leichter), s.pinpoint
        assert not SIGNS.search(s.leichter), s.pinpoint


def test_no_statement_judges_a_person(digest: tuple[Statement, ...]) -> None:
    for s in digest:
        assert not VERDICTS.search(f"{s.standard} {s.leichter}"), s.pinpoint


def test_the_cap_on_the_wage_subsidy_is_former_law(digest: tuple[Statement, ...]) -> None:
    on_subsidy = [s for s in digest if str(s.pinpoint) == "SGB IX § 61 Abs. 2 Satz 2"]
    assert {s.former: "40 Prozent" in s.standard for s in on_subsidy} == {False: False, True: True}
    assert {s.valid_until for s in on_subsidy} == {None, date(2023, 6, 13)}


def places(blocks: tuple[Block, ...]) -> Iterator[tuple[Pinpoint, str, bool]]:
    """Yield each place with its text, and whether it has no parts of its own."""
    for block in blocks:
        for unit in block.units:
            parts = [other for other in block.units if other is not unit and inside(unit.place, other.place)]
            if isinstance(unit.place, Pinpoint):
                yield unit.place, block.text[unit.start : unit.end], not parts


def inside(outer: Place, inner: Place) -> bool:
    return isinstance(outer, Pinpoint) and isinstance(inner, Pinpoint) and covers(outer, inner) and outer != inner


@pytest.mark.shared
def test_every_sentence_and_number_of_the_core_has_its_statement(
    digest: tuple[Statement, ...], blocks: tuple[Block, ...]
) -> None:
    told = {s.pinpoint for s in digest if not s.former}
    core = [place for place, _, _ in places(blocks) if place.law == "SGB IX" and place.section in CORE]
    # A number of several sentences is told sentence by sentence.
    split = {p for p in core if any(inside(p, q) and q.inner for q in core)}
    assert [str(p) for p in core if p not in told | split] == []
    assert [str(p) for p in told if p.law == "SGB IX" and p.section in CORE and p not in core] == []


@pytest.mark.shared
def test_every_statement_keeps_the_numbers_and_the_force_of_the_law(
    digest: tuple[Statement, ...], blocks: tuple[Block, ...]
) -> None:
    law = {place: (text, leaf) for place, text, leaf in places(blocks)}
    for s in (s for s in digest if not s.former):
        text, leaf = law[s.pinpoint]
        assert numbers(s.standard) <= numbers(text), s.pinpoint
        if leaf:
            assert numbers(text) <= numbers(s.standard), s.pinpoint
            assert not negated(text) or negated(s.standard), s.pinpoint
            assert (s.pinpoint == LEANING or ought(text)) == ought(s.standard), s.pinpoint
            assert not may(text) or may(s.standard), s.pinpoint


@pytest.mark.shared
def test_the_former_cap_stood_in_the_law_until_june_2023(shared: Path) -> None:
    old, new = (
        (shared / "editions/sgb_9_2018_markdown" / name).read_text("utf-8")
        for name in ("SGB_IX_2023-01-06_letzte-mit-40-Prozent-Deckel.md", "SGB_IX_2023-06-15_Deckel-gestrichen.md")
    )
    assert ["40 Prozent der monatlichen Bezugsgröße" in text for text in (old, new)] == [True, False]
