"""Stored figures: additive parts of indicators, distinct keys, task lights. version 0 is live, n ≥ 1 is the n-th publication."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.store.tables.base import Base, Code, LongText, Moment, Period


class Measurement(Base):
    """指标值 — parts per (unit, indicator, region, period); unit '' = whole city, region '' = all regions."""

    __tablename__ = "measurement"
    __table_args__ = (Index("ix_measurement_view", "period", "version", "indicator"),)
    unit: Mapped[Code] = mapped_column(primary_key=True)
    indicator: Mapped[Code] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(6), primary_key=True)
    period: Mapped[Period] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[Code]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    reported: Mapped[Decimal | None]
    target: Mapped[Decimal | None]
    planned: Mapped[Decimal | None]
    light: Mapped[Code]
    reason: Mapped[LongText]
    rule_version: Mapped[int]
    submissions: Mapped[list[Any]]  # receipts the figure rests on
    computed_at: Mapped[Moment]


class MeasureKey(Base):
    """Keys behind count_distinct, so that a shared site counts once for the city."""

    __tablename__ = "measure_key"
    __table_args__ = (Index("ix_measure_key", "indicator", "period", "key"),)
    unit: Mapped[Code] = mapped_column(primary_key=True)
    indicator: Mapped[Code] = mapped_column(primary_key=True)
    period: Mapped[Period] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    region: Mapped[str] = mapped_column(String(6), primary_key=True)


class TaskLight(Base):
    """亮灯 — a task's light for one unit on one day, with its reason, what clears it and the next step; kept with each publication."""

    __tablename__ = "task_light"
    __table_args__ = (Index("ix_task_light_day", "version", "day", "task"),
                      Index("ix_task_light_run", "version", "unit", "task", "day", "light", "made_up"))
    unit: Mapped[Code] = mapped_column(primary_key=True)
    task: Mapped[Code] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, default=0, autoincrement=False)
    light: Mapped[Code]
    level: Mapped[Code]
    since: Mapped[date]
    made_up: Mapped[bool] = mapped_column(default=False)  # 黄(已补): done, but late
    reason: Mapped[LongText]
    clears_when: Mapped[LongText]
    next_step: Mapped[LongText]
    rule_version: Mapped[int]
    computed_at: Mapped[Moment]
    first_at: Mapped[Moment | None]  # when the day was judged for the first time, however often again since
