"""Do the entries fit together? Ways of asking that meet, follow-ups, steps of guided checks, hard words explained."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from corpus.check.findings import Finding, Kind
from corpus.claims import Entry
from corpus.entries import Digest, GuidedCheck, Topic
from corpus.nouns import Level
from corpus.terms import terms

NEAR = 0.8
"""Share of common terms from which on two ways of asking are nearly the same; small words do not count as terms."""
MOST_WORDS = 120
_LONG = re.compile(r"\b[A-ZÄÖÜ]\w+(?:-[A-ZÄÖÜ]\w+){2,}\b")
UNSURE = "Weiß ich nicht"


def check_links(digest: Digest) -> Iterator[Finding]:
    """Yield what does not fit together."""
    yield from _ways(digest.topics)
    yield from _topics(digest.topics)
    ids = {topic.id for topic in digest.topics}
    for check in digest.checks:
        yield from _graph(check)
        yield from _outcomes(check, ids)
    yield from _twice(digest)


def _ways(topics: Sequence[Topic]) -> Iterator[Finding]:
    """Yield the ways of asking under two topics that share nearly all terms; equal ones in one topic too."""
    asked = [(topic, way, frozenset(terms(way))) for topic in topics for ways in topic.ways.values() for way in ways]
    by_term: dict[str, list[int]] = defaultdict(list)
    for at, (_, _, words) in enumerate(asked):
        for word in words:
            by_term[word].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for group in by_term.values():
        if len(group) < len(asked) / 4:
            shared.update(combinations(group, 2))
    for (one, other), common in shared.items():
        (a, way, first), (b, again, second) = asked[one], asked[other]
        near = common / len(first | second)
        if (a is not b and near >= NEAR) or way == again:
            told = f"„{way}“ ist fast dasselbe wie „{again}“ in {b.file}. Bitte eine der Fragen ändern oder streichen."
            yield Finding(Kind.ERROR, a.file, 1, a.id, told)


def _topics(topics: Sequence[Topic]) -> Iterator[Finding]:
    ids = {topic.id for topic in topics}
    for topic in topics:
        for wrong in (f for f in topic.follow_ups if f not in ids or f == topic.id):
            yield Finding(Kind.ERROR, topic.file, 1, topic.id, f"Die Folgefrage „{wrong}“ gibt es nicht.")
        for level, text in topic.texts.items():
            words = sum(len(line.text.split()) for line in text.answer)
            if level == "standard" and words > MOST_WORDS:
                told = f"Die Antwort hat {words} Wörter, höchstens {MOST_WORDS} sind erlaubt. Bitte kürzen."
                yield Finding(Kind.ERROR, topic.file, text.answer[0].row, topic.id, told)
            if level != "fach" and not (text.open and text.next):
                told = f"In „{level}“ fehlt, was offen bleibt (open) oder was man tun kann (next)."
                yield Finding(Kind.ERROR, topic.file, 1, topic.id, told)


def _graph(check: GuidedCheck) -> Iterator[Finding]:
    """Yield steps that nothing leads to, replies that lead nowhere, and ways round in a circle."""
    steps = {step.id: step for step in check.steps}
    ends = {outcome.id for outcome in check.outcomes}
    reached, todo = set[str](), [check.start]
    while todo:
        here = todo.pop()
        if here not in reached:
            reached.add(here)
            todo += [reply.to for reply in steps[here].replies] if here in steps else []
    for wrong in sorted(reached - steps.keys() - ends):
        yield Finding(Kind.ERROR, check.file, 1, check.id, f"Den Schritt „{wrong}“ gibt es nicht.")
    parts = [(step.row, step.id) for step in check.steps] + [(end.row, end.id) for end in check.outcomes]
    for row, lost in sorted(part for part in parts if part[1] not in reached):
        yield Finding(Kind.ERROR, check.file, row, check.id, f"Zu „{lost}“ führt kein Weg.")
    for step in check.steps:
        if not any(reply.standard == UNSURE for reply in step.replies):
            yield Finding(Kind.ERROR, check.file, step.row, check.id, f"Bei „{step.id}“ fehlt „{UNSURE}“.")
    if circle := _circle(check):
        yield Finding(Kind.ERROR, check.file, steps[circle].row, check.id, f"Von „{circle}“ kommt man dorthin zurück.")


def _circle(check: GuidedCheck) -> str:
    """Return a step from which one comes back to it, or ""."""
    following = {step.id: {reply.to for reply in step.replies} for step in check.steps}
    while following:
        ends = [step for step, to in following.items() if not to & following.keys()]
        if not ends:
            return next(iter(following))
        for step in ends:
            del following[step]
    return ""


def _outcomes(check: GuidedCheck, topics: set[str]) -> Iterator[Finding]:
    for outcome in check.outcomes:
        for wrong in (topic for topic in outcome.topics if topic not in topics):
            yield Finding(Kind.ERROR, check.file, outcome.row, check.id, f"Das Thema „{wrong}“ gibt es nicht.")
        for level, parts in outcome.texts.items():
            for part in (name for name, lines in parts.items() if not lines):
                told = f"In „{outcome.id}“ fehlt „{part}“ auf der Stufe „{level}“."
                yield Finding(Kind.ERROR, check.file, outcome.row, check.id, told)


def _twice(digest: Digest) -> Iterator[Finding]:
    """Yield terms and signposts that stand twice."""
    names = [("glossar.toml", term.row, name) for term in digest.terms for name in (term.term, *term.also)]
    names += [("wegweiser.toml", signpost.row, signpost.id) for signpost in digest.signposts]
    seen = set[tuple[str, str]]()
    for file, row, name in names:
        if (file, name.casefold()) in seen:
            yield Finding(Kind.ERROR, file, row, name, "Das steht hier zweimal. Bitte zu einem Eintrag verbinden.")
        seen.add((file, name.casefold()))


def check_hard_words(digest: Digest, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Yield the long words of easy texts that neither the glossary nor the entry itself explains.

    A word of three or more parts is hard; it is explained where a sentence of the entry begins with it, or says
    what it is called.
    """
    known = {_spelt(name) for term in digest.terms for name in (term.term, *term.also)}
    for entry in entries:
        text = " ".join(claim.line.text for claim in entry.at(Level.LEICHTER))
        for word in sorted({w for w in _LONG.findall(text) if _spelt(w) not in known}):
            if not re.search(
                rf"(?:heißt|genannt|[.?!:]) (?:(?:Der|Die|Das|Ein|Eine) )?{word}\b|{word}(?:: | heißt| ist)", text
            ):
                told = f"„{word}“ steht nicht im Glossar und ist hier nicht erklärt."
                yield Finding(Kind.WARNING, entry.file, entry.row, entry.name, told)


def _spelt(word: str) -> str:
    return " ".join(terms(word.replace("-", "")))
