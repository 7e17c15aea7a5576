"""What units and attackers really hand in: declared file by file, sent through every door."""

import pytest

pytest.register_assert_rewrite("tests.bad_inputs.trial")
