"""Prove that a generation answers, in a process that did not write it: ``python -m ingest.verify FOLDER``."""

import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from corpus.earlier import BadEarlier, read_earlier
from corpus.generation import REPAIR, BadManifest, IndexMismatch, read_manifest
from corpus.index import BrokenIndex, PassageIndex, missed
from corpus.places import paragraph_of
from corpus.probe import check
from corpus.terms import terms

VECTORS = "vectors.npy"
ALL_UP_TO = 20_000
SAMPLE = 1_000
WORD_SAMPLE = 50


class NotVerified(RuntimeError):
    """A generation must not be served; the message says in German what is wrong with it."""


def verify(folder: Path) -> None:
    """Check files, passages and count of the generation in ``folder``, and that search reaches every passage.

    Each passage is looked for by the vector that the embedder gave, kept in ``vectors.npy`` beside the store as
    a witness that does not come from it; above 20,000 passages a sample of 1,000 is. Raises NotVerified,
    BrokenIndex, BadManifest, IndexMismatch, BadEarlier.
    """
    check(folder)
    read_earlier(folder)
    manifest = read_manifest(folder)
    vectors = np.load(folder / VECTORS, allow_pickle=False)
    if vectors.shape != (manifest.count, manifest.dimension):
        raise NotVerified(f"{folder.name}/{VECTORS} hat die Form {vectors.shape}. {REPAIR}")
    index = PassageIndex(folder, manifest.embedder)
    try:
        _by_meaning(index, vectors, _sample(manifest.count, ALL_UP_TO, SAMPLE))
        _by_words(index, _sample(manifest.count, WORD_SAMPLE, WORD_SAMPLE))
    finally:
        index.close()


def _by_meaning(index: PassageIndex, vectors: NDArray[np.float32], rows: Sequence[int]) -> None:
    found = index.nearest_of_each(vectors[list(rows)], 1)
    lost = missed(rows, [hits[0][0] if hits else -1 for hits in found], vectors)
    if lost:
        _refuse(index, lost, len(rows), "Bedeutung")


def _by_words(index: PassageIndex, rows: Sequence[int]) -> None:
    asked = [row for row in rows if terms(index.passages[row].text)]
    at = {place: row for row, place in enumerate(index.places)}
    there = {row: at[paragraph_of(index.passages[row].place)] for row in asked}
    documents = len(index.words.shares(""))
    if documents != len(index.places):
        raise NotVerified(f"Der Wortindex kennt {documents} Texte, der Index {len(index.places)} Orte. {REPAIR}")
    lost = [row for row in asked if index.words.missing(index.passages[row].text, there[row])]
    if lost:
        _refuse(index, lost, len(asked), "Wörtern")


def _refuse(index: PassageIndex, lost: Sequence[int], asked: int, way: str) -> None:
    first = index.passages[lost[0]]
    raise NotVerified(
        f"Die Suche nach {way} findet {len(lost)} von {asked} Abschnitten nicht, "
        f"zuerst {first.place} (Quelle {first.source_id}). {REPAIR}"
    )


def _sample(count: int, all_up_to: int, size: int) -> Sequence[int]:
    """Return all rows, or where they are too many the same ``size`` of them at every run."""
    return range(count) if count <= all_up_to else sorted(Random(count).sample(range(count), size))  # noqa: S311


if __name__ == "__main__":
    try:
        verify(Path(sys.argv[1]))
    except (NotVerified, BrokenIndex, BadManifest, BadEarlier, IndexMismatch, OSError) as exc:
        sys.exit(str(exc))
