"""Every text of the interface is there in all three languages, and every one is used."""

import re
from pathlib import Path

import pytest

from corpus.nouns import Level, Rank
from service.site.legal_pages import TEXT_PAGES
from service.site.reader import Reader, Tongue
from service.site.strings import STRINGS, StringsError, load_strings

SERVICE = Path(__file__).resolve().parents[1] / "service"
CALL = re.compile(r"""\bt\(\s*"([a-z_0-9.]+)"(\s*~)?""")
QUOTED = re.compile(r"""["']([a-z_]+(?:\.[a-z_0-9]+)+)\.?["']""")


def names() -> set[str]:
    return set(STRINGS[Tongue.DE].names())


def called() -> tuple[set[str], set[str]]:
    """Return the names that templates and modules name whole, and the beginnings that they complete themselves."""
    whole, begun = set[str](), set[str]()
    files = [*SERVICE.rglob("*.html"), *SERVICE.rglob("*.py")]
    for text in (path.read_text("utf-8") for path in files):
        whole |= {match[1] for match in QUOTED.finditer(text)}
        begun |= {match[1] for match in CALL.finditer(text) if match[2]}
        begun |= {match[1] for match in re.finditer(r"""["']([a-z_]+(?:\.[a-z_]+)*\.)["']\s*~""", text)}
        begun |= {match[1] for match in re.finditer(r"""f"([a-z_]+(?:\.[a-z_]+)*\.)\{""", text)}
        begun |= {f"{match[1]}." for match in re.finditer(r"""\.under\(\s*f?"([a-z_.]+)""", text)}
    # What stands on the text pages is data; tests/test_legal.py holds every text of theirs to its place.
    return whole, begun | {f"{page.area}." for page in TEXT_PAGES}


def test_every_text_that_a_page_names_is_there() -> None:
    texts = [path.read_text("utf-8") for path in SERVICE.rglob("*.html")]
    named = {match[1] for text in texts for match in CALL.finditer(text) if not match[2]}
    assert len(named) > 50
    assert named - names() == set()


def test_every_text_is_used() -> None:
    whole, begun = called()
    # The text pages name their pieces in a plan of their own, which is held against the files where they are tested.
    begun |= {page.area + "." for page in TEXT_PAGES}
    assert [name for name in sorted(names()) if name not in whole and not name.startswith(tuple(begun))] == []


def test_every_level_and_rank_has_a_name() -> None:
    for words in STRINGS.values():
        assert all(words(f"level.{level}") for level in Level)
        assert all(words(f"rank.{rank}") for rank in Rank)


@pytest.mark.parametrize("name", sorted(names()))
def test_the_gaps_of_a_text_are_the_same_in_every_language(name: str) -> None:
    gaps = [sorted(re.findall(r"\{(\w*)\}", STRINGS[tongue].raw(name))) for tongue in Tongue]
    assert gaps[0] == gaps[1] == gaps[2]


@pytest.mark.parametrize("name", sorted(names()))
def test_no_text_calls_itself_leichte_sprache_nor_writes_umlauts_in_two_letters(name: str) -> None:
    for tongue in (Tongue.DE, Tongue.LEICHTER):
        text = STRINGS[tongue].raw(name)
        assert not re.search(r"\b(fuer|ueber|moecht|koenn|muess|waehl|pruef|aender|naechst)", text, re.IGNORECASE)
        assert "in Leichter Sprache" not in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[a]\nde = "x"\nleichter = "y"', "area.a needs exactly"),
        ('[a]\nde = "x"\nleichter = "y"\nen = ""', "en"),
        ('[a.b]\nde = "x"\nleichter = "y"\nen = 7', "area.a.b"),
        ('[a]\nde = "x"\nleichter = "y"\nen = "z"\nfr = "w"', "area.a"),
        ('a = "x"', "area"),
    ],
)
def test_a_missing_text_is_named(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "area.toml").write_text(text, "utf-8")
    with pytest.raises(StringsError, match=re.escape(said)):
        load_strings(tmp_path)


def test_the_language_follows_the_level_unless_english_is_chosen() -> None:
    assert Reader().tongue is Tongue.DE
    assert Reader(Level.LEICHTER).tongue is Tongue.LEICHTER
    assert Reader(Level.LEICHTER, english=True).tongue is Tongue.EN


def test_an_address_carries_what_was_chosen_and_nothing_else() -> None:
    assert Reader().at("/glossar#werkstatt") == "/glossar#werkstatt"
    chosen = Reader(Level.FACH, english=True, large=True)
    assert chosen.at("/norm/uebg/4#abs-1") == "/norm/uebg/4?level=fach&lang=en&text=large#abs-1"
