"""The list of superseded wording: it names places that the sources have, and its faults are told."""

from pathlib import Path

import pytest

from corpus.manifest import load_sources
from corpus.nouns import Pinpoint, Unit
from corpus.pinpoint import covers
from corpus.pinpoint.laws import laws_of
from corpus.superseded import SupersededError, load_superseded
from ingest.read import read_source

LAWS = laws_of(load_sources())


@pytest.mark.parametrize(
    ("entry", "line", "said"),
    [
        ('place = "MiLoG § 1"\nby = "MiLoV5 § 1"', 1, "Es fehlt note"),
        ('place = "MiLoG § 1"\nby = "MiLoV fünf"\nnote = "x"', 3, "keine einzelne Fundstelle"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, entry: str, line: int, said: str) -> None:
    file = tmp_path / "superseded.toml"
    file.write_text(f"[[superseded]]\n{entry}\n", "utf-8")
    with pytest.raises(SupersededError, match=rf"superseded\.toml, Zeile {line}: .*{said}"):
        load_superseded(LAWS, file)


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "superseded.toml"
    file.write_text("[[superseded]]\nplace = MiLoG\n", "utf-8")
    with pytest.raises(SupersededError, match=r"superseded\.toml, Zeile 2: Das ist kein gültiges TOML"):
        load_superseded(LAWS, file)


@pytest.mark.shared
def test_every_place_of_the_list_is_in_the_law(shared: Path) -> None:
    sources = {source.cite: source for source in load_sources()}
    for place in [place for entry in load_superseded(LAWS) for place in (entry.place, entry.by)]:
        source = sources[place.law]
        file = shared / "mirror" / source.url.removeprefix("https://")
        units: list[Unit] = [u for block in read_source(file, source).blocks for u in block.units]
        assert any(isinstance(u.place, Pinpoint) and covers(place, u.place) for u in units), place
