"""The filter language over the rows of a file."""

import pytest

from data.catalogue.filters import parse_filter
from data.intake.body import read_body
from data.intake.file_rows import FileRows
from data.intake.frame_filters import is_local, row_holds, rows_where
from data.intake.headers import find_heading, top_rows
from data.intake.ledger_rows import LedgerRows
from data.intake.places import locate
from data.intake.reader import read
from data.intake.rows import build_table, set_keys
from tests.builders import a_workbook
from tests.data.intake.small_book import REFERENCE

HEADER = ("灯号", "名称", "高度", "状态", "5G预留", "建成日期", "挂载数")
TABLE = [("L1", "甲", 8.0, "已建成", "是", "2023-06-30", 8), ("L2", "乙", 10.5, "在建", "否", "2023-07-01", 3), ("L3", None, None, None, None, None, 0)]


def rows():
    sheet = read(a_workbook(TABLE, HEADER))[1][0]
    headings = REFERENCE.headings["lamp"]
    found = LedgerRows.of(REFERENCE, read_body(headings.ledger, [find_heading(sheet, top_rows(sheet), headings)]))
    found.period = "2023-06"
    return found


TRUTH = [
    ({"eq": ["status", "已建成"]}, [1, 0, 0]), ({"ne": ["status", "已建成"]}, [0, 1, 1]), ({"in": ["status", "已建成", "在建"]}, [1, 1, 0]),
    ({"eq": ["height_m", "8"]}, [1, 0, 0]), ({"eq": ["height_m", "8.00"]}, [1, 0, 0]), ({"between": ["height_m", "8", "10.5"]}, [1, 1, 0]),
    ({"between": ["height_m", "8.1", "10.4"]}, [0, 0, 0]),
    ({"before": ["built_on", "2023-07-01"]}, [1, 0, 0]), ({"after": ["built_on", "$period_end"]}, [0, 1, 0]),
    ({"before": ["height_m", "10"]}, [1, 0, 0]), ({"present": "name"}, [1, 1, 0]),
    ({"not": {"present": "name"}}, [0, 0, 1]), ({"present": "remark"}, [0, 0, 0]),
    ({"eq": ["has_5g", "是"]}, [1, 0, 0]), ({"eq": ["has_5g", "false"]}, [0, 1, 0]),
    ({"eq": ["height_m", "$mounts"]}, [1, 0, 0]), ({"after": ["height_m", "$mounts"]}, [0, 1, 0]),
    ({"ne": ["height_m", "$mounts"]}, [0, 1, 1]), ({"all": [{"present": "name"}, {"eq": ["status", "在建"]}]}, [0, 1, 0]),
    ({"any": [{"eq": ["own_no", "L3"]}, {"eq": ["status", "在建"]}]}, [0, 1, 1]), ({"not": {"after": ["built_on", "$period_end"]}}, [1, 0, 1]),
    ({"eq": ["mounts", "0"]}, [0, 0, 1]),
]


@pytest.mark.parametrize(("written", "holds"), TRUTH)
def test_which_rows_a_filter_takes(written, holds):
    assert rows_where(parse_filter(written), rows()).astype(int).tolist() == holds


@pytest.mark.parametrize(("written", "holds"), [*TRUTH, (None, [1, 1, 1])])
def test_one_row_that_is_read_already_answers_the_same(written, holds):
    found = rows()
    set_keys(found)
    table, _ = build_table(found, locate(found))
    where = None if written is None else parse_filter(written)
    assert [row_holds(where, row.value, "2023-06") for row in FileRows(table, {})] == [bool(one) for one in holds]


def test_a_link_to_another_ledger_cannot_be_answered_here():
    assert not is_local(parse_filter({"all": [{"present": "name"}, {"linked": ["own_no", "lamp"]}]}))
    assert is_local(parse_filter({"not": {"present": "name"}}))
    assert is_local(None)
