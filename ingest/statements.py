"""The digest's statements as passages, so that a question in lay words finds them beside the law."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from corpus.digest import DigestError
from corpus.nouns import Block, Passage, Pinpoint, Source, Statement, Unit, Wording

Paths = Mapping[tuple[str, str | None], tuple[str, ...]]


def paths_of(blocks: Iterable[Block]) -> Paths:
    """Return the heading path of every section (law, section) that was read."""
    return {(b.place.law, b.place.section): b.path for b in blocks if isinstance(b.place, Pinpoint)}


def passages_of(
    statements: Sequence[Statement], sources: Sequence[Source], paths: Paths, edition: str
) -> tuple[Passage, ...]:
    """Return two passages a statement, its standard text and then its easier one, in order.

    Both are found, because people ask in either kind of words. ``edition`` is the digest's hash. The heading
    path is that of the norm where it was read, else the law's title and the section. Raises DigestError for a
    statement on a law that is not a source, because nobody could check it.
    """
    by_cite = {source.cite: source for source in sources}
    unknown = sorted({s.pinpoint.law for s in statements} - by_cite.keys())
    if unknown:
        raise DigestError(f"Kernaussagen zu {', '.join(unknown)}: Diese Quelle steht nicht in corpus/sources.toml.")
    texts = ((s.pinpoint, text) for s in statements for text in (s.standard, s.leichter))
    return tuple(
        Passage(
            id=hashlib.sha256(f"{edition}|{position}|{place}|{text}".encode()).hexdigest()[:20],
            source_id=by_cite[place.law].id,
            edition=edition,
            position=position,
            place=place,
            path=paths.get((place.law, place.section)) or _path(place, by_cite[place.law]),
            text=text,
            units=(Unit(place, 0, len(text)),),
            wording=Wording.DIGEST,
        )
        for position, (place, text) in enumerate(texts)
    )


def _path(place: Pinpoint, source: Source) -> tuple[str, ...]:
    return source.title, str(Pinpoint(place.law, place.section))
