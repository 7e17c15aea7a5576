"""计划与实际 — one figure month by month beside its plan and its report, and where it is heading; only what is shown of each month is read."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.calendar import last_day, periods_between
from data.catalogue.book import Catalogue
from data.catalogue.indicator import Indicator
from data.errors import NotFound
from data.indicators import schedule
from data.indicators.credibility import Said, credibility
from data.indicators.detail import Curve, curve, may_see
from data.indicators.figure import Figure, value_of
from data.indicators.figures import figures
from data.indicators.forecast import Outlook, forecast
from data.indicators.pace import Frame, Goal, Point
from data.indicators.parts import Scope
from data.indicators.unit_months import ByUnit, said_by_units
from data.store import rulebook
from data.vocabulary import Direction, FigureState

RUNNING, PARTIAL = "尚未结束", "未齐"


@dataclass(frozen=True)
class MonthStanding:
    """One month: its figure, 可信度 (0 to 1) of what was reported, and why the forecast passes it over ('' when it rests on it)."""

    on: date
    figure: Figure
    credibility: Decimal | None
    passed_over: str


@dataclass(frozen=True)
class Trajectory:
    """指标轨迹 of the city (unit and region None), a unit, or the city's figure in a district, up to a month."""

    indicator: Indicator
    unit: str | None
    region: str | None
    unit_name: str  # 全市, or the short name of the unit or district
    period: str
    curve: Curve
    months: list[MonthStanding]
    goal: Goal | None
    outlook: Outlook

    @property
    def passed_over(self) -> list[MonthStanding]:
        return [month for month in self.months if month.passed_over]


def trajectory(session: Session, actor: Actor, code: str, unit: str | None, period: str, today: date,  # noqa: PLR0913
               region: str | None = None) -> Trajectory:
    """The forecast rests on months that are over and whole: a city's month of which a unit is missing would read as a fall.

    What the last month has come to is reached, though it still runs. A district is the city's figure there: its months are whole when the
    city's are, nobody reports it, and it has a goal only where the plan asks the same of all. Raises NotFound for an unknown district.
    """
    book = rulebook.book_for(session, period)
    district = next((r.name for r in book.city.districts if r.code == region), None)
    if region is not None and (unit is not None or district is None):
        raise NotFound("没有找到这个区")
    shown = curve(session, actor, code, unit, period, region)
    indicator = book.indicator(code)
    found = _every_month(session, actor, shown, unit, period, region)
    at = _At(session, book, indicator, unit, region, said_by_units(session, found), today)
    months = [MonthStanding(last_day(f.period), f, credibility(indicator.direction, at.claims(f)), at.passed_over(f)) for f in found]
    due = schedule.milestone(indicator, schedule.ANYONE if region else unit, last_day(period))
    goal = Goal(*due) if due else None
    known = [(m.figure.period, m.figure.value) for m in months if not m.passed_over and m.figure.value is not None]
    frame = Frame(goal, indicator.direction, _least(indicator), indicator.maximum)
    name = district or ("全市" if unit is None else book.unit(unit).short_name)
    outlook = forecast(known, frame, _come_to(indicator, months[-1]))
    return Trajectory(indicator, unit, region, name, period, shown, months, goal, outlook)


def _come_to(indicator: Indicator, m: MonthStanding) -> Point | None:
    """The value of a month that is no ground for a pace but may show the goal reached: of a running one, and of one without some units
    if they could only add to it."""
    stands = m.passed_over == RUNNING or (m.passed_over.startswith(PARTIAL) and not indicator.is_ratio and indicator.direction == Direction.UP)
    return (m.figure.period, m.figure.value) if stands and m.figure.value is not None else None


def _every_month(session: Session, actor: Actor, shown: Curve, unit: str | None, period: str, region: str | None) -> list[Figure]:  # noqa: PLR0913
    """From the first month with figures to this one; of a month nothing is stored of, that it is missing."""
    stored = {f.period: f for _, f in shown.months}
    months = [p for p in periods_between(min(stored, default=period), period) if p in stored or p == period or may_see(session, actor, p)]
    return [stored.get(p) or _unstored(session, p, unit, shown.indicator, region) for p in months]


def _unstored(session: Session, period: str, unit: str | None, code: str, region: str | None) -> Figure:
    """Nothing is stored of a district where nobody handed in, and the city is missing too, or where no ledger tells districts."""
    whole = figures(session, period, unit, code)[0]
    return whole if region is None else replace(whole, region=region, state=FigureState.MISSING, numerator=None, denominator=None, value=None,
                                                reported=None, discrepancy=None, target=None, planned=None, completion=None, gap_points=None,
                                                light=None, reason="本区没有数", doubt="")


def _least(indicator: Indicator) -> Decimal | None:
    """What is counted is never less than nothing."""
    return indicator.minimum if indicator.minimum is not None or indicator.numerator.aggregate == "sum" else Decimal()


@dataclass(frozen=True)
class _At:
    """Whose figures are judged, by which rules, on which day."""

    session: Session
    book: Catalogue
    indicator: Indicator
    unit: str | None
    region: str | None
    said: dict[str, ByUnit]
    today: date

    def claims(self, f: Figure) -> list[Said]:
        """Percentages of units are not added up: a city has no report of them; nobody reports by district."""
        if self.region is not None:
            return []
        if self.unit is not None or self.indicator.is_ratio:
            return [(f.value, f.reported)]
        return [(value_of(self.indicator, above, below), reported) for above, below, reported in self.said.get(f.period, {}).values()]

    def passed_over(self, f: Figure) -> str:
        """Why a month is no ground for a forecast."""
        if f.state != FigureState.OK or f.value is None:
            return f.state.label
        then = rulebook.book(self.session, f.rule_version)
        if _counted_by(then, f.indicator) != _counted_by(self.book, f.indicator):
            return "口径与本月不同"
        due = [] if self.unit is not None else Scope(then, f.period).units_of(then.indicator(f.indicator))
        handed = sum(self.said.get(f.period, {}).get(one, (None,))[0] is not None for one in due)
        if handed < len(due):
            return f"{PARTIAL}（已报 {handed}/{len(due)}）"
        return RUNNING if last_day(f.period) > self.today else ""


def _counted_by(book: Catalogue, code: str) -> tuple[Any, ...]:
    """What a number means: months counted another way are not of one line."""
    i = book.indicator(code)
    sides = [side for side in (i.numerator, i.denominator) if side and side.ledger]
    return i.unit, i.scale, i.numerator, i.denominator, [book.ledger(side.ledger or "").counted for side in sides]
