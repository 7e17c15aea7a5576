"""The doctor names counts that do not agree with the rows, and totals that do not agree with the counts."""

import pytest
from sqlalchemy import delete, update

from data.indicators import grid
from data.jobs.doctor import problems as doctor
from data.jobs.grid_counts import SHOWN, problems
from data.settings import Settings
from data.store.tables import Entity, GridCount, GridTotal
from tests.data.indicators.conftest import store  # noqa: F401
from tests.data.indicators.hand_in import a_row, hand_in

T = GridTotal


@pytest.fixture
def session(store):  # noqa: F811
    """Two poles of one unit a degree apart, one of another, one without a place."""
    with store.write() as session:
        for unit, rows in {"E": [placed("1"), placed("2", 101.5), a_row("3")], "W": [placed("1")]}.items():
            hand_in(session, unit, "pole", "2023-06", rows)
            grid.apply(session, grid.deltas(grid.listed([]), grid.objects(session, unit, "pole", ["1", "2", "3"])))
        yield session


def placed(key, lng=100.5):
    return a_row(key, kind="新建", lng=lng, lat=30.5)


def test_what_stands_has_nothing_wrong(session):
    assert list(problems(session)) == []


def test_a_row_that_is_not_counted_is_named(session):
    session.execute(delete(Entity).where(Entity.unit == "E", Entity.key == "2"))
    assert list(problems(session)) == ["E 的 pole 落格计数为 2，台账为 1"]


def test_rows_without_any_count_and_counts_without_any_row_are_named(session):
    session.execute(delete(Entity).where(Entity.unit == "W"))
    session.execute(delete(GridCount).where(GridCount.unit == "E", GridCount.level == "4s"))
    assert list(problems(session)) == ["E 的 pole 落格计数为 0，台账为 2", "W 的 pole 落格计数为 1，台账为 0"]


@pytest.mark.parametrize("wrong", [
    {"n": 3}, {"sum_lng": 1}, {"sum_lat": 1}, {"kinds": '{"改造":2}'}, {"statuses": '{"在建":2}'}, {"units": '{"E":2}'}])
def test_a_total_with_any_value_wrong_is_named(session, wrong):
    session.execute(update(T).where(T.level == "30m", T.n == 2).values(**wrong))
    assert list(problems(session)) == [f"pole 的落格合计 30′ 格第 241 行 561 列为 {wrong.get('n', 2)}，各单位合计 2"]


def test_a_total_that_is_missing_and_one_too_many_are_named(session):
    session.execute(delete(T).where(T.level == "5m", T.n == 2))
    session.add(T(ledger="pole", level="15m", y=1, x=1, n=4, sum_lng=0, sum_lat=0, kinds="{}", statuses="{}", units="{}"))
    session.flush()
    assert sorted(problems(session)) == ["pole 的落格合计 15′ 格第 1 行 1 列为 4，各单位合计 0", "pole 的落格合计 5′ 格第 1446 行 3366 列为 0，各单位合计 2"]


def test_very_many_are_counted(session):
    session.add_all(T(ledger="pole", level="1m", y=1, x=x, n=1, sum_lng=0, sum_lat=0, kinds="{}", statuses="{}", units="{}") for x in range(SHOWN + 5))
    session.flush()
    said = list(problems(session))
    assert (len(said), said[-1]) == (SHOWN + 1, "落格合计：另有 5 格不符")


def test_the_doctor_says_them_among_all_else(session, tmp_path):
    session.execute(delete(T))
    assert any(line.startswith("pole 的落格合计") for line in doctor(session, Settings(home=tmp_path, database_url="sqlite://")))
