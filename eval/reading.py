"""Whether citations support their sentences: some are drawn and read, and what readers found is counted.

The texts of sources stay out of the repository: what is kept is hashes and verdicts, the sheet to read is printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from eval.asked import Asked
from eval.judged import Cited, Drawn, hash_of
from eval.metrics import Share, share
from service.reply import Proof, Said

SEED = 20261124


@dataclass(frozen=True, slots=True)
class Supported:
    """What readers found: of so many ``drawn`` sentences, ``sentences`` were read, ``today`` of them are still said.

    ``precision`` is the share of citations that support their sentence, ``recall`` the share of sentences that their
    citations support whole.
    """

    drawn: int
    sentences: int
    pairs: int
    precision: Share
    recall: Share
    today: int


def draw(asked: Sequence[Asked], half: str, count: int, seed: int = SEED) -> tuple[tuple[Drawn, str], ...]:
    """Return ``count`` sentences at ``standard``, each with the sheet to read it against its quotes; all once."""
    said = {(hash_of(s.text), s.citations): (each, s) for each in asked for s in each.standard.answer}
    rows = sorted(said.values(), key=lambda row: (row[0].case.id, hash_of(row[1].text)))
    picked = Random(seed).sample(rows, min(count, len(rows)))  # noqa: S311  # a sample to read, no secret
    return tuple(_drawn(each, sentence, half) for each, sentence in picked)


def with_verdicts(drawn: Drawn, earlier: Sequence[Drawn]) -> Drawn:
    """Return a drawn sentence with the verdicts on it of ``earlier``, where neither it nor a quote has changed."""
    return next((each for each in earlier if _plain(each) == _plain(drawn)), drawn)


def _plain(drawn: Drawn) -> Drawn:
    return replace(drawn, cited=tuple(replace(each, verdict=None) for each in drawn.cited), whole=None)


def supported(drawn: Sequence[Drawn], asked: Sequence[Asked]) -> Supported | None:
    """Return what readers found of the drawn sentences of one half, or None where none was read."""
    read = [each for each in drawn if each.whole is not None]
    pairs = [float(bool(cited.verdict)) for each in read for cited in each.cited if cited.verdict is not None]
    if not read or not pairs:
        return None
    today = {_key(proofs, said) for each in asked for said, proofs in _said(each)}
    return Supported(
        len(drawn), len(read), len(pairs), share(pairs), share([float(bool(each.whole)) for each in read]),
        sum((each.sentence, frozenset(cited.quote for cited in each.cited)) in today for each in read),
    )  # fmt: skip


def _said(asked: Asked) -> Iterator[tuple[Said, Sequence[Proof]]]:
    answer = asked.standard
    yield from ((said, [proof for proof in answer.sources if proof.n in said.citations]) for said in answer.answer)


def _key(proofs: Sequence[Proof], said: Said) -> tuple[str, frozenset[str]]:
    return hash_of(said.text), frozenset(hash_of(proof.quote) for proof in proofs)


def _drawn(asked: Asked, sentence: Said, half: str) -> tuple[Drawn, str]:
    proofs = [proof for proof in asked.standard.sources if proof.n in sentence.citations]
    cited = tuple(Cited(proof.pinpoint, hash_of(proof.quote), None) for proof in proofs)
    quotes = (f"  [{hash_of(proof.quote)}] {proof.pinpoint}: {' '.join(proof.quote.split())}" for proof in proofs)
    sheet = "\n".join((f"{hash_of(sentence.text)} ({asked.case.id}) {sentence.text}", *quotes))
    return Drawn(half, asked.case.id, hash_of(sentence.text), cited, None), sheet
