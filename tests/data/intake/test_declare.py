"""零报告 and 无变化: signed, received, measured as zero or carried on, withdrawn and superseded like a file."""

from datetime import datetime

import pytest
from sqlalchemy import select

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.indicators.figures import figures
from data.intake import declare as declaring
from data.intake.confirm import confirm
from data.intake.declare import Statement, offered, sentence
from data.intake.due import is_own, matrix
from data.intake.views import completeness, submission_detail, submissions
from data.intake.withdraw import withdraw
from data.store import contents, rulebook
from data.store.marks import set_mark
from data.store.tables import AuditEntry, FileCount, Month, Submission
from data.vocabulary import Declaration, Door, FigureState, Role
from tests.data.indicators.hand_in import day
from tests.data.intake.test_claims import JUNE, MAY, built, counted, hand_in, session  # noqa: F401

OFFICE, LEADER = Actor("office", Role.OFFICE), Actor("l", Role.LEADER)
EAST, SOUTH, PHONE = Actor("e", Role.UNIT, "E"), Actor("s", Role.UNIT, "S"), Actor("t", Role.UNIT, "T")
NOW = datetime(2023, 7, 3, 9)
ZERO, UNCHANGED = Declaration.ZERO, Declaration.UNCHANGED


@pytest.fixture
def house(session, tmp_path):  # noqa: F811
    """East handed in its poles of May; the acceptance numbers go on after it."""
    hand_in(session, "E", MAY, a="c1", b="c2")
    set_mark(session, "series:acceptance", "90")
    return session


def sign(session, kind, unit="E", ledger="pole", period=JUNE, actor=EAST, now=NOW, **who):  # noqa: F811, PLR0913
    statement = Statement(kind, unit, ledger, period, **{"name": "王某", "post": "科长", **who})
    return declaring.declare(session, originals(session), actor, statement, Door.PAGE, now)


def originals(session):  # noqa: F811
    """Kept beside nothing else: the home of this test alone."""
    from data.settings import Settings
    return Settings.from_env().originals


def cell(session, unit="E", ledger="pole", today="2023-07-03", period=JUNE):  # noqa: F811
    book = rulebook.book_for(session, period)
    return next(c for c in matrix(session, book, period, day(today), [unit]) if c.ledger == ledger)


def test_nothing_changed_carries_the_rows_on_and_counts(house):
    entry = sign(house, UNCHANGED)
    assert (cell(house).state, cell(house).receipt, cell(house).on_time) == ("unchanged", entry.receipt, True)
    assert (counted(house, "E", JUNE), built(house, "E", JUNE), entry.rows["unchanged"]) == (["c1", "c2"], 2, 2)
    assert entry.basis == 1


def test_without_it_the_month_is_missing(house):
    assert (cell(house).state, built(house, "E", JUNE)) == ("missing", None)


def test_a_zero_report_makes_figures_zero_not_missing(house):
    sign(house, ZERO, "S", actor=SOUTH)
    found = figures(house, JUNE, "S", "P1", version=0)[0]
    assert (found.state, found.value, cell(house, "S").state) == (FigureState.OK, 0, "zero")


def test_a_zero_report_of_a_monthly_report_is_taken_whatever_the_months_before_held(house):
    sign(house, ZERO, ledger="indicator_report")
    assert cell(house, ledger="indicator_report").state == "zero"


def test_a_unit_that_declared_all_it_owes_has_handed_in(house):
    assert completeness(house, JUNE, day("2023-07-03"))[0] == 0
    sign(house, ZERO, "S", actor=SOUTH)
    assert completeness(house, JUNE, day("2023-07-03"))[0] == 1


@pytest.mark.parametrize(("now", "late"), [(datetime(2023, 7, 5, 23), 0), (datetime(2023, 7, 6), 1), (datetime(2023, 7, 10, 9), 3)])
def test_it_is_on_time_or_late_as_a_file_is(house, now, late):
    sign(house, UNCHANGED, now=now)
    found = cell(house, today="2023-07-20")
    assert (found.state, found.late_days, found.is_handed, found.is_late) == ("unchanged", late, True, late > 0)


