"""House-keeping records: marks of the home, rule versions, audit chain, jobs, leases, report files."""

from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.store.tables.base import Base, BigKey, Code, LongText, Moment, Period, Sha


class Meta(Base):
    """Named marks of this database: schema, home kind (demo), demo progress, business day, counters."""

    __tablename__ = "meta"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[LongText]


class RuleVersion(Base):
    """规则版本 — one adopted rule book, its texts whole, and the first month it governs."""

    __tablename__ = "rule_version"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[Sha] = mapped_column(index=True)
    effective_from: Mapped[Period]
    loaded_at: Mapped[Moment]
    loaded_by: Mapped[Code]
    texts: Mapped[dict[str, Any]]  # relative path → file text


class AuditEntry(Base):
    """审计记录 — append-only, hash-chained: hash = SHA-256(previous hash + canonical JSON)."""

    __tablename__ = "audit_entry"
    seq: Mapped[BigKey]
    at: Mapped[Moment]
    actor: Mapped[Code]
    role: Mapped[Code]
    address: Mapped[str] = mapped_column(String(60), default="")
    act: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(200), index=True)
    unit: Mapped[str | None] = mapped_column(String(40), index=True)
    outcome: Mapped[str] = mapped_column(String(20), default="ok")
    detail: Mapped[dict[str, Any]]
    previous: Mapped[Sha]
    hash: Mapped[Sha]


class Job(Base):
    """后台任务 — the row is the truth; the queue carries its id only. (kind, key) runs once."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "key"),)
    id: Mapped[BigKey]
    kind: Mapped[Code]
    key: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20), index=True)
    payload: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any] | None]
    done_steps: Mapped[int] = mapped_column(default=0)
    all_steps: Mapped[int] = mapped_column(default=0)
    note: Mapped[LongText] = mapped_column(default="")
    by: Mapped[Code]
    worker: Mapped[str | None] = mapped_column(String(80))
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    beat_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]


class Lease(Base):
    """租约 — who may trigger schedules now; the token fences a paused holder off."""

    __tablename__ = "lease"
    name: Mapped[Code] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    token: Mapped[int]
    until: Mapped[Moment]


class ReportFile(Base):
    """报表文件 — a written workbook, content-addressed below the home."""

    __tablename__ = "report_file"
    id: Mapped[BigKey]
    period: Mapped[Period] = mapped_column(index=True)
    kind: Mapped[Code]
    unit: Mapped[Code] = mapped_column(default="")
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[Sha]
    trial: Mapped[bool]
    month_version: Mapped[int]
    made_at: Mapped[Moment]
    made_by: Mapped[Code]
