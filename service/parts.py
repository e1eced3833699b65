"""One generation of the index, opened with all that answers from it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Event

from corpus.digest import DigestError, load_digest
from corpus.earlier import BadEarlier, Earlier, read_earlier
from corpus.embedding import Embedder
from corpus.generation import BadManifest, IndexMismatch
from corpus.index import BrokenIndex, PassageIndex
from corpus.manifest import SourcesError, all_sources, page_of
from corpus.nouns import Level, Pinpoint
from corpus.pinpoint.laws import laws_of
from corpus.places import Places, paragraph_of
from corpus.reranking import Reranker
from corpus.superseded import SupersededError, load_superseded
from service.answer import Answerer
from service.authored import Authored
from service.care import asked_back, beside_need, care, guided
from service.checked import Checker
from service.choose import Chooser
from service.conversation import Conversation
from service.cover import FITTED, Nearness
from service.fixed import SOMEBODY_TO_TALK_TO, guided_by
from service.guided import Checks
from service.hear import Hearing
from service.language import Languages
from service.library import Library
from service.live import Unusable
from service.meant import meant
from service.opening import Opening
from service.permalink import WHOLE
from service.prove import Prover
from service.reply import Answer, Found, Turn
from service.retrieve import CitedByTopics, Retriever, law_meaning, own_meaning, words
from service.situated import SituationView, situation_views
from service.told import Told
from service.topics import TOPIC_NEAR, TopicFinder
from service.views import NormView, Sample, SourceView, UnknownNorm, norm_view, source_views
from service.wordings import WordingOf, wordings_of

SAMPLE_WORDS = 40
MOST_TOPICS = 5


class Parts:
    """Answers from one open generation until it is closed."""

    def __init__(self, index: PassageIndex, answerer: Answerer, authored: Authored, earlier: Earlier) -> None:
        self._index = index
        self._earlier = earlier
        self._answerer = answerer
        self._conversation = Conversation(answerer, Places(authored.sources))
        self._authored = authored
        self._sources = {source.id: source for source in authored.sources}
        self._editions = {edition.source_id: edition for edition in index.manifest.editions}
        digest, prover = authored.digest, answerer.prover
        titles = {topic.id: topic.title for topic in digest.topics}
        self._checks = Checks(
            digest.checks, titles, lambda file, lines: prover.of_lines("", file, lines), authored.outdated
        )
        self._views = source_views(authored.sources, self._editions, index.passages)
        self._situations = situation_views(authored.digest)

    @property
    def name(self) -> str:
        """Return the name of the generation."""
        return self._index.manifest.generation

    @property
    def retriever(self) -> Retriever:
        """Return what finds the passages of this generation."""
        return self._answerer.retriever

    @property
    def prover(self) -> Prover:
        """Return what makes proofs from this generation."""
        return self._answerer.prover

    def answer(
        self,
        question: str,
        level: Level,
        history: Sequence[Turn] = (),
        gone: Event | None = None,  # noqa: ARG002 (what is made here takes no time worth stopping)
    ) -> Answer:
        """Return the answer to ``question`` (1 to 4,000 characters) at ``level``, urgent notices first."""
        turns = [replace(turn, question=meant(turn.question)) for turn in history]
        said = meant(question)
        if back := asked_back(said):
            answer = self._answerer.worded(Told(clarify=back), level)
        elif asked := beside_need(said):
            answer = self._conversation.answer(asked, level, turns)
        else:
            answer = self._answerer.worded(Told(redirect=SOMEBODY_TO_TALK_TO, signpost=True), level)
        check = guided(said, answer.id.split("."), self._authored.digest.checks)
        led = (guided_by(check),) if check else ()
        return replace(answer, notices=(*care(question), *led, *answer.notices), guided=check)

    def evidence(self, question: str) -> Nearness:
        """Return how near ``question`` is to what is loaded, and to what others answer."""
        return self._answerer.evidence(question)

    def covered(self, question: str) -> float:
        """Return how likely it is, in [0, 1], that the sources answer ``question``."""
        return FITTED.sure(self.evidence(question))

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return up to ``k`` paragraphs for ``question``, best first."""
        return self._answerer.search(question, k)

    def norm(self, law: str, section: str) -> NormView:
        """Return the wording of ``section`` ("61a") of the source with the id ``law``; raises UnknownNorm.

        "text" is what stands in no section, as all of a notice does.
        """
        if law not in self._sources or law not in self._editions:
            raise UnknownNorm(f"Kein Wortlaut mit der Kennung {law!r} ist geladen.")
        source = self._sources[law]
        url = page_of(source, Pinpoint(source.cite, None if section == WHOLE else section))
        passages = self._index.section(law, "" if section == WHOLE else section)
        return norm_view(passages, source, section, self._editions[law].as_of, url)

    def wordings(self, law: str, section: str) -> tuple[WordingOf, ...]:
        """Return the wordings of ``section`` of the source ``law`` that are known, newest first; raises UnknownNorm."""
        edition = self._editions.get(law)
        passages = self._index.section(law, section)
        known = wordings_of(passages, edition.as_of, self._earlier, law, section) if edition else ()
        if not known:
            raise UnknownNorm(f"Keine Fassung der Vorschrift {section!r} mit der Kennung {law!r} ist geladen.")
        return known

    def sources(self) -> tuple[SourceView, ...]:
        """Return all sources, loaded or not."""
        return self._views

    def situations(self) -> tuple[SituationView, ...]:
        """Return the situations in which people come, in order."""
        return self._situations

    def checks(self) -> Checks:
        """Return the guided checks, with what proves their lines."""
        return self._checks

    def sample(self) -> Sample:
        """Return the words of the first passage as a question, and the place it must find.

        Numbers and signs are left out, or the norms that the passage mentions would be looked up instead.
        """
        first = self._index.passages[0]
        words = re.findall(r"[^\W\d_]{2,}", first.text)[:SAMPLE_WORDS]
        return Sample(" ".join(words), str(paragraph_of(first.place)))

    @cached_property
    def _checker(self) -> Checker:
        manifest = self._index.manifest
        return Checker(manifest.fingerprint, self._index.passages, manifest.editions, self._authored)

    def checker(self) -> Checker:
        """Return what holds an answer that comes back against this generation; it is made when first needed."""
        return self._checker

    @cached_property
    def _library(self) -> Library:
        return Library(self._index.passages, self._index.manifest.editions, self._authored, self.prover, self._near)

    def library(self) -> Library:
        """Return the reading room of this generation; it is made when first needed."""
        return self._library

    @cached_property
    def _finder(self) -> TopicFinder:
        return TopicFinder(self._index.passages, self._index.places)

    def _near(self, question: str) -> tuple[str, ...]:
        near = self._finder.near(self.retriever.hear(question))
        return tuple(topic.id for topic in near if topic.ours and topic.nearness >= TOPIC_NEAR)[:MOST_TOPICS]

    def close(self) -> None:
        """Let go of the index; nothing can be answered afterwards."""
        self._index.close()


