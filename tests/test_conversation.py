"""What a message means after others: whose question it is, which way it takes, and what is said again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from corpus.nouns import Level, Pinpoint, Place
from corpus.places import Places
from service.answer import Answerer
from service.conversation import (
    ASK_ANEW,
    ASK_FIRST,
    ASK_MORE,
    ASK_ON,
    GREETED,
    MOST_CHOICES,
    SHOWN,
    Conversation,
)
from service.reply import Answer, Choice, Clarify, Part, Said, Status, Turn
from service.told import Told, status_of
from tests.served import LAW, PAPER, PROVENANCE, proof

STANDARD, LEICHTER, FACH = Level.STANDARD, Level.LEICHTER, Level.FACH
LAMP, LEAVE = "Wer bekommt in der Werkhalle eine Lampe?", "Wie lange dauert der Urlaub der Lehrlinge im Jahr?"
POWER, BRIGHT = "Wer zahlt den Strom?", "Wie hell ist die Lampe?"
ONE = "Wer bekommt einen Hocker an der Werkbank?"
PICK = "Ich habe eine Frage zur Werkhalle und zur Werkbank"
SHOP, BUDGET = "Gibt es in der Werkstatt Urlaub?", "Gibt es in der Budget für Arbeit Urlaub?"
WAYS: Mapping[str, Sequence[str]] = {LAMP: (POWER, BRIGHT), ONE: (POWER,), POWER: (LEAVE,)}
CITED = {LAMP: ("ÜbG § 4 Abs. 2 Nr. 2", "ÜbG § 4 Abs. 1"), LEAVE: ("ÜbG § 3 Abs. 1",)}


def says(question: str, level: Level, leaning: str = "") -> Answer:
    """Return an answer that tells what was asked, and offers what `WAYS` says."""
    places = CITED.get(question, ("ÜbG § 1",))
    said = tuple(Said(f"{question}|{leaning}|{level}|{n}", (n,)) for n in range(1, len(places) + 1))
    proofs = tuple(proof(n, place, f"Wortlaut {n}") for n, place in enumerate(places, 1))
    part = Part(0, Status.ANSWERED, said)
    ways = tuple(WAYS.get(question, ()))
    return Answer(f"g1.{level}", part.status, level, said, (part,), proofs, None, None, ways, (), PROVENANCE)


def asks(words: str, level: Level, *ways: str) -> Answer:
    clarify = Clarify(words, tuple(Choice(way, way) for way in ways))
    return replace(says("", level), status=Status.CLARIFY, answer=(), sources=(), follow_ups=(), clarify=clarify)


@dataclass(slots=True)
class Script:
    """Answers every question by telling it back; ``alone`` are the messages that stand alone after another one."""

    alone: frozenset[str] = frozenset({LAMP, LEAVE, POWER, ONE, PICK, SHOP})
    shown: list[Sequence[Place]] = field(default_factory=list)

    def answer(self, question: str, level: Level) -> Answer:
        """Return what says the question; `PICK` is asked back."""
        return asks("Was?", level, LAMP, LEAVE) if question == PICK else says(question, level)

    def follow(self, before: str, question: str, level: Level) -> Answer:
        """Return what says both questions."""
        return says(before, level, question)

    def stands_alone(self, message: str, before: str) -> bool:
        """Tell whether the message was written down as one that does; ``before`` is never an elliptic one."""
        assert before in (*self.alone, BUDGET, BRIGHT)
        return message in self.alone

    def wording(self, places: Sequence[Place], level: Level) -> Answer:
        """Return the places as sentences."""
        self.shown.append(tuple(places))
        return replace(says("", level), answer=tuple(Said(f"{place}: „…“", (1,)) for place in places))

    def worded(self, told: Told, level: Level) -> Answer:
        """Return the question back that is told."""
        assert told.clarify
        assert status_of(told) is Status.CLARIFY
        return asks(told.clarify.question, level, *(choice.question for choice in told.clarify.choices))


def conversation(script: Script | None = None) -> Conversation:
    return Conversation(cast("Answerer", script or Script()), Places((LAW, PAPER)))


def after(*before: str) -> tuple[Turn, ...]:
    return tuple(Turn(question, "g1.standard.p1") for question in before)


def said(message: str, *before: str, level: Level = STANDARD) -> str:
    """Return the first sentence that is said to ``message``: question, what leans on it, level, number."""
    answer = conversation().answer(message, level, after(*before))
    assert answer.status is Status.ANSWERED
    return answer.answer[0].text.removesuffix("|1")


def back(message: str, *before: str) -> tuple[str, tuple[str, ...]]:
    """Return the question back that ``message`` gets, and what can be chosen."""
    answer = conversation().answer(message, STANDARD, after(*before))
    assert answer.clarify
    assert (answer.status, answer.answer) == (Status.CLARIFY, ())
    return answer.clarify.question, tuple(choice.question for choice in answer.clarify.choices)


# --- What a question is about ---


def test_a_first_question_is_answered_as_it_is() -> None:
    assert said(LAMP) == f"{LAMP}||standard"
    assert said("und wie lange?") == "und wie lange?||standard"


def test_a_question_that_leans_is_about_what_was_spoken_of() -> None:
    assert said("und wie lange?", LAMP) == f"{LAMP}|und wie lange?|standard"


def test_one_that_leans_after_another_leans_on_the_whole_question_and_not_on_that_one() -> None:
    assert said("und wer zahlt?", LAMP, "und wie lange?") == f"{LAMP}|und wer zahlt?|standard"
    assert said("auch nachts?", LAMP, "und wie lange?", "und wer?") == f"{LAMP}|auch nachts?|standard"


def test_a_whole_question_leaves_behind_what_was_said() -> None:
    assert said(LEAVE, LAMP, "und wie lange?") == f"{LEAVE}||standard"
    assert said("und wie lange?", LAMP, LEAVE) == f"{LEAVE}|und wie lange?|standard"


def test_another_offer_takes_the_place_of_the_one_spoken_of_and_stays() -> None:
    other = "und im Budget für Arbeit?"
    assert said(other, SHOP) == f"{BUDGET}|{other}|standard"
    assert said("und wie lange?", SHOP, other) == f"{BUDGET}|und wie lange?|standard"


def test_what_begins_something_new_takes_nothing_from_before() -> None:
    assert said("anderes Thema: und wie lange?", LAMP) == "und wie lange?||standard"
    assert said("anderes Thema: wie hell?") == "wie hell?||standard"
    assert said("und wer?", LAMP, f"Neue Frage: {BRIGHT}") == f"{BRIGHT}|und wer?|standard"


def test_who_only_says_that_something_new_comes_is_asked_what_and_nothing_of_before_is_left() -> None:
    assert back("andere frage", LAMP) == (ASK_FIRST, ())
    assert said("und wie lange?", LAMP, "andere frage") == "und wie lange?||standard"
    assert back("danke", LAMP, "andere frage") == (ASK_FIRST, ())


@pytest.mark.parametrize(
    "between", ["danke", "hallo", "wo steht das", "nochmal", "nein", "das stimmt nicht", "hä?", "egal"]
)
def test_a_short_word_between_does_not_change_what_it_is_about(between: str) -> None:
    assert said("und wie lange?", LAMP, between) == f"{LAMP}|und wie lange?|standard"


# --- Taking what was offered ---


def test_a_yes_takes_the_one_way_that_was_offered() -> None:
    assert said("ja", ONE) == f"{POWER}||standard"
    assert said("und wie lange?", ONE, "ja") == f"{POWER}|und wie lange?|standard"
    assert said("ja", ONE, "ja bitte") == f"{LEAVE}||standard"


def test_a_yes_to_several_ways_is_asked_which() -> None:
    assert back("ja", LAMP) == (ASK_ON, (POWER, BRIGHT))
    assert back("beides", LAMP) == (ASK_ON, (POWER, BRIGHT))


def test_a_yes_to_nothing_is_asked_for_more() -> None:
    assert back("ja", LEAVE) == (ASK_ON, ())


@pytest.mark.parametrize(
    ("message", "way"),
    [
        ("das erste", POWER),
        ("das zweite", BRIGHT),
        ("die letzte bitte", BRIGHT),
        ("das mit dem Strom", POWER),
        ("das mit der Lampe", BRIGHT),
    ],
)
def test_a_choice_takes_the_way_that_it_names(message: str, way: str) -> None:
    assert said(message, LAMP) == f"{way}||standard"
    assert said("auch nachts?", LAMP, message) == f"{way}|auch nachts?|standard"


@pytest.mark.parametrize("message", ["das dritte", "das mit dem Wetter", "das mit der"])
def test_a_choice_that_was_not_offered_is_asked_again(message: str) -> None:
    assert back(message, LAMP) == (ASK_ON, (POWER, BRIGHT))


@pytest.mark.parametrize("message", ["das zweite", "das mit der Rente"])
def test_where_one_way_was_offered_no_other_is_taken_for_it(message: str) -> None:
    assert back(message, ONE) == (ASK_ON, (POWER,))


def test_a_word_that_fits_several_ways_chooses_none() -> None:
    assert back("das mit der Werkhalle oder Lehrlinge", PICK)[0] == ASK_ON


def test_what_a_question_back_offered_comes_first() -> None:
    assert said("das zweite", PICK) == f"{LEAVE}||standard"
    assert said("das mit der Lampe", PICK) == f"{LAMP}||standard"


def test_a_choice_is_worded_at_the_level_that_is_asked_for() -> None:
    assert said("das zweite", LAMP, level=FACH) == f"{BRIGHT}||fach"
    assert said("das zweite", LAMP, "einfacher bitte") == f"{BRIGHT}||standard"


# --- Saying it again ---


def test_easier_and_more_exact_word_the_same_question_anew() -> None:
    assert said("einfacher bitte", LAMP) == f"{LAMP}||leichter"
    assert said("genauer bitte", LAMP) == f"{LAMP}||fach"
    assert said("einfacher bitte", LAMP, "und wie lange?", level=FACH) == f"{LAMP}|und wie lange?|leichter"


def test_easier_holds_for_that_answer_and_the_next_is_worded_as_asked_for() -> None:
    assert said("und wie lange?", LAMP, "einfacher bitte") == f"{LAMP}|und wie lange?|standard"
    assert said(LEAVE, LAMP, "einfacher bitte") == f"{LEAVE}||standard"


def test_again_says_the_same_sentences() -> None:
    talk = conversation()
    assert talk.answer("nochmal", STANDARD, after(LAMP)) == talk.answer(LAMP, STANDARD)
    before = talk.answer("und wie lange?", STANDARD, after(LAMP))
    assert talk.answer("noch mal bitte", STANDARD, after(LAMP, "und wie lange?")) == before


@pytest.mark.parametrize(("message", "level"), [("einfacher bitte", LEICHTER), ("genauer", FACH)])
def test_again_after_an_easier_or_more_exact_wording_says_that_one(message: str, level: Level) -> None:
    assert said("nochmal", LAMP, message) == f"{LAMP}||{level}"


def test_a_level_that_is_switched_on_the_way_words_what_comes_after() -> None:
    assert said("und wie lange?", LAMP, level=LEICHTER) == f"{LAMP}|und wie lange?|leichter"
    assert said("nochmal", LAMP, level=FACH) == f"{LAMP}||fach"


# --- Where it stands ---


def test_where_it_stands_is_shown_at_the_places_in_the_order_in_which_the_answer_needs_them() -> None:
    script = Script()
    answer = conversation(script).answer("wo steht das?", STANDARD, after(LAMP))
    assert script.shown == [(Pinpoint("ÜbG", "4", "2", number="2"), Pinpoint("ÜbG", "4", "1"))]
    assert answer.answer[0].text.startswith("ÜbG § 4 Abs. 2 Nr. 2:")


@pytest.mark.parametrize("doubt", ["stimmt das wirklich?", "das hat mir das amt anders gesagt", "wo steht das"])
def test_who_doubts_is_shown_the_words_too(doubt: str) -> None:
    script = Script()
    conversation(script).answer(doubt, STANDARD, after(LEAVE, "danke"))
    assert script.shown == [(Pinpoint("ÜbG", "3", "1"),)]


def test_no_more_places_are_shown_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(f"ÜbG § 4 Abs. {n}" for n in range(1, SHOWN + 3))
    monkeypatch.setitem(CITED, LAMP, many)
    script = Script()
    conversation(script).answer("wo steht das?", STANDARD, after(LAMP))
    assert [str(place) for place in script.shown[0]] == list(many[:SHOWN])


def test_where_nothing_was_said_nothing_is_shown_and_it_is_asked_again() -> None:
    script = Script()
    answer = conversation(script).answer("wo steht das?", STANDARD, after(PICK))
    assert (answer, script.shown) == (asks("Was?", STANDARD, LAMP, LEAVE), [])


# --- Short words ---


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("danke", ASK_MORE),
        ("hallo", GREETED),
        ("das war nicht meine frage", ASK_ANEW),
        ("nein", ASK_ANEW),
    ],
)
def test_a_short_word_gets_one_back_with_the_ways_on(message: str, words: str) -> None:
    assert back(message, LAMP) == (words, (POWER, BRIGHT))


def test_no_more_ways_on_are_offered_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(f"Wie hoch ist Stufe {n}?" for n in range(MOST_CHOICES + 2))
    monkeypatch.setattr("tests.test_conversation.WAYS", {LAMP: many})
    assert back("danke", LAMP) == (ASK_MORE, many[:MOST_CHOICES])


@pytest.mark.parametrize(
    ("message", "words"),
    [
        *((m, ASK_FIRST) for m in ("ja", "nein", "danke", "das zweite", "das mit der Rente", "einfacher", "genauer")),
        *((m, ASK_FIRST) for m in ("wo steht das?", "nochmal", "stimmt nicht", "das war nicht meine frage")),
        ("hallo", GREETED),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [(), ("hallo",), ("hallo", "danke", "ja")])
def test_before_any_question_a_short_word_is_asked_for_one(message: str, words: str, before: tuple[str, ...]) -> None:
    assert back(message, *before) == (words, ())


def test_a_question_after_short_words_alone_is_a_first_one() -> None:
    assert said("und wie lange?", "hallo", "danke") == "und wie lange?||standard"


# --- Whole conversations ---

LONG = (
    "hallo", LAMP, "und wie lange?", "einfacher bitte", "wo steht das?", "das zweite", "auch nachts?", "danke", SHOP,
    "und im Budget für Arbeit?",
)  # fmt: skip


def test_ten_turns_lead_where_they_should() -> None:
    assert said("und wer zahlt?", *LONG) == f"{BUDGET}|und wer zahlt?|standard"
    assert said("nochmal", *LONG[:7]) == f"{BRIGHT}|auch nachts?|standard"


@pytest.mark.parametrize("id_", ["", "x" * 400, "g9.fach.nichts", "../../..", "g1.standard"])
def test_ids_of_answers_change_nothing(id_: str) -> None:
    history = tuple(Turn(question, id_) for question in LONG)
    talk = conversation()
    assert talk.answer("und wer?", STANDARD, history) == talk.answer("und wer?", STANDARD, after(*LONG))


@pytest.mark.parametrize("message", ["und wie lange?", "ja", "danke", "wo steht das?", "nochmal", LEAVE])
def test_the_same_turns_get_the_same_answer_whatever_was_asked_in_between(message: str) -> None:
    talk = conversation()
    first = talk.answer(message, STANDARD, after(*LONG))
    talk.answer("und wie lange?", FACH, after(LEAVE))
    assert (
        talk.answer(message, STANDARD, after(*LONG)) == first == conversation().answer(message, STANDARD, after(*LONG))
    )


def test_a_history_of_nothing_is_none() -> None:
    assert conversation().answer(LAMP, STANDARD) == conversation().answer(LAMP, STANDARD, ())


class Alike(Script):
    """Answers a leaning question with the sentences of the question before it, and turns them round when asked to."""

    def follow(self, before: str, question: str, level: Level) -> Answer:  # noqa: ARG002
        """Return the answer to the question before."""
        return says(before, level)

    def turned(self, answer: Answer, question: str) -> Answer:
        """Return the sentences the other way round."""
        assert question == "und wie hell?"
        return replace(answer, answer=answer.answer[::-1])


def test_where_the_same_sentences_answer_again_what_is_asked_now_comes_first() -> None:
    talk = conversation(Alike())
    first = talk.answer(LAMP, STANDARD)
    history = (Turn(LAMP, first.id),)
    second = talk.answer("und wie hell?", STANDARD, history)
    assert second.answer == first.answer[::-1]
    once_more = talk.answer("nochmal", STANDARD, (*history, Turn("und wie hell?", second.id)))
    assert once_more.answer == second.answer
