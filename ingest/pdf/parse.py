"""Taking one PDF apart with pypdf, inside a child process of its own: ``python -m ingest.pdf.parse FILE`` prints JSON.

Nothing here is called by the rest of the project, which reads PDFs through ``ingest.pdf.child``.
"""

import json
import logging
import resource
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from pypdf import PageObject, PdfReader, apply_configuration, get_configuration
from pypdf.errors import DependencyError, EmptyFileError, PyPdfError
from pypdf.generic import ContentStream, DictionaryObject, PdfObject, StreamObject
from pypdf.generic._font import Font

from ingest.pdf.operators import ACTIONS
from ingest.pdf.pen import Glyph, Pen, State

MEMORY = 512 * 2**20
CPU_SECONDS = 60
MOST_PAGES = 5_000
MOST_CHARACTERS = 40_000_000
DEEPEST_FORM = 8
DAMAGE = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
    struct.error,
)
"""What pypdf raises on a file that breaks the format; a whole list, because malformed files reach every line of it."""


class Refused(Exception):
    """The file gives no text; the message is a German sentence."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the file, as ``pdf_pen.Typeface`` asks for it."""

    font: Font
    bold: bool
    known: dict[str, Glyph]

    def glyphs(self, data: bytes | str) -> Sequence[Glyph]:
        """Return text and width (thousandths of an em) of each code in ``data``."""
        raw = data if isinstance(data, bytes) else data.encode("latin-1", "replace")
        encoding = self.font.encoding
        codes = raw.decode(encoding, "replace") if isinstance(encoding, str) else raw.decode("latin-1")
        return [self.known.get(code) or self._glyph(code) for code in codes]

    def _glyph(self, code: str) -> Glyph:
        font = self.font
        char = code if isinstance(font.encoding, str) else font.encoding.get(ord(code), code)
        width = font.space_width if code == font.space_char else font.get_text_width(code)
        glyph = self.known[code] = (str(font.character_map.get(char, char)), float(width))
        return glyph


def faces(resources: DictionaryObject, known: dict[int, Face]) -> Mapping[str, Face]:
    """Return the fonts that ``resources`` name; ``known`` keeps them by object over the pages."""
    found: dict[str, Face] = {}
    for name, entry in _dictionary(resources.get("/Font")).items():
        number = getattr(entry, "idnum", id(entry))
        if number not in known:
            with suppress(*DAMAGE):
                font = Font.from_font_resource(entry.get_object())
                known[number] = Face(font, "bold" in font.name.lower() or "black" in font.name.lower(), {})
        if number in known:
            found[name] = known[number]
    return found


def _dictionary(entry: object) -> DictionaryObject:
    """Return the dictionary that ``entry`` is or points to; an empty one for anything else."""
    found = entry.get_object() if isinstance(entry, PdfObject) else entry
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


@dataclass(frozen=True, slots=True)
class Hand:
    """Moves a pen as the content streams of one file say."""

    reader: PdfReader
    fonts: dict[int, Face]

    def draw(self, pen: Pen, content: object, resources: DictionaryObject, depth: int = 0) -> None:
        """Follow every operator of ``content``."""
        named = faces(resources, self.fonts)
        for operands, operator in ContentStream(content, self.reader, "bytes").operations:
            if operator in _SHOW:
                _show(pen, operator, operands)
            elif operator == b"Tf":
                pen.font(named.get(operands[0]), float(operands[1]))
            elif operator in (b"BDC", b"BMC"):
                pen.begin_mark(_is_furniture(operands))
            elif operator == b"gs":
                with suppress(*DAMAGE):
                    _look(pen, resources, operands[0])
            elif operator == b"Do":
                self._form(pen, resources, operands[0], depth)
            elif operator in ACTIONS:
                with suppress(*DAMAGE):
                    ACTIONS[operator](pen, _numbers(operands))

    def _form(self, pen: Pen, resources: DictionaryObject, name: str, depth: int) -> None:
        form = _dictionary(_dictionary(resources.get("/XObject")).get(name))
        if not isinstance(form, StreamObject) or depth > DEEPEST_FORM:
            return
        pen.save()
        if form.get("/Subtype") == "/Image":
            pen.picture()
        else:
            matrix = [float(n) for n in form.get("/Matrix", (1, 0, 0, 1, 0, 0))]
            pen.transform((matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]))
            self.draw(pen, form, _dictionary(form.get("/Resources", resources)), depth + 1)
        pen.restore()


def _look(pen: Pen, resources: DictionaryObject, name: str) -> None:
    """Take over from a named graphics state how much ink covers (gs; ISO 32000-2, 11.6.4.4)."""
    named = _dictionary(_dictionary(resources.get("/ExtGState")).get(name))
    pen.opacity(float(named.get("/ca", pen.state.opacity)))


_SHOW = frozenset((b"Tj", b"TJ", b"'", b'"'))


def _show(pen: Pen, operator: bytes, operands: Sequence[object]) -> None:
    if operator == b'"':
        ACTIONS[b"Tw"](pen, _numbers(operands[:1]))
        ACTIONS[b"Tc"](pen, _numbers(operands[1:2]))
    if operator in (b"'", b'"'):
        ACTIONS[b"T*"](pen, ())
    last = operands[-1] if operands else ()
    pen.show(last if isinstance(last, list) else (last,))


