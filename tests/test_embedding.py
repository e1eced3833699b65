"""Every embedder keeps one contract, and the shipped model gives the same vectors with and without torch."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers
from torch import nn

from corpus.embedding import (
    STATIC_PATH,
    Embedder,
    HashEmbedder,
    ModelError,
    SentenceTransformerEmbedder,
    StaticEmbedder,
    open_embedder,
)

PASSAGES = (
    "Die Übungswerkstatt zahlt ein Entgelt.",
    "Der Rat der Werkstatt bestimmt bei den Pausen mit.",
    "",
    "🦋 ॐ",
    "Antrag. " * 400,
)
WORDS = ("frage", "text", "werkstatt", "entgelt", "rat", "pausen", "antrag", "urlaub")


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny sentence-transformers model whose prompts for question and passage differ."""
    folder = tmp_path_factory.mktemp("small")
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0} | {word: n + 1 for n, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.random.default_rng(7).normal(size=(len(WORDS) + 1, 16)).astype(np.float32)
    prompts = {"query": "frage ", "document": "text "}
    modules: list[nn.Module] = [StaticEmbedding(tokenizer, embedding_weights=weights)]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(params=["static", "sentence-transformers", "hash"])
def embedder(request: pytest.FixtureRequest, small_model: Path) -> Iterator[Embedder]:
    """Return each implementation in turn."""
    if request.param == "static":
        yield StaticEmbedder()
    elif request.param == "hash":
        yield HashEmbedder(64)
    else:
        yield SentenceTransformerEmbedder(str(small_model))


def test_passages_become_unit_rows(embedder: Embedder) -> None:
    rows = embedder.embed_passages(PASSAGES)
    assert rows.dtype == np.float32
    assert rows.shape == (len(PASSAGES), embedder.embed_query("Antrag").shape[0])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("question", ["Wer zahlt das Entgelt?", "", "   ", "ॐ", "a" * 5000])
def test_a_question_becomes_a_unit_vector(embedder: Embedder, question: str) -> None:
    vector = embedder.embed_query(question)
    assert vector.dtype == np.float32
    assert vector.ndim == 1
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_no_passage_gives_no_row(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.embed_query("Antrag").shape[0])


def test_a_batch_gives_what_each_text_gives_alone(embedder: Embedder) -> None:
    alone = np.concatenate([embedder.embed_passages([text]) for text in PASSAGES])
    assert np.allclose(embedder.embed_passages(PASSAGES), alone, atol=1e-6)


def test_the_same_text_has_the_same_vector_every_time(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed_passages(PASSAGES), embedder.embed_passages(PASSAGES))
    assert np.array_equal(embedder.embed_query("Antrag"), embedder.embed_query("Antrag"))


def test_the_nearest_passage_shares_the_words(embedder: Embedder) -> None:
    near, far = embedder.embed_passages(["urlaub urlaub antrag", "entgelt pausen"])
    question = embedder.embed_query("urlaub antrag")
    assert question @ near > question @ far


def test_the_end_of_a_long_text_counts() -> None:
    start = "Die Werkstatt zahlt ein Arbeitsentgelt. " * 400
    for embedder in (StaticEmbedder(), HashEmbedder()):
        one, other = embedder.embed_passages([start, start + "Kraftfahrzeughilfe " * 400])
        assert one @ other < 0.95


def test_prompts_set_question_and_passage_apart(small_model: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(small_model))
    plain = SentenceTransformer(str(small_model), device="cpu")
    expected = plain.encode(["frage urlaub"], normalize_embeddings=True)[0]
    assert np.allclose(embedder.embed_query("urlaub"), expected, atol=1e-5)
    assert not np.allclose(embedder.embed_query("urlaub"), embedder.embed_passages(["urlaub"])[0], atol=1e-2)


def test_the_shipped_model_agrees_with_sentence_transformers() -> None:
    texts = [text for text in PASSAGES if text not in ("", "🦋 ॐ")]
    texts += ["Wer bekommt das Budget für Arbeit?", "Werkstatt·räte haben 3 Monate Zeit, § 61a", "Straße Übung 🦋 Weg"]
    theirs = SentenceTransformer(str(STATIC_PATH), device="cpu", local_files_only=True)
    ours = StaticEmbedder()
    as_passages = theirs.encode_document(texts, normalize_embeddings=True)
    as_questions = theirs.encode_query(texts, normalize_embeddings=True)
    assert np.abs(ours.embed_passages(texts) - as_passages).max() < 1e-3
    assert np.abs(np.stack([ours.embed_query(text) for text in texts]) - as_questions).max() < 1e-3


def test_the_shipped_model_needs_no_torch() -> None:
    program = (
        "import sys; from corpus.embedding import open_embedder; open_embedder(None).embed_query('Wer zahlt?'); "
        "print(sorted({'torch', 'sentence_transformers'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=STATIC_PATH.parents[1]
    )
    assert run.stdout.strip() == "[]"


def test_the_shipped_model_knows_lay_words() -> None:
    embedder = StaticEmbedder()
    right, wrong = embedder.embed_passages(
        ["Der Arbeitgeber zahlt das Arbeitsentgelt.", "Der Ausschuss wählt Mitglieder."]
    )
    question = embedder.embed_query("Zahlt mein Chef den Lohn?")
    assert question @ right > question @ wrong + 0.1


def test_spellings_of_a_compound_meet_in_the_shipped_model() -> None:
    embedder = StaticEmbedder()
    whole = embedder.embed_query("Eingangsverfahren")
    for spelling in ("Eingangs-Verfahren", "eingangs·verfahren", "EINGANGSVERFAHREN", "Eingangs\u00adverfahren"):
        assert embedder.embed_query(spelling) @ whole > 0.999


def test_the_shipped_model_is_small_and_says_nothing_of_the_machine_it_was_made_on() -> None:
    files = [file for file in STATIC_PATH.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 25_000_000
    assert not {file.suffix for file in files} - {".json", ".safetensors", ".md"}
    for file in files:
        head = file.read_bytes()[:4096] if file.suffix == ".safetensors" else file.read_bytes()
        assert not any(path in head for path in (b"/tmp/", b"/home/", b"/root/", os.fsencode(STATIC_PATH.parents[1])))


def test_the_name_of_a_model_changes_with_its_content(small_model: Path, tmp_path: Path) -> None:
    copy = tmp_path / small_model.name
    shutil.copytree(small_model, copy)
    same = SentenceTransformerEmbedder(str(copy)).name
    assert same == SentenceTransformerEmbedder(str(small_model)).name
    tokenizer = copy / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text().replace('"urlaub"', '"ferien"'))
    assert SentenceTransformerEmbedder(str(copy)).name != same


def test_without_a_setting_our_model_is_opened(small_model: Path) -> None:
    assert open_embedder(None).name.startswith("static-de-")
    assert open_embedder(str(small_model)).name.startswith(small_model.name + "@")


def test_a_missing_static_model_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"lässt sich nicht laden .*model\.safetensors fehlt.* git checkout"):
        StaticEmbedder(tmp_path)


def test_a_model_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"„.*kein-modell“ lässt sich nicht laden"):
        SentenceTransformerEmbedder(str(tmp_path / "kein-modell"), offline=True)


def test_pickled_weights_are_refused(small_model: Path, tmp_path: Path) -> None:
    copy = tmp_path / "pickled"
    shutil.copytree(small_model, copy)
    for weights in copy.rglob("*.safetensors"):
        weights.rename(weights.with_name("pytorch_model.bin"))
    with pytest.raises(ModelError, match=r"pytorch_model\.bin ist ein Pickle"):
        SentenceTransformerEmbedder(str(copy))
