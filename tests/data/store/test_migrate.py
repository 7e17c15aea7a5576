"""The schema that migrations make is the one that is declared, on both databases."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from data.errors import GovernanceError
from data.store import migrate
from data.store.engine import Store
from data.store.tables import Base

SCHEMA = text("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql IS NOT NULL")


@pytest.mark.filterwarnings("ignore:.*expression-based index.*")  # which SQLAlchemy cannot read back from SQLite; they are compared word for word below
def test_migrating_makes_the_tables_that_are_declared(database_url):
    store = Store.open(database_url)
    migrate.upgrade(store)
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata) == []
    store.close()


def test_on_sqlite_down_to_the_last_word(tmp_path):
    made, declared = Store.open(f"sqlite:///{tmp_path}/made.db"), create_engine(f"sqlite:///{tmp_path}/declared.db")
    migrate.upgrade(made)
    Base.metadata.create_all(declared)
    with made.engine.connect() as one, declared.connect() as other:
        assert _words(one) == _words(other)
    made.close()
    declared.dispose()


def _words(connection):
    """Table or index → its parts in any order: SQLite puts a column that is added later after everything else."""
    return {name: sorted(" ".join(part.split()) for part in re.split(r",(?![^(]*\))", sql.removesuffix(")").partition("(")[2]))
            for name, sql in connection.execute(SCHEMA)}


def test_a_database_that_is_not_of_this_release_is_refused(database_url):
    store = Store.open(database_url)
    with pytest.raises(GovernanceError, match="还没有建立"):
        migrate.require_current(store)
    migrate.upgrade(store)
    migrate.require_current(store)
    with store.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(GovernanceError, match="不一致"):
        migrate.require_current(store)
    store.close()
