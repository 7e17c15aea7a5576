"""Demo accounts: one for every role and two units, in a demo home only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import audit
from data.access.passwords import hash_password
from data.access.scope import SYSTEM
from data.calendar import utc
from data.catalogue.city import Unit
from data.errors import GovernanceError
from data.store.marks import is_demo
from data.store.rulebook import find_newest_book, newest_book
from data.store.tables import User
from data.vocabulary import Role

DEMO_PASSWORD = "Yanshi-2023#"  # noqa: S105 — printed on purpose; worth nothing outside a demo home
NAMES = {"leader": Role.LEADER, "office": Role.OFFICE, "evaluator": Role.EVALUATOR, "screen": Role.SCREEN, "sysadmin": Role.SYSTEM_ADMIN,
         "secadmin": Role.SECURITY_ADMIN, "auditadmin": Role.AUDIT_ADMIN}


@dataclass(frozen=True)
class DemoAccount:
    name: str
    role: str
    unit: str
    password: str


def demo_accounts(session: Session) -> list[DemoAccount]:
    """The accounts to print; none outside a demo home."""
    if not is_demo(session):
        return []
    book = find_newest_book(session)
    units = book.units if book else {}
    found = session.scalars(select(User).where(User.demo, ~User.disabled).order_by(User.name)).all()
    order = {role: place for place, role in enumerate(Role)}
    return [DemoAccount(user.name, Role(user.role).label, units[user.unit].short_name if user.unit in units else "", DEMO_PASSWORD)
            for user in sorted(found, key=lambda user: (order[Role(user.role)], user.name))]


def ensure_demo_accounts(session: Session, now: datetime) -> list[DemoAccount]:
    """Create what is missing; a home with real data is refused."""
    if not is_demo(session):
        raise GovernanceError("只有演示库才能建立演示账号")
    wanted: dict[str, tuple[Role, str | None, str]] = {name: (role, None, role.label) for name, role in NAMES.items()}
    for place, unit in enumerate(_two_units(session), start=1):
        wanted[f"unit{place}"] = (Role.UNIT, unit.code, unit.short_name)
    hashed = ""
    for name, (role, unit_code, shown) in wanted.items():
        if session.get(User, name) is None:
            hashed = hashed or hash_password(DEMO_PASSWORD)
            session.add(User(name=name, shown_name=shown, role=role.value, unit=unit_code, password_hash=hashed, former_hashes=[],
                             demo=True, created_at=utc(now), changed_at=utc(now)))
            audit.record(session, SYSTEM, "user.add", f"user:{name}", now, unit=unit_code, role_given=role.value, demo=True)
    session.flush()
    return demo_accounts(session)


def _two_units(session: Session) -> list[Unit]:
    """The member unit that owes most ledgers, and the one of another group."""
    members = sorted(newest_book(session).members, key=lambda unit: -len(unit.owes))
    return [*members[:1], *[unit for unit in members if unit.group != members[0].group][:1]]
