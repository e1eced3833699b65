"""What tells who somebody is, taken out of a text before it leaves this machine.

Patterns, no model: they miss names that nobody introduces ("mit Anna geredet") and addresses. Better one word too many
is masked than one too few; amounts, dates and norms stay, because the answer depends on them.
"""

import re
from collections.abc import Iterator

NAME = "[Name]"

_RELATED = (
    r"sohn|tochter|kind|bruder|schwester|mann|frau|ehemann|ehefrau|mutter|vater|mama|papa|partner|partnerin|freund"
    r"|freundin|oma|opa|enkel|enkelin|neffe|nichte|onkel|tante|cousin|cousine|betreuer|betreuerin|chef|chefin"
    r"|kollege|kollegin|klient|klientin|nachbar|nachbarin|anwalt|anwältin|arzt|ärztin|lehrer|lehrerin"
)
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+){0,4}"
_INTRODUCED = re.compile(
    r"\b(?:(?P<bare>(?:ich|er|sie|wir|der|die)\s+(?:hei(?:ß|ss)(?:e|t|en)|nenne(?:n)?\s+mich)"
    rf"|(?:{_RELATED})\s+hei(?:ß|ss)t|hei(?:ß|ss)(?:e|t)\s+(?:ich|er|sie)|namens|genannt"
    rf"|name(?:n)?\s+(?:ist|lautet|war)|(?:(?:vor|nach|familien|geburts)name|name)\s*:"
    r"|name\s+(?:meine[sr]|unsere[sr])\s+\w+\s+ist)"
    r"|(?P<titled>(?-i:Herrn?|Frau|Dr\.|Prof\.|Familie)))"
    r"[ \t:]+(?P<name>" + _WORD + r"(?:[ \t]+" + _WORD + r"){0,3})",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"\b(?:Gr(?:ü|ue)(?:ß|ss)(?:en?)?|Gruss|Gruß|LG|MfG|VG)\b[ \t,.!]{{0,9}}\s{{1,9}}"
    rf"(?P<name>{_WORD}(?:[ \t]+{_WORD}){{0,2}})\W*$",
    re.IGNORECASE,
)
# What follows a name and is none.
_NO_NAME = frozenset(
    """
    aber also am an arbeite arbeitet auch auf aus bei bekomme bekommt bin bitte braucht brauche da das dass dem den der
    die doch du ein eine er es für geht gibt habe haben hat hier ich ihr im in ist jetzt kann kein man mein meine mit
    möchte muss nicht noch nun oder schon sein seit sich sie sind so soll sowie über um und unter vom von war was weil
    wenn werde wer wie will wir wird wo wohne wohnt zu zum zur
    """.split()
)
_PARTICLES = frozenset("von van de der zu al el da".split())

_NUMBER_OF = (
    r"(?:aktenzeichen|gesch(?:ä|ae)ftszeichen|az|gz|kundennummer|kunden-nr|bg-nummer|bg-nr|bedarfsgemeinschaft"
    r"|mitgliedsnummer|versicherten-?nummer|versicherungs-?nummer|sozialversicherungs-?nummer|renten-?nummer"
    r"|rentenversicherungs-?nummer|sv-nummer|sv-nr|ausweis-?nummer|ausweis-?nr|schwerbehinderten-?ausweis(?:-?nummer)?"
    r"|steuer-?id|steuer-?nummer|identifikations-?nummer|id-nummer|vorgangsnummer|bescheid-?nummer|konto-?nummer)"
)
_DIGITS = r"[^\s,;?!]*\d[^\s,;?!]*"
_CAPITALS = r"(?-i:[A-ZÄÖÜ]{1,3})"
_NUMBERED = re.compile(
    rf"\b(?P<label>{_NUMBER_OF})\b(?P<between>\.?(?:[ \t]*(?:nr\.?|nummer|lautet|ist|hat|die|:|=|#)){{0,4}}[ \t]*)"
    rf"(?:{_CAPITALS}[ \t]+){{0,2}}{_DIGITS}(?:[ \t]+(?:{_CAPITALS}\b|{_DIGITS})){{0,5}}",
    re.IGNORECASE,
)
_MASKS = (
    (re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*", re.IGNORECASE), "[E-Mail]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b", re.IGNORECASE), "[IBAN]"),
    (re.compile(r"\b\d{2}[ /.-]?\d{2}[ .]?\d{2}[ .]?\d{2}[ /.-]?[A-Z][ /.-]?\d{2}[ ]?\d\b", re.IGNORECASE),
     "[Versicherungsnummer]"),
    (re.compile(r"\b[A-Z]\d{9}\b", re.IGNORECASE), "[Versicherungsnummer]"),
    (re.compile(r"(?<![\d.,])\d{2}[ ./-]?\d{3}[ ./-]?\d{3}[ ./-]?\d{3}(?![\d.,]*\d)"), "[Steuer-ID]"),
    (re.compile(r"(?<![\w.,/])(?:\+|00)\d{2}(?:[ ()/.-]{0,3}\d){6,13}(?!\d)"), "[Telefon]"),
    (re.compile(r"(?<![\w.,/+])\(?0[1-9]\d{1,4}\)?[ /-]{0,3}(?:\d[ /-]?){4,11}\d(?!\d)"), "[Telefon]"),
    (re.compile(r"(?P<label>\b(?:geboren|geb\.?|geburtsdatum)(?:[ \t]+(?:am|ist|:)|:)?[ \t]*)"
                r"\d{1,2}\.[ ]?(?:\d{1,2}\.|[^\W\d_]+)[ ]?\d{2,4}", re.IGNORECASE), r"\g<label>[Geburtsdatum]"),
)  # fmt: skip


def masked(text: str) -> str:
    """Return ``text`` with e-mail, telephone, IBAN, the numbers of insurance, tax, pass and file, and names masked."""
    text = _NUMBERED.sub(lambda found: f"{found['label']}{found['between']}[Aktenzeichen]", text)
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    for name in sorted(set(_names(text)), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}s?(?!\w)", NAME, text, flags=re.IGNORECASE)
    return text


def _names(text: str) -> Iterator[str]:
    """Yield the names that are introduced, each whole and in its parts, so that they are masked wherever they stand."""
    for pattern in (_INTRODUCED, _SIGNED):
        for found in pattern.finditer(text):
            words = _name(found["name"].split(), bool(found.groupdict().get("titled")))
            if words:
                yield " ".join(words)
                yield from (word for word in words if len(word) > 2 and word.casefold() not in _PARTICLES)


def _name(words: list[str], titled: bool) -> list[str]:
    """Return the words that are a name: the first, and what goes on with capitals or in the same small letters."""
    if words[0].casefold() in _NO_NAME or (titled and not words[0][0].isupper()):
        return []
    name, small = words[:1], words[0].islower()
    for word in words[1:]:
        plain = word.casefold()
        if plain in _NO_NAME - _PARTICLES or not (small or word[0].isupper() or plain in _PARTICLES):
            break
        name.append(word)
    while name[-1].casefold() in _PARTICLES and len(name) > 1:
        name.pop()
    return name
