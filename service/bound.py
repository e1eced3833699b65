"""Which paragraphs may speak beside a topic: those that have to do with it, and are law for those whom it is for."""

from collections.abc import Collection, Iterator, Sequence

from corpus.nouns import Match, Pinpoint, Place
from corpus.places import section_of

# The best paragraphs found may speak wherever they stand: the topic may be a neighbour of the right one (eval/LOG.md).
FREE = 3
# What binds employers and protects their severely disabled employees. Whoever works in a workshop is no employee, and
# what holds for one there ("ein Recht auf Teilzeit") misleads; what holds in workshops starts with § 219.
_EMPLOYMENT, _WORKSHOPS = range(151, 219), range(219, 228)
_OF_WORKSHOPS = frozenset({"WVO", "WMVO"})


def bound(matches: Sequence[Match], said: Collection[Place], related: Collection[Place]) -> tuple[Match, ...]:
    """Return those of ``matches`` (best first) that may speak beside a topic.

    ``said`` are the places of what the topic says at ``standard``, ``related`` those of all its levels and of the
    topics that it leads on to. A paragraph behind the best three lies in a section among ``related``. Beside a topic
    that says what holds in workshops and nothing of employers' law, none of that speaks.
    """
    sections = {section_of(place) for place in related}
    apart = any(map(_of_workshops, said)) and not any(_lies_in(place, _EMPLOYMENT) for place in said)
    return tuple(_allowed(matches, sections, apart))


def _allowed(matches: Sequence[Match], sections: Collection[str], apart: bool) -> Iterator[Match]:
    for rank, match in enumerate(matches):
        place = match.passage.place
        near = rank < FREE or section_of(place) in sections
        if near and not (apart and _lies_in(place, _EMPLOYMENT)):
            yield match


def _of_workshops(place: Place) -> bool:
    return isinstance(place, Pinpoint) and (place.law in _OF_WORKSHOPS or _lies_in(place, _WORKSHOPS))


def _lies_in(place: Place, sections: range) -> bool:
    """Tell whether a place lies in one of ``sections`` of SGB IX, letters ("185a") counted with their number."""
    if not isinstance(place, Pinpoint) or place.law != "SGB IX" or not place.section:
        return False
    number = place.section.rstrip("abcdefghijklmnopqrstuvwxyz")
    return number.isdigit() and int(number) in sections
