"""任务月报: what lead units reported of their tasks, month by month, out of accepted rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, func, null, or_, select
from sqlalchemy.orm import Session

from data.calendar import shift
from data.rounding import number_or_none
from data.store.tables import Entity, EntityHistory, Submission
from data.store.versions import NEWEST
from data.vocabulary import Outcome, TaskState

LEDGER = "task_report"
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
    names = ("unit", "status", "on_date", "body", "sheet", "row", "period_from", "opened_by", "source")
    now, past = Entity.__table__.c, EntityHistory.__table__.c
    current = select(*(now[n] for n in names), cast(null(), String(7)).label("period_to")).where(
        now.ledger == LEDGER, now.period_from <= period)
    known = past.closed_by.is_(None)
    if as_of is not None:
        current = current.where(now.opened_by <= as_of)
        known = and_(past.opened_by <= as_of, or_(known, past.closed_by > as_of))
    history = select(*(past[n] for n in names), past.period_to).where(past.ledger == LEDGER, past.period_from <= period, known)
    return current.union_all(history)


_S = Submission.__table__.c
_NEWEST_MONTHS = select(_S.unit, func.max(_S.period)).where(
    _S.ledger == LEDGER, _S.period <= bindparam("month"), _S.outcome == str(Outcome.ACCEPTED), _S.withdrawn_at.is_(None),
    _S.seq <= bindparam("seq")).group_by(_S.unit)


def _newest_months(session: Session, period: str, as_of: int | None) -> dict[str, str]:
    """The newest month each unit handed in."""
    asked = {"month": period, "seq": NEWEST if as_of is None else as_of}
    return {unit: month for unit, month in session.execute(_NEWEST_MONTHS, asked)}


def _report(row: Any, period: str, newest: dict[str, str]) -> TaskReport | None:
    unit, status, on_date, body, sheet, number, period_from, opened_by, source, period_to = row
    task = body.get("task")
    if not task:
        return None
    ended = period_to is not None and period_to <= period
    through = shift(period_to, -1) if ended else newest.get(unit, period_from)
    words, problems, next_steps = (str(body.get(name) or "") for name in ("progress", "problems", "next_steps"))
    return TaskReport(unit, str(task), period_from, max(through, period_from), STATES.get(status or ""), number_or_none(body.get("closing")),
                      on_date, words, problems, next_steps, sheet, number, opened_by, source)
