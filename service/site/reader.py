"""How somebody reads: level, language of the interface, size of the text. The address says it; nothing is stored."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from corpus.nouns import Level


class Tongue(StrEnum):
    """The language of the interface; what the law and the digest say is German in all of them."""

    DE = "de"
    LEICHTER = "leichter"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody chose; ``large`` text is half as large again."""

    level: Level = Level.STANDARD
    english: bool = False
    large: bool = False

    @property
    def tongue(self) -> Tongue:
        """Return the language that buttons and hints are written in."""
        if self.english:
            return Tongue.EN
        return Tongue.LEICHTER if self.level is Level.LEICHTER else Tongue.DE

    def at(self, path: str) -> str:
        """Return the address of ``path`` (which may end with a #fragment) for this reader; defaults are left out."""
        chosen = {
            "level": self.level if self.level is not Level.STANDARD else "",
            "lang": Tongue.EN if self.english else "",
            "text": "large" if self.large else "",
        }
        query = urlencode({name: value for name, value in chosen.items() if value})
        place, sign, fragment = path.partition("#")
        return f"{place}{'?' if query else ''}{query}{sign}{fragment}"


def reader_of(request: Request) -> Reader:
    """Return who reads ``request``; what its address does not say, or says wrongly, is the default."""
    chosen = request.query_params
    level = chosen.get("level", "")
    return Reader(
        Level(level) if level in list(Level) else Level.STANDARD,
        chosen.get("lang") == Tongue.EN,
        chosen.get("text") == "large",
    )


Reading = Annotated[Reader, Depends(reader_of)]
"""Who reads, as a parameter of a route."""
