"""What cannot be, by the rules or against what stands, is named; what can but needs a word is asked."""

from tests.bad_inputs.case import each
from tests.bad_inputs.meanings import CASES
from tests.bad_inputs.trial import through


@each(CASES)
def test_what_cannot_be_is_named_at_every_door(case, doors, at_cli, caplog):
    through(case, doors, at_cli, caplog)
