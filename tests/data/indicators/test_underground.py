"""What lies underground: layers with their own hole, what cannot be drawn with its reason, and nobody else's places."""

from decimal import Decimal

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed
from data.indicators import underground as module
from data.indicators.measure import measure
from data.indicators.underground import Layer, columns, modelled, name_of, tunnel_segments, underground
from data.store import rulebook
from data.vocabulary import FigureState, Role
from tests.catalogue_builder import small_catalogue
from tests.city import JUNE
from tests.data.indicators.conftest import NOW
from tests.data.indicators.deep_city import deep_catalogue, fill_deep
from tests.data.indicators.hand_in import hand_in

LEADER, EAST, READER = Actor("leader", Role.LEADER), Actor("east", Role.UNIT, "E"), Actor("reader", Role.EVALUATOR)
ASTRAY, PLACELESS, BARE = "分层所属的钻孔不在本月台账或筛选范围内", "钻孔没有坐标", "钻孔没有分层，只画孔位"


@pytest.fixture
def session(store):
    with store.write() as writing:
        rulebook.adopt(writing, deep_catalogue(), "2023-01", "test", NOW)
        fill_deep(writing)
        yield writing


def layers_of(view, name):
    return [(layer.number, layer.kind) for layer in view.hole(name).layers]


def test_layers_stand_with_the_hole_of_their_own_unit_from_above(session):
    view = underground(session, LEADER, JUNE)
    assert [name_of(hole) for hole in view.holes] == ["E/A", "E/B", "W/A", "W/W1"]
    assert layers_of(view, "E/A") == [("1", "填土"), ("2", "黏性土"), ("3", "岩石")] and layers_of(view, "W/A") == [("1", "岩石")]


def test_a_layer_of_another_units_hole_goes_to_the_only_one_of_that_number(session):
    assert layers_of(underground(session, LEADER, JUNE), "E/B") == [("1", "填土"), ("9", "黏性土"), ("2", "岩石")]


def test_what_cannot_be_drawn_is_counted_with_its_reason_and_a_void_hole_is_none(session):
    view = underground(session, LEADER, JUNE)
    assert view.left_out == {ASTRAY: 1, PLACELESS: 1, BARE: 1} and view.kinds == ("填土", "黏性土", "岩石")
    assert view.datums == ["1956黄海高程系", "1985国家高程基准"]


def test_a_unit_sees_its_own_holes_only(session):
    view = underground(session, EAST, JUNE)
    assert [name_of(hole) for hole in view.holes] == ["E/A", "E/B"] and view.left_out == {PLACELESS: 1}
    with pytest.raises(NotAllowed):
        underground(session, READER, JUNE)


def test_a_district_shows_its_own_holes_and_does_not_count_the_layers_of_others(session):
    view = underground(session, LEADER, JUNE, "990102")
    assert [name_of(hole) for hole in view.holes] == ["W/A", "W/W1"] and ASTRAY not in view.left_out


def test_places_are_metres_from_the_middle(session):
    """0.01° of longitude at 30.5° north are 960 m; both holes of the east lie on one parallel."""
    one, other = underground(session, EAST, JUNE).holes
    assert other.place[0] - one.place[0] == pytest.approx(960, abs=1) and one.place[0] == pytest.approx(-480, abs=1)


def test_more_holes_than_are_drawn_are_told(session, monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    view = underground(session, LEADER, JUNE)
    assert (len(view.holes), view.more) == (3, 1)


def test_a_month_without_holes_and_a_book_without_the_ledger_are_two_things(session):
    for unit in "EW":
        hand_in(session, unit, "borehole", JUNE, [])
    assert underground(session, LEADER, JUNE).holes == []
    rulebook.adopt(session, small_catalogue(), JUNE, "test", NOW)
    assert underground(session, LEADER, JUNE) is None and tunnel_segments(session, LEADER, JUNE) == [] == modelled(session, LEADER, JUNE)


def test_what_is_modelled_stands_beside_the_area_and_silence_is_no_zero(session):
    """The east's holes model 1.5 + 0.5 of its 10, of the city's 30; the west has said nothing of it, but has a hole there."""
    measure(session, JUNE, NOW)
    city, east, west = modelled(session, LEADER, JUNE)
    assert (city.figure.value, city.share) == (2, Decimal(200) / 30) and (east.name, east.share) == ("东区", 20)
    assert (west.figure.value, west.area, west.share) == (0, None, None)
    hand_in(session, "W", "pole", JUNE, [])
    assert modelled(session, LEADER, "2023-07")[0].figure.state == FigureState.MISSING


def test_segments_are_the_longest_first_and_what_is_not_told_is_not_zero(session):
    long, short = tunnel_segments(session, EAST, JUNE)
    assert (long.name, long.length, long.smart, long.devices) == ("二号管廊", 4, None, None)
    assert (short.region, short.smart, short.devices) == ("东区", Decimal("1.2"), 30)
    assert tunnel_segments(session, Actor("west", Role.UNIT, "W"), JUNE) == []


@pytest.mark.parametrize(("layers", "found"), [
    ([Layer("1", "土", "填土", 0, 3)], [("填土", "土", 100, 97)]),
    ([Layer("1", "土", "填土", 0, 40)], [("填土", "土", 100, 70)]),   # ends with the hole
    ([Layer("1", "土", "填土", 30, 40)], []),                          # begins where the hole ends
    ([], []),
])
def test_a_column_goes_from_the_mouth_to_the_end_of_the_hole(layers, found):
    assert columns(layers, 100, 30) == found
