"""What the page of data quality counts: one line a file, and its findings counted by rule, written with the file."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from data.store.tables.base import BIG, Base, Code, Period


class FileCount(Base):
    """填报量 — one file that came in: filled cells it held, and those in rows that the month before did not have word for word."""

    __tablename__ = "file_count"
    __table_args__ = (Index("ix_file_count_month", "period", "unit", "ledger"),)
    submission: Mapped[int] = mapped_column(BIG, ForeignKey("submission.id"), primary_key=True, autoincrement=False)
    unit: Mapped[Code]
    ledger: Mapped[Code]           # '' when the file was not recognised
    period: Mapped[Period]         # of a file whose month is not known: the month it came in
    outcome: Mapped[Code]
    cells: Mapped[int]             # filled cells of declared columns in all its rows
    typed: Mapped[int]             # of them in rows that are new or differ from what stood; the rest came pre-filled


class FindingCount(Base):
    """问题数 — how many findings of one rule and severity a file had."""

    __tablename__ = "finding_count"
    __table_args__ = (Index("ix_finding_count_month", "period", "unit", "rule"),)
    submission: Mapped[int] = mapped_column(BIG, ForeignKey("submission.id"), primary_key=True, autoincrement=False)
    severity: Mapped[Code] = mapped_column(primary_key=True)
    quality: Mapped[Code] = mapped_column(primary_key=True)
    rule: Mapped[Code] = mapped_column(primary_key=True)
    unit: Mapped[Code]
    ledger: Mapped[Code]
    period: Mapped[Period]
    n: Mapped[int]
