"""The digest as passages, so that a question in lay words finds what was written for it, and through it the law."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.digest import DigestError
from corpus.entries import Asked, Digest, Statement, Topic
from corpus.nouns import (
    ASKED_ID,
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
from corpus.places import cite_of, paragraph_of

Paths = Mapping[tuple[str, str | None], tuple[str, ...]]
Piece = tuple[str, Place, tuple[str, ...], str]


def paths_of(blocks: Iterable[Block]) -> Paths:
    """Return the heading path of every section (law, section) that was read."""
    return {(b.place.law, b.place.section): b.path for b in blocks if isinstance(b.place, Pinpoint)}


def passages_of(
    digest: Digest, asked: Sequence[Asked], sources: Sequence[Source], paths: Paths, edition: str
) -> tuple[Passage, ...]:
    """Return the passages of the digest, in order: statements, what is asked, topics, signposts, terms.

    A statement has one, by which it can be cited. A paragraph has one of all that people ask when it is the answer
    and of what its statements say at ``leichter``; a topic one of its title and ways of asking, and one of its texts;
    a signpost and a term one. Together they meet a question better than each of them alone (eval/LOG.md). ``edition``
    is the digest's hash.

    Raises DigestError for a statement on a text that is not a source, because nobody could check it.
    """
    pieces = (
        *_statements(digest.statements, sources, paths),
        *_asked(digest.statements, asked),
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
        yield source.id, statement.place, _path(statement.place, source, paths), statement.standard


def _asked(statements: Sequence[Statement], asked: Sequence[Asked]) -> Iterator[Piece]:
    texts: dict[Place, list[str]] = {}
    for each in asked:
        texts.setdefault(each.place, []).extend(way for ways in each.ways.values() for way in ways)
    for statement in statements:
        if not statement.former:
            texts.setdefault(paragraph_of(statement.place), []).append(statement.leichter)
    yield from ((ASKED_ID, place, (), "\n".join(said)) for place, said in texts.items() if said)


def _topics(topics: Sequence[Topic]) -> Iterator[Piece]:
    for topic in topics:
        place, path = TopicPoint(topic.id), (topic.title,)
        yield DIGEST_ID, place, path, "\n".join((topic.title, *(way for ways in topic.ways.values() for way in ways)))
        yield DIGEST_ID, place, path, "\n".join(line.text for level in Level for line in topic.lines(level))


def _signposts(digest: Digest) -> Iterator[Piece]:
    for signpost in digest.signposts:
        words = (", ".join(signpost.words),) if signpost.words else ()
        text = "\n".join((signpost.subject, *words, *signpost.asks))
        yield SIGNPOST_ID, TopicPoint(signpost.id), (signpost.subject,), text


def _terms(digest: Digest) -> Iterator[Piece]:
    for term in digest.terms:
        text = "\n".join(line.text for lines in term.texts.values() for line in lines)
        yield GLOSSARY_ID, TopicPoint(term.term), (term.term,), text


def _path(place: Place, source: Source, paths: Paths) -> tuple[str, ...]:
    if isinstance(place, PagePoint):
        return (place.heading,) if place.heading else (source.title,)
    section = place.section if isinstance(place, Pinpoint) else None
    return paths.get((source.cite, section)) or (source.title, str(Pinpoint(source.cite, section)))
