"""An operator's own source: an entry in their list, in the form of ours, or a refusal that says what is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.manifest import SourcesError, load_sources
from corpus.nouns import AsOfRule, Format, Rank
from ingest.own import Declaration, NotDeclared, declare
from ingest.unreadable import Unreadable

SAID = Declaration(
    title='Merkblatt "Üben"', cite=None, publisher="Verein", rank=Rank.GUIDANCE, url="https://verein.example/"
)
FILE = Path("blatt.pdf")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sources.toml"


def test_what_is_said_makes_a_source(listed: Path) -> None:
    source = declare(listed, "blatt", FILE, SAID)
    assert (source.id, source.cite, source.title) == ("blatt", SAID.title, SAID.title)
    assert (source.format, source.rank, source.as_of_rule) == (Format.PDF, Rank.GUIDANCE, AsOfRule.RETRIEVED)
    assert not source.address_certain
    assert load_sources(listed) == (source,)


@pytest.mark.parametrize(
    ("name", "format_"),
    [("a.PDF", Format.PDF), ("a.txt", Format.TEXT), ("a.md", Format.MARKDOWN), ("a.htm", Format.HTML)],
)
def test_the_ending_of_the_file_says_its_format(listed: Path, name: str, format_: Format) -> None:
    assert declare(listed, "blatt", Path(name), SAID).format is format_


def test_a_second_source_stands_behind_the_first(listed: Path) -> None:
    first = declare(listed, "blatt", FILE, SAID)
    second = declare(listed, "heft", Path("heft.md"), replace(SAID, cite="Heft", title="Ein Heft"))
    assert load_sources(listed) == (first, second)


def test_all_that_is_missing_is_named_at_once(listed: Path) -> None:
    with pytest.raises(NotDeclared, match=r"„blatt“ ist nicht bekannt.*fehlen noch: --publisher, --url") as caught:
        declare(listed, "blatt", FILE, replace(SAID, publisher=None, url=None))
    assert "--title" not in str(caught.value)
    assert not listed.exists()


def test_a_file_of_another_kind_is_refused(listed: Path) -> None:
    with pytest.raises(Unreadable, match=r"„blatt\.docx“.*\.pdf, \.txt"):
        declare(listed, "blatt", Path("blatt.docx"), SAID)
    assert not listed.exists()


@pytest.mark.parametrize(
    ("source_id", "said"),
    [
        ("Mein Blatt", SAID),
        ("blatt", replace(SAID, url="verein")),
        ("blatt", replace(SAID, cite="SGB IX")),
    ],
)
def test_an_entry_against_the_rules_leaves_the_list_as_it_was(listed: Path, source_id: str, said: Declaration) -> None:
    with pytest.raises(SourcesError):
        declare(listed, source_id, FILE, said)
    assert not listed.exists()
    declare(listed, "heft", FILE, replace(SAID, title="Ein Heft"))
    before = listed.read_bytes()
    with pytest.raises(SourcesError):
        declare(listed, source_id, FILE, said)
    assert listed.read_bytes() == before
