"""One engine factory and two kinds of session: read and write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from data.errors import GovernanceError

RULE_BOOKS = "rule_books"  # under this name a session carries the digests of the rule books it has seen
RULE_VERSIONS = "rule_versions"  # and under this one their numbers and first months
CLOCK = "clock"  # under this name a writing session carries the clock that its audit entries are dated by
_MAPPED = 4 << 30  # bytes of a SQLite file that are read in place instead of copied page by page: a quarter of reading a large ledger
WRITE_LOCK = 20230620  # advisory lock of PostgreSQL writers that must not interleave (audit chain, receipts)

_LOCK = text("SELECT pg_advisory_xact_lock(:key)")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL, foreign keys, and no implicit BEGIN: sessions begin by themselves (the driver's defaults lose updates)."""
    connection.isolation_level = None
    # A month of a large ledger fits the log; copying it into the database within its own commit would double the commit.
    for pragma in ("journal_mode=WAL", "wal_autocheckpoint=16384",
                   "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-65536",
                   f"mmap_size={_MAPPED}"):
        connection.execute(f"PRAGMA {pragma}").close()


def open_engine(url: str) -> Engine:
    """The engine for a database address; only SQLite and PostgreSQL (psycopg 3) are served."""
    backend = make_url(url).get_backend_name()
    if backend == "sqlite":
        engine = create_engine(url, json_deserializer=orjson.loads, connect_args={"check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        return create_engine(url, json_deserializer=orjson.loads, pool_size=8, max_overflow=16, pool_pre_ping=True)
    raise GovernanceError(f"不支持的数据库“{backend}”，请用 sqlite:/// 或 postgresql+psycopg://")


def _begin_sqlite(connection: Any) -> None:
    """Writers take the lock at once: upgrading from read to write fails under load."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@dataclass(frozen=True)
class Store:
    """The database: `read()` for queries, `write()` for one transaction that commits at the end of the with.

    `clock` is the real one, whatever the business day: acts are audited by it. Without one an act is audited at its own moment.
    """

    engine: Engine
    clock: Callable[[], datetime] | None = None
    rule_books: dict[int, str] = field(default_factory=dict, compare=False)  # number → digest of what was committed: it never changes

    @classmethod
    def open(cls, url: str, clock: Callable[[], datetime] | None = None) -> "Store":
        return cls(open_engine(url), clock)

    def simulated(self) -> "Store":
        """The same database for acts that are only played: they are audited at the moment they are played at."""
        return replace(self, clock=None)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            session.info[RULE_BOOKS] = self.rule_books
            yield session

    @contextmanager
    def apart(self) -> Iterator[Session]:
        """A session that may put temporary tables and views before the real ones; it is always rolled back, so nothing of it stays."""
        with self.engine.connect() as connection, Session(connection, expire_on_commit=False) as session:
            driver = connection.connection.driver_connection
            kept = getattr(driver, "prepare_threshold", None)
            if not self.is_sqlite:
                driver.prepare_threshold = None  # a statement prepared before would still read the real tables
            try:
                yield session
            finally:
                session.rollback()
                connection.rollback()
                if not self.is_sqlite:
                    driver.prepare_threshold = kept

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One serialised write transaction: all or nothing."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            session.info[CLOCK], session.info[RULE_BOOKS] = self.clock, dict(self.rule_books)  # what it writes may yet be rolled back
            if not self.is_sqlite:
                session.execute(_LOCK, {"key": WRITE_LOCK})
            yield session

    @cached_property
    def _writing(self) -> Engine:
        return self.engine.execution_options(writing=True)

    def close(self) -> None:
        self.engine.dispose()
