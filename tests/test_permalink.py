"""Every place of a loaded norm has one address, and the page there bears its name once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.entries import Digest
from corpus.manifest import load_sources
from corpus.nouns import Passage, Pinpoint, Wording
from ingest.cut import cut
from ingest.gii import read_gii
from service.app import create_app
from service.authored import Authored
from service.library import Library
from service.permalink import anchor, law_named, permalink, section_address
from service.site.pages import Pages
from service.site.reader import Reader
from service.site.room import norm_page
from service.views import NormView, SourceView, norm_view
from tests.sample import PARAGRAPHS, SOURCE, law_zip
from tests.served import TinyAnswers, TinyProofs, live_on
from tests.test_page import Tags

SGB_IX = replace(TinyAnswers().sources()[0], id="sgb-ix", cite="SGB IX")
SGB_V = replace(SGB_IX, id="sgb-v", cite="SGB V")


class OneNorm(TinyAnswers):
    """Shows one norm, whatever is asked."""

    shown: NormView

    def norm(self, law: str, section: str) -> NormView:  # noqa: ARG002
        """Return the norm."""
        return self.shown


@pytest.fixture
def client() -> Iterator[TestClient]:
    class Loaded(TinyAnswers):
        def sources(self) -> tuple[SourceView, ...]:
            return (SGB_IX, *super().sources())

        def norm(self, law: str, section: str) -> NormView:
            return super().norm("uebg" if law == "sgb-ix" else law, section)

    with TestClient(create_app(live_on(Loaded()), ["testserver"], "0.1.0"), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("pinpoint", "address"),
    [
        ("SGB IX § 61 Abs. 2 Satz 2", "/norm/sgb-ix/61#abs-2-satz-2"),
        ("SGB IX § 61a Abs. 1 Satz 1 Nr. 2a Buchst. b", "/norm/sgb-ix/61a#abs-1-satz-1-nr-2a-buchst-b"),
        ("SGB IX § 60 Abs. 2 Nr. 5 Satz 2", "/norm/sgb-ix/60#abs-2-nr-5-satz-2"),
        ("SGB IX § 1 Satz 1 Nr. 1 Buchst. a Doppelbuchst. bb", "/norm/sgb-ix/1#satz-1-nr-1-buchst-a-doppelbuchst-bb"),
        ("SGB IX § 61", "/norm/sgb-ix/61#text"),
        ("SGB IX Anlage 2 zu § 28 Satz 1", "/norm/sgb-ix/Anlage%202%20zu%20%C2%A7%2028#satz-1"),
        ("SGB V § 5", "/norm/sgb-v/5#text"),
    ],
)
def test_a_place_has_one_address(pinpoint: str, address: str) -> None:
    assert permalink(pinpoint, (SGB_V, SGB_IX)) == address


@pytest.mark.parametrize(
    "pinpoint",
    ["SGB X § 1", "SGB IX", "SGB IX Abs. 1", "SGB IX § 61 oder so", "Leitfaden, S. 3", "", "SGB IX § 61/../x"],
)
def test_what_is_no_place_in_a_loaded_norm_has_no_address(pinpoint: str) -> None:
    assert permalink(pinpoint, (SGB_IX,)) is None


def test_a_law_that_is_not_loaded_has_no_address() -> None:
    assert permalink("SGB IX § 61", (replace(SGB_IX, passages=0),)) is None


def test_an_address_can_lead_nowhere_else() -> None:
    assert section_address("a/../b", "//evil.example") == "/norm/a%2F..%2Fb/%2F%2Fevil.example"


@pytest.mark.parametrize("written", ["sgb-ix", "sgb-9", "SGB-9", "sgb9", "SGB IX", "sgb_ix", "Sgb-Ix"])
def test_a_law_is_known_by_the_ways_in_which_it_is_written(written: str) -> None:
    assert law_named(written, (SGB_V, SGB_IX)) == "sgb-ix"


def test_an_id_is_its_own_source_even_where_another_is_spelt_alike() -> None:
    assert law_named("sgb-ix", (replace(SGB_IX, id="sgbix", cite="SGBIX"), SGB_IX)) == "sgb-ix"


@pytest.mark.parametrize("written", ["sgb-0", "sgb-40", "sgb", "sgb-99", "", "9", "sgb-vi"])
def test_an_unknown_law_is_none(written: str) -> None:
    assert law_named(written, (SGB_V, SGB_IX)) is None


@pytest.mark.parametrize("path", ["/norm/sgb-9/4", "/norm/SGB%20IX/4", "/recht/sgb-ix/4"])
def test_another_spelling_and_the_old_address_lead_to_the_one(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.headers["location"]) == (308, "/norm/sgb-ix/4")
    assert client.get(reply.headers["location"]).status_code == 200


def test_an_unknown_law_is_not_found(client: TestClient) -> None:
    assert client.get("/norm/sgb-8/4", headers={"accept": "text/html"}).status_code == 404


def places(passages: Sequence[Passage], section: str) -> set[Pinpoint]:
    found = {place for p in passages for place in (p.place, *(u.place for u in p.units))}
    return {place for place in found if isinstance(place, Pinpoint) and place.section == section}


def names_on_page(passages: Sequence[Passage], section: str) -> Counter[str]:
    """Return how often each name stands on the page of a section."""
    parts = OneNorm()
    of_section = [p for p in passages if isinstance(p.place, Pinpoint) and p.place.section == section]
    parts.shown = norm_view(of_section, SOURCE, section, date(2026, 1, 1), "")
    source = replace(SOURCE, id=of_section[0].source_id)
    parts.shown = replace(parts.shown, law=source.id)
    library = Library(passages, (), Authored((source,), Digest()), TinyProofs(), lambda _: ())
    page = Tags(bytes(norm_page(Pages(), Reader(), parts.shown, library).body).decode())
    return Counter(attributes["id"] for _, attributes in page.tags if "id" in attributes)


@pytest.mark.parametrize("section", [section for section, _ in PARAGRAPHS])
def test_every_place_of_a_norm_is_named_once_on_its_page(section: str) -> None:
    passages = cut(read_gii(law_zip(), SOURCE).blocks, SOURCE.id, "e", Wording.OFFICIAL)
    names, wanted = names_on_page(passages, section), places(passages, section)
    assert wanted
    assert {str(place): names[anchor(place)] for place in wanted} == dict.fromkeys(map(str, wanted), 1)
    assert set(names.values()) == {1}
    assert names["text"] == 1


@pytest.mark.shared
@pytest.mark.parametrize(("section", "least"), [("60", 12), ("61", 8)])
def test_every_place_of_the_real_norms_is_named_once(shared: Path, section: str, least: int) -> None:
    source = next(source for source in load_sources() if source.id == "sgb-ix")
    law = (shared / "editions/sgb_9_2018/2026-08-19.zip").read_bytes()
    passages = cut(read_gii(law, source).blocks, source.id, "e", Wording.OFFICIAL)
    names, wanted = names_on_page(passages, section), places(passages, section)
    assert len(wanted) >= least
    assert {str(place): names[anchor(place)] for place in wanted} == dict.fromkeys(map(str, wanted), 1)
    assert set(names.values()) == {1}
