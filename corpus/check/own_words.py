"""Is an entry worded as the product promises? No verdict on a person, no word that hurts, no former name."""

import re
from collections.abc import Iterator

from corpus.check.findings import Finding, Kind
from corpus.claims import Entry
from corpus.verdicts import wrong_words

_FORMER_NAME = re.compile(r"^(?!.*Grund-?sicherungs-?geld).*?\b(Bürger-?geld)\b", re.IGNORECASE)


def check_own_words(entry: Entry) -> Iterator[Finding]:
    """Yield the words that an entry must not use."""
    for claim in entry.claims:
        wrong = list(wrong_words(claim.line.text))
        if former := _FORMER_NAME.search(claim.line.text):
            wrong.append((former[1], "heißt seit 2026 Grundsicherungsgeld"))
        for words, why in wrong:
            told = f"„{words}“ {why}. Bitte anders schreiben."
            yield Finding(Kind.ERROR, entry.file, claim.line.row, entry.name, told)
