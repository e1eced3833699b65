"""Do the situations lead somewhere? Topics and checks that exist, nothing twice, and easy words at ``leichter``."""

from collections.abc import Iterable, Iterator

from corpus.check.easy import check_easy
from corpus.check.findings import Finding, Kind
from corpus.check.own_words import check_own_words
from corpus.claims import Claim, Entry
from corpus.entries import Digest, Line
from corpus.nouns import Level
from corpus.situations import Situation

FILE = "situationen.toml"
MOST_TOPICS = 30
"""How many titles can be read in about a minute."""
# What each language of the interface is held against; English has no rules of ours.
_LEVELS = {"de": Level.STANDARD, "leichter": Level.LEICHTER}


def check_situations(digest: Digest) -> Iterator[Finding]:
    """Yield what is wrong in the situations of ``digest``."""
    topics = {topic.id for topic in digest.topics}
    checks = {check.id for check in digest.checks}
    labels = [words for each in digest.situations for words in set(each.label.values())]
    for situation in digest.situations:
        for group in situation.groups:
            yield from _unknown(situation, "Das Thema", (t for t in group.topics if t not in topics), group.row)
            yield from _unknown(situation, "Den Prüfweg", (c for c in group.checks if c not in checks), group.row)
        if len(situation.topics()) > MOST_TOPICS:
            told = (
                f"Die Seite hat {len(situation.topics())} Themen, höchstens {MOST_TOPICS} sind erlaubt. Bitte kürzen."
            )
            yield _error(situation, told)
        for easy in (topic for topic in situation.first if topic not in situation.topics()):
            told = f"„{easy}“ steht in first, aber in keiner Gruppe. Bitte in eine Gruppe aufnehmen oder streichen."
            yield _error(situation, told)
        yield from (_twice(situation, each) for each in _repeated(situation.topics()))
        yield from (_twice(situation, each) for each in _repeated((*situation.checks(), *situation.tools)))
        yield from (_twice(situation, each) for each in set(situation.label.values()) if labels.count(each) > 1)
        yield from check_easy(_entry(situation))
        yield from check_own_words(_entry(situation))
    ids = [situation.id for situation in digest.situations]
    yield from (_twice(each, each.id) for at, each in enumerate(digest.situations) if each.id in ids[:at])


def _unknown(situation: Situation, what: str, wrong: Iterable[str], row: int) -> Iterator[Finding]:
    for name in wrong:
        told = f"{what} „{name}“ gibt es nicht. Bitte die Kennung berichtigen oder streichen."
        yield _error(situation, told, row)


def _repeated(names: Iterable[str]) -> Iterator[str]:
    """Yield every name once for each time that it stands there again."""
    seen = set[str]()
    for name in names:
        if name in seen:
            yield name
        seen.add(name)


def _twice(situation: Situation, name: str) -> Finding:
    return _error(situation, f"„{name}“ steht zweimal. Bitte einmal streichen oder ändern.")


def _error(situation: Situation, told: str, row: int | None = None) -> Finding:
    return Finding(Kind.ERROR, FILE, situation.row if row is None else row, situation.id, told)


def _entry(situation: Situation) -> Entry:
    """Return its words as the rules for texts see them; they tell where to look and so cite nothing."""
    said = [(language, words[language]) for words in (situation.label, situation.about) for language in _LEVELS]
    said += [(language, group.heading[language]) for group in situation.groups for language in _LEVELS]
    said += [("leichter", question) for question in situation.first.values()]
    claims = (Claim(_LEVELS[language], "about", Line(_ended(text), (), situation.row)) for language, text in said)
    return Entry("situationen", situation.id, FILE, tuple(claims))


def _ended(text: str) -> str:
    """Return ``text`` as a sentence: a heading has no full stop, and would run into what follows."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."
