"""What the rule book declares of an indicator, in the words of its page: who is measured, by which ledgers, with which targets and limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.catalogue.book import Catalogue
from data.catalogue.city import Unit
from data.catalogue.indicator import Indicator
from data.indicators import schedule
from data.indicators.parts import REPORT, is_by_region, ledgers_of

ALIKE = "全市、各单位、各区相同"
SCORED_BY = {True: "coding_against_schedule", False: "indicators_against_schedule"}  # coding or not → the input of the rubric's item


@dataclass(frozen=True)
class Goals:
    """目标分解 — of the city or a unit, one target a phase; None: the plan asks nothing of it there."""

    name: str
    baseline: Decimal | None
    targets: list[Decimal | None]


@dataclass(frozen=True)
class Declared:
    """指标定义 — phases are (name, day); `goals` begin with the city and leave out units of which nothing is asked; one alone where all are asked the same."""

    facts: list[tuple[str, str]]
    phases: list[tuple[str, date]]
    goals: list[Goals]


def declared(book: Catalogue, indicator: Indicator, period: str, units: Sequence[Unit]) -> Declared:
    """`units`: those whose targets the reader may see."""
    due = [p for p in sorted(indicator.points, key=lambda p: p.on) if p.milestone]
    names = {phase.code: phase.name for phase in book.plan.phases}
    measured = {unit.code for unit in book.applies_to(indicator, period)}
    alike = bool(due) and all(p.all is not None for p in [*due, *([indicator.start] if indicator.start else [])])
    whose: list[tuple[str, str | None]] = [(ALIKE, None)] if alike else [
        ("全市", None), *((u.short_name, u.code) for u in units if u.code in measured)]
    goals = [Goals(name, schedule.baseline(indicator, unit), [schedule.target(indicator, unit, p.on) if _asks(indicator, unit, p.on) else None for p in due])
             for name, unit in whose]
    return Declared(_facts(book, indicator, period), [(names.get(p.milestone or "", p.milestone or ""), p.on) for p in due],
                    [g for g in goals if g.name in ("全市", ALIKE) or any(t is not None for t in g.targets)])


def _asks(indicator: Indicator, unit: str | None, on: date) -> bool:
    """Does the point of that very day say anything of it?"""
    found = schedule.milestone(indicator, unit, on)
    return found is not None and found[0] == on


def _facts(book: Catalogue, indicator: Indicator, period: str) -> list[tuple[str, str]]:
    measured = book.applies_to(indicator, period)
    places = "、区" if is_by_region(book, indicator) else "（台账没有行政区划一列，不分区）"
    ledgers = "、".join(book.ledger(code).name for code in ledgers_of(indicator))
    return [
        ("统计层级", f"全市、单位{places}"),
        ("频次", "每月"),
        ("数据来源", f"{ledgers}台账，由已接收的行计数"),
        ("报送单位", "、".join(unit.short_name for unit in measured) or "本月没有应报的单位"),
        ("申报对应", _counterpart(book, indicator, measured)),
        ("合理范围", _limits(indicator)),
        ("考评", _scored(book, indicator)),
    ]


def _counterpart(book: Catalogue, indicator: Indicator, measured: Sequence[Unit]) -> str:
    if not indicator.reported:
        return "没有：单位不另报这个数，只有核实数"
    silent = [unit.short_name for unit in measured if REPORT not in unit.owes]
    return "指标月报的本期末" + (f"（{'、'.join(silent)}不报指标月报，只有核实数）" if silent else "")


def _limits(indicator: Indicator) -> str:
    """Also what happens to a value outside."""
    told = schedule.limits(indicator)
    return "计数，不会小于零" if told == "未设" else f"{told}；超出的核实数标“存疑”，超出的申报数须说明（核实）"


def _scored(book: Catalogue, indicator: Indicator) -> str:
    if not indicator.points:
        return "未设计划，只跟踪，不计分"
    if indicator.pilot:
        return "试行：有计划、亮灯，暂不计入月度考评"
    if all(p.all is None and not p.units for p in indicator.points):
        return "只有全市目标，不计入单位得分"
    names = [item.name for item in book.rubric.items if item.input == SCORED_BY[indicator.coding]]
    return f"计入“{'、'.join(names)}”" if names else "考评细则没有用到"
