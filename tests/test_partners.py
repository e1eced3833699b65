"""The list of partners: read whole or not at all; every fault is told with its line and what to write instead."""

import json
from pathlib import Path

import pytest

from corpus.nouns import Level
from service.contrast import ENOUGH, contrast
from service.partner_rules import PREVIEW, Side
from service.partners import (
    ACCENT,
    EXAMPLE_PATH,
    FIRST_TOPICS,
    ON_ACCENT,
    Partner,
    Partners,
    PartnersError,
    load_partners,
    topic_titles,
)
from service.site.reader import Tongue
from tests.test_service_main import run

TOPICS = frozenset({"hocker", "lampe", *FIRST_TOPICS})
GOOD = {"id": "werk", "name": "Werkverein", "origins": ["https://www.werkverein.example"], "enabled": True}


def written(folder: Path, *entries: dict[str, object]) -> Path:
    """Write a list of partners, each key on a line of its own; return its path."""
    path = folder / "partner.toml"
    rows = ("\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in e.items()) for e in entries)
    path.write_text("# Partner\n" + "\n".join(f"[[partner]]\n{table}\n" for table in rows), "utf-8")
    return path


def faults(folder: Path, **changed: object) -> str:
    """Return what is said to a good entry with these values changed; None takes a key away."""
    entry = {key: value for key, value in {**GOOD, **changed}.items() if value is not None}
    with pytest.raises(PartnersError) as caught:
        load_partners(written(folder, entry), TOPICS)
    return str(caught.value)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#FFFFFF", 4.54),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_what_is_written_is_read_and_the_rest_has_defaults(tmp_path: Path) -> None:
    more = {"accent": "#7a1f4b", "on_accent": "#ffffff", "level": "leichter", "language": "en", "position": "left"}
    full = {**GOOD, "id": "voll", **more, "greeting": "Guten Tag", "topics": ["lampe"]}
    plain, read = load_partners(written(tmp_path, GOOD, full), TOPICS).listed
    assert plain == Partner("werk", "Werkverein", ("https://www.werkverein.example",), True)
    assert (read.level, read.language, read.position) == (Level.LEICHTER, Tongue.EN, Side.LEFT)
    assert (read.accent, read.on_accent, read.greeting, read.topics) == ("#7a1f4b", "#ffffff", "Guten Tag", ("lampe",))


def test_who_is_not_switched_on_is_denied(tmp_path: Path) -> None:
    silent = {key: value for key, value in GOOD.items() if key != "enabled"}
    partners = load_partners(written(tmp_path, silent), TOPICS)
    assert partners.named("werk") is None
    assert partners.origins == frozenset()
    assert Partners().origins == frozenset()


def test_the_preview_is_there_and_opens_no_site() -> None:
    preview = Partners().named(PREVIEW)
    assert preview is not None
    assert preview.origins == ()


@pytest.mark.parametrize(
    ("origin", "repair"),
    [
        ("https://www.werkverein.example/", "„https://www.werkverein.example“"),
        ("https://www.werkverein.example/start?a=1", "„https://www.werkverein.example“"),
        ("http://www.werkverein.example", "„https://www.werkverein.example“"),
        ("https://www.werkverein.example:443", "„https://www.werkverein.example“"),
        ("https://www.werkverein.example:99999", "ohne diesen Port"),
        ("https://WWW.Werkverein.example", "„https://www.werkverein.example“"),
        ("https://werkstätten.example", "„https://xn--werksttten-v5a.example“"),
        ("https://*.werkverein.example", "Sternchen"),
        ("*", "Sternchen"),
        ("null", "Adresszeile"),
        ("www.werkverein.example", "Adresszeile"),
        ("javascript://www.werkverein.example", "Adresszeile"),
        ("https://nutzer@www.werkverein.example", "https://nutzer"),
        ("https://werkverein", "kein Name eines Rechners"),
        ("https://.example", "kein Name eines Rechners"),
        ("https://a b.example", "bis zum Namen"),
        ("https://x.example; frame-ancestors", "bis zum Namen"),
        ("https://x.example;", "kein Name eines Rechners"),
    ],
)
def test_an_origin_that_no_browser_sends_is_refused_with_a_repair(tmp_path: Path, origin: str, repair: str) -> None:
    told = faults(tmp_path, origins=[origin])
    assert f"Zeile 5, Partner „werk“: Die Herkunft „{origin}“ wird nie passen." in told
    assert repair in told


@pytest.mark.parametrize(
    "origin",
    ["https://werkverein.example:8443", "http://localhost:9000", "http://127.0.0.1", "http://[::1]:8000"],
)
def test_exact_origins_are_taken(tmp_path: Path, origin: str) -> None:
    assert load_partners(written(tmp_path, {**GOOD, "origins": [origin]}), TOPICS).origins == {origin}


@pytest.mark.parametrize(
    ("changed", "line", "told"),
    [
        ({"id": None}, 2, "„id“ fehlt"),
        ({"name": None}, 2, "„name“ fehlt"),
        ({"origins": None}, 2, "„origins“ fehlt"),
        ({"name": " "}, 4, "darf nicht leer sein"),
        ({"id": "Werk Verein"}, 3, "nur a–z, 0–9"),
        ({"id": "vorschau"}, 3, "gehört der Vorschau"),
        ({"orgins": []}, 7, "Gemeint ist wohl „origins“"),
        ({"origins": "https://x.example"}, 5, "muss eine Liste"),
        ({"origins": ["https://x.example", "https://x.example"]}, 5, "steht zweimal"),
        ({"enabled": "true"}, 6, "ohne Anführungszeichen"),
        ({"level": "einfach"}, 7, "leichter, standard, fach"),
        ({"language": "fr"}, 7, "de, leichter, en"),
        ({"position": "top"}, 7, "right, left"),
        ({"greeting": "a" * 301}, 7, "auf 300 kürzen"),
        ({"topics": ["lampen"]}, 7, "Gemeint ist wohl „lampe“"),
        ({"topics": ["lampe", 3]}, 7, "muss eine Liste von Texten"),
        ({"accent": "#fff", "on_accent": "#000000"}, 7, "keine Farbe"),
        ({"accent": "red", "on_accent": "#000000"}, 7, "keine Farbe"),
        ({"accent": "#000000"}, 7, "nur zusammen"),
        ({"accent": "#777777", "on_accent": "#ffffff"}, 8, "Kontrast 4,4 zu 1, nötig sind 4,5 zu 1"),
    ],
)
def test_every_fault_has_its_line_and_a_repair(
    tmp_path: Path, changed: dict[str, object], line: int, told: str
) -> None:
    found = [row for row in faults(tmp_path, **changed).split("\n") if told in row]
    assert found
    assert f"partner.toml, Zeile {line}, Partner „" in found[0]


def test_the_suggested_ink_can_be_read(tmp_path: Path) -> None:
    assert 'on_accent = "#000000"' in faults(tmp_path, accent="#ffd500", on_accent="#ffffff")
    assert contrast("#ffd500", "#000000") >= ENOUGH


def test_all_faults_are_told_at_once_and_two_with_one_id(tmp_path: Path) -> None:
    path = written(tmp_path, {**GOOD, "level": "x"}, {**GOOD, "position": "y"})
    with pytest.raises(PartnersError) as caught:
        load_partners(path, TOPICS)
    assert [row.partition("Zeile ")[2].partition(",")[0] for row in str(caught.value).split("\n")] == ["7", "10", "14"]
    assert "hat schon der Eintrag in Zeile 2" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Zeile 1"),
        ("titel = 1\n", "Zeile 1"),
        ("[[partner]]\nid = \n", "Zeile 2"),
        ("[partner]\nid = 'a'\n", "Zeile 1"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "partner.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PartnersError, match=told):
        load_partners(path, TOPICS)
    with pytest.raises(PartnersError, match="nicht lesbar"):
        load_partners(tmp_path / "fehlt.toml", TOPICS)


def test_the_example_passes_and_explains_every_key() -> None:
    partners = load_partners(EXAMPLE_PATH, topic_titles().keys())
    assert partners.named("probe") is not None
    assert partners.named("beispiel") is None
    text = EXAMPLE_PATH.read_text("utf-8")
    assert all(f"# {key} " in text or f"; {key}:" in text for key in Partner.__dataclass_fields__)


def test_what_is_offered_first_exists_and_the_default_colours_can_be_read() -> None:
    titles = topic_titles()
    assert all(titles[topic].endswith("?") for topic in FIRST_TOPICS)
    assert contrast(ACCENT, ON_ACCENT) >= 7


def test_the_command_prints_the_list_and_ends_with_2_where_it_has_faults(tmp_path: Path) -> None:
    done = run("partners", str(EXAMPLE_PATH))
    assert done.returncode == 0
    assert "probe (Probe auf dem eigenen Rechner): eingeschaltet; http://localhost:9000" in done.stdout
    assert "beispiel (Beispiel-Beratung): ausgeschaltet" in done.stdout
    faulty = str(written(tmp_path, {**GOOD, "level": "x"}))
    for wrong in (run("partners", faulty), run("serve", LOTSE_PARTNERS=faulty, LOTSE_DATA=str(tmp_path))):
        assert wrong.returncode == 2
        assert "Zeile 7, Partner „werk“" in wrong.stderr
        assert "Traceback" not in wrong.stderr
    assert "LOTSE_PARTNERS ist nicht gesetzt" in run("partners").stderr
