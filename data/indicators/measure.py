"""Compute figures from accepted rows and keep them as live facts: one unit when it hands in, or the whole city."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete
from sqlalchemy.orm import Session

from data.calendar import shift
from data.catalogue.book import Catalogue
from data.catalogue.indicator import Indicator
from data.indicators import figures
from data.indicators.figure import GROUP, Figure
from data.indicators.judged import At, judge, live_yellow
from data.indicators.keys import has_keys, held_alone, moved, replace_keys
from data.indicators.parts import (
    REPORT,
    Amounts,
    Gathered,
    Keys,
    Part,
    Scope,
    distinct,
    distinct_questions,
    gather,
    ledgers_of,
    linked_ledgers,
)
from data.indicators.rollup import Counted, lines, members, rolled
from data.indicators.stored import ROW, Stored, absent, amounts, figure_row, line_of, live_parts, live_rows, months_with_rows, parts_of, set_light
from data.store import rulebook
from data.store.bulk import insert_rows, moment_text
from data.store.tables import Measurement, Month
from data.vocabulary import MonthState


@dataclass(frozen=True)
class Run:
    """One computation: over which month and rule book, and when."""

    session: Session
    scope: Scope
    rule_version: int
    now: datetime


def measure_unit(session: Session, catalogue: Catalogue, unit: str, ledger: str, period: str, rule_version: int, now: datetime) -> None:  # noqa: PLR0913
    """Compute and store what rests on a ledger that a unit has just handed in; costs as much as the unit has rows.

    Indicators that look into this ledger through a link are computed for all their units: rows of any unit may decide theirs.
    """
    run = Run(session, Scope(catalogue, period), rule_version, now)
    resting = [i for i in catalogue.indicators.values() if unit in run.scope.units_of(i) and _rests_on(i, ledger)]
    looking = [i for i in catalogue.indicators.values() if ledger in linked_ledgers(catalogue, i)]
    if alone := [i for i in resting if i not in looking]:
        _measure_one(run, alone, unit)
    if looking:
        _store(run, looking, *_draw(run, looking, live_yellow(session, run.scope, looking)))
    _light_again(run, [*resting, *looking])


def measure(session: Session, period: str, now: datetime) -> list[Figure]:
    """All figures of a month: computed and stored until it is published, the stored facts afterwards."""
    month = session.get(Month, period)
    if month is not None and month.state == MonthState.PUBLISHED:
        return figures.all_figures(session, period)
    number = month.rule_version if month is not None and month.rule_version else rulebook.version_for(session, period)
    pinned = month.pinned_seq if month is not None and month.state in {MonthState.CLOSED, MonthState.COMMENT} else None
    run = Run(session, Scope(rulebook.book(session, number), period, pinned), number, now)
    indicators = list(run.scope.catalogue.indicators.values())
    gathered, drawn = _draw(run, indicators, live_yellow(session, run.scope, indicators))
    _store(run, indicators, gathered, drawn)
    return [figure for figure in drawn if not (figure.unit or "").startswith(GROUP)]


def counted_anew(session: Session, period: str, rule_version: int, now: datetime) -> list[Figure]:
    """The same out of all that was accepted by now, whatever the month is closed or published with; nothing is stored."""
    run = Run(session, Scope(rulebook.book(session, rule_version), period), rule_version, now)
    drawn = _draw(run, list(run.scope.catalogue.indicators.values()), {})[1]
    return [figure for figure in drawn if not (figure.unit or "").startswith(GROUP)]


def _rests_on(indicator: Indicator, ledger: str) -> bool:
    return ledger in ledgers_of(indicator) or (indicator.reported and ledger == REPORT)


def _draw(run: Run, indicators: Sequence[Indicator], yellow: dict[At, int]) -> tuple[Gathered, list[Figure]]:
    """Every unit, group and the city, out of the rows."""
    gathered = gather(run.session, run.scope, indicators)
    found: list[Figure] = []
    for indicator in indicators:
        parts = [part for part in gathered.parts if part.indicator is indicator]
        found += _judged(run, [*_rollups(run, indicator, parts, _count(run, indicator, gathered)), *parts], yellow)
    return gathered, found


def _count(run: Run, indicator: Indicator, gathered: Gathered) -> Counted:
    return {(q.space, label): distinct({key for unit in units for key in gathered.keys.get((q.space, unit), set())})
            for q in distinct_questions(indicator) for label, units in members(run.scope, indicator).items()}


def _rollups(run: Run, indicator: Indicator, parts: Sequence[Part], counted: Counted) -> list[Part]:
    return [rolled(run.scope, indicator, label, [part for part in parts if part.unit in units], counted)
            for label, units in members(run.scope, indicator).items()]


def _judged(run: Run, parts: Iterable[Part], yellow: dict[At, int]) -> list[Figure]:
    return [judge(run.scope, part.indicator, line, run.rule_version, yellow.get((part.indicator.code, line.unit, line.region), 0))
            for part in parts for line in lines(run.scope, part)]


def _measure_one(run: Run, indicators: Sequence[Indicator], unit: str) -> None:
    """This unit out of its rows; its group and the city out of the stored parts of all."""
    gathered = gather(run.session, run.scope, indicators, [unit])
    labels = list(dict.fromkeys([unit, *(label for i in indicators for label, units in members(run.scope, i).items() if unit in units)]))
    yellow = live_yellow(run.session, run.scope, indicators, labels)
    rows = live_parts(run.session, run.scope.period, indicators)
    by_code: dict[str, list[Stored]] = defaultdict(list)
    for row in rows:
        by_code[row.indicator].append(row)
    found: list[Figure] = []
    stored = {(part.unit, part.indicator.code): part for part in parts_of(run.scope, rows)}
    for mine in gathered.parts:
        indicator = mine.indicator
        rollups = {label: units for label, units in members(run.scope, indicator).items() if unit in units}
        counted = _move_keys(run, indicator, unit, gathered, by_code[indicator.code])
        parts = [mine, *(stored.get((other, indicator.code)) or absent(run.scope, indicator, other)
                         for other in run.scope.units_of(indicator) if other != unit)]
        sums = [rolled(run.scope, indicator, label, [p for p in parts if p.unit in units], counted) for label, units in rollups.items()]
        found += _judged(run, [*sums, mine], yellow)
    _write(run, indicators, labels, found)


def _move_keys(run: Run, indicator: Indicator, unit: str, gathered: Gathered, rows: Sequence[Stored]) -> Counted:
    """Replace the unit's keys and carry the difference over to its group and the city."""
    counted: dict[tuple[str, str], Amounts] = {}
    session, period = run.session, run.scope.period
    rollups = {label: units for label, units in members(run.scope, indicator).items() if unit in units}
    for question in distinct_questions(indicator):
        had = has_keys(session, question.space, period, unit)
        before = {label: held_alone(session, question.space, period, unit, units) if had else {} for label, units in rollups.items()}
        replace_keys(session, question.space, period, {unit: gathered.keys.get((question.space, unit), set())}, [unit])
        for label, units in rollups.items():
            old = amounts([row for row in rows if row.unit == label], "numerator" if question.is_numerator else "denominator")
            counted[question.space, label] = moved(old, before[label], held_alone(session, question.space, period, unit, units))
    return counted


