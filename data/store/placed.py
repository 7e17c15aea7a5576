"""框内 — what finds rows in a rectangle in the tables of rows: ledger and unit first, then bands of latitude, then longitude.

The rows of a file lie together in an index that begins so: taking them costs as much in a city of ten million objects as in an empty one.
Who looks at all units names them all.
"""

from math import floor
from typing import Any

from sqlalchemy import ColumnElement, Index, func, literal_column, text
from sqlalchemy.orm import Session

BAND = "round((lat + 90) * 900)"  # whole 4″ of latitude, the height of the finest cells; word for word as the query has it
MOST_BANDS = 4000  # four degrees and a half: a wider look leaves nothing out
_UNITS = """WITH RECURSIVE found(unit) AS (
    SELECT min(unit) FROM {table} WHERE ledger = :ledger UNION ALL
    SELECT (SELECT min(unit) FROM {table} WHERE ledger = :ledger AND {table}.unit > found.unit) FROM found WHERE unit IS NOT NULL)
SELECT unit FROM found WHERE unit IS NOT NULL"""


def place_index(name: str) -> Index:
    """The index of a table of rows by place."""
    return Index(name, "ledger", "unit", text(BAND), "lng")


def units_with(session: Session, ledger: str) -> list[str]:
    """The units that have or had rows of a ledger: one step along the index for each."""
    found = (session.scalars(text(_UNITS.format(table=table)), {"ledger": ledger}) for table in ("entity", "entity_history"))
    return sorted({unit for units in found for unit in units})


def near(e: Any, south: float, north: float) -> list[ColumnElement[bool]]:
    """The bands that latitudes touch, as a condition on the columns of rows; what is nearer to tell is the caller's."""
    first, last = (floor((degrees + 90) * 900) for degrees in (south, north))
    bands = range(first, last + 2)  # a place is rounded to the band below it or to the one above
    if len(bands) > MOST_BANDS:
        return []
    return [func.round((e.lat + literal_column("90")) * literal_column("900")).in_(bands)]
