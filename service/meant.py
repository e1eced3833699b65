"""What a message asks once all that is no question is left out: invisible signs, markup, and orders to the machine.

Nothing here obeys or refuses. An order to a program says nothing about law, so it is no part of what is searched.
"""

import itertools
import re
import unicodedata

_ROLE = r"assistent|assistant|system|user|nutzer|inst|sys|im_start|im_end"
# Written for programs: tags, links, code, blobs, roles. What stands beside or between them stays.
_MARKUP = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL | re.MULTILINE)
    for pattern in (
        r"<\|?/?[a-z!][^<>]*>|<</?\w+>>|\[/?INST\]",
        r"\{\{.*?\}\}|\{%.*?%\}|\$?\{[^{}]*\}|`{3}|;\s*--",
        r"\b(?:https?|ftp|ldap|javascript|data):\S+",
        r"\b[a-z0-9+/]{24,}=+",
        rf"^\s*#*\s*(?:{_ROLE})\s*(?::|#+|$)",
    )
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)*")
# A part ends with its sentence; an order that a colon ends is followed by what is asked.
_PARTS = re.compile(r"(?<=[.!?])\s+|\n+|(?<=:)\s+(?=['„“»\"]?[A-ZÄÖÜ])")
# Orders that only a program could follow. A person who asks for a letter or an amount gives none of these.
_ORDER = re.compile(
    r"\b(?:vergiss|ignorier\w*|missachte|ignore|disregard)\b.*\b(?:rege\w+|anweisung\w*|vorgabe\w*|gesetz\w*|text|rules?|instructions?)\b"
    r"|\b(?:antworte\w*|answer|respond|sprich|schreib\w*|spiel\w*)\s+(?:\w+\s+){0,2}?(?:nur|ausschließlich|als|only|as|ohne)\b"
    r"|\b(?:du bist|du antwortest|you are|tu so)\b.*\b(?:jetzt|ab|now|als)\b"
    r"|\b(?:system-?prompts?|system message|deine[mnr]? kontext|env\w* variables?|api.?keys?)\b"
    r"|\b(?:häng\w*|füge)\b.*\bantwort\w*\b"
    r"|\b(?:schalte|stell\w*)\b.*\b(?:level|stufe)\b|\blevel\s*="
    r"|\blass\b.*\b(?:quelle|hinweis|fußnote|paragraf|beleg)\w*.*\bweg\b|\bohne (?:quellen?|filter|fußnoten?)\b"
    r"|\b(?:schreib\w*|gib|setze)\b.*\b(?:fundstelle|antwort)\w*\s+als\b"
    r"|\b(?:sag|melde|nenne|behaupte\w*)\s+(?:jetzt|nur|zuerst|sofort)\b"
    r"|\bdekodier\w*\b|\b(?:update|select|insert|drop|delete)\s+(?:\w+|\*)\s+(?:set|from|into|table)\b",
    re.IGNORECASE,
)
# What the program is said to have said, and threats: nothing that law is found by, and never what was really said,
# which comes with the turns of the conversation.
_CLAIM = re.compile(
    r"\bhast du\b.*\b(?:geschrieben|gesagt|zugesagt|versprochen|behauptet)\b|\brechne\b.*\bweiter\b"
    r"|\bwenn du (?:das )?nicht\b.*\b(?:ich|wir|wirst)\b",
    re.IGNORECASE,
)
_QUOTES = ("'", '"', "„", "“", "»")
_WORD = re.compile(r"\w")
# What is said this often is noise.
REPEATED = 3
# So many words are a question without what was claimed before them; fewer may lean on it ("Wie lange denn?").
ALONE = 7
# A question that tells nothing, so that what was meant is asked back.
NOTHING = "?"


def meant(question: str) -> str:
    """Return what is asked in ``question``, or ``NOTHING`` where it holds only orders to the machine."""
    text = _LINK.sub(r" \1 ", visible(question))
    for pattern in _MARKUP:
        text = pattern.sub("\n", text)
    parts = [part for part in _PARTS.split(text) if _WORD.search(part)]
    asked, to_be_said = list[str](), list[str]()
    for before, part in itertools.pairwise(("", *parts)):
        if _ORDER.search(part) or parts.count(part) >= REPEATED:
            continue
        # What stands in quotes after an order is what it wants to hear, and a question only where there is no other.
        ordered = before.endswith(":") and _ORDER.search(before) and part.startswith(_QUOTES)
        (to_be_said if ordered else asked).append(part)
    unclaimed = [part for part in asked if not _CLAIM.search(part)]
    if len(" ".join(unclaimed).split()) >= ALONE:
        asked = unclaimed
    left = " ".join(" ".join(asked or to_be_said).split())
    return left or (NOTHING if parts else question)


def visible(text: str) -> str:
    """Return ``text`` composed (NFC) and without signs that nobody sees, which only part or reverse words.

    Joiners inside emojis are left out as well, which changes no word.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) not in ("Cf", "Co", "Cn"))
