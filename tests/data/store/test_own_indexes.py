"""A column declared filterable is indexed when the rule book is adopted, and no longer than it is declared; on both databases."""

from datetime import datetime

import pytest
from sqlalchemy import select, text

from data.store import own_indexes
from data.store.engine import Store
from data.store.rulebook import adopt
from data.store.tables import Base, Entity
from tests.catalogue_builder import POLE, REPORT, small_catalogue
from tests.data.indicators.hand_in import hand_in, poles

NOW = datetime(2023, 7, 1, 9, 0)
FILTERED = POLE.replace("header: 建设方式, ", "header: 建设方式, filterable: 是, ")
FILTERED_REPORT = REPORT.replace("header: 指标编号, ", "header: 指标编号, filterable: 是, ")


@pytest.fixture
def store(database_url):
    opened = Store.open(database_url)
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.close()


def adopted(store, pole=POLE, report=REPORT):
    with store.write() as session:
        book = small_catalogue(ledgers={"pole": pole, "indicator_report": report})
        adopt(session, book, "2023-01", "test", NOW)
        own_indexes.sync(session, book.ledgers.values(), least=0)
    return made(store)


def made(store):
    """Own indexes by name, with the table they are on."""
    with store.read() as session:
        return own_indexes.standing(session)


def filtered(names):
    return {name: table for name, table in names.items() if "_filter_" in name}


def test_nothing_is_indexed_that_is_not_declared(store):
    assert filtered(adopted(store)) == {}


def test_a_filterable_column_is_indexed_by_ledger_and_field(store):
    assert filtered(adopted(store, FILTERED)) == {"ix_own_now_filter_pole_build": "entity"}


def test_reports_of_a_month_are_indexed_where_they_stand(store):
    assert filtered(adopted(store, report=FILTERED_REPORT)) == {"ix_own_past_filter_indicator_report_indicator": "entity_history"}


def test_what_is_no_longer_declared_is_dropped(store):
    adopted(store, FILTERED)
    assert filtered(adopted(store)) == {}


def test_adopting_the_same_book_again_makes_and_drops_nothing(store):
    before = adopted(store, FILTERED)
    with store.write() as session:
        assert own_indexes.sync(session, small_catalogue(ledgers={"pole": FILTERED}).ledgers.values()) == ([], [])
    assert adopted(store, FILTERED) == before


@pytest.mark.parametrize(("rows", "indexed"), [
    (2, set()), (3, {"ix_own_now_filter_pole_build", "ix_own_now_name_pole_name", "ix_own_now_number_pole_pole_no"})])
def test_a_ledger_is_indexed_when_it_has_rows_enough(store, rows, indexed):
    book = small_catalogue(ledgers={"pole": FILTERED})
    with store.write() as session:
        adopt(session, book, "2023-01", "test", NOW)
        hand_in(session, "E", "pole", "2023-06", poles(*map(str, range(rows))))
        made, gone = own_indexes.sync(session, book.ledgers.values(), least=3)
    assert gone == [] and {name for name in made if "_now_" in name} == indexed


def test_an_index_that_was_made_stays_when_rows_go(store):
    adopted(store, FILTERED)
    with store.write() as session:
        assert own_indexes.sync(session, small_catalogue(ledgers={"pole": FILTERED}).ledgers.values(), least=10**6) == ([], [])


def test_the_own_number_is_indexed_in_both_tables(store):
    assert {name: table for name, table in adopted(store).items() if "pole_no" in name} == {
        "ix_own_now_number_pole_pole_no": "entity", "ix_own_past_number_pole_pole_no": "entity_history"}


def test_rows_are_found_by_the_expression_as_they_are_written(store):
    adopted(store, FILTERED)
    dialect = store.engine.dialect.name
    with store.write() as session:
        hand_in(session, "E", "pole", "2023-06", [*poles("a", build="新建", mounts=5), *poles("b", build="改造")])
    with store.read() as session:
        asked = select(Entity.key).where(own_indexes.of_ledger("pole", "entity"))
        assert session.scalars(asked.where(own_indexes.own_text("build", "entity", dialect) == "改造")).all() == ["b"]
        assert session.scalars(asked.where(own_indexes.own_text("mounts", "entity", dialect) == "5")).all() == ["a"]


def test_the_index_answers_the_question(store):
    adopted(store, FILTERED)
    dialect = store.engine.dialect.name
    with store.write() as session:
        hand_in(session, "E", "pole", "2023-06", poles(*(f"k{n}" for n in range(50)), build="新建"))
    asked = select(Entity.key).where(own_indexes.of_ledger("pole", "entity"), own_indexes.own_text("build", "entity", dialect) == "改造",
                                     Entity.unit == "E").order_by(Entity.key)
    words = str(asked.compile(dialect=store.engine.dialect, compile_kwargs={"literal_binds": True}))
    with store.read() as session:
        if dialect == "postgresql":
            session.execute(text("SET enable_seqscan = off"))
        plan = " ".join(str(row) for row in session.execute(text(("EXPLAIN " if dialect == "postgresql" else "EXPLAIN QUERY PLAN ") + words)))
    assert "ix_own_now_filter_pole_build" in plan
