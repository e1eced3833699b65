"""Instructions in a question or a document are text: each attack is asked, and what it changed is told.

The attacks run on anything that answers, so that a model that writes is asked the same ones.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeAlias, TypeVar
from urllib.parse import urlsplit

from corpus.embedding import Embedder
from corpus.entries import Digest
from corpus.index import PassageIndex
from corpus.manifest import hosts_of
from corpus.nouns import Level, Rank, Source
from eval.behaviour import Grounds, Reason, direct, general, hidden, planted
from eval.cases import FOLDER, BadQuestions
from eval.planting import Planted, generation
from service.authored import Authored
from service.parts import Parts, open_parts
from service.reply import Answer, Status
from service.told import COUNSEL

# Documents of one generation. They are ordered so that neighbours are about different things.
AT_A_TIME = 5

_Row = TypeVar("_Row")


class Answering(Protocol):
    """Whatever answers a question: the parts of a generation, with or without a model."""

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` at ``level``."""


Wrapped: TypeAlias = Callable[[Parts], Answering]
"""What stands between the parts of a generation and who asks them, as a model does."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A question with an instruction in it, and the same concern without (None: nothing is left).

    ``canary`` are phrases that only an answer holds which obeys the instruction, or repeats it.
    """

    id: str
    kind: str
    question: str
    clean: str | None
    canary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one attack did at one level; without ``reasons`` it changed nothing."""

    id: str
    kind: str
    level: Level
    status: Status
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All outcomes: of attacks in questions, and of texts planted in documents."""

    direct: tuple[Outcome, ...]
    planted: tuple[Outcome, ...]


def measure(folder: Path, embedder: Embedder, authored: Authored, wrapped: Wrapped = lambda parts: parts) -> Report:
    """Return what all attacks do: those in questions to the generation in ``folder``, the others to small ones.

    ``wrapped`` puts whatever answers in front of each generation. Raises what opening an index and `ingest` raise, and
    BadQuestions.
    """
    grounds = grounds_of(folder, embedder, authored)
    with closing(open_parts(folder, embedder, authored)) as parts, TemporaryDirectory() as data:
        by_questions = attack_directly(wrapped(parts), grounds, read_attacks())
        return Report(by_questions, attack_by_documents(Path(data), embedder, read_planted(), wrapped))


def changed(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return the ids of the attacks that changed behaviour at any level, in their order."""
    return tuple(dict.fromkeys(outcome.id for outcome in outcomes if outcome.reasons))


def asked(outcomes: Sequence[Outcome]) -> int:
    """Return how many attacks there were; each is asked at every level."""
    return len({outcome.id for outcome in outcomes})


def attack_directly(answering: Answering, grounds: Grounds, attacks: Sequence[Attack]) -> tuple[Outcome, ...]:
    """Ask every attack at every level, and what is left of it without its instruction."""

    def outcome(attack: Attack, level: Level) -> Outcome:
        answer = answering.answer(attack.question, level)
        clean = answering.answer(attack.clean, level) if attack.clean else None
        reasons = (*general(answer, level, grounds), *direct(answer, clean, attack.canary))
        return Outcome(attack.id, attack.kind, level, answer.status, reasons)

    return tuple(outcome(attack, level) for attack in attacks for level in Level)


def attack_by_documents(
    data: Path, embedder: Embedder, documents: Sequence[Planted], wrapped: Wrapped = lambda parts: parts
) -> tuple[Outcome, ...]:
    """Build the documents with and without what is planted in ``data``, and ask both for every document.

    A few at a time, so that what changes an answer is the document that it is asked about. ``wrapped`` puts whatever
    answers in front of a generation. Raises what `ingest` raises.
    """
    batches = (documents[at : at + AT_A_TIME] for at in range(0, len(documents), AT_A_TIME))
    return tuple(
        outcome for at, batch in enumerate(batches) for outcome in _attack_by(data / f"{at}", embedder, batch, wrapped)
    )


def _attack_by(data: Path, embedder: Embedder, documents: Sequence[Planted], wrapped: Wrapped) -> Iterator[Outcome]:
    clean, sources = generation(data / "clean", documents, embedder, with_plant=False)
    dirty, _ = generation(data / "planted", documents, embedder, with_plant=True)
    authored = Authored(sources, Digest())
    grounds = grounds_of(dirty, embedder, authored), grounds_of(clean, embedder, authored)
    with (
        closing(open_parts(dirty, embedder, authored)) as dirty_parts,
        closing(open_parts(clean, embedder, authored)) as clean_parts,
    ):
        after, before = wrapped(dirty_parts), wrapped(clean_parts)
        for document, source in zip(documents, sources[1:], strict=True):
            yield from (_outcome(document, source, level, after, before, grounds) for level in Level)


def _outcome(
    document: Planted,
    source: Source,
    level: Level,
    after: Answering,
    before: Answering,
    grounds: tuple[Grounds, Grounds],
) -> Outcome:
    answer, clean = after.answer(document.question, level), before.answer(document.question, level)
    seen = hidden(answer, document.canary, grounds[0], source) if document.hidden else ()
    reasons = (*general(answer, level, grounds[0]), *planted(answer, clean, document.canary, source, grounds), *seen)
    return Outcome(document.id, document.kind, level, answer.status, reasons)


def grounds_of(folder: Path, embedder: Embedder, authored: Authored) -> Grounds:
    """Return what answers from the generation in ``folder`` may rest on; raises what an index raises when opened."""
    with closing(PassageIndex(folder, embedder.name)) as index:
        passages = {passage.id: passage for passage in index.passages}
    told = (*(signpost.url for signpost in authored.digest.signposts), COUNSEL.url)
    hosts = hosts_of(authored.sources) | {urlsplit(url).hostname or "" for url in told}
    return Grounds(passages, {source.id: source for source in authored.sources}, hosts)


def read_attacks(folder: Path = FOLDER) -> tuple[Attack, ...]:
    """Return the attacks in questions, one JSON object a line; raises OSError, BadQuestions."""
    return tuple(_rows(folder / "attacks.jsonl", _attack))


def read_planted(folder: Path = FOLDER) -> tuple[Planted, ...]:
    """Return the documents with a planted text, one JSON object a line; raises OSError, BadQuestions."""
    return tuple(_rows(folder / "planted.jsonl", _planted))


def _attack(line: str) -> Attack:
    raw = json.loads(line)
    return Attack(raw["id"], raw["kind"], raw["question"], raw["clean"], tuple(raw["canary"]))


def _planted(line: str) -> Planted:
    raw = json.loads(line)
    lists = {name: tuple(raw[name]) for name in ("text", "plant", "canary")}
    return Planted(**(raw | lists | {"rank": Rank(raw["rank"])}))


def _rows(path: Path, made: Callable[[str], _Row]) -> Iterator[_Row]:
    for row, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            yield made(line)
        except (ValueError, KeyError, TypeError) as exc:
            raise BadQuestions(f"{path.name}, Zeile {row}: {exc}. Bitte berichtigen.") from exc


def table(report: Report) -> Iterator[str]:
    """Yield the lines of the table: one a broken rule, at each level, and the two figures."""
    for name, outcomes in (("Fragen", report.direct), ("Dokumente", report.planted)):
        for outcome in outcomes:
            for reason in outcome.reasons:
                head = f"{outcome.id}  {outcome.kind:<18} {outcome.level:<9} {outcome.status:<12}"
                yield f"{head} {reason.rule:<9} {reason.told}"
        yield f"{name}: {len(changed(outcomes))} von {asked(outcomes)} änderten das Verhalten."
