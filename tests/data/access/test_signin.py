"""Sign-in: lock-out, limits in time, and who is behind a token."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data.access import accounts, signin
from data.access.accounts import Newcomer
from data.access.signin import ELSEWHERE, LOCKED, WRONG, Refused, SignedIn, Visit
from data.store.tables import AuditEntry, Login, User
from data.vocabulary import Role
from tests.data.access.conftest import ADMIN, NOW, adopted
from tests.databases import furnish

PASSWORD = "Green-Tea-27"
HERE = "10.0.0.1"
SECOND = timedelta(seconds=1)


def enrolled(store):
    adopted(store)
    with store.write() as session:
        for name, role, unit in (("li", Role.UNIT, "U1"), ("mo", Role.OFFICE, None), ("wall", Role.SCREEN, None)):
            accounts.add_user(session, Newcomer(name, name, role, unit), PASSWORD, ADMIN, NOW)
            session.get(User, name).must_change = False


@pytest.fixture
def people(sqlite_place):
    store = furnish(sqlite_place, enrolled)
    yield store
    store.close()


@pytest.fixture
def enter(people, house):
    def attempt(name="li", password=PASSWORD, after=timedelta(0), address=HERE):
        with people.write() as session:
            return signin.sign_in(session, Visit(name, password, address), house, NOW + after)
    return attempt


@pytest.fixture
def who(people, house):
    def ask(token, after=timedelta(0), address=HERE):
        with people.read() as session:
            return signin.login_of(session, token, address, house, NOW + after)
    return ask


def test_the_right_password_opens_a_session_of_its_own(enter, who):
    one, two = enter(), enter("Ｌi ")
    assert one.token != two.token and len(one.token) >= 43
    assert (who(one.token).actor.name, who(one.token).actor.unit, who(one.token).csrf) == ("li", "U1", one.csrf)


def test_the_table_holds_no_token(enter, people):
    token = enter().token
    with people.read() as session:
        row = session.scalar(select(Login))
    assert token not in {row.token_sha, row.csrf}


@pytest.mark.parametrize(("name", "password"), [("li", "Green-Tea-28"), ("nobody", PASSWORD), ("li", ""), ("li", "x" * 5000), ("\0", "\0")])
def test_a_refusal_does_not_say_what_was_wrong(enter, name, password):
    assert enter(name, password) == Refused(WRONG)


def test_the_fifth_failure_locks_the_account_for_fifteen_minutes(enter):
    for n in range(5):
        assert enter(password="wrong", after=n * SECOND) == Refused(WRONG)
    assert enter(after=5 * SECOND) == Refused(LOCKED)
    assert enter(after=timedelta(minutes=15, seconds=3)) == Refused(LOCKED)
    assert isinstance(enter(after=timedelta(minutes=15, seconds=4)), SignedIn)


def test_an_unknown_name_locks_like_a_known_one(enter):
    for _ in range(5):
        enter("nobody", "wrong")
    assert enter("nobody", "wrong") == Refused(LOCKED)
    assert isinstance(enter("mo"), SignedIn)


def test_failures_spread_over_more_than_fifteen_minutes_do_not_lock(enter):
    for n in range(5):
        enter(password="wrong", after=n * timedelta(minutes=4))
    assert isinstance(enter(after=timedelta(minutes=16, seconds=1)), SignedIn)


def test_a_success_forgets_the_failures(enter):
    for _ in range(4):
        enter(password="wrong")
    assert isinstance(enter(), SignedIn)
    for _ in range(4):
        enter(password="wrong")
    assert isinstance(enter(), SignedIn)


def test_twenty_failures_lock_the_address_for_every_name(enter):
    for n in range(20):
        assert enter(f"name{n}", "wrong") == Refused(WRONG)
    assert enter() == Refused(LOCKED)
    assert isinstance(enter(address="10.0.0.2"), SignedIn)


def test_the_administrator_unlocks(enter, people):
    for _ in range(5):
        enter(password="wrong")
    with people.write() as session:
        assert session.get(User, "li").locked_until is not None
        accounts.enable_user(session, "li", ADMIN, NOW)
    assert isinstance(enter(), SignedIn)


@pytest.mark.parametrize(("idle", "there"), [(timedelta(minutes=30) - SECOND, True), (timedelta(minutes=30), False)])
def test_half_an_hour_without_activity_ends_the_session(enter, who, idle, there):
    assert (who(enter().token, idle) is not None) == there


@pytest.mark.parametrize(("age", "there"), [(timedelta(hours=12) - SECOND, True), (timedelta(hours=12), False)])
def test_activity_does_not_carry_a_session_over_twelve_hours(enter, who, people, age, there):
    token = enter().token
    with people.write() as session:
        signin.touch(session, token, NOW + timedelta(hours=11, minutes=50))
    assert (who(token, age) is not None) == there


def test_activity_is_written_at_most_every_half_minute(enter, who):
    token = enter().token
    assert not who(token, timedelta(seconds=29)).stale
    assert who(token, timedelta(seconds=30)).stale


def test_a_signed_out_token_is_dead(enter, who, people):
    token = enter().token
    with people.write() as session:
        signin.sign_out(session, token, who(token).actor, NOW)
        signin.touch(session, token, NOW)
    assert who(token) is None
    assert who("made up") is None


@pytest.mark.parametrize(("days", "expired"), [(timedelta(days=90) - SECOND, False), (timedelta(days=90), True)])
def test_a_password_of_ninety_days_must_be_changed(enter, who, days, expired):
    token = enter(after=days).token
    assert who(token, days).actor.must_change == expired


def test_the_wall_screen_works_only_at_its_address_and_does_not_tire(enter, who):
    assert enter("wall") == Refused(ELSEWHERE)
    token = enter("wall", address="10.0.0.8").token
    assert who(token, timedelta(days=30), "10.0.0.8").actor.role == Role.SCREEN
    assert who(token, address=HERE) is None


def test_every_attempt_is_written_down(enter, people):
    enter(password="wrong")
    enter()
    with people.read() as session:
        rows = [(e.act, e.actor, e.outcome, e.address) for e in session.scalars(select(AuditEntry).order_by(AuditEntry.seq))]
    assert rows[-2:] == [("signin.refused", "li", "denied", HERE), ("signin", "li", "ok", HERE)]


def test_a_name_no_database_can_store_is_refused_like_any_other(either_store, house):
    with either_store.write() as session:
        assert signin.sign_in(session, Visit("li\0\ud800", "\0", HERE), house, NOW) == Refused(WRONG)


def test_passwords_never_reach_the_log(enter, people):
    enter(password="Typed-Wrong-99")
    with people.read() as session:
        assert "Typed-Wrong" not in str([entry.detail for entry in session.scalars(select(AuditEntry))])