def test_it_is_signed_kept_counted_and_audited(house):
    entry = sign(house, UNCHANGED, name=" 王某 ", post="科长")
    text = contents.content_of(originals(house), entry.sha256).decode()
    assert all(words in text for words in ("无变化声明", "签署人：王某", "职务：科长", "2023年6月", "R1", "本人确认", entry.signed["words"]))
    assert (entry.signed["name"], entry.by, entry.door, entry.receipt) == ("王某", "e", "page", "HZ20230703-0001")
    assert house.get(FileCount, entry.id).typed == 0
    audited = house.scalars(select(AuditEntry)).one()
    assert (audited.act, audited.subject, audited.detail["declares"], audited.detail["basis"]) == (
        "submission.declare", f"submission:{entry.id}", "unchanged", "R1")
    detail = submission_detail(house, EAST, entry.id)
    assert (detail.signed.basis.receipt, detail.signed.name, detail.row.outcome_label, detail.on_behalf) == ("R1", "王某", "无变化", None)


@pytest.mark.parametrize(("kind", "unit", "ledger", "period", "words"), [
    pytest.param(UNCHANGED, "E", "pole", "2023-04", "没有可以沿用的内容", id="only an earlier month carries on"),
    pytest.param(UNCHANGED, "E", "baseline", JUNE, "此前没有接收过", id="nothing before"),
    pytest.param(UNCHANGED, "E", "indicator_report", JUNE, "各月内容互不沿用", id="a monthly report"),
    pytest.param(UNCHANGED, "E", "pole", MAY, "已有接收的报送（回执 R1）", id="a file stands"),
    pytest.param(ZERO, "E", "pole", JUNE, "还有 2 行在册", id="rows stand"),
    pytest.param(ZERO, "E", "station", JUNE, "办法没有要求", id="not owed"),
    pytest.param(ZERO, "S", "pole", "2023-07", "还没有结束", id="the month is not over")])
def test_what_cannot_be_declared_says_why(house, kind, unit, ledger, period, words):
    with pytest.raises(GovernanceError, match=words):
        sign(house, kind, unit, ledger, period, actor=OFFICE)
    assert house.scalars(select(Submission.seq).where(Submission.declares.is_not(None))).all() == []


@pytest.mark.parametrize("who", [{"name": " "}, {"post": ""}, {"name": "长" * 41}])
def test_nobody_signs_without_a_name_and_a_post(house, who):
    with pytest.raises(GovernanceError, match="签署人"):
        sign(house, UNCHANGED, **who)


def test_after_a_zero_report_only_a_zero_report_goes_on(house):
    sign(house, ZERO, "S", actor=SOUTH)
    with pytest.raises(GovernanceError, match="2023年6月“智慧杆柱”是零报告"):
        sign(house, UNCHANGED, "S", period="2023-07", actor=SOUTH, now=datetime(2023, 8, 1))
    sign(house, ZERO, "S", period="2023-07", actor=SOUTH, now=datetime(2023, 8, 1))


def test_months_without_change_rest_on_the_same_file(house):
    sign(house, UNCHANGED)
    assert sign(house, UNCHANGED, period="2023-07", now=datetime(2023, 8, 1)).basis == 1
    assert counted(house, "E", "2023-07") == ["c1", "c2"]


def test_what_is_asked_is_what_is_signed(house):
    words = sentence(house, EAST, Statement(UNCHANGED, "E", "pole", JUNE, "王某", "科长"), NOW)
    assert words == sign(house, UNCHANGED).signed["words"] and "现行 2 行" in words


def test_only_what_would_be_taken_is_offered(house):
    book = rulebook.book_for(house, JUNE)
    offers = {(unit, ledger): offered(house, book, unit, book.ledger(ledger), JUNE, NOW)
              for unit, ledger in (("E", "pole"), ("S", "pole"), ("E", "indicator_report"))}
    assert offers == {("E", "pole"): [UNCHANGED], ("S", "pole"): [ZERO], ("E", "indicator_report"): [ZERO]}


# Superseded and withdrawn


def test_a_file_that_comes_later_takes_its_place(house):
    sign(house, UNCHANGED)
    set_mark(house, "series:acceptance", "95")
    seq = hand_in(house, "E", JUNE, a="c1", b="c2", d="c4")
    assert (cell(house).receipt, cell(house).state, built(house, "E", JUNE)) == (f"R{seq}", "accepted", 3)
    assert counted(house, "E", JUNE, as_of=91) == ["c1", "c2"]


