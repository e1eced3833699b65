"""The sources of an answer reach a reference manager whole: one entry an edition, every character as text."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import accumulate

import pytest

from corpus.nouns import Rank
from service.bibliography import CSL_TYPES, Reference, bibtex, bibtex_text, csl, references
from service.checked import Checked, Standing
from tests.served import PROOFS, TinyAnswers

SOURCES = TinyAnswers().sources()
CHECKED = tuple(TinyAnswers().checker().check(proof) for proof in PROOFS)
ATTACK = "} , url = {javascript:x} \\input{/etc/passwd} %$#_&~^ <b>ü</b>\n@misc{"

# Appendix III and IV of the CSL specification 1.0.2, as far as they are used here.
TYPES = {"article", "document", "legal_case", "legislation", "regulation", "report"}
TEXTS = {"id", "type", "title", "title-short", "publisher", "URL", "DOI", "note", "language"}


def faults_of(items: object) -> list[str]:
    """Return what is wrong with CSL-JSON."""
    if not isinstance(items, list):
        return ["no list"]
    faults = []
    for item in items:
        texts = {name: value for name, value in item.items() if name != "issued"}
        faults += [f"{name} is unknown" for name in texts.keys() - TEXTS]
        faults += [f"{name} is no text" for name, value in texts.items() if not isinstance(value, str) or not value]
        faults += [f"{name} is missing" for name in ("id", "type", "title", "note") if name not in item]
        faults += [] if item.get("type") in TYPES else ["type is none of CSL"]
        (parts,) = item["issued"]["date-parts"]
        faults += [] if len(parts) == 3 and all(type(part) is int for part in parts) else ["date"]
    return faults + (["ids"] if len({item["id"] for item in items}) != len(items) else [])


def entry(text: str) -> Reference:
    return Reference("k", Rank.STUDY, text, text, text, date(2024, 5, 6), "https://example.org/a", text)


def test_one_entry_for_all_places_in_an_edition() -> None:
    law, paper = references(CHECKED, SOURCES)
    assert (law.key, paper.key) == ("uebg-2026-08-19", "leitfaden-2025-02-01")
    assert law.note == "§ 4 Abs. 1 Satz 1; § 4 Abs. 2 Nr. 2"
    assert paper.note == "S. 7 (nach einer Zusammenfassung)"
    assert (law.title, law.publisher) == ("Übungsgesetz über das Werken", "Übungsverlag")


def test_the_address_is_the_place_where_one_is_cited_and_the_law_where_more_are() -> None:
    statute = (replace(SOURCES[0], url="https://law.example/uebg/xml.zip"), SOURCES[1])
    two = [replace(c, proof=replace(c.proof, url=f"https://law.example/{i}")) for i, c in enumerate(CHECKED[:2])]
    assert references(two[:1], statute)[0].address == "https://law.example/0"
    assert references(two, statute)[0].address == "https://law.example/uebg/"


def test_what_was_not_verified_is_an_entry_of_its_own_and_says_so() -> None:
    changed = replace(CHECKED[1], standing=Standing.CHANGED)
    stray = Checked(replace(PROOFS[0], pinpoint="Amtsblatt 7", title="Erlass"), Standing.UNVERIFIED)
    other = Checked(replace(PROOFS[0], pinpoint="Amtsblatt 8", title="Erlass"), Standing.UNVERIFIED)
    entries = references([CHECKED[0], changed, stray, other], SOURCES)
    assert [each.key for each in entries] == [
        *("uebg-2026-08-19", "uebg-2026-08-19-anderer-wortlaut"),
        *("quelle-2026-08-19-ungeprueft", "quelle-2026-08-19-ungeprueft-2"),
    ]
    assert "steht heute nicht" in entries[1].note
    assert "konnte nicht geprüft werden" in entries[2].note
    assert (entries[2].address, entries[2].publisher) == ("", "")


def test_keys_are_the_same_in_every_export() -> None:
    keys = [each.key for each in references(CHECKED, SOURCES)]
    assert keys == [each.key for each in references(CHECKED, SOURCES)]
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)


def test_csl_has_the_shape_of_csl_json() -> None:
    items = json.loads(json.dumps(csl(references(CHECKED, SOURCES))))
    assert faults_of(items) == []
    assert items[0]["type"] == "legislation"
    assert items[0]["title-short"] == "ÜbG"
    assert items[0]["issued"] == {"date-parts": [[2026, 8, 19]]}
    assert "19.08.2026" in items[0]["note"]


def test_the_check_of_the_shape_sees_faults() -> None:
    (item,) = json.loads(json.dumps(csl([entry("x")])))
    for wrong in ({"type": "statute"}, {"colour": "red"}, {"note": ""}, {"issued": {"date-parts": [["2024"]]}}):
        assert faults_of([{**item, **wrong}])
    assert faults_of([item, item]) == ["ids"]


def test_every_rank_has_a_type_of_csl() -> None:
    assert set(CSL_TYPES) == set(Rank)
    assert set(CSL_TYPES.values()) <= TYPES


def test_a_doi_is_told_as_one() -> None:
    study = replace(entry("Studie"), address="https://doi.org/10.1234/5678-90")
    assert csl([study])[0]["DOI"] == "10.1234/5678-90"
    assert "  doi = {10.1234/5678-90}," in bibtex([study])
    assert "DOI" not in csl([entry("Studie")])[0]


def test_bibtex_has_one_misc_an_entry_with_its_fields() -> None:
    text = bibtex(references(CHECKED, SOURCES))
    assert re.findall(r"^@(\w+)\{(.+),$", text, re.M) == [("misc", "uebg-2026-08-19"), ("misc", "leitfaden-2025-02-01")]
    assert "  title = {{Übungsgesetz über das Werken}}," in text
    assert "  date = {2026-08-19}," in text
    assert "  note = {§ 4 Abs. 1 Satz 1; § 4 Abs. 2 Nr. 2; Stand 19.08.2026}," in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50 % & 3 $ #1 a_b", r"50 \% \& 3 \$ \#1 a\_b"),
        ("{x} \\y ~ ^", r"\textbraceleft{}x\textbraceright{} \textbackslash{}y \textasciitilde{} \textasciicircum{}"),
        ("Zeile\n\tzwei", "Zeile zwei"),
        ("Übung § 4 „gut“", "Übung § 4 „gut“"),
    ],
)
def test_no_character_means_anything_to_tex(text: str, written: str) -> None:
    assert bibtex_text(text) == written


def test_no_text_leaves_its_field() -> None:
    text = bibtex([replace(entry(ATTACK), address="https://example.org/a}b{c\\d e%20f")])
    assert text.count("\n@") == 0
    assert [line.split(" = ")[0].strip() for line in text.splitlines()[1:-1]] == [
        *("title", "shorttitle", "key", "publisher", "year", "date", "url", "note", "langid")
    ]
    assert "url = {https://example.org/a%7Db%7Bc%5Cd%20e%20f}," in text
    # BibTeX counts every brace, even behind a backslash.
    for line in text.splitlines()[1:-1]:
        depths = list(accumulate({"{": 1, "}": -1}.get(c, 0) for c in line))
        assert depths[-1] == 0
        assert min(depths[line.index("{") : line.rindex("}")]) == 1
