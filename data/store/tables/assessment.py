"""Months and scores; scores are integer hundredths. version 0 is the trial, n ≥ 1 the n-th publication."""

from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from data.store.tables.base import Base, BigKey, Code, LongText, Moment, Period


class Month(Base):
    """月份 — 开放 → 截止 → 征求意见 → 通报; a reopened published month gets a further version (更正)."""

    __tablename__ = "month"
    period: Mapped[Period] = mapped_column(primary_key=True)
    state: Mapped[Code]
    version: Mapped[int] = mapped_column(default=0)  # publications so far
    rule_version: Mapped[int | None]
    pinned_seq: Mapped[int | None] = mapped_column(BigInteger)
    closed_at: Mapped[Moment | None]
    comment_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]
    reason: Mapped[LongText] = mapped_column(default="")
    snapshot_sha: Mapped[str | None] = mapped_column(String(64))


class MonthMove(Base):
    """月份进程 — the month as each step left it; appended, never changed: what a month was on an earlier day is read from here."""

    __tablename__ = "month_move"
    id: Mapped[BigKey]
    at: Mapped[Moment]
    period: Mapped[Period] = mapped_column(index=True)
    state: Mapped[Code]
    version: Mapped[int]
    rule_version: Mapped[int | None]
    pinned_seq: Mapped[int | None] = mapped_column(BigInteger)
    closed_at: Mapped[Moment | None]
    comment_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]
    reason: Mapped[LongText]
    snapshot_sha: Mapped[str | None] = mapped_column(String(64))


class Score(Base):
    """考评得分 — one unit's total of one month."""

    __tablename__ = "score"
    unit: Mapped[Code] = mapped_column(primary_key=True)
    period: Mapped[Period] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[Code]
    total: Mapped[int | None]        # hundredths; None when nothing applies
    applicable: Mapped[int]          # hundredths of points that apply
    ranked: Mapped[bool]
    rank: Mapped[int | None]
    grade: Mapped[str | None] = mapped_column(String(20))
    rule_version: Mapped[int]
    computed_at: Mapped[Moment]


class ScoreItem(Base):
    """考评项得分 — what was earned, by which rule, from which inputs and source cells."""

    __tablename__ = "score_item"
    unit: Mapped[Code] = mapped_column(primary_key=True)
    period: Mapped[Period] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[Code] = mapped_column(primary_key=True)
    points: Mapped[int]
    earned: Mapped[int | None]
    applicable: Mapped[bool]
    rule: Mapped[LongText]
    reason: Mapped[LongText]
    inputs: Mapped[list[Any]]   # [{"name", "value", "note"}]
    sources: Mapped[list[Any]]  # [{"kind", "id", "label", "sheet", "cell"}]


class PublishedFact(Base):
    """通报存档 — one thing a publication said, as JSON: task states, outlook, the lights before, the versions of other months."""

    __tablename__ = "published_fact"
    period: Mapped[Period] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]
