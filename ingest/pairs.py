"""From laws to training pairs: two texts that mean the same law, one of them often short or in lay words.

Pairs are drawn anew for every epoch. Kinds: heading ↔ paragraph, law title + heading ↔ paragraph,
sentence ↔ sentence of one norm, lay word ↔ legal term, and made-up questions (key words of a paragraph,
legal terms put into lay words, something chatty around it, now and then a typo) ↔ paragraph.
"""

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TypeAlias

from corpus.lay_words import LayWords
from corpus.nouns import AsOfRule, Format, Rank, Source
from corpus.terms import terms
from ingest.gii import read_gii

_COMMON_HEADING = 20  # as often as that, a heading alone names no subject
_LONGEST_TERM = 5
_NEAR_TERMS = 5
_GLANCE = 3000
_DRAWS = 6
_FAR_SHARE = 0.2
_SENTENCE_END = re.compile(r"(?<=[a-zäöüß)][.;:])\s+(?=[A-ZÄÖÜ])|\n")
_NOT_A_HEADING = ("(XXXX)", "Eingangsformel", "Schlußformel", "Inhaltsverzeichnis", "Inhaltsübersicht")
_SPELT_OUT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Norm:
    """One section of a law: the law's title, the titles of its parts, its heading (without §) and paragraphs."""

    law: str
    parts: tuple[str, ...]
    heading: str
    paragraphs: tuple[str, ...]


def read_norms(laws: Path) -> Iterator[Norm]:
    """Yield the norms of a plain text, or of all editions (``**/*.zip``, gii-norm XML) below a folder.

    Raises FileNotFoundError when the folder holds no edition, Unreadable for a broken one.
    """
    if laws.is_file():
        yield from read_plain(laws)
        return
    editions = sorted(laws.rglob("*.zip"))
    if not editions:
        raise FileNotFoundError(f"{laws} enthält keine Ausgabe (*.zip); erst „python -m ingest“ aufrufen.")
    for edition in editions:
        yield from read_edition(edition)


def read_edition(path: Path) -> Iterator[Norm]:
    """Yield the norms of one edition of a statute, an xml.zip."""
    source = Source(
        id="law", cite="", title="", publisher="", url=path.name, format=Format.GII_XML, rank=Rank.LAW, rights="",
        as_of_rule=AsOfRule.BUILDDATE,
    )  # fmt: skip
    reading = read_gii(path.read_bytes(), source)
    for way, blocks in groupby(reading.blocks, key=lambda block: block.path):
        texts = [line for block in blocks for line in block.text.split("\n")]
        yield from _norm(reading.title, " ".join(way[:-1][-1:]), way[-1] if way else "", texts)


def read_plain(path: Path) -> Iterator[Norm]:
    """Yield the norms of a plain text (.txt or .txt.xz): "#" law, "##" part, "###" norm, "%" note, else text."""
    law, part, heading = "", "", ""
    lines: list[str] = []
    for line in _lines(path):
        mark, _, rest = line.partition(" ")
        if mark not in ("#", "##", "###", "%"):
            lines.append(line.strip())
            continue
        yield from _norm(law, part, heading, lines)
        lines = []
        if mark == "#":
            law, part, heading = rest, "", ""
        elif mark == "##":
            part, heading = rest, ""
        elif mark == "###":
            heading = rest
    yield from _norm(law, part, heading, lines)


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a text file, packed by xz or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


def _norm(law: str, part: str, heading: str, lines: list[str]) -> Iterator[Norm]:
    """Yield the norm if it has text worth learning from: running text, not tables of figures."""
    title = re.sub(r"^(§+ *\d+[a-z]*|Art\.? *\d+[a-z]*|Anlage *\S*) *", "", heading)
    bare = "" if title.startswith(_NOT_A_HEADING) else title
    paragraphs: list[str] = []
    for line in lines:
        if re.match(r"(\d+[a-z]?|[a-z]{1,2})[.)] ", line) and paragraphs:
            paragraphs[-1] += "\n" + line
        elif len(line) > 40 and " | " not in line:
            paragraphs.append(re.sub(r"^\(\d+[a-z]?\) ", "", line))
    if paragraphs:
        yield Norm(re.sub(r"\s*\(Artikel [^)]*\)", "", law), (part,) if part else (), bare, tuple(paragraphs))


