"""How values are shown to people, on pages, in files and in the terminal."""

import re
from datetime import date

from corpus.nouns import Rank
from service.site.reader import Tongue
from service.site.strings import STRINGS

RANK_NAMES = {rank: STRINGS[Tongue.DE](f"rank.{rank}") for rank in Rank}
# What a reader has to see before the answer; every other notice stands after the sources.
URGENT = frozenset(
    {
        "crisis",
        "help",
        "deadline",
        "personal_case",
        "former_law",
        "unknown_norm",
        "stale",
        "understood",
        "not_whole",
        "partly",
        "model",
        "model_fallback",
    }
)


def day(value: date) -> str:
    """Return a date as it is written in German, e.g. "19.08.2026"."""
    return value.strftime("%d.%m.%Y")


def bound(pinpoint: str) -> str:
    """Return a pinpoint whose numbers stay on the line of their words ("Abs. 2" is never divided)."""
    return re.sub(r"(§|Abs\.|Satz|Nr\.|Buchst\.|S\.) ", "\\1\N{NO-BREAK SPACE}", pinpoint)


def lines(text: str) -> str:
    """Return ``text`` with every sentence on a line of its own, as easy reading asks for; no word changes."""
    return re.sub(r"(?<=[.?!:]) (?=[A-ZÄÖÜ])", "\n", text)


def web_address(url: str) -> str:
    """Return ``url`` if it leads to a web page, else "" (a script address must never become a link)."""
    return url if url.startswith(("https://", "http://")) else ""