def test_it_is_sent_back_like_a_file(house):
    entry = sign(house, UNCHANGED)
    withdraw(house, OFFICE, entry.id, "有新增", NOW)
    assert (cell(house).state, built(house, "E", JUNE), counted(house, "E", JUNE)) == ("rejected", None, ["c1", "c2"])
    sign(house, UNCHANGED, now=datetime(2023, 7, 4))


def test_a_file_sent_back_lets_the_zero_report_before_it_count_again(house):
    sign(house, ZERO, "S", actor=SOUTH)
    seq = hand_in(house, "S", JUNE, x="c9")
    set_mark(house, "series:acceptance", str(seq))
    again = withdraw(house, OFFICE, house.scalar(select(Submission.id).where(Submission.seq == seq)), "错报", NOW)
    assert (again.declares, cell(house, "S").state, built(house, "S", JUNE), counted(house, "S", JUNE)) == ("zero", "zero", 0, [])


def test_what_a_later_month_carries_on_is_not_sent_back_under_it(house):
    entry, may = sign(house, UNCHANGED), house.scalar(select(Submission.id).where(Submission.seq == 1))
    with pytest.raises(GovernanceError, match=f"2023年6月的无变化（回执 {entry.receipt}）"):
        withdraw(house, OFFICE, may, "错报", NOW)
    withdraw(house, OFFICE, entry.id, "错报", NOW)
    withdraw(house, OFFICE, may, "错报", NOW)


def test_of_a_closed_month_it_is_a_correction_that_moves_no_figure(house):
    house.add(Month(period=JUNE, state="closed", version=0, rule_version=1, pinned_seq=90))
    sign(house, UNCHANGED)
    assert (cell(house).state, built(house, "E", JUNE)) == ("unchanged", None)


# 代报


def test_signed_by_the_office_it_waits_for_the_unit(house):
    entry = sign(house, UNCHANGED, actor=OFFICE)
    assert (cell(house).state, cell(house).is_handed, built(house, "E", JUNE)) == ("confirming", False, 2)
    assert submissions(house, EAST, JUNE)[0].outcome_label == "代报未确认"
    assert submission_detail(house, EAST, entry.id).on_behalf.may_confirm and not submission_detail(house, OFFICE, entry.id).on_behalf.may_confirm
    confirm(house, EAST, entry.id, datetime(2023, 7, 10))
    assert (cell(house, today="2023-07-20").state, cell(house).late_days, entry.confirmed_by) == ("unchanged", 0, "e")
    assert not is_own(entry, datetime(2023, 7, 9)) and house.scalars(select(AuditEntry.act).order_by(AuditEntry.seq)).all()[-1] == "submission.confirm"


def test_a_file_of_its_own_counts_whatever_the_office_hands_in_afterwards(house):
    first = house.scalars(select(Submission).where(Submission.seq == 1)).one()
    seq = hand_in(house, "E", MAY, a="c1", b="c2", d="c4")
    house.scalars(select(Submission).where(Submission.seq == seq)).one().on_behalf = True
    house.flush()
    assert (cell(house, period=MAY).state, cell(house, period=MAY).receipt, first.on_behalf) == ("accepted", f"R{seq}", False)


@pytest.mark.parametrize(("actor", "wrong"), [(OFFICE, NotAllowed), (LEADER, NotAllowed), (PHONE, NotFound)])
def test_nobody_but_the_unit_confirms(house, actor, wrong):
    entry = sign(house, UNCHANGED, actor=OFFICE)
    with pytest.raises(wrong):
        confirm(house, actor, entry.id, NOW)


def test_what_is_its_own_already_is_not_confirmed(house):
    own = sign(house, UNCHANGED)
    with pytest.raises(GovernanceError, match="不需要确认"):
        confirm(house, EAST, own.id, NOW)
    with pytest.raises(NotFound):
        confirm(house, EAST, 999, NOW)


@pytest.mark.parametrize(("actor", "wrong"), [(LEADER, NotAllowed), (PHONE, NotFound)])
def test_nobody_signs_for_a_foreign_unit(house, actor, wrong):
    with pytest.raises(wrong):
        sign(house, UNCHANGED, actor=actor)
