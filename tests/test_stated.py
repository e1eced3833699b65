"""Whether an answer says a fact is decided as a reader decides it, and never for want of a number or a "nicht"."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.digest import load_digest
from corpus.embedding import StaticEmbedder
from corpus.manifest import load_sources
from corpus.places import Places
from eval.cases import Half, read_cases
from eval.judged import NEVER, agreement, hash_of, read_facts, read_never
from eval.likeness import Likeness, likeness
from eval.stated import missing_numbers, stated, support, suspect

# What was measured, less a little: 0.913, 0.793 and 5 of 207 pairs; 0 of 60 on those that nothing was fitted on.
ACCURACY, KAPPA, FALSE_YES = 0.90, 0.77, 6
TRIAL = "Das Eingangsverfahren dauert drei Monate."
SHORTER = "Verkürzt werden kann es auf bis zu vier Wochen."
COUNSEL = "Unabhängig und kostenlos berät die Teilhabeberatung."


@pytest.fixture(scope="module")
def like() -> Likeness:
    """Return the likeness over our own texts."""
    return likeness(load_digest(load_sources()), StaticEmbedder())


@pytest.mark.parametrize(
    ("fact", "sentences"),
    [
        ("Eingangsverfahren drei Monate", (TRIAL, SHORTER)),
        ("Eingangsverfahren 3 Monate", (SHORTER, TRIAL, COUNSEL)),
        ("nein, gilt nicht als Hinzuverdienst", ("Nein: Der Lohn gilt nicht als Hinzuverdienst.",)),
        ("Lohn ist kein Hinzuverdienst", ("Der Lohn gilt nicht als Hinzuverdienst.",)),
        ("keine Aufzeichnung der Sitzung", ("Die Sitzung darf nicht aufgezeichnet werden.",)),
        ("Widerspruch schriftlich innerhalb eines Monats", ("Der Widerspruch geht schriftlich.", "Frist: ein Monat.")),
    ],
)
def test_a_fact_is_said_in_other_words(fact: str, sentences: tuple[str, ...], like: Likeness) -> None:
    assert stated(fact, sentences, like)


@pytest.mark.parametrize(
    ("fact", "sentences"),
    [
        ("Eingangsverfahren drei Monate", ()),
        ("Eingangsverfahren zwei Monate", (TRIAL, SHORTER)),
        ("Eingangsverfahren vier Wochen", (TRIAL, COUNSEL)),
        ("nein, gilt nicht als Hinzuverdienst", ("Ja: Der Lohn gilt nicht als Hinzuverdienst.",)),
        ("Lohn ist kein Hinzuverdienst", ("Der Lohn gilt als Hinzuverdienst.",)),
        ("Kinderbetreuungskosten werden übernommen", (TRIAL, SHORTER, COUNSEL)),
        (
            "Kündigungsfrist im Vertrag vier Wochen",
            ("Die Kündigungsfrist steht im Vertrag.", COUNSEL, COUNSEL, COUNSEL, "Nach vier Wochen endet ein Kurs."),
        ),
    ],
)
def test_what_is_not_said_is_not_found(fact: str, sentences: tuple[str, ...], like: Likeness) -> None:
    assert not stated(fact, sentences, like)


def test_general_words_in_an_answer_to_something_else_do_not_count(like: Likeness) -> None:
    said = ("Die Kosten trägt der Träger der Eingliederungshilfe, wenn kein anderer zuständig ist.",)
    fact = "Antrag beim Träger der Eingliederungshilfe"
    assert stated(fact, said, like)
    assert not stated(fact, said, like, deciding=False)
    assert stated(TRIAL, (TRIAL,), like, deciding=False)


def test_the_sentences_that_say_a_fact_are_the_fewest_that_do(like: Likeness) -> None:
    found = support("Eingangsverfahren drei Monate", (COUNSEL, TRIAL, SHORTER), like)
    assert found is not None
    assert found.at == (1,)
    assert found.words == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("fact", "text", "missing"),
    [
        ("75 Prozent, drei Jahre", "höchstens 75 Prozent", {"3"}),
        ("rund 20 763 Euro", "20.763,75 Euro", set()),
        ("20 763 Euro", "20.763,75 Euro", {"20763"}),
        ("die Hälfte vom Rest", "vom Rest 50 Prozent", set()),
        ("50 Prozent", "zur Hälfte", set()),
        ("nach § 44 SGB X", "eine Überprüfung", set()),
    ],
)
def test_numbers_of_a_fact_are_compared_as_they_are_meant(fact: str, text: str, missing: set[str]) -> None:
    assert missing_numbers(fact, text) == missing


def test_what_must_not_be_said_is_suspected_in_its_own_words_and_in_near_ones(like: Likeness) -> None:
    never = "der Fachausschuss entscheidet bindend"
    assert suspect(never, "Der Fachausschuss entscheidet bindend.", like)
    assert suspect(never, "Bindend entscheidet darüber der Fachausschuss der Werkstatt.", like)
    assert not suspect(never, COUNSEL, like)
    assert not suspect("es gibt keinen Weg zurück", "Es gibt einen Weg zurück.", like)


# --- What readers judged ---


def test_the_program_agrees_with_the_reader_as_far_as_was_measured(like: Likeness) -> None:
    judged = read_facts()
    found = agreement(judged, like)
    assert found.pairs == len(judged) > 200
    assert found.accuracy >= ACCURACY
    assert found.kappa >= KAPPA
    assert found.false_yes <= FALSE_YES


def test_a_program_that_says_yes_to_all_would_not_agree(like: Likeness) -> None:
    turned = [replace(each, verdict=not each.verdict) for each in read_facts()]
    found = agreement(turned, like)
    assert found.accuracy < 0.2
    assert found.kappa < 0


def test_facts_were_judged_on_the_development_half_alone() -> None:
    cases = {case.id: case for case in read_cases(Half.DEVELOPMENT, Places(load_sources()))}
    judged = read_facts()
    assert all(each.fact in cases[each.case].facts for each in judged)
    assert len({(each.case, each.fact) for each in judged}) == len(judged)
    assert {each.verdict for each in judged} == {True, False}


def test_readings_are_known_by_case_and_sentence_and_none_is_there_before_somebody_read(tmp_path: Path) -> None:
    row = f'{{"case": "d1", "sentence": "{hash_of("Alles ist verboten.")}", "harmful": true}}\n'
    (tmp_path / NEVER).write_text(row, "utf-8")
    assert read_never(tmp_path) == {("d1", hash_of("Alles ist verboten.")): True}
    assert read_never(tmp_path / "nowhere") == {}
