"""Faults on purpose: processes killed at every point, workbooks mutated, workers at once; what must hold afterwards is asked of the house itself."""

import pytest

pytest.register_assert_rewrite("tests.reliability.aftermath", "tests.reliability.mutants")
