"""框选 through the wire: the panel beside the map and the workbook of what lies in the rectangle, in the reader's scope and rounding."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from callbacks.context import KEY
from data.indicators.grid_levels import middle
from data.store.tables import AuditEntry, Entity
from tests.city import JUNE
from tests.desk import Desk
from tests.web import sign_in

BOX = "100.0,30.0,101.0,31.0"
SHEET = f"/export/map-box?period={JUNE}&ledgers=pole,station&subject={BOX}"


@pytest.fixture
def seat(outlined):
    return Desk(outlined, None, None).enter


def show(who, box=BOX, ticked=("pole", "station"), **more):
    return who.fire("map_box.show_box", citymap_box__data=box, citymap_ledgers__value=list(ticked), shell_period__value=JUNE, **more)


def book(app, name, address=SHEET):
    answer = sign_in(app, name)[0].get(address)
    assert answer.status_code == 200, answer.text
    rows = [list(row) for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows()]
    head = next(n for n, row in enumerate(rows) if row[0].value == "图层")
    return [[cell.value for cell in row] for row in rows[:head]], [{h.value: cell for h, cell in zip(rows[head], row, strict=True)} for row in rows[head + 1:]]


def test_the_panel_counts_and_leads_to_the_workbook(seat):
    said = show(seat("office"))
    assert all(word in said for word in ("智慧杆柱　在建", "5G站点", "东区", "通信", "100.0000°—101.0000°", "/export/map-box?period=2023-06"))


def test_nothing_ticked_and_nothing_inside_say_what_to_do(seat):
    assert "没有选图层" in show(seat("office"), ticked=()) and "框里没有对象" in show(seat("office"), "100.9,30.9,101,31")


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "101,30,100,31"])
def test_a_rectangle_that_is_none_is_refused(seat, outlined, box):
    assert show(seat("office"), box).is_refused
    assert sign_in(outlined, "office")[0].get(SHEET.replace(BOX, box)).status_code == 400


def test_a_unit_is_told_that_its_sensitive_places_are_rounded(seat):
    said = show(seat("unit2"))
    assert "5G站点" in said and "20″ 格的中心判断" in said and "智慧杆柱" not in said


@pytest.mark.parametrize("name", ["evaluator", "screen", "sysadmin"])
def test_who_sees_no_objects_may_not_ask(outlined, name):
    assert sign_in(outlined, name)[0].get(SHEET).status_code == 403


def test_the_workbook_has_every_object_with_its_source(outlined):
    notes, rows = book(outlined, "leader")
    assert [row["名称"].value for row in rows[:4]] == ["东1号杆", "东2号杆", "东3号杆", "东4号杆"] and len(rows) == 5
    assert (rows[0]["经度"].value, rows[0]["位置精度"].value, rows[0]["来源文件"].value, rows[0]["行号"].value) == (100.5, "原坐标", "pole.xlsx", 2)
    assert rows[0]["统一识别代码"].data_type == "s" and "共 5 个" in str(notes) and "当前台账" in str(notes)


def test_a_unit_without_the_right_gets_the_middle_of_the_cell_and_its_own_rows(outlined):
    notes, rows = book(outlined, "unit2")
    (row,) = rows
    assert (row["经度"].value, row["纬度"].value) == tuple(round(degrees, 6) for degrees in middle(100.50012, 30.50034))
    assert row["位置精度"].value == "20″格中心" and "精确位置不在您的查看范围内" in str(notes)
    assert "N47F0012" not in str([[cell.value for cell in row.values()] for row in rows])


def test_the_maps_filters_hold_and_are_written_above(outlined):
    notes, rows = book(outlined, "leader", f"{SHEET}&only=pole/status/在建&unit=E")
    assert [row["自有编号"].value for row in rows] == ["k4"] and "状态：在建" in str(notes) and "单位：东区" in str(notes)


def test_what_a_unit_wrote_is_never_a_formula(outlined):
    with outlined.server.config[KEY].store.write() as session:
        session.scalar(select(Entity).where(Entity.key == "k1")).name = "=1+1"
    cell = book(outlined, "leader")[1][0]["名称"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_an_export_is_audited_with_its_rows(outlined):
    book(outlined, "leader")
    with outlined.server.config[KEY].store.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "export")).all()[-1]
    assert entry.subject == f"table:地图框选对象 {BOX} {JUNE}" and entry.detail["rows"] == 5


def test_more_than_the_limit_are_refused_and_the_panel_says_why(outlined, seat):
    kept = outlined.server.config[KEY]
    outlined.server.config[KEY] = replace(kept, settings=replace(kept.settings, export_rows=4))
    answer = sign_in(outlined, "leader")[0].get(SHEET)
    assert answer.status_code == 400 and "超过 4 行的导出上限" in answer.text
    said = show(seat("office"))
    assert "按地图的格汇总" in said and "/export/map-box" not in said
