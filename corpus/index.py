"""The passages in Chroma: written once into a fresh folder, read from a finished one, never repaired.

Chroma searches a graph of vectors (HNSW), which can lose some: where many passages have the same vector, a
search ends among them and misses the rest; of 600 equal vectors, a third were out of reach. So the graph holds
each vector once. Passages with a vector that is there already, and those that a search for their own vector
does not find, stand in the small collection ``strays``, which every search compares one by one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from corpus.documents import places_of
from corpus.generation import REPAIR, read_manifest, refuse_mismatch
from corpus.nouns import Passage, Pinpoint, Wording
from corpus.rows import Metadata, from_row, passages_sha, refuse_unfit, to_row
from corpus.spelling import Spelling
from corpus.words import WordIndex

PASSAGES, STRAYS = "passages", "strays"
DATABASE, WORDS, SPELLING = "chroma.sqlite3", "words", "spelling.json"
# Measured on 8,000 lines of law: Chroma's own values (16, 100, 100) find 92 of the 100 nearest, these 99.8.
# Twice as wide a graph finds 99.9 and takes half as long again to write.
GRAPH: CreateHNSWConfiguration = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 400}
# Two cosines nearer than this are the same: rounding in float32 over some hundred dimensions stays below.
TIE = 1e-5


class NotWritten(RuntimeError):
    """Chroma could not write; the message says why, in German."""


class BrokenIndex(RuntimeError):
    """A generation is damaged and must not be served; the message says how and what to do, in German."""


def write(folder: Path, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
    """Write ``passages`` with their vectors, shape (n, d), into the fresh ``folder`` and close the store.

    Raises Unfit before anything is written, and NotWritten when Chroma fails (disk full, no permission).
    """
    refuse_unfit(passages, vectors)
    first = _first_of_equals(vectors)
    twins = sorted(set(range(len(passages))) - set(first))
    try:
        with _opened(folder) as client:
            _add(client, PASSAGES, first, passages, vectors)
        # Opened anew, because Chroma then makes the graph from what is on disk, as every reader will have it.
        with _opened(folder) as client:
            _add(client, STRAYS, sorted({*twins, *_lost(client, first, passages, vectors)}), passages, vectors)
    except ChromaError as exc:
        raise NotWritten(f"Der Index konnte nicht geschrieben werden: {exc}. Ist der Datenträger voll?") from exc


def missed(rows: Sequence[int], nearest: Sequence[int], vectors: NDArray[np.float32]) -> list[int]:
    """Return those of ``rows`` for whose own vector something else is ``nearest``, which is not as near.

    ``nearest`` holds one row each, or -1 where nothing was found; ``vectors`` has all rows, shape (n, d).
    """
    return [
        row
        for row, best in zip(rows, nearest, strict=True)
        if best < 0 or float(vectors[row] @ vectors[best]) < float(vectors[row] @ vectors[row]) - TIE
    ]


def anywhere(dimension: int) -> NDArray[np.float32]:
    """Return a vector, shape (d,), to start from when all passages are wanted."""
    return np.ones(dimension, np.float32)


class PassageIndex:
    """One finished generation, open for reading. Searches may run in several threads; close it when all are done.

    ``words`` are over the documents of `corpus.documents`, whose ``places`` are in the same order.

    Chroma locks the database even for readers, so the folder must be writable.
    """

    def __init__(self, folder: Path, embedder_name: str) -> None:
        """Open the generation in ``folder``, whose questions will be embedded by ``embedder_name``.

        Raises IndexMismatch when that is another embedder or Chroma another version, BadManifest, BrokenIndex.
        """
        self._name = folder.name
        self.manifest = read_manifest(folder)
        refuse_mismatch(self.manifest, embedder_name)
        if not (folder / DATABASE).is_file():  # Chroma would make an empty one
            raise BrokenIndex(f"Im Index {folder.name} fehlt {DATABASE}. {REPAIR}")
        self._client = _connected(folder)
        try:
            self._collection = self._client.get_collection(PASSAGES, embedding_function=None)
            self._strays = _with_vectors(self._client.get_collection(STRAYS, embedding_function=None))
            self.passages = self._load()
            self.words = WordIndex.load(folder / WORDS)
            self.spelling = Spelling.load(folder / SPELLING)
            self.places = places_of(self.passages)
            self._rows = {passage.id: row for row, passage in enumerate(self.passages)}
            self.nearest(anywhere(self.manifest.dimension), 1)  # loads the graph, so no user waits for it
        except BrokenIndex:
            self.close()
            raise
        except (ChromaError, ValueError, LookupError, TypeError, OSError) as exc:
            self.close()
            raise BrokenIndex(f"Der Index {folder.name} ist beschädigt: {exc}. {REPAIR}") from exc
        self._sections = self._by_section()

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """Return up to ``k`` (position in ``passages``, cosine in [-1, 1]), best first, ties by position.

        ``vector`` has shape (d,). Raises ValueError for another dimension than the index has.
        """
        return self.nearest_of_each(vector[np.newaxis, :], k)[0]

    def nearest_of_each(self, vectors: NDArray[np.float32], k: int) -> list[list[tuple[int, float]]]:
        """Return what `nearest` returns for each of ``vectors``, shape (m, d); raises BrokenIndex too."""
        if vectors.shape[1] != self.manifest.dimension:
            raise ValueError(f"Vector of {vectors.shape[1]} dimensions, the index has {self.manifest.dimension}.")
        if k < 1 or not len(vectors):
            return [[] for _ in vectors]
        try:
            found = list(_query(self._collection, vectors, k))
        except ChromaError as exc:
            raise BrokenIndex(f"Der Index {self._name} ist beschädigt: {exc}. {REPAIR}") from exc
        ids, strays = self._strays
        exact = _directions(vectors) @ strays.T if ids else np.empty((len(vectors), 0))
        more = (zip(ids, scores, strict=True) for scores in exact.tolist())
        return [self._ranked([*hits, *extra], k) for hits, extra in zip(found, more, strict=True)]

    def section(self, source_id: str, section: str) -> tuple[Passage, ...]:
        """Return the official passages of a section ("61a"; "" for what stands in none) in order, if it is loaded."""
        return self._sections.get((source_id, section), ())

    def close(self) -> None:
        """Let go of the store; nothing can be searched afterwards."""
        self._client.close()

    def _load(self) -> tuple[Passage, ...]:
        rows = {row: passage for part in (PASSAGES, STRAYS) for row, passage in _stored(self._client, part)}
        passages = tuple(rows[row] for row in sorted(rows))
        if len(passages) != self.manifest.count:
            raise ValueError(f"{len(passages)} statt {self.manifest.count} Abschnitte")
        if passages_sha(passages) != self.manifest.passages_sha256:
            raise ValueError(f"die Abschnitte in {self._name}/{DATABASE} sind nicht die, die hineingeschrieben wurden")
        return passages

    def _ranked(self, hits: Sequence[tuple[str, float]], k: int) -> list[tuple[int, float]]:
        scores = {self._rows[id_]: score for id_, score in hits}
        return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:k]

    def _by_section(self) -> dict[tuple[str, str], tuple[Passage, ...]]:
        sections: dict[tuple[str, str], list[Passage]] = defaultdict(list)
        for passage in self.passages:
            place = passage.place
            if isinstance(place, Pinpoint) and passage.wording is Wording.OFFICIAL:
                sections[passage.source_id, place.section or ""].append(passage)
        return {key: tuple(sorted(group, key=lambda p: p.position)) for key, group in sections.items()}


def _connected(folder: Path) -> Client:
    try:
        client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    except (ChromaError, ValueError, OSError) as exc:
        raise BrokenIndex(
            f"Chroma kann den Index {folder.name} nicht öffnen: {exc}. Der Ordner muss beschreibbar sein. {REPAIR}"
        ) from exc
    return cast("Client", client)  # only the class can be closed, not the interface it is declared as


@contextmanager
def _opened(folder: Path) -> Iterator[Client]:
    client = _connected(folder)
    try:
        yield client
    finally:
        client.close()


def _add(
    client: Client, name: str, rows: Sequence[int], passages: Sequence[Passage], vectors: NDArray[np.float32]
) -> None:
    """Make the collection ``name`` of these rows. Chroma's own sync threshold stays: smaller ones lose data."""
    collection = client.create_collection(name, configuration={"hnsw": GRAPH}, embedding_function=None)
    size = client.get_max_batch_size()
    for start in range(0, len(rows), size):
        batch = rows[start : start + size]
        collection.add(
            ids=[passages[row].id for row in batch],
            embeddings=vectors[list(batch)],
            documents=[passages[row].text for row in batch],
            metadatas=[to_row(passages[row], row) for row in batch],
        )


