"""The digest's files are read into nouns, and every fault in one is told with file, line and repair."""

from datetime import date
from pathlib import Path

import pytest

from corpus.digest import DigestError, digest_sha, load_asked, load_digest, read_asked, read_digest
from corpus.entries import Asked, Line, Statement
from corpus.facts import numbers
from corpus.nouns import Level, Pinpoint
from tests.digest_sample import CHECK, FILES, GLOSSARY, SIGNPOSTS, STATEMENT, TOPIC, written
from tests.sample import SOURCE

TOOL = Pinpoint("ÜbG", "2", "2", number="1")

FRAGEN = """
[[asked]]
place = "ÜbG § 2 Abs. 1"
colloquial = ["was krieg ich die woche"]
plain = ["Wie viel Lohn gibt es?"]
formal = [
    "Wie hoch ist der Wochenlohn?",
    "Wann wird der Wochenlohn gezahlt?",
]

[[asked]]
place = "ÜbG § 3 Abs. 1"
formal = ["Welche Dauer hat der Urlaub?"]
"""


def asked_in(folder: Path, text: str, name: str = "uebg-2.toml") -> Path:
    """Write a file of what people ask into the digest in ``folder`` and return the folder."""
    (folder / "fragen").mkdir(parents=True, exist_ok=True)
    (folder / "fragen" / name).write_text(text, "utf-8")
    return folder


def faults(folder: Path, **changed: str) -> list[str]:
    with pytest.raises(DigestError) as caught:
        load_digest((SOURCE,), written(folder, **changed))
    return str(caught.value).splitlines()


def test_a_statement_keeps_what_its_entry_says(tmp_path: Path) -> None:
    more = 'valid_from = 2019-01-01\nvalid_until = 2020-12-31\nformer = true\nleft_out = ["nichts"]\n'
    (statement,) = load_digest((SOURCE,), written(tmp_path, kernaussagen_uebg_2=STATEMENT + more)).statements
    assert statement == Statement(
        Pinpoint("ÜbG", "2", "1", "1"),
        "Lehrlinge erhalten in jeder Woche 20 Taler Lohn.",
        "Lehrlinge bekommen Geld: 20 Taler in der Woche.",
        date(2026, 1, 5),
        date(2019, 1, 1),
        date(2020, 12, 31),
        former=True,
        left_out=("nichts",),
    )


def test_a_topic_is_lines_with_places_at_every_level(tmp_path: Path) -> None:
    _, topic = load_digest((SOURCE,), written(tmp_path)).topics
    assert (topic.id, topic.title, topic.follow_ups) == ("werkzeug", "Wer zahlt das Werkzeug?", ("urlaub",))
    assert topic.texts[Level.STANDARD].answer == (Line("Das Werkzeug zahlt der Meister.", (TOOL,)),)
    assert [line.text for line in topic.lines(Level.FACH)] == ["Kostenträger ist der Meister."]
    assert [len(ways) for ways in topic.ways.values()] == [4, 4, 4]
    assert topic.places() == (TOOL,)


def test_lines_know_where_they_stand(tmp_path: Path) -> None:
    _, topic = load_digest((SOURCE,), written(tmp_path)).topics
    rows = {line.row: line.text for level in Level for line in topic.lines(level)}
    text = TOPIC.split("\n")
    assert all(said in text[row - 1] for row, said in rows.items())


def test_a_guided_check_is_a_graph_of_steps_and_outcomes(tmp_path: Path) -> None:
    (check,) = load_digest((SOURCE,), written(tmp_path)).checks
    assert [reply.to for step in check.steps for reply in step.replies] == ["sechs-tage", "sechs-tage"]
    assert list(check.outcomes[0].texts[Level.LEICHTER]) == ["rule", "show", "decides", "apply", "refusal"]


def test_terms_and_signposts_are_read(tmp_path: Path) -> None:
    digest = load_digest((SOURCE,), written(tmp_path))
    assert [(term.term, term.also) for term in digest.terms] == [("Lehrling", ("Azubi",))]
    assert [(post.id, post.phone, len(post.asks)) for post in digest.signposts] == [("muenze", None, 3)]


NO_PLACE = TOPIC.replace("zahlt der Meister. [ÜbG § 2 Abs. 2 Nr. 1]", "zahlt er.")
NOBODY_DECIDES = CHECK.replace('decides = "Der Meister entscheidet. [ÜbG § 3 Abs. 1]"', "")


