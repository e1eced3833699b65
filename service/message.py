"""A message cut into the questions it asks: one that stands alone, and those that lean on what was said before."""

import re
from dataclasses import dataclass

_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–•*])\s+", re.MULTILINE)
_END = re.compile(
    r"(?<![0-9A-ZÄÖÜ])(?<!\bAbs)(?<!\bNr)(?<!\bbzw)(?<!\bz\.B)(?<!\busw)[.!?]+(?:\s+|$)|\?[?!.]*\s*|\n{2,}"
)
# A question that begins so, or has so few words and points at something said, is about what was said before it.
_POINTS = re.compile(
    r"\b(?:das|dies\w*|es|er|sie|ihn|ihm|ihr|den|die|der|dem|man|da|dabei|dafür|damit|davon|dazu|dort|danach|dann"
    r"|so einen?|jemand)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(r"\s*(?:und|aber|oder|auch|nur|gleiche frage|gilt das|was ist mit)\b", re.IGNORECASE)
SHORT, VERY_SHORT = 9, 4
MOST = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a message: its own words, and the message up to it, which it may lean on."""

    text: str
    context: str

    @property
    def whole(self) -> str:
        """Return the question with what was said before it."""
        return f"{self.context} {self.text}".strip()


def questions_of(message: str) -> tuple[Asked, ...]:
    """Return the questions of ``message`` in order, at most four; the whole message where it asks none or one.

    A question ends with a question mark, alone or in "?!". What stands before the first belongs to every question,
    what stands behind the last to the last.
    """
    sentences = sentences_of(_NUMBERED.sub("", message))
    asking = [at for at, sentence in enumerate(sentences) if "?" in sentence]
    if not 1 < len(asking) <= MOST:
        return (Asked(" ".join(message.split()), ""),)
    told = " ".join(sentences[: asking[0]])
    found: list[Asked] = []
    for at, (start, end) in enumerate(zip((asking[0] - 1, *asking), asking, strict=False)):
        last = at == len(asking) - 1
        text = " ".join(sentences[start + 1 : len(sentences) if last else end + 1])
        before = " ".join(f.text for f in found)
        found.append(Asked(text, f"{told} {before}".strip()))
    return tuple(found)


def leans(message: str) -> bool:
    """Tell whether ``message`` is surely about what was said before it ("und wie lange?", "kostet das was")."""
    count = len(message.split())
    return count <= VERY_SHORT or bool(_STARTS.match(message)) or (count <= SHORT and bool(_POINTS.search(message)))


def sentences_of(text: str) -> list[str]:
    """Return the sentences of ``text``, each with the signs that end it."""
    cut, start = [], 0
    for end in _END.finditer(text):
        cut.append(" ".join(text[start : end.end()].split()))
        start = end.end()
    cut.append(" ".join(text[start:].split()))
    return [sentence for sentence in cut if sentence]
