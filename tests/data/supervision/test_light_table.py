"""The boundary table of lights and rungs, row by row: each light with its reason, since when, what clears it and the next step."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from data.supervision.task_light import Gap
from data.vocabulary import Light
from tests.data.supervision.test_task_light import DUE, EXTENDED, done, light, platform, running

NEXT_END, CATCH_UP = "2023年6月30日前完成“任务完成”", "抓紧完成，在任务月报中填报完成日期并上传佐证"
BUILD, OVER = f"加快建设并按月报送台账，追上计划进度；{NEXT_END}", "“任务完成”应于2023年6月30日完成，已逾期{}天"
DONE_CLEARS, GAP_CLEARS = "“任务完成”完成并经核实后消除", "“杆柱”进度差高于−10个百分点后消除"
SPRING = date(2023, 6, 1)
BOTH_CLEAR = "“任务完成”完成并经核实，且“杆柱”进度差高于−10个百分点后消除"


def gap(points):
    return {"gap": Gap("杆柱", Decimal(points))}


def over(days):
    return DUE + timedelta(days=days)


ROWS = {  # name → (day, progress, what else is known) → (light, since, reason, clears when, next step)
    "on plan": ((SPRING, None, {}), (Light.GREEN, SPRING, "按计划推进", "—", NEXT_END)),
    "just above the yellow band": ((SPRING, None, gap("-9.99")), (Light.GREEN, SPRING, "按计划推进，“杆柱”进度差−9.99个百分点", "—", NEXT_END)),
    "due today": ((DUE, None, {}), (Light.GREEN, DUE, "按计划推进", "—", NEXT_END)),
    "1 day over": ((over(1), None, {}), (Light.YELLOW, over(1), OVER.format(1), DONE_CLEARS, CATCH_UP)),
    "7 days over": ((over(7), None, {}), (Light.YELLOW, over(1), OVER.format(7), DONE_CLEARS, CATCH_UP)),
    "8 days over": ((over(8), None, {}), (Light.RED, over(8), OVER.format(8), DONE_CLEARS, CATCH_UP)),
    "gap −10": ((SPRING, None, gap("-10")), (Light.YELLOW, SPRING, "指标“杆柱”进度差−10个百分点", GAP_CLEARS, BUILD)),
    "gap −30": ((SPRING, None, gap("-30")), (Light.YELLOW, SPRING, "指标“杆柱”进度差−30个百分点", GAP_CLEARS, BUILD)),
    "gap −30.01": ((SPRING, None, gap("-30.01")), (Light.RED, SPRING, "指标“杆柱”进度差−30.01个百分点", GAP_CLEARS, BUILD)),
    "both, the worse counts": ((over(3), None, gap("-31")), (Light.RED, over(1), OVER.format(3) + "；指标“杆柱”进度差−31个百分点", BOTH_CLEAR, CATCH_UP)),
    "no data": ((SPRING, None, {"has_data": False}), (
        Light.GREY, SPRING, "没有2023年5月的任务月报，也没有可用的指标数据", "2023年5月任务月报接收后消除", "报送2023年5月任务月报")),
    "extended with approval": ((date(2023, 7, 3), {"extensions": [EXTENDED]}, {}), (
        Light.BLUE, date(2023, 7, 3), "“任务完成”经批准延期，原定2023年6月30日，现定2023年9月30日", "2023年9月30日前完成；过期未完成按新期限计逾期",
        "2023年9月30日前完成“任务完成”")),
    "done in time": ((over(10), {"report": done(DUE)}, {}), (Light.DONE, DUE, "2023年6月30日完成，未逾期", "—", "保留佐证材料备查")),
    "late but done, its month": ((date(2023, 7, 31), {"report": done(date(2023, 7, 10))}, {}), (
        Light.YELLOW, date(2023, 7, 10), "“任务完成”逾期10天，2023年7月10日补完，本月记为黄(已补)", "次月起记为完成", "保留佐证材料备查")),
    "late but done, the month after": ((date(2023, 8, 1), {"report": done(date(2023, 7, 10))}, {}), (
        Light.DONE, date(2023, 7, 10), "2023年7月10日补完，逾期10天（当月记为黄(已补)）", "—", "保留佐证材料备查")),
    "a third yellow month": ((SPRING, None, {**gap("-15"), "yellow_months": 2}), (
        Light.RED, SPRING, "指标“杆柱”进度差−15个百分点；此前已连续2个月黄灯，本月升为红灯", GAP_CLEARS, BUILD))}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_row_of_the_table(row):
    (day, told, known), wanted = row
    progress = platform((told or {}).get("report", running()), extensions=(told or {}).get("extensions", ()))
    found = light(day, progress, **known)
    assert (found.light, found.since, found.reason, found.clears_when, found.next_step) == wanted
