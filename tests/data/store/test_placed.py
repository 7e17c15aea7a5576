"""Rows in a rectangle are found along an index that begins with whose they are, and none of them is missed at the edge of a band."""

import pytest
from sqlalchemy import select

from data.codes.beidou import PYRAMID
from data.indicators.grid_levels import Bounds
from data.indicators.grid_view import Known, Wanted, everybody, inside, looked_for
from data.store.engine import Store
from data.store.placed import MOST_BANDS, near, units_with
from data.store.tables import Base, Entity, EntityHistory, GridCount
from tests.data.indicators.hand_in import a_row, hand_in

BAND = 1 / 900  # degrees
HALF = [30.25 + n * BAND / 2 for n in range(-6, 7)]  # in the middle of a band and between two


@pytest.fixture
def session(database_url):
    store = Store.open(database_url)
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        yield session
    store.close()


def placed(session, *latitudes, unit="E", ledger="pole"):
    hand_in(session, unit, ledger, "2023-06", [a_row(str(n), lng=100.5, lat=lat) for n, lat in enumerate(latitudes)])


def test_no_row_between_two_latitudes_is_left_out(session):
    placed(session, *HALF)
    e = Entity.__table__.c
    for south, north in ((south, north) for n, south in enumerate(HALF) for north in HALF[n:]):
        found = session.scalars(select(e.lat).where(*near(e, south, north), e.lat.between(south, north))).all()
        assert sorted(found) == [lat for lat in HALF if south <= lat <= north]


def test_few_others_are_looked_at(session):
    placed(session, *HALF)
    e = Entity.__table__.c
    found = session.scalars(select(e.lat).where(*near(e, HALF[6], HALF[6]))).all()
    assert HALF[6] in found and set(found) <= set(HALF[3:10])


@pytest.mark.parametrize(("north", "conditions"), [(30 + (MOST_BANDS - 3) * BAND, 1), (30 + MOST_BANDS * BAND, 0)])
def test_a_look_at_half_a_country_leaves_nothing_out(north, conditions):
    assert len(near(Entity.__table__.c, 30, north)) == conditions


def test_units_are_those_that_have_or_had_rows_of_the_ledger(session):
    for unit, ledger in (("W", "pole"), ("E", "pole"), ("E", "site"), ("N", "site")):
        placed(session, 30.5, unit=unit, ledger=ledger)
    was = {"sheet": "台账", "row": 2, "source": 1, "hash": "", "body": {}, "code_ok": True, "disputed": False}
    for unit, ledger in (("A", "pole"), ("S", "site")):
        session.add(EntityHistory(unit=unit, ledger=ledger, key="9", period_from="2023-01", opened_by=1, **was))
    session.flush()
    assert units_with(session, "pole") == ["A", "E", "W"]
    assert units_with(session, "tower") == []


def test_all_units_are_named_where_none_is(session):
    placed(session, 30.5, unit="E")
    placed(session, 30.5, unit="W")
    assert everybody(session, "pole", Wanted(("pole",))).units == ("E", "W")
    assert everybody(session, "pole", Wanted(("pole",), units=("X",))).units == ("X",)


def test_rows_and_counts_of_all_units_are_looked_up_along_their_keys():
    """On SQLite; PostgreSQL plans by what the tables hold."""
    store = Store.open("sqlite://")
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        for unit in "ABCDEFGHIJ":
            placed(session, *HALF, unit=unit)
        wanted, bounds, g = everybody(session, "pole", Wanted(("pole",))), Bounds(100, 30, 100.5, 30.5), GridCount.__table__.c
        for known in (Known(), Known("2023-06", 1, 9)):
            for e, conditions in inside(session, "pole", wanted, bounds, known):
                steps = plan(session, select(e.lat).where(*conditions, e.lng <= 100.5))
                assert any("_near (ledger=? AND unit=? AND <expr>=? AND lng>? AND lng<?)" in step for step in steps), steps
        counted = select(g.n).where(g.ledger == "pole", g.level == PYRAMID[-1].name, g.y.in_(range(50)), g.x.between(1, 50), *looked_for(g, wanted))
        assert any("(unit=? AND ledger=? AND level=? AND y=? AND x>? AND x<?)" in step for step in plan(session, counted))


def plan(session, wanted):
    """As the driver is asked: a number of the index that came as a parameter would leave it unused."""
    compiled = wanted.compile(session.connection(), compile_kwargs={"render_postcompile": True})
    values = tuple(compiled.params[name] for name in compiled.positiontup)
    return [row[-1] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)]
