"""A PDF is taken apart in a child process: what it shows is read, what it hides is reported, what is broken refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.pdf.child import Pdf, take_apart
from ingest.unreadable import Unreadable
from tests.pdf_samples import at, bomb, encrypted, file_of, lines, pdf, stream

VISIBLE = at(72, 700, "Der Beirat tagt zweimal im Jahr.")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return a function that writes bytes to a file named like a PDF."""

    def write(data: bytes) -> Path:
        path = tmp_path / "probe.pdf"
        path.write_bytes(data)
        return path

    return write


def shown(found: Pdf) -> list[str]:
    return [piece.text.strip() for sheet in found.sheets for piece in sheet.pieces]


def test_text_comes_with_its_place_and_size(written: Callable[[bytes], Path]) -> None:
    found = take_apart(written(pdf([at(72, 700, "Frist", 14, "F2")])))
    (piece,) = found.sheets[0].pieces
    assert (piece.text, piece.x0, piece.y, piece.size, piece.bold) == ("Frist", 72.0, 700.0, 14.0, True)
    assert piece.x1 == pytest.approx(72 + 14 * 2.167)  # Helvetica-Bold: F 611, r 389, i 278, s 556, t 333


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        (at(72, 600, "Geheim", before="3 Tr"), "unsichtbar gesetzt"),
        (at(72, 600, "Geheim", before="/Clear gs"), "durchsichtig gesetzt"),
        (at(72, 600, "Geheim", before="1 1 1 rg"), "in der Farbe des Grundes"),
        (at(72, 600, "Geheim", before="0 0 0 0 k"), "in der Farbe des Grundes"),
        ("0 0 1 rg 50 500 300 200 re f " + at(72, 600, "Geheim", before="0 0 1 rg"), "in der Farbe des Grundes"),
        (at(5000, 5000, "Geheim"), "außerhalb des Blattes"),
        (at(72, -40, "Geheim"), "außerhalb des Blattes"),
        (at(72, 600, "Geheim", size=0.5), "kleiner als ein Punkt"),
        ("q 0.01 0 0 0.01 72 600 cm " + at(0, 0, "Geheim") + " Q ", "kleiner als ein Punkt"),
    ],
)
def test_hidden_text_is_left_out_and_reported(written: Callable[[bytes], Path], secret: str, why: str) -> None:
    found = take_apart(written(pdf([VISIBLE, VISIBLE + secret])))
    assert "Geheim" not in shown(found)
    assert len(shown(found)) == 2
    (problem,) = found.problems
    assert why in problem
    assert "PDF-Seite 2 " in problem


def test_hidden_words_inside_a_visible_line_are_left_out(written: Callable[[bytes], Path]) -> None:
    content = "BT /F1 11 Tf 72 700 Td (Sichtbar ) Tj 3 Tr (verborgen ) Tj 0 Tr (bleibt) Tj ET"
    assert shown(take_apart(written(pdf([content])))) == ["Sichtbar", "bleibt"]


def test_white_text_on_a_dark_box_is_visible(written: Callable[[bytes], Path]) -> None:
    found = take_apart(written(pdf(["0 0 0.5 rg 50 590 300 30 re f " + at(72, 600, "Kopf", before="1 1 1 rg")])))
    assert shown(found) == ["Kopf"]
    assert not found.problems


@pytest.mark.parametrize("state", ["/Clear gs /Full gs", "/Unheard gs"])
def test_ink_that_covers_again_or_whose_state_is_not_there_is_visible(
    written: Callable[[bytes], Path], state: str
) -> None:
    assert shown(take_apart(written(pdf([at(72, 600, "Kopf", before=state)])))) == ["Kopf"]


def test_a_clear_box_hides_nothing(written: Callable[[bytes], Path]) -> None:
    box = "q /Clear gs 0 g 50 590 300 30 re f Q "
    assert shown(take_apart(written(pdf([box + at(72, 600, "Kopf")])))) == ["Kopf"]


def test_a_gap_at_the_start_of_a_string_moves_its_place(written: Callable[[bytes], Path]) -> None:
    (piece,) = take_apart(written(pdf(["BT /F1 10 Tf 72 700 Td [-10000 (weit)] TJ ET"]))).sheets[0].pieces
    assert piece.x0 == pytest.approx(172.0)


def test_small_gaps_are_spaces_and_wide_ones_part_pieces(written: Callable[[bytes], Path]) -> None:
    content = "BT /F1 10 Tf 72 700 Td [(eins) -300 (zwei) 20 (drei) -9000 (vier)] TJ ET"
    assert shown(take_apart(written(pdf([content])))) == ["eins zweidrei", "vier"]


def broken(name: str) -> bytes:
    whole = pdf([lines(72, 700, ["Der Beirat tagt zweimal im Jahr."] * 20)] * 3)
    return {
        "leer": b"",
        "abgeschnitten": whole[:300],
        "Webseite": b"<!DOCTYPE html><html><body>Nicht gefunden</body></html>",
        "ZIP-Archiv": b"PK\x03\x04" + b"\0" * 200,
        "keine PDF-Datei": b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        "Passwort": encrypted(whole, "geheim"),
        "hat 0 Seiten": file_of(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>", b"<< >>"]
        ),
    }[name]


@pytest.mark.parametrize(
    "what", ["leer", "abgeschnitten", "Webseite", "ZIP-Archiv", "keine PDF-Datei", "Passwort", "hat 0 Seiten"]
)
def test_a_file_that_gives_nothing_is_refused_with_one_line_and_a_repair(
    written: Callable[[bytes], Path], what: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        take_apart(written(broken(what)))
    message = str(refused.value)
    assert what in message
    assert "Bitte" in message
    assert "\n" not in message


def test_a_file_locked_against_printing_only_is_read(written: Callable[[bytes], Path]) -> None:
    assert shown(take_apart(written(encrypted(pdf([VISIBLE]), "")))) == ["Der Beirat tagt zweimal im Jahr."]


def test_a_bomb_costs_a_page_not_the_program(written: Callable[[bytes], Path]) -> None:
    found = take_apart(written(bomb(300)))
    assert not shown(found)
    assert found.problems == ("PDF-Seiten 1 sind beschädigt und fehlen.",)


def test_forms_that_call_themselves_end(written: Callable[[bytes], Path]) -> None:
    form = stream(
        b"/X Do", entries=b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
    )
    page = b"<< /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 6 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
    pages = b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>"
    data = file_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, b"<< >>", form, page, stream(b"/X Do")])
    assert not shown(take_apart(written(data)))


def test_a_child_that_takes_too_long_is_ended(written: Callable[[bytes], Path]) -> None:
    with pytest.raises(Unreadable, match="nicht gelesen"):
        take_apart(written(pdf([VISIBLE])), wall_seconds=0.001)


def test_a_turned_sheet_is_read_upright(written: Callable[[bytes], Path]) -> None:
    data = pdf(["BT /F1 11 Tf 0 1 -1 0 300 72 Tm (Querformat) Tj ET"]).replace(b"/MediaBox", b"/Rotate 90 /MediaBox")
    sheet = take_apart(written(data)).sheets[0]
    assert (sheet.width, sheet.height) == (842.0, 595.0)
    assert [piece.text for piece in sheet.pieces] == ["Querformat"]
