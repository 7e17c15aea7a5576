"""The tables of the figure pages as rows for a workbook: what the reader sees on the screen, with the same scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.calendar import label
from data.errors import NotFound
from data.indicators.detail import indicator_detail
from data.indicators.figure import Figure
from data.indicators.views import city_lines, unit_lines, unit_standings
from data.rounding import plain

FIGURE_HEADERS = ("核实", "申报", "申报差异", "计划应达", "目标", "进度差（百分点）", "亮灯", "说明", "分子", "分母", "规则版本")


@dataclass(frozen=True)
class FigureTable:
    """A titled table; `notes` say month and scope."""

    title: str
    notes: list[str]
    headers: Sequence[str]
    rows: list[list[Any]]


def figure_table(session: Session, actor: Actor, name: str, period: str, subject: str) -> FigureTable:
    """`name` is the table, `subject` the indicator or unit it is about, if any."""
    if name == "indicators":
        rows = [[line.system, *_named(line.figure)] for line in city_lines(session, actor, period)]
        return _titled("全市指标", period, ("系统", "指标编号", "指标", "单位", *FIGURE_HEADERS), rows)
    if name == "unit":
        rows = [[line.system, *_named(line.figure)] for line in unit_lines(session, actor, subject, period)]
        return _titled("单位指标", period, ("系统", "指标编号", "指标", "单位", *FIGURE_HEADERS), rows)
    if name == "units":
        rows = [[s.unit_name, s.group_name, *_named(f)] for s in unit_standings(session, actor, period) for f in s.figures.values()]
        return _titled("各单位进度差", period, ("单位名称", "分组", "指标编号", "指标", "单位", *FIGURE_HEADERS), rows)
    if name == "indicator":
        found = indicator_detail(session, actor, subject, period)
        parts = [("全市", found.figure), *found.units, *found.districts]
        months = [["逐月", on, *_figure(f)] for on, f in found.curve.months]
        return _titled(found.indicator.name, period, ("范围", "截至", *FIGURE_HEADERS), [*([n, None, *_figure(f)] for n, f in parts), *months])
    raise NotFound("没有这张表")


def _titled(title: str, period: str, headers: Sequence[str], rows: list[list[Any]]) -> FigureTable:
    return FigureTable(title, [f"统计月份：{label(period)}", "数值与页面一致；空白为不适用或缺报，见“说明”。"], headers, rows)


def _named(f: Figure) -> list[Any]:
    return [f.indicator, f.name, f.unit_word, *_figure(f)]


def _figure(f: Figure) -> list[Any]:
    return [f.value, f.reported, f.discrepancy, plain(f.planned), f.target, plain(f.gap_points), f.light.label if f.light else None, f.reason, f.numerator,
            f.denominator, f.rule_version]
