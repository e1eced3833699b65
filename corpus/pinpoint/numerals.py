"""Numbers as people write and speak them in German: Roman numerals, number words, ordinals."""

from functools import cache

ONES = ("", "ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwoelf")
TENS = ("", "zehn", "zwanzig", "dreissig", "vierzig", "fuenfzig", "sechzig", "siebzig", "achtzig", "neunzig")
TEENS = {16: "sechzehn", 17: "siebzehn"}
ORDINALS = ("erst", "zweit", "dritt", "viert", "fuenft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwoelft")
ENDINGS = ("e", "en", "er", "es", "em")
LARGEST_ROMAN = 39


def to_roman(value: int) -> str:
    """Return ``value`` (1 to 39, ValueError beyond) as a Roman numeral: 9 → "IX"."""
    if not 1 <= value <= LARGEST_ROMAN:
        raise ValueError(f"no Roman numeral here for {value}; the range is 1 to {LARGEST_ROMAN}")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + ones[value % 10]


@cache
def romans() -> dict[str, int]:
    """Return the Roman numerals from I to XXXIX with their values."""
    return {to_roman(value): value for value in range(1, LARGEST_ROMAN + 1)}


def _below_hundred(value: int) -> str:
    tens, ones = divmod(value, 10)
    if value < len(ONES):
        return ONES[value]
    if tens == 1:
        return TEENS.get(value, ONES[ones] + "zehn")
    return f"{ONES[ones]}und{TENS[tens]}" if ones else TENS[tens]


def _spoken(value: int) -> tuple[str, ...]:
    hundreds, rest = divmod(value, 100)
    word = _below_hundred(rest) + ("s" if rest == 1 else "")
    if not hundreds:
        return (word,)
    heads = ("hundert", "einhundert") if hundreds == 1 else (f"{ONES[hundreds]}hundert",)
    return tuple(head + joint + word for head in heads for joint in (("", "und") if word else ("",)))


@cache
def number_words() -> dict[str, int]:
    """Return the number words for 1 to 999, umlauts written out ("fuenfundzwanzig")."""
    return {word: value for value in range(1, 1000) for word in _spoken(value)}


@cache
def ordinal_words() -> dict[str, int]:
    """Return the inflected ordinals from 1 to 14 ("erstes", "zweiten", "vierzehnter"), umlauts written out."""
    stems = dict(enumerate((*ORDINALS, "dreizehnt", "vierzehnt"), start=1))
    return {stem + ending: value for value, stem in stems.items() for ending in ENDINGS}
