"""Freeze a month's live lights as a publication, with the lights it is seen against."""

from datetime import timedelta

from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import Session

from data.calendar import first_day, last_day
from data.errors import MonthIsFrozen
from data.store.publications import LIVE, keep_fact
from data.store.tables import TaskLight
from data.supervision.light_facts import BEFORE, as_kept, stored_lights


def freeze(session: Session, period: str, version: int) -> int:
    """Copy the live lights of every day to a version ≥ 1; a version is written once. Returns how many it holds."""
    c = TaskLight.__table__.c
    of_month = (c.day >= first_day(period), c.day <= last_day(period))
    held = select(func.count()).select_from(TaskLight).where(*of_month, c.version == version)
    if version == LIVE or session.scalar(held):
        raise MonthIsFrozen(f"{period} 的第 {version} 次发布已经冻结，更正请另开新版本")
    copied = [literal(version).label("version") if column.name == "version" else column for column in c]
    session.execute(insert(TaskLight).from_select([column.name for column in c], select(*copied).where(*of_month, c.version == LIVE)))
    keep_fact(session, period, version, BEFORE, as_kept(stored_lights(session, first_day(period) - timedelta(days=1))))
    return session.scalar(held) or 0
