"""What a served index shows: answers, search results, whole norms, its sources. Values and the seam to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from threading import Event
from typing import TYPE_CHECKING, Protocol

from corpus.nouns import Edition, Format, Level, Passage, Pinpoint, Rank, Source, Unit, Wording
from service.checked import Checker
from service.guided import Checks
from service.reply import Answer, Found, Turn
from service.situated import SituationView

if TYPE_CHECKING:
    from service.library import Library
from service.wordings import WordingOf


class UnknownNorm(LookupError):
    """No loaded law has this section."""


@dataclass(frozen=True, slots=True)
class PieceView:
    """A number, a letter or a sentence in one of these: ``text[start:end]`` of its sentence, its label left out."""

    place: Pinpoint
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence and the pieces in it, outer before inner. ``n`` is "1" where the paragraph is one sentence."""

    place: Pinpoint
    n: str
    text: str
    pieces: tuple[PieceView, ...]

    @property
    def numbers(self) -> tuple[PieceView, ...]:
        """Return the enumeration of this sentence: its numbers, or its letters where it has no numbers."""
        ends = [0, *(piece.end for piece in self.pieces)]
        return tuple(p for i, p in enumerate(self.pieces) if p.end > max(ends[: i + 1]) and not p.place.inner)


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """One paragraph (Absatz); ``n`` is None where the section has none."""

    place: Pinpoint
    n: str | None
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class NormView:
    """The wording of one section, as loaded. ``law`` is the id of its source."""

    law: str
    cite: str
    section: str
    heading: str
    as_of: date
    url: str
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source: ``as_of`` is None and ``passages`` 0 where its wording is not loaded.

    ``paged`` is True for a document, whose places are pages and headings, and False for a law.
    """

    id: str
    cite: str
    title: str
    publisher: str
    url: str
    rank: Rank
    rights: str
    as_of: date | None
    passages: int
    paged: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A question whose answer is known: searching ``question`` must find a result at or inside ``pinpoint``."""

    question: str
    pinpoint: str


class Answers(Protocol):
    """All that the service asks of one generation of the index."""

    @property
    def name(self) -> str:
        """The name of the generation."""

    def answer(self, question: str, level: Level, history: Sequence[Turn] = (), gone: Event | None = None) -> Answer:
        """Return the answer to one question after the earlier turns of ``history``, the oldest first.

        ``gone`` is set when nobody waits for the answer any more; then it may raise anything instead.
        """

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return up to ``k`` results, best first."""

    def norm(self, law: str, section: str) -> NormView:
        """Return the wording of a section; ``law`` is a source id. Raises UnknownNorm."""

    def wordings(self, law: str, section: str) -> tuple[WordingOf, ...]:
        """Return all wordings of a section that are known, newest first. Raises UnknownNorm."""

    def sources(self) -> tuple[SourceView, ...]:
        """Return all sources, loaded or not."""

    def situations(self) -> tuple[SituationView, ...]:
        """Return the situations in which people come, in order."""

    def checks(self) -> Checks:
        """Return the guided checks, with what proves their lines."""

    def sample(self) -> Sample:
        """Return the question of the self-test."""

    def checker(self) -> Checker:
        """Return what holds an answer that comes back against this generation."""

    def library(self) -> "Library":
        """Return what there is to read."""

    def close(self) -> None:
        """Let go of files and memory."""


def norm_view(passages: Sequence[Passage], source: Source, section: str, as_of: date, url: str) -> NormView:
    """Return the wording of ``section`` of ``source`` from its official passages in order; ``url`` is its page.

    Raises UnknownNorm where there are none.
    """
    groups: dict[Pinpoint, list[Passage]] = {}
    for passage in passages:
        if isinstance(passage.place, Pinpoint):
            place = Pinpoint(passage.place.law, passage.place.section, passage.place.paragraph)
            groups.setdefault(place, []).append(passage)
    if not groups:
        raise UnknownNorm(f"{source.cite} hat hier keine geladene Vorschrift {section!r}.")
    path = passages[0].path[-1:] or ("",)
    heading = path[0].removeprefix("§ ").removeprefix(section).strip()
    paragraphs = tuple(_paragraph(place, group) for place, group in groups.items())
    return NormView(source.id, source.cite, section, heading, as_of, url, paragraphs)


def _paragraph(place: Pinpoint, passages: Sequence[Passage]) -> ParagraphView:
    """Return a paragraph from its passages: their texts in order are its text, so no character is lost."""
    text, units = "", list[Unit]()
    for passage in passages:
        units += (replace(unit, start=unit.start + len(text), end=unit.end + len(text)) for unit in passage.units)
        text += passage.text
    return ParagraphView(place, place.paragraph, _sentences(place, text, units))


def _sentences(paragraph: Pinpoint, text: str, units: Sequence[Unit]) -> tuple[SentenceView, ...]:
    """Return the sentences; each reaches to the start of the next, so they concatenate to ``text``."""
    places = {unit.place: unit for unit in reversed(units) if isinstance(unit.place, Pinpoint)}
    starts = sorted((unit.start, place) for place, unit in places.items() if _is_sentence(place)) or [(0, paragraph)]
    bounds = [0, *(start for start, _ in starts[1:]), len(text)]
    inside = [unit for place, unit in places.items() if place.number or place.letter]
    inside.sort(key=lambda unit: (unit.start, -unit.end))
    return tuple(
        SentenceView(place, place.sentence or "1", text[start:end], _pieces(inside, start, end))
        for (_, place), (start, end) in zip(starts, pairwise(bounds), strict=True)
    )


def _pieces(units: Sequence[Unit], start: int, end: int) -> tuple[PieceView, ...]:
    return tuple(
        PieceView(unit.place, unit.start - start, min(unit.end, end) - start)
        for unit in units
        if start <= unit.start < end and isinstance(unit.place, Pinpoint)
    )


def _is_sentence(place: Pinpoint) -> bool:
    return bool(place.sentence) and not (place.number or place.letter or place.inner)


def source_views(
    sources: Sequence[Source], editions: Mapping[str, Edition], passages: Iterable[Passage]
) -> tuple[SourceView, ...]:
    """Return a view of every source; ``editions`` holds the loaded ones by source id."""
    counts: dict[str, int] = {}
    for passage in passages:
        if passage.wording is Wording.OFFICIAL:
            counts[passage.source_id] = counts.get(passage.source_id, 0) + 1
    return tuple(_source_view(source, editions.get(source.id), counts.get(source.id, 0)) for source in sources)


def _source_view(s: Source, edition: Edition | None, passages: int) -> SourceView:
    as_of = edition.as_of if edition else None
    paged = s.format is not Format.GII_XML
    return SourceView(s.id, s.cite, s.title, s.publisher, s.url, s.rank, s.rights, as_of, passages, paged)
