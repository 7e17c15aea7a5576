"""Pure: the planned curve, the milestone next due, completion, gap in points, and the light with its sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from data.catalogue.indicator import Indicator, PlanPoint
from data.catalogue.rules import LightRules
from data.rounding import half_up, plain, ratio
from data.vocabulary import Direction, FigureState, Light

ANYONE = "*"  # reads only what is planned alike for all: regions have no plan of their own
EXACT = 15  # decimals of a gap: finer than two different counts can lie apart, coarser than the tail of a division

Reading = Callable[[Indicator, str | None, date], Decimal | None]


def planned(indicator: Indicator, unit: str | None, day: date) -> Decimal | None:
    """Straight by calendar day from the start through the plan points; the baseline before the start, the last point after it.

    Without a start nothing is planned before the first point. `unit` None is the city. Rounding is left to whoever shows it.
    """
    points = _worths(indicator.points, unit)
    if not points:
        return None
    base = baseline(indicator, unit)
    line = points if base is None or indicator.start is None else [(indicator.start.on, base), *points]
    if day < line[0][0]:
        return base
    for (since, low), (until, high) in pairwise(line):
        if day <= until:
            return low + (high - low) * (day - since).days / (until - since).days
    return line[-1][1]


def milestone(indicator: Indicator, unit: str | None, day: date) -> tuple[date, Decimal] | None:
    """Day and target of the milestone next due on or after the day; after the last, the last."""
    due = _worths([p for p in indicator.points if p.milestone], unit)
    return next((point for point in due if point[0] >= day), due[-1] if due else None)


def target(indicator: Indicator, unit: str | None, day: date) -> Decimal | None:
    due = milestone(indicator, unit, day)
    return None if due is None else due[1]


def final_target(indicator: Indicator, unit: str | None, _day: date | None = None) -> Decimal | None:
    due = _worths([p for p in indicator.points if p.milestone], unit)
    return due[-1][1] if due else None


def baseline(indicator: Indicator, unit: str | None, _day: date | None = None) -> Decimal | None:
    return None if indicator.start is None else _worth(indicator.start, unit)


def together(read: Reading, indicator: Indicator, units: Sequence[str], day: date) -> Decimal | None:
    """What a group is due: for amounts the sum of its units' plans, for ratios the plan they all share, else none."""
    worths = [read(indicator, unit, day) for unit in units]
    if indicator.is_ratio:
        return worths[0] if len(set(worths)) == 1 else None
    known = [worth for worth in worths if worth is not None]
    return sum(known, Decimal()) if known else None


def completion(direction: Direction, value: Decimal | None, due: Decimal | None, base: Decimal | None) -> Decimal | None:
    """value ÷ target (1 = reached); falling: the way fallen from the baseline ÷ the way to fall."""
    if value is None or due is None:
        return None
    if direction == Direction.UP:
        return ratio(value, due)
    return None if base is None else ratio(base - value, base - due)


def gap_points(direction: Direction, value: Decimal | None, expected: Decimal | None, due: Decimal | None,
               base: Decimal | None) -> Decimal | None:
    """进度差: 100 × (value − planned) ÷ target; falling: mirrored, and measured by the baseline when the target is zero."""
    if value is None or expected is None or due is None:
        return None
    if direction == Direction.UP:
        share = ratio(value - expected, due)
    else:
        share = ratio(expected - value, due or base or 0)
    return None if share is None else half_up(100 * share, EXACT)


def doubt(indicator: Indicator, value: Decimal | None, reported: Decimal | None) -> str:
    """What of a figure lies outside the plausible values of its indicator; '' when nothing does. Both limits are plausible themselves."""
    low, high = indicator.minimum, indicator.maximum
    outside = [f"{words} {written(worth)}" for words, worth in (("核实数", value), ("申报数", reported)) if worth is not None
               and ((low is not None and worth < low) or (high is not None and worth > high))]
    return f"存疑：{'、'.join(outside)}超出合理范围（{limits(indicator)}），请核对" if outside else ""


def limits(indicator: Indicator) -> str:
    """The plausible values in words; what is counted is never less than nothing."""
    low, high = indicator.minimum, indicator.maximum
    if low is not None and high is not None:
        return f"{written(low)} 至 {written(high)}"
    if high is not None:
        return f"不大于 {written(high)}"
    return f"不小于 {written(low)}" if low is not None else "未设"


def is_reached(direction: Direction, value: Decimal, final: Decimal) -> bool:
    return value >= final if direction == Direction.UP else value <= final


def in_yellow(gap: Decimal | None, rules: LightRules) -> bool:
    """Both boundaries are yellow."""
    return gap is not None and rules.red_gap <= gap <= rules.yellow_gap


@dataclass(frozen=True)
class Standing:
    """Where an indicator stands in one month; `yellow_months`: how many months running before it lay in the yellow band."""

    state: FigureState
    direction: Direction = Direction.UP
    value: Decimal | None = None
    final: Decimal | None = None
    gap: Decimal | None = None
    yellow_months: int = 0


def indicator_light(standing: Standing, rules: LightRules) -> tuple[Light | None, str]:
    """The light and why; None where nothing can be lit: not applicable, or followed without a plan."""
    if standing.state == FigureState.MISSING:
        return Light.GREY, "本月没有数据"
    if standing.state == FigureState.NOT_APPLICABLE or standing.value is None:
        return None, "本月不适用"
    if standing.final is not None and is_reached(standing.direction, standing.value, standing.final):
        return Light.DONE, f"已达到最终目标 {written(standing.final)}"
    if standing.gap is None:
        return None, "未设计划，只跟踪，不亮灯"
    return _lit(standing.gap, standing.yellow_months, rules)


def _lit(gap: Decimal, yellow_months: int, rules: LightRules) -> tuple[Light, str]:
    if gap > rules.yellow_gap:
        return Light.GREEN, f"进度差 {written(gap)} 个百分点，{'达到序时进度' if gap >= 0 else f'未低到 {written(rules.yellow_gap)}'}"
    if gap < rules.red_gap:
        return Light.RED, f"进度差 {written(gap)} 个百分点，低于 {written(rules.red_gap)}"
    within = f"进度差 {written(gap)} 个百分点，在 {written(rules.red_gap)} 至 {written(rules.yellow_gap)} 之间"
    if yellow_months >= rules.yellow_months:
        return Light.RED, f"{within}，此前已连续 {rules.yellow_months} 个月如此，转红"
    return Light.YELLOW, within


def written(number: Decimal) -> str:
    """A number as a sentence shows it: at most two decimals, a real minus sign."""
    return str(plain(half_up(number))).replace("-", "−")


def _worths(points: Sequence[PlanPoint], unit: str | None) -> list[tuple[date, Decimal]]:
    ordered = sorted(points, key=lambda point: point.on)
    return [(point.on, worth) for point in ordered if (worth := _worth(point, unit)) is not None]


def _worth(point: PlanPoint, unit: str | None) -> Decimal | None:
    if point.all is not None:
        return point.all
    return point.city if unit is None else point.units.get(unit)
