"""Faults in the log: what went wrong and where, never with the message, which may hold a question."""

import logging
import traceback

LOG = logging.getLogger("teilhabe-lotse")
FRAMES_REPORTED = 4


def where(exc: BaseException) -> str:
    """Return the kind of an exception and the places it passed, without its message, which may hold a question."""
    frames = traceback.extract_tb(exc.__traceback__)[-FRAMES_REPORTED:]
    return f"{type(exc).__name__} in " + " < ".join(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames))


def note(exc: BaseException) -> None:
    """Log a fault in a tool of an assistant."""
    LOG.error("Fehler bei einem Werkzeug: %s", where(exc))
