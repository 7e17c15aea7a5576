"""The matrix of roles: what the regulation keeps apart stays apart."""

import pytest

from data.access.roles import PERMISSIONS, Permission
from data.vocabulary import Role

P = Permission


def test_every_role_has_its_row():
    assert set(PERMISSIONS) == set(Role)


def test_every_permission_belongs_to_somebody():
    assert set(Permission) == set().union(*PERMISSIONS.values())


@pytest.mark.parametrize("admin", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_administrators_see_no_figures_and_change_no_business(admin):
    business = {P.VIEW_FIGURES, P.VIEW_SCORES, P.UPLOAD, P.ISSUE_ORDER, P.CLOSE_MONTH, P.PUBLISH, P.VIEW_REPORTS, P.EXPORT}
    assert not PERMISSIONS[admin] & business


@pytest.mark.parametrize(("permission", "roles"), [
    (P.MANAGE_USERS, {Role.SYSTEM_ADMIN}),
    (P.MANAGE_ROLES, {Role.SECURITY_ADMIN}),
    (P.VIEW_ALL_AUDIT, {Role.AUDIT_ADMIN}),
    (P.VERIFY_AUDIT, {Role.AUDIT_ADMIN}),
    (P.UPLOAD, {Role.OFFICE, Role.UNIT}),
    (P.EXPLAIN, {Role.UNIT}),
    (P.DECIDE_CONFLICT, {Role.OFFICE}),
    (P.ANSWER_ORDER, {Role.UNIT}),
    (P.PUBLISH, {Role.OFFICE}),
    (P.CONFIRM_LEVEL, {Role.LEADER}),
    (P.VIEW_TRIAL, {Role.LEADER, Role.OFFICE, Role.UNIT}),
])
def test_an_act_belongs_to_these_roles_alone(permission, roles):
    assert {role for role, row in PERMISSIONS.items() if permission in row} == roles


def test_the_wall_screen_opens_the_wall_and_nothing_else():
    assert PERMISSIONS[Role.SCREEN] == {P.SIGNED_IN, P.VIEW_WALL}
