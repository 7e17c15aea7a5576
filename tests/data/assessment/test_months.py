"""The steps of a month: pinned at the close, frozen at the publication, reopened only with a reason and never rewritten."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from data.access import audit
from data.access.scope import SYSTEM, Actor
from data.assessment.months import close_month, comment_month, publish_month, reopen_month, snapshot_sha, state_of
from data.assessment.stored import shown_version, stored_scores
from data.calendar import at
from data.errors import GovernanceError, NotAllowed
from data.indicators.figures import EVERY, figures
from data.store.rulebook import adopt
from data.store.tables import AuditEntry, Month, Score, TaskLight
from data.vocabulary import MonthState, Role
from tests.data.indicators.hand_in import day, hand_in, poles
from tests.databases import furnish
from tests.desk import JUNE, desk_book

NOW, OFFICE = at(day("2023-07-06"), 12), Actor("office", Role.OFFICE)
STEPS = {"close": close_month, "comment": comment_month, "publish": publish_month, "reopen": lambda *a: reopen_month(*a, "更正")}


def handed_in(store):
    with store.write() as session:
        adopt(session, desk_book(), "2023-01", "test", NOW)
        hand_in(session, "E", "pole", JUNE, poles("k1", "k2"))


@pytest.fixture
def session(database_place):
    store = furnish(database_place, handed_in)
    with store.write() as session:
        yield session
    store.close()


def walk(session, *steps, now=NOW):
    for step in steps:
        STEPS[step](session, JUNE, OFFICE, now)


def built(session, version=None):
    return {f.unit: f.value for f in figures(session, JUNE, EVERY, "P1", version=version) if f.region is None}.get("E")


def test_closing_pins_what_was_handed_in_and_computes_the_trial(session):
    month = close_month(session, JUNE, OFFICE, NOW)
    assert (month.state, month.pinned_seq, month.rule_version, month.version) == ("closed", 1, 1, 0)
    assert built(session) == 2
    assert {s.unit for s in stored_scores(session, JUNE)} == {"E", "W", "T"}
    assert session.scalar(select(TaskLight.day).order_by(TaskLight.day.desc()).limit(1)) == day("2023-06-30")


@pytest.mark.parametrize(("now", "may"), [
    pytest.param(at(day("2023-06-30"), 23, 59), False, id="its last minute"), pytest.param(at(day("2023-07-01"), 0), True, id="the minute after")])
def test_a_month_is_closed_once_it_has_ended(session, now, may):
    if may:
        assert close_month(session, JUNE, OFFICE, now).state == "closed"
    else:
        with pytest.raises(GovernanceError, match="2023年6月还没有结束"):
            close_month(session, JUNE, OFFICE, now)


def test_the_end_of_a_month_is_shanghai_s_also_for_a_moment_told_in_utc(session):
    from datetime import UTC

    assert close_month(session, JUNE, OFFICE, datetime(2023, 6, 30, 16, 30, tzinfo=UTC)).state == "closed"


@pytest.mark.parametrize(("before", "step"), [
    ((), "comment"), ((), "publish"), ((), "reopen"), (("close",), "close"), (("close", "comment"), "close"), (("close", "comment"), "comment"),
    (("close", "publish"), "close"), (("close", "publish"), "comment"), (("close", "publish"), "publish")])
def test_no_step_is_taken_out_of_turn(session, before, step):
    walk(session, *before)
    state = state_of(session, JUNE)
    with pytest.raises(GovernanceError, match=f"2023年6月现为“{state.label}”"):
        walk(session, step)
    assert state_of(session, JUNE) == state


@pytest.mark.parametrize("before", [("close",), ("close", "comment")])
def test_publishing_follows_the_close_with_or_without_comments(session, before):
    walk(session, *before, "publish")
    assert (state_of(session, JUNE), shown_version(session, JUNE)) == (MonthState.PUBLISHED, 1)


@pytest.mark.parametrize(("actor", "step"), [
    *((Actor("x", role, "E" if role == Role.UNIT else None), step) for role in (Role.LEADER, Role.UNIT, Role.EVALUATOR, Role.SYSTEM_ADMIN)
      for step in ("close", "publish")), (Actor("x", Role.UNIT, "E"), "comment"), (Actor("x", Role.LEADER), "reopen")])
def test_only_the_office_moves_a_month(session, actor, step):
    with pytest.raises(NotAllowed):
        STEPS[step](session, JUNE, actor, NOW)


@pytest.mark.parametrize("reason", ["", "  "])
def test_reopening_needs_a_reason(session, reason):
    walk(session, "close")
    with pytest.raises(GovernanceError, match="请写明重新开放的原因"):
        reopen_month(session, JUNE, OFFICE, NOW, reason)


def test_what_comes_after_the_close_does_not_move_its_trial(session):
    walk(session, "close")
    hand_in(session, "E", "pole", JUNE, poles("k1", "k2", "k3"))
    walk(session, "publish")
    assert built(session) == 2


def test_a_correction_is_a_further_version_and_the_published_one_stays(session):
    walk(session, "close", "publish")
    first = snapshot_sha(session, JUNE)
    assert session.get(Month, JUNE).snapshot_sha == first
    walk(session, "reopen")
    hand_in(session, "E", "pole", JUNE, poles("k1", "k2", "k3"))
    walk(session, "close", "publish", now=NOW + timedelta(days=4))
    assert (built(session, 1), built(session, 2), built(session)) == (2, 3, 3)
    month = session.get(Month, JUNE)
    assert (month.version, month.snapshot_sha != first) == (2, True)
    assert sorted(set(session.scalars(select(Score.version).where(Score.period == JUNE)))) == [0, 1, 2]


def test_reopening_before_publication_undoes_the_close(session):
    walk(session, "close", "comment", "reopen")
    month = session.get(Month, JUNE)
    assert (month.state, month.version, month.pinned_seq, month.rule_version, month.closed_at, month.comment_at, month.reason) == (
        "open", 0, None, None, None, None, "更正")


def test_a_newer_rule_book_leaves_a_closed_month_its_own(session):
    walk(session, "close")
    from tests.catalogue_builder import small_catalogue

    adopt(session, small_catalogue(), "2023-01", "later", NOW)
    walk(session, "publish")
    assert {s.rule_version for s in stored_scores(session, JUNE)} == {1}


def test_every_step_is_written_down_and_the_chain_holds(session):
    walk(session, "close", "comment", "publish", "reopen")
    acts = session.execute(select(AuditEntry.act, AuditEntry.subject).where(AuditEntry.act.like("month.%")).order_by(AuditEntry.seq)).all()
    assert [tuple(a) for a in acts] == [(f"month.{step}", f"month:{JUNE}") for step in ("close", "comment", "publish", "reopen")]
    assert audit.verify(session, None) == []


def test_the_snapshot_tells_any_change_of_what_was_published(session):
    walk(session, "close", "publish")
    score = session.scalars(select(Score).where(Score.version == 1, Score.unit == "E")).one()
    score.total = (score.total or 0) + 1
    session.flush()
    assert snapshot_sha(session, JUNE) != session.get(Month, JUNE).snapshot_sha


def test_the_system_may_not_be_stopped_half_way_by_a_doubled_click(session):
    walk(session, "close")
    with pytest.raises(GovernanceError):
        close_month(session, JUNE, SYSTEM, NOW)
    assert session.scalars(select(AuditEntry.act).where(AuditEntry.act == "month.close")).all() == ["month.close"]
