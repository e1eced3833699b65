"""An operator's own sources: entries in ``<data>/sources.toml``, of the same form as those that ship."""

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.manifest import SourcesError, all_sources
from corpus.nouns import Format, Rank, Source
from corpus.writing import write_whole
from ingest.editions import format_of


class NotDeclared(ValueError):
    """A file belongs to no source that is known, and too little was said to make one; the message says what."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an operator says of a source of their own. All of it is needed, because an answer shows it."""

    title: str | None
    cite: str | None
    publisher: str | None
    rank: Rank | None
    url: str | None

    def missing(self) -> tuple[str, ...]:
        """Return the options that were not given."""
        names = ("title", "publisher", "rank", "url")
        return tuple(f"--{name}" for name in names if getattr(self, name) is None)


def declare(path: Path, source_id: str, file: Path, said: Declaration) -> Source:
    """Append the entry for ``source_id`` to the list at ``path`` and return it.

    Raises NotDeclared for a missing option, Unreadable for a file type that is not read, SourcesError (and
    leaves the list as it was) where the entry breaks a rule of the list or takes a name that is one of ours.
    """
    if said.missing():
        raise NotDeclared(
            f"Die Quelle „{source_id}“ ist nicht bekannt. "
            f"Für eine eigene Quelle fehlen noch: {', '.join(said.missing())}. "
            "Bekannte Quellen stehen in corpus/sources.toml."
        )
    entry = _entry(source_id, format_of(file.name), said)
    before = path.read_text("utf-8") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (before + entry).encode())
    try:
        return next(source for source in all_sources(path) if source.id == source_id)
    except SourcesError:
        if before:
            write_whole(path, before.encode())
        else:
            path.unlink()
        raise


def _entry(source_id: str, format_: Format, said: Declaration) -> str:
    """Return a TOML table; a JSON string is a TOML basic string (TOML 1.0, section String)."""
    pairs = {
        "id": source_id,
        "cite": said.cite or said.title,
        "title": said.title,
        "publisher": said.publisher,
        "url": said.url,
        "format": format_.value,
        "rank": said.rank.value if said.rank else None,
        "rights": "vom Betreiber hinzugefügt",
        "as_of_rule": "retrieved",
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in pairs.items()]
    return "\n".join(("\n[[source]]", *lines, "address_certain = false", ""))
