"""A dialogue is read with its faults named, played with the history a client holds, and judged turn by turn."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from corpus.manifest import load_sources
from corpus.nouns import Level
from corpus.places import Places, section_of
from eval.cases import BadQuestions, Half
from eval.dialogues import FEWEST, MOST, OPEN, Dialogue, DialogueTurn, Kind, read_dialogues
from eval.followed import followed, shown, table
from eval.metrics import NothingToScore
from eval.play import LONGEST_HISTORY, PlayedDialogue, play
from service.reply import Answer, Choice, Clarify, Part, Said, Status, Turn
from tests.served import DISCLAIMER, LAW, PAPER, PROVENANCE, proof

PLACES = Places((LAW, PAPER))
STANDARD, LEICHTER, FACH = Level.STANDARD, Level.LEICHTER, Level.FACH
ASKED = "Wer bekommt in der Werkhalle eine Lampe?"


# --- What can be played ---


def says(*places: str, text: str = "", level: Level = STANDARD, ways: Sequence[str] = ()) -> Answer:
    """Return an answer with one sentence a place, and what it offers to go on with."""
    said = tuple(Said(f"{text or 'Satz'} {n} zu {place.replace(' ', '-')}.", (n,)) for n, place in enumerate(places, 1))
    proofs = tuple(proof(n, place, "Wortlaut") for n, place in enumerate(places, 1))
    part = Part(0, Status.ANSWERED, said)
    id_ = ".".join(("g1", level, *places))
    return Answer(id_, part.status, level, said, (part,), proofs, None, None, tuple(ways), (DISCLAIMER,), PROVENANCE)


def asks(*ways: str, level: Level = STANDARD) -> Answer:
    """Return a question back with ``ways`` to choose from."""
    clarify = Clarify("Was ist gemeint?", tuple(Choice(way[:9], way) for way in ways))
    return replace(says(level=level), id="g1.back", status=Status.CLARIFY, clarify=clarify)


def refuses(status: Status = Status.NOT_COVERED) -> Answer:
    return replace(says(), id="g1.no", status=status)


@dataclass(slots=True)
class Script:
    """Answers each question as written, and keeps what it was asked with."""

    answers: Mapping[str, Answer]
    heard: list[tuple[str, Level, tuple[Turn, ...]]] = field(default_factory=list)

    def answer(self, question: str, level: Level, history: Sequence[Turn]) -> Answer:
        """Return the answer written for ``question``."""
        self.heard.append((question, level, tuple(history)))
        return self.answers[question]


def turn(
    question: str,
    kind: Kind,
    *norms: str,
    status: Status = Status.ANSWERED,
    level: Level = STANDARD,
    same_as: int | None = None,
    way: int | None = None,
) -> DialogueTurn:
    return DialogueTurn(question, level, kind, status, tuple(map(PLACES.read, norms)), same_as, way)


LAMP = turn(ASKED, Kind.FIRST, "ÜbG § 4 Abs. 2")
WAYS = ("Wer zahlt den Strom?", "Wie hell ist die Lampe?")
BEHIND = {WAYS[0]: says("ÜbG § 2 Abs. 1"), WAYS[1]: says("ÜbG § 3 Abs. 1")}
BEFORE = says("ÜbG § 4 Abs. 2", "ÜbG § 4 Abs. 1", ways=WAYS)


def fault(answer: Answer, last: DialogueTurn, before: Answer = BEFORE, **more: Answer) -> str | None:
    """Return what is wrong with ``answer`` to the turn after ``before``."""
    script = Script({ASKED: before, last.question: answer, **BEHIND, **more})
    return play(script, Dialogue("d", "Eine Person", (LAMP, last)), PLACES).turns[-1].fault


# --- The client holds the conversation ---


def test_each_turn_is_asked_with_all_that_was_said_before() -> None:
    turns = (LAMP, turn("und wie hell", Kind.ELLIPTIC, "ÜbG § 4", level=FACH), turn("danke", Kind.THANKS))
    script = Script({ASKED: BEFORE, "und wie hell": says("ÜbG § 4", level=FACH), "danke": asks()})
    play(script, Dialogue("d", "Eine Person", turns), PLACES)
    first, second = Turn(ASKED, BEFORE.id), Turn("und wie hell", "g1.fach.ÜbG § 4")
    assert script.heard == [
        (ASKED, STANDARD, ()),
        ("und wie hell", FACH, (first,)),
        ("danke", STANDARD, (first, second)),
    ]


def test_only_the_last_turns_are_sent_in_a_long_conversation() -> None:
    more = tuple(turn(f"und {n}", Kind.ELLIPTIC, "ÜbG § 4") for n in range(LONGEST_HISTORY + 2))
    script = Script({ASKED: BEFORE, **{each.question: says("ÜbG § 4") for each in more}})
    play(script, Dialogue("d", "Eine Person", (LAMP, *more)), PLACES)
    history = [each.question for each in script.heard[-1][2]]
    assert history == [f"und {n}" for n in range(1, LONGEST_HISTORY + 1)]


def test_a_way_on_is_tried_with_the_same_history_and_level() -> None:
    last = turn("das zweite", Kind.CHOICE, way=2, level=FACH)
    script = Script({ASKED: BEFORE, "das zweite": BEHIND[WAYS[1]], **BEHIND})
    play(script, Dialogue("d", "Eine Person", (LAMP, last)), PLACES)
    assert script.heard[-1] == (WAYS[1], FACH, (Turn(ASKED, BEFORE.id),))


# --- Resolved or not ---

HOW_LONG = turn("und wie lange", Kind.ELLIPTIC, "ÜbG § 3 Abs. 2", "ÜbG § 5")
WEATHER = turn("und das wetter", Kind.ELLIPTIC, status=Status.SIGNPOST)
WHICH = turn("und die", Kind.ELLIPTIC, "ÜbG § 2", status=Status.CLARIFY)
COUNSEL = turn("bitte genau", Kind.LEVEL, "ÜbG § 4", level=FACH, same_as=0)
OTHER = turn("anderes thema: wie hoch ist der lohn", Kind.NEW_TOPIC, "ÜbG § 2 Abs. 1")
EASIER = turn("einfacher bitte", Kind.SIMPLER, same_as=0)
WHERE = turn("wo steht das", Kind.WHERE, same_as=0)
AGAIN = turn("nochmal", Kind.AGAIN, same_as=0)
YES = turn("ja", Kind.YES)
SECOND = turn("das zweite", Kind.CHOICE, way=2)
THANKS = turn("danke", Kind.THANKS)
NAMED = replace(says("ÜbG § 9", text="Das steht in ÜbG § 4 Abs. 1:"), id="g1.named")


@pytest.mark.parametrize(
    ("answer", "last"),
    [
        (says("ÜbG § 9", "ÜbG § 3 Abs. 1"), HOW_LONG),
        (says("ÜbG § 5"), HOW_LONG),
        (refuses(Status.SIGNPOST), WEATHER),
        (refuses(Status.NOT_COVERED), WEATHER),
        (asks(WAYS[1], WAYS[0]), WHICH),
        (says("ÜbG § 4 Abs. 7", level=FACH), COUNSEL),
        (says("ÜbG § 2 Abs. 1"), OTHER),
        (says("ÜbG § 4 Abs. 1", level=LEICHTER), EASIER),
        (says("ÜbG § 4 Abs. 1", text="Anders"), WHERE),
        (NAMED, WHERE),
        (BEFORE, AGAIN),
        (says("ÜbG § 3 Abs. 4"), YES),
        (asks(*WAYS), YES),
        (says("ÜbG § 3 Abs. 1"), SECOND),
        (asks(), THANKS),
        (asks(WAYS[0]), THANKS),
        (says("ÜbG § 4 Abs. 3"), THANKS),
    ],
)
def test_what_follows_up_on_what_was_said_is_resolved(answer: Answer, last: DialogueTurn) -> None:
    assert fault(answer, last) is None


@pytest.mark.parametrize(
    ("answer", "last", "why"),
    [
        (says("ÜbG § 4 Abs. 2"), HOW_LONG, "nennt ÜbG § 4 statt ÜbG § 3, ÜbG § 5"),
        (asks(WAYS[1]), HOW_LONG, "clarify statt answered"),
        (refuses(), HOW_LONG, "not_covered statt answered"),
        (says("ÜbG § 4 Abs. 2"), WEATHER, "answered statt signpost"),
        (asks(), WEATHER, "clarify statt signpost"),
        (asks(WAYS[1]), WHICH, "nennt ÜbG § 3 statt ÜbG § 2"),
        (asks(), WHICH, "nennt nichts statt ÜbG § 2"),
        (says("ÜbG § 4 Abs. 2"), COUNSEL, "Stufe standard statt fach"),
        (says("ÜbG § 4 Abs. 2"), OTHER, "nennt ÜbG § 4 statt ÜbG § 2"),
        (says("ÜbG § 4 Abs. 2"), EASIER, "Stufe standard statt leichter"),
        (says("ÜbG § 3", level=LEICHTER), EASIER, "gefragt war nach ÜbG § 4"),
        (asks(WAYS[0], level=LEICHTER), EASIER, "clarify, nennt nichts"),
        (says("ÜbG § 4 Abs. 3"), WHERE, "nennt keine von ÜbG § 4 Abs. 1, ÜbG § 4 Abs. 2"),
        (asks(), WHERE, "clarify statt answered"),
        (says("ÜbG § 4 Abs. 2"), AGAIN, "nicht dieselben Sätze"),
        (says("ÜbG § 4 Abs. 1"), YES, "geht auf nichts ein, das angeboten war"),
        (asks("Wie hoch ist der Tisch?"), YES, "geht auf nichts ein, das angeboten war"),
        (refuses(), YES, "geht auf nichts ein, das angeboten war"),
        (says("ÜbG § 2 Abs. 1"), SECOND, f"antwortet nicht auf „{WAYS[1]}“"),
        (asks(*WAYS), SECOND, f"antwortet nicht auf „{WAYS[1]}“"),
        (says("ÜbG § 9"), THANKS, "kommt auf ÜbG § 9"),
        (says("ÜbG § 2 Abs. 1"), THANKS, "kommt auf ÜbG § 2"),
        (asks("Wie hoch ist der Tisch?"), THANKS, "kommt auf ÜbG § 9"),
        (refuses(), THANKS, "not_covered statt einer Erwiderung"),
    ],
)
def test_what_goes_astray_is_not_resolved_and_says_why(answer: Answer, last: DialogueTurn, why: str) -> None:
    said = fault(answer, last, **{"Wie hoch ist der Tisch?": says("ÜbG § 9")})
    assert said is not None
    assert why in said


@pytest.mark.parametrize(
    ("answer", "last", "resolved"),
    [
        (asks(), YES, True),
        (says("ÜbG § 4 Abs. 2"), YES, False),
        (asks(), SECOND, True),
        (says("ÜbG § 4 Abs. 2"), SECOND, False),
        (refuses(), SECOND, False),
    ],
)
def test_where_nothing_was_offered_a_yes_or_a_choice_is_asked_back(
    answer: Answer, last: DialogueTurn, resolved: bool
) -> None:
    assert (fault(answer, last, before=says("ÜbG § 4 Abs. 2")) is None) is resolved


def test_a_question_back_that_was_chosen_from_has_to_be_the_same() -> None:
    before = replace(asks(*WAYS), follow_ups=())
    chosen = {WAYS[1]: asks("Wie hell am Tag?", "Wie hell bei Nacht?")}
    assert fault(chosen[WAYS[1]], SECOND, before=before, **chosen) is None
    assert fault(asks("Wie hell am Tag?"), SECOND, before=before, **chosen) is not None


@pytest.mark.parametrize("last", [AGAIN, WHERE, EASIER])
def test_what_said_nothing_cannot_be_said_again(last: DialogueTurn) -> None:
    level = LEICHTER if last is EASIER else STANDARD
    assert fault(replace(refuses(), level=level), last, before=refuses()) is not None
    assert fault(says("ÜbG § 4 Abs. 2", level=level), last, before=refuses()) is not None


@pytest.mark.parametrize("last", [AGAIN, WHERE, EASIER])
def test_a_turn_is_held_against_the_one_that_it_is_about(last: DialogueTurn) -> None:
    turns = (LAMP, HOW_LONG, last)
    for answer, resolved in ((BEFORE, True), (says("ÜbG § 5"), False)):
        level = LEICHTER if last is EASIER else STANDARD
        script = {ASKED: BEFORE, HOW_LONG.question: says("ÜbG § 5"), last.question: replace(answer, level=level)}
        gone = play(Script(script), Dialogue("d", "Eine Person", turns), PLACES)
        assert (gone.turns[-1].fault is None) is resolved


# --- Figures ---

REPEATED = turn("und auch abends", Kind.ELLIPTIC, "ÜbG § 4 Abs. 2")
HOW_MUCH = turn("wieviel ist das", Kind.NUMBER, "ÜbG § 2 Abs. 1")


def played() -> tuple[PlayedDialogue, ...]:
    """Return one dialogue that begins well and one that does not."""
    good = Dialogue("d1", "Eine Person", (LAMP, REPEATED, HOW_MUCH, HOW_LONG, THANKS))
    bad = Dialogue("d2", "Ein Mensch", (replace(LAMP, question="Lampe?"), HOW_LONG, AGAIN))
    script = {**dict.fromkeys((ASKED, REPEATED.question, HOW_MUCH.question), BEFORE), "danke": refuses()}
    more = {HOW_LONG.question: says("ÜbG § 3 Abs. 1"), "Lampe?": refuses(), AGAIN.question: asks()}
    return tuple(play(Script({**script, **more, **BEHIND}), each, PLACES) for each in (good, bad))


def test_follow_ups_are_counted_by_hand() -> None:
    found = followed(played())
    assert (found.dialogues, found.turns, found.follow_ups.mean) == (2, 6, 0.5)
    assert (found.first.turns, found.first.resolved) == (2, 1)
    assert (found.after_first.turns, found.after_first.resolved) == (4, 2)
    assert {kind: (each.turns, each.resolved) for kind, each in found.kinds.items()} == {
        Kind.ELLIPTIC: (3, 3),
        Kind.NUMBER: (1, 0),
        Kind.AGAIN: (1, 0),
        Kind.THANKS: (1, 0),
    }
    assert found.exact.mean == 0.25  # § 3 Abs. 1 is the section, not the Absatz
    assert found.repeats == 1


def test_there_is_no_figure_without_follow_ups() -> None:
    with pytest.raises(NothingToScore):
        followed(())


def test_the_table_names_each_kind_and_its_share() -> None:
    lines = list(table(followed(played())))
    assert lines[0].startswith("Nachfragen gelöst: 0.500 (")
    rows = {line.split("  ")[0]: line.split() for line in lines if " von " in line}
    assert rows["erste Frage"][-4:] == ["1", "von", "2", "0.500"]
    assert rows["elliptic"][-4:] == ["3", "von", "3", "1.000"]
    assert rows["thanks"][-4:] == ["0", "von", "1", "0.000"]


def test_a_dialogue_is_shown_as_a_reader_sees_it() -> None:
    text = "\n".join(shown(played()[0]))
    assert text.startswith("d1: Eine Person\n  + [first, standard] Wer bekommt in der Werkhalle eine Lampe?\n")
    assert "Satz 1 zu ÜbG-§-4-Abs.-2. [ÜbG § 4 Abs. 2]" in text
    assert f"1. {WAYS[0]}" in text
    assert "– [thanks, standard] danke\n      not_covered, standard\n      !! not_covered statt" in text


# --- The files ---


def raw(question: str = "und wie lange", kind: str = "elliptic", **other: object) -> dict[str, object]:
    each: dict[str, object] = {"question": question, "level": "standard", "norms": ["ÜbG § 4 Abs. 2"]}
    return {**each, "status": "answered", "kind": kind, "same_as": None, "facts": ["eine Lampe"], **other}


def row(*turns: dict[str, object], id_: str = "d1") -> str:
    return json.dumps({"id": id_, "person": "Eine Person, 30", "turns": turns})


FIRST = raw(ASKED, "first")
GOOD = row(FIRST, raw(level="leichter"), raw("das erste", "choice", norms=[], way=1))


def test_a_dialogue_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "dialogues_test.jsonl").write_text(GOOD + "\n", "utf-8")
    (one,) = read_dialogues(Half.TEST, PLACES, tmp_path)
    assert (one.id, one.person, len(one.turns)) == ("d1", "Eine Person, 30", 3)
    lamp = replace(LAMP, facts=("eine Lampe",))
    assert one.turns[0] == lamp
    assert one.turns[1] == replace(lamp, question="und wie lange", level=LEICHTER, kind=Kind.ELLIPTIC)
    assert (one.turns[2].kind, one.turns[2].way, one.turns[2].places) == (Kind.CHOICE, 1, ())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("keine Klammer", "Expecting value"),
        (json.dumps({"id": "d2", "person": "x"}), "turns"),
        (GOOD, "Die Kennung d1 gibt es schon"),
        (row(FIRST, raw(), id_="d2"), "3 bis 5 Fragen, dieses 2"),
        (row(FIRST, *[raw()] * 5, id_="d2"), "3 bis 5 Fragen, dieses 6"),
        (row(raw(), raw(), raw(), id_="d2"), "Genau die erste Frage"),
        (row(FIRST, raw(kind="first"), raw(), id_="d2"), "Genau die erste Frage"),
        (row(FIRST, raw(" "), raw(), id_="d2"), "Frage 2 („elliptic“) ist leer"),
        (row(FIRST, raw(kind="unklar"), raw(), id_="d2"), "unklar"),
        (row(FIRST, raw(level="schwer"), raw(), id_="d2"), "schwer"),
        (row(FIRST, raw(status="vielleicht"), raw(), id_="d2"), "vielleicht"),
        (row(FIRST, raw(norms=["ÜbG 4 II"]), raw(), id_="d2"), "ÜbG 4 II"),
        (row(FIRST, raw(norms=["FremdG § 4"]), raw(), id_="d2"), "FremdG"),
        (row(FIRST, raw(norms=[]), raw(), id_="d2"), "Frage 2 („elliptic“) braucht „norms“"),
        (row(FIRST, raw(), raw("danke", "thanks"), id_="d2"), "Frage 3 („thanks“) hat keine „norms“"),
        (row(FIRST, raw(), raw("nochmal", "again", norms=[]), id_="d2"), "Frage 3 („again“) braucht „same_as“"),
        (row(FIRST, raw(), raw("nochmal", "again", norms=[], same_as=2), id_="d2"), "keine frühere Frage"),
        (row(FIRST, raw(same_as=-1), raw(), id_="d2"), "keine frühere Frage"),
        (row(FIRST, raw(), raw("das erste", "choice", norms=[]), id_="d2"), "Frage 3 („choice“) braucht „way“"),
        (row(FIRST, raw(), raw("das nullte", "choice", norms=[], way=0), id_="d2"), "braucht „way“"),
        (row(FIRST, raw(way=1), raw(), id_="d2"), "Frage 2 („elliptic“) hat kein „way“"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / "dialogues_development.jsonl").write_text(f"{GOOD}\n{line}\n", "utf-8")
    with pytest.raises(BadQuestions, match=r"dialogues_development\.jsonl, Zeile 2: .+ Bitte berichtigen") as caught:
        read_dialogues(Half.DEVELOPMENT, PLACES, tmp_path)
    assert why in str(caught.value)


@pytest.fixture(scope="module")
def halves() -> Mapping[Half, tuple[Dialogue, ...]]:
    places = Places(load_sources())
    return {half: read_dialogues(half, places) for half in Half}


def test_each_half_has_twenty_dialogues_with_every_kind(halves: Mapping[Half, Sequence[Dialogue]]) -> None:
    assert {half: len(each) for half, each in halves.items()} == {Half.DEVELOPMENT: 20, Half.TEST: 20}
    for dialogues in halves.values():
        turns = [turn for dialogue in dialogues for turn in dialogue.turns]
        assert {each.kind for each in turns} == set(Kind)
        assert {each.level for each in turns} == set(Level)
        assert {each.status for each in turns} >= {Status.ANSWERED, Status.CLARIFY, Status.SIGNPOST}
        assert all(FEWEST <= len(dialogue.turns) <= MOST for dialogue in dialogues)


def test_no_two_dialogues_are_of_the_same_person(halves: Mapping[Half, Sequence[Dialogue]]) -> None:
    dialogues = [each for half in halves.values() for each in half]
    for counts in (Counter(each.id for each in dialogues), Counter(each.person for each in dialogues)):
        assert [name for name, count in counts.items() if count > 1] == []


def test_follow_ups_are_as_short_as_people_write_them(halves: Mapping[Half, Sequence[Dialogue]]) -> None:
    turns = [turn for half in halves.values() for each in half for turn in each.turns[1:]]
    assert [each.question for each in turns if len(each.question.split()) > 12] == []
    assert sum(len(each.question.split()) <= 6 for each in turns) > len(turns) / 2


def test_what_is_to_be_answered_says_what_a_right_answer_must_say(halves: Mapping[Half, Sequence[Dialogue]]) -> None:
    turns = [turn for half in halves.values() for each in half for turn in each.turns]
    plain = [each for each in turns if each.kind not in OPEN and each.status is Status.ANSWERED]
    assert len(plain) > len(turns) / 2
    assert [each.question for each in plain if not any(fact.strip() for fact in each.facts)] == []


def test_most_dialogues_move_to_another_section(halves: Mapping[Half, Sequence[Dialogue]]) -> None:
    def sections(dialogue: Dialogue) -> list[set[Any]]:
        return [set(map(section_of, each.places)) for each in dialogue.turns if each.places]

    for dialogues in halves.values():
        moving = [each for each in dialogues if sections(each) and not set.intersection(*sections(each))]
        assert len(moving) > len(dialogues) / 2
