"""Supervision orders, their events, notices, extensions and attachments."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.store.tables.base import BIG, Base, BigKey, Code, LongText, Moment, Sha


class Order(Base):
    """督办单 — one matter, one sheet (一事一单), from draft to close."""

    __tablename__ = "supervision_order"
    __table_args__ = (UniqueConstraint("task", "unit", "level", "cause_day"), Index("ix_order_unit_state", "unit", "state"))
    id: Mapped[BigKey]
    number: Mapped[str | None] = mapped_column(String(40), unique=True)  # given at issue
    task: Mapped[Code]
    unit: Mapped[Code]
    assist: Mapped[list[Any]]
    level: Mapped[Code]           # what the ladder proposed: supervise, circulate, interview
    due_class: Mapped[Code]
    source: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    demand: Mapped[LongText]
    cause_day: Mapped[date]       # first day of the overdue or yellow run that caused it
    state: Mapped[Code]
    drafted_on: Mapped[date]
    drafted_by: Mapped[Code]
    issued_on: Mapped[date | None]
    issued_by: Mapped[str | None] = mapped_column(String(40))
    acknowledge_by: Mapped[date | None]
    due_on: Mapped[date | None]
    acknowledged_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    first_answered_on: Mapped[date | None]
    empty_answer: Mapped[bool] = mapped_column(default=False)  # a reviewer found an answer without substance
    closed_on: Mapped[date | None]
    returned_times: Mapped[int] = mapped_column(default=0)


class OrderEvent(Base):
    """督办过程 — every act on an order, in order."""

    __tablename__ = "order_event"
    id: Mapped[BigKey]
    order: Mapped[int] = mapped_column(BIG, ForeignKey("supervision_order.id"), index=True)
    at: Mapped[Moment]
    on: Mapped[date]
    by: Mapped[Code]
    act: Mapped[Code]
    words: Mapped[LongText] = mapped_column(default="")
    attachment: Mapped[int | None] = mapped_column(BIG)


class Notice(Base):
    """提醒 — the only word that goes out by itself: once per task, unit and due date."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("unit", "task", "due_on"),)
    id: Mapped[BigKey]
    unit: Mapped[Code]
    task: Mapped[Code]
    due_on: Mapped[date]
    on: Mapped[date]
    at: Mapped[Moment]
    words: Mapped[LongText]


class Extension(Base):
    """延期 — asked before the due date; approved, the new date counts, else the original one."""

    __tablename__ = "extension"
    id: Mapped[BigKey]
    task: Mapped[Code] = mapped_column(index=True)
    unit: Mapped[Code]
    asked_on: Mapped[date]
    asked_by: Mapped[Code]
    reason: Mapped[LongText]
    new_due_on: Mapped[date]
    state: Mapped[Code]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None] = mapped_column(String(40))


class Attachment(Base):
    """佐证 — a stored document (PDF, picture, workbook), content-addressed below the home."""

    __tablename__ = "attachment"
    id: Mapped[BigKey]
    sha256: Mapped[Sha]
    file_name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    unit: Mapped[str | None] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), index=True)  # order:7, task:T1-02 …
    by: Mapped[Code]
    at: Mapped[Moment]
