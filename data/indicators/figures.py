"""Figures as they are stored: what pages, scores and reports read. A published month shows its publication."""

from collections.abc import Callable, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from data.catalogue.indicator import Indicator
from data.indicators.counted import CountedRow, Page, counted_rows
from data.indicators.figure import GROUP, Figure, Line
from data.indicators.judged import judge, stored_figure
from data.indicators.parts import ALL, Scope
from data.indicators.rollup import CITY, members
from data.indicators.stored import COLUMNS
from data.store import rulebook
from data.store.publications import rules_of, shown_version
from data.store.tables import Month
from data.vocabulary import FigureState

EVERY = "*"

__all__ = ["EVERY", "CountedRow", "Figure", "Page", "all_figures", "counted_rows", "district_values", "figures", "group_unit",
           "shown_version", "trend"]


def group_unit(group: str) -> str:
    """What `figures` calls a group of units."""
    return GROUP + group


def figures(session: Session, period: str, unit: str | None = None, indicator: str | None = None, *,
            region: str | None = None, version: int | None = None) -> list[Figure]:
    """Stored figures in the rule book's order. unit None: the city, '*': every unit, group_unit(g): a group; region None: all together,
    '*': each region. A unit that owes a figure of which nothing is stored is missing; one it does not owe is not applicable."""
    scope, number = _scope(session, period, version)
    wanted = [scope.catalogue.indicator(indicator)] if indicator else list(scope.catalogue.indicators.values())
    shown = shown_version(session, period) if version is None else version
    found = _stored(session, scope, wanted, (unit, region, shown))
    if region is not None:
        return [figure for some in found.values() for figure in some]
    return [figure for i in wanted for label in _labels(scope, i, unit, named=indicator is not None)
            for figure in found.get((i.code, label)) or [_unsaid(scope, i, label, number)]]


def all_figures(session: Session, period: str) -> list[Figure]:
    """Everything `measure` says of a month, from the stored facts: city and units, as a whole and by region."""
    whole = [*figures(session, period), *figures(session, period, EVERY)]
    parts = [*figures(session, period, region=EVERY), *figures(session, period, EVERY, region=EVERY)]
    order = {code: n for n, code in enumerate(_scope(session, period)[0].catalogue.indicators)}
    return sorted([*whole, *parts], key=lambda f: (order[f.indicator], f.unit or "", f.region or ""))


def trend(session: Session, indicator: str, unit: str | None = None, versions: Callable[[str], int] | None = None,
          region: str | None = None) -> list[Figure]:
    """A figure month by month, each as it is shown now, or in the version told; of one region, or of all together."""
    c = COLUMNS
    here = [c.indicator == indicator, c.unit == (unit or CITY), c.region == (region or ALL)]
    rows = session.execute(select(*c).where(*here).order_by(c.period)).all()
    shown = {period: versions(period) if versions else shown_version(session, period) for period in {row.period for row in rows}}
    return [stored_figure(Scope(rulebook.book(session, row.rule_version), row.period), row)
            for row in rows if row.version == shown[row.period]]


def district_values(session: Session, period: str, indicator: str, version: int | None = None) -> dict[str, Figure]:
    """Region → the city's figure there, for the map."""
    return {figure.region: figure for figure in figures(session, period, None, indicator, region=EVERY, version=version) if figure.region}


def _scope(session: Session, period: str, version: int | None = None) -> tuple[Scope, int]:
    """By the rules of the publication asked for, else by those of the month."""
    month = session.get(Month, period)
    own = rules_of(session, period, version) if version else None
    number = own or (month.rule_version if month is not None and month.rule_version else rulebook.version_for(session, period))
    return Scope(rulebook.book(session, number), period), number


def _stored(session: Session, scope: Scope, indicators: Sequence[Indicator],
            at: tuple[str | None, str | None, int]) -> dict[tuple[str, str], list[Figure]]:
    """(indicator, unit) → figures, of the unit, region and version asked for."""
    unit, region, version = at
    c = COLUMNS
    units = and_(c.unit != CITY, ~c.unit.startswith(GROUP)) if unit == EVERY else c.unit == (unit or CITY)
    regions = c.region != ALL if region == EVERY else c.region == (region or ALL)
    rows = session.execute(select(*c).where(c.period == scope.period, c.version == version, units, regions,
                                            c.indicator.in_([i.code for i in indicators])).order_by(c.unit, c.region))
    found: dict[tuple[str, str], list[Figure]] = {}
    for row in rows:
        found.setdefault((row.indicator, row.unit), []).append(stored_figure(scope, row))
    return found


def _labels(scope: Scope, indicator: Indicator, unit: str | None, named: bool) -> list[str]:
    """The rows that must be said: applicable units, or the one that was named together with the indicator."""
    if unit == EVERY:
        return sorted(scope.units_of(indicator))
    label = unit or CITY
    return [label] if named or label == CITY or label in scope.units_of(indicator) or label in members(scope, indicator) else []


def _unsaid(scope: Scope, indicator: Indicator, label: str, rule_version: int) -> Figure:
    """A figure nothing is stored of: missing where it is owed, else not applicable."""
    owed = label in scope.units_of(indicator) or (label in members(scope, indicator) and bool(scope.units_of(indicator)))
    state, why = (FigureState.MISSING, "未报送") if owed else (FigureState.NOT_APPLICABLE, "本单位没有这项指标")
    return judge(scope, indicator, Line(label, ALL, state, why, None, None, None, ()), rule_version)
