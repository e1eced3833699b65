"""Situations as a reader sees them: topics and guided checks with their titles, in the order of the digest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.entries import Digest
from corpus.situations import Situation


@dataclass(frozen=True, slots=True)
class Titled:
    """Something to read on, by its id, under the title that it is offered with."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Topics and guided checks under one heading, which is worded by language of the interface."""

    heading: Mapping[str, str]
    topics: tuple[Titled, ...]
    checks: tuple[Titled, ...]


@dataclass(frozen=True, slots=True)
class SituationView:
    """One situation. ``first`` is the short list for easy reading, titled by its easy questions."""

    id: str
    label: Mapping[str, str]
    about: Mapping[str, str]
    groups: tuple[GroupView, ...]
    first: tuple[Titled, ...]
    tools: tuple[str, ...]

    @property
    def checks(self) -> tuple[Titled, ...]:
        """Return the guided checks of all groups, in the order of reading."""
        return tuple(check for group in self.groups for check in group.checks)


def situation_views(digest: Digest) -> tuple[SituationView, ...]:
    """Return the situations of ``digest`` in order.

    What a situation names and the digest lacks is left out, and so is a group that is empty then: a slip in the file
    costs one link and not the page. `python -m corpus check` tells of it.
    """
    topics = {topic.id: topic.title for topic in digest.topics}
    checks = {check.id: check.title for check in digest.checks}
    return tuple(_view(situation, topics, checks) for situation in digest.situations)


def _view(situation: Situation, topics: Mapping[str, str], checks: Mapping[str, str]) -> SituationView:
    groups = (
        GroupView(group.heading, _titled(group.topics, topics), _titled(group.checks, checks))
        for group in situation.groups
    )
    return SituationView(
        id=situation.id,
        label=situation.label,
        about=situation.about,
        groups=tuple(group for group in groups if group.topics or group.checks),
        first=tuple(Titled(id_, question) for id_, question in situation.first.items() if id_ in topics),
        tools=situation.tools,
    )


def _titled(ids: Iterable[str], titles: Mapping[str, str]) -> tuple[Titled, ...]:
    return tuple(Titled(id_, titles[id_]) for id_ in ids if id_ in titles)
