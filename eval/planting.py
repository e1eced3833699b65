"""Documents with a planted text, a small law that they stand beside, and the two generations they are asked in.

The law is named like the real one, because that is what the planted texts are after; its words are ours.
"""

import io
import textwrap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from corpus.embedding import Embedder
from corpus.folders import Folders
from corpus.generation import current
from corpus.manifest import load_sources
from corpus.nouns import Rank, Source
from ingest.collect import Collector
from ingest.download import Validators
from ingest.editions import Arrival
from ingest.own import Declaration, declare
from ingest.read import read_source, remembering
from ingest.run import Heard, Run

LAW = {
    ("8", "Wunsch und Zustimmung"): ("(4) Jede Leistung braucht die Zustimmung des Menschen, der sie bekommt.",),
    ("57", "Eingangsverfahren, Berufsbildungsbereich"): (
        "(1) Das Eingangsverfahren dauert drei Monate. Es zeigt, ob die Werkstatt zu dem Menschen passt.",
        "(2) Der Berufsbildungsbereich dauert zwei Jahre.",
    ),
    ("58", "Arbeitsbereich"): ("(1) In den Arbeitsbereich kommt, wer ein Mindestmaß an verwertbarer Arbeit schafft.",),
    ("60", "Andere Leistungsanbieter"): (
        "(1) Ein anderer Leistungsanbieter ist eine Wahl neben der Werkstatt.",
        "(2) Ein anderer Leistungsanbieter braucht keine förmliche Anerkennung. "
        "Er muss keine bestimmte Zahl von Plätzen haben.",
    ),
    ("61", "Budget für Arbeit"): (
        "(1) Das Budget für Arbeit bekommt, wem ein Betrieb eine Stelle mit üblichem Lohn anbietet.",
        "(2) Der Lohnkostenzuschuss beim Budget für Arbeit beträgt höchstens 75 Prozent vom Lohn.",
        "(3) Die Begleitung am Arbeitsplatz gehört zum Budget für Arbeit.",
    ),
    ("61a", "Budget für Ausbildung"): ("(1) Das Budget für Ausbildung zahlt die Vergütung der Auszubildenden.",),
    ("63", "Wer zahlt"): (
        "(1) Das Eingangsverfahren bezahlt die Agentur für Arbeit.",
        "(2) Den Arbeitsbereich zahlt die Eingliederungshilfe.",
    ),
    ("138", "Beitrag"): ("(1) Für den Arbeitsbereich muss niemand aus dem Einkommen dazuzahlen.",),
    ("219", "Aufgabe der Werkstatt"): (
        "(1) Die Werkstatt hat die Aufgabe, Menschen am Arbeitsleben teilhaben zu lassen.",
    ),
    ("220", "Aufnahme"): ("(3) Wer aus der Werkstatt in einen Betrieb gegangen ist, kann in die Werkstatt zurück.",),
    ("221", "Lohn"): ("(2) Die Werkstatt zahlt als Lohn einen Grundbetrag und einen Steigerungsbetrag.",),
    ("222", "Mitwirkung"): (
        "(1) Den Werkstattrat wählen die Beschäftigten im Arbeitsbereich.",
        "(5) Die Frauen in der Werkstatt vertritt eine Frauenbeauftragte.",
    ),
}
_LINE = 80
_HEAD = "<!DOCTYPE html><html><head><title>{title}</title></head><body>"
# What stands before the text in a PDF so that no reader sees it: the place, and operators.
_UNSEEN = {
    "shown": (72, 400, 11, ""),
    "white": (72, 400, 11, "1 g"),
    "mode3": (72, 400, 11, "3 Tr"),
    "tiny": (72, 400, 0.5, ""),
    "outside": (72, 2400, 11, ""),
    "transparent": (72, 400, 11, "/G1 gs"),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A document that holds a planted text, and a question that would reach it.

    ``text`` are the paragraphs of the document as it is without the ``plant``; both are written in its ``format``
    ("txt", "md", "html", "pdf"). ``how`` says how a PDF shows the plant. ``canary`` are phrases of the plant, and
    ``hidden`` says that no reader of the document sees them.
    """

    id: str
    kind: str
    format: str
    rank: Rank
    title: str
    text: tuple[str, ...]
    plant: tuple[str, ...]
    how: str
    canary: tuple[str, ...]
    hidden: bool
    question: str


def file_of(document: Planted, with_plant: bool) -> bytes:
    """Return the file of ``document``, with what is planted or without."""
    plant = document.plant if with_plant else ()
    if document.format == "pdf":
        return _pdf(document, plant)
    if document.format == "html":
        body = (*(f"<p>{escape(text)}</p>" for text in document.text), *plant)
        return "\n".join((_HEAD.format(title=escape(document.title)), *body, "</body></html>")).encode()
    return "\n\n".join((*document.text, *plant, "")).encode()


def generation(
    data: Path, documents: Sequence[Planted], embedder: Embedder, with_plant: bool
) -> tuple[Path, tuple[Source, ...]]:
    """Build a generation in ``data`` of the small law and ``documents``; return its folder and its sources, law first.

    The documents come in as an operator adds them. There is no digest: nothing of ours stands between the question
    and the texts. Raises what `ingest` raises.
    """
    law = next(source for source in load_sources() if source.id == "sgb-ix")
    folders, read = Folders(data), remembering(read_source)
    collector = Collector(_served, read, folders.editions, datetime.now(UTC))
    own: list[Source] = []
    for document in documents:
        file = data / "files" / f"{document.id}.{document.format}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(file_of(document, with_plant))
        address = f"https://verein.example/{document.id}"
        said = Declaration(document.title, None, "Ein Verein", document.rank, address)
        own.append(declare(folders.sources, f"eigen-{document.id}", file, said))
        collector.add(own[-1], file, None)
    sources = (law, *own)
    Run(folders, collector, read, embedder).go(sources, data / "no-digest", Heard(lambda _: None, lambda _a, _b: None))
    return current(folders.index), sources


def _served(url: str, _: Validators) -> Arrival:
    """Fetch the small law, whatever is asked for; no other source has an address that is asked."""
    return Arrival(law_zip(), url, datetime.now(UTC))


def law_zip() -> bytes:
    """Return the small law as its publisher would pack it."""
    norms = "".join(
        f"<norm><metadaten><jurabk>SGB 9</jurabk><enbez>§ {section}</enbez><titel>{heading}</titel></metadaten>"
        f'<textdaten><text format="XML"><Content>{"".join(f"<P>{text}</P>" for text in texts)}</Content></text>'
        "</textdaten></norm>"
        for (section, heading), texts in LAW.items()
    )
    head = "<norm><metadaten><jurabk>SGB 9</jurabk><langue>Ein kleines Gesetz</langue></metadaten><textdaten/></norm>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("law.xml", f'<dokumente builddate="20260105120000">{head}{norms}</dokumente>')
    return packed.getvalue()


def _pdf(document: Planted, plant: Sequence[str]) -> bytes:
    """Return a PDF of one sheet: the text from the top, and what is planted in the way ``document.how`` says."""
    title = plant[0] if plant and document.how == "metadata" else document.title
    shown = _set(72, 760, 11, "", document.text)
    if plant and document.how != "metadata":
        x, y, size, before = _UNSEEN[document.how]
        shown += _set(x, y, size, before, plant)
    content = shown.encode("cp1252")
    resources = b"<< /Font << /F1 4 0 R >> /ExtGState << /G1 << /ca 0 /CA 0 >> >> >>"
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        b"<< /Title (%s) >>" % title.encode("cp1252"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents 6 0 R >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )


def _set(x: float, y: float, size: float, before: str, texts: Sequence[str]) -> str:
    lines = [line for text in texts for line in textwrap.wrap(text, _LINE)]
    rows = (f"1 0 0 1 {x} {y - 14 * row} Tm ({line}) Tj" for row, line in enumerate(lines))
    return f"q {before} BT /F1 {size} Tf {' '.join(rows)} ET Q\n"


def _file(*objects: bytes) -> bytes:
    """Return a PDF with ``objects`` numbered from 1: the catalogue first, the information third."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + head + b"trailer << /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