def read_authored(own_sources: Path) -> Authored:
    """Return all that people wrote; ``own_sources`` is the operator's list. Raises Unusable, in German."""
    try:
        sources = all_sources(own_sources)
        return Authored(sources, load_digest(sources), load_superseded(laws_of(sources)))
    except (SourcesError, DigestError, SupersededError) as exc:
        raise Unusable(str(exc)) from exc


def open_parts(folder: Path, embedder: Embedder, authored: Authored, reranker: Reranker | None = None) -> Parts:
    """Open the finished generation in ``folder``; raises Unusable, in German, where it cannot serve."""
    try:
        earlier = read_earlier(folder)
        index = PassageIndex(folder, embedder.name)
    except (BrokenIndex, BadManifest, BadEarlier, IndexMismatch) as exc:
        raise Unusable(str(exc)) from exc
    finder = TopicFinder(index.passages, index.places)
    cited = CitedByTopics(finder, {t.id: t.places() for t in authored.digest.topics}, index.places)
    hearing = Hearing(index, embedder, index.words, index.spelling)
    signals = (law_meaning, own_meaning, words, cited)
    retriever = Retriever(index, hearing, laws_of(authored.sources), signals, reranker)
    answerer = Answerer(retriever, Chooser(embedder, index.words), Opening(embedder), finder, Languages(), authored)
    return Parts(index, answerer, authored, earlier)
