"""Whether an answer helped is counted without text, by several processes, and whatever happens to the file."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock

from corpus.nouns import Level
from service import feedback
from service.feedback import Counted, Feedback, FeedbackError, Helped, read_counts
from service.reply import Status

ROOT = Path(__file__).resolve().parent.parent
YES = Counted("2026-11", Level.LEICHTER, Status.ANSWERED, Helped.YES)
NO = Counted("2026-11", Level.FACH, Status.NOT_COVERED, Helped.NO)
COUNT_MANY = """
import sys
from datetime import date
from pathlib import Path
from corpus.nouns import Level
from service.feedback import Feedback, Helped
from service.reply import Status
counting = Feedback(Path(sys.argv[1]), lambda: date(2026, 11, 24), print)
for _ in range(40):
    counting.add(Helped.YES, Level.LEICHTER, Status.ANSWERED)
assert not counting.waiting()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "feedback.json"


def counting(path: Path, told: Callable[[str], None] = print, day: date = date(2026, 11, 24)) -> Feedback:
    return Feedback(path, lambda: day, told)


def add(feedback: Feedback, counted: Counted) -> None:
    feedback.add(counted.helped, counted.level, counted.status)


def test_words_are_counted_by_month_level_and_status(path: Path) -> None:
    for counted in (YES, NO, YES):
        add(counting(path), counted)
    add(counting(path, day=date(2026, 12, 1)), NO)
    assert read_counts(path) == {YES: 2, NO: 1, NO._replace(month="2026-12"): 1}


def test_the_file_holds_counts_and_nothing_finer_than_a_month(path: Path) -> None:
    add(counting(path), YES)
    assert json.loads(path.read_text("utf-8")) == [["2026-11", "leichter", "answered", "ja", 1]]
    assert {file.name for file in path.parent.iterdir()} <= {path.name, f"{path.name}.lock"}


def test_several_processes_count_into_one_file_and_lose_nothing(path: Path) -> None:
    command = [sys.executable, "-c", COUNT_MANY, str(path)]
    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert read_counts(path) == {YES: 80}


def test_several_threads_count_and_lose_nothing(path: Path) -> None:
    shared = counting(path)

    def ten() -> None:
        for _ in range(10):
            add(shared, YES)

    threads = [Thread(target=ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_counts(path) == {YES: 40}


def test_where_nothing_can_be_written_it_is_told_once_and_counted_until_it_can(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    told: list[str] = []
    shared = counting(blocked / "feedback.json", told.append)
    for _ in range(3):
        add(shared, YES)
    assert shared.waiting() == {YES: 3}
    assert len(told) == 1
    assert "Sie werden im Speicher gezählt" in told[0]
    blocked.unlink()
    add(shared, NO)
    assert shared.waiting() == {}
    assert read_counts(blocked / "feedback.json") == {YES: 3, NO: 1}


def test_a_lock_that_somebody_holds_is_not_waited_for_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "LOCK_SECONDS", 0.0)
    told: list[str] = []
    shared = counting(path, told.append)
    path.parent.mkdir()
    with FileLock(f"{path}.lock"):
        add(shared, YES)
    assert (shared.waiting(), path.exists(), len(told)) == ({YES: 1}, False, 1)
    add(shared, YES)
    assert read_counts(path) == {YES: 2}


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[[]]", "[1]", "\xff", "[" * 5000, '[["2026-11", "leichter", "answered", "ja", 0]]'),
        *('[["2026-11", "leichter", "answered", "vielleicht", 1]]', '[[11, "leichter", "answered", "ja", 1]]'),
        *('[["2026-11", "leichter", "answered", "ja", true]]', '[["2026-11", "laut", "answered", "ja", 1]]'),
    ],
)
def test_a_file_that_is_no_count_is_told_and_left_as_it_is(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, "latin-1")
    told: list[str] = []
    shared = counting(path, told.append)
    add(shared, YES)
    assert path.read_text("latin-1") == text
    assert shared.waiting() == {YES: 1}
    assert "enthält keine Zählung" in told[0]
    with pytest.raises(FeedbackError):
        read_counts(path)


def test_no_file_is_no_count(path: Path) -> None:
    assert read_counts(path) == {}
