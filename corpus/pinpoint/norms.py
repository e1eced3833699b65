"""Connected norms in a row of tokens: where a norm begins, which law it belongs to, what is listed with it.

The decisions behind it stand in ``corpus.pinpoint``. Every reader looks at a bounded number of tokens beyond
what it consumes, so a question of any shape is read in linear time.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from corpus.nouns import Pinpoint
from corpus.pinpoint.laws import DEFAULT_LAW, Laws, is_foreign_law, read_law
from corpus.pinpoint.marks import (
    ANNEXES,
    DASHES,
    LINKS,
    UNNUMBERED,
    is_mark,
    is_page,
    past_follow,
    past_joint,
    past_links,
    past_mark,
    read_annex,
)
from corpus.pinpoint.tokens import Read, Tokens, counts_something, is_noun, read_number, read_section
from corpus.pinpoint.units import LETTERS, LEVELS, cut_at, depth, is_unit, read_letters, read_unit, read_units

LONGEST_RANGE = 30
NOTHING = Pinpoint("")
UNKNOWN = "?"
Found: TypeAlias = tuple[Pinpoint, int]


class Norms(NamedTuple):
    """Norms that stand connected, and the position behind them. ``open_ended``: "ff." stood behind one."""

    places: tuple[Pinpoint, ...]
    end: int
    open_ended: bool = False


class _Norm(NamedTuple):
    """One norm; ``level`` is where a bare number behind it would continue a list."""

    place: Pinpoint
    end: int
    open_ended: bool
    level: str


def read_whole_law(tokens: Tokens, laws: Laws) -> Norms:
    """Read a law without a section, and the parts of one that has no sections ("… Nr. 2")."""
    law, end = read_law(tokens, 0, laws)
    if not law:
        return Norms((), 0)
    place, end = read_units(tokens, end, Pinpoint(law))
    return Norms((place,), end)


def read_norms(tokens: Tokens, i: int, laws: Laws, default: str = DEFAULT_LAW) -> Norms:
    """Read connected norms that begin at ``i``; where there are none the result is empty and ends at ``i``.

    ``default`` is the law of a norm beside which none is named.
    """
    parts, start = _parts_before(tokens, i)
    law, named = read_law(tokens, start, laws)
    head, after = _head(tokens, named, law)
    if not head.section:
        return Norms((), i)
    norm = _norm(tokens, after, head, laws)
    plural = "§§" in "".join(token.text for token in tokens[named:after])
    marked = any(is_mark(tokens, at) for at in range(named, after))
    if not (marked or law or _stands_beside_law(tokens, start, norm)):
        return Norms((), i)
    if not law and _foreign_before(tokens, i, laws):
        law = UNKNOWN
    norm = norm._replace(place=_joined(norm.place, parts))
    places, end, open_ended = _listed(tokens, norm, plural, laws)
    return Norms(tuple(_with_laws(places, law, default)), end, open_ended)


def _stands_beside_law(tokens: Tokens, start: int, norm: _Norm) -> bool:
    """Tell whether the law stands right behind, as a norm without § and law before it needs: "61 Abs. 2 SGB IX"."""
    law = norm.place.law not in ("", UNKNOWN)
    if not law or tokens[start].key in ANNEXES:
        return law or " zu " in (norm.place.section or "")
    return not any(token.key in LINKS - {"(", ")"} for token in tokens[start : norm.end])


def _foreign_before(tokens: Tokens, i: int, laws: Laws) -> bool:
    """Tell whether the word before ``i`` names a law that is not ours ("BetrVG § 87", "SGB XIII § 1")."""
    book = i >= 2 and tokens[i - 2].key == "sgb" and not read_law(tokens, i - 2, laws)[0]
    return (book and is_foreign_law(tokens, i - 2)) or (i >= 1 and is_foreign_law(tokens, i - 1))


def _listed(tokens: Tokens, norm: _Norm, plural: bool, laws: Laws) -> Norms:
    places, open_ended = [norm.place], norm.open_ended
    while True:
        begun, after = _next(tokens, norm, plural, laws)
        if not begun.section:
            return Norms(tuple(places), norm.end, open_ended)
        if tokens[norm.end].key in DASHES:
            places.extend(_between(norm.place, begun))
        norm = _norm(tokens, after, begun, laws)
        places.append(norm.place)
        open_ended = open_ended or norm.open_ended


def _parts_before(tokens: Tokens, i: int) -> Found:
    """Read parts that stand before their section: "Satz 1 von Absatz 2 des" § 61."""
    place, end = NOTHING, i
    for _ in LEVELS:
        level, value, after = read_unit(tokens, end, NOTHING)
        if level in ("", "dropped") or getattr(place, level):
            break
        place, end = replace(place, **{level: value}), past_links(tokens, after)
    return place, end


def _joined(place: Pinpoint, parts: Pinpoint) -> Pinpoint:
    """Return ``place`` with the parts named before it, where all of them lie deeper ("Nr. 8 in § 60 Abs. 2")."""
    named = {level: value for level in LEVELS if (value := getattr(parts, level))}
    deeper = all(LEVELS.index(level) > depth(place) for level in named)
    return replace(place, **named) if deeper else place


def _head(tokens: Tokens, i: int, law: str) -> Found:
    """Read a section behind its mark, an annex, or a bare number, which the caller has to trust or not."""
    start = past_links(tokens, i) if law else i
    annex, end = read_annex(tokens, start)
    if annex or (law and tokens[start].key in UNNUMBERED):
        return Pinpoint("", annex or UNNUMBERED[tokens[start].key]), end + (not annex)
    marked = is_mark(tokens, start)
    if not marked:
        start = i + (bool(law) and tokens[i].text == ":")
        if not tokens[start].is_number:
            return NOTHING, i
    number, end = read_section(tokens, past_mark(tokens, start))
    if not number or (not marked and counts_something(tokens, end)):
        return NOTHING, i
    return Pinpoint("", number), end


def _norm(tokens: Tokens, i: int, head: Pinpoint, laws: Laws) -> _Norm:
    """Read what belongs to one section: its parts, "ff.", its law, and parts behind the law."""
    place, i = read_units(tokens, i, head)
    behind = past_follow(tokens, i)
    law, end = _law_behind(tokens, behind, laws)
    if not law:
        return _Norm(place, behind, behind > i, LEVELS[max(depth(place), 0)])
    place = replace(place, law=law)
    annex, after = read_annex(tokens, end)
    if annex in ANNEXES.values() and (place.section or "")[:1].isdigit() and depth(place) == 0:
        return _Norm(replace(place, section=f"{annex} zu § {place.section}"), after, behind > i, "section")
    deeper, after = (place, end) if is_page(tokens, end) else read_units(tokens, end, place)
    return _Norm(deeper, after, behind > i, LEVELS[depth(deeper)] if after > end else "section")


def _law_behind(tokens: Tokens, i: int, laws: Laws) -> Read:
    start = past_links(tokens, i)
    law, end = read_law(tokens, start, laws)
    if law:
        parted = start > i and tokens[start - 1].text in (",", ":", "-", "–")
        closed = start > i and tokens[start - 1].text == "(" and tokens[end].text == ")"
        return ("", i) if parted and is_mark(tokens, end) else (law, end + closed)
    return (UNKNOWN, start + 1) if is_foreign_law(tokens, start) else ("", i)


def _next(tokens: Tokens, norm: _Norm, plural: bool, laws: Laws) -> Found:
    """Read the beginning of what is listed behind ``norm``: "und § 58", "und Abs. 3", ", 58", "bis 59"."""
    i = past_joint(tokens, norm.end)
    if i == norm.end or (norm.level == "section" and is_page(tokens, norm.end)):
        return NOTHING, i
    if is_mark(tokens, i):
        number, end = read_section(tokens, past_mark(tokens, i))
        return (Pinpoint("", number), end) if number else (NOTHING, i)
    place = norm.place
    if place.sentence and place.number and not place.inner:
        place = replace(place, number=None, letter=None, subletter=None)
    level, value, end = read_unit(tokens, i, place) if is_unit(tokens, i) else ("", "", i)
    if level:
        fits = level != "dropped" and LEVELS.index(level) <= depth(norm.place)
        return (cut_at(norm.place, level, value), end) if fits else (NOTHING, i)
    return _bare(tokens, i, norm, plural, laws)


def _bare(tokens: Tokens, i: int, norm: _Norm, plural: bool, laws: Laws) -> Found:
    """Read a value without a word: in "§§ 57, 58" a section, in "Abs. 2 und 3" one more Absatz."""
    letters = norm.level in LETTERS and tokens[i].is_letter
    value, end = read_letters(tokens, i) if letters else read_number(tokens, i)
    if not value or (not letters and not tokens[i].is_number) or (letters and tokens[end].text == "."):
        return NOTHING, i
    if letters:
        return cut_at(norm.place, norm.level, value), end
    rises = _digits(value) > _digits(norm.place.section or "")
    level = "section" if norm.level in LETTERS or (plural and rises) else norm.level
    if level == "section":
        value, end = read_section(tokens, i)
    if counts_something(tokens, end) or not (plural or _is_address(tokens, end, laws)):
        return NOTHING, i
    if level == "section":
        return (Pinpoint("", value), end) if plural or rises or _law_behind(tokens, end, laws)[0] else (NOTHING, i)
    return cut_at(norm.place, level, value), end


def _is_address(tokens: Tokens, end: int, laws: Laws) -> bool:
    """Tell whether what follows lets a bare number be an address: no noun that it would count."""
    return not is_noun(tokens[end]) or is_unit(tokens, end) or bool(_law_behind(tokens, end, laws)[0])


def _between(first: Pinpoint, last: Pinpoint) -> Iterator[Pinpoint]:
    """Yield the places between two ends: 57 to 59 → 58; 41 to 46b → 42 … 46; a to c → b."""
    level = LEVELS[depth(last)]
    start, stop = getattr(first, level) or "", getattr(last, level)
    low, high = _digits(start), _digits(stop)
    if low == high and start[:-1] == stop[:-1]:
        for code in range(ord(start[-1]) + 1, ord(stop[-1])):
            yield cut_at(last, level, stop[:-1] + chr(code))
    elif 0 < high - low <= LONGEST_RANGE:
        for value in range(low + 1, high + stop[-1].isalpha()):
            yield cut_at(last, level, str(value))


def _digits(value: str) -> int:
    return int("".join(char for char in value if char in "0123456789") or 0)


def _with_laws(places: tuple[Pinpoint, ...], law: str, default: str) -> Iterator[Pinpoint]:
    """Give each place its own law, else the one before the list, else the next behind, else the last, else default."""
    named = [place.law or law for place in places]
    for known in (range(len(named) - 2, -1, -1), range(1, len(named))):
        step = 1 if known.step < 0 else -1
        for at in known:
            named[at] = named[at] or named[at + step]
    for place, name in zip(places, named, strict=True):
        if name != UNKNOWN:
            yield replace(place, law=name or default)