def _numbers(operands: Sequence[object]) -> list[float]:
    return [float(n) for n in operands if isinstance(n, int | float)]


def _is_furniture(operands: Sequence[object]) -> bool:
    """Tell whether marked content is a running head or foot (ISO 32000-2, 14.8.2.2 artifacts)."""
    if not operands or operands[0] != "/Artifact" or len(operands) < 2 or not isinstance(operands[1], dict):
        return False
    return operands[1].get("/Type") == "/Pagination" or operands[1].get("/Subtype") in ("/Header", "/Footer")


def sheet(reader: PdfReader, page: PageObject, fonts: dict[int, Face]) -> Pen:
    """Return the pen after drawing ``page``, with its lower left corner at (0, 0) and its text upright."""
    box = page.cropbox
    left, bottom, width, height = float(box.left), float(box.bottom), float(box.width), float(box.height)
    turn = {
        0: ((1, 0, 0, 1, -left, -bottom), width, height),
        90: ((0, -1, 1, 0, -bottom, left + width), height, width),
        180: ((-1, 0, 0, -1, left + width, bottom + height), width, height),
        270: ((0, 1, -1, 0, bottom + height, -left), height, width),
    }
    matrix, wide, high = turn.get(page.rotation % 360, turn[0])
    pen = Pen((0.0, 0.0, wide, high), state=State(cm=matrix))
    contents = page.get("/Contents")
    if contents is not None:
        Hand(reader, fonts).draw(pen, contents.get_object(), _dictionary(page.get_inherited("/Resources")))
    return pen


def opened(path: Path) -> PdfReader:
    """Return a reader on the file; raises Refused when it is none, is locked or has no page."""
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" not in head:
        raise Refused(_not_a_pdf(head))
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(
                "Die PDF-Datei ist mit einem Passwort geschützt. Bitte ohne Passwort speichern und neu hinzufügen."
            )
        pages = len(reader.pages)
    except DependencyError as exc:
        raise Refused(
            "Die PDF-Datei ist verschlüsselt. Bitte ohne Verschlüsselung speichern und neu hinzufügen."
        ) from exc
    except EmptyFileError as exc:
        raise Refused("Die Datei ist leer. Bitte neu herunterladen.") from exc
    except DAMAGE as exc:
        raise Refused("Die PDF-Datei ist beschädigt oder abgeschnitten. Bitte neu herunterladen.") from exc
    if not 0 < pages <= MOST_PAGES:
        raise Refused(f"Die PDF-Datei hat {pages} Seiten; gelesen werden 1 bis {MOST_PAGES}. Bitte die Datei teilen.")
    return reader


def _not_a_pdf(head: bytes) -> str:
    start = head.lstrip().lower()
    if not start:
        return "Die Datei ist leer. Bitte neu herunterladen."
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "Die Datei heißt PDF, ist aber eine Webseite. Bitte die Adresse im Browser öffnen und die PDF speichern."
    if start.startswith(b"pk\x03\x04"):
        return "Die Datei heißt PDF, ist aber ein ZIP-Archiv. Bitte entpacken und die PDF-Datei daraus hinzufügen."
    return "Die Datei ist keine PDF-Datei. Bitte prüfen, ob die richtige Datei geladen wurde."


def described(reader: PdfReader) -> Iterator[dict[str, object]]:
    """Yield what the parent needs, one record a page after one for the file."""
    title, labels = "", []
    with suppress(*DAMAGE):
        title = str((reader.metadata and reader.metadata.title) or "")
    with suppress(*DAMAGE):
        labels = reader.page_labels if "/PageLabels" in reader.root_object else []
    yield {"title": title, "pages": len(reader.pages)}
    fonts: dict[int, Face] = {}
    characters = 0
    for index in range(len(reader.pages)):
        record: dict[str, object] = {"number": index + 1, "label": labels[index] if index < len(labels) else ""}
        try:
            pen = sheet(reader, reader.pages[index], fonts)
            characters += sum(len(piece.text) for piece in pen.pieces)
            record |= {
                "width": pen.page[2],
                "height": pen.page[3],
                "pieces": [list(asdict(p).values()) for p in pen.pieces],
            }
            record |= {"rules": pen.rules, "hidden": pen.hidden, "sideways": pen.sideways, "unread": pen.unread}
        except DAMAGE as exc:
            record["damage"] = type(exc).__name__
        yield record
        if characters > MOST_CHARACTERS:
            raise Refused(f"Die PDF-Datei enthält mehr als {MOST_CHARACTERS} Zeichen. Bitte die Datei teilen.")


def main(path: Path) -> None:
    """Read ``path`` under limits and write one JSON record a line to the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    apply_configuration(get_configuration().with_overwrites(jbig2dec_binary=None))
    try:
        for record in described(opened(path)):
            sys.stdout.write(json.dumps(record) + "\n")
    except Refused as exc:
        sys.stdout.write(json.dumps({"refused": str(exc)}) + "\n")
    except MemoryError:
        sys.stdout.write(
            json.dumps({"refused": f"Die PDF-Datei braucht zum Lesen mehr als {MEMORY >> 20} MB Speicher."}) + "\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
