"""What of its layers the map shows: one unit, declared kinds and statuses, and nothing that nobody declared."""

import pytest

from data.access.scope import Actor
from data.errors import NotFound
from data.indicators.map_narrowed import Colouring, Narrowed, coloured_values, colouring, narrowings
from data.indicators.map_views import objects_in_view, parse_box
from data.vocabulary import Role
from tests.catalogue_builder import small_catalogue
from tests.city import JUNE

LEADER, EAST, COMPANY = Actor("leader", Role.LEADER), Actor("east", Role.UNIT, "E"), Actor("company", Role.UNIT, "T")
BOOK = small_catalogue()
LEDGERS = {code: BOOK.ledger(code) for code in ("pole", "station")}
NEAR, FAR = (parse_box("100,30,101,31"), 16), (parse_box("90,20,110,40"), 5)


@pytest.fixture
def session(city_store):
    """Four poles of the east: three stand, one is being built."""
    with city_store.read() as reading:
        yield reading


def keys(session, actor, **narrowed):
    return sorted(p.key for p in objects_in_view(session, actor, Narrowed(("pole",), **narrowed), NEAR, JUNE).points)


@pytest.mark.parametrize(("only", "found"), [
    ((), ["k1", "k2", "k3", "k4"]),
    (("pole/status/在建",), ["k4"]),
    (("pole/status/在建", "pole/status/已建成"), ["k1", "k2", "k3", "k4"]),  # words of one column are one or the other
    (("pole/status/在建", "pole/kind/改造"), []),                            # words of two columns must both hold
    (("pole/status/拆除", "road/status/在建", "x"), ["k1", "k2", "k3", "k4"]),  # what nobody declared narrows nothing
])
def test_the_declared_words_narrow_the_objects(session, only, found):
    assert keys(session, LEADER, only=only) == found


def test_one_unit_is_shown_alone_and_never_one_that_is_not_the_readers(session):
    assert keys(session, LEADER, unit="E") == ["k1", "k2", "k3", "k4"] and keys(session, LEADER, unit="W") == []
    with pytest.raises(NotFound):
        keys(session, COMPANY, unit="E")


def test_every_declared_kind_and_status_may_be_chosen():
    assert [word for word, _, _ in narrowings(LEDGERS.values())] == ["pole/kind/新建", "pole/kind/改造", "pole/status/在建", "pole/status/已建成"]
    assert narrowings([LEDGERS["pole"]])[0] == ("pole/kind/新建", "智慧杆柱", "建设方式：新建") and narrowings([LEDGERS["station"]]) == []


@pytest.mark.parametrize(("by", "values"), [(Colouring.LAYER, []), (Colouring.STATUS, [("在建", "在建"), ("已建成", "已建成")]),
                                            (Colouring.UNIT, [("E", "东区"), ("W", "西区")])])
def test_what_is_coloured_has_its_words(by, values):
    assert coloured_values(BOOK, LEADER, [LEDGERS["pole"]], by) == values


def test_of_units_a_reader_finds_its_own_colours_only():
    assert coloured_values(BOOK, EAST, [LEDGERS["pole"]], Colouring.UNIT) == [("E", "东区")]


@pytest.mark.parametrize(("by", "parts"), [(Colouring.LAYER, {"新建": 4}), (Colouring.STATUS, {"已建成": 3, "在建": 1}), (Colouring.UNIT, {"E": 4})])
def test_cells_count_what_colours_them(session, monkeypatch, by, parts):
    monkeypatch.setattr("data.indicators.grid_view.SMALL_LEDGER", 0)
    (cell,) = objects_in_view(session, LEADER, Narrowed(("pole",), by=by), FAR, JUNE).cells
    assert cell.parts == parts


@pytest.mark.parametrize(("word", "found"), [("status", Colouring.STATUS), ("unit", Colouring.UNIT), ("x", Colouring.LAYER), (None, Colouring.LAYER)])
def test_an_unknown_word_colours_by_layer(word, found):
    assert colouring(word) is found
