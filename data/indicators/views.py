"""What the pages show of figures: all indicators of a month, who is behind, what moved; other units' rows stay theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.calendar import label, shift
from data.catalogue.book import Catalogue
from data.catalogue.city import Unit
from data.errors import NotAllowed
from data.indicators.figures import EVERY, Figure, figures, shown_version
from data.store import rulebook
from data.store.periods import known_periods
from data.vocabulary import FigureState, Light


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator of a month: the figure, the one of the month before, and the lights of the units the reader sees."""

    system: str
    figure: Figure
    before: Figure | None
    lights: Mapping[Light, int]

    @property
    def change(self) -> Decimal | None:
        """Against last month, in the indicator's unit."""
        if self.before is None or self.before.value is None or self.figure.value is None:
            return None
        return self.figure.value - self.before.value

    @property
    def gap_change(self) -> Decimal | None:
        """Points gained on the plan since last month; negative: further behind."""
        if self.before is None or self.before.gap_points is None or self.figure.gap_points is None:
            return None
        return self.figure.gap_points - self.before.gap_points

    @property
    def turn(self) -> str:
        """The city's light against last month's: WORSE, BETTER, or '' where it stayed or one of the two says nothing."""
        ranks = [RANKS.get(f.light) for f in (self.before, self.figure) if f is not None and f.light is not None]
        if len(ranks) < 2 or None in ranks or ranks[0] == ranks[1]:
            return ""
        return WORSE if (ranks[1] or 0) > (ranks[0] or 0) else BETTER


WORSE, BETTER = "worse", "better"
RANKS = {Light.DONE: 0, Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}  # how bad a light is; 灰 and 蓝 are neither


def asked_lines(lines: Sequence[IndicatorLine], words: Mapping[str, str | None]) -> list[IndicatorLine]:
    """Narrowed as the address says: a system, a light of the city, and how that light turned."""
    system, light, turn = (words.get(name) or "" for name in ("system", "light", "turn"))
    return [line for line in lines if system in ("", line.system) and light in ("", line.figure.light) and turn in ("", line.turn)]


def check_readable(session: Session, actor: Actor, period: str) -> None:
    """Who may not see trial figures sees published months only."""
    require(actor, Permission.VIEW_FIGURES)
    if not actor.may(Permission.VIEW_TRIAL) and shown_version(session, period) == 0:
        raise NotAllowed(f"{label(period)}的数据尚未通报，通报后才能查看，请改选已通报的月份")


def readable_periods(session: Session, actor: Actor, current: str) -> list[str]:
    """The months an account may look at, newest first: who reads published figures only is offered no other month."""
    if not actor.may(Permission.VIEW_FIGURES):
        return []
    known = known_periods(session, current)
    return known if actor.may(Permission.VIEW_TRIAL) else [period for period in known if shown_version(session, period)]


def seen_units(book: Catalogue, actor: Actor) -> list[Unit]:
    return [unit for unit in book.members if actor.sees(unit.code)]


def city_lines(session: Session, actor: Actor, period: str) -> list[IndicatorLine]:
    """Every indicator of the city, in the rule book's order."""
    check_readable(session, actor, period)
    book = rulebook.book_for(session, period)
    units = [f for f in figures(session, period, EVERY) if actor.sees(f.unit)]
    return lines_of(book, figures(session, period), figures(session, shift(period, -1)), units)


def unit_lines(session: Session, actor: Actor, unit: str, period: str) -> list[IndicatorLine]:
    """What a unit is measured by; a unit that is not the actor's answers as if there were none."""
    require_unit(actor, unit)
    check_readable(session, actor, period)
    book = rulebook.book_for(session, period)
    book.unit(unit)
    return lines_of(book, figures(session, period, unit), figures(session, shift(period, -1), unit), [])


def lines_of(book: Catalogue, now: Sequence[Figure], earlier: Sequence[Figure], units: Sequence[Figure]) -> list[IndicatorLine]:
    before = {f.indicator: f for f in earlier if f.state == FigureState.OK}
    lights: dict[str, dict[Light, int]] = {}
    for figure in units:
        if figure.light is not None:
            counted = lights.setdefault(figure.indicator, {})
            counted[figure.light] = counted.get(figure.light, 0) + 1
    return [IndicatorLine(book.indicator(f.indicator).system, f, before.get(f.indicator), lights.get(f.indicator, {})) for f in now]


@dataclass(frozen=True)
class UnitStanding:
    """One unit over all its planned indicators: lights, and the one furthest behind."""

    unit: str
    unit_name: str
    group: str
    group_name: str
    lights: Mapping[Light, int]
    worst: Figure | None
    figures: Mapping[str, Figure]  # by indicator

    @property
    def gap(self) -> Decimal | None:
        return self.worst.gap_points if self.worst else None


def unit_standings(session: Session, actor: Actor, period: str) -> list[UnitStanding]:
    """Units with planned figures, the one furthest behind first; units without any data come last."""
    check_readable(session, actor, period)
    book = rulebook.book_for(session, period)
    by_unit: dict[str, list[Figure]] = {}
    for figure in figures(session, period, EVERY):
        if figure.unit and actor.sees(figure.unit) and (figure.light is not None or figure.gap_points is not None):
            by_unit.setdefault(figure.unit, []).append(figure)
    found = [_standing(book, book.unit(unit), some) for unit, some in by_unit.items()]
    return sorted(found, key=lambda s: (s.gap is None, s.gap or 0, s.unit))


def asked_standings(units: Sequence[UnitStanding], words: Mapping[str, str | None]) -> list[UnitStanding]:
    """Narrowed as the address says: a group, and a light that at least one of the unit's figures shows."""
    group, light = words.get("group") or "", words.get("light") or ""
    return [u for u in units if group in ("", u.group) and (not light or any(one == light and n for one, n in u.lights.items()))]


def _standing(book: Catalogue, unit: Unit, found: Sequence[Figure]) -> UnitStanding:
    lights: dict[Light, int] = {}
    for figure in found:
        if figure.light is not None:
            lights[figure.light] = lights.get(figure.light, 0) + 1
    worst = min((f for f in found if f.gap_points is not None), key=lambda f: f.gap_points or 0, default=None)
    return UnitStanding(
        unit.code, unit.short_name, unit.group or "", book.groups.get(unit.group or "", ""), lights, worst, {f.indicator: f for f in found}
    )


def headline_codes(book: Catalogue, wanted: int = 4) -> list[str]:
    """The first planned indicator of each system of the work plan, in the rule book's order."""
    first: dict[str, str] = {}
    for indicator in book.indicators.values():
        if indicator.points:
            first.setdefault(indicator.system, indicator.code)
    return list(first.values())[:wanted]
