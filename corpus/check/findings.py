"""What a check finds: an error, a shift that a reader has to look at, or something to know."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

TEXTS = 12
"""Hex digits of the hash of two texts."""


class Kind(StrEnum):
    """How much a finding weighs. Only errors, and shifts that nobody reviewed, fail a check."""

    ERROR = "error"
    SHIFT = "shift"
    WARNING = "warning"
    DROPPED = "dropped"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in an entry, on a line of a file. ``texts`` is the hash of the two texts of a shift."""

    kind: Kind
    file: str
    row: int
    entry: str
    message: str
    shift: str = ""
    texts: str = ""
    ours: str = ""
    theirs: str = ""

    def __str__(self) -> str:
        """Return the finding as one line, in German."""
        return f"{self.file}, Zeile {self.row}, „{self.entry}“: {self.message}"


def hash_of(shift: str, ours: str, theirs: str) -> str:
    """Return the hash under which a shift between two texts is reviewed: when either changes, so does it."""
    return hashlib.sha256("\0".join((shift, ours, theirs)).encode()).hexdigest()[:TEXTS]


def shifted(shift: str, file: str, row: int, entry: str, ours: str, theirs: str, told: str) -> Finding:
    """Return a shift between our text and the one that it is held against."""
    texts = hash_of(shift, ours, theirs)
    return Finding(Kind.SHIFT, file, row, entry, f"{told} [{texts}]", shift, texts, ours, theirs)
