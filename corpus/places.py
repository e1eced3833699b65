"""What an author writes for a place → the place, in the one form that is also shown to a reader."""

import re
from collections.abc import Sequence

from corpus.nouns import Format, PagePoint, Pinpoint, Place, Source
from corpus.pinpoint import NotAPinpoint, covers, parse
from corpus.pinpoint.laws import laws_of

_IN_DOCUMENT = re.compile(r"(?:, (?:S\. (?P<page>[\w.-]+)|PDF-Seite (?P<pdf>\d+)|„(?P<heading>.+)“))?")


class NotAPlace(ValueError):
    """A text is no place in one of the sources, or not in the one form; the message says so in German."""


class Places:
    """Reads places in the sources; what was read once is known."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._laws = laws_of(tuple(sources))
        documents = (source.cite for source in sources if source.format is not Format.GII_XML)
        self._documents = tuple(sorted(documents, key=len, reverse=True))
        self._cites = frozenset(source.cite for source in sources)
        self._known: dict[str, Place] = {}

    def read(self, written: str) -> Place:
        """Return the place; raises NotAPlace."""
        if written not in self._known:
            place = self._document(written) or self._norm(written)
            if str(place) != written:
                raise NotAPlace(f"„{written}“ bitte so schreiben: „{place}“.")
            self._known[written] = place
        return self._known[written]

    def _document(self, written: str) -> PagePoint | None:
        for title in self._documents:
            if written.startswith(title) and (found := _IN_DOCUMENT.fullmatch(written[len(title) :])):
                pdf_page = int(found["pdf"]) if found["pdf"] else None
                return PagePoint(title, found["page"], pdf_page, found["heading"])
        return None

    def _norm(self, written: str) -> Pinpoint:
        try:
            place = parse(written, self._laws)
        except NotAPinpoint as exc:
            raise NotAPlace(str(exc)) from exc
        if place.law not in self._cites:
            raise NotAPlace(f"„{place.law}“ steht nicht in corpus/sources.toml.")
        return place


def cite_of(place: Place) -> str:
    """Return the name of what a place lies in: a law or a document as it is cited, for our own texts the topic."""
    if isinstance(place, Pinpoint):
        return place.law
    return place.title if isinstance(place, PagePoint) else place.topic


def section_of(place: Place) -> str:
    """Return the section that a place in a statute lies in ("SGB IX § 61"), otherwise what cite_of returns."""
    return str(Pinpoint(place.law, place.section)) if isinstance(place, Pinpoint) else cite_of(place)


def paragraph_of(place: Place) -> Place:
    """Return the paragraph (Absatz) that a statute's place lies in; a document's place is its own."""
    if isinstance(place, Pinpoint):
        return Pinpoint(place.law, place.section, place.paragraph)
    return place


def touch(one: Place, other: Place) -> bool:
    """Tell whether one of two places lies in the other, or is it."""
    if isinstance(one, Pinpoint) and isinstance(other, Pinpoint):
        return covers(one, other) or covers(other, one)
    return one == other
