"""Kill a worker at every point of a morning, and hold what the next one makes of it against the undisturbed run."""

from data.jobs import worker
from tests.reliability import aftermath
from tests.reliability.city import NOW, Morning, settings_of, work_on
from tests.reliability.deaths import Point, Points, die_at, points_of


def undisturbed(morning: Morning) -> tuple[dict, dict]:
    """One worker does it all; a second finds nothing left."""
    morning.begin()
    alone = morning.worker(NOW)
    work_on(alone)
    alone.doors.store.close()
    aftermath.go_on(morning)
    aftermath.acknowledged(morning)  # sound by all checks: what is the same as this is sound, too
    return aftermath.look(morning)


def hold(morning: Morning, outcomes: list[str]) -> int:
    """Every point of a morning, one death each; how many there were."""
    wanted = undisturbed(morning)
    assert [row["outcome"] for row in map(dict, wanted[0]["submission"])][2:] == outcomes  # after two of May
    points = all_points(morning)
    apart = {point: found for point in points if (found := killed_at(morning, point, wanted))}
    assert apart == {}
    return len(points)


def all_points(morning: Morning) -> list[Point]:
    morning.begin()
    return points_of(lambda points: _first_worker(morning, points), morning.home)


def killed_at(morning: Morning, point: Point, wanted: tuple[dict, dict]) -> list[str]:
    morning.begin()
    die_at(point, lambda points: _first_worker(morning, points), morning.home)
    before = aftermath.acknowledged(morning)
    aftermath.go_on(morning)
    rows, files = aftermath.look(morning)
    aftermath.nothing_is_lost(settings_of(morning.home, morning.place), before, rows)
    return [*apart(rows, wanted[0]), *apart(files, wanted[1])]


def apart(found: dict, wanted: dict) -> list[str]:
    """Tables or files that are not as after the undisturbed run."""
    return [f"{name}: {found.get(name)} is not {wanted.get(name)}" for name in sorted(found.keys() | wanted.keys()) if found.get(name) != wanted.get(name)]


def _first_worker(morning: Morning, points: Points) -> None:
    """In a process of its own: every step is told there, or a slow run would have points that a quick one has not."""
    worker.BEAT_SECONDS = 0
    morning.container.reach = points.reach
    work_on(morning.worker(NOW))
