"""The situations in which people come, and what they need then: pointers into the digest, nothing said of the law."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("de", "leichter", "en")
"""The languages of the interface; ``leichter`` is German that is easy to read."""


@dataclass(frozen=True, slots=True)
class Group:
    """Topics of a situation under one heading, and the guided checks that fit them, all as ids.

    ``heading`` is worded in every one of LANGUAGES.
    """

    heading: Mapping[str, str]
    topics: tuple[str, ...]
    checks: tuple[str, ...] = ()
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Situation:
    """In what situation somebody comes, and what people in it need, first things first.

    ``label`` and ``about`` are worded in every one of LANGUAGES. ``first`` are the few topics for easy reading, each
    with the question as it is asked there. ``tools`` are the pages for work with the law itself.
    """

    id: str
    label: Mapping[str, str]
    about: Mapping[str, str]
    groups: tuple[Group, ...]
    first: Mapping[str, str] = field(default_factory=dict)
    tools: tuple[str, ...] = ()
    row: int = field(default=0, compare=False)

    def topics(self) -> tuple[str, ...]:
        """Return the ids of all its topics, in the order of reading."""
        return tuple(topic for group in self.groups for topic in group.topics)

    def checks(self) -> tuple[str, ...]:
        """Return the ids of all its guided checks, in the order of reading."""
        return tuple(check for group in self.groups for check in group.checks)
