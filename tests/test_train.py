"""Laws become training pairs, and pairs a model that is written like the shipped one."""

import lzma
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from typer.testing import CliRunner

from corpus.embedding import StaticEmbedder
from corpus.lay_words import lay_words, read_lay_words
from corpus.terms import terms
from ingest.pairs import Norm, PairMaker, passage_text, read_norms
from ingest.train import Recipe, app, save, train, train_tokenizer

LAWS = """\
# Gesetz über das Üben (ÜbG)
% Stand: frei erfunden
## Teil 1 Allgemeines
### § 1 Zweck des Übens
(1) Dieses Gesetz dient dem Üben in der Übungswerkstatt, damit der Arbeitgeber das Arbeitsentgelt versteht.
(2) Zum Üben gehören:
1. das Lesen von Vorschriften, die es nicht gibt, und
2. das Zählen von Sätzen, die niemand braucht.
### § 2a Dauer
Das Üben dauert höchstens vier Wochen. Es kann auf Antrag der übenden Person um zwei Tage verlängert werden.
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14
# Verordnung zum Übungsgesetz (ÜbV)
### (XXXX)
Diese Verordnung gilt für alle Werkstätten für behinderte Menschen, in denen geübt wird.
"""
NORM = Norm("Übungsgesetz", ("Teil 1",), "Zahlung", ("Der Arbeitgeber zahlt das Arbeitsentgelt am Ende des Monats.",))
SAID = {
    "Arbeitgeber": "Chef",
    "Arbeitsentgelt": "Lohn",
    "Frist": "bis wann",
    "Brot": "Essen",
    "Morgen": "früh",
    "Winter": "kalt",
}
LAY = lay_words({legal: [said] for legal, said in SAID.items()}, ("hallo",), ("danke",))
SMALL = Recipe(vocabulary=300, dimension=16, batch=16, epochs=3, rate=0.05)


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """Return a plain text of two laws."""
    path = tmp_path / "laws.txt"
    path.write_text(LAWS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def many_norms() -> tuple[Norm, ...]:
    """Return norms enough for several batches, each about an animal of its own."""
    animals = (
        "Amsel Biber Dachs Eule Fuchs Gans Hase Igel Jaguar Katze Luchs Maus Natter Otter Pferd Qualle Rabe".split()
    )
    text = "Der Arbeitgeber füttert {0} jeden Morgen mit Brot. Für {0} gilt eine Frist von zwei Wochen im Winter."
    return tuple(Norm("Tiergesetz", (), f"Regel für {name}", (text.format(name),)) for name in animals)


def test_a_plain_text_is_read_as_norms(laws: Path) -> None:
    first, second, third = read_norms(laws)
    assert (first.law, first.parts, first.heading) == (
        "Gesetz über das Üben (ÜbG)",
        ("Teil 1 Allgemeines",),
        "Zweck des Übens",
    )
    assert (second.heading, third.law, third.heading) == ("Dauer", "Verordnung zum Übungsgesetz (ÜbV)", "")


def test_numbers_stay_with_their_paragraph_and_tables_go(laws: Path) -> None:
    first, second, _ = read_norms(laws)
    assert len(first.paragraphs) == 1
    assert first.paragraphs[0].startswith("Dieses Gesetz")
    assert not any("|" in paragraph for paragraph in second.paragraphs)


def test_a_packed_text_reads_the_same(laws: Path) -> None:
    packed = laws.with_suffix(".txt.xz")
    packed.write_bytes(lzma.compress(laws.read_bytes()))
    assert list(read_norms(packed)) == list(read_norms(laws))


def test_a_folder_without_editions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="keine Ausgabe"):
        list(read_norms(tmp_path))


@pytest.mark.shared
def test_a_folder_of_editions_is_read_as_norms(shared: Path) -> None:
    norms = list(read_norms(shared / "mirror" / "www.gesetze-im-internet.de" / "wmvo"))
    assert len(norms) > 35
    assert "Vermittlungsstelle" in {norm.heading for norm in norms}
    assert all(norm.parts for norm in norms[5:30])


