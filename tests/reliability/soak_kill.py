"""The same deaths where the other database is."""

import pytest

from tests.reliability.killing import hold
from tests.reliability.test_kill import DOORS


@pytest.mark.parametrize("door", DOORS)
def test_a_worker_killed_at_any_point_leaves_nothing_partial_on_postgresql(morning_on_postgresql, door):
    outcomes, points = DOORS[door]
    found = hold(morning_on_postgresql(door), outcomes)
    print(f"{door}: {found} points, each died at once, nothing partial, nothing lost")
    assert found >= points
