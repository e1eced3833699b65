"""Pieces of text on a sheet become lines in reading order, without the furniture of the page."""

from collections.abc import Sequence

from ingest.pdf.furniture import furniture, printed
from ingest.pdf.layout import Line, Page, Sheet, margin_begins, read_sheet, rows
from ingest.pdf.pen import Piece
from ingest.pdf.plane import Box

LEFT = [
    "Wer Hilfe braucht, stellt einen Antrag",
    "bei der Stelle, die am Ort zuständig",
    "ist, und nennt dort seine Gründe für",
    "den Wunsch.",
]
RIGHT = [
    "Die Stelle prüft den Antrag in Ruhe und",
    "schreibt danach einen Bescheid, den",
    "sie mit der Post verschickt oder selbst",
    "übergibt.",
]


def piece(text: str, x: float, y: float, size: float = 10.0, bold: bool = False, width: float = 0.0) -> Piece:
    return Piece(text, x, x + (width or 0.5 * size * len(text)), y, size, bold, furniture=False)


def sheet(pieces: Sequence[Piece], rules: Sequence[Box] = (), number: int = 1) -> Sheet:
    return Sheet(number, "", 595.0, 842.0, tuple(pieces), tuple(rules))


def read(pieces: Sequence[Piece], rules: Sequence[Box] = (), margin_at: float = 0.0) -> Page:
    return read_sheet(sheet(pieces, rules), pieces, margin_at)


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def test_pieces_on_one_height_are_one_line_with_spaces_only_at_gaps() -> None:
    found = read([piece("Er", 70, 700, width=10), piece("gänzung", 80, 700, width=35), piece("folgt", 119, 700.4)])
    assert texts(found.lines) == ["Ergänzung folgt"]


def test_two_columns_are_read_one_after_the_other() -> None:
    pieces = [piece(t, 60, 700 - 12 * i) for i, t in enumerate(LEFT)]
    pieces += [piece(t, 320, 700 - 12 * i) for i, t in enumerate(RIGHT)]
    head = piece("Eine Überschrift, die über beide Spalten des Blattes reicht und breit ist.", 60, 740, 13)
    assert texts(read([head, *pieces]).lines) == [head.text, *LEFT, *RIGHT]


def test_two_columns_on_staggered_baselines_are_read_one_after_the_other() -> None:
    pieces = [piece(t, 60, 700 - 12 * i) for i, t in enumerate(LEFT)]
    pieces += [piece(t, 320, 694 - 12 * i) for i, t in enumerate(RIGHT)]
    assert texts(read(pieces).lines) == [*LEFT, *RIGHT]


def test_a_ruled_table_is_read_row_by_row_with_the_lines_of_a_cell_together() -> None:
    upright = [(x, 600.0, x + 0.5, 700.0) for x in (60.0, 200.0, 400.0)]
    level = [(60.0, y, 400.0, y + 0.5) for y in (600.0, 650.0, 700.0)]
    pieces = [
        piece("Art der Hilfe", 65, 690),
        piece("Betrag", 205, 690),
        piece("Zuschuss zur", 65, 640),
        piece("Miete", 65, 628),
        piece("bis zu 90 Euro", 205, 640),
        piece("im Monat", 205, 628),
    ]
    found = read([piece("Davor", 60, 720), *pieces, piece("Danach", 60, 580)], [*upright, *level])
    assert texts(found.lines) == [
        "Davor",
        "Art der Hilfe | Betrag",
        "Zuschuss zur\nMiete | bis zu 90 Euro\nim Monat",
        "Danach",
    ]


GRID = [(x, 600.0, x + 0.5, 700.0) for x in (60.0, 200.0, 400.0)] + [(60.0, y, 400.0, y + 0.5) for y in (600.0, 700.0)]


def test_figures_between_two_lines_are_read_row_by_row() -> None:
    years = [piece("2001", 65, 690), piece("2002", 65, 676)]
    assert texts(read([*years, piece("12,5", 205, 690), piece("12,9", 205, 676)], GRID).lines) == [
        "2001 | 12,5",
        "2002 | 12,9",
    ]


def test_text_over_the_line_between_two_columns_stays_whole() -> None:
    title = [piece("Bereich der For", 125, 690, width=74), piece("sten", 199.5, 690, width=20)]
    body = [piece("A", 65, 660), piece("B", 205, 660)]
    found = read([*title, *body], [*GRID, (60.0, 680.0, 400.0, 680.5)])
    assert texts(found.lines) == ["Bereich der Forsten", "A | B"]


def test_an_empty_cell_keeps_its_place_between_others() -> None:
    upright = [(x, 600.0, x + 0.5, 700.0) for x in (60.0, 200.0, 300.0, 400.0)]
    level = [(60.0, y, 400.0, y + 0.5) for y in (600.0, 650.0, 675.0, 700.0)]
    head = [piece("Kinder", 65, 680), piece("20", 205, 680), piece("30", 305, 680)]
    body = [piece("ein Kind", 65, 655), piece("X", 305, 655), piece("zwei Kinder", 65, 630), piece("X", 205, 630)]
    assert texts(read([*head, *body], [*upright, *level]).lines) == [
        "Kinder | 20 | 30",
        "ein Kind |  | X",
        "zwei Kinder | X",
    ]


