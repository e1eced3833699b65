"""The bridge from the words people use to the words of the law (Wortschatz), read from ``digest/wortschatz.toml``."""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from corpus.terms import terms

LAY_WORDS_PATH = Path(__file__).resolve().parent / "digest" / "wortschatz.toml"
_LONGEST_SAYING = 4

Stems: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayWords:
    """Legal terms and the sayings for them, in both directions as stems, and what stands around a question.

    ``sayings``: stems of a legal term → what people say. ``legal``: stems of a saying → stems of its legal terms.
    ``pairs``: (saying, legal term) as written.
    """

    sayings: dict[Stems, tuple[str, ...]]
    legal: dict[Stems, Stems]
    pairs: tuple[tuple[str, str], ...]
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()

    def legal_terms(self, question: Sequence[str]) -> list[str]:
        """Return the terms of law for the sayings in a question (given as its terms), without those it has."""
        spans = (tuple(question[i : i + n]) for n in range(1, _LONGEST_SAYING + 1) for i in range(len(question)))
        found = {term for span in spans for term in self.legal.get(span, ())}
        return sorted(found - set(question))


def read_lay_words(path: Path = LAY_WORDS_PATH) -> LayWords:
    """Read the list: table ``words`` (legal term → sayings), ``asides.openings`` and ``asides.closings``."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return lay_words(data["words"], tuple(data["asides"]["openings"]), tuple(data["asides"]["closings"]))


def lay_words(said: dict[str, list[str]], openings: tuple[str, ...] = (), closings: tuple[str, ...] = ()) -> LayWords:
    """Return the two directions of a table legal term → sayings."""
    pairs = tuple((saying, legal) for legal, sayings in said.items() for saying in sayings)
    legal_of: defaultdict[Stems, list[str]] = defaultdict(list)
    for saying, legal in pairs:
        legal_of[tuple(terms(saying))] += terms(legal)
    return LayWords(
        sayings={tuple(terms(legal)): tuple(sayings) for legal, sayings in said.items()},
        legal={stems: tuple(found) for stems, found in legal_of.items() if stems},
        pairs=pairs,
        openings=openings,
        closings=closings,
    )
