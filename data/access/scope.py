"""Who acts, what it may do and whose rows it may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.access.roles import PERMISSIONS, SEES_ALL_UNITS, Permission
from data.errors import NotAllowed, NotFound
from data.vocabulary import Role


@dataclass(frozen=True)
class Actor:
    """操作人 — the person or programme behind an act; a unit's account sees its own unit only."""

    name: str
    role: Role | None  # None: a visitor who has not signed in
    unit: str | None = None
    address: str = ""
    shown_name: str = ""
    must_change: bool = False  # until the password is changed nothing else is allowed

    def may(self, permission: Permission) -> bool:
        """Signed in with an initial or expired password, one may change it and nothing else."""
        if self.must_change and permission is not Permission.CHANGE_PASSWORD:
            return False
        return self.role is not None and permission in PERMISSIONS[self.role]

    @property
    def sees_all(self) -> bool:
        return self.role in SEES_ALL_UNITS

    def sees(self, unit: str | None) -> bool:
        """May the actor see rows of this unit? None stands for the whole city."""
        if unit is None:
            return self.may(Permission.VIEW_FIGURES)
        return self.sees_all or (self.role == Role.UNIT and self.unit == unit)


def visitor(name: str, address: str) -> Actor:
    """Somebody who has not signed in; may nothing, but is audited."""
    return Actor(name or "anonymous", None, address=address)


SYSTEM = Actor("system", Role.OFFICE, shown_name="系统")


def cli_actor(os_user: str, role: Role = Role.OFFICE) -> Actor:
    """The command line: the office's rights; account verbs ask for the system administrator's."""
    return Actor(f"cli:{os_user}", role, shown_name=f"命令行（{os_user}）")


def require(actor: Actor, permission: Permission) -> None:
    if not actor.may(permission):
        raise NotAllowed(f"您没有“{permission.label}”的权限，如工作需要请联系系统管理员")


def require_unit(actor: Actor, unit: str | None) -> None:
    """Refuse rows of a foreign unit as if they did not exist."""
    if not actor.sees(unit):
        raise NotFound("没有找到这条记录，或不在您的查看范围内")


def visible_units(actor: Actor, units: Iterable[str]) -> list[str]:
    return [unit for unit in units if actor.sees(unit)]
