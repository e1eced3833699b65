"""The pipeline of the usual tutorial, measured beside ours on the same texts and the same questions.

LangChain's RecursiveCharacterTextSplitter with the tutorials' 1,000 characters and 200 of overlap, every chunk
into Chroma under its defaults, nearest neighbours by vector alone. A chunk that spans several sections counts
for each of them, and each text carries its headings, which is generous to the baseline.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.embedding import Embedder
from corpus.nouns import Passage, Wording
from corpus.places import section_of
from eval.metrics import Scores, first_hit, score
from eval.questions import Question
from service.retrieve import Retriever

CHUNK, OVERLAP = 1000, 200
DEPTH = 10


class Ranking(Protocol):
    """Something that finds: for a question the sections of each of its first ``DEPTH`` results, best first."""

    def __call__(self, question: str) -> list[frozenset[str]]:
        """Return the sections of each result."""


class LangchainEmbeddings(Embeddings):
    """Our embedder in the form in which LangChain wants one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text."""
        return [[float(x) for x in row] for row in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return [float(x) for x in self._embedder.embed_query(text)]


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one source as a tutorial would load it; ``borders`` are (offset, section), by offset."""

    source_id: str
    text: str
    borders: tuple[tuple[int, str], ...]

    def sections(self, start: int, end: int) -> frozenset[str]:
        """Return the sections that ``text[start:end]`` touches."""
        ends = [offset for offset, _ in self.borders[1:]] + [len(self.text)]
        return frozenset(s for (at, s), to in zip(self.borders, ends, strict=True) if at < end and start < to)


def texts_of(passages: Iterable[Passage]) -> tuple[Text, ...]:
    """Return the official passages of each source joined into its text, each section under its heading."""
    by_source: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.wording is Wording.OFFICIAL:
            by_source.setdefault(passage.source_id, []).append(passage)
    return tuple(_text(source, sorted(group, key=lambda p: p.position)) for source, group in by_source.items())


def _text(source_id: str, passages: Sequence[Passage]) -> Text:
    pieces: list[str] = []
    borders: list[tuple[int, str]] = []
    length = 0
    for passage in passages:
        section = section_of(passage.place)
        if not borders or borders[-1][1] != section:
            borders.append((length, section))
            pieces.append("\n\n" + " ".join((section, *passage.path[-1:])) + "\n")
            length += len(pieces[-1])
        pieces.append(passage.text + "\n")
        length += len(pieces[-1])
    return Text(source_id, "".join(pieces), tuple(borders))


def chunks_of(text: Text) -> list[Document]:
    """Return the tutorial's chunks of a text, with the sections they touch in the metadata."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    chunks = splitter.create_documents([text.text])
    for chunk in chunks:
        start = chunk.metadata["start_index"]
        chunk.metadata["sections"] = sorted(text.sections(start, start + len(chunk.page_content)))
    return chunks


def tutorial(passages: Iterable[Passage], embedder: Embedder) -> Ranking:
    """Return the ranking of the tutorial pipeline over the texts of ``passages``."""
    chunks = [chunk for text in texts_of(passages) for chunk in chunks_of(text)]
    # In one process all in-memory stores are one, so the collection needs a name of its own.
    store = Chroma.from_documents(chunks, LangchainEmbeddings(embedder), collection_name=f"tutorial-{uuid4().hex}")

    def ranked(question: str) -> list[frozenset[str]]:
        return [frozenset(d.metadata["sections"]) for d in store.similarity_search(question, k=DEPTH)]

    return ranked


def ours(retriever: Retriever) -> Ranking:
    """Return the ranking of our retriever; one result is a paragraph of a norm."""

    def ranked(question: str) -> list[frozenset[str]]:
        return [frozenset({section_of(m.passage.place)}) for m in retriever.find(question, DEPTH)]

    return ranked


def compare(rankings: Mapping[str, Ranking], questions: Sequence[Question]) -> Mapping[str, Scores]:
    """Return the scores of each ranking on the same questions. Raises ValueError where there is no question."""
    return {
        name: score([first_hit(ranked(question.text), question.sections) for question in questions])
        for name, ranked in rankings.items()
    }
