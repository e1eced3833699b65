"""The wordings of a section that are known, each with the editions that have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.earlier import NOT_THERE, Earlier, SectionText, section_texts
from corpus.nouns import Passage


@dataclass(frozen=True, slots=True)
class WordingOf:
    """One wording of a section: what it says, and the dates of the editions that have it, from new to old.

    A date is that of the edition's wording. It proves neither since when nor until when a rule was in force.
    """

    text: SectionText
    editions: tuple[date, ...]

    @property
    def as_of(self) -> date:
        """Return the newest edition that has it, which names it in addresses."""
        return self.editions[0]

    @property
    def there(self) -> bool:
        """Return whether these editions have a text for the section at all."""
        return bool(self.text.paragraphs)


def wordings_of(
    passages: Sequence[Passage], newest: date, earlier: Earlier, law: str, section: str
) -> tuple[WordingOf, ...]:
    """Return all wordings of ``section``, the ``newest`` edition's first, which has the official ``passages``.

    Where the newest edition has no such section any more, the first says so. Empty where no edition has it.
    """
    before = earlier.of(law, section)
    text = section_texts(passages).get(section, NOT_THERE)
    if not text.paragraphs and not before:
        return ()
    days = earlier.editions.get(law) or (newest,)
    since = before[0].until if before else days[-1]
    now = WordingOf(text, tuple(day for day in days if day >= since))
    return now, *(WordingOf(w.wording, tuple(day for day in days if w.since <= day <= w.as_of)) for w in before)
