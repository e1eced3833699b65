"""What the gates are measured on: sentences with their places, and the same made wrong."""

from collections.abc import Iterator

import pytest

from corpus.claims import entries_of
from corpus.embedding import HashEmbedder
from corpus.pinpoint.laws import laws_of
from eval.supporting import SUPPORTED, Pair, Scored, figures, fit, pairs_of, scored
from ingest.build import BuildFacts, build
from service.authored import Authored
from service.gates.drafts import Reason
from service.gates.support import Support, Supporter
from service.parts import Parts, open_parts
from tests.sample import DIGEST, SOURCE
from tests.test_parts import EDITION, official

EMBEDDER = HashEmbedder(128)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    facts = BuildFacts("1" * 12, "test", (SOURCE.id,), (EDITION,), "digest")
    folder = build(tmp_path_factory.mktemp("index"), official(), EMBEDDER, facts, lambda _done, _of: None)
    opened = open_parts(folder, EMBEDDER, Authored((SOURCE,), DIGEST))
    yield opened
    opened.close()


def test_every_sentence_comes_as_it_is_and_made_wrong(parts: Parts) -> None:
    entries = [entry for entry in entries_of(DIGEST) if not entry.former]
    pairs = list(pairs_of(entries, parts.retriever, parts.prover))
    wage = [pair for pair in pairs if pair.text.startswith("Lehrlinge erhalten in jeder Woche")]
    assert {pair.kind for pair in wage} >= {SUPPORTED, "other number", "other passage"}
    assert next(pair.text for pair in wage if pair.kind == "other number") == (
        "Lehrlinge erhalten in jeder Woche 21 Taler Lohn."
    )
    (right,) = (pair for pair in wage if pair.kind == SUPPORTED)
    assert right.quotes[0].quote == "Lehrlinge bekommen einen Wochenlohn von 20 Talern."
    others = [pair for pair in wage if pair.kind == "other passage"]
    assert all("Wochenlohn" not in quote.quote for pair in others for quote in pair.quotes)


def test_the_gates_see_the_wrong_number(parts: Parts) -> None:
    entries = [entry for entry in entries_of(DIGEST) if not entry.former]
    supporter = Supporter(EMBEDDER, parts.retriever.words)
    rows = list(scored(pairs_of(entries, parts.retriever, parts.prover), supporter, laws_of((SOURCE,))))
    assert {row.reason for row in rows if row.pair.kind == "other number"} == {Reason.NUMBER}


def row(kind: str, words: float, meaning: float, reason: Reason | None = None) -> Scored:
    return Scored(Pair(kind, "e", "t", ()), reason, Support(words, meaning))


def test_the_thresholds_keep_what_is_supported_and_drop_what_is_not() -> None:
    rows = [row(SUPPORTED, 0.5, 0.5)] * 9 + [row(SUPPORTED, 0.1, 0.1)] + [row("other passage", 0.3, 0.6)] * 5
    words, meaning = fit(rows, 0.9)
    assert 0.3 < words <= 0.5
    assert meaning <= 0.5
    told = figures([*rows, row(SUPPORTED, 1.0, 1.0, Reason.FORCE)], words, meaning)
    assert (told["precision"], told["recall"]) == (1.0, round(9 / 11, 3))
    assert told["supported_dropped"] == {"force": 1}
