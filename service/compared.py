"""Two wordings of a section, word by word: what stayed, what was added, what was removed. Values only.

A paragraph (Absatz) is compared with the one that it came from, which may have had another number.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from corpus.earlier import ParagraphText, SectionText

# From here on two paragraphs have so many words in common that one came from the other.
RELATED, MOVED = 0.5, 0.8
# A preference for the same number among paragraphs that are equally near.
SAME_NUMBER = 0.1
# So few equal words between two changes do not interrupt them: "1 und 2" → "2 und 3" is one change.
ISLAND = 1

Token: TypeAlias = tuple[str, str]
"""The white space before a word or a mark, and the word or the mark."""
Span: TypeAlias = tuple[str, int, int, int, int]

_TOKEN = re.compile(r"(\s*)(\w+|[^\w\s])")
_LABEL = re.compile(r"\s*\(\d+[a-z]*\)\s*")


class Kind(StrEnum):
    """Whether both wordings have a run of words, or only the newer or the older one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row. White space that only lies between lines is a run like any other."""

    kind: Kind
    text: str

    @property
    def space(self) -> str:
        """Return the white space that the run begins with."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    @property
    def body(self) -> str:
        """Return the run without the white space that it begins with."""
        return self.text.lstrip()


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
    def changed(self) -> bool:
        """Return whether anything a reader sees differs."""
        return self.moved or any(run.kind is not Kind.SAME and run.body for run in self.runs)


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


def word_runs(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs of two texts: those of SAME and REMOVED join to ``old``, those of SAME and ADDED to ``new``."""
    before, after = _tokens(old), _tokens(new)
    return tuple(_joined(_runs(before, after, _spans([word for _, word in before], [word for _, word in after]))))


def _tokens(text: str) -> list[Token]:
    """Return the words of ``text``; a last one that is empty holds the white space at its end."""
    found = [(match[1], match[2]) for match in _TOKEN.finditer(text)]
    return [*found, (text[len(text.rstrip()) :], "")]


def _spans(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """Return the operations of difflib, those between which too few words are equal joined into one."""
    spans: list[Span] = []
    for span in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if len(spans) > 1 and span[0] != "equal" and _is_island(spans[-1], old) and spans[-2][0] != "equal":
            spans.pop()
            first = spans.pop()
            spans.append(("replace", first[1], span[2], first[3], span[4]))
        else:
            spans.append(span)
    return spans


def _is_island(span: Span, old: Sequence[str]) -> bool:
    """Tell whether a span of equal words is too short to stand between two changes. The end of the text never is."""
    words = old[span[1] : span[2]]
    return span[0] == "equal" and "" not in words and sum(word[0].isalnum() for word in words) <= ISLAND


def _runs(old: Sequence[Token], new: Sequence[Token], spans: Sequence[Span]) -> Iterator[Run]:
    for operation, i, i_end, j, j_end in spans:
        if operation == "equal":
            for (space, word), (space_now, _) in zip(old[i:i_end], new[j:j_end], strict=True):
                yield from _space(space, space_now)
                yield Run(Kind.SAME, word)
        else:
            yield from _replaced(old[i:i_end], new[j:j_end])


def _replaced(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    before, after = _text(old), _text(new)
    # The space before both is in both, so that no mark begins with it.
    if old and new and old[0][0] == new[0][0]:
        shared = old[0][0]
        yield Run(Kind.SAME, shared)
        before, after = before[len(shared) :], after[len(shared) :]
    yield Run(Kind.REMOVED, before)
    yield Run(Kind.ADDED, after)


def _space(old: str, new: str) -> Iterator[Run]:
    if old == new:
        yield Run(Kind.SAME, old)
    else:
        yield Run(Kind.REMOVED, old)
        yield Run(Kind.ADDED, new)


def _text(tokens: Sequence[Token]) -> str:
    return "".join(space + word for space, word in tokens)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Yield the runs with neighbours of one kind joined, and without empty ones."""
    for kind, group in groupby((run for run in runs if run.text), key=lambda run: run.kind):
        yield Run(kind, "".join(run.text for run in group))


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