def _store(run: Run, indicators: Sequence[Indicator], gathered: Gathered, drawn: Sequence[Figure]) -> None:
    by_space: dict[str, dict[str, Keys]] = defaultdict(dict)
    for (space, unit), keys in gathered.keys.items():
        by_space[space][unit] = keys
    for question in (q for indicator in indicators for q in distinct_questions(indicator)):
        replace_keys(run.session, question.space, run.scope.period, by_space[question.space])
    _write(run, indicators, None, drawn)


_TABLE: Table = Measurement.__table__  # type: ignore[assignment]
_GONE = delete(_TABLE).where(_TABLE.c.period == bindparam("month"), _TABLE.c.version == 0, _TABLE.c.indicator.in_(bindparam("codes", expanding=True)))
_GONE_OF = _GONE.where(_TABLE.c.unit.in_(bindparam("units", expanding=True)))


def _write(run: Run, indicators: Sequence[Indicator], units: Sequence[str] | None, found: Sequence[Figure]) -> None:
    asked: dict[str, Any] = {"month": run.scope.period, "codes": [i.code for i in indicators]}
    run.session.connection().execute(*((_GONE, asked) if units is None else (_GONE_OF, {**asked, "units": list(units)})))
    insert_rows(run.session, _TABLE, ROW, map(figure_row, found), {"version": 0, "computed_at": moment_text(run.now)})


def _light_again(run: Run, indicators: Sequence[Indicator]) -> None:
    """A correction may change how long later months have been yellow: their lights are judged again, their numbers stand."""
    later = [shift(run.scope.period, n + 1) for n in range(run.scope.catalogue.supervision.lights.yellow_months)]
    for period in months_with_rows(run.session, later, indicators) if indicators else ():
        month = run.session.get(Month, period)
        if month is None or month.state != MonthState.PUBLISHED:
            rows = live_rows(run.session, period, indicators)
            _relight(run.session, Scope(rulebook.book(run.session, rows[0].rule_version), period), indicators, rows)


def _relight(session: Session, scope: Scope, indicators: Sequence[Indicator], rows: Sequence[Stored]) -> None:
    yellow = live_yellow(session, scope, indicators)
    for row in rows:
        months = yellow.get((row.indicator, row.unit, row.region), 0)
        figure = judge(scope, scope.catalogue.indicator(row.indicator), line_of(row), row.rule_version, months)
        if str(figure.light or "") != row.light:
            set_light(session, row, figure)
