"""Files that a unit has handed in at the desk."""

import pytest

from data.access.scope import Actor
from data.intake.incoming import Incoming
from data.intake.take import Doors, take
from data.vocabulary import Door, Role
from tests.data.jobs.conftest import pole_file
from tests.desk import NOW

EAST = Actor("unit1", Role.UNIT, "E")


@pytest.fixture
def handed(desk, container):
    """A file of E, doubtful unless its heights are given."""

    def hand(*heights, first="在建"):
        file = Incoming(pole_file(*(heights or (8, 20)), first=first), "智慧杆柱2023年6月.xlsx", "E", Door.PAGE, EAST)
        return take(Doors(desk.store, container, desk.settings), file, NOW).submission

    return hand
