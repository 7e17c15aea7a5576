"""Rows in bulk: columns that are alike are given once, and quoted as SQL quotes."""

from datetime import date

import pyarrow as pa
import pytest
from psycopg import DataError
from sqlalchemy import select, text

from data.store import bulk
from data.store.bulk import among, array_text, insert_rows, insert_table, unindexed, upsert
from data.store.engine import Store
from data.store.tables import Base, Entity, GridCount, Meta


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


CELLS = {"key": ["a", "b", "c"], "code": ["", None, "0012"], "name": ODD[:3],
         "kind": ["两\n行", "逗,号", '"引"'], "lng": [102.381291, None, 1e-7], "lat": [40.1, 0.0, None],
         "on_date": [date(2023, 1, 16), None, date(1900, 2, 28)], "code_ok": [True, False, True], "disputed": [False] * 3, "sheet": ["表 1", " ", "\\."],
         "row": [2, 3, 2**31 - 1], "source": [1] * 3, "hash": ["0" * 32] * 3, "body": ['{"a":"x\\ny"}', "{}", '{"b":1.5,"c":null}']}


@pytest.mark.parametrize("copied", [1, 2, 5000])
def test_rows_that_stand_in_columns_arrive_as_they_are(database_url, monkeypatch, copied):
    monkeypatch.setattr(bulk, "_COPIED_ROWS", copied)
    store = Store.open(database_url)
    Base.metadata.create_all(store.engine)
    alike = {"unit": "O'Neil", "ledger": "pole", "period_from": "2023-06", "opened_by": 7}
    with store.write() as session:
        insert_table(session, Entity.__table__, pa.table(CELLS), alike)
    with store.read() as session:
        rows = session.query(Entity).order_by(Entity.key).all()
        found = {name: [getattr(row, name) for row in rows] for name in CELLS}
        assert found == CELLS | {"body": [{"a": "x\ny"}, {}, {"b": 1.5, "c": None}]}
        assert all({name: getattr(row, name) for name in alike} == alike for row in rows)
    store.close()


@pytest.mark.parametrize("word", ["房屋", "O'Neil; --", "", "a\\b%s?", "长" * 200])
def test_texts_that_repeat_or_are_all_the_same_arrive_as_they_are(database_url, word):
    store, many = Store.open(database_url), 40
    Base.metadata.create_all(store.engine)
    cells = {name: values[:1] * many for name, values in CELLS.items()} | {
        "key": [str(n) for n in range(many)], "code": [f"c{n % 2}" for n in range(many)], "name": [word] * many,
        "kind": ["甲", None] * (many // 2), "status": [None] * many, "body": ["{}"] * many}
    with store.write() as session:
        insert_table(session, Entity.__table__, pa.table({**cells, "status": pa.nulls(many, pa.string())}),
                     {"unit": "U1", "ledger": "pole", "period_from": "2023-06", "opened_by": 7})
    with store.read() as session:
        rows = session.query(Entity).order_by(Entity.row, Entity.key).all()
        found = {name: [getattr(row, name) for row in sorted(rows, key=lambda row: int(row.key))] for name in cells}
        assert found == cells | {"body": [{}] * many}
    store.close()


def test_no_rows_are_no_rows(database_url):
    store = Store.open(database_url)
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        insert_table(session, Meta.__table__, pa.table({"name": pa.array([], pa.string())}), {"value": ""})
        assert session.query(Meta).count() == 0
    store.close()


def test_beside_many_texts_an_unindexed_column_leaves_the_index_to_them():
    store = Store.open("sqlite://")
    Base.metadata.create_all(store.engine)
    c = Entity.__table__.c
    with store.write() as session:
        wanted = select(c.code).where(among(session, c.code, ["a", "b"]), unindexed(c.ledger) == "pole", c.disputed.is_(False))
        plan = session.connection().exec_driver_sql(*driver_form(session, wanted)).all()
        assert any("ix_entity_code" in row[-1] for row in plan) and not any("ix_entity_near" in row[-1] for row in plan)
    store.close()


def driver_form(session, wanted):
    """The statement asked for its plan, and its values."""
    compiled = wanted.compile(session.connection())
    return f"EXPLAIN QUERY PLAN {compiled}", tuple(compiled.params[name] for name in compiled.positiontup)


def test_rows_that_are_there_already_take_what_the_clause_says_and_long_texts_are_never_cut(database_url):
    store, long = Store.open(database_url), "长" * 60
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        for same, name, value in (("before", "a", "b"), ("O'Neil", "c", long)):
            columns = {"name": ["x", name], "value": [same, value]}
            upsert(session, Meta.__table__, columns, "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    with store.read() as session:
        assert {row.name: row.value for row in session.query(Meta)} == {"x": "O'Neil", "a": "b", "c": long}
    store.close()


def test_a_text_that_is_too_long_for_its_column_is_refused_by_postgresql(postgres_database_url):
    store = Store.open(postgres_database_url)
    Base.metadata.create_all(store.engine)
    with pytest.raises(DataError), store.write() as session:
        upsert(session, Meta.__table__, {"name": ["长" * 500], "value": ["b"]}, "ON CONFLICT (name) DO NOTHING")
    store.close()
