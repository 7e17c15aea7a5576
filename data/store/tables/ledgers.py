"""Object rows: current versions, history, and the counts per 北斗 grid cell. Unit leads every key."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Float, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.store.placed import place_index
from data.store.tables.base import BIG, Base, Code, LongText, Period


class Row:
    """One version of one row. Valid for periods [period_from, period_to); known from opened_by until closed_by
    (both are Submission.seq). lng/lat: CGCS2000 degrees. hash: 128-bit hex of the normalised values."""

    unit: Mapped[Code] = mapped_column(primary_key=True)
    ledger: Mapped[Code] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40))
    class_code: Mapped[str | None] = mapped_column(String(6))
    region: Mapped[str | None] = mapped_column(String(6))
    name: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[str | None] = mapped_column(String(40))    # the ledger's kind_field
    status: Mapped[str | None] = mapped_column(String(40))
    lng: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    grid: Mapped[str | None] = mapped_column(String(20))    # 北斗网格位置码, level 8
    on_date: Mapped[date | None]                            # the ledger's date_field
    code_ok: Mapped[bool]                                   # 统一识别代码 present, well formed, of a known class and region
    disputed: Mapped[bool]                                  # 争议中: another unit claimed this code first
    sheet: Mapped[str] = mapped_column(String(60))
    row: Mapped[int]
    source: Mapped[int] = mapped_column(BIG)                # Submission.seq of the file that holds these cells
    hash: Mapped[str] = mapped_column(String(32))
    body: Mapped[dict[str, Any]]                            # own columns, field → text, number, true/false or ISO date


class Entity(Row, Base):
    """Versions with both ends open: the ledger as it stands now."""

    __tablename__ = "entity"
    __table_args__ = (Index("ix_entity_code", "code"), place_index("ix_entity_near"))
    period_from: Mapped[Period]
    opened_by: Mapped[int] = mapped_column(BIG)


class EntityHistory(Row, Base):
    """All other versions: ended in time, or replaced by later knowledge."""

    __tablename__ = "entity_history"
    __table_args__ = (Index("ix_history_period", "unit", "ledger", "period_from"), place_index("ix_history_near"),
                      Index("ix_history_key", "unit", "ledger", "key"), Index("ix_history_code", "code"))
    period_from: Mapped[Period] = mapped_column(primary_key=True)
    opened_by: Mapped[int] = mapped_column(BIG, primary_key=True)
    period_to: Mapped[str | None] = mapped_column(String(7))
    closed_by: Mapped[int | None] = mapped_column(BIG)


class Cell:
    """Objects per cell of one pyramid level; coordinates summed as integers of 1e-6 degree."""

    unit: Mapped[Code] = mapped_column(primary_key=True, sort_order=-1)
    ledger: Mapped[Code] = mapped_column(primary_key=True, sort_order=-1)
    level: Mapped[str] = mapped_column(String(4), primary_key=True, sort_order=-1)
    y: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    x: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True, sort_order=-1)
    status: Mapped[str] = mapped_column(String(40), primary_key=True, sort_order=-1)
    n: Mapped[int]
    sum_lng: Mapped[int] = mapped_column(BigInteger)
    sum_lat: Mapped[int] = mapped_column(BigInteger)


class GridCount(Cell, Base):
    """The counts as they are."""

    __tablename__ = "grid_count"
    # The key is nearly the whole row: without a rowid it is written once, not twice.
    __table_args__ = ({"sqlite_with_rowid": False},)


class GridTotal(Base):
    """The same for all units together, of all levels but the finest: a row is a cell. kinds, statuses, units: JSON text, name → how many."""

    __tablename__ = "grid_total"
    __table_args__ = ({"sqlite_with_rowid": False},)
    ledger: Mapped[Code] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(4), primary_key=True)
    y: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]
    sum_lng: Mapped[int] = mapped_column(BigInteger)
    sum_lat: Mapped[int] = mapped_column(BigInteger)
    kinds: Mapped[LongText]
    statuses: Mapped[LongText]
    units: Mapped[LongText]


class FrozenCount(Cell, Base):
    """The counts as they stood when a month was published: the n-th publication keeps its own cells and is never written again."""

    __tablename__ = "frozen_count"
    __table_args__ = (Index("ix_frozen_view", "period", "version", "ledger", "level", "y", "x"), {"sqlite_with_rowid": False})
    period: Mapped[Period] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
