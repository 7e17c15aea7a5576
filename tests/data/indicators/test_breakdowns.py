"""Rows told apart by a column: evidence counted, the rest counted apart, sums exact, by what the month knows."""

from decimal import Decimal

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed
from data.indicators import breakdowns as module
from data.indicators.breakdowns import breakdowns
from data.store.rulebook import adopt
from data.store.tables import Month
from data.vocabulary import Role
from tests.catalogue_builder import small_catalogue
from tests.city import JUNE
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, hand_in
from tests.databases import furnish

LEADER, READER, POLES = Actor("leader", Role.LEADER), Actor("reader", Role.EVALUATOR), "智慧杆柱"
SYSTEMS = """
- name: 智慧杆柱
  breakdowns:
    - {ask: 各到哪一步, ledger: pole, by: build, split: status}
    - {ask: 挂了多少, ledger: pole, by: build, sums: [mounts]}
- name: 5G
  breakdowns: [{ask: 多少站, ledger: station, by: status}]
"""


def adopted(store):
    with store.write() as session:
        adopt(session, small_catalogue(systems=SYSTEMS), "2023-01", "test", NOW)


@pytest.fixture
def session(database_place):
    opened = furnish(database_place, adopted)
    with opened.write() as writing:
        hand_in(writing, "E", "pole", JUNE, [
            a_row("1", build="新建", mounts=3), a_row("2", build="新建", mounts=4, status="在建"), a_row("3", build="改造", mounts=2),
            a_row("4", build="新建", mounts=100, code_ok=False), a_row("5", build="新建", disputed=True), a_row("6", mounts=1)])
        yield writing
    opened.close()


def seen(session, period=JUNE):
    steps, mounts = breakdowns(session, LEADER, POLES, period)
    return ({bar.value: ({name: int(worth) for name, worth in bar.parts.items()}, bar.counted, bar.left_out) for bar in steps.bars},
            {bar.value: bar.parts for bar in mounts.bars})


def test_evidenced_rows_are_told_apart_and_the_others_counted_beside_them(session):
    steps, mounts = seen(session)
    assert steps == {"新建": ({"在建": 1, "已建成": 1}, 2, 2), "改造": ({"已建成": 1}, 1, 0), "未填": ({"已建成": 1}, 1, 0)}
    assert mounts == {"新建": {"挂载数": Decimal(7)}, "改造": {"挂载数": Decimal(2)}, "未填": {"挂载数": Decimal(1)}}


def test_a_closed_month_is_told_by_what_it_was_closed_with(session):
    session.add(Month(period=JUNE, state="closed", pinned_seq=1, rule_version=1, version=0))
    before = seen(session)
    hand_in(session, "W", "pole", JUNE, [a_row("7", build="改造", mounts=5)])
    assert seen(session) == before
    session.get(Month, JUNE).pinned_seq = 2
    session.flush()
    assert seen(session)[0]["改造"] == ({"已建成": 2}, 2, 0)


def test_nothing_handed_in_is_said_and_no_row_of_a_month_before_stands_for_it(session):
    station, = breakdowns(session, LEADER, "5G", JUNE)
    assert station.bars == [] and station.refused == "5G站点本月还没有单位报送"
    assert {view.refused for view in breakdowns(session, LEADER, POLES, "2023-07")} == {"智慧杆柱本月还没有单位报送"}


def test_a_long_ledger_is_not_looked_through_row_by_row(session, monkeypatch):
    monkeypatch.setattr(module, "MOST", 5)
    assert "超过 5 行" in breakdowns(session, LEADER, POLES, JUNE)[0].refused
    monkeypatch.setattr(module, "MOST", 6)
    assert breakdowns(session, LEADER, POLES, JUNE)[0].refused == ""


def test_a_system_without_declarations_has_none_and_trial_months_are_not_for_everybody(session):
    assert breakdowns(session, LEADER, "地铁", JUNE) == []
    with pytest.raises(NotAllowed):
        breakdowns(session, READER, POLES, JUNE)

