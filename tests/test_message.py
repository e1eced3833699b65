"""A message cut into its questions: nothing of it lost, nothing said twice, each with what it may lean on."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.message import MOST, Asked, leans, questions_of


def texts(message: str) -> list[str]:
    return [asked.text for asked in questions_of(message)]


@pytest.mark.parametrize(
    "message",
    [
        "Wer zahlt das Werkzeug?",
        "wer zahlt das werkzeug",
        "Ich bin Lehrling. Wer zahlt das Werkzeug? Der Meister sagt nichts.",
        "§ 2 Abs. 2 Nr. 1",
        "1. Werkzeug",
        "",
    ],
)
def test_a_message_with_one_question_or_none_is_whole(message: str) -> None:
    assert questions_of(message) == (Asked(message, ""),)


def test_spaces_and_lines_of_a_whole_message_are_made_one() -> None:
    assert questions_of("  Wer zahlt\n das   Werkzeug? ") == (Asked("Wer zahlt das Werkzeug?", ""),)


@pytest.mark.parametrize(
    ("message", "cut"),
    [
        ("Wer zahlt den Hammer? Und wie hoch ist der Lohn?", ["Wer zahlt den Hammer?", "Und wie hoch ist der Lohn?"]),
        ("wer zahlt das??? wie viel?", ["wer zahlt das???", "wie viel?"]),
        ("Was gilt nach § 2 Abs. 2? Was nach § 3?", ["Was gilt nach § 2 Abs. 2?", "Was nach § 3?"]),
        ("Gilt Abs. 1 Nr. 3 z.B. auch hier? Und bzw. wo?", ["Gilt Abs. 1 Nr. 3 z.B. auch hier?", "Und bzw. wo?"]),
        ("Muss ich hin?! Ich bin 20. Und bis 21?!? Wer zahlt?!",
         ["Muss ich hin?!", "Ich bin 20. Und bis 21?!?", "Wer zahlt?!"]),
        ("1. Wer zahlt?\n2. Wie lange?\n3) Wo?", ["Wer zahlt?", "Wie lange?", "Wo?"]),
        ("- Wer zahlt?\n• Wie lange?", ["Wer zahlt?", "Wie lange?"]),
        ("Darf der WfbM das? Was sagt die WVO?", ["Darf der WfbM das?", "Was sagt die WVO?"]),
        ("Wer zahlt?Wie lange?", ["Wer zahlt?", "Wie lange?"]),
        ("Wer zahlt? Danke. Das ist gut. Wie lange?", ["Wer zahlt?", "Danke. Das ist gut. Wie lange?"]),
        ("Wer zahlt? Wie lange? Ich bin 20. Danke!", ["Wer zahlt?", "Wie lange? Ich bin 20. Danke!"]),
    ],
)  # fmt: skip
def test_each_question_has_its_own_words(message: str, cut: list[str]) -> None:
    assert texts(message) == cut


def test_what_stands_before_the_first_question_belongs_to_each_and_each_to_those_after_it() -> None:
    one, two, three = questions_of("Ich bin 20. Ich werke. Wer zahlt? Wie lange? Und wo?")
    assert one == Asked("Wer zahlt?", "Ich bin 20. Ich werke.")
    assert two == Asked("Wie lange?", "Ich bin 20. Ich werke. Wer zahlt?")
    assert three == Asked("Und wo?", "Ich bin 20. Ich werke. Wer zahlt? Wie lange?")
    assert three.whole == "Ich bin 20. Ich werke. Wer zahlt? Wie lange? Und wo?"
    assert Asked("Wer zahlt?", "").whole == "Wer zahlt?"


def test_more_questions_than_can_be_answered_one_by_one_stay_one() -> None:
    many = " ".join(f"Wer zahlt {thing}?" for thing in "Hammer Zange Säge Bohrer".split())
    assert len(questions_of(many)) == MOST
    assert questions_of(f"{many} Und wer den Leim?") == (Asked(f"{many} Und wer den Leim?", ""),)


@given(
    st.lists(st.sampled_from(["Wer zahlt", "Ich bin 20", "Wie lange", "Abs. 2", "hm", "\n", "§ 60 WVO"]), max_size=9),
    st.data(),
)
def test_every_word_is_in_one_question_or_told_before_all(pieces: list[str], data: st.DataObject) -> None:
    ends = [data.draw(st.sampled_from(["?", "??", ".", "!", "", "?!"])) for _ in pieces]
    message = " ".join(f"{piece}{end}" for piece, end in zip(pieces, ends, strict=True))
    asked = questions_of(message)
    assert 1 <= len(asked) <= MOST
    assert f"{asked[0].context} {' '.join(each.text for each in asked)}".split() == message.split()
    for before, after in pairwise(asked):
        assert after.context == before.whole
    assert all("?" in each.text for each in asked) or len(asked) == 1


@pytest.mark.parametrize(
    "message",
    [
        "und wie lange?",
        "kostet das was",
        "Und was ist, wenn ich vorher schon ein paar Jahre in der Werkstatt war?",
        "aber bekomme ich als Lehrling in der Werkstatt auch ein Werkzeug gestellt",
        "gilt das auch für Lehrlinge, die noch gar nicht angefangen haben",
        "was ist mit dem Budget für Ausbildung in einem kleinen Betrieb",
        "muss ich dafür einen Antrag stellen",
        "bekommt man das auch in Teilzeit?",
        "wie hoch",
    ],
)
def test_a_short_question_that_points_at_something_leans_on_what_was_said(message: str) -> None:
    assert leans(message)


@pytest.mark.parametrize(
    "message",
    [
        "Wie viel Urlaub bekommen Lehrlinge im Jahr?",
        "Welche Aufgaben hat eigentlich ein Werkstattrat?",
        "Undine arbeitet in einer Werkstatt, wie viel Urlaub bekommt sie dort im ganzen Jahr?",
        "Ich arbeite seit drei Jahren in einer Werkstatt, wer bezahlt mir die Fahrt dahin?",
    ],
)
def test_a_whole_question_does_not(message: str) -> None:
    assert not leans(message)
