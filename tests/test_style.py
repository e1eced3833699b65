"""The colours of the pages hold what the accessibility statement says: text 7 to 1, edges of fields 3 to 1."""

import re
from pathlib import Path

import pytest

from service.contrast import contrast

STYLE = (Path(__file__).resolve().parents[1] / "service" / "static" / "lotse.css").read_text("utf-8")
INKS, GROUNDS = ("ink", "quiet", "accent", "wrong"), ("paper", "soft", "mark")


def colours(dark: bool) -> dict[str, str]:
    """Return the colours by name as "#rrggbb"; where it is dark, those that change are the dark ones."""
    light_block, dark_block = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    written = re.findall(r"--([\w-]+): #(\w+);", light_block + dark_block * dark)
    return {name: "#" + (value if len(value) == 6 else "".join(c * 2 for c in value)) for name, value in written}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_can_be_read_on_every_ground(ink: str, ground: str, dark: bool) -> None:
    named = colours(dark)
    assert contrast(named[ink], named[ground]) >= 7


@pytest.mark.parametrize("dark", [False, True])
def test_buttons_and_the_edges_of_fields_can_be_seen(dark: bool) -> None:
    named = colours(dark)
    assert contrast(named["on-accent"], named["accent"]) >= 7
    assert contrast(named["line"], named["paper"]) >= 3
