"""Many rows at once: executemany on SQLite, COPY on PostgreSQL, one call for both; and one parameter for many values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv
from sqlalchemy import ARRAY, BindParameter, ColumnElement, Executable, String, Table, bindparam, cast, func, select
from sqlalchemy.orm import Session

from data.calendar import utc

_COPIED_ROWS = 5000
_LOOKED_AT, _FEW = 1000, 10  # texts looked at, and how often each must repeat among them
_SAID = 100  # the longest text that a statement says itself
_NEVER = "\0"  # no text of a database holds it


def insert_rows(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]],
                alike: Mapping[str, str | int] | None = None) -> None:
    """Insert rows of driver values (JSON columns as text, dates as date) inside the session's transaction; `alike`: columns that
    have the same value in all of them."""
    session.flush()
    connection, same = session.connection(), dict(alike or {})
    names = ", ".join(f'"{c}"' for c in (*columns, *same))
    if connection.dialect.name == "sqlite":
        values = ", ".join(["?"] * len(columns) + [_literal(value) for value in same.values()])
        connection.connection.cursor().executemany(f"INSERT INTO {table.name} ({names}) VALUES ({values})", rows)
        return
    ends = tuple(same.values())
    with connection.connection.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((*row, *ends))


def insert_table(session: Session, table: Table, rows: pa.Table, alike: Mapping[str, str | int]) -> None:
    """The same for rows that stand in columns: on PostgreSQL they go as CSV, which Arrow writes faster than Python reads them."""
    if session.get_bind().dialect.name == "sqlite":
        same, apart = _constant(rows)
        insert_rows(session, table, apart, zip(*(driver_values(rows.column(name)) for name in apart), strict=True), {**alike, **same})
        return
    session.flush()
    for name, value in alike.items():
        rows = rows.append_column(name, pa.repeat(value, rows.num_rows))
    names, options = ", ".join(f'"{c}"' for c in rows.column_names), csv.WriteOptions(include_header=False)
    with session.connection().connection.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN (FORMAT csv, ENCODING 'UTF8')") as copy:
        for batch in rows.to_batches(max_chunksize=_COPIED_ROWS):
            text = pa.BufferOutputStream()
            csv.write_csv(batch, text, options)
            copy.write(text.getvalue().to_pybytes())


def upsert(session: Session, table: Table, columns: Mapping[str, list[Any]], conflict: str) -> None:
    """Insert rows that stand in columns of driver values, or do what the ON CONFLICT clause says: one statement for all of them."""
    session.flush()
    connection, names = session.connection(), ", ".join(columns)
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(columns))}) {conflict}", zip(*columns.values(), strict=True))
        return
    # A cast to the column's own type would cut a text that is too long.
    kinds = ("text" if isinstance(table.c[name].type, String) else table.c[name].type.compile(connection.dialect) for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    cursor.execute(f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays}) {conflict}", [array_text(values) for values in columns.values()])


def driver_rows(session: Session, statement: Executable, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query as the driver gives them: the names that SQLAlchemy puts on each cost as much as reading it. No types are converted."""
    with session.execute(statement, dict(asked)) as result:
        assert result.cursor is not None
        return result.cursor.fetchall()


def _constant(rows: pa.Table) -> tuple[dict[str, str | int], list[str]]:
    """Columns that say the same in every row, which the statement says once, and the names of the others; at least one is left."""
    same = {}
    for name in rows.column_names[1:] if rows.num_rows > 1 else ():
        column = rows.column(name)
        if column.type not in (pa.float64(), pa.float32()) and not column.null_count and pc.all(pc.equal(column, column[0])).as_py():
            same[name] = driver_values(column.slice(0, 1))[0]
    same = {name: value for name, value in same.items() if not isinstance(value, str) or (len(value) < _SAID and _NEVER not in value)}
    return same, [name for name in rows.column_names if name not in same]


def driver_values(column: pa.ChunkedArray) -> list[Any]:
    """As both drivers take them: plain Python objects, days as text."""
    if pa.types.is_date(column.type):
        column = column.cast(pa.string())
    if pa.types.is_string(column.type):
        return _texts(column)
    return column.to_pylist() if column.null_count else column.to_numpy().tolist()  # numpy would make gaps NaN


def _texts(column: pa.ChunkedArray) -> list[str | None]:
    """Where few different texts repeat in very many rows, each is one Python object."""
    if len(column) < _LOOKED_AT or len(pc.unique(column.slice(0, _LOOKED_AT))) * _FEW > _LOOKED_AT:
        return column.to_numpy().tolist()
    coded = column.combine_chunks().dictionary_encode()
    texts = np.array([*coded.dictionary.to_pylist(), None], dtype=object)
    return texts[pc.fill_null(coded.indices, len(texts) - 1).to_numpy()].tolist()


def moment_text(moment: datetime) -> str:
    """A moment as both databases read it in a text."""
    return utc(moment).isoformat(" ", "microseconds")


def _literal(value: str | int) -> str:
    """A constant of a statement, quoted as SQL quotes."""
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def among(session: Session, column: ColumnElement[Any], texts: Iterable[str]) -> ColumnElement[bool]:
    """The column holds one of many texts; one parameter, however many they are."""
    return among_listed(dialect_of(session), column, bindparam(None, listed(session, texts), type_=String))


def among_listed(dialect: str, column: ColumnElement[Any], texts: BindParameter[str]) -> ColumnElement[bool]:
    """The same for a statement that is kept: `listed` makes what its parameter is given."""
    if dialect == "sqlite":
        return column.in_(select(func.json_each(texts).table_valued("value").c.value))
    # Unfolded into rows: PostgreSQL looks for each along the index, while it would compare every row of the table with the array from end to end.
    return column.in_(select(func.unnest(cast(texts, ARRAY(String)))))


def listed(session: Session, values: Iterable[str | int]) -> str:
    """Many values as one text."""
    return orjson.dumps(list(values)).decode() if dialect_of(session) == "sqlite" else array_text(list(values))


def dialect_of(session: Session) -> str:
    return session.get_bind().dialect.name


def unindexed(column: ColumnElement[str]) -> ColumnElement[str]:
    """The column as an expression that no index serves, beside `among`: SQLite would take one that begins with it and look through all it holds."""
    return column + ""


def array_text(values: Sequence[str | int]) -> str:
    """The values as PostgreSQL writes an array; the driver looks at each by itself, which takes longer than most statements on them."""
    joined = _NEVER.join(map(str, values))
    if joined.count(_NEVER) != max(0, len(values) - 1):
        raise ValueError("a text with the character 0 cannot be stored")
    quoted = joined.replace("\\", "\\\\").replace('"', '\\"').replace(_NEVER, '","')
    return f'{{"{quoted}"}}' if values else "{}"
