"""Is the level ``leichter`` easy to read? The rules are those of `corpus/digest/README.md`."""

import re
from collections.abc import Iterator

import textstat  # type: ignore[import-untyped]

from corpus.check.findings import Finding, Kind
from corpus.check.german import passive, stems, tagged
from corpus.claims import Entry
from corpus.nouns import Level

WARN_WORDS, MOST_WORDS = 10, 15
# The two formulas over a whole entry, hyphens read as spaces; a law has an Amstad around 0 and a Wiener Sachtextformel
# around 17, a newspaper 40 to 50 and 10 to 12. Over fewer words than this they swing with a single long one.
LEAST_AMSTAD, MOST_WSTF, LEAST_WORDS = 45.0, 10.0, 40
COMPOUND = 3
_FEMININE = re.compile(r"(?:ung|heit|keit|schaft|tät|ion|statt|agentur|person|arbeit|zeit|e|en)$", re.IGNORECASE)
_FIXED = frozenset({"Grad der Behinderung"})  # the name of the thing, also where it is written easily
_SENTENCE = re.compile(r"(?<=[.?!:])[“\"]?\s+(?=[„\"]?[A-ZÄÖÜ0-9])")
_CONJUNCTIVE = re.compile(
    r"\b(?:(?:würde|könnte|müsste|sollte|wäre|hätte|dürfte|möchte)(?:n|st|t)?|sei(?:en)?)\b", re.IGNORECASE
)
_SIGNS = re.compile(r"[§%/()&]|\b(?:Abs|Nr|bzw|usw|ca|ggf|evtl|inkl|etc)\.|z\. ?B\.|d\. ?h\.|u\. ?a\.|\bArt\.(?= ?\d)")
_SHORT = re.compile(r"\b(?=\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ])[^\W\d_]{2,8}\b")
_GENITIVE = re.compile(
    r"\b(?:des|eines|dieses|jedes|meines|seines|ihres|deines|Ihres)\s+(?:[a-zäöü]+en\s)?[A-ZÄÖÜ][\w-]*s\b(?!-)"
)
_WORD = re.compile(r"[^\W\d_]+")


def sentences(text: str) -> list[str]:
    """Return the sentences of an easy text; a colon ends one too, because a new line begins behind it."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def check_easy(entry: Entry) -> Iterator[Finding]:
    """Yield every breach of the rules for ``leichter``."""
    claims = entry.at(Level.LEICHTER)
    for claim in claims:
        for sentence in sentences(claim.line.text):
            for kind, told in _faults(sentence):
                yield Finding(kind, entry.file, claim.line.row, entry.name, f"{told} „{sentence[:90]}“")
    if claims:
        yield from _readable(entry, " ".join(claim.line.text for claim in claims))


def _faults(sentence: str) -> Iterator[tuple[Kind, str]]:
    words = len(sentence.split())
    if words > MOST_WORDS:
        yield Kind.ERROR, f"Ein Satz hat {words} Wörter, höchstens {MOST_WORDS} sind erlaubt. Bitte teilen."
    elif words > WARN_WORDS:
        yield Kind.WARNING, f"Ein Satz hat {words} Wörter."
    if passive(sentence):
        yield Kind.ERROR, "Passiv. Bitte sagen, wer etwas tut."
    for name, pattern in (("Konjunktiv", _CONJUNCTIVE), ("Genitiv", _GENITIVE), ("Zeichen oder Abkürzung", _SIGNS)):
        if found := pattern.search(sentence):
            yield Kind.ERROR, f"{name}: {found[0]}. Bitte anders schreiben."
    if found := _SHORT.search(sentence):
        yield Kind.ERROR, f"Abkürzung: {found[0]}. Bitte ausschreiben."
    if owned := _owned(sentence):
        yield Kind.ERROR, f"Genitiv: {owned}. Bitte „von“ schreiben."
    for word in _WORD.findall(sentence):
        if len(word) > 11 and word[0].isupper() and stems(word) >= COMPOUND:
            yield Kind.ERROR, f"{word} hat {stems(word)} Teile. Bitte mit Bindestrichen teilen."


def _owned(sentence: str) -> str:
    """Return two nouns with "der" between them, or ""; "die Hilfe der Werkstatt" is a genitive."""
    row = tagged(sentence)
    for (one, first), (der, _), (two, second) in zip(row, row[1:], row[2:], strict=False):
        owned = f"{one} der {two}"
        if der == "der" and first == second == "NN" and _FEMININE.search(two) and owned not in _FIXED:
            return owned
    return ""


def _readable(entry: Entry, text: str) -> Iterator[Finding]:
    textstat.set_lang("de")
    plain = re.sub(r"(?<=\w)-(?=\w)", " ", text).replace(":", ".")
    if len(plain.split()) < LEAST_WORDS:
        return
    amstad, wiener = textstat.flesch_reading_ease(plain), textstat.wiener_sachtextformel(plain, 1)
    if amstad < LEAST_AMSTAD or wiener > MOST_WSTF:
        told = (
            f"Schwer zu lesen: Amstad {amstad:.0f} (mindestens {LEAST_AMSTAD:.0f}), "
            f"Wiener Sachtextformel {wiener:.1f} (höchstens {MOST_WSTF})."
        )
        yield Finding(Kind.ERROR, entry.file, entry.row, entry.name, told)
