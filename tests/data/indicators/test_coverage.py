"""部署节点图: which cells have objects and no device, which places are not covered; one's own scope, bounded, of the month's knowledge."""

from datetime import datetime

import pytest

from data.access.scope import Actor
from data.calendar import at
from data.errors import NotAllowed, NotFound
from data.indicators import coverage, grid
from data.indicators.coverage import coverage_in_view, coverages
from data.indicators.grid_levels import Bounds
from data.store.rulebook import adopt
from data.store.tables import Month
from data.vocabulary import MonthState, Role
from tests.catalogue_builder import POLE, STATION, small_catalogue
from tests.city import JUNE
from tests.data.indicators.hand_in import a_row, day, hand_in

NOW = datetime(2023, 7, 1, 9, 0)
OFFICE, EAST, COMPANY, READER = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("t", Role.UNIT, "T"), Actor("r", Role.EVALUATOR)
# A station covers the poles of its cell when it is on air; a pole is covered itself when it is lit.
STATIONS = STATION + "  - {field: on_air, header: 在网, type: switch}\ncoverage:\n" \
    "  - {code: air, name: 在网站点, met: {eq: [on_air, 是]}, of: [pole], words: 有杆柱而没有在网站点的格为缺口}\n"
POLES = POLE + "coverage:\n  - {code: lit, name: 亮灯, met: {eq: [lit, 是]}, among: {eq: [status, 已建成]}, words: 建成而不亮灯的杆柱为缺口}\n"
ALL, NEAR = (Bounds(100, 30, 101, 31), 9), (Bounds(100.49, 30.49, 100.53, 30.52), 15)


def furnished(store):
    with store.write() as session:
        adopt(session, small_catalogue(ledgers={"station": STATIONS, "pole": POLES}), "2023-01", "test", NOW)
        hand_in(session, "E", "pole", JUNE, [
            a_row("k1", name="一号杆", kind="新建", lng=100.5001, lat=30.5001, lit=True), a_row("k2", lng=100.5012, lat=30.5012, lit=False),
            a_row("k3", name="三号杆", lng=100.52, lat=30.51), a_row("k4", lng=100.52, lat=30.51, status="在建")])
        hand_in(session, "T", "station", JUNE, [a_row("s1", lng=100.5050, lat=30.5050, on_air=True), a_row("s2", lng=100.52, lat=30.51, on_air=False)])
        for unit, ledger, keys in (("E", "pole", ["k1", "k2", "k3", "k4"]), ("T", "station", ["s1", "s2"])):
            grid.apply(session, grid.deltas(grid.objects(session, unit, ledger, []), grid.objects(session, unit, ledger, keys)))


@pytest.fixture
def ground_fill():
    return furnished


@pytest.fixture
def session(ground_store):
    with ground_store.write() as session:
        yield session


def seen(session, word, sight=NEAR, actor=OFFICE):
    return coverage_in_view(session, actor, word, sight, JUNE)


def test_a_cell_with_objects_and_no_device_that_counts_is_a_gap(session):
    """s1 stands in the 20″ cell of k1 and k2; s2 in that of k3 and k4 is not on air."""
    view = seen(session, "station/air")
    assert (view.level.name, view.ledgers, sorted((cell.held, cell.met) for cell in view.cells)) == ("20s", ("pole",), [((2,), 0), ((2,), 2)])
    assert (view.asked, view.gaps, view.is_of_cells) == (2, 1, True)


def test_farther_away_the_cells_are_larger(session):
    view = seen(session, "station/air", ALL)
    assert (view.level.name, view.asked, view.gaps) == ("1m", 2, 1)


def test_a_device_beyond_the_edge_of_the_view_covers_its_whole_cell(session):
    assert [(cell.held, cell.met) for cell in seen(session, "station/air", (Bounds(100.5, 30.5, 100.502, 30.502), 18)).cells] == [((2,), 2)]


def test_a_ledger_tells_its_own_places(session):
    view = seen(session, "pole/lit")
    assert [(place.name, place.is_met) for place in view.places] == [("一号杆", True), ("k2", False), ("三号杆", False)]  # what is not told is not met
    assert (view.asked, view.gaps, view.is_of_cells) == (3, 2, False)


def test_many_places_are_told_by_their_cells(session, monkeypatch):
    monkeypatch.setattr(coverage, "POINTS", 2)
    view = seen(session, "pole/lit")
    assert view.places == [] and sorted((cell.n, cell.met) for cell in view.cells) == [(1, 0), (2, 1)] and (view.asked, view.gaps) == (3, 2)


@pytest.mark.parametrize(("read", "too_many"), [(2, 0), (1, 2)], ids=["just enough", "too many"])
def test_too_many_to_look_through_are_counted_and_not_read(session, monkeypatch, read, too_many):
    monkeypatch.setattr(coverage, "READ", read)
    view = seen(session, "station/air")
    assert view.too_many == too_many and bool(view.cells) is not bool(too_many)


def test_a_unit_asks_about_its_own_places_and_never_about_all_devices(session):
    assert [word for word, _, _ in coverages(session, OFFICE)] == ["pole/lit", "station/air"]
    assert [word for word, _, _ in coverages(session, EAST)] == ["pole/lit"] and coverages(session, READER) == []
    assert seen(session, "pole/lit", actor=EAST).asked == 3 and seen(session, "pole/lit", actor=COMPANY).asked == 0
    for actor, word, error in ((EAST, "station/air", NotFound), (OFFICE, "pole/no", NotFound), (READER, "pole/lit", NotAllowed)):
        with pytest.raises(error):
            seen(session, word, actor=actor)


def test_a_view_elsewhere_holds_nothing(session):
    view = seen(session, "station/air", (Bounds(110, 40, 111, 41), 9))
    assert (view.asked, view.gaps) == (0, 0)


@pytest.mark.parametrize(("pinned", "asked"), [(0, 0), (2, 3)])
def test_a_published_month_is_asked_as_it_was_published(session, pinned, asked):
    session.add(Month(period=JUNE, state=MonthState.PUBLISHED, version=1, pinned_seq=pinned, rule_version=1, published_at=at(day("2023-07-10"))))
    session.flush()
    session.execute(grid.text("INSERT INTO frozen_count (period, version, unit, ledger, level, y, x, kind, status, n, sum_lng, sum_lat) "
                              "SELECT '2023-06', 1, unit, ledger, level, y, x, kind, status, n, sum_lng, sum_lat FROM grid_count WHERE level <> '4s'"))
    assert seen(session, "pole/lit").asked == asked
