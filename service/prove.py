"""Proofs: for a place that a sentence cites, the verbatim slice of the passage that carries it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from corpus.claims import entries_of
from corpus.entries import Digest, Line, Statement
from corpus.manifest import page_of
from corpus.nouns import Edition, Level, PagePoint, Passage, Pinpoint, Place, Source, TopicPoint, Wording
from corpus.places import paragraph_of, touch
from corpus.terms import terms
from corpus.wording import LoadedWording
from service.evidence import Evidence
from service.reply import Proof, Said
from service.retrieve import Retriever


class Prover:
    """Makes proofs from one index. ``digest`` tells on which wording each entry rests."""

    def __init__(
        self, retriever: Retriever, sources: Sequence[Source], editions: Iterable[Edition], digest: Digest
    ) -> None:
        self._retriever = retriever
        self._sources = {source.id: source for source in sources}
        self._by_cite = {source.cite: source for source in sources}
        self._editions = {edition.source_id: edition for edition in editions}
        self._as_of = {topic.id: topic.as_of for topic in digest.topics}
        self._as_of |= {check.file: check.as_of for check in digest.checks}
        self._newest = max((statement.as_of for statement in digest.statements), default=date.min)
        self.statements = by_place(digest.statements)
        self._on = _by_section(digest.statements)
        self._stale = stale_places(digest, LoadedWording(retriever.passages))

    def of_evidence(self, evidence: Evidence, n: int) -> Proof:
        """Return the proof of a sentence that was found, with the number ``n``."""
        file = evidence.statement.file if evidence.statement else ""
        return self._proof(n, evidence.place, evidence.passage, evidence.quote, evidence.statement, file)

    def of_lines(self, topic: str, file: str, lines: Sequence[Line]) -> tuple[tuple[Said, ...], tuple[Proof, ...]]:
        """Return the lines as they are said and their proofs, numbered from 1; equal proofs share a number."""
        proofs: dict[tuple[str, str], Proof] = {}
        said = []
        for line in lines:
            numbers = []
            for place in line.places:
                proof = self.of_line(topic, file, line, place, len(proofs) + 1)
                numbers.append(proofs.setdefault((proof.pinpoint, proof.quote), proof).n)
            said.append(Said(line.text, tuple(dict.fromkeys(numbers))))
        return tuple(said), tuple(proofs.values())

    def of_found(self, evidence: Evidence, level: Level) -> tuple[tuple[Said, ...], tuple[Proof, ...]]:
        """Return a sentence that was found as it is worded at ``level``, and its proof."""
        return (Said(evidence.said(level), (1,)),), (self.of_evidence(evidence, 1),)

    def of_today(self, statement: Statement) -> tuple[tuple[Said, ...], tuple[Proof, ...]]:
        """Return what the law says today where a document differs, and its proofs.

        A line is left out where nothing on its places is loaded, neither the wording nor a statement.
        """
        lines = [
            line
            for line in statement.today
            if all(self._official(place, line) or self._statement(place) for place in line.places)
        ]
        return self.of_lines("", statement.file, lines)

    def of_line(self, topic: str, file: str, line: Line, place: Place, n: int) -> Proof:
        """Return the proof of one place that a line of a topic cites.

        The publisher's wording where it is loaded, else our statement on the place, else the line itself, in the
        topic's own passage where it has one; that is a summary and says so.
        """
        official = self._official(place, line)
        if official:
            return self._proof(n, place, *official, None, file)
        statement = self._statement(place)
        if statement:
            passage = self._digest_passage(statement)
            return self._proof(n, place, passage, passage.text, statement, file)
        own = next((p for p in self._retriever.passages_at(TopicPoint(topic)) if line.text in p.text), None)
        return self._proof(n, place, own or _unindexed(line, file), line.text, None, file)

    def _official(self, place: Place, line: Line) -> tuple[Passage, str] | None:
        """Return the passage and the slice of it at ``place``, or None where the wording is not loaded.

        On a page of a document, it is the sentence nearest to the line in words.
        """
        if isinstance(place, PagePoint):
            return self._on_page(place, line)
        passages = [p for p in self._retriever.passages_at(paragraph_of(place)) if p.wording is Wording.OFFICIAL]
        for passage in passages:
            for unit in passage.units:
                if unit.place == place:
                    return passage, passage.text[unit.start : unit.end]
        return (passages[0], passages[0].text) if passages and passages[0].place == place else self._section(place)

    def _section(self, place: Place) -> tuple[Passage, str] | None:
        """Return the first paragraph of a section that is cited as a whole."""
        if not isinstance(place, Pinpoint) or place.paragraph or place.number:
            return None
        inside = (p for found in self._retriever.at((place,)) for p in self._retriever.passages_at(found))
        passage = next((p for p in inside if p.wording is Wording.OFFICIAL), None)
        return (passage, passage.text) if passage else None

    def _on_page(self, place: PagePoint, line: Line) -> tuple[Passage, str] | None:
        wanted = set(terms(line.text))
        quotes = [
            (
                len(wanted & set(terms(passage.text[unit.start : unit.end]))),
                passage,
                passage.text[unit.start : unit.end],
            )
            for passage in self._retriever.document(place.title)
            for unit in passage.units
            if isinstance(unit.place, PagePoint) and _same_page(unit.place, place)
        ]
        best = max(quotes, key=lambda quote: quote[0], default=None)
        return best[1:] if best else None

    def _statement(self, place: Place) -> Statement | None:
        """Return the statement on ``place``, or one on what holds it or lies in it."""
        near = [s for s in self._on.get(_section_of(place), ()) if not s.former and touch(s.place, place)]
        return min(near, key=lambda s: (s.place != place, len(str(s.place))), default=None)

    def _digest_passage(self, statement: Statement) -> Passage:
        passages = self._retriever.passages_at(paragraph_of(statement.place))
        return next(p for p in passages if p.wording is Wording.DIGEST and p.text == statement.standard)

    def _proof(
        self, n: int, place: Place, passage: Passage, quote: str, statement: Statement | None, file: str
    ) -> Proof:
        source = self._sources.get(passage.source_id) or self._by_cite[_title(place)]
        return Proof(
            n=n,
            pinpoint=str(place),
            # The heading of a document is its own word: it may call itself a law. A norm's heading is the law's.
            title=passage.path[-1] if passage.path and not isinstance(place, PagePoint) else source.title,
            rank=source.rank,
            wording=passage.wording,
            quote=quote,
            url=page_of(source, place),
            page=place.page if isinstance(place, PagePoint) else None,
            as_of=self._dated(passage, statement),
            passage_id=passage.id,
            stale=(file, str(place)) in self._stale,
        )

    def _dated(self, passage: Passage, statement: Statement | None) -> date:
        """Return the date of the wording that is quoted: the edition's, or that from which our text was written."""
        if passage.wording is Wording.OFFICIAL:
            return self._editions[passage.source_id].as_of
        if statement:
            return statement.as_of
        return self._as_of.get(str(passage.place), self._newest)


