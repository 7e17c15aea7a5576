"""亮灯 — how many tasks show each light, and every task with its reason, the worst first."""

from data.reports.edition import View
from data.reports.table import Column, Table, Value, lamp
from data.supervision import light_facts as stored
from data.supervision.light_facts import TaskLightFact
from data.supervision.lights import counts
from data.vocabulary import Level, Light

ORDER = (Light.RED, Light.YELLOW, Light.GREY, Light.BLUE, Light.GREEN, Light.DONE)
MEANINGS = {Light.GREEN: "按计划推进", Light.YELLOW: "轻度滞后", Light.RED: "严重滞后", Light.GREY: "没有数据", Light.BLUE: "经批准暂停或延期",
            Light.DONE: "已完成"}
TASKS = (Column("task", "任务编号", "code", 9), Column("name", "任务", "words", 30), Column("unit", "牵头单位", "text", 15),
         Column("light", "亮灯", "light", 10), Column("level", "督办级别", "text", 9), Column("since", "起始日期", "date", 12),
         Column("reason", "缘由", "words", 34),
         Column("clears", "销灯条件", "words", 28), Column("next", "下一步", "words", 18))
COUNTS = (Column("light", "亮灯", "light", 12), Column("meaning", "含义", "text", 20), Column("count", "本月", "number", 12),
          Column("before", "上月", "number", 12), Column("change", "增减", "number", 12))


def month_facts(view: View) -> list[TaskLightFact]:
    """The lights of the month's last stored day; none when the month has none."""
    return stored.month_facts(view.session, view.period, view.edition.day, view.edition.version)


def earlier_facts(view: View) -> list[TaskLightFact]:
    """The last lights before the month, as they were when it was published."""
    return stored.facts_before(view.session, view.period, view.edition.version)


def count_table(view: View) -> Table:
    """Counts are the city's."""
    now, earlier = counts(month_facts(view)), counts(earlier_facts(view))
    rows: list[list[Value]] = [[lamp(light), MEANINGS[light], now[light], earlier[light], now[light] - earlier[light]] for light in ORDER]
    return Table(f"{view.edition.month}任务亮灯汇总表", COUNTS, rows, "项")


def light_table(view: View, unit: str | None = None) -> Table:
    """Every task of the units the reader sees, or of one unit."""
    found = [f for f in month_facts(view) if view.actor.sees(f.unit) and unit in (None, f.unit)]
    columns = [c for c in TASKS if unit is None or c.key != "unit"]
    rows = [_row(view, f) for f in worst_first(found)]
    at = [c.key for c in TASKS].index("unit")
    notes = ["红：进度差低于 −30 个百分点或逾期 7 日以上；黄：进度差 −30 至 −10 或逾期 1—7 日；灰：没有数据；蓝：经批准暂停或延期；逾期补完的为“黄(已补)”。"]
    return Table(f"{view.edition.month}任务亮灯情况表", columns, rows if unit is None else [r[:at] + r[at + 1:] for r in rows], "项", notes)


def worst_first(facts: list[TaskLightFact]) -> list[TaskLightFact]:
    levels = list(Level)
    return sorted(facts, key=lambda f: (ORDER.index(f.light), -levels.index(f.level), f.since, f.task))


def task_name(view: View, code: str) -> str:
    return view.book.tasks[code].name if code in view.book.tasks else code


def turned_red(view: View) -> list[TaskLightFact]:
    """Red now, and not when the month began."""
    was = {(f.unit, f.task) for f in earlier_facts(view) if f.light == Light.RED}
    return [f for f in worst_first(month_facts(view)) if f.light == Light.RED and (f.unit, f.task) not in was and view.actor.sees(f.unit)]


def red_table(view: View) -> Table:
    """本月新增红灯 — what turned red, why, and what is next."""
    columns = [c for c in TASKS if c.key in {"name", "unit", "level", "since", "reason", "next"}]
    keys = [c.key for c in TASKS]
    rows = [[_row(view, f)[keys.index(c.key)] for c in columns] for f in turned_red(view)]
    return Table("本月新增红灯任务", columns, rows, "项")


def _row(view: View, f: TaskLightFact) -> list[Value]:
    return [f.task, task_name(view, f.task), view.unit_name(f.unit), lamp(f.light, f.label), f.level.label, f.since, f.reason, f.clears_when, f.next_step]