def _first_of_equals(vectors: NDArray[np.float32]) -> list[int]:
    """Return the rows that hold a vector for the first time, in order."""
    _, rows = np.unique(vectors, axis=0, return_index=True)
    return sorted(int(row) for row in rows)


def _lost(client: Client, rows: Sequence[int], passages: Sequence[Passage], vectors: NDArray[np.float32]) -> set[int]:
    """Return those of ``rows`` that a search for all does not reach, or a search for their own vector misses."""
    collection = client.get_collection(PASSAGES, embedding_function=None)
    of = {passages[row].id: row for row in rows}
    (everything,) = _query(collection, anywhere(vectors.shape[1])[np.newaxis, :], len(rows))
    nearest = [of[hits[0][0]] if hits else -1 for hits in _query(collection, vectors[list(rows)], 1)]
    return (set(rows) - {of[id_] for id_, _ in everything}).union(missed(rows, nearest, vectors))


def _stored(client: Client, name: str) -> Iterator[tuple[int, Passage]]:
    """Yield (row, passage) of everything in a collection."""
    stored = client.get_collection(name, embedding_function=None).get(include=["documents", "metadatas"])
    texts, facts = stored["documents"] or [], cast("list[Metadata]", stored["metadatas"] or [])
    for id_, text, metadata in zip(stored["ids"], texts, facts, strict=True):
        yield int(metadata["row"]), from_row(id_, text, metadata)


def _with_vectors(collection: chromadb.Collection) -> tuple[list[str], NDArray[np.float32]]:
    stored = collection.get(include=["embeddings"])
    vectors = np.asarray(stored["embeddings"], np.float32)
    return stored["ids"], _directions(vectors) if stored["ids"] else vectors


def _directions(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows with length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    directions: NDArray[np.float32] = np.divide(vectors, np.maximum(lengths, 1e-30), dtype=np.float32)
    return directions


def _query(collection: chromadb.Collection, vectors: NDArray[np.float32], k: int) -> Iterator[list[tuple[str, float]]]:
    """Yield the ``k`` nearest (id, cosine) of each vector, best first; Chroma's cosine distance is 1 - cosine."""
    for start in range(0, len(vectors), 1000):
        found = collection.query(query_embeddings=vectors[start : start + 1000], n_results=k, include=["distances"])
        for ids, distances in zip(found["ids"], found["distances"] or (), strict=True):
            yield list(zip(ids, (1 - distance for distance in distances), strict=True))
