"""Is an entry worded as the product promises? No verdict on a person, no word that hurts, no former name."""

import re
from collections.abc import Iterator

from corpus.check.findings import Finding, Kind
from corpus.claims import Entry

_WRONG = (
    (
        r"\bSie haben (?:einen )?(?:Anspruch|ein Recht)\b|\bIhnen steh(?:t|en)\b|\bsteht Ihnen zu\b",
        "ist ein Urteil über eine Person",
    ),
    (r"\bleide[nt]\w* (?:an|unter)\b|\bwerkstattfähig|\bbehindertengerecht\b|\bDie Behinderten\b", "verletzt"),
    (r"^(?!.*Grund-?sicherungs-?geld).*\bBürger-?geld\b", "heißt seit 2026 Grundsicherungsgeld"),
    (
        r"\b(?:kündigen Sie|unterschreiben Sie (?:nicht|bitte)|verzichten Sie)\b",
        "ist ein Rat, der zuerst Beratung braucht",
    ),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), why) for pattern, why in _WRONG)


def check_own_words(entry: Entry) -> Iterator[Finding]:
    """Yield the words that an entry must not use."""
    for claim in entry.claims:
        for pattern, why in _PATTERNS:
            if found := pattern.search(claim.line.text):
                told = f"„{found[0]}“ {why}. Bitte anders schreiben."
                yield Finding(Kind.ERROR, entry.file, claim.line.row, entry.name, told)
