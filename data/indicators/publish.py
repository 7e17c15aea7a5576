"""Freeze a month's live figures as a publication: what was known on that day stays readable."""

from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import Session

from data.errors import GovernanceError, MonthIsFrozen
from data.indicators.stored import COLUMNS
from data.store.tables import Measurement


def freeze(session: Session, period: str, version: int) -> int:
    """Copy the live figures to a version ≥ 1; a version is written once. Returns how many figures it holds."""
    if version < 1:
        raise GovernanceError("发布版本从 1 开始，0 是试算")
    if session.scalar(select(func.count()).where(COLUMNS.period == period, COLUMNS.version == version)):
        raise MonthIsFrozen(f"{period} 的第 {version} 次发布已经冻结，更正请另开新版本")
    if not session.scalar(select(func.count()).where(COLUMNS.period == period, COLUMNS.version == 0)):
        raise GovernanceError(f"{period} 还没有试算数据，请先试算再发布")
    names = [c.name for c in COLUMNS]
    copied = [literal(version).label("version") if c.name == "version" else c for c in COLUMNS]
    session.execute(insert(Measurement).from_select(names, select(*copied).where(COLUMNS.period == period, COLUMNS.version == 0)))
    return session.scalar(select(func.count()).where(COLUMNS.period == period, COLUMNS.version == version)) or 0
