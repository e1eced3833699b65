"""What cites a place: our topics, guided checks and terms, and the wording of other loaded norms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from corpus.claims import Entry, entries_of
from corpus.entries import Digest
from corpus.nouns import PagePoint, Passage, Pinpoint, Place, Source, Wording
from corpus.pinpoint import Laws, covers, find, laws_of
from corpus.places import paragraph_of
from service.permalink import anchor, check_address, section_address, term_address, topic_address

# A whole law is too long to be read word by word: a norm begins at its sign, and a list of norms ends soon behind the
# last one. On the real law this finds 2,114 of the 2,118 norms that reading all of it finds, in a fifth of the time.
_STRETCH = re.compile(r"(?:Anlage[^§]{0,20})?§[^§]{0,100}(?:§[^§]{0,100})*")


class CitingKind(StrEnum):
    """What cites, in the order of showing."""

    TOPIC = "topic"
    CHECK = "check"
    TERM = "term"
    NORM = "norm"


@dataclass(frozen=True, slots=True)
class Citing:
    """One thing that cites a place: its name for a reader, and the path where it is read."""

    kind: CitingKind
    name: str
    address: str


Cited: TypeAlias = tuple[Place, Citing]


class CitedBy:
    """Everything that cites a place in the loaded texts; made once for a generation."""

    def __init__(self, passages: Iterable[Passage], sources: Sequence[Source], digest: Digest) -> None:
        laws = laws_of(tuple(sources))
        norms = [p for p in passages if p.wording is Wording.OFFICIAL and isinstance(p.place, Pinpoint)]
        self._cited: dict[tuple[str, str | None], dict[Cited, None]] = defaultdict(dict)
        for place, citing in (*_by_digest(digest), *_by_norms(norms, laws)):
            self._cited[_home(place)][place, citing] = None

    def of_section(self, section: Pinpoint) -> Mapping[Place, tuple[Citing, ...]]:
        """Return what cites ``section`` and the places in it, by paragraph; the section itself where none is named."""
        return _by_paragraph(self._cited.get((section.law, section.section), {}))

    def of_document(self, title: str) -> tuple[Cited, ...]:
        """Return every place that is cited in the document with this title, with what cites it."""
        return tuple(self._cited.get((title, None), {}))


def _home(place: Place) -> tuple[str, str | None]:
    if isinstance(place, Pinpoint):
        return place.law, place.section
    return (place.title if isinstance(place, PagePoint) else place.topic), None


def _by_paragraph(cited: Iterable[Cited]) -> Mapping[Place, tuple[Citing, ...]]:
    paragraphs: dict[Place, dict[Citing, None]] = defaultdict(dict)
    for place, citing in cited:
        paragraphs[paragraph_of(place)][citing] = None
    order = list(CitingKind)
    return {place: tuple(sorted(found, key=lambda c: order.index(c.kind))) for place, found in paragraphs.items()}


def _by_digest(digest: Digest) -> Iterator[Cited]:
    titles = {
        **{topic.id: Citing(CitingKind.TOPIC, topic.title, topic_address(topic.id)) for topic in digest.topics},
        **{check.id: Citing(CitingKind.CHECK, check.title, check_address(check.id)) for check in digest.checks},
        **{term.term: Citing(CitingKind.TERM, term.term, term_address(term.term)) for term in digest.terms},
    }
    for entry in entries_of(digest):
        if citing := titles.get(entry.name):
            yield from ((place, citing) for place in _places(entry))


def _places(entry: Entry) -> Iterator[Place]:
    yield from dict.fromkeys(place for claim in entry.claims for place in claim.line.places)


def _by_norms(passages: Sequence[Passage], laws: Laws) -> Iterator[Cited]:
    for passage in passages:
        place = passage.place
        if isinstance(place, Pinpoint):
            inside = Pinpoint(place.law, place.section)
            for named in norms_named(passage.text, place.law, laws):
                if not covers(inside, named):
                    yield named, _norm(passage)


def norms_named(text: str, law: str, laws: Laws) -> tuple[Pinpoint, ...]:
    """Return the norms that the wording of ``law`` names, each once; a norm without a law is one of its own."""
    return tuple(dict.fromkeys(place for found in _STRETCH.finditer(text) for place in find(found[0], laws, law)))


def _norm(passage: Passage) -> Citing:
    place = paragraph_of(passage.place)
    assert isinstance(place, Pinpoint)  # noqa: S101 (only passages of norms come here)
    address = f"{section_address(passage.source_id, place.section or 'text')}#{anchor(place)}"
    return Citing(CitingKind.NORM, str(place), address)
