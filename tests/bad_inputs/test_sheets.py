"""Strange tables are read; what is wrong with one is said of its place."""

from tests.bad_inputs.case import each
from tests.bad_inputs.sheets import CASES
from tests.bad_inputs.trial import through


@each(CASES)
def test_a_table_is_read_or_its_fault_named_at_every_door(case, doors, at_cli, caplog):
    through(case, doors, at_cli, caplog)
