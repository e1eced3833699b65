"""The JSON of the contract, apart from any route."""

import pytest
from pydantic import ValidationError

from corpus.nouns import Level
from service.reply import Answer, Found
from service.views import UnknownNorm
from service.wire import LEVEL_LABELS, AnswerOut, AskIn, NormOut, ResultsOut, SearchIn
from tests.served import PROOFS, SAID, TinyAnswers, answered


def test_an_answer_keeps_every_field_and_gains_only_the_label() -> None:
    out = AnswerOut.of(answered(Level.FACH)).model_dump(mode="json")
    # What pages make a link of is told to programs by the notice.
    assert set(out) == set(Answer.__dataclass_fields__) - {"guided"} | {"level_label"}
    assert out["level_label"] == "Fachlich"
    assert [said["text"] for said in out["answer"]] == [said.text for said in SAID]
    assert out["sources"][2]["page"] == "7"
    assert out["sources"][2]["stale"] is True


def test_every_level_has_a_label_and_none_says_leichte_sprache() -> None:
    assert set(LEVEL_LABELS) == set(Level)
    assert "Leichte Sprache" not in LEVEL_LABELS.values()


def test_a_result_is_a_source_with_its_score() -> None:
    out = ResultsOut.of((Found(PROOFS[0], 0.5),)).model_dump(mode="json")
    assert list(out["results"][0])[-1] == "score"
    assert out["results"][0]["quote"] == PROOFS[0].quote


def test_what_is_not_said_has_its_default() -> None:
    asked = AskIn.model_validate({"question": "Wer?"})
    assert (asked.level, asked.history, asked.stream) == (Level.STANDARD, [], False)
    assert SearchIn.model_validate({"question": "Wer?"}).k == 10


def test_keys_of_a_later_contract_are_passed_over() -> None:
    assert AskIn.model_validate({"question": "Wer?", "später": 1}).question == "Wer?"


def test_the_question_is_kept_as_it_was_written() -> None:
    assert AskIn.model_validate({"question": " Wer?\n"}).question == " Wer?\n"


@pytest.mark.parametrize("question", ["\u200b\x00", "\x7f", "a\x0b", "\x1f"])
def test_control_characters_are_no_text(question: str) -> None:
    with pytest.raises(ValidationError, match="control_characters"):
        AskIn.model_validate({"question": question})


def test_a_norm_comes_whole() -> None:
    norm = NormOut.of(TinyAnswers().norm("uebg", "4"))
    numbers = norm.paragraphs[1].sentences[0].numbers
    assert [(number.n, number.text) for number in numbers] == [("1", "ein Hocker,"), ("2", "eine Lampe;")]
    assert norm.paragraphs[1].sentences[0].text.endswith("mehr nur auf Wunsch.")
    with pytest.raises(UnknownNorm):
        TinyAnswers().norm("uebg", "5")
