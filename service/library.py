"""The reading room of one generation: what is loaded, place by place, with what stands beside it and what cites it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from corpus.entries import Term, Text, Topic
from corpus.manifest import page_of
from corpus.nouns import Edition, Level, PagePoint, Passage, Pinpoint, Place, Wording
from corpus.pinpoint import NotAPinpoint, laws_of, parse
from corpus.wording import LoadedWording
from service.authored import Authored
from service.beside import Beside, Remark, within
from service.cited_by import CitedBy, Citing
from service.contents import Chapter, contents
from service.leaves import Leaf, Leaves
from service.permalink import WHOLE, document_address, law_address, permalink
from service.prove import stale_places
from service.quoted import Proofs, quotes
from service.reply import Said
from service.rights import shown_whole
from service.rooms import LeafLine, LeafRoom, Outdated, ParagraphRoom, SectionRoom, TopicRoom, UnknownPlace
from service.views import NormView, ParagraphView, SourceView, source_views


class Library:
    """Reads from one generation; what is dear to make is made when it is first wanted."""

    def __init__(
        self,
        passages: Sequence[Passage],
        editions: Iterable[Edition],
        authored: Authored,
        proofs: Proofs,
        near: Callable[[str], Sequence[str]],
    ) -> None:
        """Take what is loaded and written; ``near`` returns the ids of the topics that are near to a question."""
        self._passages = tuple(passages)
        self._authored = authored
        self._proofs = proofs
        self._near = near
        self._by_id = {source.id: source for source in authored.sources}
        self._laws = laws_of(authored.sources)
        self._topics = {topic.id: topic for topic in authored.digest.topics}
        self._official = _by_source(self._passages)
        self.sources = source_views(authored.sources, {e.source_id: e for e in editions}, self._passages)
        self._views = {view.id: view for view in self.sources}

    @cached_property
    def _beside(self) -> Beside:
        digest = self._authored.digest
        stale = stale_places(digest, LoadedWording(self._passages))
        return Beside(digest.statements, stale, self._authored.superseded)

    @cached_property
    def _cited_by(self) -> CitedBy:
        return CitedBy(self._passages, self._authored.sources, self._authored.digest)

    @cached_property
    def _chapters(self) -> dict[str, tuple[Chapter, ...]]:
        return {}

    @cached_property
    def _sections(self) -> frozenset[tuple[str, str | None]]:
        places = (passage.place for found in self._official.values() for passage in found)
        return frozenset((place.law, place.section) for place in places if isinstance(place, Pinpoint))

    @cached_property
    def _documents(self) -> Mapping[str, Leaves]:
        paged = (source for source in self.sources if source.paged and source.passages)
        return {source.id: Leaves(self._official[source.id]) for source in paged}

    def law(self, law: str) -> tuple[SourceView, tuple[Chapter, ...]]:
        """Return a law and its contents; raises UnknownPlace where nothing of it is loaded."""
        view = self._views.get(law)
        if not view or view.paged or not view.passages:
            raise UnknownPlace(law)
        if law not in self._chapters:
            self._chapters[law] = contents(view, self._official[law], self._beside.counts(view.cite))
        return view, self._chapters[law]

    def section(self, norm: NormView) -> SectionRoom:
        """Return what stands beside a loaded section, and what cites it."""
        source, chapters = self.law(norm.law)
        lines = [line for chapter in chapters for line in chapter.sections]
        at = next((i for i, line in enumerate(lines) if line.key == norm.section), None)
        place = Pinpoint(norm.cite, None if norm.section == WHOLE else norm.section)
        remarks, citing = self._beside.of_section(place), self._cited_by.of_section(place)
        paragraphs = tuple(self._paragraph(p, remarks, citing) for p in norm.paragraphs)
        told = {remark for room in paragraphs for remark in room.remarks}
        shown = {room.view.place for room in paragraphs}
        return SectionRoom(
            source=source,
            path=next((c.path for c in chapters for line in c.sections if line.key == norm.section), ()),
            paragraphs=paragraphs,
            remarks=tuple(r for r in remarks if r not in told),
            citing=tuple(dict.fromkeys(c for p, found in citing.items() if p not in shown for c in found)),
            before=lines[at - 1] if at else None,
            after=lines[at + 1] if at is not None and at + 1 < len(lines) else None,
        )

    def document(self, source: str) -> tuple[SourceView, tuple[LeafLine, ...]]:
        """Return a document and its pages; raises UnknownPlace where it is not loaded."""
        view, leaves = self._leaves(source)
        homes = [leaves.at(r.place) for r in self._beside.of_document(view.cite) if isinstance(r.place, PagePoint)]
        return view, tuple(LeafLine(leaf, homes.count(leaf)) for leaf in leaves.all)

    def leaf(self, source: str, key: str, passage_id: str = "") -> LeafRoom:
        """Return the page with the name ``key``; ``passage_id`` is a passage that is quoted. Raises UnknownPlace."""
        view, leaves = self._leaves(source)
        leaf = leaves.leaf(key)
        if not leaf:
            raise UnknownPlace(key)
        whole = shown_whole(view.rights)
        before, after = leaves.beside(leaf)
        cited = self._cited_by.of_document(view.cite)
        cited_words = {} if whole else self._quotes.get(view.cite, {})
        return LeafRoom(
            source=view,
            leaf=leaf,
            whole=whole,
            extracts=leaves.extracts(leaf) if whole else leaves.quotations(leaf, cited_words, passage_id),
            remarks=tuple(r for r in self._beside.of_document(view.cite) if _on(r.place, leaf, leaves)),
            citing=tuple(dict.fromkeys(citing for place, citing in cited if _on(place, leaf, leaves))),
            before=before,
            after=after,
            url=page_of(self._by_id[source], PagePoint(view.cite, leaf.printed, leaf.sheet)),
        )

    def leaf_of(self, source: str, place: PagePoint) -> Leaf | None:
        """Return the page that ``place`` is cited for, or None; raises UnknownPlace where it is not loaded."""
        return self._leaves(source)[1].at(place)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Return all topics in the order of the digest."""
        return self._authored.digest.topics

    def topic(self, id_: str, level: Level) -> TopicRoom:
        """Return a topic as it is said at ``level``; raises UnknownPlace."""
        topic = self._topics.get(id_)
        if not topic:
            raise UnknownPlace(id_)
        parts = dict(_text(topic, level).parts())
        said, proofs = self._proofs.of_lines(topic.id, topic.file, [line for part in parts.values() for line in part])
        told, at = dict[str, tuple[Said, ...]](), 0
        for name, lines in parts.items():
            told[name] = said[at : at + len(lines)]
            at += len(lines)
        follow_ups = tuple(self._topics[f] for f in topic.follow_ups if f in self._topics)
        notices = self._authored.outdated(place for lines in parts.values() for line in lines for place in line.places)
        return TopicRoom(topic, told, proofs, follow_ups, tuple(notice.text for notice in notices))

    def topics_near(self, question: str) -> tuple[Topic, ...]:
        """Return the topics that are near to ``question``, nearest first."""
        return tuple(self._topics[id_] for id_ in self._near(question) if id_ in self._topics)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms of the glossary, from A to Z."""
        return tuple(sorted(self._authored.digest.terms, key=lambda term: alphabetical(term.term)))

    def address_of(self, place: Place) -> str | None:
        """Return where a place is read, for a whole law its contents; None where nothing is loaded there."""
        if not isinstance(place, Pinpoint):
            return permalink(str(place), self.sources)
        if place == Pinpoint(place.law):
            return next((law_address(v.id) for v in self.sources if v.cite == place.law and v.passages), None)
        return permalink(str(place), self.sources) if (place.law, place.section) in self._sections else None

    def place_named(self, text: str) -> Pinpoint | None:
        """Return the one place in a law that ``text`` is, or None where it is anything else."""
        try:
            return parse(text, self._laws)
        except NotAPinpoint:
            return None

    def official_page(self, place: Pinpoint) -> str:
        """Return the publisher's page of a place, or "" where the law is none of ours."""
        source = next((source for source in self._authored.sources if source.cite == place.law), None)
        return page_of(source, place) if source else ""

    def address_of_source(self, source: SourceView) -> str:
        """Return the path of the contents of a source."""
        return document_address(source.id) if source.paged else law_address(source.id)

    @cached_property
    def _quotes(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        titles = {v.cite for v in self.sources if v.paged and v.passages and not shown_whole(v.rights)}
        return quotes(self._authored.digest, titles, self._proofs)

    def _leaves(self, source: str) -> tuple[SourceView, Leaves]:
        if source not in self._documents:
            raise UnknownPlace(source)
        return self._views[source], self._documents[source]

    def _paragraph(
        self, view: ParagraphView, remarks: Sequence[Remark], citing: Mapping[Place, tuple[Citing, ...]]
    ) -> ParagraphRoom:
        outdated = tuple(
            Outdated(entry.note, str(entry.by), self.address_of(entry.by))
            for entry in self._beside.replaced(view.place)
        )
        return ParagraphRoom(view, within(remarks, view.place), citing.get(view.place, ()), outdated)


def alphabetical(name: str) -> str:
    """Return ``name`` as a German dictionary sorts it: umlauts as their letters, case without weight."""
    return name.casefold().replace("ß", "ss").translate(str.maketrans("äöü", "aou"))


def _by_source(passages: Iterable[Passage]) -> Mapping[str, Sequence[Passage]]:
    sources: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.wording is Wording.OFFICIAL:
            sources[passage.source_id].append(passage)
    return {id_: sorted(found, key=lambda p: p.position) for id_, found in sources.items()}


def _on(place: Place, leaf: Leaf, leaves: Leaves) -> bool:
    return isinstance(place, PagePoint) and leaves.at(place) == leaf


def _text(topic: Topic, level: Level) -> Text:
    """Return the text at ``level``; counsellors get what is open and what to do too, which is written for everybody."""
    text, standard = topic.texts[level], topic.texts[Level.STANDARD]
    if level is not Level.FACH:
        return text
    return Text(text.answer, (*text.open, *standard.open), (*text.next, *standard.next))
