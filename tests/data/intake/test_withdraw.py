"""退回: the previous version counts again, its codes come back to it, and what was known meanwhile stays readable."""

import pytest
from sqlalchemy import select

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.intake.withdraw import consequence, of_receipt, withdraw
from data.store.marks import set_mark
from data.store.tables import AuditEntry, Entity, Month, Submission
from data.store.versions import standing
from data.vocabulary import Role
from tests.data.intake.test_claims import JUNE, MAY, NOW, built, claimed, counted, hand_in, session  # noqa: F401

OFFICE = Actor("office", Role.OFFICE)


@pytest.fixture
def numbered(claimed):  # noqa: F811
    """The series of acceptance numbers goes on after the three files of the fixture."""
    set_mark(claimed, "series:acceptance", "90")
    return claimed


def back(session, seq, reason="错报", actor=OFFICE):  # noqa: F811
    return withdraw(session, actor, session.scalar(select(Submission.id).where(Submission.seq == seq)), reason, NOW)


def test_the_previous_version_counts_again(numbered):
    known = hand_in(numbered, "E", MAY, b="c2", d="c4")
    again = back(numbered, known)
    assert counted(numbered, "E", MAY) == ["c1", "c2"]
    assert standing(numbered, "E", "pole", MAY) is again
    assert built(numbered, "E", MAY) == 2
    assert counted(numbered, "E", MAY, as_of=known) == ["c2", "c4"]


def test_a_code_that_comes_back_is_disputed_again_for_the_later_claimant(numbered):
    known = hand_in(numbered, "E", MAY, b="c2")
    assert (counted(numbered, "W", JUNE), built(numbered, "W", MAY)) == (["c1", "c9"], 2)
    back(numbered, known)
    assert (counted(numbered, "E", MAY), counted(numbered, "W", MAY), counted(numbered, "W", JUNE)) == (["c1", "c2"], ["c9"], ["c9"])
    assert (built(numbered, "E", MAY), built(numbered, "W", MAY), built(numbered, None, MAY)) == (2, 1, 3)
    assert counted(numbered, "W", MAY, as_of=known) == ["c1", "c9"]


def test_a_withdrawn_claim_passes_its_code_on(numbered):
    back(numbered, 1)
    assert (counted(numbered, "E", MAY), counted(numbered, "W", MAY)) == ([], ["c1", "c9"])
    assert (built(numbered, "E", MAY), built(numbered, "W", MAY)) == (None, 2)
    assert standing(numbered, "E", "pole", MAY) is None


def test_a_restored_row_stays_behind_who_named_the_code_first(numbered):
    """W never held c1; its older file claims it still."""
    known = hand_in(numbered, "W", MAY, y="c9")
    back(numbered, known)
    assert (counted(numbered, "E", MAY), counted(numbered, "W", MAY)) == (["c1", "c2"], ["c9"])
    assert numbered.scalars(select(Entity.unit).where(Entity.code == "c1", Entity.disputed.is_(True)).order_by(Entity.unit)).all() == ["S", "W"]


def test_a_month_nothing_else_was_handed_in_for_goes_on_from_the_month_before(numbered):
    known = hand_in(numbered, "E", JUNE, b="c2", d="c4")
    back(numbered, known)
    assert [counted(numbered, "E", month) for month in (MAY, JUNE)] == [["c1", "c2"], ["c1", "c2"]]
    assert built(numbered, "E", JUNE) is None
    assert counted(numbered, "W", JUNE) == ["c9"]


def test_a_return_is_written_down_with_its_reason(numbered):
    back(numbered, 1, " 与实际不符 ")
    entry = numbered.scalars(select(Submission).where(Submission.seq == 1)).one()
    assert (entry.withdrawn_at, entry.withdrawn_reason) == (numbered.scalar(select(Submission.withdrawn_at).where(Submission.seq == 1)), "与实际不符")
    assert numbered.scalars(select(AuditEntry.act)).all() == ["submission.withdraw"]


@pytest.mark.parametrize(("seq", "reason", "words"), [(1, " ", "请写明退回的原因"), (1, "长" * 1001, "超过 1000 字"), (1, "错报", "不是现行有效")])
def test_what_may_not_be_withdrawn_says_why(numbered, seq, reason, words):
    if reason == "错报":
        hand_in(numbered, "E", MAY, a="c1")
    with pytest.raises(GovernanceError, match=words):
        back(numbered, seq, reason)


@pytest.mark.parametrize("state", ["closed", "comment", "published"])
def test_a_month_that_is_not_open_is_opened_first(numbered, state):
    numbered.add(Month(period=MAY, state=state, version=0, rule_version=1))
    with pytest.raises(GovernanceError, match="重新开放"):
        back(numbered, 1)


@pytest.mark.parametrize("actor", [Actor("e", Role.UNIT, "E"), Actor("l", Role.LEADER)])
def test_only_the_office_withdraws(numbered, actor):
    with pytest.raises(NotAllowed):
        back(numbered, 1, actor=actor)
    with pytest.raises(NotFound):
        withdraw(numbered, OFFICE, 999, "错报", NOW)


def test_what_was_corrected_meanwhile_is_what_goes_on(numbered):
    """May was corrected after June's file came; without that file June follows May as it is now."""
    known = hand_in(numbered, "E", JUNE, b="c2", d="c4")
    hand_in(numbered, "E", MAY, a="c1", b="c6")
    back(numbered, known)
    assert counted(numbered, "E", JUNE) == ["c1", "c6"]


def test_each_return_goes_one_version_further_back(numbered):
    """What counts again after a return can be returned too: it is the same file, not a newer one."""
    hand_in(numbered, "E", MAY, b="c2", d="c4")
    again = back(numbered, hand_in(numbered, "E", MAY, e="c5"))
    assert counted(numbered, "E", MAY) == ["c2", "c4"]
    first = back(numbered, again.seq)
    assert (counted(numbered, "E", MAY), built(numbered, "E", MAY)) == (["c1", "c2"], 2)
    back(numbered, first.seq)
    assert (counted(numbered, "E", MAY), built(numbered, "E", MAY), standing(numbered, "E", "pole", MAY)) == ([], None, None)


def test_what_would_count_is_told_before(numbered):
    known = hand_in(numbered, "E", MAY, b="c2")
    assert would_count(numbered, known) == "R1"
    back(numbered, known)
    assert would_count(numbered, standing(numbered, "E", "pole", MAY).seq) is None


def would_count(session, seq):  # noqa: F811
    found = consequence(session, OFFICE, session.scalar(select(Submission.id).where(Submission.seq == seq)), "错报")
    return found.receipt if found else None


def test_a_file_is_found_by_its_receipt(numbered):
    assert numbered.get(Submission, of_receipt(numbered, " R2 ")).seq == 2
    with pytest.raises(NotFound, match="R99"):
        of_receipt(numbered, "R99")
