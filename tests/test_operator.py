"""What an operator says of itself is read as written; every fault has its line and its repair."""

from dataclasses import fields
from pathlib import Path

import pytest

from service.operator import EXAMPLE, Body, Operator, OperatorError, OwnText, load_operator

LEAST = 'name = "Verein"\naddress = ["Weg 1", "Ort"]\nemail = "post@verein.example"\n'


def load(tmp_path: Path, text: str) -> Operator:
    file = tmp_path / "betreiber.toml"
    file.write_text(text, "utf-8")
    return load_operator(file)


def faults(tmp_path: Path, text: str) -> list[str]:
    """Return what is told of ``text``, each fault without the folder of the file."""
    with pytest.raises(OperatorError) as told:
        load(tmp_path, text)
    return [line.removeprefix(f"{tmp_path}/") for line in str(told.value).splitlines()]


def test_the_example_passes_and_shows_every_entry() -> None:
    operator = load_operator(EXAMPLE)
    assert [field.name for field in fields(operator) if not getattr(operator, field.name)] == []
    assert operator.name == "Name der Organisation"
    assert (operator.email or "").endswith("@example.org")


def test_the_least_is_enough_and_nothing_is_made_up(tmp_path: Path) -> None:
    assert load(tmp_path, LEAST) == Operator("Verein", ("Weg 1", "Ort"), "post@verein.example")


def test_a_telephone_is_a_way_to_get_in_touch_too(tmp_path: Path) -> None:
    operator = load(tmp_path, LEAST.replace("email", "phone"))
    assert (operator.email, operator.phone) == (None, "post@verein.example")


def test_texts_are_read_in_the_languages_they_have(tmp_path: Path) -> None:
    more = '[hosting]\nde = """\nEin Rechner\nim Haus."""\nen = "A computer."\n[authority]\nname = "Amt"\nurl = "https://amt.example"\n'
    operator = load(tmp_path, LEAST + more)
    assert operator.hosting == OwnText("Ein Rechner im Haus.", None, "A computer.")
    assert operator.authority == Body("Amt", "https://amt.example")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["Zeile 1: „name“ fehlt. Bitte ergänzen.", "Zeile 1: „address“ fehlt. Bitte ergänzen."]),
        (LEAST + "fax = 1\n", ["Zeile 4: „fax“ ist unbekannt. Welche Angaben es gibt, steht in service/operator.ex"]),
        ('name = ""\naddress = []\n', ["Zeile 1: „name“ ist leer oder", "Zeile 2: „address“ ist leer. Bitte"]),
        (LEAST.replace('"post@verein.example"', '"post"'), ["Zeile 3: „email“ ist keine E-Mail-Adresse. Bitte so"]),
        (LEAST.replace("post@", "post@a@"), ["Zeile 3: „email“ ist keine E-Mail-Adresse."]),
        (LEAST.replace("post@", "post?bcc=x@"), ["Zeile 3: „email“ ist keine E-Mail-Adresse."]),
        (LEAST.replace("email", "#"), ["Zeile 1: Es fehlt ein Weg, sich zu melden. Bitte „email“ oder „phone“"]),
        (LEAST.replace('"Verein"', "7"), ["Zeile 1: „name“ ist kein Text. Bitte in Anführungszeichen schreiben."]),
        (
            LEAST.replace('["Weg 1", "Ort"]', '"Weg 1"'),
            ["Zeile 2: „address“ ist keine Liste. Bitte in eckigen Klammer"],
        ),
        (LEAST + 'hosting = "im Haus"\n', ["Zeile 4: „hosting“ ist keine Tabelle. Bitte mit einer eigenen Zeile [hos"]),
        (LEAST + '\n[authority]\nname = "Amt"\n', ["Zeile 5: „url“ fehlt."]),
        (LEAST + '[authority]\nurl = "https://a.example"\n', ["Zeile 4: „name“ fehlt."]),
        (
            LEAST + '[authority]\nname = "Amt"\n[enforcement]\nname = "Stelle"\nurl = "https://a.example"\n',
            ["Zeile 4: „url“ fehlt."],
        ),
        (
            LEAST + '[enforcement]\nname = "Stelle"\nurl = "javascript:alert(1)"\n',
            ["Zeile 6: „url“ ist keine Adresse im Netz. Bitte mit https:// beginnen."],
        ),
        (LEAST + '[[imprint_text]]\nde = "a"\n\n[[imprint_text]]\nen = "b"\n', ["Zeile 7: „de“ fehlt."]),
        (LEAST + "[hosting\n", ["Zeile 4: Das ist kein gültiges TOML"]),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_repair(tmp_path: Path, text: str, told: list[str]) -> None:
    found = faults(tmp_path, text)
    assert len(found) == len(told)
    for line, start in zip(found, told, strict=True):
        assert line.startswith(f"betreiber.toml, {start}")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, 'name = 1\naddress = "a"\nemail = "b"\n')) == 3


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"nirgends\.toml, Zeile 1: Die Datei ist nicht lesbar"):
        load_operator(tmp_path / "nirgends.toml")
    torn = tmp_path / "torn.toml"
    torn.write_bytes(b"name = \xff")
    with pytest.raises(OperatorError, match="Bitte als UTF-8 speichern"):
        load_operator(torn)
