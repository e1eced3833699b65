"""Tables in a file that people edit: each keeps the lines it stands on."""

from pathlib import Path

import pytest

from corpus.tables import NotTables, read_tables

LIST = """\
# Werkzeuge
stand = 2026

[[werkzeug]]
name = "Hammer"
"griff" = "Holz"
farben = [
  "rot",
  'blau',
]

  [[ werkzeug ]]  # noch eins
name = "Zange"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "werkzeug.toml"
    file.write_text(LIST, "utf-8")
    return file


def test_tables_come_in_order_with_the_line_they_begin_on(path: Path) -> None:
    head, tables = read_tables(path, "werkzeug")
    assert head == {"stand": 2026}
    assert [(table.start, table.values["name"]) for table in tables] == [(4, "Hammer"), (12, "Zange")]


@pytest.mark.parametrize(
    ("key", "item", "line"),
    [("name", "", 5), ("griff", "", 6), ("farben", "", 7), ("farben", "blau", 9), ("fehlt", "", 4), ("nam", "", 4)],
)
def test_a_key_and_an_item_are_told_by_their_line(path: Path, key: str, item: str, line: int) -> None:
    _, tables = read_tables(path, "werkzeug")
    assert tables[0].line_of(key, item) == line


def test_a_header_inside_a_longer_text_begins_no_table(path: Path) -> None:
    path.write_text(LIST.replace('"Hammer"', '"""Ein\n[[werkzeug]]\nHammer"""'), "utf-8")
    assert [table.start for table in read_tables(path, "werkzeug")[1]] == [4, 14]


@pytest.mark.parametrize("text", ["", "stand = 2026\n"])
def test_a_file_may_have_no_table(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    assert read_tables(path, "werkzeug")[1] == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[werkzeug]]\nname = Hammer\n", "Zeile 2: Das ist kein gültiges TOML"),
        ("werkzeug = [{}]\n", r"Zeile 1: .* „\[\[werkzeug\]\]“"),
        ("werkzeug = 1\n", r"Zeile 1: .* „\[\[werkzeug\]\]“"),
        ("[werkzeug]\n", r"Zeile 1: .* „\[\[werkzeug\]\]“"),
    ],
)
def test_a_file_of_another_form_is_refused(path: Path, text: str, told: str) -> None:
    path.write_text(text, "utf-8")
    with pytest.raises(NotTables, match=told) as caught:
        read_tables(path, "werkzeug")
    assert str(path) in str(caught.value)
