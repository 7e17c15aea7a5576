"""计划与实际 through the wire and as a workbook: four months of the east, of which the west is silent in the last."""

from io import BytesIO

import openpyxl
import pytest

from components import ids
from tests.city import fill
from tests.data.indicators.hand_in import a_row, poles
from tests.data.indicators.measuring import accept
from tests.web import sign_in, texts

MAY = "2023-05"
AHEAD = f"..{ids.Indicator.CURVE}.children...{ids.Indicator.OUTLOOK}.children...{ids.Indicator.MONTHS}.children.."


def five_months(store):
    """The east builds one pole a month, the west none until it falls silent in May; the east claims two poles more than it has in May."""
    fill(store)
    with store.write() as session:
        for n in range(1, 6):
            accept(session, "E", "pole", poles(*map(str, range(n))), f"2023-0{n}")
            if n < 5:
                accept(session, "W", "pole", [], f"2023-0{n}")
        accept(session, "E", "indicator_report", [a_row("P1", indicator="P1", closing="7")], MAY)


@pytest.fixture
def city_fill():
    return five_months


def asked(city, name, unit=""):
    who, _ = sign_in(city, name)
    answer = who.call(city, AHEAD, shell_period__value=MAY, indicator_code__data="P1", indicator_scope__value=unit)
    assert answer.status_code == 200, answer.text
    return texts(answer)


def opened(city, name, unit=None):
    unit = f"&unit={unit}" if unit else ""
    return sign_in(city, name)[0].get(f"/export/indicator?period={MAY}&subject=P1{unit}")


def rows(answer):
    assert answer.status_code == 200, answer.text
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows()]


def test_the_city_is_forecast_from_the_last_month_that_is_whole(city):
    said = asked(city, "leader")
    assert all(word in said for word in ("推算区间（80%）", "2023年5月未齐（已报 1/2），自2023年4月底的 4 根起", "核实（不全）"))
    assert "预计 2023年10月31日 达到 10 根" in said


def test_a_unit_is_forecast_by_its_own_months_and_its_report_is_weighed(city):
    said = asked(city, "unit1", "E")
    assert "建成杆柱（东区）计划与实际" in said and "已达到目标 4 根" in said and "71.4%" in said and "推算不用的月份" not in said


def test_a_foreign_units_trajectory_and_workbook_are_refused(city):
    assert "没有找到" in asked(city, "unit2", "E")
    assert opened(city, "unit2", "E").status_code == 404


def test_the_workbook_has_the_band_and_says_what_it_rests_on(city):
    found = rows(opened(city, "leader"))
    head = next(row for row in found if row[0] == "范围")
    ahead = [dict(zip(head, row, strict=True)) for row in found if row[0] == "推算"]
    assert [(str(row["截至"])[:10], row["推算"], row["推算下限"], row["推算上限"]) for row in ahead][:2] == [("2023-05-31", 5, 5, 5), ("2023-06-30", 6, 6, 6)]
    assert all(row["核实"] is None for row in ahead)
    months = [dict(zip(head, row, strict=True)) for row in found if row[0] == "逐月"]
    assert [row["推算不用"] for row in months] == [None] * 4 + ["未齐（已报 1/2）"]
    assert any("近 4 个月每月 1" in str(row[0]) and "预计 2023-10-31 达到" in str(row[0]) for row in found)


def test_the_workbook_of_a_unit_has_its_months_and_its_credibility(city):
    found = rows(opened(city, "leader", "E"))
    head = next(row for row in found if row[0] == "范围")
    assert [row[head.index("核实")] for row in found if row[0] == "逐月（东区）"] == [1, 2, 3, 4, 5]
    assert round(next(row for row in found if row[0] == "东区")[head.index("可信度（%）")], 1) == 71.4


def test_every_units_months_are_drawn_for_the_leader_and_its_own_for_a_unit(city):
    board = {name: sign_in(city, name)[0].call(city, f"{ids.Indicator.CREDIBILITY}.children", shell_period__value=MAY, indicator_code__data="P1")
             for name in ("leader", "unit1")}
    assert all(word in texts(board["leader"]) for word in ("东区", "西区", "71.4%", "缺报、未申报", "未申报", f"/indicators/P1?period={MAY}&unit=E"))
    assert "71.4%" in texts(board["unit1"]) and "西区" not in texts(board["unit1"])


@pytest.mark.parametrize(("name", "units"), [("leader", {"东区", "西区"}), ("unit1", {"东区"}), ("unit2", set())])
def test_the_workbook_of_credibility_has_the_readers_units(city, name, units):
    found = rows(sign_in(city, name)[0].get(f"/export/credibility?period={MAY}&subject=P1"))
    body = found[next(n for n, row in enumerate(found) if row[0] == "单位") + 1:]
    assert {row[0] for row in body} == units and len(body) == 5 * len(units)
    assert [[row[2:5], round(row[5], 1), row[6]] for row in body if row[:2] == ["东区", MAY]] == [[[5, 7, 2], 71.4, None]] * ("东区" in units)
