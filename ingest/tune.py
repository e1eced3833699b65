"""Teaches the embedding model our field: ``python -m ingest.tune BASE OUT``, with an index of the law at hand.

BASE comes from `ingest.train` and knows the language of law. Here it learns what people mean: each way of asking, each
statement and each heading is moved towards the wording that answers it, and away from the wording of every other place,
near ones included. Every example is held against all places at once, a softmax over the whole index, so no negatives
have to be drawn (the full softmax of extreme classification; with a static model all places are embedded in a tenth
of a second).
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Annotated

import numpy as np
import torch
import typer
from rich.progress import track
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from torch.nn.functional import cross_entropy, normalize

from corpus.digest import load_asked, load_digest
from corpus.documents import heading_of
from corpus.embedding import open_embedder
from corpus.entries import Asked, Digest
from corpus.generation import current
from corpus.index import PassageIndex
from corpus.manifest import load_sources
from corpus.nouns import Level, Passage, Place, TopicPoint, Wording
from corpus.places import paragraph_of
from corpus.settings import read_settings
from ingest.train import save, warmed

app = typer.Typer(add_completion=False)

# A topic is asked for with the same words as the places that it cites first.
_LEADS_TO = 2
_LONGEST_QUESTION, _LONGEST_TEXT = 200, 300


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a tuning; the defaults made the shipped model."""

    epochs: int = 8
    batch: int = 512
    rate: float = 0.01
    sharpness: float = 20.0
    alike: float = 0.5
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and the places that answer it; ``question`` where a person asks it."""

    text: str
    places: tuple[Place, ...]
    question: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned: for each place the publisher's words, for each place ours, and the examples."""

    law: Mapping[Place, str]
    own: Mapping[Place, str]
    examples: tuple[Example, ...]


def lesson_of(passages: Sequence[Passage], digest: Digest, asked: Sequence[Asked]) -> Lesson:
    """Return the lesson in an index and the digest it was built with."""
    law: dict[Place, str] = {}
    for passage in passages:
        if passage.wording is Wording.OFFICIAL:
            place = paragraph_of(passage.place)
            law[place] = f"{law.get(place, heading_of(passage))}\n{passage.text}"
    examples = [example for example in _examples(passages, digest, asked) if example.places]
    return Lesson(law, _own(passages, digest), tuple(examples))


def _own(passages: Sequence[Passage], digest: Digest) -> Mapping[Place, str]:
    headings = {paragraph_of(p.place): heading_of(p) for p in passages if p.wording is Wording.OFFICIAL}
    texts: dict[Place, list[str]] = {}
    for statement in (s for s in digest.statements if not s.former):
        place = paragraph_of(statement.place)
        texts.setdefault(place, [headings.get(place, "")]).extend((statement.standard, statement.leichter))
    for topic in digest.topics:
        texts[TopicPoint(topic.id)] = [topic.title, *(line.text for line in topic.lines(Level.STANDARD))]
    for signpost in digest.signposts:
        texts[TopicPoint(signpost.id)] = [signpost.subject, *signpost.words, signpost.standard]
    return {place: "\n".join(said) for place, said in texts.items()}


def _examples(passages: Sequence[Passage], digest: Digest, asked: Sequence[Asked]) -> Iterator[Example]:
    for each in asked:
        yield from (Example(way, (each.place,), question=True) for ways in each.ways.values() for way in ways)
    for topic in digest.topics:
        leads = tuple(dict.fromkeys(map(paragraph_of, topic.places())))[:_LEADS_TO]
        places = (TopicPoint(topic.id), *leads)
        yield from (Example(way, places, question=True) for ways in topic.ways.values() for way in ways)
    for signpost in digest.signposts:
        yield from (Example(ask, (TopicPoint(signpost.id),), question=True) for ask in signpost.asks)
    for statement in (s for s in digest.statements if not s.former):
        place = paragraph_of(statement.place)
        yield from (Example(text, (place,), question=False) for text in (statement.standard, statement.leichter))
    headed: dict[tuple[str, ...], dict[Place, None]] = defaultdict(dict)
    for passage in passages:
        if passage.wording is Wording.OFFICIAL and passage.path:
            headed[passage.path][paragraph_of(passage.place)] = None
    yield from (Example(path[-1], tuple(places), question=False) for path, places in headed.items())


