"""How much of a loaded text may be shown: official works as a whole, everything else in quotations only."""

import re

# What says that anybody may show the whole text. Whatever else stands there allows a quotation and no more.
_FREE = re.compile(r"(?<!nicht )(?:\bgemeinfrei\b|\bamtliches Werk\b|\bfrei\b)|\bCC0\b|\bCC BY(?:-SA)?\b(?!-N)")


def shown_whole(rights: str) -> bool:
    """Tell whether ``rights``, as the list of sources states them, allow to show the whole text."""
    return bool(_FREE.search(rights))
