"""Situations: read from their file, held against the topics and checks that there are, shown with their titles."""

from pathlib import Path

import pytest

from corpus.check.findings import Finding
from corpus.check.situations import check_situations
from corpus.digest import DigestError, load_digest, read_digest
from corpus.entries import Digest
from corpus.manifest import load_sources
from corpus.situations import LANGUAGES, Group, Situation
from tests.digest_sample import TOPIC, written
from tests.sample import SOURCE

SITUATIONS = """
[[situation]]
id = "lehre"
label = { de = "Ich lerne", leichter = "Ich lerne hier", en = "I am learning" }
about = { de = "Hier geht es um die Lehre.", leichter = "Hier geht es um das Lernen.", en = "About learning." }
tools = ["norms"]

[situation.first]
urlaub = "Gibt es Urlaub?"

[[situation.group]]
heading = { de = "Zuerst", leichter = "Das zuerst", en = "First" }
topics = ["urlaub", "werkzeug", "wetter"]
checks = ["urlaub"]

[[situation]]
id = "meister"
label = { de = "Ich lehre", leichter = "Ich lehre andere", en = "I teach" }
about = { de = "Hier geht es um das Lehren.", leichter = "Hier geht es um andere.", en = "About teaching." }

[[situation.group]]
heading = { de = "Kosten", leichter = "Geld", en = "Costs" }
topics = ["werkzeug", "urlaub", "wetter"]
"""
THREE = '["urlaub", "werkzeug", "wetter"]'
EIGHT = str(["urlaub"] * 8)
SEVEN_FIRST = "\n".join(f'a{n} = "Was ist das?"' for n in range(7))


def digest_in(folder: Path, text: str = SITUATIONS) -> Path:
    """Write the sample digest with a third topic and a file of situations, and return its folder."""
    written(folder)
    (folder / "themen" / "wetter.toml").write_text(TOPIC, "utf-8")
    (folder / "situationen.toml").write_text(text, "utf-8")
    return folder


def found(folder: Path, text: str) -> list[Finding]:
    return list(check_situations(load_digest((SOURCE,), digest_in(folder, text))))


def test_a_situation_keeps_what_its_entry_says_in_order(tmp_path: Path) -> None:
    first, second = load_digest((SOURCE,), digest_in(tmp_path)).situations
    assert first == Situation(
        id="lehre",
        label={"de": "Ich lerne", "leichter": "Ich lerne hier", "en": "I am learning"},
        about={"de": "Hier geht es um die Lehre.", "leichter": "Hier geht es um das Lernen.", "en": "About learning."},
        groups=(
            Group(
                {"de": "Zuerst", "leichter": "Das zuerst", "en": "First"},
                ("urlaub", "werkzeug", "wetter"),
                ("urlaub",),
            ),
        ),
        first={"urlaub": "Gibt es Urlaub?"},
        tools=("norms",),
    )
    assert (second.id, second.topics(), second.checks(), second.first, second.tools) == (
        *("meister", ("werkzeug", "urlaub", "wetter"), ()),
        *({}, ()),
    )
    assert [(each.row, each.groups[0].row) for each in (first, second)] == [(2, 11), (16, 21)]


def test_a_digest_needs_no_situations(tmp_path: Path) -> None:
    assert load_digest((SOURCE,), written(tmp_path)).situations == ()


@pytest.mark.parametrize(
    ("old", "new", "row", "told"),
    [
        ('id = "lehre"', 'id = "Die Lehre"', 3, "„id“"),
        (', en = "I am learning"', "", 4, "„en“ fehlt"),
        (', leichter = "Das zuerst"', "", 12, "„leichter“ fehlt"),
        ('en = "I am learning"', 'en = "I am learning", fr = "J’apprends"', 4, "„fr“ ist unbekannt"),
        ('en = "First"', 'en = " "', 12, "„en“ ist leer"),
        ('["norms"]', '["mond"]', 6, "„tools“"),
        (THREE, "[]", 13, "„topics“ hat zu wenige"),
        (THREE, '["urlaub", "werkzeug"]', 13, "„topics“ hat zu wenige"),
        (THREE, EIGHT, 13, "„topics“ hat zu viele"),
        ('urlaub = "Gibt es Urlaub?"', SEVEN_FIRST, 8, "„first“ hat zu viele"),
        ('checks = ["urlaub"]', 'pruefwege = ["urlaub"]', 14, "„pruefwege“ ist unbekannt"),
    ],
)
def test_a_fault_is_told_with_file_line_and_repair(tmp_path: Path, old: str, new: str, row: int, told: str) -> None:
    with pytest.raises(DigestError) as caught:
        load_digest((SOURCE,), digest_in(tmp_path, SITUATIONS.replace(old, new, 1)))
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"{tmp_path.name}/situationen.toml, Zeile {row}: ")
    assert told in first