@pytest.mark.parametrize(
    ("name", "text", "row", "told"),
    [
        ("kernaussagen_uebg_2", STATEMENT + "x = [", 0, "kein gültiges TOML"),
        ("kernaussagen_uebg_2", STATEMENT.replace("as_of = 2026-01-05", ""), 1, "„as_of“ fehlt"),
        ("kernaussagen_uebg_2", STATEMENT.replace("2026-01-05", "2026-01-05T10:00:00"), 2, "kein Tag"),
        ("kernaussagen_uebg_2", STATEMENT.replace("pinpoint = ", "pinpunkt = "), 6, "„pinpunkt“ ist unbekannt"),
        ("kernaussagen_uebg_2", STATEMENT.replace("§ 2 Abs. 1 Satz 1", "§2 I 1"), 6, "bitte so schreiben"),
        ("kernaussagen_uebg_2", STATEMENT.replace("ÜbG § 2 Abs. 1 Satz 1", "irgendwo"), 6, "keine einzelne Fundstelle"),
        ("kernaussagen_uebg_2", 'section = "3"\n' + STATEMENT, 7, "im Kopf steht ÜbG § 3"),
        ("kernaussagen_uebg_2", STATEMENT + "former = true", 9, "valid_until ergänzen"),
        ("kernaussagen_uebg_2", STATEMENT + 'former = "ja"', 9, "true oder false"),
        ("kernaussagen_uebg_2", STATEMENT + "valid_from = 2020-01-02\nvalid_until = 2020-01-01", 10, "vor valid_from"),
        ("kernaussagen_uebg_2", STATEMENT.replace('"Lehrlinge erhalten', '" "  # '), 7, "leer"),
        ("kernaussagen_uebg_2", STATEMENT + STATEMENT[STATEMENT.index("[[") :], 9, "gibt es schon in"),
        ("themen_werkzeug", TOPIC.replace('area = "alltag"', 'area = "mond"'), 3, "„mond“ ist kein Bereich"),
        ("themen_werkzeug", NO_PLACE, 15, "in eckigen Klammern"),
        ("themen_werkzeug", TOPIC.replace(', "zange teuer"', ""), 23, "zu wenige"),
        ("themen_werkzeug", TOPIC.replace("[fach]", "[fachlich]"), 1, "„fach“ fehlt"),
        ("pruefwege_urlaub", NOBODY_DECIDES, 28, "„decides“ fehlt"),
        ("glossar", GLOSSARY.replace("Abs. 1]", "Abs. 1; Anhang]", 1), 5, "keine einzelne Fundstelle"),
        ("wegweiser", SIGNPOSTS.replace("https://example.org", "javascript:alert(1)"), 9, "„url“"),
    ],
)
def test_a_fault_is_told_with_file_line_and_repair(tmp_path: Path, name: str, text: str, row: int, told: str) -> None:
    (first, *_) = faults(tmp_path, **{name: text})
    file = next(each for each in FILES if each.replace("/", "_").replace("-", "_") == f"{name}.toml")
    assert file in first
    assert told in first
    assert f"Zeile {row}:" in first or not row


def test_all_faults_are_told_at_once_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = written(tmp_path, themen_werkzeug="x = [", glossar=GLOSSARY.replace("ÜbG", "XbG"))
    digest, found = read_digest((SOURCE,), folder)
    assert {fault.file for fault in found} == {"themen/werkzeug.toml", "glossar.toml"}
    assert [topic.id for topic in digest.topics] == ["urlaub"]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "glossar.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(DigestError, match="als UTF-8 speichern"):
        load_digest((SOURCE,), folder)


def test_what_people_ask_is_read_place_by_place_in_the_order_of_the_files(tmp_path: Path) -> None:
    more = '[[asked]]\nplace = "ÜbG § 1"\nformal = ["Wozu dient das Gesetz?"]\n'
    asked = load_asked((SOURCE,), asked_in(asked_in(tmp_path, FRAGEN), more, "uebg-1.toml"))
    wage = {
        "colloquial": ("was krieg ich die woche",),
        "plain": ("Wie viel Lohn gibt es?",),
        "formal": ("Wie hoch ist der Wochenlohn?", "Wann wird der Wochenlohn gezahlt?"),
    }
    leave = {"colloquial": (), "plain": (), "formal": ("Welche Dauer hat der Urlaub?",)}
    assert asked == (
        Asked(Pinpoint("ÜbG", "1"), {"colloquial": (), "plain": (), "formal": ("Wozu dient das Gesetz?",)}),
        Asked(Pinpoint("ÜbG", "2", "1"), wage),
        Asked(Pinpoint("ÜbG", "3", "1"), leave),
    )
    assert [(each.file, each.row) for each in asked] == [
        ("fragen/uebg-1.toml", 1),
        ("fragen/uebg-2.toml", 2),
        ("fragen/uebg-2.toml", 11),
    ]


def test_without_a_folder_nothing_is_asked(tmp_path: Path) -> None:
    assert load_asked((SOURCE,), written(tmp_path)) == ()


