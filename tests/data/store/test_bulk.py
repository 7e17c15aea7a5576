"""Rows in bulk: columns that are alike are given once, and quoted as SQL quotes."""

import pytest
from sqlalchemy import text

from data.store.bulk import among, array_text, insert_rows
from data.store.engine import Store
from data.store.tables import Base, GridCount, Meta


@pytest.mark.parametrize("value", ["U16", "O'Neil's", "'; DROP TABLE meta; --", "百分之%s 一半?", ""])
def test_a_value_that_all_rows_share_arrives_as_it_was_given(database_url, value):
    store = Store.open(database_url)
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        insert_rows(session, Meta.__table__, ["name"], [("a",), ("b",)], {"value": value})
    with store.read() as session:
        assert {row.name: row.value for row in session.query(Meta)} == {"a": value, "b": value}
    store.close()


def test_words_and_numbers_that_all_rows_share_each_find_their_column(database_url):
    store = Store.open(database_url)
    Base.metadata.create_all(store.engine)
    alike = {"unit": "E", "n": 7, "ledger": "pole", "sum_lat": -5, "level": "4s", "sum_lng": 10**12, "status": "在建"}
    with store.write() as session:
        insert_rows(session, GridCount.__table__, ["y", "x", "kind"], [(1, 2, "新建"), (3, 4, "改造")], alike)
    with store.read() as session:
        rows = session.query(GridCount).order_by(GridCount.y).all()
        assert [(r.y, r.x, r.kind) for r in rows] == [(1, 2, "新建"), (3, 4, "改造")]
        assert all({name: getattr(r, name) for name in alike} == alike for r in rows)
    store.close()


ODD = ["a", "", '"', "\\", '\\"', "{b,c}", "NULL", "null", " 前后有空格 ", "两\n行\t", "逗,号", "O'Neil", "𠮷", "\\N"]


@pytest.mark.parametrize("values", [[], [""], ODD, [0, -5, 10**12]])
def test_an_array_written_as_text_is_read_by_the_database_as_it_was(postgres_database_url, values):
    store, kind = Store.open(postgres_database_url), "bigint" if values and isinstance(values[0], int) else "text"
    with store.read() as session:
        assert session.scalar(text(f"SELECT CAST(:given AS {kind}[])"), {"given": array_text(values)}) == values
    store.close()


def test_a_character_that_ends_texts_is_refused_instead_of_making_two_of_one():
    with pytest.raises(ValueError):
        array_text(["a\0b", "c"])


@pytest.mark.parametrize("wanted", [[], ["没有"], ODD, ODD[:1]])
def test_rows_that_hold_one_of_many_texts_are_found_whatever_the_texts_hold(database_url, wanted):
    store = Store.open(database_url)
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        insert_rows(session, Meta.__table__, ["name"], [(name,) for name in ODD], {"value": ""})
    with store.read() as session:
        assert {row.name for row in session.query(Meta).where(among(session, Meta.__table__.c.name, wanted))} == {*wanted} & {*ODD}
    store.close()
