"""The check finds what is wrong with an entry, lists what has to be read, and takes a recorded review for an answer."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.check.checking import check_digest
from corpus.check.easy import sentences
from corpus.check.findings import Finding, Kind
from corpus.check.german import passive, stems
from corpus.claims import Entry, entries_of
from corpus.digest import read_digest
from corpus.keeping import BadReview, draw, record, seal_file
from corpus.nouns import PagePoint, Passage, Pinpoint, Unit, Wording
from corpus.wording import LoadedWording
from tests.digest_sample import CHECK, FILES, GLOSSARY, SIGNPOSTS, STATEMENT, TOPIC, checked, wording, written
from tests.sample import SOURCE


def sealed(folder: Path, **changed: str) -> Path:
    """Write the digest and seal every place that it cites."""
    written(folder, **changed)
    for finding in checked(folder).findings:
        if "Ohne Siegel" in finding.message:
            places = [c.line.places for e in _entries(folder) if e.file == finding.file for c in e.claims]
            seal_file(
                folder / finding.file, {str(p): wording().seal(p) for ps in places for p in ps if wording().seal(p)}
            )
    return folder


def _entries(folder: Path) -> list[Entry]:
    return list(entries_of(read_digest((SOURCE,), folder)[0]))


def found(folder: Path, kind: Kind, **changed: str) -> list[str]:
    return [str(f) for f in checked(sealed(folder, **changed)).findings if f.kind is kind]


def test_a_sound_digest_passes_and_is_counted(tmp_path: Path) -> None:
    result = checked(sealed(tmp_path))
    assert result.errors == ()
    assert (result.checked, result.entries) == (5, 5)
    expected = {"kernaussagen": 1, "themen": 2, "ways_of_asking": 24, "pruefwege": 1, "glossar": 1, "wegweiser": 1}
    assert expected.items() <= result.counts.items()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("kernaussagen_uebg_2", "Abs. 1 Satz 1", "Abs. 1 Satz 3", "gibt es in der geladenen Fassung nicht"),
        ("kernaussagen_uebg_2", "20 Taler", "21 Taler", "Die Zahl 21 steht nicht in ÜbG § 2 Abs. 1 Satz 1"),
        ("themen_urlaub", "6 Tage", "7 Tage", "Die Zahl 7 steht nicht in ÜbG § 3 Abs. 1"),
        ("themen_urlaub", "Der Urlaub hat 6 Tage", "Der Urlaub hat Tage", "fehlt die Zahl 6"),
        ("kernaussagen_uebg_2", "Geld: 20 Taler in der Woche", "Geld: 20 Taler in 1 Woche", "nennt die Zahl 1"),
        ("themen_werkzeug", "Der Meister zahlt das Werkzeug.", "Das Werkzeug wird vom Meister bezahlt.", "Passiv"),
        ("themen_werkzeug", "Fragen Sie den Meister.", "Das könnte der Meister sagen.", "Konjunktiv"),
        ("themen_werkzeug", "Fragen Sie den Meister.", "Fragen Sie die Frau des Meisters.", "Genitiv: des Meisters"),
        ("themen_werkzeug", "Fragen Sie den Meister.", "Fragen Sie die Leitung der Werkstatt.", "Leitung der W"),
        ("themen_werkzeug", "Fragen Sie den Meister.", "Fragen Sie (bald) den Meister.", "Zeichen oder Abkürzung"),
        ("themen_werkzeug", "Fragen Sie den Meister.", "Fragen Sie die WfbM.", "Abkürzung: WfbM"),
        ("themen_werkzeug", "Fragen Sie den Meister.", "Es gibt eine Erwerbsminderungsrente.", "3 Teile"),
        ("themen_werkzeug", "Fragen Sie den Meister.", "Fragen Sie " + "sehr " * 15 + "oft.", "Wörter, höchstens 15"),
        ("themen_werkzeug", "Das Werkzeug zahlt der Meister.", "Sie haben Anspruch auf Werkzeug.", "Urteil"),
        ("themen_werkzeug", "Das Werkzeug zahlt der Meister.", "Wer an etwas leidet an Mangel.", "verletzt"),
        ("themen_werkzeug", "Kostet der Hammer Geld?", "Kostet der Urlaub Geld?", "fast dasselbe"),
        ("themen_werkzeug", '["urlaub"]', '["gibt-es-nicht"]', "Die Folgefrage „gibt-es-nicht“ gibt es nicht"),
        ("themen_werkzeug", "Das Werkzeug zahlt", "Das Werkzeug zahlt " + "gern " * 120, "höchstens 120"),
        ("themen_werkzeug", "next = ", "# next = ", "was man tun kann (next)"),
        ("pruefwege_urlaub", '"Ja", to = "sechs-tage"', '"Ja", to = "mond"', "Den Schritt „mond“"),
        ("pruefwege_urlaub", "Weiß ich nicht", "Nein", "fehlt „Weiß ich nicht“"),
        ("pruefwege_urlaub", 'to = "sechs-tage"', 'to = "jahr"', "Zu „sechs-tage“ führt kein Weg"),
        ("pruefwege_urlaub", 'topics = ["urlaub"]', 'topics = ["mond"]', "Das Thema „mond“ gibt es nicht"),
        ("glossar", '["Azubi"]', '["Azubi", "Lehrling"]', "steht hier zweimal"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_an_error(tmp_path: Path, name: str, old: str, new: str, told: str) -> None:
    text = next(text for file, text in FILES.items() if file.replace("/", "_").replace("-", "_") == f"{name}.toml")
    assert old in text
    assert any(told in line for line in found(tmp_path, Kind.ERROR, **{name: text.replace(old, new)}))


def test_steps_that_lead_back_are_an_error(tmp_path: Path) -> None:
    text = CHECK.replace('"Ja", to = "sechs-tage"', '"Ja", to = "jahr"')
    assert any("kommt man dorthin zurück" in line for line in found(tmp_path, Kind.ERROR, pruefwege_urlaub=text))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("erhalten in jeder", "erhalten nicht in jeder", "„nicht“ steht nur bei uns"),
        ("erhalten in jeder", "sollen in jeder", "„soll“ steht nur bei uns"),
        ("erhalten in jeder", "können in jeder", "„kann“ steht nur bei uns"),
        ("erhalten in jeder", "müssen in jeder", "„muss“ steht nur bei uns"),
        ("erhalten in jeder", "erhalten nur in jeder", "„Bedingung“ steht in „standard“, in „leichter“ nicht"),
        ("erhalten in jeder", "erhalten nicht in jeder", "„nicht“ steht in „standard“, in „leichter“ nicht"),
    ],
)
def test_a_shift_of_force_is_listed(tmp_path: Path, old: str, new: str, told: str) -> None:
    shifts = found(tmp_path, Kind.SHIFT, kernaussagen_uebg_2=STATEMENT.replace(old, new))
    assert any(told in line for line in shifts)


def test_what_the_law_says_with_force_and_the_statement_without_is_listed(tmp_path: Path) -> None:
    text = STATEMENT.replace("§ 2 Abs. 1 Satz 1", "§ 3 Abs. 2").replace("20 Taler", "viel")
    assert any(
        "„nicht“ steht nur in der Quelle" in line for line in found(tmp_path, Kind.SHIFT, kernaussagen_uebg_2=text)
    )


def test_numbers_that_a_statement_drops_are_listed_and_are_no_error(tmp_path: Path) -> None:
    result = checked(sealed(tmp_path, kernaussagen_uebg_2=STATEMENT.replace("20 Taler", "genug")))
    assert [f.message for f in result.findings if f.kind is Kind.DROPPED] == ["Nicht übernommen: 20."]
    assert result.errors == ()


def test_a_derived_amount_is_allowed_where_its_formula_is_named(tmp_path: Path) -> None:
    line = "Das Werkzeug zahlt der Meister, je Tag 4 Taler."
    text = TOPIC.replace("Das Werkzeug zahlt der Meister.", line).replace(
        "zahlt das Werkzeug.", "zahlt das Werkzeug: 4 Taler."
    )
    derived = '\n[[derived]]\namount = "4"\nformula = "20 / 5"\nsources = ["ÜbG § 2 Abs. 1 Satz 1", "ÜbG § 2 Abs. 1"]\n'
    assert found(tmp_path, Kind.ERROR, themen_werkzeug=text) != []
    assert found(tmp_path, Kind.ERROR, themen_werkzeug=text + derived) == []


def test_a_wrong_formula_is_an_error(tmp_path: Path) -> None:
    derived = '\n[[derived]]\namount = "5"\nformula = "20 / 5"\nsources = ["ÜbG § 2 Abs. 1 Satz 1", "ÜbG § 2 Abs. 1"]\n'
    assert any("ergibt 4" in line for line in found(tmp_path, Kind.ERROR, themen_werkzeug=TOPIC + derived))
    other = derived.replace("20 / 5", "25 / 5")
    assert any("25 steht in keiner" in line for line in found(tmp_path, Kind.ERROR, themen_werkzeug=TOPIC + other))


def test_what_leichter_leaves_out_may_be_named(tmp_path: Path) -> None:
    text = STATEMENT.replace("Geld: 20 Taler", "Geld")
    assert any("fehlt die Zahl 20" in line for line in found(tmp_path, Kind.ERROR, kernaussagen_uebg_2=text))
    assert found(tmp_path, Kind.ERROR, kernaussagen_uebg_2=text + 'left_out = ["20 Taler"]') == []


def test_an_amount_without_a_day_is_an_error_and_one_that_ends_soon_a_warning(tmp_path: Path) -> None:
    euro = STATEMENT.replace("20 Taler Lohn", "20 Euro Lohn")
    assert any("valid_from ergänzen" in line for line in found(tmp_path, Kind.ERROR, kernaussagen_uebg_2=euro))
    days = "valid_from = 2026-01-01\nvalid_until = 2026-03-31\n"
    assert any("gilt bis 31.03.2026" in line for line in found(tmp_path, Kind.WARNING, kernaussagen_uebg_2=euro + days))


def test_former_law_may_have_other_numbers_and_brings_them_to_topics_on_its_place(tmp_path: Path) -> None:
    former = STATEMENT[STATEMENT.index("[[") :].replace("20", "12") + "former = true\nvalid_until = 2020-12-31\n"
    topic = TOPIC.replace("Man kann den Meister danach fragen. [ÜbG § 2 Abs. 2 Nr. 1]",
                          "Bis 2020 waren es 12 Taler. [ÜbG § 2 Abs. 1 Satz 1]")  # fmt: skip
    changed = {"kernaussagen_uebg_2": STATEMENT + former, "themen_werkzeug": topic}
    assert [line for line in found(tmp_path, Kind.ERROR, **changed) if "Die Zahl" in line] == []


def test_a_review_answers_a_shift_until_a_text_changes(tmp_path: Path) -> None:
    text = STATEMENT.replace("erhalten in jeder", "erhalten nur in jeder")
    folder = sealed(tmp_path, kernaussagen_uebg_2=text)
    (shift,) = checked(folder).errors
    assert record(folder, checked(folder).findings, {shift.texts: "Nur ist im Wort jede enthalten."}, "zweite") == 1
    assert checked(folder).errors == ()
    assert [f.texts for f in checked(folder).reviewed] == [shift.texts]
    file = folder / "kernaussagen" / "uebg-2.toml"
    file.write_text(file.read_text("utf-8").replace("Taler Lohn.", "Taler als Lohn."), "utf-8")
    assert [f.kind for f in checked(folder).errors] == [Kind.SHIFT]


def test_a_review_of_what_is_no_shift_is_refused(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    with pytest.raises(BadReview, match="abc"):
        record(folder, checked(folder).findings, {"abc": "Grund"}, "zweite")


def test_sealing_keeps_the_rest_of_a_file_and_its_reviews(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('a = 1\n\n[rests_on]\n"x" = "old"\n\n[[review]]\nentry = "b"\n', "utf-8")
    seal_file(file, {"ÜbG § 1": "new", "A": "first"})
    text = 'a = 1\n\n[rests_on]\n"A" = "first"\n"ÜbG § 1" = "new"\n\n[[review]]\nentry = "b"\n'
    assert file.read_text("utf-8") == text
    seal_file(file, {"ÜbG § 1": "new", "A": "first"})
    assert file.read_text("utf-8") == text


def test_another_wording_makes_an_entry_stale_and_is_no_error(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    place = Pinpoint("ÜbG", "3", "1")
    newer = Passage("p", "uebg", "f" * 64, 0, place, (), "(1) Der Urlaub dauert sieben Tage.", (), Wording.OFFICIAL)
    units = (Unit(place, 4, len(newer.text)),)
    result = check_digest(
        *read_digest((SOURCE,), folder), LoadedWording([replace(newer, units=units)]), date(2026, 2, 1)
    )
    assert {f.entry for f in result.findings if f.kind is Kind.STALE} == {"urlaub"}


def test_an_entry_whose_source_is_not_loaded_is_not_checked(tmp_path: Path) -> None:
    digest, faults = read_digest((SOURCE,), sealed(tmp_path))
    result = check_digest(digest, faults, LoadedWording([]), date(2026, 2, 1))
    assert (result.checked, result.entries) == (0, 5)
    assert [f for f in result.findings if f.kind is Kind.ERROR] == []


def test_two_signposts_of_one_name_are_an_error(tmp_path: Path) -> None:
    twice = SIGNPOSTS + SIGNPOSTS.strip()
    assert any("zweimal" in line for line in found(tmp_path, Kind.ERROR, wegweiser=twice))


def test_a_sample_of_reviews_is_drawn_the_same_way_every_time() -> None:
    findings = [Finding(Kind.SHIFT, "f", n, "e", "m", texts=f"{n:03}") for n in range(100)]
    assert draw(findings, 5, 1) == draw(findings[::-1], 5, 1)
    assert draw(findings, 5, 1) != draw(findings, 5, 2)
    assert len(draw(findings[:3], 5, 1)) == 3


@pytest.mark.parametrize(
    ("sentence", "is_passive"),
    [
        ("Die Kosten werden vom Amt bezahlt.", True),
        ("Dann wird der Mensch gefragt.", True),
        ("Das Amt wird die Kosten bezahlen.", False),
        ("Der Mensch wird krank.", False),
        ("Der Antrag ist gestellt, und das Amt wird entscheiden.", False),
    ],
)
def test_the_passive_is_seen(sentence: str, is_passive: bool) -> None:
    assert passive(sentence) is is_passive


@pytest.mark.parametrize(("word", "parts"), [("Geld", 1), ("Arbeitsbereich", 2), ("Erwerbsminderungsrente", 3)])
def test_compounds_are_counted(word: str, parts: int) -> None:
    assert stems(word) == parts


def test_easy_sentences_end_with_a_colon_too() -> None:
    assert sentences("Das sind 2 Dinge: Erstens Geld. Zweitens Zeit!") == [
        "Das sind 2 Dinge:",
        "Erstens Geld.",
        "Zweitens Zeit!",
    ]


def test_the_wording_of_a_place_is_found_at_every_depth() -> None:
    loaded = wording()
    assert loaded.text(Pinpoint("ÜbG", "2", "1")).startswith("Lehrlinge bekommen")
    assert loaded.text(Pinpoint("ÜbG", "2", "2", number="2")) == "den Weg zur Werkstatt."
    assert loaded.text(Pinpoint("ÜbG", "2")).endswith("den Weg zur Werkstatt.")
    assert loaded.text(Pinpoint("ÜbG", "3", "1", "1")) == ""
    assert loaded.text(PagePoint("Heft", "3")) == ""
    assert not loaded.loaded(PagePoint("Heft", "3"))


def test_a_page_is_found_by_its_number_or_its_heading() -> None:
    place = PagePoint("Heft", "3", 5, "Anfang")
    text = "Ein Satz. Noch einer."
    units = (Unit(place, 0, 9), Unit(PagePoint("Heft", "4", 6, "Anfang"), 10, 21))
    loaded = LoadedWording([Passage("p", "heft", "e", 0, place, ("Anfang",), text, units, Wording.OFFICIAL)])
    assert loaded.text(PagePoint("Heft", "3")) == "Ein Satz."
    assert loaded.text(PagePoint("Heft", pdf_page=6)) == "Noch einer."
    assert loaded.text(PagePoint("Heft", heading="Anfang")) == loaded.text(PagePoint("Heft")) == text


def test_a_long_word_is_in_the_glossary_or_explained(tmp_path: Path) -> None:
    hard = TOPIC.replace("Der Meister zahlt das Werkzeug.", "Der Meister zahlt den Werk-Zeug-Kasten.")
    told = "„Werk-Zeug-Kasten“ steht nicht im Glossar"
    assert any(told in line for line in found(tmp_path, Kind.WARNING, themen_werkzeug=hard))
    explained = hard.replace("Fragen Sie den Meister.", "Ein Werk-Zeug-Kasten ist eine Kiste.")
    assert not any(told in line for line in found(tmp_path, Kind.WARNING, themen_werkzeug=explained))
    known = GLOSSARY.replace('"Azubi"', '"Werkzeugkasten"')
    assert not any(told in line for line in found(tmp_path, Kind.WARNING, themen_werkzeug=hard, glossar=known))


def test_the_table_of_coverage_has_every_loaded_section(tmp_path: Path) -> None:
    rows = {
        row.section: (row.places, row.told, row.themen, row.pruefwege) for row in checked(sealed(tmp_path)).coverage
    }
    assert rows == {"ÜbG § 1": (1, 0, 0, 0), "ÜbG § 2": (2, 1, 1, 0), "ÜbG § 3": (2, 0, 1, 1)}
