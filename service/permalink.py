"""The one address of every place in the loaded law: ``/norm/sgb-ix/61#abs-2-satz-2``.

People and other programs write the law as they know it ("sgb-9"); `law_named` tells which source they mean.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

from corpus.nouns import Pinpoint
from corpus.pinpoint.laws import squeeze
from corpus.pinpoint.numerals import LARGEST_ROMAN, to_roman
from service.views import SourceView

WHOLE = "text"
# Behind the name of the law: "§ 61a" or "Anlage zu § 28", then the place inside it.
_SECTION_AND_REST = re.compile(
    r" (?:§ (?P<section>\d+[a-z]*)|(?P<annex>Anlage.*?))(?P<rest>(?: (?:Abs\.|Satz|Nr\.|Buchst\.|Doppelbuchst\.) .*)?)"
)
_SOCIAL_CODE = re.compile(r"sgb(\d{1,2})")


def permalink(pinpoint: str, sources: Sequence[SourceView]) -> str | None:
    """Return path and fragment of a written place; None where it lies in no section whose wording is loaded."""
    for source in sorted(sources, key=lambda s: len(s.cite), reverse=True):
        if source.passages and pinpoint.startswith(f"{source.cite} "):
            place = _SECTION_AND_REST.fullmatch(pinpoint[len(source.cite) :])
            if place:
                return f"{section_address(source.id, place['section'] or place['annex'])}#{_slug(place['rest'])}"
    return None


def section_address(law: str, section: str) -> str:
    """Return the path of a section; ``law`` is the id of its source."""
    return f"/norm/{quote(law, safe='')}/{quote(section, safe='')}"


def anchor(place: Pinpoint) -> str:
    """Return the name of a place inside the page of its section, e.g. "abs-2-satz-1"; "text" for the whole section."""
    return _slug(str(place).removeprefix(str(Pinpoint(place.law, place.section))))


def law_named(written: str, sources: Sequence[SourceView]) -> str | None:
    """Return the id of the source that ``written`` names: its id, its short title, or "sgb-9" for "SGB IX"."""
    if any(source.id == written for source in sources):
        return written
    name = squeeze(written)
    book = _SOCIAL_CODE.fullmatch(name)
    if book and 1 <= int(book[1]) <= LARGEST_ROMAN:
        name = squeeze(f"sgb {to_roman(int(book[1]))}")
    return next((source.id for source in sources if name in (squeeze(source.id), squeeze(source.cite))), None)


def _slug(tail: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", tail.lower()).strip("-") or WHOLE
