"""Tables as workbooks: numbers are numbers, texts are never formulas, and a unit gets its own rows."""

from io import BytesIO

import openpyxl
import pytest

from data.reports.plain_sheet import plain_workbook
from tests.city import JUNE
from tests.web import sign_in


def opened(city, name, address):
    answer = sign_in(city, name)[0].get(address)
    assert answer.status_code == 200, answer.text
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows()]


def test_the_board_is_the_screens_with_its_month_above_it(city):
    rows = opened(city, "leader", f"/export/indicators?period={JUNE}")
    assert rows[0][0] == "全市指标" and "2023年6月" in rows[1][0]
    assert next(row for row in rows if row[1] == "P1")[2:7] == ["建成杆柱", "根", 3, 5, 2]


@pytest.mark.parametrize(("name", "units"), [("leader", {"东区", "西区"}), ("unit1", {"东区"}), ("unit2", set())])
def test_a_unit_exports_its_own_rows_only(city, name, units):
    rows = opened(city, name, f"/export/units?period={JUNE}")
    assert {row[0] for row in rows[3:] if row[0] in {"东区", "西区"}} == units


def test_an_indicator_exports_city_units_districts_and_months(city):
    assert {row[0] for row in opened(city, "leader", f"/export/indicator?period={JUNE}&subject=P1")} >= {"全市", "东区", "西区", "逐月"}


@pytest.mark.parametrize(("name", "address", "status"), [
    ("unit2", f"/export/unit?period={JUNE}&subject=E", 404), ("leader", f"/export/nothing?period={JUNE}", 404),
    ("evaluator", f"/export/indicators?period={JUNE}", 403), ("leader", "/export/indicators?period=june", 400)])
def test_what_is_not_the_readers_is_refused(city, name, address, status):
    assert sign_in(city, name)[0].get(address).status_code == status


def test_a_text_is_never_a_formula():
    sheet = openpyxl.load_workbook(BytesIO(plain_workbook("表", [], ["名称"], [["=1+1"], ["010203"]]))).active
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 1).data_type) for row in (3, 4)] == [("=1+1", "s"), ("010203", "s")]


def test_a_system_exports_city_districts_and_the_readers_units(city):
    rows = opened(city, "unit1", f"/export/system?period={JUNE}&subject=智慧杆柱")
    assert rows[0][0] == "智慧杆柱进度" and {row[2] for row in rows[4:] if row[0] in ("全市", "区", "单位")} == {"P1", "P2", "P3"}
    assert {tuple(row[:2]) for row in rows[3:] if row[2] == "P1"} == {("全市", None), ("区", "东区"), ("区", "西区"), ("单位", "东区")}
