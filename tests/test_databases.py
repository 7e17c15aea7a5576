"""The databases handed to tests are real, empty and apart."""

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from data.store.engine import open_engine
from data.store.tables import Meta
from tests import databases
from tests.databases import ON_DISK, furnish, keeping_modes, new_database, scratch


@pytest.fixture
def engine(database_url):
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_a_database_without_tables(engine, turn):
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE leftover (n INTEGER)"))


FILLED = []


def one_word(store):
    FILLED.append(store.engine.dialect.name)
    with store.write() as session:
        session.add(Meta(name="word", value="灯杆"))


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_furnished_database_is_filled_once_and_no_test_sees_what_another_wrote(database_place, turn):
    store = furnish(database_place, one_word)
    with store.write() as session:
        assert {row.name: row.value for row in session.query(Meta)} == {"word": "灯杆"}
        session.add(Meta(name="leftover", value="n"))
    assert FILLED.count(store.engine.dialect.name) == 1
    store.close()


def test_the_name_of_the_parameter_is_the_product_behind_it(request, engine):
    assert engine.dialect.name in request.node.name


def test_chinese_text_comes_back_as_it_went(engine):
    with engine.connect() as connection:
        assert connection.execute(text("SELECT CAST(:word AS VARCHAR(20))"), {"word": "督办单𠮷"}).scalar() == "督办单𠮷"


def test_postgresql_does_not_wait_for_the_disk(postgres_database_url):
    engine = create_engine(postgres_database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SHOW fsync")).scalar() == "off"
    engine.dispose()


def test_an_open_connection_does_not_keep_a_database_alive(postgres_url):
    with new_database(postgres_url) as url:
        engine = create_engine(url)
        connection = engine.connect()
        connection.execute(text("SELECT 1"))
    with pytest.raises(OperationalError, match="terminat"):
        connection.execute(text("SELECT 1"))
    connection.close()
    engine.dispose()


def test_folders_opened_for_the_server_are_closed_again(tmp_path):
    tmp_path.chmod(0o700)
    with keeping_modes(tmp_path / "server"):
        tmp_path.chmod(0o755)
    assert tmp_path.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(("memory", "room", "is_used"), [("", 0, True), ("", 1 << 60, False), ("not-there", 0, False)])
def test_what_is_thrown_away_lies_in_memory_where_there_is_room(tmp_path, monkeypatch, memory, room, is_used):
    monkeypatch.setattr(databases, "IN_MEMORY", tmp_path / memory)
    monkeypatch.setattr(databases, "ROOM", room)
    assert scratch() == (tmp_path if is_used else ON_DISK)
