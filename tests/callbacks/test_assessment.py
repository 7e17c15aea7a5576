"""考评 and 得分 through the wire: the month's steps by the office alone, rankings and trees for who may see them."""

import pytest

from data.store.tables import Month, Score
from tests.data.indicators.hand_in import hand_in
from tests.desk import JUNE

MOVES = ("close", "comment", "publish", "reopen")


def move(seat, step, reason=None, period=JUNE):
    clicks = {f"assessment_{name}__n_clicks": 1 if name == step else None for name in MOVES}
    return seat.fire("assessment.move_month", changed=f"assessment-{step}.n_clicks", shell_period__value=period, assessment_reason__value=reason, **clicks)


def state(desk):
    with desk.store.read() as session:
        found = session.get(Month, JUNE)
        return (found.state, found.version) if found else ("open", 0)


def ranking(seat, period=JUNE):
    return seat.fire("assessment.show_ranking", shell_period__value=period)


def test_the_office_walks_a_month_to_its_publication_and_back(desk):
    office, seen = desk.enter("office"), []
    for step, reason in (("close", None), ("comment", None), ("publish", None), ("reopen", "东区更正杆柱台账"), ("close", None), ("publish", None)):
        answer = move(office, step, reason)
        assert not answer.is_refused, answer.text
        seen.append(state(desk))
    assert seen == [("closed", 0), ("comment", 0), ("published", 1), ("open", 1), ("closed", 1), ("published", 2)]
    shown = office.fire("assessment.show_month", shell_period__value=JUNE)
    assert "第 2 次通报" in shown and "更正第 1 版" in shown


@pytest.mark.parametrize(("steps", "step", "reason", "sentence"), [
    ((), "comment", None, "月份截止以后才能征求意见"), ((), "publish", None, "月份截止以后才能通报"), ((), "reopen", "试", "本来就开放填报"),
    (("close",), "close", None, "只有开放填报的月份可以截止"), (("close",), "reopen", " ", "请写明重新开放的原因")])
def test_a_step_out_of_turn_is_refused_and_changes_nothing(desk, steps, step, reason, sentence):
    office = desk.enter("office")
    for one in steps:
        move(office, one)
    before = state(desk)
    answer = move(office, step, reason)
    assert answer.is_refused and sentence in answer
    assert state(desk) == before


def test_a_running_month_is_not_closed(desk):
    assert "2023年7月还没有结束" in move(desk.enter("office"), "close", period="2023-07")


@pytest.mark.parametrize("name", ["leader", "unit1", "unit2", "evaluator"])
def test_nobody_else_moves_a_month(desk, name):
    assert move(desk.enter(name), "close").status == 403
    assert state(desk) == ("open", 0)


@pytest.mark.parametrize(("name", "shown"), [("office", "flex"), ("leader", "none"), ("unit1", "none")])
def test_the_buttons_are_drawn_for_the_office_only(desk, name, shown):
    page = desk.enter(name).open("/assessment")
    assert [part.split('"')[0] for part in page.split('"display":"')[1:]] == [shown]


def test_before_publication_a_unit_sees_its_own_line_and_afterwards_all(desk):
    move(desk.enter("office"), "close")
    stranger = desk.enter("unit2")
    assert [unit for unit in ("东区", "西区", "通信") if unit in ranking(stranger)] == ["通信"]
    move(desk.enter("office"), "publish")
    assert [unit for unit in ("东区", "西区", "通信") if unit in ranking(stranger)] == ["东区", "西区", "通信"]


def test_an_unscored_month_says_what_would_fill_it(desk):
    assert "这个月还没有得分" in ranking(desk.enter("office"))


# 得分

def tree(seat, unit, period=JUNE, item=""):
    return seat.fire("score.show_tree", shell_period__value=period, score_unit__data=unit, score_item__data=item)


def head(seat, unit, period=JUNE):
    return seat.fire("score.show_head", shell_period__value=period, score_unit__data=unit)


@pytest.fixture
def scored(desk):
    """E handed in its poles alone; June is closed."""
    with desk.store.write() as session:
        hand_in(session, "E", "pole", JUNE, [])
    move(desk.enter("office"), "close")
    return desk


@pytest.mark.parametrize("name", ["office", "leader", "unit1"])
def test_a_score_opens_into_items_inputs_and_rules(scored, name):
    seat = scored.enter(name)
    assert all(words in head(seat, "E") for words in ("东区 月度考评", "试算", "适用分值"))
    opened = tree(seat, "E")
    assert all(words in opened for words in ("数据报送", "R07 及时", "每逾期一个工作日扣 1 分", "不涉及：暂无取数来源", "还没有已通报的月份"))


def test_a_cell_of_the_ranking_leads_to_its_item(scored):
    office = scored.enter("office")
    assert "/assessment/E?period=2023-06&item=R07" in ranking(office)
    assert "data-wanted" in tree(office, "E", item="R07") and "data-wanted" not in tree(office, "E", item="R99")


def test_a_unit_reads_the_points_of_others_and_opens_its_own_alone(scored):
    move(scored.enter("office"), "publish")
    shown = ranking(scored.enter("unit1"))
    assert "东区" in shown and "西区" in shown
    assert [unit for unit in ("E", "W", "T") if f"/assessment/{unit}?" in shown] == ["E"]


def test_a_foreign_unit_finds_no_score(scored):
    stranger = scored.enter("unit2")
    for answer in (head(stranger, "E"), tree(stranger, "E")):
        assert answer.is_refused and "东区" not in answer


@pytest.mark.parametrize("unit", ["", "X", "B", "none"])
def test_who_is_not_assessed_has_no_score(scored, unit):
    assert tree(scored.enter("office"), unit).is_refused


def test_an_unscored_month_of_a_unit_is_answered_with_a_sentence(desk):
    assert "月度截止以后才有" in head(desk.enter("unit1"), "E")


def test_published_months_make_the_trend(scored):
    move(scored.enter("office"), "publish")
    with scored.store.read() as session:
        total = session.query(Score).filter_by(unit="T", period=JUNE, version=1).one().total
    assert f"{total / 100:.2f}" in tree(scored.enter("unit2"), "T")
