"""Objects of the map by code, own number, name or address: every layer, one's own scope, the month's knowledge, and a bound that is said."""

from datetime import datetime

import pytest

from data.access.scope import Actor
from data.assessment.months import close_month, publish_month
from data.calendar import at
from data.errors import NotAllowed, NotFound
from data.indicators.map_views import object_card, object_spot
from data.intake import map_search
from data.intake.map_search import find_objects
from data.store.engine import Store
from data.store.rulebook import adopt
from data.store.tables import Base, Entity, EntityHistory
from data.store.versions import COLUMNS
from data.vocabulary import Role
from tests.catalogue_builder import POLE, STATION, small_catalogue
from tests.data.indicators.hand_in import a_row, day, hand_in

JUNE, JULY, NOW = "2023-06", "2023-07", datetime(2023, 7, 1, 9, 0)
OFFICE, EAST, COMPANY, READER = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("t", Role.UNIT, "T"), Actor("r", Role.EVALUATOR)
CODE = "990101050401000000003"
PLACED = {"pole": POLE + "  - {field: address, header: 统一标准地址}\n", "station": STATION + "  - {field: name, header: 站名}\n"}


def pole(number, **values):
    said = {"code": f"990101050401{number:09d}", "pole_no": f"P-{number:04d}", "name": f"澄湖路{number}号杆", "lng": 100.5, "lat": 30.5,
            "address": f"测试市东区澄湖_路{number}号"}
    return a_row(f"k{number:04d}", **{**said, **values})


@pytest.fixture
def store(database_url):
    opened = Store.open(database_url)
    Base.metadata.create_all(opened.engine)
    with opened.write() as session:
        adopt(session, small_catalogue(ledgers=PLACED), "2023-01", "test", NOW)
        hand_in(session, "E", "pole", JUNE, [pole(n) for n in range(30)])
        hand_in(session, "T", "station", JUNE, [a_row("s1", gnodeb="460-00-1", name="澄湖站", lng=100.50012, lat=30.50034, grid="N47F0012")])
    yield opened
    opened.close()


def found(store, text, actor=OFFICE, period=JUNE):
    with store.read() as session:
        return find_objects(session, actor, text, period)


@pytest.mark.parametrize("text", [CODE, "P-0003", " Ｐ-0003 ", "澄湖路3号", "湖_路3号"], ids=["code", "number", "wide", "name", "address"])
def test_an_object_is_found_by_code_number_name_and_address(store, text):
    answer = found(store, text)
    assert [(thing.ledger, thing.unit, thing.key) for thing in answer.things] == [("pole", "E", "k0003")]
    assert answer.things[0].address == "测试市东区澄湖_路3号" and answer.things[0].has_place and (answer.left_off, answer.is_least) == (0, False)


@pytest.mark.parametrize("text", ["湖%3", "东_澄", "没有的", "50401"])
def test_signs_of_patterns_are_letters_and_the_middle_of_a_code_is_no_beginning(store, text):
    assert found(store, text).things == []


def test_what_is_not_listed_is_counted(store):
    answer = found(store, "澄湖")
    assert len(answer.things) == map_search.SHOWN and answer.left_off == 31 - map_search.SHOWN and not answer.is_least


def test_one_letter_is_too_short(store):
    assert found(store, " 澄 ").is_too_short and found(store, "澄").things == []


def test_addresses_beyond_the_bound_are_said_not_to_be_read(store, monkeypatch):
    monkeypatch.setattr(map_search, "ADDRESSES", 29)
    map_search._address_ways.cache_clear()
    assert found(store, "路29号").unread == ("智慧杆柱",)
    monkeypatch.undo()
    map_search._address_ways.cache_clear()
    assert found(store, "路29号").unread == ()


def test_a_unit_finds_its_own_and_readers_of_published_figures_nothing(store):
    assert {thing.unit for thing in found(store, "澄湖", EAST).things} == {"E"}
    assert [thing.name for thing in found(store, "澄湖", COMPANY).things] == ["澄湖站"]
    with pytest.raises(NotAllowed):
        found(store, "澄湖", READER)


# Places


def test_a_sensitive_place_is_the_middle_of_its_cell_for_who_does_not_see_all(store):
    with store.read() as session:
        exact, rough = (object_spot(session, actor, ("station", "T", "s1"), JUNE) for actor in (OFFICE, COMPANY))
        facts = {actor.name: dict(object_card(session, actor, ("station", "T", "s1"), JUNE).facts) for actor in (OFFICE, COMPANY)}
    assert (exact.lng, exact.lat, exact.is_rough) == (100.50012, 30.50034, False)
    assert rough.is_rough and rough.lng == pytest.approx(100.50278, abs=1e-5) and rough.lat == pytest.approx(30.50278, abs=1e-5)
    assert "N47F0012" not in facts["t"].values() and "100.50012" not in facts["t"].values()


def test_a_foreign_object_has_no_place(store):
    with store.read() as session, pytest.raises(NotFound):
        object_spot(session, EAST, ("station", "T", "s1"), JUNE)


def test_an_object_without_a_place_is_found_and_says_so(store):
    with store.write() as session:
        hand_in(session, "E", "pole", JUNE, [pole(1, lng=None, lat=None)])
        assert object_spot(session, OFFICE, ("pole", "E", "k0001"), JUNE) is None
    assert [thing.has_place for thing in found(store, "P-0001").things] == [False]


# Months


def test_a_published_month_is_searched_as_it_was_published_any_other_as_things_stand(store):
    with store.write() as session:
        close_month(session, JUNE, OFFICE, at(day("2023-07-06"), 12))
        publish_month(session, JUNE, OFFICE, at(day("2023-07-07"), 12))
        old = {name: getattr(session.get(Entity, ("E", "pole", "k0003")), name) for name in COLUMNS}
        seq = hand_in(session, "E", "pole", JULY, [pole(3, name="新名杆", address="测试市东区新路3号")])
        session.add(_history(old, seq))
    for text, june, july in (("澄湖路3号", ["澄湖路3号杆"], []), ("新名", [], ["新名杆"]), ("新路3", [], ["新名杆"])):
        assert [thing.name for thing in found(store, text, period=JUNE).things] == june
        assert [thing.name for thing in found(store, text, period=JULY).things] == july


def _history(row, closed_by):
    return EntityHistory(**row, period_to=None, closed_by=closed_by)
