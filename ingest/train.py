"""Trains the static embedding model that is shipped in corpus/static: ``python -m ingest.train LAWS OUT``.

A StaticEmbedding (Tom Aarsen, "Train 400x faster Static Embedding Models", 2025): one vector a word piece, a
text is the mean of its pieces. In-batch contrastive learning (MultipleNegativesRankingLoss; Henderson et al.
2017, arXiv 1705.00652) moves the two texts of a pair together and away from the other pairs of the batch.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Annotated

import numpy as np
import torch
import typer
from rich.progress import track
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from corpus.lay_words import LayWords, read_lay_words
from ingest.pairs import Norm, Pair, PairMaker, read_norms

app = typer.Typer(add_completion=False)

_LONGEST = 200
"""Tokens of a text that training looks at; the model itself knows no limit."""
_LONGEST_WORD = 60
_UNKNOWN = "[UNK]"
_SPELLINGS = (("ß", "ss"), ("ae", "ä"), ("oe", "ö"), (Regex("(?<![aeäq])ue"), "ü"))


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a training run; the defaults made the shipped model."""

    vocabulary: int = 40_000
    dimension: int = 256
    epochs: int = 1
    batch: int = 1024
    rate: float = 0.02
    spread: float = 0.02
    seed: int = 1


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """Return a WordPiece tokenizer of at most that many pieces.

    It reads text without case, accents and punctuation; "ß" is "ss", "ae/oe/ue" are umlauts, and a hyphen or
    middle dot inside a word is not there: "Werkstatt-Räte", "Werkstatt·räte" and "werkstattraete" are one.
    """
    tokenizer = Tokenizer(models.WordPiece(unk_token=_UNKNOWN, max_input_chars_per_word=_LONGEST_WORD))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace("\u00ad", ""),
            normalizers.Replace(Regex(r"(?<=\p{L})[-\u2010·](?=\p{L})"), ""),
            normalizers.Lowercase(),
            *(normalizers.Replace(spelling, letter) for spelling, letter in _SPELLINGS),
            normalizers.NFD(),
            normalizers.StripAccents(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Punctuation("removed")]
    )
    known = list(texts)
    inner = sorted({f"##{letter}" for text in known for letter in tokenizer.normalizer.normalize_str(text)})
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocabulary, min_frequency=3, special_tokens=["[PAD]", _UNKNOWN, *inner], show_progress=False
    )
    tokenizer.train_from_iterator(known, trainer)
    return _without_added_tokens(tokenizer)


def _without_added_tokens(tokenizer: Tokenizer) -> Tokenizer:
    """Return the tokenizer with all its pieces plain.

    Letters inside words were announced as special tokens only to number them: the trainer numbers what it
    meets by itself in random order, and breaks ties between pieces by number.
    """
    model = models.WordPiece(tokenizer.get_vocab(), unk_token=_UNKNOWN, max_input_chars_per_word=_LONGEST_WORD)
    plain = Tokenizer(model)
    plain.normalizer = tokenizer.normalizer
    plain.pre_tokenizer = tokenizer.pre_tokenizer
    return plain


def vocabulary_texts(norms: Iterable[Norm], lay: LayWords) -> Iterator[str]:
    """Yield what the vocabulary is learned from: the laws, and the lay words often enough to be whole words."""
    for norm in norms:
        yield f"{norm.law} {norm.heading}"
        yield from (paragraph[:600] for paragraph in norm.paragraphs[:6])
    for _ in range(20):
        yield from (f"{saying} {term}" for saying, term in lay.pairs)
        yield " ".join((*lay.openings, *lay.closings))