class PairMaker:
    """Draws the training pairs of one epoch from norms and lay words; the same seed draws the same pairs."""

    def __init__(self, norms: Iterable[Norm], lay: LayWords) -> None:
        self._norms = tuple(norms)
        self._lay = lay
        self._headings = Counter(norm.heading for norm in self._norms)
        self._near = [self._is_near(norm) for norm in self._norms]

    def draw(self, random: Random) -> list[Pair]:
        """Return the shuffled pairs of one epoch: near norms several times, of the others a sample."""
        pairs = list(self._lay.pairs) * _DRAWS
        for norm, near in zip(self._norms, self._near, strict=True):
            for _ in range(_DRAWS if near else int(random.random() < _FAR_SHARE)):
                pairs += self._of_norm(norm, random)
        random.shuffle(pairs)
        return pairs

    def _is_near(self, norm: Norm) -> bool:
        """Tell whether a norm speaks of what people ask here: it holds several of the known legal terms."""
        text = f"{norm.law} {norm.heading} {' '.join(norm.paragraphs)}"[:_GLANCE]
        words = _stemmed(text)
        found: set[tuple[str, ...]] = set()
        at = 0
        while at < len(words):
            stems = [stem for _, stem in words[at : at + _LONGEST_TERM]]
            length = self._longest_at(stems)
            found |= {tuple(stems[:length])} if length else set()
            at += length or 1
        return len(found) >= _NEAR_TERMS

    def _of_norm(self, norm: Norm, random: Random) -> Iterator[Pair]:
        """Yield a few pairs of one norm."""
        paragraph = random.choice(norm.paragraphs)
        if norm.heading and self._headings[norm.heading] < _COMMON_HEADING:
            yield norm.heading, paragraph
        if norm.heading:
            yield f"{norm.law} {norm.heading}", random.choice(norm.paragraphs)
        sentences = [piece for text in norm.paragraphs for piece in _SENTENCE_END.split(text) if len(piece) > 30]
        if len(sentences) > 1:
            first, second = random.sample(sentences, 2)
            yield first, second
        for _ in range(min(3, len(norm.paragraphs))):
            text = random.choice(norm.paragraphs)
            yield self.question(norm, text, random), passage_text(norm, text)

    def question(self, norm: Norm, text: str, random: Random) -> str:
        """Return a made-up question whose answer is the text."""
        sentence = random.choice([piece for piece in _SENTENCE_END.split(text) if piece.strip()] or [text])
        said = self.in_lay_words(f"{norm.heading if random.random() < 0.5 else ''} {sentence}", random)
        keep = set(random.sample(range(len(said)), min(len(said), random.randint(2, 8))))
        core = [_with_typo(word, random) for position, word in enumerate(said) if position in keep]
        opening = random.choice(self._lay.openings) if random.random() < 0.8 else ""
        return " ".join(piece for piece in (opening, *core, random.choice(self._lay.closings)) if piece)

    def in_lay_words(self, text: str, random: Random) -> list[str]:
        """Return the content words of a text, legal terms mostly put into a random lay saying, in order."""
        words = _stemmed(text)
        said: list[str] = []
        at = 0
        while at < len(words):
            length = self._longest_at([stem for _, stem in words[at : at + _LONGEST_TERM]])
            if length and random.random() < 0.8:
                said.append(random.choice(self._lay.sayings[tuple(stem for _, stem in words[at : at + length])]))
            else:
                said.append(words[at][0])
            at += length or 1
        return said

    def _longest_at(self, stems: list[str]) -> int:
        """Return how many of the stems, from the first, make up the longest known legal term; 0 if none does."""
        return next((n for n in range(len(stems), 0, -1) if tuple(stems[:n]) in self._lay.sayings), 0)


def passage_text(norm: Norm, paragraph: str) -> str:
    """Return a paragraph behind its headings, as training sees it (the index names the norm more shortly)."""
    return " – ".join(piece for piece in (norm.law, *norm.parts, norm.heading) if piece) + "\n" + paragraph


def _stemmed(text: str) -> list[tuple[str, str]]:
    """Return the content words of a text, each with its stem."""
    return [(word, stem) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text) for stem in _stem(word)]


@lru_cache(maxsize=200_000)
def _stem(word: str) -> list[str]:
    """Return the stem of a word in a list of one; an empty list for a stop word."""
    return terms(word)[:1]


def _with_typo(word: str, random: Random) -> str:
    """Return the word, in one of twelve cases with a letter lost, doubled or swapped, or umlauts spelt out."""
    if len(word) < 5 or random.random() > 1 / 12:
        return word
    at = random.randrange(1, len(word) - 1)
    return random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word.translate(_SPELT_OUT),
        )
    )
