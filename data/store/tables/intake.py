"""Submissions, their findings, and remembered explanations."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.store.tables.base import BIG, Base, BigKey, Code, LongText, Moment, Period, Sha


class Submission(Base):
    """报送 — one file that came in through one door, what became of it, and its receipt."""

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_matrix", "unit", "ledger", "period"),)
    id: Mapped[BigKey]
    receipt: Mapped[str] = mapped_column(String(40), unique=True)
    seq: Mapped[int | None] = mapped_column(BIG, unique=True)  # order of acceptance; rows name it as opened_by
    unit: Mapped[Code]
    ledger: Mapped[str | None] = mapped_column(String(40))
    period: Mapped[str | None] = mapped_column(String(7))
    sha256: Mapped[Sha] = mapped_column(index=True)
    content_sha: Mapped[str | None] = mapped_column(String(64))  # of the normalised rows
    file_name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    door: Mapped[Code]
    by: Mapped[Code]
    on_behalf: Mapped[bool] = mapped_column(default=False)  # 代报
    received_at: Mapped[Moment]
    on_time_at: Mapped[Moment | None]  # first moment without a 强制 finding for this unit, ledger and period
    outcome: Mapped[Code]
    awaiting: Mapped[str | None] = mapped_column(String(20))
    withdrawn_at: Mapped[Moment | None]
    withdrawn_reason: Mapped[LongText | None]
    rule_version: Mapped[int]
    returned_sha: Mapped[str | None] = mapped_column(String(64))  # the marked copy, once a worker has made it
    cut_off: Mapped[str | None] = mapped_column(String(10))  # 数据截止日期, ISO
    rows: Mapped[dict[str, Any]]    # read accepted added changed unchanged closed rejected skipped
    layout: Mapped[dict[str, Any]]  # sheet → field → column letters, and the header row
    totals: Mapped[dict[str, Any]]  # check sums of total rows
    declares: Mapped[str | None] = mapped_column(String(20))  # 零报告 or 无变化, signed instead of a file; None: a file
    signed: Mapped[dict[str, Any] | None]                     # of a declaration: name, post, words
    basis: Mapped[int | None] = mapped_column(BIG)            # 无变化: the Submission.seq whose rows are carried on
    confirmed_at: Mapped[Moment | None]                       # 代报: when the unit made it its own …
    confirmed_by: Mapped[str | None] = mapped_column(String(40))  # … and who
    came_as: Mapped[str | None] = mapped_column(String(80), unique=True, index=True)  # which job or file of the inbox this answers: it is taken once


class Finding(Base):
    """问题 — one wrong or doubtful place of a submission."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_submission", "submission", "number"),)
    id: Mapped[BigKey]
    submission: Mapped[int] = mapped_column(BIG, ForeignKey("submission.id"))
    number: Mapped[int]
    severity: Mapped[Code]
    quality: Mapped[Code]
    rule: Mapped[Code]
    sheet: Mapped[str | None] = mapped_column(String(60))
    cell: Mapped[str | None] = mapped_column(String(12))
    row: Mapped[int | None]
    header: Mapped[str | None] = mapped_column(String(80))
    value: Mapped[str | None] = mapped_column(String(120))
    object_key: Mapped[str | None] = mapped_column(String(200))
    message: Mapped[LongText]
    explanation: Mapped[LongText | None]


class LockException(Base):
    """锁定例外 — the office lets a unit hand in for a locked month until a day; then it ends by itself."""

    __tablename__ = "lock_exception"
    __table_args__ = (Index("ix_lock_exception_unit", "unit", "ledger", "period"),)
    id: Mapped[BigKey]
    unit: Mapped[Code]
    ledger: Mapped[Code]
    period: Mapped[Period]
    until: Mapped[date]           # the last day it holds
    reason: Mapped[LongText]
    by: Mapped[Code]
    granted_at: Mapped[Moment]


class Explanation(Base):
    """说明 — a unit's word on a 核实 finding, remembered for that object and rule until it expires."""

    __tablename__ = "explanation"
    __table_args__ = (UniqueConstraint("unit", "ledger", "object_key", "rule"),)
    id: Mapped[BigKey]
    unit: Mapped[Code]
    ledger: Mapped[Code]
    object_key: Mapped[str] = mapped_column(String(200))
    rule: Mapped[Code]
    words: Mapped[LongText]
    by: Mapped[Code]
    given_at: Mapped[Moment]
    good_through: Mapped[Period]
