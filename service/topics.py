"""Which topic a question is about: its words and its meaning against all the ways in which people ask for a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.nouns import DIGEST_ID, SIGNPOST_ID, Passage, Place, TopicPoint
from service.hear import Heard

# How near a topic must be to answer or to be offered, and how much nearer than the next one it answers by itself;
# measured on the development questions (eval/LOG.md).
TOPIC_NEAR, TOPIC_MARGIN = 0.3, 0.05


@dataclass(frozen=True, slots=True)
class Near:
    """A topic or a signpost, and how near it is to the question, in [-1/2, 1]."""

    id: str
    nearness: float
    ours: bool


def clearly_first(near: Sequence[Near]) -> bool:
    """Tell whether the first topic is near enough to answer, and nearer than any other by the margin."""
    if not near or near[0].nearness < TOPIC_NEAR:
        return False
    return len(near) == 1 or near[0].nearness - near[1].nearness >= TOPIC_MARGIN


class TopicFinder:
    """Ranks topics and signposts for a question."""

    def __init__(self, passages: Sequence[Passage], places: Sequence[Place]) -> None:
        """Take the topics and signposts among ``passages``, whose documents are at ``places``; there may be none."""
        ours = {p.place: p.source_id == DIGEST_ID for p in passages if p.source_id in (DIGEST_ID, SIGNPOST_ID)}
        at = [(row, place) for row, place in enumerate(places) if isinstance(place, TopicPoint) and place in ours]
        self._rows = np.array([row for row, _ in at], np.intp)
        self._keys = tuple((str(place), ours[place]) for _, place in at)

    def near(self, heard: Heard) -> tuple[Near, ...]:
        """Return all topics and signposts, nearest first: half the share of the question's words, half the cosine."""
        nearness = (heard.words[self._rows] + heard.own[self._rows]) / 2
        order = (-nearness).argsort(kind="stable")
        return tuple(Near(self._keys[i][0], float(nearness[i]), self._keys[i][1]) for i in order)
