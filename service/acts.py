"""What a short message does in a conversation, where it asks nothing new: agrees, chooses, wants it easier, thanks."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

_FILE = tomllib.loads(Path(__file__).with_name("acts.toml").read_text("utf-8"))
PHRASES: Mapping[str, Sequence[str]] = {name: lines for name, lines in _FILE.items() if isinstance(lines, list)}


class Act(StrEnum):
    """What a message is. ``ASK`` is every message that is none of the others."""

    ASK = "ask"
    YES = "yes"
    NO = "no"
    CHOICE = "choice"
    SIMPLER = "simpler"
    DEEPER = "deeper"
    WHERE = "where"
    AGAIN = "again"
    THANKS = "thanks"
    GREETING = "greeting"
    DOUBT = "doubt"
    AMISS = "amiss"
    NEW_SUBJECT = "new_subject"


# Words that change nothing in so short a message.
_FILL = frozenset(
    "bitte mal das es denn jetzt so doch mir mich noch ähm äh hm also eigentlich aber auch da ich".split()
)
_ORDINALS = (
    frozenset("erste erster erstes ersteres obere oberste 1 eins".split()),
    frozenset("zweite zweiter zweites zweiteres 2 zwei".split()),
    frozenset("dritte dritter drittes 3 drei".split()),
    frozenset("vierte vierter viertes 4 vier".split()),
)
_LAST = frozenset("letzte letzter letztes letzteres untere unterste".split())
_BEFORE_ORDINAL = frozenset("das die der den nummer nr punkt bitte ich nehme möchte gern gerne".split())
# A choice names what it takes in a few words; with more it is a question ("Das mit dem Lohn, wie beantrage ich das?").
_ABOUT = re.compile(r"das mit (?:(?:der|dem|den|einem|einer) )?(?P<what>\w+(?: \w+){0,2}?)(?: bitte)?")


def act_of(message: str) -> Act:
    """Return what ``message`` does; only a message that does nothing else is anything but a question."""
    if choice_of(message, len(_ORDINALS)) is not None or about(message):
        return Act.CHOICE
    return _ACTS.get(_plain(message)) or _ACTS.get(_without_fill(message)) or _told_by_words(message) or Act.ASK


def choice_of(message: str, offered: int) -> int | None:
    """Return which of the ways ``offered`` (a count) a message chooses, from 0, or None where it names none."""
    words = [word for word in _plain(message).split() if word not in _BEFORE_ORDINAL]
    if len(words) != 1 or not offered:
        return None
    if words[0] in _LAST:
        return offered - 1
    return next((at for at, names in enumerate(_ORDINALS[:offered]) if words[0] in names), None)


def about(message: str) -> str | None:
    """Return what a choice is about that is made by a word ("das mit der Rente" → "rente"), or None."""
    found = _ABOUT.fullmatch(_plain(message))
    return found["what"] if found else None


def new_subject(message: str) -> str | None:
    """Return the question of a message that says it begins something new ("Anderes Thema: …"), else None."""
    found = _NEW.match(message)
    return message[found.end() :].strip() or None if found else None


def _told_by_words(message: str) -> Act | None:
    """Return what a message does that has only words about talking, by the first telling one; None for any other."""
    said = _plain(message).split()
    words = frozenset(said)
    # What begins so asks something ("ist das schwer?").
    if not words <= _TALKING or said[:1] in (["ist"], ["was"]):
        return None
    return next((act for act, telling in _TELLING.items() if words & telling), None)


def _plain(message: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", message.lower()).split())


def _without_fill(message: str) -> str:
    return " ".join(word for word in _plain(message).split() if word not in _FILL)


_ACTS = {
    key: Act(name)
    for name, phrases in PHRASES.items()
    for phrase in phrases
    for key in (_plain(phrase), _without_fill(phrase))
    if key
}
_TELLING = {Act(name): frozenset(words) for name, words in _FILE["telling"].items()}
_TALKING = frozenset(_FILE["words"]["beside"]).union(*_TELLING.values())
_NEW = re.compile(rf"\s*(?:{'|'.join(map(re.escape, PHRASES['new_subject']))})\s*[:,.!–-]\s*", re.IGNORECASE)
