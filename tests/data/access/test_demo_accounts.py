"""Demo accounts exist in a demo home only."""

import pytest

from data.access import signin
from data.access.demo_accounts import DEMO_PASSWORD, demo_accounts, ensure_demo_accounts
from data.access.passwords import weaknesses
from data.access.signin import Visit
from data.errors import GovernanceError
from data.store.marks import set_mark
from data.store.tables import User
from data.vocabulary import Role
from tests.data.access.conftest import NOW


@pytest.fixture
def demo_home(access_store):
    with access_store.write() as session:
        set_mark(session, "home", "demo")
        ensure_demo_accounts(session, NOW)
    return access_store


def test_there_is_one_for_every_role_and_two_units_of_different_groups(demo_home):
    with demo_home.read() as session:
        found = demo_accounts(session)
    assert {account.role for account in found} == {role.label for role in Role}
    assert [account.unit for account in found if account.unit] == ["市城管局", "东湖区"]


def test_asking_twice_creates_them_once(demo_home):
    with demo_home.write() as session:
        before = session.query(User).count()
        ensure_demo_accounts(session, NOW)
        assert session.query(User).count() == before == 9


def test_a_home_with_real_data_gets_none(access_store):
    with pytest.raises(GovernanceError, match="只有演示库"), access_store.write() as session:
        ensure_demo_accounts(session, NOW)


def test_outside_a_demo_home_they_open_nothing(demo_home, house):
    with demo_home.write() as session:
        signed_in = signin.sign_in(session, Visit("office", DEMO_PASSWORD, "10.0.0.1"), house, NOW)
        set_mark(session, "home", "own")
        assert demo_accounts(session) == []
        assert signin.login_of(session, signed_in.token, "10.0.0.1", house, NOW) is None
        assert signin.sign_in(session, Visit("office", DEMO_PASSWORD, "10.0.0.1"), house, NOW) == signin.Refused(signin.WRONG)


def test_their_password_meets_the_policy(demo_home):
    with demo_home.read() as session:
        assert not [fault for account in demo_accounts(session) for fault in weaknesses(account.password, account.name)]
