"""One way to read any source, by its format; what was read last of a source is not read again."""

from pathlib import Path

from corpus.nouns import Format, Reading, Source
from ingest.collect import ReadFn
from ingest.editions import digest_of
from ingest.gii import read_gii
from ingest.prose import read_document


def read_source(path: Path, source: Source) -> Reading:
    """Return the reading of the file at ``path``; raises Unreadable with the reason in German."""
    if source.format is Format.GII_XML:
        return read_gii(path.read_bytes(), source)
    return read_document(path, source)


def remembering(read: ReadFn) -> ReadFn:
    """Return ``read`` with a memory of the last reading of each source: the same bytes in one format are read once.

    It keeps no more, because a law has many editions.
    """
    memory: dict[str, tuple[Source, str, Reading]] = {}

    def remembered(path: Path, source: Source) -> Reading:
        sha = digest_of(path.read_bytes())
        if memory.get(source.id, ())[:2] != (source, sha):
            memory[source.id] = source, sha, read(path, source)
        return memory[source.id][2]

    return remembered
