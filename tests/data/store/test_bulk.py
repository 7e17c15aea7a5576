"""Rows in bulk: columns that are alike are given once, and quoted as SQL quotes."""

import pytest

from data.store.bulk import insert_rows
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