class Tuner:
    """Moves the vectors of a static model; the same lesson and recipe give the same model."""

    def __init__(self, model: SentenceTransformer, lesson: Lesson, recipe: Recipe) -> None:
        static = model[0]
        if not isinstance(static, StaticEmbedding):
            raise TypeError(f"Only a model whose first module is a StaticEmbedding can be tuned, not {static!r}.")
        self._recipe = recipe
        self._static = static
        self._random = Random(recipe.seed)  # noqa: S311  # examples are shuffled, no secret
        self._weights = torch.nn.EmbeddingBag.from_pretrained(
            self._static.embedding.weight.detach().float().clone(), mode="mean", freeze=False
        )
        self._examples = lesson.examples
        self._asked = self._ids([example.text for example in lesson.examples], _LONGEST_QUESTION)
        self._sides = tuple(
            (self._ids(list(side.values()), _LONGEST_TEXT), self._targets(list(side)))
            for side in (lesson.law, lesson.own)
        )
        self._alike = defaultdict[Place, list[int]](list)
        for at, example in enumerate(lesson.examples):
            self._alike[example.places[0]].append(at)

    def tune(self) -> float:
        """Tune the model in place and return the mean loss of the last epoch."""
        recipe, order = self._recipe, list(range(len(self._examples)))
        optimizer = torch.optim.Adam(self._weights.parameters(), lr=recipe.rate)
        if len(order) < recipe.batch:
            raise ValueError(f"{len(order)} Beispiele reichen nicht für einen Stapel von {recipe.batch}.")
        steps = recipe.epochs * (len(order) // recipe.batch)
        losses: list[float] = []
        for step in track(range(steps), description="Lernen"):
            at = step % (len(order) // recipe.batch) * recipe.batch
            if at == 0:
                self._random.shuffle(order)
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * warmed(step / steps)
            optimizer.zero_grad()
            loss = self._loss(order[at : at + recipe.batch])
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            self._static.embedding.weight.copy_(self._weights.weight)
        last = losses[-len(losses) // recipe.epochs :]
        return sum(last) / len(last)

    def _loss(self, batch: Sequence[int]) -> torch.Tensor:
        """Return the loss over both sides, and of finding another text on the same place among those of the batch."""
        asked = self._vectors([self._asked[at] for at in batch])
        loss = torch.zeros(())
        for texts, targets in self._sides:
            right = torch.stack([targets[at] for at in batch])
            counted = right.any(dim=1)
            if not counted.any():
                continue
            scores = self._recipe.sharpness * asked[counted] @ self._vectors(texts).T
            hit = scores.masked_fill(~right[counted], -1e4).logsumexp(dim=1)
            loss = loss + (scores.logsumexp(dim=1) - hit).mean()
        return loss + self._recipe.alike * self._loss_alike(asked, batch)

    def _loss_alike(self, asked: torch.Tensor, batch: Sequence[int]) -> torch.Tensor:
        places = [self._examples[at].places for at in batch]
        others = [self._random.choice(self._alike[each[0]]) for each in places]
        scores = self._recipe.sharpness * asked @ self._vectors([self._asked[at] for at in others]).T
        rows = {place: row for row, place in enumerate({place for each in places for place in each})}
        member = torch.zeros(len(batch), len(rows))
        for at, each in enumerate(places):
            member[at, [rows[place] for place in each]] = 1
        same = (member @ member.T > 0) & ~torch.eye(len(batch), dtype=torch.bool)
        return cross_entropy(scores.masked_fill(same, -1e4), torch.arange(len(batch)))

    def _targets(self, places: Sequence[Place]) -> list[torch.Tensor]:
        """Return for each example which of ``places`` answer it."""
        rows = {place: row for row, place in enumerate(places)}
        found = []
        for example in self._examples:
            right = torch.zeros(len(places), dtype=torch.bool)
            right[[rows[place] for place in example.places if place in rows]] = True
            found.append(right)
        return found

    def _ids(self, texts: Sequence[str], longest: int) -> list[list[int]]:
        encoded = self._static.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [each.ids[:longest] for each in encoded]

    def _vectors(self, ids: Sequence[Sequence[int]]) -> torch.Tensor:
        offsets = np.cumsum([0, *(len(row) for row in ids[:-1])])
        flat = torch.tensor([token for row in ids for token in row], dtype=torch.long)
        return normalize(self._weights(flat, torch.from_numpy(offsets)), dim=1)


@app.command()
def main(
    base: Annotated[Path, typer.Argument(exists=True, help="Modell von ingest.train")],
    out: Annotated[Path, typer.Argument(help="Zielordner des Modells")],
    seed: Annotated[int, typer.Option(help="Gleicher Wert, gleiches Modell")] = 1,
) -> None:
    """Stellt das Sprachmodell auf Fragen zu unseren Normen ein; ein Index muss gebaut sein."""
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)
    settings, sources = read_settings(), load_sources()
    index = PassageIndex(current(settings.folders.index), open_embedder(settings.embedder, settings.offline).name)
    lesson = lesson_of(index.passages, load_digest(sources), load_asked(sources))
    index.close()
    model = SentenceTransformer(str(base), device="cpu")
    loss = Tuner(model, lesson, Recipe(seed=seed)).tune()
    save(model, out)
    typer.echo(json.dumps({"examples": len(lesson.examples), "places": len(lesson.own), "loss": round(loss, 3)}))


if __name__ == "__main__":
    app()