def test_a_situation_without_a_group_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="„group“ fehlt"):
        load_digest((SOURCE,), digest_in(tmp_path, SITUATIONS[: SITUATIONS.rindex("[[situation.group]]")]))


def test_sound_situations_have_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, SITUATIONS) == []


@pytest.mark.parametrize(
    ("old", "new", "row", "told"),
    [
        (THREE, '["urlaub", "werkzeug", "mond"]', 11, "Das Thema „mond“ gibt es nicht"),
        ('checks = ["urlaub"]', 'checks = ["mond"]', 11, "Den Prüfweg „mond“ gibt es nicht"),
        (THREE, '["urlaub", "werkzeug", "wetter", "urlaub"]', 2, "„urlaub“ steht zweimal"),
        ('checks = ["urlaub"]', 'checks = ["urlaub", "urlaub"]', 2, "„urlaub“ steht zweimal"),
        ('["norms"]', '["norms", "norms"]', 2, "„norms“ steht zweimal"),
        ('urlaub = "Gibt es', 'mond = "Gibt es', 2, "„mond“ steht in first, aber in keiner Gruppe"),
        ('id = "meister"', 'id = "lehre"', 16, "„lehre“ steht zweimal"),
        ('leichter = "Ich lerne hier"', 'leichter = "Ich könnte lernen"', 2, "Konjunktiv: könnte"),
        ('"Gibt es Urlaub?"', '"Was sagt § 3?"', 2, "Zeichen oder Abkürzung: §"),
        ('leichter = "Das zuerst"', 'leichter = "Erwerbsminderungsrente"', 2, "3 Teile"),
        ("Hier geht es um die Lehre.", "Sie haben Anspruch auf eine Lehre.", 2, "Urteil"),
    ],
)
def test_what_leads_nowhere_or_is_worded_wrongly_is_found(
    tmp_path: Path, old: str, new: str, row: int, told: str
) -> None:
    assert old in SITUATIONS
    (finding,) = found(tmp_path, SITUATIONS.replace(old, new, 1))
    assert (finding.file, finding.row) == ("situationen.toml", row)
    assert told in finding.message


def test_one_label_for_two_situations_is_found_at_both(tmp_path: Path) -> None:
    same = SITUATIONS.replace('en = "I teach"', 'en = "I am learning"')
    assert [(each.entry, each.row) for each in found(tmp_path, same)] == [("lehre", 2), ("meister", 16)]


def test_a_page_that_takes_too_long_to_read_is_found(tmp_path: Path) -> None:
    topics = tuple(f"t{n}" for n in range(31))
    words = dict.fromkeys(LANGUAGES, "Das")
    long = Situation("lang", words, words, (Group(words, topics),), row=1)
    known = load_digest((SOURCE,), digest_in(tmp_path)).topics
    told = [each.message for each in check_situations(Digest(topics=known, situations=(long,)))]
    assert any("31 Themen, höchstens 30" in each for each in told)


@pytest.fixture(scope="module")
def shipped() -> Digest:
    digest, faults = read_digest(load_sources())
    assert [fault for fault in faults if fault.file == "situationen.toml"] == []
    return digest


def test_the_shipped_situations_lead_where_they_say(shipped: Digest) -> None:
    assert [str(finding) for finding in check_situations(shipped)] == []


def test_the_eight_situations_are_those_that_were_agreed_on(shipped: Digest) -> None:
    assert [each.label["de"] for each in shipped.situations] == [
        "Ich arbeite in einer Werkstatt",
        "Ich suche Arbeit",
        "Ich bin noch in der Schule",
        "Ich habe einen Brief bekommen",
        "Ich bin Mutter, Vater oder Betreuer",
        "Ich berate",
        "Ich bin Arbeitgeber",
        "Ich will etwas gründen",
    ]


def test_every_guided_check_and_no_former_law_is_offered_in_some_situation(shipped: Digest) -> None:
    offered = {check for each in shipped.situations for check in each.checks()}
    assert offered == {check.id for check in shipped.checks}
    former = {topic.id for topic in shipped.topics if topic.former}
    assert former.isdisjoint(topic for each in shipped.situations for topic in each.topics())


def test_every_situation_has_a_short_list_for_easy_reading(shipped: Digest) -> None:
    assert [each.id for each in shipped.situations if not 3 <= len(each.first) <= 6] == []
