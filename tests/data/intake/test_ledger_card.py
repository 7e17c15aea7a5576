"""One row opened up: its versions oldest last, who claims the same code, and exact places only for who may see them."""

from datetime import datetime

import pytest

from data.access.scope import Actor
from data.errors import NotFound
from data.intake.ledger_asked import Asked
from data.intake.ledger_card import ledger_card
from data.intake.ledger_values import shown_columns
from data.store.engine import Store
from data.store.rulebook import adopt
from data.store.tables import Base, EntityHistory
from data.vocabulary import Role
from tests.catalogue_builder import POLE, small_catalogue
from tests.data.indicators.hand_in import a_row, hand_in

MAY, JUNE, CODE = "2023-05", "2023-06", "990101050401000000001"
OFFICE, EAST, WEST = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("w", Role.UNIT, "W")


@pytest.fixture
def store(database_url):
    """East's pole: being built in May, built in June; West claims its code."""
    opened = Store.open(database_url)
    Base.metadata.create_all(opened.engine)
    with opened.write() as session:
        adopt(session, small_catalogue(), "2023-01", "test", datetime(2023, 7, 1))
        first = hand_in(session, "E", "pole", MAY, [])
        built = {"code": CODE, "pole_no": "1", "name": "东1号杆", "lng": 100.5}
        hand_in(session, "E", "pole", JUNE, [a_row(CODE, **built)])
        place = {"unit": "E", "ledger": "pole", "opened_by": first, "source": first, "sheet": "台账", "row": 9, "hash": ""}
        old = a_row(CODE, **{**built, "status": "在建"})
        session.add(EntityHistory(**place, **old, period_from=MAY, period_to=JUNE))
        hand_in(session, "W", "pole", JUNE, [a_row(CODE, code=CODE, pole_no="9", name="西9号杆", disputed=True)])
    yield opened
    opened.close()


def opened(store, actor=OFFICE, unit="E", period=JUNE, ledger="pole"):
    with store.read() as session:
        return ledger_card(session, actor, Asked(ledger, period, unit), CODE)


def test_versions_say_when_by_which_file_and_what_changed(store):
    new, old = opened(store).versions
    assert (new.period_from, new.period_to, new.opened.receipt, new.cell, new.is_shown) == (JUNE, None, "R002", "台账!A2", True)
    assert (old.period_from, old.period_to, old.opened.receipt, old.cell, old.is_shown) == (MAY, JUNE, "R001", "台账!A9", False)
    assert new.changes == [("状态", "在建", "已建成")] and old.is_first and not new.is_first


def test_the_month_chooses_the_version(store):
    assert {header: value for header, value, _ in opened(store, period=MAY).facts}["状态"] == "在建"
    assert opened(store, period="2023-04").shown is None


def test_every_column_stands_there_with_its_cell(store):
    facts = {header: (value, cell) for header, value, cell in opened(store).facts}
    assert facts["杆号"] == ("1", "台账!B2") and facts["统一识别代码"] == (CODE, "台账!A2") and facts["基站编号"] == ("", None)


def test_a_rival_is_named_to_who_sees_it_and_only_told_of_to_others(store):
    assert opened(store).rivals == [("W", "西区", CODE, True)]
    assert (opened(store, EAST).rivals, opened(store, EAST).is_contested) == ([], True)
    assert opened(store, WEST, unit="W").shown.disputed


def test_a_foreign_row_answers_as_if_there_were_none(store):
    with pytest.raises(NotFound):
        opened(store, WEST)
    with pytest.raises(NotFound):
        opened(store, ledger="baseline")


@pytest.mark.parametrize(("actor", "shown"), [(OFFICE, True), (EAST, False)])
def test_exact_places_of_a_sensitive_ledger_are_for_who_sees_all(actor, shown):
    secret = POLE.replace("placed: 是", "placed: 是\nsensitive: 是") + "  - {field: lng, header: 经度, type: degrees}\n"
    fields = [c.field for c in shown_columns(small_catalogue(ledgers={"pole": secret}).ledger("pole"), actor)]
    assert ("lng" in fields) == shown and "name" in fields
