"""大屏: what hangs on the wall — the newest published month of the city, one system of the work plan after the other."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.calendar import last_day, shift
from data.indicators.detail import Curve, plan_line
from data.indicators.figure import Figure
from data.indicators.figures import district_values, figures, shown_version, trend
from data.indicators.systems import followed_codes, system_names
from data.indicators.views import IndicatorLine, lines_of
from data.plan.outlook import Outlook, outlook
from data.store import rulebook
from data.store.tables import Month
from data.vocabulary import Light, MonthState

LATE = frozenset({Light.RED, Light.YELLOW})


@dataclass(frozen=True)
class WallSystem:
    """One turn of the wall: a system, its lines, and the indicator that is drawn by district and month."""

    name: str
    place: int  # of so many systems, counted from 0
    count: int
    lines: list[IndicatorLine]
    main: Figure
    districts: dict[str, Figure]
    curve: Curve


@dataclass(frozen=True)
class WallView:
    """全市 — the newest published month. Figures of units are not in it."""

    period: str
    outlook: Outlook
    lights: dict[Light, int]  # of the city's planned indicators
    late: list[Figure]        # red before yellow, the one furthest behind first
    system: WallSystem


def wall_view(session: Session, actor: Actor, today: date, turn: int) -> WallView | None:
    """The `turn`-th system, round and round. None: no month is published yet."""
    require(actor, Permission.VIEW_WALL)
    period = session.scalar(select(func.max(Month.period)).where(Month.state == MonthState.PUBLISHED))
    if period is None:
        return None
    book = rulebook.book_for(session, period)
    lines = lines_of(book, figures(session, period), figures(session, shift(period, -1)), [])
    planned = [line.figure for line in lines if line.figure.light is not None]
    late = sorted((f for f in planned if f.light in LATE), key=lambda f: (f.light != Light.RED, f.gap_points or 0))
    return WallView(period, outlook(session, period, today), {light: sum(f.light == light for f in planned) for light in Light}, late,
                    _system(session, period, lines, turn))


def _system(session: Session, period: str, lines: list[IndicatorLine], turn: int) -> WallSystem:
    book = rulebook.book_for(session, period)
    names = system_names(book)
    place = turn % len(names)
    own = [line for line in lines if line.system == names[place]]
    code = followed_codes([book.indicator(line.figure.indicator) for line in own], 1)[0]
    indicator = book.indicator(code)
    shown = [f for f in trend(session, code) if shown_version(session, f.period) > 0]
    curve = Curve(code, indicator.name, indicator.unit, [(last_day(f.period), f) for f in shown], plan_line(indicator, None),
                  plan_line(indicator, None, milestones_only=True))
    return WallSystem(names[place], place, len(names), own, next(line.figure for line in own if line.figure.indicator == code),
                      district_values(session, period, code), curve)
