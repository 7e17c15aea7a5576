"""Sketches of the reports of one month: money, decisions, experts' opinions, samples of the third party."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from data import calendar
from data.demo.clock import FIRST_PERIOD
from data.demo.declared.thing import Sketch, Thing, in_month

PROJECTS = ("智慧杆柱新建工程", "综合管廊智能化改造", "赋码平台建设", "标准地址系统建设", "感知平台建设", "数据资源系统建设")
SOURCES = ("财政资金", "专项债券", "社会化融资", "产业基金")

BEGUN = date(2022, 10, 1)  # of all projects


def _pace(x: Thing) -> float:
    return 0.75 + 0.3 * x.share("pace")


def _planned(x: Thing) -> int:
    return int(x.between("planned", 8, 60)) * 100


def _through(x: Thing, day: date) -> float:
    """How far the money is by a day, from 0 to 1."""
    return min(1.0, max(0.0, ((day - BEGUN).days / 480) * _pace(x)))


def _arrived(x: Thing, day: date) -> float:
    return round(_planned(x) * _through(x, day), 2)


def _paid(x: Thing, day: date) -> float:
    return round(_arrived(x, day) * 0.85, 2)


def _progress(x: Thing) -> int:
    """The building goes its own way: some projects are behind their money, some ahead of it."""
    return min(99, int(100 * _through(x, x.day) * (0.8 + 0.35 * x.share("building"))))


def _due(x: Thing) -> float:
    return round(_planned(x) * min(1.0, (x.day - BEGUN).days / 480) * 0.9, 2)


def _money(amount: Any) -> dict[str, Any]:
    """上期末, 本期 and 本期末 of one amount."""
    return {"before": lambda x: amount(x, x.table.opening_on), "now": lambda x: round(amount(x, x.day) - amount(x, x.table.opening_on), 2),
            "": lambda x: amount(x, x.day)}


FUND = Sketch(len(PROJECTS), "XM{unit}-{n:02d}", ("在建",), {
    "name": lambda x: PROJECTS[x.number - 1], "task": lambda x: ("T105", "T106", "T112", "T109", "T205", "T208")[x.number - 1],
    "fund_source": lambda x: SOURCES[x.number % len(SOURCES)], "planned": _planned, "due": _due,
    **{f"arrived{'_' if name else ''}{name}": make for name, make in _money(_arrived).items()},
    **{f"paid{'_' if name else ''}{name}": make for name, make in _money(_paid).items()},
    "progress": _progress,
    "problems": lambda x: "配套资金按拨付计划分批到位，正与财政部门衔接" if _arrived(x, x.day) < _due(x) else None},
    days=lambda x: (BEGUN,))

# Decisions of the weekly meetings.

WEEKS, PER_MEETING = 51, 2
MATTERS = ("协调管线迁改和道路占用手续", "明确赋码数据核验分工", "督促进度滞后的区倒排工期", "统一标准地址核对口径", "落实视频设备接入清单", "研究资金拨付安排")
RESPONSIBLE = ("U02", "U03", "U04", "U05", "U06", "U08", "U11", "U18", "U34", "U35")


def _week(x: Thing) -> int:
    return (x.number - 1) // PER_MEETING


def _met_on(x: Thing) -> date:
    return calendar.next_working_day(date(2023, 1, 3) + timedelta(weeks=_week(x)), x.world.book.supervision.exceptions)


def _limit(x: Thing) -> date:
    return _met_on(x) + timedelta(days=21)


def _decided(x: Thing) -> tuple[date, date]:
    """The day of the meeting and the day the matter was settled: one of five takes longer than allowed."""
    return _met_on(x), _met_on(x) + timedelta(days=int(x.between("takes", 22, 45) if x.share("late") < 0.2 else x.between("takes", 5, 20)))


def _is_open_in_month(x: Thing) -> bool:
    begun, done = x.reached
    return begun <= x.day and done >= calendar.first_day(x.table.period)


MEETING = Sketch(WEEKS * PER_MEETING, "2023-{n:03d}", ("进行中", "已完成"), {
    "meeting_no": lambda x: f"2023-{_week(x) + 1:02d}", "met_on": _met_on, "name": lambda x: f"工作专班第{_week(x) + 1}次例会",
    "decision": lambda x: MATTERS[x.number % len(MATTERS)],
    "lead": lambda x: x.world.book.unit(RESPONSIBLE[x.number % len(RESPONSIBLE)]).short_name, "due": _limit, "done_on": lambda x: x.since("已完成"),
    "progress": lambda x: "已按会议要求办结" if x.since("已完成") else "正在按会议要求推进",
    "problems": lambda x: "涉及多家单位，意见正在协调" if not x.since("已完成") and _limit(x) < x.day else None},
    days=_decided, is_listed=_is_open_in_month)

# Opinions of the experts: one session a month.

PER_SESSION = 3
TOPICS = ("数字公共基础设施建设规划", "编码赋码规则", "标准地址管理办法", "感知平台建设方案", "数据安全管理制度")


def _session(x: Thing) -> date:
    month = calendar.shift(FIRST_PERIOD, (x.number - 1) // PER_SESSION)
    return calendar.next_working_day(calendar.first_day(month).replace(day=16), x.world.book.supervision.exceptions)


def _verdict(x: Thing) -> str:
    return x.pick("verdict", "采纳", "采纳", "部分采纳", "未采纳") if x.since("采纳") else "待研究"


EXPERT = Sketch(12 * PER_SESSION, "ZJ2023-{n:02d}", ("待研究", "采纳"), {
    "name": lambda x: TOPICS[x.number % len(TOPICS)], "topic_kind": lambda x: x.pick("kind", "顶层设计", "规范性文件", "项目方案"), "met_on": _session,
    "experts": lambda x: int(x.between("experts", 5, 9)), "opinion": lambda x: x.pick("opinion", "建议细化编码规则与既有编码的对应关系", "建议明确数据更新责任",
                                                                                "建议补充投资测算和运维安排"),
    "verdict": lambda x: x.pick("passed", "通过", "修改后通过"), "lead": lambda x: x.world.book.unit(RESPONSIBLE[x.number % 6]).short_name,
    "status": _verdict, "answered_on": lambda x: x.since("采纳"),
    "reason": lambda x: "现阶段条件不具备，列入后续计划" if _verdict(x) in ("部分采纳", "未采纳") else None},
    days=lambda x: (_session(x), _session(x) + timedelta(days=int(x.between("answer", 6, 50)))), is_listed=_is_open_in_month)

# Samples of the third party: poles and places that had stood in their ledgers for a month.

SAMPLES = 10
LOOKED_AT = ("U11", "U13", "U21", "U03", "U12", "U18")


def _sampled(x: Thing) -> dict[str, Any]:
    """A pole for three samples of four, else a place; the month decides which."""
    before, turn = x.table.opening_on, x.number * 7 + int(x.table.period[5:]) * 11
    if x.number % 4:
        unit = LOOKED_AT[turn % len(LOOKED_AT)]
        found = x.world.poles[unit]
        at = found.standing(np.datetime64(before) - np.timedelta64(31, "D"))
        at = at if at.size else found.standing(np.datetime64(x.day))
        return _sample(x, unit, "智慧杆柱", "pole_no", found.columns, int(at[turn % at.size]))
    unit = ("U43", "U44")[x.number // 4 % 2]
    return _sample(x, unit, "重点场所覆盖", "scene_no", x.world.scenes[unit].columns, turn % len(x.world.scenes[unit]))


def _sample(x: Thing, unit: str, ledger: str, number: str, columns: dict[str, Any], at: int) -> dict[str, Any]:
    named = columns["code"][at] if "code" in columns else None
    return {"unit": x.world.book.unit(unit).short_name, "ledger": ledger, "number": named or columns[number][at], "name": columns["name"][at],
            "region": columns["region"][at], "is_wrong": unit == "U18" and x.number % 2 == 1}


def _if_wrong(true: Any, otherwise: Any = None) -> Any:
    return lambda x: (true(x) if callable(true) else true) if x.place["is_wrong"] else otherwise


def _reviewed_on(x: Thing) -> date:
    return calendar.first_day(x.table.period) + timedelta(days=4 + x.number)


REVIEW = Sketch(SAMPLES, "CC-{n:02d}", ("已查",), {
    "review_no": lambda x: f"CC{x.table.period.replace('-', '')}-{x.number:02d}", "unit": lambda x: x.place["unit"], "ledger_name": lambda x: x.place["ledger"],
    "object_no": lambda x: x.place["number"], "name": lambda x: x.place["name"], "region": lambda x: x.place["region"],
    "method": lambda x: x.pick("method", "现场核查", "远程核查"), "reviewed_on": _reviewed_on, "verdict": _if_wrong("不符", "属实"),
    "differences": _if_wrong("台账填报已建成，现场仅完成基础"), "evidence": _if_wrong(lambda x: f"照片{x.number:03d}"),
    "reviewer": lambda x: "示范第三方评估中心", "status": _if_wrong("待整改", "无需整改"),
    "rectify_by": _if_wrong(lambda x: _reviewed_on(x) + timedelta(days=30))},
    stage_field=None, place=_sampled, days=lambda x: (_reviewed_on(x),), is_listed=lambda x: in_month(_reviewed_on(x), x.table))

MONTHLY = {"fund": FUND, "meeting": MEETING, "expert": EXPERT, "review": REVIEW}
