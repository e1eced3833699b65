"""The application on a real server on this machine, and answers that take as long as a test wants."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

import anyio
import uvicorn
from fastapi import FastAPI

from corpus.nouns import Level
from service.reply import Answer, Turn
from tests.served import TinyAnswers

# No test waits this long unless something is broken; then it fails instead of hanging.
PATIENCE = 30.0


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Yield the address at which ``app`` answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
        running = Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            running.join(PATIENCE)


@dataclass(slots=True)
class SlowAnswers(TinyAnswers):
    """Answers once ``may_end`` is set; ``told`` is set when the answerer hears that nobody waits any more."""

    may_end: Event = field(default_factory=Event)
    told: Event = field(default_factory=Event)
    let_go: Event = field(default_factory=Event)
    waits_for_gone: bool = False

    def answer(self, question: str, level: Level, history: Sequence[Turn] = (), gone: Event | None = None) -> Answer:
        """Wait for what the test allows, then answer as the others do."""
        if self.waits_for_gone and gone and gone.wait(PATIENCE):
            self.told.set()
        self.may_end.wait(PATIENCE)
        # The names of a class with slots are not those that super() without arguments would look in.
        return TinyAnswers.answer(self, question, level, history, gone)

    def close(self) -> None:
        """Remember that it was closed, and tell."""
        self.closed = True
        self.let_go.set()


@dataclass(slots=True)
class Beats:
    """A pace that strikes ``left`` times at once, then never again."""

    left: int

    async def __call__(self) -> None:
        """Return as often as there are strikes left."""
        if not self.left:
            await anyio.sleep_forever()
        self.left -= 1
