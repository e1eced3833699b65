"""Tiny PDFs written by hand, operator by operator, for the tests of the PDF reader."""

import zlib
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter

WIDTH, HEIGHT = 595, 842
RESOURCES = b"<< /Font << /F1 4 0 R /F2 5 0 R >> /ExtGState << /Clear << /ca 0 >> /Full << /ca 1 >> >> >>"
FONTS = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
)


def at(x: float, y: float, text: str, size: float = 11, font: str = "F1", before: str = "") -> str:
    """Return the operators that show ``text`` with its baseline at (x, y); ``before`` goes in front of it."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"q BT {before} /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET Q\n"


def lines(x: float, top: float, texts: Sequence[str], size: float = 11, font: str = "F1") -> str:
    """Return the operators that show ``texts`` one below the other."""
    return "".join(at(x, top - 1.2 * size * row, text, size, font) for row, text in enumerate(texts))


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return the operators that draw a line from (x0, y0) to (x1, y1)."""
    return f"q 0.5 w {x0} {y0} m {x1} {y1} l S Q\n"


def two_columns(head: str, left: Sequence[str], right: Sequence[str]) -> str:
    """Return a sheet with a heading over two columns, written line by line across both, as some printers do."""
    across = (
        at(60, 700 - 14 * i, a) + at(320, 700 - 14 * i, b) for i, (a, b) in enumerate(zip(left, right, strict=True))
    )
    return at(60, 740, head, 16, "F2") + "".join(across)


def ruled_table(rows: Sequence[Sequence[str]], top: float = 640) -> str:
    """Return a grid of lines with one row of 30 points for each of ``rows``; the text is written column by column."""
    width, bottom = len(rows[0]), top - 30 * len(rows)
    grid = "".join(rule(60 + 130 * i, bottom, 60 + 130 * i, top) for i in range(width + 1))
    grid += "".join(rule(60, top - 30 * i, 60 + 130 * width, top - 30 * i) for i in range(len(rows) + 1))
    cells = ((column, row) for column in range(width) for row in range(len(rows)) if rows[row][column])
    return grid + "".join(at(66 + 130 * c, top - 20 - 30 * r, rows[r][c]) for c, r in cells)


def footnoted(text: Sequence[str], mark: str, note: str) -> str:
    """Return a sheet whose last line of ``text`` ends with a raised ``mark``, with the note below a short line."""
    end = 72 + 5.2 * len(text[-1])
    raised = at(end, 700 - 13.2 * (len(text) - 1) + 4, mark, 7)
    return lines(72, 700, text) + raised + rule(72, 130, 200, 130) + at(72, 119, mark, 6) + at(76, 115, note, 9)


def with_ligatures(content: bytes) -> bytes:
    """Return a PDF whose only font draws "fi" for the byte 1 and "fl" for the byte 2, as typesetters encode them."""
    font = FONTS[0].replace(b"/WinAnsiEncoding", b"<< /Type /Encoding /Differences [1 /fi /fl] >>")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents 7 0 R >>" % RESOURCES
    catalogue = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [6 0 R] >>", b"<< >>")
    return file_of([*catalogue, font, FONTS[1], page, stream(content)])


def pdf(pages: Sequence[str], extra: bytes = b"") -> bytes:
    """Return a PDF with one page for each content stream in ``pages``; ``extra`` goes into the catalogue."""
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % extra,
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        b"<< /Producer (by hand) >>",
        *FONTS,
    ]
    for number, content in enumerate(pages):
        box = b"/MediaBox [0 0 %d %d] /Resources %s" % (WIDTH, HEIGHT, RESOURCES)
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (box, 7 + 2 * number))
        objects.append(stream(content.encode("cp1252")))
    return file_of(objects)


def stream(data: bytes, length: int | None = None, entries: bytes = b"") -> bytes:
    """Return a stream object; ``length`` lies about its size when given."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data) if length is None else length, entries, data)


def file_of(objects: Sequence[bytes]) -> bytes:
    """Return a file with ``objects`` numbered from 1, the first being the catalogue and the third the information."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + head + b"trailer << /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))


def encrypted(data: bytes, password: str) -> bytes:
    """Return ``data`` locked with ``password`` (RC4, which pypdf brings along)."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    """Return a PDF whose only page unpacks to ``megabytes`` of blanks."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Resources %s /Contents 7 0 R >>" % RESOURCES
    catalogue = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [6 0 R] >>", b"<< >>")
    return file_of([*catalogue, *FONTS, page, stream(packed, entries=b"/Filter /FlateDecode")])
