"""The digest as passages, so that a question in lay words finds what was written for it, and through it the law."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.digest import DigestError
from corpus.entries import Digest, Statement, Topic
from corpus.nouns import (
    DIGEST_ID,
    GLOSSARY_ID,
    SIGNPOST_ID,
    Block,
    Level,
    PagePoint,
    Passage,
    Pinpoint,
    Place,
    Source,
    TopicPoint,
    Unit,
    Wording,
)
from corpus.places import cite_of

Paths = Mapping[tuple[str, str | None], tuple[str, ...]]
Piece = tuple[str, Place, tuple[str, ...], str]


def paths_of(blocks: Iterable[Block]) -> Paths:
    """Return the heading path of every section (law, section) that was read."""
    return {(b.place.law, b.place.section): b.path for b in blocks if isinstance(b.place, Pinpoint)}


def passages_of(digest: Digest, sources: Sequence[Source], paths: Paths, edition: str) -> tuple[Passage, ...]:
    """Return the passages of the digest, in order: statements, topics, signposts, terms.

    A statement has one at each level, because people ask in either kind of words; a topic one for its title and each
    way of asking, and one for its text at each level; a signpost one for its subject, its words and each way of asking;
    a term one for its text at each level. ``edition`` is the digest's hash.

    Raises DigestError for a statement on a text that is not a source, because nobody could check it.
    """
    pieces = (
        *_statements(digest.statements, sources, paths),
        *_topics(digest.topics),
        *_signposts(digest),
        *_terms(digest),
    )
    return tuple(
        Passage(
            id=hashlib.sha256(f"{edition}|{position}|{place}|{text}".encode()).hexdigest()[:20],
            source_id=source_id,
            edition=edition,
            position=position,
            place=place,
            path=path,
            text=text,
            units=(Unit(place, 0, len(text)),),
            wording=Wording.DIGEST,
        )
        for position, (source_id, place, path, text) in enumerate(pieces)
    )


def _statements(statements: Sequence[Statement], sources: Sequence[Source], paths: Paths) -> Iterator[Piece]:
    by_cite = {source.cite: source for source in sources}
    if unknown := sorted({cite_of(s.place) for s in statements} - by_cite.keys()):
        raise DigestError(f"Kernaussagen zu {', '.join(unknown)}: Diese Quelle steht nicht in corpus/sources.toml.")
    for statement in statements:
        source = by_cite[cite_of(statement.place)]
        for text in (statement.standard, statement.leichter):
            yield source.id, statement.place, _path(statement.place, source, paths), text


def _topics(topics: Sequence[Topic]) -> Iterator[Piece]:
    for topic in topics:
        place = TopicPoint(topic.id)
        said = ("\n".join(line.text for line in topic.lines(level)) for level in Level)
        for text in (topic.title, *(way for ways in topic.ways.values() for way in ways), *said):
            yield DIGEST_ID, place, (topic.title,), text


def _signposts(digest: Digest) -> Iterator[Piece]:
    for signpost in digest.signposts:
        named = ", ".join(signpost.words)
        for text in (signpost.subject, *((named,) if named else ()), *signpost.asks):
            yield SIGNPOST_ID, TopicPoint(signpost.id), (signpost.subject,), text


def _terms(digest: Digest) -> Iterator[Piece]:
    for term in digest.terms:
        for lines in term.texts.values():
            yield GLOSSARY_ID, TopicPoint(term.term), (term.term,), "\n".join(line.text for line in lines)


def _path(place: Place, source: Source, paths: Paths) -> tuple[str, ...]:
    if isinstance(place, PagePoint):
        return (place.heading,) if place.heading else (source.title,)
    section = place.section if isinstance(place, Pinpoint) else None
    return paths.get((source.cite, section)) or (source.title, str(Pinpoint(source.cite, section)))
