"""indicators.yaml: what is counted exists, and the plan adds up."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from data.catalogue.book import Catalogue
from data.catalogue.checking import NUMBERS, filter_problems, readable, repeated, written
from data.catalogue.indicator import ROW_CHECKS, Aggregate, Indicator, PlanPoint
from data.vocabulary import Direction


def indicator_problems(catalogue: Catalogue) -> Iterator[str]:
    yield from repeated("indicators.yaml：指标", [i["code"] for i in written(catalogue, "indicators.yaml")])
    for indicator in catalogue.indicators.values():
        at = f"indicators.yaml：指标 {indicator.code} "
        for side, aggregate in (("分子", indicator.numerator), ("分母", indicator.denominator)):
            if aggregate:
                yield from _aggregate_problems(catalogue, aggregate, f"{at}的{side}")
        yield from _unit_problems(catalogue, indicator, at)
        yield from _curve_problems(catalogue, indicator, at)
        for point in _points(indicator):
            yield from _point_problems(catalogue, indicator, point, f"{at}的计划点 {point.on} ")
        if indicator.minimum is not None and indicator.maximum is not None and indicator.minimum > indicator.maximum:
            yield f"{at}的下限大于上限"


def _aggregate_problems(catalogue: Catalogue, aggregate: Aggregate, at: str) -> Iterator[str]:
    if aggregate.aggregate == "statistic":
        if aggregate.field not in {s.name for s in catalogue.city.statistics}:
            yield f"{at}用到 city.yaml 没有的统计数 {aggregate.field or '（空）'}"
        if aggregate.ledger or aggregate.where or aggregate.check:
            yield f"{at}是统计数，不写 ledger、where 和 check"
        return
    if aggregate.ledger not in catalogue.ledgers:
        yield f"{at}的台账 {aggregate.ledger or '（空）'} 没有定义"
        return
    ledger = catalogue.ledgers[aggregate.ledger]
    yield from filter_problems(catalogue, at, aggregate.where, ledger)
    if aggregate.check is not None and aggregate.check not in ROW_CHECKS:
        yield f"{at}的 check {aggregate.check} 不存在，可用：{'、'.join(ROW_CHECKS)}"
    unread = [name for name in ROW_CHECKS.get(aggregate.check or "", ()) if name not in ledger.fields]
    if unread:
        yield f"{at}的 check {aggregate.check} 要读台账 {ledger.code} 没有的字段 {'、'.join(unread)}"
    if (aggregate.aggregate == "count") != (aggregate.field is None):
        yield f"{at}的 count 不写 field，count_distinct 和 sum 须写 field"
    if aggregate.field is not None and aggregate.field not in readable(ledger, True):
        yield f"{at}用到台账 {ledger.code} 没有的字段 {aggregate.field}"
    elif aggregate.aggregate == "sum" and aggregate.field in ledger.fields and ledger.column(aggregate.field).type not in NUMBERS:
        yield f"{at}对字段 {aggregate.field} 求和，它不是数字"


def _unit_problems(catalogue: Catalogue, indicator: Indicator, at: str) -> Iterator[str]:
    members = {u.code: u for u in catalogue.members}
    yield from repeated(f"{at}的适用单位", indicator.applies_to)
    for code in indicator.applies_to:
        if code not in members:
            yield f"{at}的适用单位 {code} 不是 units.yaml 中的成员单位"
    needed = dict.fromkeys(a.ledger for a in (indicator.numerator, indicator.denominator) if a and a.ledger)
    for unit in catalogue.applies_to(indicator):
        yield from (f"{at}的适用单位 {unit.code} 不报台账 {ledger}" for ledger in needed if ledger not in unit.owes)


def _points(indicator: Indicator) -> list[PlanPoint]:
    return [*([indicator.start] if indicator.start else []), *indicator.points]


def _curve_problems(catalogue: Catalogue, indicator: Indicator, at: str) -> Iterator[str]:
    points = _points(indicator)
    for before, after in pairwise(points):
        if after.on <= before.on:
            yield f"{at}的计划点 {after.on} 没有按日期先后排列"
    for name in ("", *(u.code for u in catalogue.applies_to(indicator))):
        worths = [(p.on, worth) for p in points if (worth := _worth(p, name)) is not None]
        for (_, low), (on, high) in pairwise(worths):
            if (high < low) == (indicator.direction == Direction.UP) and high != low:
                yield f"{at}的计划点 {on}（{name or '全市'}）与方向“{indicator.direction.label}”相反"


def _worth(point: PlanPoint, unit: str) -> Decimal | None:
    if point.all is not None:
        return point.all
    return point.units.get(unit) if unit else point.city


def _point_problems(catalogue: Catalogue, indicator: Indicator, point: PlanPoint, at: str) -> Iterator[str]:
    if (point.all is not None) == (point.city is not None or bool(point.units)):
        yield f"{at}应写 all，或分别写 city 与 units，不能都写或都不写"
    phases = {p.code: p for p in catalogue.plan.phases}
    if point.milestone is not None:
        if point.milestone not in phases:
            yield f"{at}的阶段 {point.milestone} 不在 plan.yaml 中"
        elif phases[point.milestone].due != point.on:
            yield f"{at}不是阶段 {point.milestone} 的期限 {phases[point.milestone].due}"
    applying = {u.code for u in catalogue.applies_to(indicator)}
    yield from (f"{at}的单位 {code} 不是该指标的适用单位" for code in point.units if code not in applying)
    if point.units and not indicator.is_ratio and sum(point.units.values()) != point.city:
        yield f"{at}的各单位之和为 {sum(point.units.values())}，与全市 {point.city} 不等"
    for worth in (v for v in (point.all, point.city, *point.units.values()) if v is not None):
        low, high = indicator.minimum, indicator.maximum
        if (low is not None and worth < low) or (high is not None and worth > high):
            yield f"{at}的数 {worth} 超出指标的上下限"
