"""The answers work as a part of a LangChain chain, with their citations in the metadata of the message."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import RunnableLambda

from corpus.nouns import Level
from service.doors.runnable import LotseRunnable
from service.reply import Answer, Turn
from service.wire import AnswerOut
from tests.served import PROOFS, SAID, TinyAnswers, answered

QUESTION = "Wer bekommt eine Werkbank?"


@dataclass(slots=True)
class Listening(TinyAnswers):
    """Answers that remember what came along with a question."""

    heard: list[tuple[str, Level, tuple[Turn, ...]]] = field(default_factory=list)

    def answer(self, question: str, level: Level, history: Sequence[Turn] = (), gone: Event | None = None) -> Answer:
        """Remember, then answer as the others do."""
        self.heard.append((question, level, tuple(history)))
        return TinyAnswers.answer(self, question, level, history, gone)


def test_a_chain_gets_a_message_with_the_answer_and_its_citations() -> None:
    first: list[AIMessage] = []

    def keep(message: AIMessage) -> str:
        first.append(message)
        return str(message.response_metadata["answer"]["sources"][0]["pinpoint"])

    chain = LotseRunnable(TinyAnswers()) | RunnableLambda(keep)
    assert chain.invoke(QUESTION) == "ÜbG § 4 Abs. 1 Satz 1"
    metadata = first[0].response_metadata
    assert metadata["answer"] == AnswerOut.of(answered(Level.STANDARD)).model_dump(mode="json")
    assert [first[0].text[c["start"] : c["end"]] for c in metadata["citations"]] == ["[1]", "[2]", "[3]"]
    assert [c["quote"] for c in metadata["citations"]] == [proof.quote for proof in PROOFS]


def test_level_and_history_are_handed_on() -> None:
    parts = Listening()
    history = [{"question": "Davor?", "answer_id": "g1.fach.p1"}]
    LotseRunnable(parts).invoke({"question": QUESTION, "level": "fach", "history": history})
    LotseRunnable(parts).invoke(QUESTION)
    assert parts.heard == [
        (QUESTION, Level.FACH, (Turn("Davor?", "g1.fach.p1"),)),
        (QUESTION, Level.STANDARD, ()),
    ]


def test_several_questions_and_waiting_work_as_in_every_chain() -> None:
    chain = LotseRunnable(TinyAnswers()) | StrOutputParser()
    alone = chain.invoke(QUESTION)
    other = chain.invoke("Platz?")
    assert SAID[0].text in alone
    assert chain.batch([QUESTION, "Platz?"]) == [alone, other]
    assert asyncio.run(chain.ainvoke(QUESTION)) == alone


def test_a_stream_brings_sentences_and_ends_with_the_metadata() -> None:
    runnable = LotseRunnable(TinyAnswers())
    whole, chunks = runnable.invoke(QUESTION), [c for c in runnable.stream(QUESTION) if isinstance(c, AIMessageChunk)]
    assert [chunk.text.partition(" [")[0] for chunk in chunks[1:3]] == [said.text for said in SAID]
    assert "".join(chunk.text for chunk in chunks) == whole.text
    added = chunks[0] + chunks[1] + chunks[2] + chunks[3]
    assert added.response_metadata == whole.response_metadata
    assert list((runnable | StrOutputParser()).stream(QUESTION))[1].startswith(SAID[0].text)


@pytest.mark.parametrize("wrong", ["", "Zitterwurz" * 401, {"question": "Zitterwurz", "level": "Zitterwurz"}, {}])
def test_what_is_no_question_is_refused_without_repeating_it(wrong: str | dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"/(question|level): ") as refused:
        LotseRunnable(TinyAnswers()).invoke(wrong)
    assert "Zitterwurz" not in str(refused.value)
    assert refused.value.__context__ is None
