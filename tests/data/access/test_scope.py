"""Whose rows an actor sees, and what it may do."""

import pytest

from data.access.roles import Permission
from data.access.scope import SYSTEM, Actor, cli_actor, require, require_unit, visible_units, visitor
from data.errors import NotAllowed, NotFound
from data.vocabulary import Role


@pytest.mark.parametrize(("role", "own", "foreign", "city"), [
    (Role.LEADER, True, True, True), (Role.OFFICE, True, True, True), (Role.UNIT, True, False, True), (Role.EVALUATOR, False, False, True),
    (Role.SCREEN, False, False, False), (Role.SYSTEM_ADMIN, False, False, False), (Role.SECURITY_ADMIN, False, False, False),
    (Role.AUDIT_ADMIN, False, False, False), (None, False, False, False)])
def test_rows_seen_by_role(role, own, foreign, city):
    actor = Actor("a", role, "U1")
    assert (actor.sees("U1"), actor.sees("U2"), actor.sees(None)) == (own, foreign, city)


def test_a_foreign_unit_answers_as_if_it_did_not_exist():
    with pytest.raises(NotFound):
        require_unit(Actor("a", Role.UNIT, "U1"), "U2")
    require_unit(Actor("a", Role.UNIT, "U1"), "U1")


def test_a_unit_account_lists_its_own_unit():
    assert visible_units(Actor("a", Role.UNIT, "U1"), ["U1", "U2", "U3"]) == ["U1"]
    assert visible_units(Actor("a", Role.OFFICE), ["U1", "U2"]) == ["U1", "U2"]


def test_until_the_password_is_changed_nothing_else_is_allowed():
    actor = Actor("a", Role.OFFICE, must_change=True)
    assert [p for p in Permission if actor.may(p)] == [Permission.CHANGE_PASSWORD]


def test_a_visitor_may_nothing():
    assert not any(visitor("", "10.0.0.1").may(permission) for permission in Permission)


def test_the_command_line_has_the_office_s_rights_and_no_more():
    assert cli_actor("li").name == "cli:li"
    assert cli_actor("li").may(Permission.PUBLISH)
    assert not cli_actor("li").may(Permission.MANAGE_USERS)
    assert SYSTEM.sees("U1")


def test_a_refusal_names_the_missing_permission():
    with pytest.raises(NotAllowed, match="下发督办单"):
        require(Actor("a", Role.UNIT, "U1"), Permission.ISSUE_ORDER)
