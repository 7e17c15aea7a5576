"""Accounts: who may make them, and what a change does to sign-ins."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data.access import accounts, signin
from data.access.accounts import Newcomer
from data.access.passwords import weaknesses
from data.access.scope import Actor
from data.access.signin import SignedIn, Visit
from data.errors import GovernanceError, NotAllowed, NotFound
from data.store.tables import AuditEntry, User
from data.vocabulary import Role
from tests.data.access.conftest import ADMIN, NOW, SECURITY

FIRST, SECOND = "Green-Tea-27", "Black-Tea-28"


@pytest.fixture
def li(access_store):
    """李, of unit U1, who has changed the first password and is signed in; gives a look at the session."""
    with access_store.write() as session:
        accounts.add_user(session, Newcomer("Li", "李", Role.UNIT, "U1"), FIRST, ADMIN, NOW)
        session.get(User, "li").must_change = False
    return access_store


def signed_in(store, house, password=FIRST):
    with store.write() as session:
        outcome = signin.sign_in(session, Visit("li", password, "10.0.0.1"), house, NOW)
    assert isinstance(outcome, SignedIn)
    return outcome.token


def still_in(store, house, token):
    with store.read() as session:
        return signin.login_of(session, token, "10.0.0.1", house, NOW)


@pytest.mark.parametrize("same", ["li", "LI", "Ｌｉ", " li "])
def test_names_that_look_alike_are_one_name(li, same):
    with pytest.raises(GovernanceError, match="已存在"), li.write() as session:
        accounts.add_user(session, Newcomer(same, "", Role.LEADER), FIRST, ADMIN, NOW)


@pytest.mark.parametrize(("newcomer", "sentence"), [
    (Newcomer("w", "", Role.LEADER), "2 至 32"), (Newcomer("wang li", "", Role.LEADER), "2 至 32"),
    (Newcomer("../etc", "", Role.LEADER), "2 至 32"),
    (Newcomer("wang", "", Role.UNIT), "须指定单位"), (Newcomer("wang", "", Role.LEADER, "U1"), "不指定单位"),
    (Newcomer("wang", "", Role.UNIT, "U9"), "没有代码为“U9”的单位")])
def test_an_account_that_makes_no_sense_is_refused(access_store, newcomer, sentence):
    with pytest.raises(GovernanceError, match=sentence), access_store.write() as session:
        accounts.add_user(session, newcomer, FIRST, ADMIN, NOW)


def test_only_the_system_administrator_makes_accounts(access_store):
    for role in set(Role) - {Role.SYSTEM_ADMIN}:
        with pytest.raises(NotAllowed), access_store.write() as session:
            accounts.add_user(session, Newcomer("wang", "", Role.LEADER), FIRST, Actor("x", role, "U1"), NOW)


def test_a_new_account_must_change_its_password(access_store, house):
    with access_store.write() as session:
        accounts.add_user(session, Newcomer("li", "李", Role.OFFICE), FIRST, ADMIN, NOW)
    assert still_in(access_store, house, signed_in(access_store, house)).actor.must_change


def test_one_s_own_password_is_changed_with_the_old_one_and_ends_every_sign_in(li, house):
    token, other = signed_in(li, house), signed_in(li, house)
    actor = still_in(li, house, token).actor
    with pytest.raises(GovernanceError, match="原密码"), li.write() as session:
        accounts.change_password(session, actor, "wrong", SECOND, NOW)
    with li.write() as session:
        accounts.change_password(session, actor, FIRST, SECOND, NOW)
    assert still_in(li, house, token) is None and still_in(li, house, other) is None
    assert not still_in(li, house, signed_in(li, house, SECOND)).actor.must_change


def test_none_of_the_last_five_passwords_comes_back(li):
    actor, words = Actor("li", Role.UNIT, "U1"), [FIRST, *(f"Green-Tea-{n}" for n in range(31, 37))]
    with li.write() as session:
        for old, new in zip(words[:5], words[1:6], strict=True):
            accounts.change_password(session, actor, old, new, NOW)
    for used in words[1:6]:
        with pytest.raises(GovernanceError, match="最近 5 次"), li.write() as session:
            accounts.change_password(session, actor, words[5], used, NOW)
    with li.write() as session:
        accounts.change_password(session, actor, words[5], FIRST, NOW)


@pytest.mark.parametrize("act", [
    lambda s: accounts.disable_user(s, "li", ADMIN, NOW), lambda s: accounts.reset_password(s, "li", SECOND, ADMIN, NOW),
    lambda s: accounts.change_role(s, "li", (Role.UNIT, "U2"), SECURITY, NOW)], ids=["disabled", "reset", "role"])
def test_rights_do_not_outlive_the_change(li, house, act):
    token = signed_in(li, house)
    with li.write() as session:
        act(session)
    assert still_in(li, house, token) is None


def test_a_disabled_account_comes_back_only_when_enabled(li, house):
    with li.write() as session:
        accounts.disable_user(session, "li", ADMIN, NOW)
        refused = signin.sign_in(session, Visit("li", FIRST, "10.0.0.1"), house, NOW)
    assert refused == signin.Refused(signin.WRONG)
    with li.write() as session:
        accounts.enable_user(session, "li", ADMIN, NOW)
    assert still_in(li, house, signed_in(li, house)).actor.unit == "U1"


def test_roles_are_the_security_administrator_s_matter(li):
    with pytest.raises(NotAllowed), li.write() as session:
        accounts.change_role(session, "li", (Role.OFFICE, None), ADMIN, NOW)
    with pytest.raises(GovernanceError, match="自己"), li.write() as session:
        accounts.change_role(session, "li", (Role.OFFICE, None), Actor("li", Role.SECURITY_ADMIN), NOW)
    with pytest.raises(GovernanceError, match="自己"), li.write() as session:
        accounts.disable_user(session, "li", Actor("li", Role.SYSTEM_ADMIN), NOW)


def test_every_act_leaves_a_record_with_its_unit(li):
    with li.write() as session:
        accounts.reset_password(session, "li", SECOND, ADMIN, NOW + timedelta(minutes=1))
        accounts.change_role(session, "li", (Role.LEADER, None), SECURITY, NOW)
        found = session.execute(select(AuditEntry.act, AuditEntry.actor, AuditEntry.unit).order_by(AuditEntry.seq)).all()
    assert [tuple(row) for row in found] == [("user.add", "root", "U1"), ("user.reset", "root", "U1"), ("user.role", "guard", None)]


def test_an_unknown_account_is_said_so(access_store):
    with pytest.raises(NotFound, match="没有名为“zhao”的账号"), access_store.read() as session:
        accounts.get_user(session, "zhao")


def test_one_time_passwords_meet_the_policy_and_differ():
    made = {accounts.one_time_password() for _ in range(500)}
    names = ("zhangsan", "abcdefghijkmnpqrstuvwxyz", "a2b3c4d5", "zhao.li-1_x")
    assert len(made) == 500 and not [fault for password in made for name in names for fault in weaknesses(password, name)]
