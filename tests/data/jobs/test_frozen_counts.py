"""The doctor names a frozen count that no longer holds: against the next level, and against the rows of the publication."""

import pytest
from sqlalchemy import delete, func, select, update

from data.indicators import grid_frozen
from data.jobs.doctor import problems as doctor
from data.jobs.frozen_counts import SHOWN, problems
from data.settings import Settings
from data.store.tables import FrozenCount, Month
from data.vocabulary import MonthState
from tests.data.indicators.conftest import store  # noqa: F401
from tests.data.indicators.test_grid_frozen import JULY, JUNE, PLACED, kept, row, session  # noqa: F401

F = FrozenCount


@pytest.fixture
def published(session):  # noqa: F811
    """Three poles in June, published; in July one went, one changed and one came."""
    seq = kept(session, JUNE, row("1"), row("2", 100.6), row("3", 100.7, status="在建"))
    publish(session, 1, seq)
    kept(session, JULY, row("1"), row("3", 100.7, status="已建成"), row("4", 100.8))
    return session


def publish(session, version, seq):  # noqa: F811
    session.merge(Month(period=JUNE, state=MonthState.PUBLISHED, version=version, rule_version=1, pinned_seq=seq))
    grid_frozen.freeze(session, JUNE, version, seq, PLACED)


def found(session):  # noqa: F811
    return list(problems(session))


def broken(session, level, **values):  # noqa: F811
    """One cell of a level with other values."""
    cell = session.execute(select(F.y, F.x).where(F.level == level).order_by(F.y, F.x).limit(1)).one()
    session.execute(update(F).where(F.level == level, F.y == cell.y, F.x == cell.x).values(**values))
    return cell


def test_a_publication_that_stands_has_nothing_wrong(published):
    assert found(published) == []


@pytest.mark.parametrize(("level", "words"), [("30m", "其中各 15′ 格合计"), ("15m", "15′ 格第"), ("5m", "5′ 格第"), ("1m", "1′ 格第")])
def test_a_broken_count_of_any_level_is_named_with_its_cell(published, level, words):
    cell = broken(published, level, n=9)
    said = found(published)
    assert any(f"E 的 pole（新建、已建成）{level[:-1]}′ 格第 {cell.y} 行 {cell.x} 列为 9" in line and words in line for line in said)
    assert all(line.startswith("2023年6月第 1 次通报的落格计数：") for line in said)


def test_a_broken_count_of_the_finest_level_differs_from_the_rows_too(published):
    broken(published, "20s", n=9)
    said = found(published)
    assert any("E 的 pole（新建、已建成）共 10，通报时的台账为 2" in line for line in said)
    assert any("其中各 20″ 格合计 9" in line for line in said)


def test_a_sum_of_places_that_was_moved_is_named(published):
    broken(published, "5m", sum_lng=F.sum_lng + 1)
    assert len(found(published)) == 2  # the cell against those within it, and the cell around it


def test_a_cell_that_is_gone_is_named(published):
    published.execute(delete(F).where(F.level == "1m", F.status == "在建"))
    assert any("（新建、在建）1′ 格" in line and "列为 0" in line for line in found(published))


def test_all_cells_gone_is_named_by_the_rows(published):
    published.execute(delete(F))
    said = [line.partition("：")[2] for line in found(published)]
    assert said == ["E 的 pole（新建、在建）共 0，通报时的台账为 1", "E 的 pole（新建、已建成）共 0，通报时的台账为 2"]


def test_all_levels_broken_alike_differ_from_the_rows(published):
    published.execute(update(F).where(F.status == "在建").values(n=5))
    assert found(published) == ["2023年6月第 1 次通报的落格计数：E 的 pole（新建、在建）共 5，通报时的台账为 1"]


def test_an_earlier_publication_is_looked_at_as_well(published):
    publish(published, 2, published.scalar(select(func.max(Month.pinned_seq))))
    published.execute(update(F).where(F.level == "15m", F.version == 1).values(n=9))
    assert found(published) and all(line.startswith("2023年6月第 1 次通报") for line in found(published))


def test_a_month_opened_for_a_correction_keeps_its_publication(published):
    month = published.get(Month, JUNE)
    month.state, month.pinned_seq = MonthState.OPEN, None
    assert found(published) == []


def test_many_broken_cells_are_counted(session):  # noqa: F811
    seq = kept(session, JUNE, *(row(f"{n}", 100 + n) for n in range(SHOWN + 5)))
    publish(session, 1, seq)
    session.execute(update(F).where(F.level == "30m").values(n=7))
    said = found(session)
    assert len(said) == SHOWN + 1 and said[-1] == "2023年6月第 1 次通报的落格计数：另有 5 处不符"


def test_the_doctor_says_it(published, tmp_path):
    broken(published, "5m", n=9)
    assert any("落格计数" in line for line in doctor(published, Settings(home=tmp_path, database_url="sqlite://")))


def test_a_correction_sent_after_the_close_is_held_against_nothing(session):  # noqa: F811
    publish(session, 1, kept(session, JUNE, row("1")))
    kept(session, JUNE, row("1", status="在建"), row("2"))
    assert found(session) == []
