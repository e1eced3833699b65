"""The gates in a row: a sentence's form, its citations, its facts, its support. One failure, and it is not said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from corpus.nouns import Passage
from corpus.pinpoint import Laws
from service.gates import faithful, form
from service.gates.drafts import Checked, Draft, Kept, Quoted, Reason
from service.gates.support import Supporter
from service.gates.verbatim import normal, quoted

MOST = 12
"""Sentences of one answer."""
MOST_CITES = 4
"""Places that one sentence may rest on: whoever cites everything has proven nothing."""


class Gates:
    """Checks drafts against the passages that the model was given."""

    def __init__(self, supporter: Supporter, laws: Laws) -> None:
        self._supporter = supporter
        self._laws = laws

    def check(self, drafts: Sequence[Draft], passages: Mapping[str, Passage]) -> Checked:
        """Return what of ``drafts`` may be said; ``passages`` are those that the model was given, by their id."""
        kept: list[Kept] = []
        dropped: Counter[Reason] = Counter()
        seen: set[str] = set()
        failed = not drafts
        for at, draft in enumerate(drafts):
            found = self._passed(draft, passages, seen, len(kept))
            if isinstance(found, Kept):
                kept.append(found)
            else:
                dropped[found] += 1
                failed = failed or at == 0
        return Checked(tuple(kept), MappingProxyType(dict(dropped)), failed)

    def _passed(self, draft: Draft, passages: Mapping[str, Passage], seen: set[str], said: int) -> Kept | Reason:
        text = " ".join(draft.text.split())
        key = normal(text).casefold()
        if fault := form.fault(text):
            return fault
        if key in seen:
            return Reason.REPEATED
        seen.add(key)
        if said >= MOST:
            return Reason.TOO_MANY
        quotes = cited(draft, passages)
        if isinstance(quotes, Reason):
            return quotes
        wrong = faithful.fault(text, quotes, self._laws) or self._supporter.support(text, quotes).fault()
        return wrong or Kept(text, quotes)


def cited(draft: Draft, passages: Mapping[str, Passage]) -> tuple[Quoted, ...] | Reason:
    """Return the quotes of a draft as they stand in the passages, or why they do not."""
    cites = tuple(dict.fromkeys(draft.cites))
    if not 0 < len(cites) <= MOST_CITES:
        return Reason.UNCITED
    if any(cite.passage_id not in passages for cite in cites):
        return Reason.UNKNOWN_PASSAGE
    quotes = [quoted(cite.quote, passages[cite.passage_id]) for cite in cites]
    found = [quote for quote in quotes if quote]
    return tuple(found) if len(found) == len(quotes) else Reason.NOT_VERBATIM
