"""What the reading room shows: a section, a page of a document, a topic, each with what stands around it. Values."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.entries import Topic
from service.beside import Remark
from service.cited_by import Citing
from service.contents import SectionLine
from service.leaves import Extract, Leaf
from service.reply import Proof, Said
from service.views import ParagraphView, SourceView


class UnknownPlace(LookupError):
    """There is no such law, document, page or topic here."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """A note that a wording no longer tells what holds, the place that does, and where that is read, if it is here."""

    note: str
    by: str
    address: str | None


@dataclass(frozen=True, slots=True)
class ParagraphRoom:
    """One paragraph with what stands beside it."""

    view: ParagraphView
    remarks: tuple[Remark, ...]
    citing: tuple[Citing, ...]
    outdated: tuple[Outdated, ...]


@dataclass(frozen=True, slots=True)
class SectionRoom:
    """A section with all that is known of it. ``citing`` and ``remarks`` are those of the section as a whole."""

    source: SourceView
    path: tuple[str, ...]
    paragraphs: tuple[ParagraphRoom, ...]
    remarks: tuple[Remark, ...]
    citing: tuple[Citing, ...]
    before: SectionLine | None
    after: SectionLine | None


@dataclass(frozen=True, slots=True)
class LeafLine:
    """One page in the contents of a document; ``remarks`` counts our statements on it."""

    leaf: Leaf
    remarks: int


@dataclass(frozen=True, slots=True)
class LeafRoom:
    """A page of a document. ``whole``: all of it may be shown; else ``extracts`` are quotations."""

    source: SourceView
    leaf: Leaf
    whole: bool
    extracts: tuple[Extract, ...]
    remarks: tuple[Remark, ...]
    citing: tuple[Citing, ...]
    before: Leaf | None
    after: Leaf | None
    url: str


@dataclass(frozen=True, slots=True)
class TopicRoom:
    """A topic at one level: every part as it is said, and the proofs (``sources``), numbered through all of them.

    ``outdated`` are the notes on cited wording that no longer tells what holds.
    """

    topic: Topic
    parts: Mapping[str, tuple[Said, ...]]
    sources: tuple[Proof, ...]
    follow_ups: tuple[Topic, ...]
    outdated: tuple[str, ...]
