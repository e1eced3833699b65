"""The wording of a sentence with an anchor at each of its numbers and letters."""

from markupsafe import Markup, escape

from service.permalink import anchor
from service.views import PieceView, SentenceView

CLOSED = Markup("</span>")


def marked(sentence: SentenceView) -> Markup:
    """Return the text of a sentence with every piece of it in an element that bears the piece's name.

    A piece starts with its line, so that its label ("1.") is in it.
    """
    html, at, open_pieces = [Markup()], 0, list[PieceView]()
    # A piece has lines of its own, so the line ends at its borders are no text; a sentence in it stands in a line.
    after_line = True

    def write_to(position: int, tag: Markup, piece: PieceView | None) -> None:
        nonlocal at, after_line
        text, own_line = sentence.text[at:position], piece is None or not piece.place.inner
        text = text.lstrip("\n") if after_line else text
        html.extend((escape(text.rstrip("\n") if own_line else text), tag))
        at, after_line = position, own_line

    for piece in sentence.pieces:
        while open_pieces and open_pieces[-1].end <= piece.start:
            write_to(open_pieces[-1].end, CLOSED, open_pieces.pop())
        start = piece.start if piece.place.inner else max(at, sentence.text.rfind("\n", 0, piece.start) + 1)
        kind = "inner" if piece.place.inner else "piece"
        write_to(start, Markup('<span class="{}" id="{}">').format(kind, anchor(piece.place)), piece)
        open_pieces.append(piece)
    while open_pieces:
        write_to(open_pieces[-1].end, CLOSED, open_pieces.pop())
    write_to(len(sentence.text), Markup(), None)
    return Markup().join(html)
