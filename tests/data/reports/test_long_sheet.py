"""A long table written row by row opens as any workbook, with every cell as what it is."""

import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from tempfile import TemporaryFile

import openpyxl

from data.reports.long_sheet import write_long

HEADERS = ("甲",) * 12
ROW = ("010203", 12, 1.5, Decimal("2.50"), date(2023, 6, 30), datetime(2023, 6, 30, 9, 8, 7), "=1+1", "<b>&\x07", None, True, "NA", "  ")


def written(rows, title="台账", notes=("统计月份：2023年6月",), headers=HEADERS):
    target = BytesIO()
    count = write_long(target, title, notes, headers, rows)
    return count, list(openpyxl.load_workbook(target).active.iter_rows())


def test_cells_are_what_they_are():
    count, lines = written([ROW])
    cells = lines[3]
    days = datetime(2023, 6, 30), datetime(2023, 6, 30, 9, 8, 7)
    assert count == 1 and [c.value for c in cells] == ["010203", 12, 1.5, 2.5, *days, "=1+1", "<b>&", None, True, "NA", "  "]
    assert [c.data_type for c in cells[:7]] == ["s", "n", "n", "n", "d", "d", "s"]
    assert (cells[0].number_format, cells[4].number_format, cells[5].number_format) == ("@", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd hh:mm:ss")
    assert cells[6].quotePrefix and not cells[0].quotePrefix


def test_title_notes_and_headers_stand_above():
    _, lines = written([ROW])
    assert [line[0].value for line in lines[:3]] == ["台账", "统计月份：2023年6月", "甲"]
    assert lines[0][0].font.b and lines[2][0].font.b and not lines[1][0].font.b


def test_no_rows_and_a_title_that_is_no_name_of_a_sheet_open_too():
    count, lines = written([], title='a/b:*?[]"<&' + "长" * 40)
    assert (count, len(lines)) == (0, 3)


def test_batches_leave_no_row_out():
    count, lines = written(((n,) for n in range(1203)), headers=("号",))
    assert count == 1203 and [line[0].value for line in lines[3:]] == list(range(1203))


def test_memory_does_not_grow_with_the_rows():
    def most(rows):
        with TemporaryFile() as target:
            tracemalloc.start()
            write_long(target, "台账", (), HEADERS, (ROW for _ in range(rows)))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return peak
    assert most(12_000) < 1.3 * most(3_000)
