"""Two wordings of a section, word by word: what stayed, what was added, what was removed. Values only.

A paragraph (Absatz) is compared with the one that it came from, which may have had another number.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.earlier import ParagraphText, SectionText
from service.word_runs import Kind, Run, word_runs

# From here on two paragraphs have so many words in common that one came from the other.
RELATED, MOVED = 0.5, 0.8
# A preference for the same number among paragraphs that are equally near.
SAME_NUMBER = 0.1

_LABEL = re.compile(r"^\s*\(\d+[a-z]*\)\s*")


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph in both wordings: ``old`` is its number before, ``new`` its number now; ``runs`` hold its words.

    ``kind`` is ADDED or REMOVED where only one wording has it, and SAME otherwise, whether words changed or not.
    """

    kind: Kind
    old: str | None
    new: str | None
    runs: tuple[Run, ...]

    @property
    def moved(self) -> bool:
        """Return whether it has another number than before."""
        return self.kind is Kind.SAME and self.old != self.new

    @property
    def reworded(self) -> bool:
        """Return whether its words differ, its number left out."""
        old, new = (
            "".join(run.text for run in self.runs if run.kind is not kind) for kind in (Kind.ADDED, Kind.REMOVED)
        )
        return _LABEL.sub("", old, count=1).split() != _LABEL.sub("", new, count=1).split()

    @property
    def changed(self) -> bool:
        """Return whether anything a reader sees differs."""
        return self.moved or self.reworded


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences of two wordings of a section: its heading, and its paragraphs in the order of the newer one.

    A paragraph that went away stands where it was.
    """

    heading: tuple[Run, ...]
    paragraphs: tuple[ParagraphChange, ...]

    @property
    def heading_changed(self) -> bool:
        """Return whether the heading differs."""
        return any(run.kind is not Kind.SAME and run.body for run in self.heading)

    @property
    def changes(self) -> tuple[ParagraphChange, ...]:
        """Return the paragraphs that differ."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.changed)


def compare(old: SectionText, new: SectionText) -> Comparison:
    """Return how ``new`` differs from ``old``."""
    paragraphs = tuple(_paragraph_change(before, after) for before, after in _aligned(old.paragraphs, new.paragraphs))
    return Comparison(word_runs(old.heading, new.heading), paragraphs)


def _paragraph_change(old: ParagraphText | None, new: ParagraphText | None) -> ParagraphChange:
    if old and new:
        return ParagraphChange(Kind.SAME, old.n, new.n, word_runs(old.text, new.text))
    if new:
        return ParagraphChange(Kind.ADDED, None, new.n, (Run(Kind.ADDED, new.text),))
    if old:
        return ParagraphChange(Kind.REMOVED, old.n, None, (Run(Kind.REMOVED, old.text),))
    raise ValueError("A paragraph is in one of two wordings at least.")


Pair: TypeAlias = tuple[ParagraphText | None, ParagraphText | None]


def _aligned(old: Sequence[ParagraphText], new: Sequence[ParagraphText]) -> list[Pair]:
    """Return the paragraphs in pairs of before and now, in the order of the newer wording.

    In both orders alike as far as that goes; what stands elsewhere now is found by its words.
    """
    near = [[_nearness(before, after) for after in new] for before in old]
    pairs = _in_order(near)
    left = [i for i in range(len(old)) if i not in {i for i, _ in pairs}]
    free = [j for j in range(len(new)) if j not in {j for _, j in pairs}]
    for score, i, j in sorted(((near[i][j], i, j) for i in left for j in free), reverse=True):
        if score >= MOVED and i in left and j in free:
            left.remove(i)
            free.remove(j)
            pairs.append((i, j))
    came_from = {j: i for i, j in pairs}
    rows: list[Pair] = [(old[came_from[j]] if j in came_from else None, paragraph) for j, paragraph in enumerate(new)]
    for i in left:  # after the paragraph before it, wherever that stands now
        before = next((at for at, row in enumerate(rows) if i and row[0] is old[i - 1]), -1)
        rows.insert(before + 1, (old[i], None))
    return rows


def _in_order(near: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs (i, j), both ascending, whose nearness is greatest in sum; what is not related is no pair."""
    rows, columns = len(near), len(near[0]) if near else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = near[i][j] + best[i + 1][j + 1] if near[i][j] >= RELATED else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if near[i][j] >= RELATED and best[i][j] == near[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _nearness(old: ParagraphText, new: ParagraphText) -> float:
    """Return the share of words that two paragraphs have in common, in [0, 1], and a little more for one number."""
    before, after = (Counter(re.findall(r"\w+", _LABEL.sub("", text, count=1))) for text in (old.text, new.text))
    total = before.total() + after.total()
    return (2 * (before & after).total() / total if total else 1.0) + (SAME_NUMBER if old.n == new.n else 0.0)
