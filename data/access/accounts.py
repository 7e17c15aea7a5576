"""Accounts: add, change the password, disable, give another role; each ends the sign-ins it makes stale."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.access import audit
from data.access.passwords import REMEMBERED, hash_password, matches, weaknesses
from data.access.roles import Permission
from data.access.scope import Actor, require
from data.calendar import utc
from data.errors import GovernanceError, NotFound
from data.store.rulebook import newest_book
from data.store.tables import Login, LoginFailure, User
from data.vocabulary import Role

ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Newcomer:
    """What a new account needs; only unit accounts carry a unit."""

    name: str
    shown_name: str
    role: Role
    unit: str | None = None


def plain_name(name: str) -> str:
    """The account name as it is stored: names that look alike are one name."""
    storable = name.encode("utf-8", "ignore").decode().replace("\0", "")
    return unicodedata.normalize("NFKC", storable).strip().casefold()


def get_user(session: Session, name: str) -> User:
    user = session.get(User, plain_name(name))
    if user is None:
        raise NotFound(f"没有名为“{name}”的账号")
    return user


def users(session: Session, reader: Actor) -> list[User]:
    require(reader, Permission.VIEW_USERS)
    return list(session.scalars(select(User).order_by(User.role, User.name)))


def one_time_password() -> str:
    """A random initial password that meets the policy for every name: no three characters run without a sign no name can hold."""
    pairs = [secrets.choice(ALPHABET) + secrets.choice(ALPHABET) for _ in range(7)]
    return "+".join([*pairs, secrets.choice("ABCDEFGH") + secrets.choice("23456789")])


def add_user(session: Session, newcomer: Newcomer, password: str, actor: Actor, now: datetime) -> User:
    """A new account whose password must be changed at the first sign-in."""
    require(actor, Permission.MANAGE_USERS)
    name = plain_name(newcomer.name)
    _check_newcomer(session, name, newcomer)
    _check_password(session, name, password, ())
    moment = utc(now)
    user = User(name=name, shown_name=newcomer.shown_name.strip() or name, role=newcomer.role.value, unit=newcomer.unit,
                password_hash=hash_password(password), former_hashes=[], must_change=True, created_at=moment, changed_at=moment)
    session.add(user)
    audit.record(session, actor, "user.add", f"user:{name}", now, unit=newcomer.unit, role_given=newcomer.role.value)
    return user


def _check_newcomer(session: Session, name: str, newcomer: Newcomer) -> None:
    if not 2 <= len(name) <= 32 or not all(c.isalnum() or c in "._-" for c in name):
        raise GovernanceError("账号名应为 2 至 32 个字母、数字、汉字或 . _ -")
    if session.get(User, name):
        raise GovernanceError(f"账号“{name}”已存在，请换一个名字")
    _check_post(session, newcomer.role, newcomer.unit)


def _check_post(session: Session, role: Role, unit: str | None) -> None:
    """Only a unit's account carries a unit, and it must be one of the rule book."""
    if (role == Role.UNIT) != (unit is not None):
        raise GovernanceError("成员单位账号须指定单位，其他角色不指定单位")
    if unit is not None:
        newest_book(session).unit(unit)


def _check_password(session: Session, name: str, password: str, former: tuple[str, ...]) -> None:
    city = newest_book(session).city
    found = weaknesses(password, name, (city.name, city.short_name), former)
    if found:
        raise GovernanceError("密码不符合要求：" + "；".join(found))


def change_password(session: Session, actor: Actor, old: str, new: str, now: datetime) -> None:
    """One's own password; every sign-in of the account ends, this one too."""
    require(actor, Permission.CHANGE_PASSWORD)
    user = get_user(session, actor.name)
    if not matches(user.password_hash, old):
        raise GovernanceError("原密码不正确")
    _set_password(session, user, new, now)
    user.must_change = False
    audit.record(session, actor, "user.password", f"user:{user.name}", now, unit=user.unit)


def reset_password(session: Session, name: str, password: str, actor: Actor, now: datetime) -> None:
    """Somebody else's password: must be changed at the next sign-in; the account is unlocked."""
    require(actor, Permission.MANAGE_USERS)
    user = get_user(session, name)
    _set_password(session, user, password, now)
    user.must_change = True
    _unlock(session, user)
    audit.record(session, actor, "user.reset", f"user:{user.name}", now, unit=user.unit)


def _set_password(session: Session, user: User, password: str, now: datetime) -> None:
    former = (user.password_hash, *user.former_hashes)[:REMEMBERED]
    _check_password(session, user.name, password, former)
    user.password_hash, user.former_hashes, user.changed_at = hash_password(password), list(former)[:REMEMBERED - 1], utc(now)
    end_logins(session, user.name, now)


def disable_user(session: Session, name: str, actor: Actor, now: datetime) -> None:
    require(actor, Permission.MANAGE_USERS)
    user = get_user(session, name)
    if user.name == actor.name:
        raise GovernanceError("不能停用自己的账号，请由另一名系统管理员操作")
    user.disabled = True
    end_logins(session, user.name, now)
    audit.record(session, actor, "user.disable", f"user:{user.name}", now, unit=user.unit)


def enable_user(session: Session, name: str, actor: Actor, now: datetime) -> None:
    """Take a disabled or locked account back into use."""
    require(actor, Permission.MANAGE_USERS)
    user = get_user(session, name)
    user.disabled = False
    _unlock(session, user)
    audit.record(session, actor, "user.enable", f"user:{user.name}", now, unit=user.unit)


def change_role(session: Session, name: str, post: tuple[Role, str | None], actor: Actor, now: datetime) -> None:
    """Another (role, unit), by the security administrator; rights do not outlive the change."""
    require(actor, Permission.MANAGE_ROLES)
    role, unit = post
    user = get_user(session, name)
    if user.name == actor.name:
        raise GovernanceError("不能调整自己的角色")
    _check_post(session, role, unit)
    before, user.role, user.unit = user.role, role.value, unit
    end_logins(session, user.name, now)
    audit.record(session, actor, "user.role", f"user:{user.name}", now, unit=unit, before=before, after=role.value)


def end_logins(session: Session, name: str, now: datetime) -> None:
    session.execute(update(Login).where(Login.user == name, Login.ended_at.is_(None)).values(ended_at=utc(now)))


def _unlock(session: Session, user: User) -> None:
    user.locked_until = None
    for failure in session.scalars(select(LoginFailure).where(LoginFailure.name == user.name)):
        session.delete(failure)
