"""The one grammar of what people write for a place in the law: "§ 60 Abs. 2 Nr. 8", "§61 II SGB IX", "SGB 9 61".

Decisions, each in the table test:
- No law named means SGB IX. A law we do not know ("Art. 3 GG", "§ 5 BAföG") gives no place, never SGB IX.
- A law behind a list counts for the whole list ("§ 57 und § 58 SGB XII"), a law before it likewise.
- A bare number behind a Roman or bracketed Absatz is the Satz: "§ 61 II 2", "§ 61 (2) 2".
- "Nr. 2a" is a number, "Nr. 2 a" is Nummer 2 Buchstabe a.
- "S." is Satz up to 30, beyond that a page; ", S." behind a law is a page ("§ 61 SGB IX, S. 12").
- Ranges are written out up to 30 steps, beyond that only their ends. "§§ 305 ff." is found as § 305,
  and is no pinpoint for ``parse``, because it names more than one place.
- A norm without § is one only beside a law ("SGB IX 61", "61 Abs. 2 SGB IX"), never a bare number.
"""

from corpus.nouns import Pinpoint
from corpus.pinpoint.laws import DEFAULT_LAW, Laws, laws_of
from corpus.pinpoint.norms import read_norms, read_whole_law
from corpus.pinpoint.tokens import tokens_of
from corpus.pinpoint.units import LEVELS, depth

__all__ = ["DEFAULT_LAW", "Laws", "NotAPinpoint", "covers", "find", "laws_of", "parse"]


class NotAPinpoint(ValueError):
    """A text is not the address of one place in a known law; the message says so in German."""


def parse(text: str, laws: Laws) -> Pinpoint:
    """Return the one place that ``text`` is; "SGB IX" alone is the whole law.

    Raises NotAPinpoint where the text holds anything else, several places, or a law that is not known.
    """
    tokens = tokens_of(text.strip().rstrip("."))
    norms = read_norms(tokens, 0, laws)
    if not norms.places:
        norms = read_whole_law(tokens, laws)
    if len(norms.places) != 1 or tokens[norms.end].text or norms.open_ended:
        raise NotAPinpoint(
            f"„{text[:80]}“ ist keine einzelne Fundstelle in einem bekannten Gesetz. "
            "Bitte in dieser Form schreiben: „SGB IX § 61 Abs. 2 Satz 1 Nr. 3 Buchst. a“."
        )
    return norms.places[0]


def find(question: str, laws: Laws, law: str = DEFAULT_LAW) -> tuple[Pinpoint, ...]:
    """Return the norms that ``question`` names, in order, each once; never raises, in linear time.

    Where no law stands with a norm it is one of ``law``, as within the wording of a law its own.
    """
    tokens = tokens_of(question)
    found: dict[Pinpoint, None] = {}
    i = 0
    while tokens[i].text:
        norms = read_norms(tokens, i, laws, law)
        found.update(dict.fromkeys(norms.places))
        i = max(norms.end, i + 1)
    return tuple(found)


def covers(outer: Pinpoint, inner: Pinpoint) -> bool:
    """Tell whether ``inner`` lies in ``outer`` or is the same place.

    A part that ``outer`` leaves open covers every value: § 61 covers § 61 Abs. 1 Satz 2, and "Abs. 2 Nr. 8"
    covers "Abs. 2 Satz 1 Nr. 8". Where ``inner`` skips Absatz or Satz and goes deeper, it is the only one,
    as lawyers cite it, so the first is meant: "Abs. 2 Satz 1 Nr. 8" covers "Abs. 2 Nr. 8", "Satz 2 Nr. 8"
    does not. A place that simply ends earlier is wider: Abs. 2 Satz 1 does not cover Abs. 2.
    """
    if outer.law != inner.law:
        return False
    deepest = depth(inner)
    for at, level in enumerate(LEVELS):
        wanted, given = getattr(outer, level), getattr(inner, level)
        implied = "1" if level in ("paragraph", "sentence") and at < deepest else None
        if wanted is not None and wanted != (given or implied):
            return False
    return True
