"""Is a topic found by a way of asking that it was not written with? Each way is held out once (five folds).

The ways of one topic were written by one hand, so this flatters a little; questions that nobody tuned to come next.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.embedding import Embedder
from corpus.entries import Topic
from corpus.nouns import DIGEST_ID, Passage, TopicPoint
from service.topics import TOPIC_OFFERED, TopicFinder, clearly_first

FOLDS, OFFERED = 5, 3


@dataclass(frozen=True, slots=True)
class Found:
    """Shares in [0, 1] of ``questions``.

    ``first`` and ``among_three``: the right topic stands there. ``answered``: one topic answers, ``answered_right``: of
    these, the right one. ``asked_back``: topics are offered, ``offered_right``: of these, with the right one.
    """

    questions: int
    first: float
    among_three: float
    answered: float
    answered_right: float
    asked_back: float
    offered_right: float


@dataclass(frozen=True, slots=True)
class _Row:
    first: bool
    among_three: bool
    answered: bool
    asked_back: bool


def measure(passages: Sequence[Passage], topics: Sequence[Topic], embedder: Embedder) -> Mapping[str, Found]:
    """Return how well held out ways of asking find their topic, by register and all together."""
    rows: dict[str, list[_Row]] = defaultdict(list)
    for fold in range(FOLDS):
        held = dict(_held_out(topics, fold))
        rest = [p for p in passages if p.source_id != DIGEST_ID or (str(p.place), p.text) not in held]
        finder = TopicFinder([p for p in rest if isinstance(p.place, TopicPoint)], embedder)
        for (topic, way), register in held.items():
            row = _row(finder, topic, way)
            rows[register].append(row)
            rows["all"].append(row)
    return {register: _found(each) for register, each in rows.items()}


def _held_out(topics: Sequence[Topic], fold: int) -> Iterator[tuple[tuple[str, str], str]]:
    for topic in topics:
        for register, ways in topic.ways.items():
            yield from (((topic.id, way), register) for at, way in enumerate(ways) if at % FOLDS == fold)


def _row(finder: TopicFinder, topic: str, way: str) -> _Row:
    near = finder.near(way)
    among = topic in [each.id for each in near[:OFFERED]]
    answered = clearly_first(near)
    return _Row(near[0].id == topic, among, answered, not answered and near[0].nearness >= TOPIC_OFFERED)


def _found(rows: Sequence[_Row]) -> Found:
    answered, asked = [row for row in rows if row.answered], [row for row in rows if row.asked_back]
    return Found(
        questions=len(rows),
        first=_share([row.first for row in rows]),
        among_three=_share([row.among_three for row in rows]),
        answered=_share([row.answered for row in rows]),
        answered_right=_share([row.first for row in answered]),
        asked_back=_share([row.asked_back for row in rows]),
        offered_right=_share([row.among_three for row in asked]),
    )


def _share(true: Sequence[bool]) -> float:
    return round(sum(true) / len(true), 3) if true else 0.0
