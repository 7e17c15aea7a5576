"""One indicator opened up: how it is defined and reckoned, its curve and plan, its units and districts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require_unit
from data.calendar import last_day
from data.catalogue.book import Catalogue
from data.catalogue.indicator import Aggregate, Indicator
from data.indicators import schedule
from data.indicators.counted import CountedRow, Cursor, Page, counted_rows
from data.indicators.declared import Declared, declared
from data.indicators.figure import Figure
from data.indicators.figures import EVERY, district_values, figures, shown_version, trend
from data.indicators.views import check_readable, seen_units
from data.indicators.wording import CHECKED, header, phrase
from data.rounding import plain
from data.store import rulebook

PlanLine = list[tuple[date, Decimal]]


@dataclass(frozen=True)
class Curve:
    """Figures month by month as they are shown now, and the plan they are held against."""

    indicator: str
    name: str
    unit_word: str
    months: list[tuple[date, Figure]]
    plan: PlanLine
    milestones: PlanLine


@dataclass(frozen=True)
class IndicatorDetail:
    """指标 — everything its page says, but its rows."""

    indicator: Indicator
    formula: str
    figure: Figure
    curve: Curve
    units: list[tuple[str, Figure]]  # unit name, figure; of the units the reader sees
    districts: list[tuple[str, Figure]]  # district name, the city's figure there
    declared: Declared


def indicator_detail(session: Session, actor: Actor, code: str, period: str) -> IndicatorDetail:
    check_readable(session, actor, period)
    book = rulebook.book_for(session, period)
    indicator = book.indicator(code)
    units = [(book.unit(f.unit).short_name, f) for f in figures(session, period, EVERY, code) if f.unit and actor.sees(f.unit)]
    regions = district_values(session, period, code)
    districts = [(r.name, regions[r.code]) for r in book.city.districts if r.code in regions]
    return IndicatorDetail(
        indicator,
        formula(book, indicator),
        figures(session, period, None, code)[0],
        curve(session, actor, code, None, period),
        sorted(units, key=lambda u: _behind_first(u[1])),
        districts,
        declared(book, indicator, period, seen_units(book, actor)),
    )


def curve(session: Session, actor: Actor, code: str, unit: str | None, period: str, region: str | None = None) -> Curve:  # noqa: PLR0913
    """The months up to `period`, of the city (both None), a unit or the city's figure in a district; for who sees published figures only,
    those that are published. A district has no plan but what is planned alike for all."""
    if unit is not None:
        require_unit(actor, unit)
    check_readable(session, actor, period)
    book = rulebook.book_for(session, period)
    indicator = book.indicator(code)
    whose = schedule.ANYONE if region else unit
    shown = [f for f in trend(session, code, unit, region=region) if f.period <= period and (f.period == period or may_see(session, actor, f.period))]
    return Curve(
        code,
        indicator.name,
        indicator.unit,
        [(last_day(f.period), f) for f in shown],
        plan_line(indicator, whose),
        plan_line(indicator, whose, milestones_only=True),
    )


def may_see(session: Session, actor: Actor, period: str) -> bool:
    return actor.may(Permission.VIEW_TRIAL) or shown_version(session, period) > 0


def plan_line(indicator: Indicator, unit: str | None, milestones_only: bool = False) -> PlanLine:
    """The corners of the planned curve, oldest first."""
    start = [indicator.start] if indicator.start and not milestones_only else []
    corners = [*start, *(p for p in indicator.points if p.milestone or not milestones_only)]
    return [(p.on, worth) for p in sorted(corners, key=lambda p: p.on) if (worth := schedule.planned(indicator, unit, p.on)) is not None]


def counted_page(
    session: Session, actor: Actor, code: str, unit: str | None, period: str, page: Page
) -> tuple[list[CountedRow], Cursor | None]:  # noqa: PLR0913
    """The rows behind a figure. Who does not see all units sees the rows of its own."""
    check_readable(session, actor, period)
    wanted = unit or (None if actor.sees_all else actor.unit or "")
    if wanted is not None:
        require_unit(actor, wanted)
    return counted_rows(session, code, wanted, period, page)


def formula(book: Catalogue, indicator: Indicator) -> str:
    """How the figure is reckoned, as the rule book declares it."""
    above = _side(book, indicator.numerator)
    if indicator.denominator is None:
        return above
    times = f" × {plain(indicator.scale):,}" if indicator.scale != 1 else ""
    return f"{above} ÷ {_side(book, indicator.denominator)}{times}"


def _side(book: Catalogue, side: Aggregate) -> str:
    if side.aggregate == "statistic":
        label = next((s.label for s in book.city.statistics if s.name == side.field), side.field or "")
        return f"【{label}】"
    ledger = book.ledger(side.ledger or "")
    rules = [phrase(where, ledger) for where in (ledger.counted, side.where) if where is not None]
    rules += [CHECKED[side.check]] if side.check else []
    where = f"，{'，且'.join(rules)}" if rules else ""
    asked = {
        "count": "行数",
        "count_distinct": f"按“{header(side.field or '', ledger)}”去重的个数",
        "sum": f"“{header(side.field or '', ledger)}”之和",
    }
    return f"【{ledger.name}台账中{asked[side.aggregate]}{where}】"


def _behind_first(figure: Figure) -> tuple[bool, Decimal, str]:
    return figure.gap_points is None, figure.gap_points or Decimal(0), figure.unit or ""
