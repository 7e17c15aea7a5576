"""Nothing that comes in is run, followed, unpacked without end, or lands anywhere but in its place."""

from tests.bad_inputs.attacks import CASES
from tests.bad_inputs.case import each
from tests.bad_inputs.trial import through


@each(CASES)
def test_an_attack_ends_in_a_sentence_at_every_door(case, doors, at_cli, caplog):
    through(case, doors, at_cli, caplog)
