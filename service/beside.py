"""What stands beside the wording: our statements on it at both levels, and what holds today in place of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.entries import Lines, Statement
from corpus.nouns import PagePoint, Pinpoint, Place
from corpus.pinpoint import covers
from corpus.superseded import Superseded


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement of ours on one place. ``stale``: it was written from another wording than is loaded.

    ``former`` and ``until``: law that no longer holds. ``today`` is what the law says where a document differs.
    """

    place: Place
    standard: str
    leichter: str
    as_of: date
    stale: bool
    former: bool
    until: date | None
    left_out: tuple[str, ...]
    today: Lines


class Beside:
    """Our statements by where they stand."""

    def __init__(
        self,
        statements: Sequence[Statement],
        stale: Collection[tuple[str, str]],
        superseded: Sequence[Superseded],
    ) -> None:
        """Take ``stale`` as `service.prove.stale_places` returns it."""
        self._superseded = tuple(superseded)
        self._remarks: dict[tuple[str, str | None], list[Remark]] = defaultdict(list)
        for s in statements:
            stale_here = (s.file, str(s.place)) in stale
            remark = Remark(
                s.place, s.standard, s.leichter, s.as_of, stale_here, s.former, s.valid_until, s.left_out, s.today
            )
            self._remarks[_home(s.place)].append(remark)

    def of_section(self, section: Pinpoint) -> tuple[Remark, ...]:
        """Return our statements on ``section`` and the places in it, in the order of the digest, former law last."""
        return tuple(sorted(self._remarks.get((section.law, section.section), ()), key=lambda r: r.former))

    def of_document(self, title: str) -> tuple[Remark, ...]:
        """Return our statements on a document, in the order of the digest."""
        return tuple(self._remarks.get((title, None), ()))

    def counts(self, law: str) -> dict[str | None, int]:
        """Return how many statements there are on each section of ``law``."""
        return {section: len(found) for (cite, section), found in self._remarks.items() if cite == law}

    def replaced(self, place: Pinpoint) -> tuple[Superseded, ...]:
        """Return the entries whose outdated wording lies in ``place`` or holds it."""
        return tuple(e for e in self._superseded if covers(e.place, place) or covers(place, e.place))


def within(remarks: Iterable[Remark], paragraph: Pinpoint) -> tuple[Remark, ...]:
    """Return those of ``remarks`` on places in ``paragraph``."""
    return tuple(r for r in remarks if isinstance(r.place, Pinpoint) and covers(paragraph, r.place))


def _home(place: Place) -> tuple[str, str | None]:
    if isinstance(place, Pinpoint):
        return place.law, place.section
    return (place.title if isinstance(place, PagePoint) else place.topic), None
