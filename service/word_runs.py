"""Two texts word by word: which words stayed, which were added, which were removed. Values only."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

# So few equal words between two changes do not interrupt them: "1 und 2" → "2 und 3" is one change.
ISLAND = 1
SENTENCE_ENDS = frozenset(".;:")

Token: TypeAlias = tuple[str, str]
"""The white space before a word or a mark, and the word or the mark."""
Span: TypeAlias = tuple[str, int, int, int, int]

_TOKEN = re.compile(r"(\s*)(\w+|[^\w\s])")


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


def word_runs(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs of two texts: those of SAME and REMOVED join to ``old``, those of SAME and ADDED to ``new``."""
    before, after = _tokens(old), _tokens(new)
    words, words_now = [word for _, word in before], [word for _, word in after]
    return tuple(_joined(_runs(before, after, _spans(words, words_now))))


def _tokens(text: str) -> list[Token]:
    """Return the words of ``text``; a last one that is empty holds the white space at its end."""
    found = [(match[1], match[2]) for match in _TOKEN.finditer(text)]
    return [*found, (text[len(text.rstrip()) :], "")]


def _spans(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """Return what to do to make ``new`` of ``old``; changes between which too few words are equal are one."""
    spans: list[Span] = []
    for span in _slid(SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), old, new):
        if len(spans) > 1 and span[0] != "equal" and _is_island(spans[-1], old) and spans[-2][0] != "equal":
            spans.pop()
            first = spans.pop()
            spans.append(("replace", first[1], span[2], first[3], span[4]))
        else:
            spans.append(span)
    return spans


def _is_island(span: Span, old: Sequence[str]) -> bool:
    """Tell whether a span of equal words is too short to stand between two changes.

    The end of a sentence or of the text never is.
    """
    words = old[span[1] : span[2]]
    return (
        span[0] == "equal"
        and not {"", *SENTENCE_ENDS} & {*words}
        and sum(word[0].isalnum() for word in words) <= ISLAND
    )


def _slid(spans: Sequence[Span], old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """Return the spans with a whole sentence as one change: "a.{+ B.+}" where difflib says "a{+. B+}.".

    Which of two equal words was there before, nobody can tell; so a change begins with a sentence where it can.
    """
    slid = list(spans)
    for at in range(1, len(slid) - 1):
        (_, *before), (operation, *_), (_, *after) = slid[at - 1 : at + 2]
        if slid[at - 1][0] == slid[at + 1][0] == "equal" and operation != "replace":
            by = _slide(slid[at], new if operation == "insert" else old, before[1] - before[0], after[1] - after[0])
            slid[at - 1] = ("equal", before[0], before[1] + by, before[2], before[3] + by)
            slid[at] = (operation, *(place + by for place in slid[at][1:]))  # type: ignore[assignment]
            slid[at + 1] = ("equal", after[0] + by, after[1], after[2] + by, after[3])
    return slid


def _slide(span: Span, words: Sequence[str], room_before: int, room_after: int) -> int:
    """Return by how many words an addition or removal must move to begin after a sentence; 0 where it cannot."""
    start, end = span[3:] if span[0] == "insert" else span[1:3]
    left = 0
    while left < room_before and words[start - left - 1] == words[end - left - 1]:
        left += 1
    right = 0
    while right < room_after and words[start + right] == words[end + right]:
        right += 1
    good = [by for by in range(-left, right + 1) if words[start + by - 1] in SENTENCE_ENDS]
    return min(good, key=abs, default=0)


def _runs(old: Sequence[Token], new: Sequence[Token], spans: Iterable[Span]) -> Iterator[Run]:
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
