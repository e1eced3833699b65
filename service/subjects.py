"""The offers that people ask about in the same words, one after the other: "und beim Budget für Ausbildung?"."""

import re

# A phrase for each that fits behind "beim", "im" or "in der", and the ways in which it is named.
_OFFERS: tuple[tuple[str, str], ...] = (
    ("Budget für Ausbildung", r"Budgets? für Ausbildung\b"),
    ("Budget für Arbeit", r"Budgets? für Arbeit\b"),
    ("anderer Leistungsanbieter", r"ander\w+ (?:leistungs-?)?anbieter\w*|\baLA\b"),
    ("Unterstützte Beschäftigung", r"unterstützte[nr]? Beschäftigung"),
    ("Inklusionsbetrieb", r"Inklusions-?(?:betrieb|firma|unternehmen)\w*"),
    ("Eingangsverfahren", r"Eingangs-?verfahren\w*"),
    ("Berufsbildungsbereich", r"(?:Berufs-?)?bildungs-?bereich\w*"),
    ("Arbeitsbereich", r"Arbeits-?bereich\w*"),
    ("Tagesförderung", r"Tages-?förder\w*|Förder-?(?:gruppe|stätte|bereich)\w*"),
    ("Werkstatt", r"Werkstatt\b|Werkstätte\w*|\bWfbM\b|Werk-statt"),
)
OFFERS = {name: re.compile(rf"\b(?:{rule})", re.IGNORECASE) for name, rule in _OFFERS}
"""What finds each offer in a text, by its phrase."""


def named(text: str) -> tuple[str, ...]:
    """Return the offers that ``text`` names, in the order of this list."""
    return tuple(name for name, rule in OFFERS.items() if rule.search(text))


def replaced(question: str, message: str) -> str | None:
    """Return ``question`` about the one offer that ``message`` names in place of the one that it names itself.

    None where either names none or several, or both the same.
    """
    before, now = named(question), named(message)
    if len(before) != 1 or len(now) != 1 or before == now:
        return None
    return OFFERS[before[0]].sub(now[0], question)
