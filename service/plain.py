"""A question as it is searched for set phrases: small letters, no hyphens, umlauts written out, one space."""

import re
import unicodedata

# "Ä" and "Ae", "ß" and "ss" are one; "Werk-Statt" is a word; "halt's" is "halts".
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "'": "", "’": "", "`": "", "´": "", "\u00ad": ""})
_IN_WORD = re.compile(r"(?<=[^\W\d_])[-·•](?=[^\W\d_])")


def plain(text: str) -> str:
    """Return ``text`` as the phrases of `phrases` are matched with it."""
    composed = unicodedata.normalize("NFC", text).lower()
    return _IN_WORD.sub("", " ".join(composed.split()).translate(_LETTERS))


def phrases(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern that finds any of ``alternatives``, regular expressions in small letters, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b".translate(_LETTERS))
