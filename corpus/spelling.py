"""Misspelt words of a question → words that the sources and the digest know.

The distance counts letters lost, added, changed or swapped (optimal string alignment, a restriction of Damerau 1964),
by `RapidFuzz <https://github.com/rapidfuzz/RapidFuzz>`_.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W\d_]+")
# Shorter words have too many neighbours.
_SHORTEST, _LONG = 4, 8
# A word that stands only once may be a slip itself.
_OFTEN = 2
_KEPT = 4096


class Spelling:
    """Knows the words of an index and how often each stands there."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Take the words, in lower case, with their counts."""
        self._counts = counts
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word, count in counts.items():
            if count >= _OFTEN:
                self._by_length[len(word)].append(word)
        self._known_as = lru_cache(_KEPT)(self._nearest)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Spelling":
        """Return the spelling of ``texts``."""
        return cls(Counter(word for text in texts for word in _WORD.findall(text.casefold())))

    @classmethod
    def load(cls, path: Path) -> "Spelling":
        """Read what `save` wrote; raises OSError, ValueError."""
        return cls(json.loads(path.read_text("utf-8")))

    def save(self, path: Path) -> None:
        """Write the words with their counts as JSON."""
        path.write_text(json.dumps(self._counts, ensure_ascii=False, sort_keys=True), "utf-8")

    def corrected(self, question: str) -> str:
        """Return the question with each unknown word of four or more letters replaced by the nearest known one.

        One letter may differ, from eight letters on two; of equally near words the commoner is taken. A word without
        such a neighbour stays.
        """
        return _WORD.sub(lambda found: self._known_as(found[0].casefold()) or found[0], question)

    def _nearest(self, word: str) -> str:
        """Return the known word that was meant, or "" where the word is known, short, or like no other."""
        if len(word) < _SHORTEST or word in self._counts:
            return ""
        slips = 1 if len(word) < _LONG else 2
        near = [
            known for length in range(len(word) - slips, len(word) + slips + 1) for known in self._by_length[length]
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return max(found, key=lambda each: (-each[1], self._counts[each[0]], each[0]))[0] if found else ""
