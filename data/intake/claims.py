"""争议 — a code that several units claim counts for the first of them; when it lets go, the next one's rows count from then on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from data.indicators import measure
from data.intake.accept import ENTITY, HISTORY, VALUES, Difference, Old, RowValues, Standing, Writing, driver_value, write_versions
from data.store import rulebook
from data.store.bulk import among, unindexed
from data.store.tables import Month, Submission
from data.vocabulary import MonthState, Outcome

CODE, DISPUTED = VALUES.index("code"), VALUES.index("disputed")


@dataclass(frozen=True)
class Claim:
    """A version of another unit's row that waits for its code, and the months for which it may now have it."""

    unit: str
    key: str
    code: str
    old: Old
    values: RowValues
    start: str
    end: str | None


def let_go(before: Iterable[RowValues], after: Iterable[RowValues]) -> set[str]:
    """Pure: codes that counted for the unit and no longer do: the row was closed, or its code is another one."""
    held = _held(before)
    return held - _held(after) if held else held


def _held(rows: Iterable[RowValues]) -> set[str]:
    return {row[CODE] for row in rows if row[CODE] and not row[DISPUTED]}


def pass_on(writing: Writing, codes: Collection[str]) -> list[Claim]:
    """Give each code to the unit that claimed it next, for the months of this writing; what was known before stays readable."""
    waiting = _claims(writing, codes, disputed=True)
    first = _first_claims(writing, {(claim.code, claim.unit) for claim in waiting})
    return _rewrite(writing, [c for c in waiting if first[c.code] == c.unit], disputed=False)


def take_back(writing: Writing, codes: Collection[str]) -> tuple[set[str], list[Claim]]:
    """Codes that come back to a unit with a file that counts again: those it named first are its own, the other rows are disputed again.

    Returns the codes that others named before it, and the rows of others that count no more.
    """
    others = _claims(writing, codes, disputed=False)
    first = _first_claims(writing, {(c.code, unit) for c in others for unit in (c.unit, writing.unit)})
    lost = _rewrite(writing, [c for c in others if first[c.code] == writing.unit], disputed=True)
    return {code for code, unit in first.items() if unit != writing.unit}, lost


def with_dispute(values: RowValues, disputed: bool) -> RowValues:
    return (*values[:DISPUTED], disputed, *values[DISPUTED + 1:])


def _rewrite(writing: Writing, claims: list[Claim], disputed: bool) -> list[Claim]:
    """The same rows with the other word on them, for the months they are claimed for."""
    found = sorted(claims, key=lambda c: (c.unit, c.start, c.end or "", c.key))
    for (unit, start, end), some in groupby(found, attrgetter("unit", "start", "end")):
        of_unit = list(some)
        write_versions(replace(writing, unit=unit, period=start, until=end), Standing({}, {c.key: c.old for c in of_unit if not c.old.current}),
                       Difference([], [c.key for c in of_unit], 0, []), {c.key: with_dispute(c.values, disputed) for c in of_unit})
    return found


def _claims(writing: Writing, codes: Collection[str], disputed: bool) -> list[Claim]:
    """Versions of other units with these codes, as known now, in months that the writing speaks of."""
    return [claim for table in (ENTITY, HISTORY) for claim in _claims_in(writing, table, list(codes), disputed)] if codes else []


def _claims_in(writing: Writing, table: Table, codes: list[str], disputed: bool) -> list[Claim]:
    c = table.c
    wanted = [unindexed(c.ledger) == writing.ledger.code, c.unit != writing.unit, c.disputed.is_(disputed), among(writing.session, c.code, codes)]
    if writing.until is not None:
        wanted.append(c.period_from < writing.until)
    if table is HISTORY:
        wanted += [c.closed_by.is_(None), c.period_to.is_(None) | (c.period_to > writing.period)]
    return [_claim(writing, row, table is ENTITY) for row in writing.session.execute(select(*c).where(*wanted)).mappings()]


def _claim(writing: Writing, row: Any, current: bool) -> Claim:
    ended = None if current else row["period_to"]
    old = Old(row["opened_by"], row["period_from"], ended, current)
    end = min((month for month in (writing.until, ended) if month is not None), default=None)
    return Claim(row["unit"], row["key"], row["code"], old, tuple(driver_value(row[name]) for name in VALUES), max(writing.period, row["period_from"]), end)


def _first_claims(writing: Writing, waiting: set[tuple[str, str]]) -> dict[str, str]:
    """Code → the unit of those that wait for it which named it first."""
    codes = list({code for code, _ in waiting})
    named: dict[tuple[str, str], int] = {}
    for table in (ENTITY, HISTORY) if codes else ():
        c = table.c
        rows = select(c.code, c.unit, func.min(c.opened_by)).where(
            unindexed(c.ledger) == writing.ledger.code, among(writing.session, c.code, codes)).group_by(c.code, c.unit)
        for code, unit, seq in writing.session.execute(rows):
            if (code, unit) in waiting:
                named[code, unit] = min(seq, named.get((code, unit), seq))
    return {code: unit for (code, unit), _ in sorted(named.items(), key=lambda claim: (-claim[1], claim[0]))}


def measure_again(session: Session, claims: Iterable[Claim], ledger: str, now: datetime) -> None:
    """The figures of the units that got a code, for every open month in which it now counts."""
    months = sorted({(claim.unit, period) for claim in claims for period in _handed_in(session, claim, ledger)})
    for unit, period in months:
        month = session.get(Month, period)
        if month is None or month.state == MonthState.OPEN:
            number = rulebook.version_for(session, period)
            measure.measure_unit(session, rulebook.book(session, number), unit, ledger, period, number, now)


def _handed_in(session: Session, claim: Claim, ledger: str) -> list[str]:
    s = Submission
    wanted = select(s.period).where(s.unit == claim.unit, s.ledger == ledger, s.outcome == Outcome.ACCEPTED, s.withdrawn_at.is_(None),
                                    s.period >= claim.start).distinct()
    return [period for period in session.scalars(wanted) if period and (claim.end is None or period < claim.end)]
