"""What a German sentence is made of, by HanTa (Wartena 2019): the tags of its words and the parts of its compounds.

HanTa learned its model from the TIGER corpus; its tags are those of the STTS with endings ("VV(PP)").
"""

import re
from functools import cache
from typing import TypeAlias

from HanTa import HanoverTagger  # type: ignore[import-untyped]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[.,;:?!]")
_STEMS = ("NN", "NE", "VV", "ADJ", "ADV", "CARD")
Tagged: TypeAlias = tuple[tuple[str, str], ...]


@cache
def _tagger() -> HanoverTagger.HanoverTagger:
    return HanoverTagger.HanoverTagger("morphmodel_ger.pgz")


@cache
def tagged(sentence: str) -> Tagged:
    """Return the words of a sentence, each with its tag."""
    words = _WORD.findall(sentence)
    return tuple((word, tag) for word, _, tag in _tagger().tag_sent(words)) if words else ()


@cache
def stems(word: str) -> int:
    """Return of how many words an undivided word is made: "Arbeitsbereich" of 2, "Erwerbsminderungsrente" of 3."""
    _, parts, _ = _tagger().analyze(word, taglevel=3)
    return sum(tag.startswith(_STEMS) and "SUF" not in tag and "FUGE" not in tag for _, tag in parts)


def passive(sentence: str) -> bool:
    """Tell whether a sentence is in the passive voice: a form of "werden" with a past participle in one clause."""
    clause: list[tuple[str, str]] = []
    for word, tag in (*tagged(sentence), (",", "$,")):
        if tag.startswith("$") and word in ".,;:?!":
            if _is_passive(clause):
                return True
            clause = []
        else:
            clause.append((word, tag))
    return False


def _is_passive(clause: list[tuple[str, str]]) -> bool:
    auxiliary = any(word.casefold() in _WERDEN for word, _ in clause)
    return auxiliary and any(tag == "VV(PP)" for _, tag in clause) and not any(tag == "VV(INF)" for _, tag in clause)


_WERDEN = frozenset("wird werden wirst werdet wurde wurden worden".split())
