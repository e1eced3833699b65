"""The answers as a part of other people's LangChain chains: a question goes in, a message with its citations comes out.

LotseRunnable(parts) | StrOutputParser()
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import ValidationError

from service.doors.markdown import Written, markdown
from service.problems import Language, wrong_entries
from service.reply import Answer
from service.views import Answers
from service.wire import AnswerOut, AskIn

Asked = str | Mapping[str, Any]
"""A question, or ``question``, ``level`` and ``history`` (``question`` and ``answer_id`` each), as in the contract."""


class LotseRunnable(Runnable[Asked, AIMessage]):
    """Answers from one open generation of the index.

    The message's content is Markdown. Its ``response_metadata`` holds the whole ``answer`` as the contract has it, and
    ``citations``: where in the content which source is cited. Raises ValueError where the input is no question.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def invoke(self, input: Asked, config: RunnableConfig | None = None, **_: Any) -> AIMessage:  # noqa: A002, ANN401
        """Return the answer to ``input``."""
        return self._call_with_config(self._message, input, config)

    def stream(
        self,
        input: Asked,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,  # noqa: ANN401
    ) -> Iterator[AIMessage]:
        """Yield the answer sentence by sentence; the last chunk holds the metadata."""
        yield from self._transform_stream_with_config(iter([input]), self._chunks, config)

    def _message(self, asked: Asked) -> AIMessage:
        answer = self._answer(asked)
        written = markdown(answer)
        return AIMessage(content=written.text, response_metadata=_metadata(answer, written))

    def _chunks(self, asked: Iterator[Asked]) -> Iterator[AIMessageChunk]:
        for each in asked:
            answer = self._answer(each)
            written = markdown(answer)
            *first, last = written.pieces
            yield from (AIMessageChunk(content=piece) for piece in first)
            yield AIMessageChunk(content=last, response_metadata=_metadata(answer, written), chunk_position="last")

    def _answer(self, asked: Asked) -> Answer:
        ask = read(asked)
        return self._answers.answer(ask.question, ask.level, ask.turns)


def read(asked: Asked) -> AskIn:
    """Return what is asked; raises ValueError, in German, that repeats nothing of it."""
    try:
        return AskIn.model_validate({"question": asked} if isinstance(asked, str) else dict(asked))
    except ValidationError as exc:
        wrong = wrong_entries([(e["type"], e["loc"]) for e in exc.errors(include_input=False)], Language.DE)
    raise ValueError(" ".join(f"{entry.pointer}: {entry.detail}" for entry in wrong))


def _metadata(answer: Answer, written: Written) -> dict[str, Any]:
    citations: Sequence[dict[str, object]] = [
        {
            "start": mark.start,
            "end": mark.end,
            "n": mark.proof.n,
            "pinpoint": mark.proof.pinpoint,
            "quote": mark.proof.quote,
            "url": mark.proof.url,
        }
        for mark in written.marks
    ]
    return {"answer": AnswerOut.of(answer).model_dump(mode="json"), "citations": list(citations)}