def test_legal_terms_become_lay_words() -> None:
    said = PairMaker((NORM,), LAY).in_lay_words("Die Arbeitgeber zahlen Arbeitsentgelt", Random(3))
    assert said in (["Chef", "zahlen", "Lohn"], ["Arbeitgeber", "zahlen", "Lohn"], ["Chef", "zahlen", "Arbeitsentgelt"])
    drawn = {word for seed in range(20) for word in PairMaker((NORM,), LAY).in_lay_words("Arbeitgeber", Random(seed))}
    assert drawn == {"Chef", "Arbeitgeber"}


def test_pairs_of_a_norm_belong_together_and_repeat_with_the_seed() -> None:
    maker = PairMaker((NORM,) * 200, LAY)
    pairs = maker.draw(Random(5))
    assert pairs == maker.draw(Random(5)) != maker.draw(Random(6))
    passages = {NORM.paragraphs[0], passage_text(NORM, NORM.paragraphs[0]), *SAID}
    assert {right for _, right in pairs} <= passages
    assert any("Chef" in left or "Lohn" in left for left, right in pairs if right not in SAID)


def test_the_word_list_holds_what_training_needs() -> None:
    lay = read_lay_words()
    assert 150 <= len(lay.sayings) <= 400
    assert all(lay.sayings.values())
    assert "Chef" in lay.sayings[tuple(terms("Arbeitgeber"))]
    assert len({saying for saying, _ in lay.pairs}) > 500


def test_the_tokenizer_reads_spellings_of_a_word_as_one() -> None:
    tokenizer = train_tokenizer(["Werkstatträte Straße Übung quer neue Bauer"] * 5, 200)
    for one, other in (("Werkstatt-Räte", "werkstattraete"), ("Straße", "STRASSE"), ("Übung", "uebung")):
        assert tokenizer.encode(one).ids == tokenizer.encode(other).ids
    assert tokenizer.encode("Neue, Bauer!").tokens == ["neue", "bauer"]


def test_training_brings_pairs_together(many_norms: tuple[Norm, ...], tmp_path: Path) -> None:
    untrained, _ = train(many_norms, LAY, replace(SMALL, rate=0.0))
    trained, loss = train(many_norms, LAY, SMALL)
    save(trained, tmp_path / "trained")
    assert loss < np.log(SMALL.batch)
    headings = [norm.heading for norm in many_norms]
    texts = [norm.paragraphs[0] for norm in many_norms]
    own = [
        np.diag(each.similarity(each.encode(headings), each.encode(texts))).mean()
        for each in (untrained, trained.float())
    ]
    assert own[1] > own[0] + 0.1


def test_the_same_seed_gives_the_same_model(many_norms: tuple[Norm, ...]) -> None:
    one, same, other = (train(many_norms, LAY, replace(SMALL, seed=seed))[0] for seed in (1, 1, 2))
    question = "Regel für Igel"
    assert np.array_equal(one.encode(question), same.encode(question))
    assert not np.array_equal(one.encode(question), other.encode(question))


def test_a_saved_model_opens_as_ours_and_unknown_words_change_nothing(
    many_norms: tuple[Norm, ...], tmp_path: Path
) -> None:
    model, _ = train(many_norms, LAY, SMALL)
    save(model, tmp_path / "model")
    embedder = StaticEmbedder(tmp_path / "model")
    assert {file.suffix for file in (tmp_path / "model").iterdir()} == {".json", ".safetensors"}
    assert embedder.embed_query("Igel ॐ") @ embedder.embed_query("Igel") > 0.9999


def test_too_few_pairs_for_a_batch_are_refused() -> None:
    with pytest.raises(ValueError, match="reichen nicht für einen Stapel von 5000"):
        train((NORM,), LAY, replace(SMALL, batch=5000))


def test_the_command_writes_a_model(laws: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, [str(laws), str(tmp_path / "out")])
    assert run.exit_code == 0
    assert '"norms": 3' in run.output
    assert StaticEmbedder(tmp_path / "out").embed_query("Chef").shape == (256,)
