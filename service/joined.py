"""Several pieces of an answer made one: proofs numbered through, each once, the strongest source first."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.nouns import Rank
from service.reply import Proof, Said

_STRENGTH = {rank: at for at, rank in enumerate(Rank)}
Piece = tuple[Sequence[Said], Sequence[Proof]]
"""Sentences, and the proofs that their numbers mean."""


def joined(pieces: Sequence[Piece]) -> tuple[tuple[tuple[Said, ...], ...], tuple[Proof, ...]]:
    """Return the sentences of each piece with common numbers, and the proofs in the order of their numbers.

    Proofs with the same pinpoint and quote are one. They stand in order of rank (law first), those of one rank in the
    order in which the sentences need them; a proof that no sentence needs is left out.
    """
    found: dict[tuple[str, str], Proof] = {}
    for said, proofs in pieces:
        by_number = {proof.n: proof for proof in proofs}
        for sentence in said:
            for n in sentence.citations:
                found.setdefault(_key(by_number[n]), by_number[n])
    ordered = sorted(found, key=lambda key: _STRENGTH[found[key].rank])
    numbers = {key: n for n, key in enumerate(ordered, 1)}
    return (
        tuple(_renumbered(said, {proof.n: numbers.get(_key(proof), 0) for proof in proofs}) for said, proofs in pieces),
        tuple(replace(found[key], n=numbers[key]) for key in ordered),
    )


def one(pieces: Sequence[Piece]) -> tuple[tuple[Said, ...], tuple[Proof, ...]]:
    """Return the pieces as one: all sentences in order, and their proofs as `joined` numbers them."""
    said, proofs = joined(pieces)
    return tuple(sentence for piece in said for sentence in piece), proofs


def _key(proof: Proof) -> tuple[str, str]:
    return proof.pinpoint, proof.quote


def _renumbered(said: Sequence[Said], numbers: dict[int, int]) -> tuple[Said, ...]:
    return tuple(Said(s.text, tuple(sorted({numbers[n] for n in s.citations}))) for s in said)
