"""The loaded wording by place, as the digest is checked against it and as it says whether it changed."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.nouns import PagePoint, Passage, Pinpoint, Place, Wording
from corpus.pinpoint import covers
from corpus.places import cite_of

SEAL = 12
"""Hex digits of a seal."""

_LABEL = re.compile(r"\(\d+[a-z]?\)\s+")


class LoadedWording:
    """What the publishers wrote at every place that is loaded."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        official = [passage for passage in passages if passage.wording is Wording.OFFICIAL]
        self._texts = _texts(official)
        self._norms: dict[tuple[str, str | None], list[Pinpoint]] = defaultdict(list)
        for place in self._texts:
            if isinstance(place, Pinpoint):
                self._norms[place.law, place.section].append(place)
        self._loaded = {cite_of(passage.place) for passage in official}
        self._known: dict[Place, str] = {}

    def loaded(self, place: Place) -> bool:
        """Return whether the source of ``place`` is loaded, whether the place is in it or not."""
        return cite_of(place) in self._loaded

    def text(self, place: Place) -> str:
        """Return the wording at ``place`` on one line, with all that lies in it; empty where there is none."""
        if place not in self._known:
            self._known[place] = _unlabelled(" ".join(self._find(place).split()))
        return self._known[place]

    def seal(self, place: Place) -> str:
        """Return a hash of the wording at ``place``: another wording, another seal. Empty where there is none."""
        text = self.text(place)
        return hashlib.sha256(text.encode()).hexdigest()[:SEAL] if text else ""

    @property
    def sections(self) -> tuple[tuple[str, str | None], ...]:
        """Return (law, section) of every section that is loaded, in the order of the sources."""
        return tuple(self._norms)

    def within(self, norm: Pinpoint) -> tuple[Pinpoint, ...]:
        """Return the places of the law that lie in ``norm`` and have a wording of their own, in their order."""
        return tuple(place for place in self._norms[norm.law, norm.section] if covers(norm, place))

    def _find(self, place: Place) -> str:
        if isinstance(place, PagePoint) and place == PagePoint(place.title):
            return self._whole(place.title)
        if (key := _printed(place)) in self._texts:
            return self._texts[key]
        if not isinstance(place, Pinpoint) or place.sentence or place.number or place.letter:
            return ""
        inside = (p for p in self.within(place) if (p.paragraph or p.number) and p == _block(p))
        return " ".join(self._texts[p] for p in inside)

    def _whole(self, title: str) -> str:
        """Return the text of a document; what stands on a page stands under its heading too, and counts once."""
        texts = ((p, text) for p, text in self._texts.items() if isinstance(p, PagePoint) and p.title == title)
        return " ".join(text for place, text in texts if not place.page and not place.pdf_page)


def _texts(passages: Sequence[Passage]) -> dict[Place, str]:
    """Return the text of every block and of every unit in it; one that was cut is joined again."""
    texts: dict[Place, str] = {}
    for passage in passages:
        if isinstance(passage.place, Pinpoint):
            texts[passage.place] = texts.get(passage.place, "") + passage.text
        for unit in passage.units:
            if unit.place != passage.place or not isinstance(unit.place, Pinpoint):
                for key in _names(unit.place):
                    texts[key] = f"{texts.get(key, '')} {passage.text[unit.start : unit.end]}"
    return texts


def _names(place: Place) -> tuple[Place, ...]:
    """Return the places under which a unit can be cited: the printed page, the page in the file, the heading."""
    if not isinstance(place, PagePoint):
        return (place,)
    pages = (PagePoint(place.title, page=place.page), PagePoint(place.title, pdf_page=place.pdf_page))
    named = (*pages, PagePoint(place.title, heading=place.heading))
    return tuple(dict.fromkeys(p for p in named if p != PagePoint(place.title))) or (PagePoint(place.title),)


def _printed(place: Place) -> Place:
    return replace(place, heading=None) if isinstance(place, PagePoint) and place.page else place


def _block(place: Pinpoint) -> Pinpoint:
    """Return the paragraph of ``place``, or in a notice without sections its number."""
    number = place.number if place.paragraph is None else None
    return Pinpoint(place.law, place.section, place.paragraph, number=number)


def _unlabelled(text: str) -> str:
    """Return the text of a paragraph without its own number, which is no quantity."""
    label = _LABEL.match(text)
    return text[label.end() :] if label else text
