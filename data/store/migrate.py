"""The schema of the database: created and moved forward by Alembic, checked before any verb."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.errors import GovernanceError
from data.store.engine import Store

FOLDER = Path(__file__).parent / "migrations"


def _config(store: Store) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = store.engine
    return config


def newest() -> str:
    return ScriptDirectory(str(FOLDER)).get_current_head() or ""


def present(store: Store) -> str | None:
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(store: Store) -> None:
    """Create or move the schema to the newest revision."""
    command.upgrade(_config(store), "head")


def require_current(store: Store) -> None:
    """Refuse to work on a database whose schema is not the newest."""
    found = present(store)
    if found is None:
        raise GovernanceError("数据库还没有建立，请先运行：python app.py init")
    if found != newest():
        raise GovernanceError("数据库结构与程序版本不一致，请先备份，再运行：python app.py init")
