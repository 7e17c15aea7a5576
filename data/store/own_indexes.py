"""Indexes of a ledger's own: over the columns it declares `filterable`, its own number and its names; made where there are rows enough.

Every index of a table costs every row of every ledger: all that the rule book could have made a file take twice as long, while a
ledger of few rows is looked through as fast as along an index.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, String, literal_column, text, type_coerce
from sqlalchemy.orm import Session

from data.catalogue.ledger import COMMON_FIELDS, Ledger
from data.vocabulary import LedgerMode

CURRENT, HISTORY = "entity", "entity_history"
PREFIX = "ix_own_"
PATTERN = {"number": " text_pattern_ops", "name": " varchar_pattern_ops"}
MANY_ROWS = 20_000  # looked through in a twentieth of a second
_THERE = {"sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix\\_own\\_%' ESCAPE '\\'",
          "postgresql": "SELECT indexname, tablename FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'ix\\_own\\_%'"}


def filters(ledger: Ledger) -> list[str]:
    """Own columns by which the ledger's rows may be asked for; typed ones are columns of the table."""
    return [c.field for c in ledger.columns if c.filterable and c.field not in COMMON_FIELDS]


def number_field(ledger: Ledger) -> str | None:
    """The own column that the unit's own number begins with."""
    return next((field for field in ledger.key[:1] if field not in COMMON_FIELDS), None)


def main_table(ledger: Ledger) -> str:
    """Where most of its rows stand: reports of a month are history from the first day."""
    return HISTORY if ledger.mode == LedgerMode.PERIOD else CURRENT


def own_text(field: str, table: str, dialect: str) -> ColumnElement[str]:
    """An own column as text, word for word as the index has it: a parameter in it would keep the index unused."""
    return type_coerce(literal_column(_expression(field, dialect, f"{table}.")), String())


def of_ledger(ledger: str, table: str) -> ColumnElement[bool]:
    """The condition of the partial indexes of a ledger, word for word."""
    return literal_column(f"{table}.ledger") == literal_column(f"'{ledger}'")


def sync(session: Session, ledgers: Iterable[Ledger], least: int = MANY_ROWS) -> tuple[list[str], list[str]]:
    """Make what is declared of ledgers with at least so many rows, drop what is no longer declared; names of both."""
    dialect, there = session.get_bind().dialect.name, standing(session).keys()
    declared, made = set[str](), dict[str, str]()
    for ledger in ledgers:
        own = dict(_declared(ledger, dialect))
        declared |= own.keys()
        if own.keys() - there and _has_rows(session, ledger, least):
            made |= {name: statement for name, statement in own.items() if name not in there}
    gone = sorted(there - declared)
    for statement in [*(f'DROP INDEX "{name}"' for name in gone), *made.values()]:
        session.execute(text(statement))
    return sorted(made), gone


def _has_rows(session: Session, ledger: Ledger, least: int) -> bool:
    some = f"SELECT COUNT(*) FROM (SELECT 1 FROM {main_table(ledger)} WHERE ledger = :ledger LIMIT :least) AS first_rows"
    return (session.scalar(text(some), {"ledger": ledger.code, "least": least}) or 0) >= least


def standing(session: Session) -> dict[str, str]:
    """The own indexes of the database: name → table."""
    return {name: table for name, table in session.execute(text(_THERE[session.get_bind().dialect.name]))}


def _declared(ledger: Ledger, dialect: str) -> Iterable[tuple[str, str]]:
    main, number = main_table(ledger), number_field(ledger)
    for field in filters(ledger):
        yield _index(ledger, field, main, dialect, "filter")
    for table in (CURRENT, HISTORY):
        if number is not None:
            yield _index(ledger, number, table, dialect, "number")
        if "name" in ledger.fields:
            yield _index(ledger, "name", table, dialect, "name")


def _index(ledger: Ledger, field: str, table: str, dialect: str, kind: str) -> tuple[str, str]:
    """A filter leads to rows in the order of the page, a number or name to those that begin with some letters, whatever the collation."""
    value = field if kind == "name" else f"({_expression(field, dialect)})"
    if kind == "filter":
        ends = f"{value}, unit, key"
    else:
        ends = f"unit, {value}{PATTERN[kind] if dialect == 'postgresql' else ''}"
    name = f"{PREFIX}{'now' if table == CURRENT else 'past'}_{kind}_{ledger.code}_{field}"
    return name, f"CREATE INDEX \"{name}\" ON {table} ({ends}) WHERE ledger = '{ledger.code}'"


def _expression(field: str, dialect: str, table: str = "") -> str:
    """Fields are declared as small letters, digits and _: nothing to quote."""
    return f"{table}body ->> '{field}'" if dialect == "postgresql" else f"CAST(json_extract({table}body, '$.{field}') AS TEXT)"
