"""The parts of a norm below its section, as people write them: Absatz, Satz, Nummer, Buchstabe.

Readers follow ``corpus.pinpoint.tokens``: what was read and the position behind it, or nothing and the same position.
"""

from typing import TypeAlias

from corpus.nouns import Pinpoint
from corpus.pinpoint.numerals import ordinal_words
from corpus.pinpoint.tokens import Read, Tokens, counts_something, read_number, read_roman

LEVELS = ("section", "paragraph", "sentence", "number", "letter", "subletter", "inner")
LAST_SENTENCE = 30
LETTERS = ("letter", "subletter")
_WORDS = {
    "paragraph": "abs absatz absatzes absaetze absaetzen",
    "sentence": "satz satzes saetze saetzen s",
    "number": "nr nrn nummer nummern ziff ziffer ziffern",
    "letter": "buchst buchstabe buchstaben buchstabens bst lit litera",
    "subletter": "doppelbuchst doppelbuchstabe doppelbuchstaben dbuchst",
    "dropped": "halbsatz halbsatzes hs halbs alt alternative var variante",
}
UNITS = {word: level for level, words in _WORDS.items() for word in words.split()}
Unit: TypeAlias = tuple[str, str, int]


def depth(place: Pinpoint) -> int:
    """Return the position in LEVELS of the deepest part of ``place``; -1 for a whole law."""
    return max((at for at, level in enumerate(LEVELS) if getattr(place, level)), default=-1)


def cut_at(place: Pinpoint, level: str, value: str) -> Pinpoint:
    """Return ``place`` with ``value`` at ``level`` and nothing below it."""
    kept = {name: getattr(place, name) for name in LEVELS[: LEVELS.index(level)]}
    return Pinpoint(place.law, **{**kept, level: value})


def read_units(tokens: Tokens, i: int, place: Pinpoint) -> tuple[Pinpoint, int]:
    """Read parts of ``place`` from outer to inner; Halbsatz and Alternative are passed over."""
    for _ in range(2 * len(LEVELS)):
        start = i + (tokens[i].text == "," and is_unit(tokens, i + 1))
        level, value, end = read_unit(tokens, start, place)
        if not level or (level != "dropped" and LEVELS.index(level) <= depth(place)):
            break
        place, i = (place if level == "dropped" else cut_at(place, level, value)), end
    return place, i


def is_unit(tokens: Tokens, i: int) -> bool:
    """Tell whether a word for a part stands here with its value ("Abs. 2", "2. Absatz")."""
    return bool(_named(tokens, i, Pinpoint(""))[0])


def read_unit(tokens: Tokens, i: int, place: Pinpoint) -> Unit:
    """Read one part as (level, value, end); the level is empty where there is none, "dropped" where it is skipped."""
    unit = _named(tokens, i, place)
    return unit if unit[0] else _positional(tokens, i, place)


def _named(tokens: Tokens, i: int, place: Pinpoint) -> Unit:
    ordinal, end = _ordinal(tokens, i)
    if ordinal:
        return _level(tokens[end - 1].key, place), ordinal, end
    level = UNITS.get(tokens[i].key, "")
    value, end = _value(tokens, i + 1 + (tokens[i + 1].text == "."), level) if level else ("", i)
    if not value or (tokens[i].key == "s" and _is_page(value)):
        return "", "", i
    return ("subletter" if level == "letter" and len(value) > 1 else _level(tokens[i].key, place)), value, end


def _is_page(value: str) -> bool:
    return int("".join(char for char in value if char.isdigit())) > LAST_SENTENCE


def _level(word: str, place: Pinpoint) -> str:
    """Return the level of a word; a Satz behind a Nummer or a Buchstabe is a sentence inside it."""
    level = UNITS[word]
    return "inner" if level == "sentence" and (place.number or place.letter or place.subletter) else level


def _ordinal(tokens: Tokens, i: int) -> Read:
    """Read "2. Absatz", "zweiter Satz", "ersten Halbsatz": the number in digits, the end behind the word."""
    word = i + 1 + (tokens[i].is_number and tokens[i + 1].text == ".")
    value = tokens[i].text if tokens[i].is_number and word == i + 2 else str(ordinal_words().get(tokens[i].key, ""))
    return (value, word + 1) if value and len(tokens[word].key) > 2 and tokens[word].key in UNITS else ("", i)


def _value(tokens: Tokens, i: int, level: str) -> Read:
    if level in LETTERS:
        return read_letters(tokens, i)
    number, end = read_number(tokens, i)
    return (number, end) if number or level != "paragraph" else read_roman(tokens, i)


def read_letters(tokens: Tokens, i: int) -> Read:
    """Read a Buchstabe "a" or "a)", or a Doppelbuchstabe "aa"."""
    key = tokens[i].key
    fits = tokens[i].is_letter or (len(key) == 2 and key[0] == key[1] and key.isascii() and key.isalpha())
    return (key, i + 1 + (tokens[i + 1].text == ")")) if fits else ("", i)


def _positional(tokens: Tokens, i: int, place: Pinpoint) -> Unit:
    """Read what has no word before it: "(2)", "II", the Satz behind either, the letter behind a number."""
    token, deepest = tokens[i], LEVELS[depth(place)] if depth(place) >= 0 else ""
    if deepest == "section":
        value, end = _bracketed(tokens, i) if token.text == "(" else read_roman(tokens, i)
        return ("paragraph", value, end) if value else ("", "", i)
    if deepest == "paragraph" and token.is_number and (tokens[i - 1].text == ")" or read_roman(tokens, i - 1)[0]):
        value, end = read_number(tokens, i)
        return ("sentence", value, end) if not counts_something(tokens, end) else ("", "", i)
    if deepest in ("number", "letter") and token.text == token.key and tokens[i + 1].text != ".":
        return _bare_letter(tokens, i, deepest)
    return "", "", i


def _bracketed(tokens: Tokens, i: int) -> Read:
    value, end = read_number(tokens, i + 1)
    return (value, end + 1) if value and tokens[end].text == ")" else ("", i)


def _bare_letter(tokens: Tokens, i: int, deepest: str) -> Unit:
    value, end = read_letters(tokens, i)
    wanted = 1 if deepest == "number" else 2
    if len(value) != wanted or (value == "s" and tokens[end].is_number):
        return "", "", i
    return ("letter" if wanted == 1 else "subletter"), value, end
