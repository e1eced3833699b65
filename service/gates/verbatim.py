"""Is a quote what stands there? Compared under one normalisation, shown as an exact slice of the passage.

The normalisation, the only one: Unicode NFC; a run of white space is one space, none at the ends; soft hyphens and
characters without width are not there; every quotation mark is ", every apostrophe is ', every dash is -.
Upper and lower case, punctuation and every word count.
"""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from corpus.nouns import Passage, Place, Unit, Wording
from service.gates.drafts import Quoted

SHORTEST = 3
"""Words that a quote must have at least: "der" stands everywhere and proves nothing."""

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("„“”‟«»\u2033", '"'),
        **dict.fromkeys("‚‘’‛‹›\u2032", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(_UNSEEN),
    }
)


class _Char(NamedTuple):
    """A character of the normal form, and which slice of the text it stands for."""

    text: str
    start: int
    end: int


def normal(text: str) -> str:
    """Return ``text`` as quotes are compared."""
    return "".join(char.text for char in _normal(text)).strip()


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Return where ``quote`` stands in ``text`` under the normalisation, as (start, end) of ``text`` itself.

    None where it does not stand there, or has fewer than `SHORTEST` words.
    """
    wanted = normal(quote)
    if len(wanted.split()) < SHORTEST:
        return None
    chars = list(_normal(text))
    at = "".join(char.text for char in chars).find(wanted)
    return None if at < 0 else (chars[at].start, chars[at + len(wanted) - 1].end)


def quoted(quote: str, passage: Passage) -> Quoted | None:
    """Return the sentence or number of ``passage`` that ``quote`` stands in, or None where it is not verbatim.

    What is shown is whole, so that a quote cannot begin behind the "nicht" of its sentence.
    """
    span = locate(quote, passage.text)
    if span is None:
        return None
    if passage.wording is Wording.DIGEST or not passage.units:
        return Quoted(passage, passage.place, *_trimmed(passage.text, 0, len(passage.text)), passage.text)
    return _of_units(passage, *span)


def _of_units(passage: Passage, start: int, end: int) -> Quoted:
    sentences = [unit for unit in _outermost(passage.units) if unit.end > start and unit.start < end]
    around = [u for u in passage.units if u.start <= start and end <= u.end]
    if len(sentences) != 1 or not around:
        # It runs over several sentences, or over words that belong to none.
        first = min([start, *(u.start for u in sentences)])
        last = max([end, *(u.end for u in sentences)])
        place: Place = passage.place
        return Quoted(passage, place, *_trimmed(passage.text, first, last), passage.text[first:last])
    unit, sentence = min(around, key=lambda u: u.end - u.start), sentences[0]
    inner = [u.start for u in passage.units if sentence.start < u.start and u.end <= sentence.end]
    lead = passage.text[sentence.start : min([unit.start, *inner])]
    start, end = _trimmed(passage.text, unit.start, unit.end)
    return Quoted(passage, unit.place, start, end, f"{lead} {passage.text[start:end]}")


def _outermost(units: tuple[Unit, ...]) -> Iterator[Unit]:
    """Yield the units that lie in no other: the sentences."""
    end = -1
    for unit in units:
        if unit.start >= end:
            end = unit.end
            yield unit


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the slice without white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _normal(text: str) -> Iterator[_Char]:
    """Yield the characters of the normal form; a run of white space is one of them."""
    space: _Char | None = None
    for cluster in _clusters(text):
        plain = unicodedata.normalize("NFC", cluster.text).translate(_ALIKE)
        if plain.isspace():
            space = _Char(" ", space.start if space else cluster.start, cluster.end)
            continue
        if space and plain:
            yield space
            space = None
        yield from (_Char(char, cluster.start, cluster.end) for char in plain)
    if space:
        yield space


def _clusters(text: str) -> Iterator[_Char]:
    """Yield every character with the accents that combine with it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield _Char(text[start:at], start, at)
            start = at