def fit(model: SentenceTransformer, maker: PairMaker, recipe: Recipe) -> float:
    """Train the model in place and return the mean loss of the last epoch."""
    random = Random(recipe.seed)  # noqa: S311  # pairs are drawn, no secret
    loss_of = MultipleNegativesRankingLoss(model)
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe.rate)
    epochs = [maker.draw(random) for _ in range(recipe.epochs)]
    batches = [batch for pairs in epochs for batch in _batches(pairs, recipe.batch)]
    losses: list[float] = []
    for step, batch in enumerate(track(batches, description="Lernen")):
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * warmed(step / len(batches))
        optimizer.zero_grad()
        loss = loss_of([_features(model, side) for side in zip(*batch, strict=True)], torch.empty(0))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    last = losses[-len(losses) // recipe.epochs :]
    return sum(last) / len(last)


def _batches(pairs: list[Pair], size: int) -> Iterator[list[Pair]]:
    """Yield the full batches; a smaller one would have easier negatives."""
    if len(pairs) < size:
        raise ValueError(f"{len(pairs)} Paare reichen nicht für einen Stapel von {size}; mehr Gesetze angeben.")
    return (pairs[at : at + size] for at in range(0, len(pairs) - size + 1, size))


def warmed(done: float) -> float:
    """Return the factor on the learning rate: up during the first tenth, then down to almost nothing."""
    return max(0.02, min(1.0, done * 10 + 0.01, (1 - done) / 0.9))


def _features(model: SentenceTransformer, texts: Sequence[str]) -> dict[str, torch.Tensor]:
    """Return the tokens of a batch in the form that StaticEmbedding.forward takes."""
    encoded = model.tokenizer.encode_batch_fast([text[: 8 * _LONGEST] for text in texts], add_special_tokens=False)
    ids = [each.ids[:_LONGEST] for each in encoded]
    offsets = np.cumsum([0, *(len(row) for row in ids[:-1])])
    flat = [token for row in ids for token in row]
    return {"input_ids": torch.tensor(flat, dtype=torch.long), "offsets": torch.from_numpy(offsets)}


def save(model: SentenceTransformer, out: Path) -> None:
    """Write the model as a sentence-transformers folder in fp16, without a card and without a path of this machine.

    The unknown piece gets a zero vector, so it changes no direction, whether a reader counts or skips it.
    """
    static = model[0]
    if not isinstance(static, StaticEmbedding):
        raise TypeError(f"Only a model whose first module is a StaticEmbedding can be saved here, not {static!r}.")
    with torch.no_grad():
        static.embedding.weight[static.tokenizer.token_to_id(_UNKNOWN)] = 0
    with tempfile.TemporaryDirectory() as folder:
        model.half().save(folder, create_model_card=False, safe_serialization=True)
        out.mkdir(parents=True, exist_ok=True)
        for file in sorted(Path(folder).rglob("*")):
            if file.is_file():
                shutil.copyfile(file, out / file.name)


def train(norms: Sequence[Norm], lay: LayWords, recipe: Recipe) -> tuple[SentenceTransformer, float]:
    """Return a trained model and the mean loss of its last epoch; the same recipe gives the same model."""
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True)
    tokenizer = train_tokenizer(vocabulary_texts(norms, lay), recipe.vocabulary)
    # A small start: a rare piece stays short and counts little, until training has moved it.
    weights = torch.randn(tokenizer.get_vocab_size(), recipe.dimension) * recipe.spread
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")
    return model, fit(model, PairMaker(norms, lay), recipe)


@app.command()
def main(
    laws: Annotated[Path, typer.Argument(exists=True, help="Gesetze als Text (.txt, .txt.xz) oder Ordner mit xml.zip")],
    out: Annotated[Path, typer.Argument(help="Zielordner des Modells")],
    seed: Annotated[int, typer.Option(help="Gleicher Wert, gleiches Modell")] = 1,
    epochs: Annotated[int, typer.Option(min=1)] = 1,
) -> None:
    """Trainiert das mitgelieferte Sprachmodell aus Gesetzestexten."""
    os.environ["TOKENIZERS_PARALLELISM"] = "true"
    norms = tuple(read_norms(laws))
    model, loss = train(norms, read_lay_words(), Recipe(seed=seed, epochs=epochs))
    save(model, out)
    typer.echo(json.dumps({"norms": len(norms), "vocabulary": model[0].num_embeddings, "loss": round(loss, 3)}))


if __name__ == "__main__":
    app()
