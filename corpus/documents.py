"""What the words of a question are held against: all that stands at one place, joined into one document.

A place is a paragraph (Absatz), a page, a topic or a signpost. One way of asking, or one sentence, is too short to
share more than a word or two with a question; together they have the words of the law, ours, and those of the people
who ask.
"""

from collections.abc import Mapping, Sequence

from corpus.nouns import PagePoint, Passage, Pinpoint, Place
from corpus.places import paragraph_of


def documents_of(passages: Sequence[Passage]) -> Mapping[Place, str]:
    """Return the document of every place among ``passages``, in the order in which the places first come."""
    documents: dict[Place, list[str]] = {}
    for passage in passages:
        documents.setdefault(paragraph_of(passage.place), [heading_of(passage)]).append(passage.text)
    return {place: "\n".join(texts) for place, texts in documents.items()}


def places_of(passages: Sequence[Passage]) -> tuple[Place, ...]:
    """Return the places of `documents_of` in their order, without making the documents."""
    return tuple(dict.fromkeys(paragraph_of(passage.place) for passage in passages))


def heading_of(passage: Passage) -> str:
    """Return what is read before the text of a passage: law and heading of its norm; title and headings of a document.

    Parts and chapters above a norm's heading blur its vector (eval/LOG.md). What is our own needs no heading.
    """
    if isinstance(passage.place, Pinpoint):
        return " ".join((passage.place.law, *passage.path[-1:]))
    return "\n".join((passage.place.title, *passage.path)) if isinstance(passage.place, PagePoint) else ""