def test_the_wide_blank_of_justified_text_does_not_reach_into_the_next_cell() -> None:
    left = [piece("Alle haften für die ", 65, 690, width=138), piece("Schulden", 65, 678)]
    right = [piece("Einer vertritt", 205, 690), piece("die anderen", 205, 678)]
    found = read([*left, *right, piece("A", 65, 650), piece("B", 205, 650)], [*GRID, (60.0, 665.0, 400.0, 665.5)])
    assert texts(found.lines)[0] == "Alle haften für die\nSchulden | Einer vertritt\ndie anderen"


def test_a_bullet_a_hair_lower_than_the_cell_to_its_right_stays_in_its_own() -> None:
    pieces = [piece("•", 65, 689.4), piece("ein Bogen", 80, 689.4), piece("im Regelfall", 205, 690)]
    found = read([*pieces, piece("A", 65, 650), piece("B", 205, 650)], [*GRID, (60.0, 665.0, 400.0, 665.5)])
    assert texts(found.lines)[0] == "• ein Bogen | im Regelfall"


def test_a_raised_footnote_mark_before_its_footnote_is_no_line_of_its_own() -> None:
    assert texts(read([piece("5", 60, 700, 7), piece("Das gilt nur im Mai.", 67, 696.1, 9)]).lines) == [
        "Das gilt nur im Mai."
    ]


def test_a_table_without_lines_keeps_its_cells_apart() -> None:
    grid = [("Jahr", "Ost", "West"), ("2001", "12,5", "13,1"), ("2002", "12,9", "13,4")]
    pieces = [piece(cell, 60 + 120 * j, 700 - 14 * i) for i, row in enumerate(grid) for j, cell in enumerate(row)]
    assert texts(read(pieces).lines) == [" | ".join(row) for row in grid]


def test_a_list_marker_stays_with_its_text() -> None:
    assert texts(read([piece("•", 70, 700), piece("ein Antrag", 95, 700)]).lines) == ["• ein Antrag"]


def test_notes_in_the_margin_stand_apart() -> None:
    body = [piece("Der Antrag braucht eine Begründung, die man prüfen kann.", 70, 700 - 13 * i) for i in range(6)]
    notes = [piece("Begründung", 430, 700, bold=True), piece("(7.3)", 430, 687, bold=True)]
    margin_at = margin_begins([rows([*body, *notes], 1)], 595.0)
    found = read([*body, *notes], margin_at=margin_at)
    assert texts(found.lines) == [p.text for p in body]
    assert texts(found.margin) == ["Begründung", "(7.3)"]


def test_a_note_close_to_a_full_line_stands_apart() -> None:
    full = piece("Der Antrag braucht eine Begründung, die man prüfen kann.", 70, 700, width=352)
    found = read([full, piece("Begründung", 430, 700, bold=True)], margin_at=430.0)
    assert texts(found.lines) == [full.text]


def test_raised_numbers_are_no_part_of_a_sentence() -> None:
    pieces = [
        piece("Hilfe gibt es auf Antrag.", 70, 700, width=120),
        piece("2", 192, 704, 6),
        piece("Er ist frei. 12 m", 196, 700, width=80),
    ]
    assert texts(read([*pieces, piece("2", 276, 703, 6)]).lines) == ["Hilfe gibt es auf Antrag. Er ist frei. 12 m²"]


def furnished(count: int, foot: str) -> tuple[list[Sheet], dict[int, list[Line]]]:
    sheets = []
    for number in range(1, count + 1):
        head = piece("Handbuch der Hilfen" if number % 2 else "Zweiter Teil", 60 if number % 2 else 420, 800)
        body = piece(f"Ein Satz mit der Nummer {number} steht auf diesem Blatt.", 60, 500)
        sheets.append(sheet([head, body, piece(foot.format(number + 100), 280, 40)], number=number))
    return sheets, furniture({s.number: rows(s.pieces, s.number) for s in sheets}, sheets)


def test_alternating_heads_and_counting_feet_go_and_name_the_printed_page() -> None:
    sheets, gone = furnished(8, "- Seite {} -")
    assert texts(gone[1]) == ["Handbuch der Hilfen", "- Seite 101 -"]
    assert texts(gone[2]) == ["Zweiter Teil", "- Seite 102 -"]
    assert printed(gone, sheets) == {number: str(number + 100) for number in range(1, 9)}


def test_rows_of_figures_at_the_top_of_every_sheet_stay() -> None:
    figures = [piece("1950", 60, 760), piece("12,5", 200, 760)]
    sheets = [sheet([*figures, piece("Text", 60, 700)], number=n) for n in range(1, 9)]
    assert not any(furniture({s.number: rows(s.pieces, s.number) for s in sheets}, sheets).values())


def test_text_behind_a_row_that_stays_is_no_furniture() -> None:
    sheets = [sheet([piece(f"Satz {chr(64 + n)}", 60, 800), piece("Beispiel", 60, 780)], number=n) for n in range(1, 9)]
    gone = furniture({s.number: rows(s.pieces, s.number) for s in sheets}, sheets)
    assert not any(gone.values())


def test_numbers_that_do_not_count_on_are_no_page_numbers() -> None:
    sheets, gone = furnished(8, "Stand: 2024")
    assert (
        printed({number: [line for line in found if "Stand" in line.text] for number, found in gone.items()}, sheets)
        == {}
    )


def test_the_names_of_the_file_count_where_no_number_is_printed() -> None:
    sheets = [Sheet(n, label, 595.0, 842.0, ()) for n, label in ((1, "iv"), (2, "v"))]
    assert printed({1: [], 2: []}, sheets) == {1: "iv", 2: "v"}
