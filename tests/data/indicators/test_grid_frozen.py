"""Counts of a publication: what was known at its close, whatever came since; written once."""

import numpy as np
import pytest
from sqlalchemy import func, select

from data.codes.beidou import PYRAMID
from data.errors import MonthIsFrozen
from data.indicators import grid, grid_frozen
from data.indicators.grid import Bounds, Wanted
from data.indicators.grid_levels import CELLS
from data.indicators.grid_view import Known, view
from data.store.tables import Entity, EntityHistory, FrozenCount
from tests.data.indicators.hand_in import a_row, hand_in

CITY, JUNE, JULY = Bounds(100, 30, 101, 31), "2023-06", "2023-07"
PLACED = ["pole"]


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def row(key, lng=100.5, **values):
    return a_row(key, name=f"杆{key}", kind="新建", lng=lng, lat=30.5, **values)


def kept(session, period, *rows, unit="E"):
    """A file of poles with its cells kept, and what it replaces or takes away moved to history, as the intake leaves it."""
    keys = [key for (key,) in session.execute(select(Entity.key).where(Entity.unit == unit, Entity.ledger == "pole"))]
    old = grid.objects(session, unit, "pole", keys)
    names = [column.name for column in Entity.__table__.columns]
    before = {e.key: {name: getattr(e, name) for name in names} for e in session.scalars(select(Entity).where(Entity.unit == unit))}
    session.expunge_all()
    seq = hand_in(session, unit, "pole", period, list(rows))
    for known in before.values():
        is_late = known["period_from"] == period
        session.add(EntityHistory(**known, period_to=None if is_late else period, closed_by=seq if is_late else None))
    grid.apply(session, grid.deltas(old, grid.objects(session, unit, "pole", [r["key"] for r in rows])))
    return seq


def seen(session, known, zoom=9, box=CITY):
    found = view(session, Wanted(("pole",)), box, zoom, known)
    return sum(cell.n for cell in found.cells) + len(found.points)


def cells(session, version=1, level="30m"):
    f = FrozenCount
    return session.scalar(select(func.sum(f.n)).where(f.version == version, f.period == JUNE, f.level == level)) or 0


def test_every_level_but_the_finest_is_kept_and_adds_up(session):
    seq = kept(session, JUNE, row("1"), row("2", 100.6), row("3", 100.6))
    grid_frozen.freeze(session, JUNE, 1, seq, PLACED)
    f = FrozenCount
    found = dict(session.execute(select(f.level, func.sum(f.n)).group_by(f.level)).all())
    assert found == {level.name: 3 for level in PYRAMID[:-1]}


def test_what_comes_later_leaves_the_publication_as_it_was(session):
    seq = kept(session, JUNE, row("1"))
    grid_frozen.freeze(session, JUNE, 1, seq, PLACED)
    kept(session, JULY, row("1"), row("2"), row("3"))
    assert (cells(session), seen(session, Known(JUNE, 1, seq)), seen(session, Known())) == (1, 1, 3)


def test_a_publication_made_late_counts_what_was_valid_then(session):
    """July's file is already in when June is published: what it brought is taken off, what it took away or changed comes back."""
    seq = kept(session, JUNE, row("1"), row("2", status="在建"))
    kept(session, JULY, row("2", status="已建成"), row("3", 100.7))
    grid_frozen.freeze(session, JUNE, 1, seq, PLACED)
    f = FrozenCount
    assert dict(session.execute(select(f.status, func.sum(f.n)).where(f.level == "20s").group_by(f.status)).all()) == {"已建成": 1, "在建": 1}
    assert session.scalar(select(func.count()).select_from(f).where(f.n <= 0)) == 0


def test_a_correction_sent_after_the_close_waits_for_the_next_publication(session):
    first = kept(session, JUNE, row("1"))
    second = kept(session, JUNE, row("1"), row("2"))
    grid_frozen.freeze(session, JUNE, 1, first, PLACED)
    grid_frozen.freeze(session, JUNE, 2, second, PLACED)
    assert (cells(session, 1), cells(session, 2)) == (1, 2)


def test_a_version_is_written_once(session):
    seq = kept(session, JUNE, row("1"))
    grid_frozen.freeze(session, JUNE, 1, seq, PLACED)
    with pytest.raises(MonthIsFrozen, match="已经冻结"):
        grid_frozen.freeze(session, JUNE, 1, seq, PLACED)


def test_near_by_the_objects_are_those_of_the_publication(session):
    seq = kept(session, JUNE, row("1", status="在建"), row("2", 100.500001))
    grid_frozen.freeze(session, JUNE, 1, seq, PLACED)
    kept(session, JULY, row("1", status="已建成"), row("9"))
    box = Bounds(100.49, 30.49, 100.51, 30.51)
    then = view(session, Wanted(("pole",)), box, 17, Known(JUNE, 1, seq)).points
    now = view(session, Wanted(("pole",)), box, 17).points
    assert sorted((p.key, p.status) for p in then) == [("1", "在建"), ("2", "已建成")]
    assert sorted((p.key, p.status) for p in now) == [("1", "已建成"), ("9", "已建成")]


def test_near_by_a_correction_sent_after_the_close_is_not_there_yet(session):
    first = kept(session, JUNE, row("1"))
    grid_frozen.freeze(session, JUNE, 1, first, PLACED)
    second = kept(session, JUNE, row("1", status="在建"), row("2"))
    grid_frozen.freeze(session, JUNE, 2, second, PLACED)
    box = Bounds(100.49, 30.49, 100.51, 30.51)
    said = [[(p.key, p.status) for p in view(session, Wanted(("pole",)), box, 17, Known(JUNE, *at)).points] for at in ((1, first), (2, second))]
    assert said == [[("1", "已建成")], [("1", "在建"), ("2", "已建成")]]


def test_any_zoom_reads_a_bounded_number_of_frozen_cells(session):
    places = np.random.default_rng(7).uniform(0.01, 0.99, (30_000, 2)).round(6)
    objects = grid.listed(("E", "pole", "新建", "已建成", 100 + x, 30 + y) for x, y in places)
    grid.apply(session, grid.deltas(grid.listed([]), objects))
    grid_frozen.freeze(session, JUNE, 1, 1, PLACED)
    for zoom in range(4, 19):
        half = 90 / 2 ** zoom * 5
        box = Bounds(max(100, 100.5 - half), max(30, 30.5 - half), min(101, 100.5 + half), min(31, 30.5 + half))
        found = view(session, Wanted(("pole",), cells_only=frozenset({"pole"})), box, zoom, Known(JUNE, 1, 1))
        assert 0 < len(found.cells) <= CELLS
        assert found.level != "4s"
