"""Every tenth case again where the other database is."""

import pytest

from tests.bad_inputs import attacks, cells, files, meanings, sheets
from tests.bad_inputs.case import CLI, each
from tests.bad_inputs.trial import at_the_command_line, through

CASES = [case for level in (files, sheets, cells, meanings, attacks) for case in level.CASES][::10]


@pytest.fixture(scope="module")
def postgres_cli(postgres_doors):
    return at_the_command_line(CASES, postgres_doors[CLI])


@each(CASES)
def test_the_other_database_says_the_same(case, postgres_doors, postgres_cli, caplog):
    through(case, postgres_doors, postgres_cli, caplog)
