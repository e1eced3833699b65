"""What readers judged: whether an answer says a fact, whether a sentence is harmful, whether quotes support it.

One JSON object a line in ``eval/judged``. Texts of sources are not kept here: what is judged is known by its hash, and
where one of the texts changes, the judgment no longer counts.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.likeness import Likeness
from eval.stated import stated

FOLDER = Path(__file__).parent / "judged"
FACTS, NEVER, SUPPORT = "facts.jsonl", "never.jsonl", "support.jsonl"
_HASH = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """A reader's verdict whether the sentences of an answer to a case say a fact.

    ``deciding``: the answer cited a section that decides the case.
    """

    case: str
    fact: str
    answer: tuple[str, ...]
    deciding: bool
    verdict: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the program agrees with the reader: shares in [0, 1], Cohen's kappa (1960), and what it got wrong."""

    pairs: int
    accuracy: float
    kappa: float
    false_yes: int
    false_no: int


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of a sentence that was drawn; ``verdict`` is None until somebody read it."""

    pinpoint: str
    quote: str
    verdict: bool | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence that was drawn to be read against its quotes (both as hashes); ``whole``: they support all of it."""

    half: str
    case: str
    sentence: str
    cited: tuple[Cited, ...]
    whole: bool | None


def hash_of(text: str) -> str:
    """Return the hash under which a text is known here (12 hex digits of SHA-256)."""
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH]


def read_facts(folder: Path = FOLDER) -> tuple[Judged, ...]:
    """Return the verdicts on facts; raises OSError, ValueError, KeyError for what is no such file."""
    return tuple(
        Judged(row["case"], row["fact"], tuple(row["answer"]), row["deciding"], row["verdict"])
        for row in _rows(folder / FACTS)
    )


def read_never(folder: Path = FOLDER) -> Mapping[tuple[str, str], bool]:
    """Return for (case, hash of a sentence) whether a reader found it harmful; nothing where nobody read yet."""
    return {(row["case"], row["sentence"]): row["harmful"] for row in _rows(folder / NEVER)}


def read_support(folder: Path = FOLDER) -> tuple[Drawn, ...]:
    """Return the sentences that were drawn to be read; none where none was drawn yet."""
    return tuple(
        Drawn(row["half"], row["case"], row["sentence"], tuple(Cited(**each) for each in row["cited"]), row["whole"])
        for row in _rows(folder / SUPPORT)
    )


def write_support(drawn: Iterable[Drawn], folder: Path = FOLDER) -> None:
    """Write the drawn sentences, in place of those that were there."""
    lines = (json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in drawn)
    (folder / SUPPORT).write_text("".join(lines), "utf-8")


def agreement(judged: Sequence[Judged], like: Likeness) -> Agreement:
    """Return how far the program says of each pair what the reader said; ``judged`` holds at least one."""
    said = [stated(each.fact, each.answer, like, each.deciding) for each in judged]
    wanted = [each.verdict for each in judged]
    count = len(judged)
    same = sum(ours is theirs for ours, theirs in zip(said, wanted, strict=True)) / count
    yes, no = sum(said) * sum(wanted), (count - sum(said)) * (count - sum(wanted))
    chance = (yes + no) / count**2
    return Agreement(
        count,
        round(same, 3),
        round((same - chance) / (1 - chance), 3) if chance < 1 else 1.0,
        sum(ours and not theirs for ours, theirs in zip(said, wanted, strict=True)),
        sum(theirs and not ours for ours, theirs in zip(said, wanted, strict=True)),
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []
