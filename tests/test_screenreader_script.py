"""The script for screen readers quotes what the pages say, and does not claim to have been run."""

import re
from pathlib import Path

from service.problems import WRONG, Language
from service.site.reader import Tongue
from service.site.strings import STRINGS

SCRIPT = (Path(__file__).parent / "SCREENREADER.md").read_text("utf-8")
# Steps on pages of which the script names a heading or a text that stands here in the strings.
QUOTED = (
    *("talk.title.start", "talk.welcome", "talk.program", "talk.asked", "talk.read_aloud", "talk.stop_reading"),
    *("talk.form.first", "talk.form.hint", "talk.form.send", "talk.state.sent", "talk.helped.title"),
    *("talk.helped.thanks", "talk.sources.read", "talk.sources.publisher", "talk.sources.official", "talk.note"),
    *("page.skip", "page.human.title", "page.nav.label", "page.nav.checks", "page.nav.read", "page.foot.label"),
    *("page.ways.label", "page.foot.privacy", "page.foot.sources", "page.foot.accessibility", "rank.law"),
    *("level.leichter", "level.standard", "level.fach"),
    *("legal_feedback.title", "legal_feedback.back", "legal_sources.publisher", "legal_sources.rights"),
)


def test_what_must_be_heard_is_what_the_pages_say() -> None:
    words = STRINGS[Tongue.DE]
    told = " ".join(SCRIPT.split())
    assert [name for name in QUOTED if f'"{words(name)}' not in told and f' {words(name)}"' not in told] == []
    assert WRONG["empty"][Language.DE] in told


def test_it_says_that_it_was_not_run_and_its_table_is_empty() -> None:
    assert "**It has not been run.**" in SCRIPT
    rows = re.findall(r"^\| \|.*$", SCRIPT, re.MULTILINE)
    assert len(rows) == 5
    assert all(row.split("|")[5:9] == [" "] * 4 for row in rows)
