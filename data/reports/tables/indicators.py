"""指标完成 — figures of the city and its units, what the month added, and the year's course of the key ones."""

from collections.abc import Iterable
from decimal import Decimal

from data import calendar
from data.indicators import schedule
from data.indicators.figures import EVERY, Figure, figures, trend
from data.indicators.views import headline_codes
from data.reports.edition import View
from data.reports.table import NONE, Column, Table, Value, lamp
from data.rounding import HUNDREDTH, exact, half_up, plain
from data.vocabulary import FigureState

CITY = "全市"
AMOUNTS = (Column("numerator", "分子", "number", 10), Column("denominator", "分母", "number", 10), Column("value", "实证值", "number", 11),
           Column("reported", "申报值", "number", 11), Column("discrepancy", "申报差异", "number", 9.5), Column("target", "目标值", "number", 10),
           Column("planned", "序时计划", "number", 10), Column("gap", "进度差", "percent", 9), Column("light", "亮灯", "light", 9))
BY_UNIT = (Column("unit", "单位", "text", 16), Column("code", "编号", "code", 6.5), Column("name", "指标", "words", 25),
           Column("unit_word", "计量单位", "text", 9.5), *AMOUNTS, Column("reason", "亮灯说明", "words", 29))
IN_MONTH = (Column("name", "指标", "words", 24), Column("unit_word", "计量单位", "text", 10), Column("before", "上月实证", "number", 10),
            Column("value", "本月实证", "number", 10), Column("change", "本月新增", "number", 10), Column("reported", "申报值", "number", 10),
            Column("planned", "序时计划", "number", 10), Column("target", "目标值", "number", 10), Column("gap", "进度差", "percent", 10),
            Column("light", "亮灯", "light", 9))


def indicator_table(view: View, unit: str | None = None) -> Table:
    """The city first, then every unit the reader sees in the rule book's order; or one unit alone."""
    shown = view.edition.version
    found = figures(view.session, view.period, unit or EVERY, version=shown)
    place = {u.code: n for n, u in enumerate(view.book.members)}
    units = sorted((f for f in found if f.unit in place and view.actor.sees(f.unit)), key=lambda f: place[f.unit or ""])
    city = [] if unit else figures(view.session, view.period, version=shown)
    rows = [_row(view, f) for f in (*city, *units)]
    notes = ["实证值由已接收台账逐行计数得出；申报差异＝申报值－实证值；进度差（百分点）＝（实证值－序时计划）÷目标值×100。",
             f"“{NONE}”为不适用或未设计划，“缺报”为应报未报，均不等于 0。"]
    return Table(f"{view.edition.month}指标完成情况表", BY_UNIT[1:] if unit else BY_UNIT, [r[1:] for r in rows] if unit else rows, "见“计量单位”栏", notes)


def _row(view: View, f: Figure) -> list[Value]:
    is_ratio = view.book.indicator(f.indicator).is_ratio
    parts = [shown(v, is_ratio=is_ratio) for v in (f.reported, f.discrepancy, f.target, f.planned)]
    return [view.unit_name(f.unit) if f.unit else CITY, f.indicator, f.name, f.unit_word, shown(f.numerator), shown(f.denominator),
            said(view, f), *parts, shown(f.gap_points), lamp(f.light), f.reason]


def said(view: View, f: Figure) -> Value:
    """The counted value, or why there is none: missing is not zero."""
    return f.state.label if f.state == FigureState.MISSING else shown(f.value, is_ratio=view.book.indicator(f.indicator).is_ratio)


def shown(value: Decimal | None, *, is_ratio: bool = False) -> Decimal | None:
    """A figure as it is printed and served: at most six decimals; ratios with at least two, so that they stand in columns."""
    number = plain(value)
    if number is None:
        return None
    found = exact(number)
    return found.quantize(HUNDREDTH) if is_ratio and found == half_up(found) else found


def month_table(view: View) -> Table:
    """Planned indicators of the city: last month, this month, what was added, and the plan."""
    last = calendar.shift(view.period, -1)
    before = {f.indicator: f for f in figures(view.session, last, version=view.version_of(last))}
    rows = [_month_row(view, f, before[f.indicator]) for f in planned_figures(view)]
    return Table(f"{view.edition.month}主要指标", IN_MONTH, rows, "见“计量单位”栏")


def planned_figures(view: View) -> list[Figure]:
    """The city's figures that have a plan."""
    return [f for f in figures(view.session, view.period, version=view.edition.version) if view.book.indicator(f.indicator).points]


def _month_row(view: View, f: Figure, before: Figure) -> list[Value]:
    is_ratio = view.book.indicator(f.indicator).is_ratio
    added = None if f.value is None or before.value is None else f.value - before.value
    parts = [shown(v, is_ratio=is_ratio) for v in (added, f.reported, f.planned, f.target)]
    return [f.name, f.unit_word, shown(before.value, is_ratio=is_ratio), said(view, f), *parts, shown(f.gap_points), lamp(f.light)]


def course_table(view: View) -> Table:
    """Planned against evidenced for the key indicators over the months of the year; months still to come have a plan only."""
    codes = headline_codes(view.book)
    months = calendar.periods_between(f"{view.period[:4]}-01", f"{view.period[:4]}-12")
    values = {code: _values(view, code) for code in codes}
    columns = [Column("period", "月份", "text", 11)]
    for code in codes:
        i = view.book.indicator(code)
        columns += [Column(f"{code}_planned", f"{i.name}\n计划（{i.unit}）", "course", 17),
                    Column(f"{code}_value", f"{i.name}\n实证（{i.unit}）", "course", 17)]
    rows = [[f"{int(m[5:])}月", *_pairs(view, codes, values, m)] for m in months]
    return Table(f"{view.period[:4]}年主要指标走势（计划与实证）", columns, rows, "见各栏", ["空白为尚未到期或没有数据的月份。"])


def _values(view: View, code: str) -> dict[str, Decimal | None]:
    past = {f.period: f.value for f in trend(view.session, code, versions=view.version_of) if f.period < view.period}
    return past | {view.period: figures(view.session, view.period, None, code, version=view.edition.version)[0].value}


def _pairs(view: View, codes: Iterable[str], values: dict[str, dict[str, Decimal | None]], period: str) -> list[Value]:
    day = calendar.last_day(period)
    return [v for code in codes for v in (shown(schedule.planned(view.book.indicator(code), None, day)), shown(values[code].get(period)))]
