"""The one XML file inside a statute's xml.zip, taken out within limits."""

import io
import struct
import zipfile
import zlib

from ingest.unreadable import Unreadable

MAX_BYTES = 64 * 1024 * 1024
MAX_RATIO = 100
MAX_FILES = 2000


def unpacked(data: bytes) -> bytes:
    """Return the content of the only ``.xml`` in the zip ``data``; pictures beside it are left alone.

    Raises Unreadable for what is no zip, holds no or several XML files, or unpacks to more than 64 MiB
    or a hundred times its packed size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _content(archive, _member(archive))
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError) as exc:
        raise Unreadable(f"Die Datei ist kein lesbares ZIP-Archiv ({exc}). Bitte erneut herunterladen.") from exc


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = archive.infolist()
    if len(members) > MAX_FILES:
        raise Unreadable(f"Das Archiv enthält {len(members)} Dateien, erlaubt sind {MAX_FILES}.")
    odd = [m.filename for m in members if m.filename.startswith(("/", "\\")) or ".." in m.filename or ":" in m.filename]
    if odd:
        raise Unreadable(f"Das Archiv enthält einen unzulässigen Dateinamen: {odd[0]!r}.")
    documents = [member for member in members if member.filename.lower().endswith(".xml")]
    if len(documents) != 1:
        raise Unreadable(f"Das Archiv enthält {len(documents)} XML-Dateien, erwartet ist genau eine.")
    return documents[0]


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read at most the limit, whatever size the archive claims."""
    limit = min(MAX_BYTES, max(member.compress_size, 1) * MAX_RATIO)
    with archive.open(member) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise Unreadable(
            f"Die Datei {member.filename!r} im Archiv ist entpackt größer als {limit} Byte; sie wird nicht gelesen."
        )
    return content
