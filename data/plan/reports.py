"""任务月报: what lead units reported of their tasks, month by month, out of accepted rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import String, Text, and_, bindparam, cast, func, null, or_, select
from sqlalchemy.orm import Session

from data.calendar import shift
from data.rounding import number_or_none
from data.store.tables import Entity, EntityHistory, Submission
from data.store.versions import NEWEST
from data.vocabulary import Outcome, TaskState

LEDGER = "task_report"
KEPT_REPORTS = 20_000
STATES = {state.label: state for state in TaskState}


@dataclass(frozen=True)
class TaskReport:
    """What a unit said of a task, from month `period` through month `through`, and where it stands in the file."""

    unit: str
    task: str
    period: str
    through: str
    state: TaskState | None
    progress: Decimal | None  # 本期末进度, percent
    done_on: date | None
    words: str = ""
    problems: str = ""
    next_steps: str = ""
    sheet: str = ""
    row: int = 0
    seq: int = 0  # the submission that said so first
    source: int = 0  # the submission whose file holds the row


def task_reports(session: Session, period: str, as_of: int | None = None) -> dict[tuple[str, str], list[TaskReport]]:
    """All reports up to a month per (unit, task), oldest first, as known after submission `as_of` (None: now)."""
    newest = _newest_months(session, period, as_of)
    found: dict[tuple[str, str], list[TaskReport]] = {}
    for row in session.execute(_rows(period, as_of)).all():
        report = _report(row, period, newest)
        if report is not None:
            found.setdefault((report.unit, report.task), []).append(report)
    for reports in found.values():
        reports.sort(key=lambda r: (r.period, r.seq))
    return found


@lru_cache(maxsize=100)
def _rows(period: str, as_of: int | None) -> Any:
    now, past = Entity.__table__.c, EntityHistory.__table__.c
    current = select(*_columns(now), cast(null(), String(7)).label("period_to")).where(
        now.ledger == LEDGER, now.period_from <= period)
    known = past.closed_by.is_(None)
    if as_of is not None:
        current = current.where(now.opened_by <= as_of)
        known = and_(past.opened_by <= as_of, or_(known, past.closed_by > as_of))
    history = select(*_columns(past), past.period_to).where(past.ledger == LEDGER, past.period_from <= period, known)
    return current.union_all(history)


def _columns(c: Any) -> list[Any]:
    """The row; what the unit wrote as the text it is kept in."""
    return [c.unit, c.status, c.on_date, cast(c.body, Text), c.sheet, c.row, c.period_from, c.opened_by, c.source]


_S = Submission.__table__.c
_NEWEST_MONTHS = select(_S.unit, func.max(_S.period)).where(
    _S.ledger == LEDGER, _S.period <= bindparam("month"), _S.outcome == str(Outcome.ACCEPTED), _S.withdrawn_at.is_(None),
    _S.seq <= bindparam("seq")).group_by(_S.unit)


def _newest_months(session: Session, period: str, as_of: int | None) -> dict[str, str]:
    """The newest month each unit handed in."""
    asked = {"month": period, "seq": NEWEST if as_of is None else as_of}
    return {unit: month for unit, month in session.execute(_NEWEST_MONTHS, asked)}


def _report(row: Any, period: str, newest: dict[str, str]) -> TaskReport | None:
    *said, period_to = row
    ended = period_to is not None and period_to <= period
    return _read(shift(period_to, -1) if ended else newest.get(row.unit, row.period_from), *said)


@lru_cache(maxsize=KEPT_REPORTS)
def _read(through: str, unit: str, status: str | None, on_date: date | None, written: str, sheet: str, number: int,  # noqa: PLR0913 - a row
          period_from: str, opened_by: int, source: int) -> TaskReport | None:
    """Rows are read every day and never change."""
    body = orjson.loads(written)
    task = body.get("task")
    if not task:
        return None
    words, problems, next_steps = (str(body.get(name) or "") for name in ("progress", "problems", "next_steps"))
    return TaskReport(unit, str(task), period_from, max(through, period_from), STATES.get(status or ""), number_or_none(body.get("closing")),
                      on_date, words, problems, next_steps, sheet, number, opened_by, source)
