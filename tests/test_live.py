"""A newer generation takes the place of the old at once, and no request loses what it works with."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Thread

import pytest

from service.live import RETRY_SECONDS, Live, NothingServed, Unusable


@dataclass(slots=True)
class Generation:
    """One opened folder; a real file says whether it can be used."""

    folder: Path
    closings: int = 0

    def close(self) -> None:
        """Count how often it was closed."""
        self.closings += 1


@dataclass(slots=True)
class Place:
    """An index folder with a pointer file, and a clock that moves when it is told to."""

    root: Path
    now: float = 0.0
    reports: list[str] = field(default_factory=list)
    opened: list[Generation] = field(default_factory=list)

    def point_to(self, name: str, state: str = "good") -> None:
        """Let the pointer name a folder whose state is ``state``."""
        (self.root / name).mkdir(exist_ok=True)
        (self.root / name / "state").write_text(state, "utf-8")
        (self.root / "current").write_text(name, "utf-8")

    def current(self) -> Path:
        """Return the folder that the pointer names."""
        pointer = self.root / "current"
        if not pointer.exists():
            raise Unusable("Es gibt noch keinen Index.")
        return self.root / pointer.read_text("utf-8")

    def open(self, folder: Path) -> Generation:
        """Open a folder whose state is good."""
        if (folder / "state").read_text("utf-8") != "good":
            raise Unusable(f"{folder.name} ist beschädigt.")
        self.opened.append(Generation(folder))
        return self.opened[-1]

    def finished(self) -> tuple[Path, ...]:
        """Return all folders, the newest name first."""
        return tuple(sorted((path.parent for path in self.root.glob("*/state")), reverse=True))

    def live(self) -> Live[Generation]:
        """Return a Live over this place."""
        return Live(self.current, self.open, lambda: self.now, self.reports.append, self.finished)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def served(live: Live[Generation]) -> str:
    with live.lease() as generation:
        return generation.folder.name


def test_without_a_pointer_nothing_is_served_and_the_reason_is_told_once(place: Place) -> None:
    live = place.live()
    live.check()
    live.check()
    with pytest.raises(NothingServed, match="noch keinen Index"), live.lease():
        pass
    assert place.reports == ["Es gibt noch keinen Index."]


def test_the_first_generation_is_served_as_soon_as_it_is_there(place: Place) -> None:
    live = place.live()
    live.check()
    place.point_to("g1")
    live.check()
    assert served(live) == "g1"
    assert live.problem == ""


def test_a_look_opens_nothing_when_nothing_changed(place: Place) -> None:
    place.point_to("g1")
    live = place.live()
    for _ in range(5):
        live.check()
    assert len(place.opened) == 1


def test_a_request_keeps_its_generation_while_new_requests_get_the_next(place: Place) -> None:
    place.point_to("g1")
    live = place.live()
    live.check()
    with live.lease() as first, live.lease() as second:
        place.point_to("g2")
        live.check()
        assert first is second
        assert first.closings == 0
        assert served(live) == "g2"
    assert first.closings == 1
    assert served(live) == "g2"


def test_an_unused_old_generation_is_closed_at_the_change(place: Place) -> None:
    place.point_to("g1")
    live = place.live()
    live.check()
    place.point_to("g2")
    live.check()
    assert [generation.closings for generation in place.opened] == [1, 0]


def test_a_broken_generation_is_reported_and_the_old_serves_on(place: Place) -> None:
    place.point_to("g1")
    live = place.live()
    live.check()
    place.point_to("g2", "torn")
    live.check()
    assert served(live) == "g1"
    assert live.problem == "g2 ist beschädigt."
    assert place.reports[-1] == "g2 ist beschädigt."
    assert place.opened[0].closings == 0


def test_at_start_an_earlier_generation_stands_in_for_a_broken_one(place: Place) -> None:
    place.point_to("g1")
    place.point_to("g2", "auch beschädigt")
    place.point_to("g3", "beschädigt")
    live = place.live()
    live.check()
    live.check()
    assert served(live) == "g1"
    assert live.problem == "g3 ist beschädigt."
    assert place.reports == ["g3 ist beschädigt.", "Bis dahin wird ein früherer Index ausgeliefert: g1"]


def test_a_stand_in_serves_without_a_pointer_and_makes_room_for_the_named_generation(place: Place) -> None:
    place.point_to("g1")
    (place.root / "current").unlink()
    live = place.live()
    live.check()
    assert served(live) == "g1"
    place.point_to("g2")
    live.check()
    assert served(live) == "g2"
    assert live.problem == ""


def test_a_broken_generation_is_tried_again_after_a_while_only(place: Place) -> None:
    place.point_to("g1", "torn")
    live = place.live()
    live.check()
    place.point_to("g1", "good")
    place.now = RETRY_SECONDS - 1
    live.check()
    assert not place.opened
    place.now = RETRY_SECONDS
    live.check()
    assert served(live) == "g1"


def test_after_a_broken_generation_the_next_one_is_taken_at_once(place: Place) -> None:
    place.point_to("g1", "torn")
    live = place.live()
    live.check()
    place.point_to("g2")
    live.check()
    assert served(live) == "g2"
    assert live.problem == ""


def test_pointing_back_to_the_served_generation_ends_the_problem(place: Place) -> None:
    place.point_to("g1")
    live = place.live()
    live.check()
    place.point_to("g2", "torn")
    live.check()
    place.point_to("g1")
    live.check()
    assert live.problem == ""
    assert len(place.opened) == 1


def test_a_lost_pointer_does_not_end_the_service(place: Place) -> None:
    place.point_to("g1")
    live = place.live()
    live.check()
    (place.root / "current").unlink()
    live.check()
    assert served(live) == "g1"


def test_closing_waits_for_the_last_request(place: Place) -> None:
    place.point_to("g1")
    live = place.live()
    live.check()
    with live.lease() as generation:
        live.close()
        assert generation.closings == 0
    assert generation.closings == 1
    with pytest.raises(NothingServed), live.lease():
        pass


def test_a_request_that_fails_gives_its_generation_back(place: Place) -> None:
    place.point_to("g1")
    live = place.live()
    live.check()
    with pytest.raises(ZeroDivisionError), live.lease():
        _ = 1 // 0
    live.close()
    assert place.opened[0].closings == 1


def test_many_requests_during_many_changes_see_only_open_generations(place: Place) -> None:
    place.point_to("g0")
    live = place.live()
    live.check()
    wrong: list[str] = []
    start = Barrier(5)

    def ask() -> None:
        start.wait()
        for _ in range(500):
            with live.lease() as generation:
                if generation.closings:
                    wrong.append(generation.folder.name)

    askers = [Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    start.wait()
    for number in range(1, 40):
        place.point_to(f"g{number}")
        live.check()
    for asker in askers:
        asker.join()
    assert wrong == []
    assert [generation.closings for generation in place.opened] == [1] * 39 + [0]
