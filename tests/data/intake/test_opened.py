"""The rows a file opens: by key, in its order, column by column, the same values every way."""

import pyarrow as pa
import pytest

from data.intake.opened import VALUES, Opened

TABLE = pa.table({name: pa.array([f"{name}{n}" for n in range(3)]) for name in VALUES})
ROWS = {f"key{n}": tuple(f"{name}{n}" for name in VALUES) for n in range(3)}


def test_rows_are_read_by_key_and_one_after_the_other():
    opened = Opened(TABLE)
    assert list(opened) == list(ROWS) and len(opened) == 3 and dict(opened.items()) == ROWS and list(opened.values()) == list(ROWS.values())
    with pytest.raises(KeyError):
        opened["key9"]


def test_nothing_is_read_before_it_is_asked_for():
    opened = Opened(pa.table({"key": ["a"]}))  # whatever else were asked for is not there
    opened.values()
    assert list(opened) == ["a"]
