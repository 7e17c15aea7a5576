"""Every wrong cell is named, at every door, and no other."""

from tests.bad_inputs.case import each
from tests.bad_inputs.cells import CASES
from tests.bad_inputs.trial import through


@each(CASES)
def test_a_wrong_cell_is_named_at_every_door(case, doors, at_cli, caplog):
    through(case, doors, at_cli, caplog)
