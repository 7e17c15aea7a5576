"""Many rows at once: executemany on SQLite, COPY on PostgreSQL, one call for both."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session


def insert_rows(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of driver values (JSON columns as text, dates as date) inside the session's transaction."""
    session.flush()
    connection = session.connection()
    names = ", ".join(f'"{c}"' for c in columns)
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().executemany(f'INSERT INTO {table.name} ({names}) VALUES ({", ".join("?" * len(columns))})', rows)
        return
    with connection.connection.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
