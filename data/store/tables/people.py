"""Accounts, server-side sign-ins and failed tries."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from data.store.tables.base import Base, BigKey, Code, LongText, Moment, Sha


class User(Base):
    """账号 — one person, one role, for unit accounts one unit; names unique after NFKC and casefold."""

    __tablename__ = "user_account"
    name: Mapped[Code] = mapped_column(primary_key=True)
    shown_name: Mapped[str] = mapped_column(String(60))
    role: Mapped[Code]
    unit: Mapped[str | None] = mapped_column(String(40))
    password_hash: Mapped[LongText]
    former_hashes: Mapped[list[Any]]  # of earlier passwords, newest first
    must_change: Mapped[bool] = mapped_column(default=False)
    disabled: Mapped[bool] = mapped_column(default=False)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    locked_until: Mapped[Moment | None]


class Login(Base):
    """登录 — a server-side session; the cookie holds a random token, the table its SHA-256."""

    __tablename__ = "login"
    token_sha: Mapped[Sha] = mapped_column(primary_key=True)
    user: Mapped[Code] = mapped_column(index=True)
    csrf: Mapped[Sha]
    address: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[Moment]
    active_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]


class LoginFailure(Base):
    """登录失败 — counted per account and per address within 15 minutes."""

    __tablename__ = "login_failure"
    id: Mapped[BigKey]
    name: Mapped[Code] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(60), index=True)
    at: Mapped[Moment] = mapped_column(index=True)
