"""What units and the office said of two rows that may be one object."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.store.tables.base import Base, BigKey, Code, LongText, Moment, Period


class ConflictTalk(Base):
    """协商 — one pair of rows somebody has spoken of; `mark` is made of ledger and both rows. Settled without an owner: not one thing."""

    __tablename__ = "conflict"
    __table_args__ = (Index("ix_conflict_unit", "unit_a", "state"), Index("ix_conflict_other", "unit_b", "state"))
    id: Mapped[BigKey]
    mark: Mapped[str] = mapped_column(String(32), unique=True)
    ledger: Mapped[Code]
    kind: Mapped[Code]
    period: Mapped[Period]                                   # the month it was first spoken of
    unit_a: Mapped[Code]
    key_a: Mapped[str] = mapped_column(String(200))
    unit_b: Mapped[Code]
    key_b: Mapped[str] = mapped_column(String(200))
    said_a: Mapped[str | None] = mapped_column(String(40))   # ConflictWord of the first unit …
    said_b: Mapped[str | None] = mapped_column(String(40))   # … and of the second
    state: Mapped[Code]
    owner: Mapped[str | None] = mapped_column(String(40))    # of a settled pair: the unit it is left to
    reason: Mapped[LongText | None]                          # of the office's decision
    by: Mapped[Code]                                         # who spoke last
    at: Mapped[Moment]                                       # and when
