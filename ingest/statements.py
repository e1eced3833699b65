"""The digest's statements as passages, so that a question in lay words finds them beside the law."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from corpus.nouns import Block, Passage, Pinpoint, Source, Statement, Unit, Wording

Paths = Mapping[tuple[str, str | None], tuple[str, ...]]


def paths_of(blocks: Iterable[Block]) -> Paths:
    """Return the heading path of every section (law, section) that was read."""
    return {(b.place.law, b.place.section): b.path for b in blocks if isinstance(b.place, Pinpoint)}


def passages_of(
    statements: Sequence[Statement], sources: Sequence[Source], paths: Paths, edition: str
) -> tuple[Passage, ...]:
    """Return one passage a statement, in order; ``edition`` is the digest's hash.

    The heading path is that of the norm where it was read, else the law's title and the section. Raises
    ValueError for a statement on a law that is not a source, because nobody could check it.
    """
    by_cite = {source.cite: source for source in sources}
    unknown = sorted({s.pinpoint.law for s in statements} - by_cite.keys())
    if unknown:
        raise ValueError(f"Kernaussagen zu {', '.join(unknown)}: Diese Quelle steht nicht in corpus/sources.toml.")
    return tuple(
        _passage(statement, by_cite[statement.pinpoint.law], paths, edition, position)
        for position, statement in enumerate(statements)
    )


def _passage(statement: Statement, source: Source, paths: Paths, edition: str, position: int) -> Passage:
    place, text = statement.pinpoint, statement.standard
    section = str(Pinpoint(place.law, place.section))
    key = f"{edition}|{place}|{position}|{text}"
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:20],
        source_id=source.id,
        edition=edition,
        position=position,
        place=place,
        path=paths.get((place.law, place.section), (source.title, section)),
        text=text,
        units=(Unit(place, 0, len(text)),),
        wording=Wording.DIGEST,
    )
