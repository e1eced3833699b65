"""The wording of a sentence with an anchor at each of its numbers and letters."""

from markupsafe import Markup, escape

from service.permalink import anchor
from service.views import SentenceView

CLOSED = Markup("</span>")


def marked(sentence: SentenceView) -> Markup:
    """Return the text of a sentence with every piece of it in an element that bears the piece's name.

    A piece starts with its line, so that its label ("1.") is in it.
    """
    html, at, open_ends = [Markup()], 0, list[int]()

    def write_to(position: int, tag: Markup) -> None:
        nonlocal at
        html.extend((escape(sentence.text[at:position].strip("\n")), tag))
        at = position

    for piece in sentence.pieces:
        while open_ends and open_ends[-1] <= piece.start:
            write_to(open_ends.pop(), CLOSED)
        start = piece.start if piece.place.inner else max(at, sentence.text.rfind("\n", 0, piece.start) + 1)
        kind = "inner" if piece.place.inner else "piece"
        write_to(start, Markup('<span class="{}" id="{}">').format(kind, anchor(piece.place)))
        open_ends.append(piece.end)
    while open_ends:
        write_to(open_ends.pop(), CLOSED)
    write_to(len(sentence.text), Markup())
    return Markup().join(html)
