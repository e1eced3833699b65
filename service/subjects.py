"""The offers that people ask about in the same words, one after the other: "und beim Budget für Ausbildung?"."""

import re

# A phrase for each that fits behind "beim", "im" or "in der", and the ways in which it is named.
_OFFERS: tuple[tuple[str, str], ...] = (
    ("Budget für Ausbildung", r"Budgets? für Ausbildung"),
    ("Budget für Arbeit", r"Budgets? für Arbeit"),
    ("anderer Leistungsanbieter", r"ander\w+ (?:leistungs-?)?anbieter\w*|\baLA\b"),
    ("Unterstützte Beschäftigung", r"unterstützte[nr]? Beschäftigung"),
    ("Inklusionsbetrieb", r"Inklusions-?(?:betrieb|firma|unternehmen)\w*"),
    ("Eingangsverfahren", r"Eingangs-?verfahren\w*"),
    ("Berufsbildungsbereich", r"(?:Berufs-?)?bildungs-?bereich\w*"),
    ("Arbeitsbereich", r"Arbeits-?bereich\w*"),
    ("Tagesförderung", r"Tages-?förder\w*|Förder-?(?:gruppe|stätte|bereich)\w*"),
    ("Werkstatt", r"Werkstatt\b|Werkstätte\w*|\bWfbM\b|Werk-statt"),
)
_COMPILED = tuple((name, re.compile(rf"\b(?:{rule})", re.IGNORECASE)) for name, rule in _OFFERS)


def named(text: str) -> tuple[str, ...]:
    """Return the offers that ``text`` names, in the order of this list."""
    return tuple(name for name, rule in _COMPILED if rule.search(text))


def replaced(question: str, message: str) -> str | None:
    """Return ``question`` about the one offer that ``message`` names in place of the one that it names itself.

    None where either names none or several, or both the same.
    """
    before, now = named(question), named(message)
    if len(before) != 1 or len(now) != 1 or before == now:
        return None
    rule = dict(_COMPILED)[before[0]]
    return rule.sub(now[0], question)