@pytest.mark.parametrize(
    ("text", "row", "told"),
    [
        (FRAGEN.replace("§ 3 Abs. 1", "§3 I"), 12, "bitte so schreiben: „ÜbG § 3 Abs. 1“"),
        (FRAGEN.replace("ÜbG § 3 Abs. 1", "irgendwo"), 12, "keine einzelne Fundstelle"),
        (FRAGEN.replace("ÜbG § 3 Abs. 1", "XG § 3"), 12, "„XG"),
        (FRAGEN.replace("§ 3 Abs. 1", "§ 3 Abs. 1 Satz 1"), 12, "statt „ÜbG § 3 Abs. 1 Satz 1“ bitte „ÜbG § 3 Abs. 1“"),
        (FRAGEN.replace("§ 2 Abs. 1", "§ 2 Abs. 2 Nr. 1"), 3, "statt „ÜbG § 2 Abs. 2 Nr. 1“ bitte „ÜbG § 2 Abs. 2“"),
        (FRAGEN.replace('formal = ["Welche Dauer', 'plain = ["Welche Dauer'), 11, "„formal“ fehlt"),
        (FRAGEN.replace('formal = ["Welche Dauer hat der Urlaub?"]', "formal = []"), 13, "„formal“ hat zu wenige"),
        (FRAGEN.replace('"Welche Dauer hat der Urlaub?"', '" "'), 13, "„formal“ ist leer"),
        (FRAGEN.replace("plain = ", "einfach = "), 5, "„einfach“ ist unbekannt"),
        (FRAGEN + "former = true\n", 14, "„former“ ist unbekannt"),
        ("as_of = 2026-01-05\n" + FRAGEN, 1, "„as_of“ ist unbekannt"),
        ("", 1, "„asked“ fehlt"),
    ],
)
def test_a_fault_in_what_people_ask_is_told_with_file_line_and_repair(
    tmp_path: Path, text: str, row: int, told: str
) -> None:
    with pytest.raises(DigestError) as caught:
        load_asked((SOURCE,), asked_in(written(tmp_path), text))
    (fault,) = str(caught.value).splitlines()
    assert fault.startswith(f"{tmp_path.name}/fragen/uebg-2.toml, Zeile {row}: ")
    assert told in fault


def test_all_faults_in_what_people_ask_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    wrong = FRAGEN.replace("ÜbG § 2 Abs. 1", "irgendwo")
    asked, found = read_asked((SOURCE,), asked_in(asked_in(tmp_path, wrong), "x = [", "uebg-1.toml"))
    assert [(fault.file, fault.row) for fault in found] == [("fragen/uebg-1.toml", 1), ("fragen/uebg-2.toml", 3)]
    assert [each.place for each in asked] == [Pinpoint("ÜbG", "3", "1")]


def test_what_people_ask_is_no_part_of_what_is_said(tmp_path: Path) -> None:
    without = load_digest((SOURCE,), written(tmp_path / "one"))
    assert load_digest((SOURCE,), asked_in(written(tmp_path / "two"), FRAGEN)) == without


def test_former_law_may_stand_beside_the_law(tmp_path: Path) -> None:
    again = STATEMENT[STATEMENT.index("[[") :] + "former = true\nvalid_until = 2020-12-31\n"
    statements = load_digest((SOURCE,), written(tmp_path, kernaussagen_uebg_2=STATEMENT + again)).statements
    assert [s.former for s in statements] == [False, True]


def test_the_hash_follows_names_and_texts(tmp_path: Path) -> None:
    seen = [digest_sha(tmp_path), digest_sha(written(tmp_path))]
    (tmp_path / "glossar.toml").write_text(GLOSSARY + "\n", "utf-8")
    seen.append(digest_sha(tmp_path))
    (tmp_path / "themen" / "urlaub.toml").rename(tmp_path / "themen" / "ferien.toml")
    seen.append(digest_sha(tmp_path))
    assert len(set(seen)) == 4
    assert digest_sha(tmp_path) == seen[-1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("drei Monate, bis zu vier Wochen", {"3", "4"}),
        ("zunächst für ein Jahr, dann Ein weiteres Jahr", {"1"}),
        ("aus einem Mitglied", {"1"}),
        ("eine Werkstatt und ein Betrieb", set()),
        ("zur Hälfte", {"1/2"}),
        ("nach § 57 oder § 58, §§ 11 bis 13, Abs. 3 Nr. 2 bis 6, Satz 2, Paragraf 35a", set()),
        ("im Sozial-Gesetz-Buch 14, in den Paragrafen 63 und 64", set()),
        ("nach § 57 und 36 Monate", {"36"}),
        ("im Verhältnis 1:12, höchstens 1.500 Euro", {"1", "12", "1500"}),
        ("im Neunten Buch, Sozial-Gesetz-Buch 12, SGB XII, in Kapitel 6, im Buch Neun", set()),
        ("4 623 Euro, 13,90 Euro, 3.955,50 Euro", {"4623", "13,90", "3955,50"}),
        ("zweijährig, zwölfmonatig, am vierten Tag, der fünfzehnte, darauf achten", {"2", "12", "4", "15"}),
    ],
)
def test_quantities_are_found_and_addresses_are_not(text: str, found: set[str]) -> None:
    assert numbers(text) == found
