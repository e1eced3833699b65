"""The pipeline of the usual tutorial, measured beside ours on the same texts and the same questions.

LangChain's RecursiveCharacterTextSplitter with the tutorials' 1,000 characters and 200 of overlap, every chunk
into Chroma under its defaults, nearest neighbours by vector alone. A chunk that spans several paragraphs counts
for each of them, and each text carries its headings, which is generous to the baseline.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.documents import heading_of
from corpus.embedding import Embedder
from corpus.nouns import Passage, Place, Wording
from corpus.places import paragraph_of
from eval.metrics import DEPTH

CHUNK, OVERLAP = 1000, 200


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
    """The text of one source as a tutorial would load it; ``borders`` are (offset, paragraph), by offset."""

    source_id: str
    text: str
    borders: tuple[tuple[int, Place], ...]

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Return the paragraphs that ``text[start:end]`` touches, in order."""
        ends = [offset for offset, _ in self.borders[1:]] + [len(self.text)]
        return tuple(p for (at, p), to in zip(self.borders, ends, strict=True) if at < end and start < to)


def texts_of(passages: Iterable[Passage]) -> tuple[Text, ...]:
    """Return the official passages of each source joined into its text, each norm under its heading."""
    by_source: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.wording is Wording.OFFICIAL:
            by_source.setdefault(passage.source_id, []).append(passage)
    return tuple(_text(source, sorted(group, key=lambda p: p.position)) for source, group in by_source.items())


def _text(source_id: str, passages: Sequence[Passage]) -> Text:
    pieces: list[str] = []
    borders: list[tuple[int, Place]] = []
    length = 0
    path: tuple[str, ...] | None = None
    for passage in passages:
        heading = "\n\n" + " ".join((heading_of(passage), "")) + "\n" if passage.path != path else ""
        path = passage.path
        place = paragraph_of(passage.place)
        if not borders or borders[-1][1] != place:
            borders.append((length, place))
        pieces += [heading, passage.text + "\n"]
        length += len(heading) + len(passage.text) + 1
    return Text(source_id, "".join(pieces), tuple(borders))


def chunks_of(text: Text) -> list[Document]:
    """Return the tutorial's chunks of a text; the metadata tell where each begins."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    return splitter.create_documents([text.text], [{"source": text.source_id}])


def tutorial(passages: Iterable[Passage], embedder: Embedder) -> Callable[[str], list[tuple[Place, ...]]]:
    """Return the tutorial pipeline over the texts of ``passages``: a question → the paragraphs in each chunk."""
    texts = {text.source_id: text for text in texts_of(passages)}
    chunks = [chunk for text in texts.values() for chunk in chunks_of(text)]
    # In one process all in-memory stores are one, so the collection needs a name of its own.
    store = Chroma.from_documents(chunks, LangchainEmbeddings(embedder), collection_name=f"tutorial-{uuid4().hex}")

    def found(question: str) -> list[tuple[Place, ...]]:
        chunks = store.similarity_search(question, k=DEPTH)
        starts = ((texts[c.metadata["source"]], c.metadata["start_index"], len(c.page_content)) for c in chunks)
        return [text.places(start, start + length) for text, start, length in starts]

    return found
