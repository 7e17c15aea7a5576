"""Cells become columns whatever order they stand in; each case says the rows and the place of every cell among them."""

import numpy as np
import pytest

from data.intake.cell_marks import NUMBER, Marks
from data.intake.mark_columns import Meaning, columns_of, numbered
from data.intake.package import PLAIN

PLAIN_WORKBOOK = Meaning([], np.array([PLAIN], dtype=np.int8), False)


@pytest.mark.parametrize(("row", "rows", "places"), [
    ([], [], []),
    ([7], [7], [0]),
    ([3, 3, 3], [3], [0, 0, 0]),
    ([1, 1, 2, 5, 5], [1, 2, 5], [0, 0, 1, 2, 2]),
    ([5, 1, 5, 2], [1, 2, 5], [2, 0, 2, 1]),
    ([2, 1], [1, 2], [1, 0]),
])
def test_rows_are_numbered_in_order(row, rows, places):
    found, place = numbered(np.array(row, dtype=np.int32))
    assert (found.tolist(), place.tolist()) == (rows, places)


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 2, 0, 3, 1], [1, 0, 4, 3, 2]])
def test_every_cell_lands_in_its_column_and_row(order):
    row, column = np.array([1, 1, 2, 9, 9], dtype=np.int32)[order], np.array([1, 512, 3, 1, 3], dtype=np.int32)[order]
    number = np.array([11.0, 12.0, 23.0, 91.0, 93.0])[order]
    marks = Marks(row, column, np.full(5, NUMBER, dtype=np.int8), np.zeros(5, dtype=np.int32), number)
    rows, place = numbered(row)
    columns = columns_of(marks, place, rows.size, PLAIN_WORKBOOK)
    found = {at: [None if code < 0 else one.values[code] for code in one.codes] for at, one in columns.items()}
    assert found == {1: [11.0, None, 91.0], 3: [None, 23.0, 93.0], 512: [12.0, None, None]}


def test_a_sheet_without_cells_has_no_columns():
    nothing = np.zeros(0, dtype=np.int32)
    assert columns_of(Marks(nothing, nothing, nothing, nothing, np.zeros(0)), nothing, 0, PLAIN_WORKBOOK) == {}