def _unindexed(line: Line, file: str) -> Passage:
    """Return a line that no passage of the index holds, as those of guided checks, as one; it has no id."""
    return Passage("", "", "", 0, TopicPoint(file), (), line.text, (), Wording.DIGEST)


def by_place(statements: Sequence[Statement]) -> Mapping[Place, Sequence[Statement]]:
    """Return the statements by their place."""
    places: dict[Place, list[Statement]] = defaultdict(list)
    for statement in statements:
        places[statement.place].append(statement)
    return places


def stale_places(digest: Digest, wording: LoadedWording) -> frozenset[tuple[str, str]]:
    """Return (file, place) wherever the loaded wording is not the one that an entry of the file was written from."""
    rests_on = {kept.file: kept.rests_on for kept in digest.kept}
    return frozenset(
        (entry.file, str(place))
        for entry in entries_of(digest)
        for claim in entry.claims
        for place in claim.line.places
        if not entry.former
        and (sealed := rests_on.get(entry.file, {}).get(str(place)))
        and (seal := wording.seal(place))
        and seal != sealed
    )


def _by_section(statements: Sequence[Statement]) -> Mapping[Place, Sequence[Statement]]:
    sections: dict[Place, list[Statement]] = defaultdict(list)
    for statement in statements:
        sections[_section_of(statement.place)].append(statement)
    return sections


def _section_of(place: Place) -> Place:
    return Pinpoint(place.law, place.section) if isinstance(place, Pinpoint) else place


def _same_page(unit: PagePoint, wanted: PagePoint) -> bool:
    if wanted.page:
        return unit.page == wanted.page
    return wanted.heading is None or unit.heading == wanted.heading


def _title(place: Place) -> str:
    if isinstance(place, Pinpoint):
        return place.law
    return place.title if isinstance(place, PagePoint) else ""
