"""Sign-in with lock-out, and server-side sessions with idle and absolute limits."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from data.access import audit
from data.access.accounts import plain_name
from data.access.passwords import EXPIRE_DAYS, matches
from data.access.scope import Actor, visitor
from data.calendar import utc
from data.settings import Settings
from data.store.marks import is_demo
from data.store.tables import Login, LoginFailure, User
from data.vocabulary import Role

WINDOW = timedelta(minutes=15)
PER_ACCOUNT, PER_ADDRESS = 5, 20
GRAIN = timedelta(seconds=30)  # activity is written at most this often; a session may end that much early, never late
WRONG = "用户名或密码不正确"
LOCKED = "尝试次数过多，请 15 分钟后再试，或联系系统管理员解锁"
ELSEWHERE = "大屏账号只能在指定的地址使用"


@dataclass(frozen=True)
class Visit:
    """What came with a sign-in form."""

    name: str
    password: str
    address: str


@dataclass(frozen=True)
class SignedIn:
    token: str
    csrf: str


@dataclass(frozen=True)
class Refused:
    """A refusal is a result, not an error: the failure must be committed to be counted."""

    sentence: str


@dataclass(frozen=True)
class CurrentLogin:
    actor: Actor
    csrf: str
    stale: bool  # activity should be written


def sign_in(session: Session, visit: Visit, settings: Settings, now: datetime) -> SignedIn | Refused:
    """A new server-side session under a new random token, or why not; both are audited."""
    name, moment = plain_name(visit.name)[:40], utc(now)
    if _is_locked(session, LoginFailure.name == name, PER_ACCOUNT, moment) or \
            _is_locked(session, LoginFailure.address == visit.address, PER_ADDRESS, moment):
        return _refuse(session, visit, name, LOCKED, now)
    user = session.get(User, name)
    if not matches(user.password_hash if user else None, visit.password) or not user or not _is_usable(session, user):
        _count_failure(session, user, name, visit.address, moment)
        return _refuse(session, visit, name, WRONG, now)
    if user.role == Role.SCREEN and visit.address not in _screen_addresses(settings):
        return _refuse(session, visit, name, ELSEWHERE, now)
    return _admit(session, user, visit, now)


def _is_usable(session: Session, user: User) -> bool:
    """Disabled accounts, and demo accounts outside a demo home, are as good as absent."""
    return not user.disabled and (not user.demo or is_demo(session))


def _is_locked(session: Session, whose: ColumnElement[bool], limit: int, moment: datetime) -> bool:
    """Locked for 15 minutes after the last of `limit` failures that fell within 15 minutes."""
    tries = session.scalars(select(LoginFailure.at).where(whose).order_by(LoginFailure.at.desc()).limit(limit)).all()
    return len(tries) == limit and tries[0] - tries[-1] < WINDOW and moment < tries[0] + WINDOW


def _count_failure(session: Session, user: User | None, name: str, address: str, moment: datetime) -> None:
    session.execute(delete(LoginFailure).where(LoginFailure.at < moment - 2 * WINDOW))
    session.add(LoginFailure(name=name, address=address[:60], at=moment))
    session.flush()
    if user and _is_locked(session, LoginFailure.name == name, PER_ACCOUNT, moment):
        user.locked_until = moment + WINDOW


def _refuse(session: Session, visit: Visit, name: str, sentence: str, now: datetime) -> Refused:
    audit.record(session, visitor(name, visit.address), "signin.refused", f"user:{name}", now, outcome="denied", reason=sentence)
    return Refused(sentence)


def _admit(session: Session, user: User, visit: Visit, now: datetime) -> SignedIn:
    moment, token, csrf = utc(now), secrets.token_urlsafe(32), secrets.token_hex(32)
    session.execute(delete(LoginFailure).where(LoginFailure.name == user.name))
    user.locked_until = None
    session.add(Login(token_sha=_sha(token), user=user.name, csrf=csrf, address=visit.address[:60], started_at=moment, active_at=moment))
    audit.record(session, _actor(user, visit.address, moment), "signin", f"user:{user.name}", now, unit=user.unit)
    return SignedIn(token, csrf)


def login_of(session: Session, token: str, address: str, settings: Settings, now: datetime) -> CurrentLogin | None:
    """Who holds this token now; None when unknown, ended, idle too long, too old, or the account is gone."""
    moment = utc(now)
    login = session.get(Login, _sha(token))
    if login is None or login.ended_at is not None:
        return None
    user = session.get(User, login.user)
    if user is None or not _is_usable(session, user):
        return None
    is_screen = user.role == Role.SCREEN
    if moment >= login.started_at + timedelta(hours=settings.session_hours) and not is_screen:
        return None
    if moment >= login.active_at + timedelta(minutes=settings.idle_minutes) and not is_screen:
        return None
    if is_screen and address not in _screen_addresses(settings):
        return None
    return CurrentLogin(_actor(user, address, moment), login.csrf, moment >= login.active_at + GRAIN)


def touch(session: Session, token: str, now: datetime) -> None:
    """The user did something: the idle clock starts anew."""
    login = session.get(Login, _sha(token))
    if login is not None and login.ended_at is None:
        login.active_at = utc(now)


def sign_out(session: Session, token: str, actor: Actor, now: datetime) -> None:
    """The session is dead on the server, whoever still holds the cookie."""
    login = session.get(Login, _sha(token))
    if login is not None and login.ended_at is None:
        login.ended_at = utc(now)
        audit.record(session, actor, "signout", f"user:{actor.name}", now, unit=actor.unit)


def _actor(user: User, address: str, moment: datetime) -> Actor:
    expired = not user.demo and user.role != Role.SCREEN and moment >= user.changed_at + timedelta(days=EXPIRE_DAYS)
    return Actor(user.name, Role(user.role), user.unit, address, user.shown_name, user.must_change or expired)


def _sha(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _screen_addresses(settings: Settings) -> set[str]:
    return {address.strip() for address in settings.screen_addresses.split(",")}
