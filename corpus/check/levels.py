"""Does ``leichter`` keep what ``standard`` says? Numbers must be there or named as left out; the rest is listed."""

import re
from collections.abc import Iterator, Sequence

from corpus.check.faithful import ASIDE
from corpus.check.findings import Finding, Kind, shifted
from corpus.claims import Claim, Entry
from corpus.facts import conditional, may, negated, numbers, ought
from corpus.nouns import Level
from corpus.places import touch

_HUNDRED = frozenset({"100"})
_DANN = re.compile(r"\b(?:dann|dafür|erst|sonst)\b", re.IGNORECASE)


def _when(text: str) -> bool:
    """Tell whether an easy text says a condition; a question and "Dann …" is how it is said there."""
    return conditional(text) or bool(_DANN.search(text))


_KEPT = (("nicht", negated, negated), ("soll", ought, ought), ("kann", may, may), ("Bedingung", conditional, _when))


def check_levels(entry: Entry) -> Iterator[Finding]:
    """Yield what ``leichter`` lost of ``standard``, or added to it."""
    standard, easy = entry.at(Level.STANDARD), entry.at(Level.LEICHTER)
    standard = tuple(claim for claim in standard if claim.part != "today")
    if not standard or not easy:
        return
    yield from _numbers(entry, _joined(standard), _joined(easy))
    for claim in (c for c in standard if c.part not in ASIDE):
        yield from _forces(entry, claim, [e for e in easy if _part(e) == _part(claim)])


def _numbers(entry: Entry, standard: str, easy: str) -> Iterator[Finding]:
    exact, told = numbers(standard), numbers(easy)
    if missing := ", ".join(sorted(exact - told - numbers(entry.left_out))):
        message = f"In „leichter“ fehlt die Zahl {missing}. Bitte ergänzen oder in left_out nennen."
        yield Finding(Kind.ERROR, entry.file, entry.row, entry.name, message)
    allowed = _HUNDRED if "Prozent" in standard else frozenset()
    if added := ", ".join(sorted(told - exact - allowed)):
        message = f"„leichter“ nennt die Zahl {added}, „standard“ nicht. Bitte eines von beiden berichtigen."
        yield Finding(Kind.ERROR, entry.file, entry.row, entry.name, message)


def _forces(entry: Entry, claim: Claim, easy: Sequence[Claim]) -> Iterator[Finding]:
    """Yield what the easy sentences on the same places, or else the whole part, do not keep of one sentence."""
    near = [e for e in easy if any(touch(a, b) for a in e.line.places for b in claim.line.places)]
    beside, ours = _joined(near or easy), claim.line.text
    for name, has, keeps in _KEPT:
        if has(ours) and not keeps(beside):
            told = f"„{name}“ steht in „standard“, in „leichter“ nicht."
            yield shifted(f"leichter:{name}", entry.file, claim.line.row, entry.name, beside, ours, told)
    if near and ought(beside) and not ought(_joined([claim])) and len(claim.line.places) == 1:
        told = "„soll“ steht in „leichter“, in „standard“ nicht."
        yield shifted("leichter:soll", entry.file, claim.line.row, entry.name, beside, ours, told)


def _part(claim: Claim) -> str:
    return claim.part if ":" in claim.part else ""


def _joined(claims: Sequence[Claim]) -> str:
    return " ".join(claim.line.text for claim in claims)
