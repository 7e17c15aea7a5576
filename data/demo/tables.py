"""The ledgers as their units would write them on a day: columns of true values, before anybody's hand slips."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from data import calendar
from data.demo import tasks
from data.demo.coded import baselines, coded
from data.demo.declared.filled import declared_columns
from data.demo.declared.sketches import SKETCHES
from data.demo.figures import reported, reported_indicators
from data.demo.objects import Objects
from data.demo.stated import Columns, Table
from data.demo.world import World

SURVEYED = date(2022, 11, 25)
USED_AFTER = 30  # days from 已建成 to 已投用


def table(world: World, unit: str, ledger: str, period: str, cut_off: date) -> Table:
    opening_on = calendar.last_day(calendar.shift(period, -1))
    empty = Table(unit, ledger, period, cut_off, {}, opening_on)
    empty.columns = declared_columns(world, empty, SKETCHES[ledger]) if ledger in SKETCHES else WRITERS[ledger](world, empty)
    return empty


def _common(found: Objects, places: np.ndarray, names: list[str]) -> Columns:
    return {name: found.columns[name][places].tolist() for name in names}


def _days(days: np.ndarray, shown: np.ndarray) -> list[date | None]:
    return [day if is_shown else None for day, is_shown in zip(days.astype(object).tolist(), shown.tolist(), strict=True)]


def _poles(world: World, t: Table) -> Columns:
    found, day = world.poles[t.unit], np.datetime64(t.cut_off)
    at = found.standing(day)
    built, stopped = found.by("built", day)[at], found.by("stopped", day)[at]
    used = found.by("built", day - np.timedelta64(USED_AFTER, "D"))[at]
    begun = found.by("begun", day)[at]
    c = _common(found, at, ["pole_no", "code", "class_code", "region", "name", "road", "build_mode", "pole_type", "height_m", "power_kw", "reserved_5g",
                            "address", "lng", "lat", "crs", "grid", "owner", "manager"])
    c["status"] = np.select([stopped, used, built, begun], ["停用", "已投用", "已建成", "在建"], "规划").tolist()
    works = built & ~stopped
    c["mounted_5g"] = np.where(works, found.columns["mounted_5g"][at], "否").tolist()
    c["mounts"] = np.where(works, found.columns["mounts"][at], 0).tolist()
    c["built_on"] = _days(found.days["built"][at], built)
    c["reduction_reason"] = np.where(stopped, "道路改造，杆体拆除", None).tolist()
    return c


def _stations(world: World, t: Table) -> Columns:
    found, day = world.stations[t.unit], np.datetime64(t.cut_off)
    at = found.standing(day)
    built, stopped, begun = (found.by(name, day)[at] for name in ("built", "stopped", "begun"))
    c = _common(found, at, ["gnodeb", "site_code", "name", "code", "class_code", "region", "operator", "site_type", "mount_height_m", "band", "scene",
                            "shared", "shared_with", "pole_no", "address", "lng", "lat", "crs", "owner", "manager"])
    c["status"] = np.select([stopped, built, begun], ["停用", "已开通", "在建"], "规划").tolist()
    c["built_on"] = _days(found.days["built"][at], built)
    c["reduction_reason"] = np.where(stopped, "站址业主收回，设备退网", None).tolist()
    return c


def _scenes(world: World, t: Table) -> Columns:
    found, day = world.scenes[t.unit], np.datetime64(t.cut_off)
    at = np.arange(len(found))
    wireless, fibre = found.by("5g", day), found.by("fibre", day)
    c = _common(found, at, ["scene_no", "name", "scene_kind", "region", "address", "lng", "lat", "crs", "manager"])
    c["status"] = ["在用"] * len(found)
    c["covered_5g"], c["covered_fibre"] = np.where(wireless, "是", "否").tolist(), np.where(fibre, "是", "否").tolist()
    c["covered_5g_on"], c["covered_fibre_on"] = _days(found.days["5g"], wireless), _days(found.days["fibre"], fibre)
    c["networks_5g"] = np.where(wireless, found.columns["networks_5g"], None).tolist()
    return c


def _coded(world: World, t: Table) -> Columns:
    found = coded(world.book, world.seed, world.codings[t.unit])
    at = found.standing(np.datetime64(t.cut_off))
    c = _common(found, at, ["own_no", "code", "class_code", "region", "name", "category", "address", "lng", "lat", "crs", "manager", "source_unit", "batch"])
    old = found.by("listed", np.datetime64(t.cut_off - timedelta(days=45)))[at]
    c["status"] = np.where(old, "已核验", "已赋码").tolist()
    c["coded_on"] = found.days["listed"][at].astype(object).tolist()
    return c


def _baselines(world: World, t: Table) -> Columns:
    coding = world.codings[t.unit]
    rows = baselines(world.book, coding)
    return {"region": [region for region, _ in rows], "category": [coding.category] * len(rows), "due_count": [due for _, due in rows],
            "source": ["普查" if coding.category == "房屋" else "行业台账"] * len(rows), "surveyed_on": [SURVEYED] * len(rows)}


def _indicators(world: World, t: Table) -> Columns:
    codes = reported_indicators(world, t.unit)
    before, now = ([reported(world, t.unit, code, day) for code in codes] for day in (t.opening_on, t.cut_off))
    chosen = [world.book.indicator(code) for code in codes]
    return {"indicator": codes, "name": [i.name for i in chosen], "measure": [i.unit for i in chosen], "opening": before,
            "current": [round(b - a, 2) for a, b in zip(before, now, strict=True)], "closing": now}


def _tasks(world: World, t: Table) -> Columns:
    mine = [task for task in world.book.plan.tasks if t.unit in (task.lead, *task.assist) and tasks.is_listed(task, t.period)]
    c: Columns = {name: [] for name in ("task", "name", "status", "opening", "current", "closing", "done_on", "progress", "problems", "next_steps")}
    for task in mine:
        before, now = world.progress_of(task.code, calendar.shift(t.period, -1)), world.progress_of(task.code, t.period)
        state, step = tasks.status(task, t.period, now), tasks.next_step(task, t.period)
        done_on, held_up = tasks.DONE[task.code] if state == "已完成" else None, "管线迁改方案待审定" if state == "暂停" else None
        words = {"已完成": "任务已完成，材料已归档", "未启动": "正在做启动准备", "暂停": "经批准延期，暂停施工"}.get(state)
        row = (task.code, task.name, state, before, now - before, now, done_on, words or f"按计划推进，累计完成 {now}%", held_up,
               f"推进“{step.name}”" if step else "保持运行，做好资料归档")
        for name, value in zip(c, row, strict=True):
            c[name].append(value)
    return c


WRITERS: dict[str, Callable[[World, Table], Columns]] = {
    "pole": _poles, "station": _stations, "scene": _scenes, "coding": _coded, "coding_baseline": _baselines, "indicator_report": _indicators,
    "task_report": _tasks}
