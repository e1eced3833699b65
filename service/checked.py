"""An answer that comes back from outside, held against what is loaded: each source, each sentence, each fixed text.

Nobody can tell from a sheet of paper who wrote it. So whatever is said again under our name is found again first:
a source that is found is told in the words that are loaded, not in those that came with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from corpus.manifest import page_of
from corpus.nouns import Edition, PagePoint, Passage, Pinpoint, Place, Source, Wording
from corpus.pinpoint import NotAPinpoint, parse
from corpus.pinpoint.laws import laws_of
from corpus.places import cite_of, touch
from corpus.wording import LoadedWording
from service.authored import Authored
from service.known import KnownTexts
from service.prove import stale_places
from service.reply import Proof


class Standing(StrEnum):
    """What became of a source: its words stand there now; others do; or nobody here can tell."""

    VERIFIED = "verified"
    CHANGED = "changed"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Checked:
    """A source after the check.

    Where it is VERIFIED all of ``proof`` but its number is what is loaded, and the quote is the whole of the place.
    Where it is CHANGED title, rank and address are, the quote and its date came with it, and ``today`` is what stands
    there now ("" where that is a whole page). Where it is UNVERIFIED everything came with it, and ``source`` is "".
    """

    proof: Proof
    standing: Standing
    source: str = ""
    today: str = ""


@dataclass(frozen=True, slots=True)
class _Slice:
    place: Place
    passage: Passage
    text: str


@dataclass(frozen=True, slots=True)
class _Own:
    """A text of ours with the places that carry it; ``near`` is True where a place beside it may be cited too."""

    places: tuple[Place, ...]
    as_of: date
    title: str
    near: bool


class Checker:
    """Holds what comes back against one index and what was authored. ``fingerprint`` is the index's."""

    def __init__(
        self, fingerprint: str, passages: Sequence[Passage], editions: Iterable[Edition], authored: Authored
    ) -> None:
        self.fingerprint = fingerprint
        self.texts = KnownTexts(authored)
        self._sources = {source.id: source for source in authored.sources}
        self._by_cite = {source.cite: source for source in authored.sources}
        self._as_of = {edition.source_id: edition.as_of for edition in editions}
        self._laws = laws_of(authored.sources)
        self._slices = _slices(passages)
        self._own = _own(authored, {p.text: p.path[-1] for p in passages if p.path and p.wording is Wording.DIGEST})
        self._at = {str(statement.place): statement.standard for statement in reversed(authored.digest.statements)}
        self._stale = {place for _, place in stale_places(authored.digest, LoadedWording(passages))}

    def check(self, proof: Proof) -> Checked:
        """Return what is loaded of a source that came with an answer."""
        return self._wording(proof) if proof.wording is Wording.OFFICIAL else self._summary(proof)

    def _wording(self, proof: Proof) -> Checked:
        slices, quote = self._slices.get(proof.pinpoint, []), proof.quote.strip()
        if not slices:
            return Checked(proof, Standing.UNVERIFIED)
        holding = [s for s in slices if quote and quote in s.text]
        if not holding:
            today = dict.fromkeys(s.text.strip() for s in slices if isinstance(s.place, Pinpoint))
            return self._told(proof, slices[0], Standing.CHANGED, "\n".join(today))
        # Part of a sentence can say the opposite of it, so the whole of the place is quoted.
        found = min(holding, key=lambda s: (s.passage.id != proof.passage_id, len(s.text)))
        loaded = replace(
            proof,
            quote=found.text.strip(),
            as_of=self._as_of[found.passage.source_id],
            passage_id=found.passage.id,
            stale=proof.stale or proof.pinpoint in self._stale,
        )
        return self._told(loaded, found, Standing.VERIFIED, "")

    def _told(self, proof: Proof, found: _Slice, standing: Standing, today: str) -> Checked:
        source = self._sources[found.passage.source_id]
        title = found.passage.path[-1] if found.passage.path else source.title
        return Checked(_named(proof, source, found.place, title), standing, source.id, today)

    def _summary(self, proof: Proof) -> Checked:
        place = self._place(proof.pinpoint)
        for own in self._own.get(proof.quote.strip(), ()):
            cited = _cited(own, proof.pinpoint, place)
            source = self._by_cite.get(cite_of(cited)) if cited else None
            if cited and source:
                stale = proof.stale or proof.pinpoint in self._stale
                loaded = replace(proof, quote=proof.quote.strip(), as_of=own.as_of, stale=stale)
                return Checked(_named(loaded, source, cited, own.title), Standing.VERIFIED, source.id)
        source = self._by_cite.get(place.law) if place else None
        if place and source and proof.pinpoint in self._at:
            told = _named(proof, source, place, source.title)
            return Checked(told, Standing.CHANGED, source.id, self._at[proof.pinpoint])
        return Checked(proof, Standing.UNVERIFIED)

    def _place(self, pinpoint: str) -> Pinpoint | None:
        try:
            place = parse(pinpoint, self._laws)
        except NotAPinpoint:
            return None
        return place if str(place) == pinpoint else None


def _cited(own: _Own, pinpoint: str, place: Pinpoint | None) -> Place | None:
    """Return the place that a text of ours is cited for, or None where it may not be cited for it."""
    if place and own.near and any(touch(p, place) for p in own.places):
        return place
    return next((p for p in own.places if str(p) == pinpoint), None)


def _named(proof: Proof, source: Source, place: Place, title: str) -> Proof:
    page = place.page if isinstance(place, PagePoint) else None
    return replace(proof, title=title, rank=source.rank, url=page_of(source, place), page=page)


def _slices(passages: Sequence[Passage]) -> dict[str, list[_Slice]]:
    """Return what stands at every place that can be cited, by its written form."""
    slices: dict[str, list[_Slice]] = defaultdict(list)
    for passage in passages:
        if passage.wording is not Wording.OFFICIAL:
            continue
        for name in {*_names(passage.place), *_section(passage.place)}:
            slices[name].append(_Slice(passage.place, passage, passage.text))
        for unit in passage.units:
            text = passage.text[unit.start : unit.end]
            for name in _names(unit.place):
                slices[name].append(_Slice(unit.place, passage, text))
    return dict(slices)


def _names(place: Place) -> Iterator[str]:
    """Yield the forms in which a place is cited; a place in a document by its page, in the file or by its heading."""
    yield str(place)
    if isinstance(place, PagePoint):
        for cited in (PagePoint(place.title, pdf_page=place.pdf_page), PagePoint(place.title, heading=place.heading)):
            if str(cited) != place.title:
                yield str(cited)


def _section(place: Place) -> Iterator[str]:
    if isinstance(place, Pinpoint) and place.section:
        yield str(Pinpoint(place.law, place.section))


def _own(authored: Authored, titles: dict[str, str]) -> dict[str, list[_Own]]:
    """Return all that we say ourselves and can quote, by its text; ``titles`` are those of its passages."""
    own: dict[str, list[_Own]] = defaultdict(list)
    digest = authored.digest
    for s in digest.statements:
        own[s.standard].append(_Own((s.place,), s.as_of, titles.get(s.standard, cite_of(s.place)), near=True))
    for topic in digest.topics:
        for line in (line for text in topic.texts.values() for _, lines in text.parts() for line in lines):
            own[line.text].append(_Own(line.places, topic.as_of, topic.title, near=False))
    newest = max((statement.as_of for statement in digest.statements), default=date.min)
    for term in digest.terms:
        for line in (line for lines in term.texts.values() for line in lines):
            own[line.text].append(_Own(line.places, newest, term.term, near=False))
    return dict(own)
