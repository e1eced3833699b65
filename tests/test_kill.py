"""A builder that is killed at any moment leaves the served generation as it was."""

import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from corpus.generation import GENERATIONS, current, finished
from corpus.index import PassageIndex
from ingest.build import searched_text
from tests.generations import EMBEDDER, Order, passages

ROOT = Path(__file__).resolve().parent.parent
COUNT = 600
AT_EVENTS, AT_TIMES = 7, 3
SEED = 61


def _run(order: Order, kill_after: float | None = None) -> tuple[int, str, float]:
    """Run a builder and return its exit code, what it printed and how long it built; kill it after some seconds."""
    with subprocess.Popen(order.command(), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "start\n"
        began = time.monotonic()
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
        printed = process.stdout.read()
    return process.returncode, printed, time.monotonic() - began


def _version_served(folder: Path, versions: tuple[int, ...]) -> int:
    """Return which of ``versions`` is served, after proving that all of it is there and is found."""
    index = PassageIndex(current(folder), EMBEDDER.name)
    try:
        (version,) = (v for v in versions if index.passages == passages(COUNT, v))
        for row in range(0, COUNT, 50):
            text = searched_text(index.passages[row])
            assert index.nearest(EMBEDDER.embed_query(text), 1)[0][0] == row
            assert index.words.shares(text).argmax() == row
    finally:
        index.close()
    return version


@pytest.mark.slow
def test_a_builder_killed_at_ten_moments_leaves_a_whole_index_served(tmp_path: Path) -> None:
    code, events, seconds = _run(Order(str(tmp_path), 0, COUNT))
    assert code == 0
    assert _version_served(tmp_path, (0,)) == 0
    random, step = Random(SEED), (int(events) - 1) / AT_EVENTS
    moments = [int(step * (i + random.random())) + 1 for i in range(AT_EVENTS)]
    times = [seconds * (i + random.random()) / AT_TIMES for i in range(AT_TIMES)]
    served, killed = 0, 0
    for version, (event, after) in enumerate([(m, None) for m in moments] + [(0, t) for t in times], 1):
        code, _, _ = _run(Order(str(tmp_path), version, COUNT, kill_at=event), after)
        killed += code == -9
        served = _version_served(tmp_path, (served, version))
    assert killed >= AT_EVENTS  # a timer may come late on a busy machine, an event cannot

    code, _, _ = _run(Order(str(tmp_path), 99, COUNT))
    assert code == 0
    assert _version_served(tmp_path, (99,)) == 99
    assert set((tmp_path / GENERATIONS).iterdir()) == set(finished(tmp_path))
    assert len(finished(tmp_path)) == 2
