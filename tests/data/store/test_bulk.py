"""Rows in bulk: columns that are alike are given once, and quoted as SQL quotes."""

import pytest

from data.store.bulk import insert_rows
from data.store.engine import Store
from data.store.tables import Base, Meta


@pytest.mark.parametrize("value", ["U16", "O'Neil's", "'; DROP TABLE meta; --", "百分之%s 一半?", ""])
def test_a_value_that_all_rows_share_arrives_as_it_was_given(database_url, value):
    store = Store.open(database_url)
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        insert_rows(session, Meta.__table__, ["name"], [("a",), ("b",)], {"value": value})
    with store.read() as session:
        assert {row.name: row.value for row in session.query(Meta)} == {"a": value, "b": value}
    store.close()
