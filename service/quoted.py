"""What our answers quote of documents that may only be quoted."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from corpus.claims import entries_of
from corpus.entries import Digest, Line
from corpus.nouns import PagePoint, Place
from service.reply import Proof, Said

# A statement tells a document in our own words; its own words are quoted where an answer stands on them.
_ANSWERS = frozenset({"themen", "pruefwege", "glossar"})


class Proofs(Protocol):
    """What the reading room needs of a `service.prove.Prover`."""

    def of_lines(self, topic: str, file: str, lines: Sequence[Line]) -> tuple[tuple[Said, ...], tuple[Proof, ...]]:
        """Return lines as they are said, and their proofs."""

    def of_line(self, topic: str, file: str, line: Line, place: Place, n: int) -> Proof:
        """Return the proof of one place that a line cites."""


def quotes(digest: Digest, titles: Collection[str], proofs: Proofs) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return what answers quote of the loaded documents with these ``titles``, by title and id of the passage."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries_of(digest):
        for line in (claim.line for claim in entry.claims if entry.kind in _ANSWERS):
            for place in line.places:
                if isinstance(place, PagePoint) and place.title in titles:
                    proof = proofs.of_line(entry.name, entry.file, line, place, 1)
                    found[place.title][proof.passage_id].append(proof.quote)
    return found
