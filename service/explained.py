"""Which term of the glossary a question asks to have explained: "Was ist das Budget für Arbeit?", "was heißt wfbm"."""

import re
from collections.abc import Sequence

from corpus.entries import Term
from corpus.terms import terms

_ASKS = re.compile(
    r"(?:und |also |hallo,? )?(?:was|wer) (?:ist|sind|heißt|heisst|bedeutet|bedeuten|meint)"
    r"(?: (?:denn|eigentlich|genau|mit))*(?: (?:ein|eine|einen|einem|der|die|das|den|dem|mit))* (?P<term>.+?)"
    r"(?: eigentlich| genau| überhaupt)?\s*[?.!]*",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"(?:was )?(?:bedeutet|heißt|heisst) (?P<term>.+?)\s*[?.!]*"
    r"|(?P<bare>[\w -]+?) (?:erklären|bedeutung|was ist das)\s*[?.!]*",
    re.IGNORECASE,
)


class Explainer:
    """Knows the terms by all their names."""

    def __init__(self, entries: Sequence[Term]) -> None:
        """Take the terms; where two share a name the first keeps it."""
        self._by_name: dict[tuple[str, ...], Term] = {}
        for entry in entries:
            for name in (entry.term, *entry.also):
                self._by_name.setdefault(_key(name), entry)

    def asked(self, question: str) -> Term | None:
        """Return the term that ``question`` asks for and for nothing else, or None."""
        plain = " ".join(question.split())
        found = _ASKS.fullmatch(plain) or _MEANT.fullmatch(plain)
        name = next((group for group in found.groups() if group), "") if found else ""
        return self._by_name.get(_key(name)) if name else None


def _key(name: str) -> tuple[str, ...]:
    """Return a name as its sorted terms, so that case, endings and hyphens do not matter."""
    return tuple(sorted(terms(name.replace("-", ""))))
