"""What is no whole workbook ends in one sentence at every door; other kinds of workbook are read alike."""

from tests.bad_inputs.case import each
from tests.bad_inputs.files import CASES
from tests.bad_inputs.trial import through


@each(CASES)
def test_a_file_is_read_or_refused_alike_at_every_door(case, doors, at_cli, caplog):
    through(case, doors, at_cli, caplog)
