"""Row versions on two time axes: months are rewritten, knowledge is not."""

from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from sqlalchemy import func, select

from data.indicators.grid import OBJECT_TYPES
from data.intake.accept import VALUES, Writing, difference, objects, open_until, standing_rows, write_versions
from data.intake.opened import Opened
from data.store import rulebook
from data.store.tables import Entity, EntityHistory, Submission
from data.store.versions import rows_at
from data.vocabulary import Outcome
from tests.catalogue_builder import small_catalogue
from tests.databases import furnish

NOW = datetime(2023, 7, 1, 9, 0)


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(), "2023-01", "test", NOW)


@pytest.fixture
def store(database_place):
    opened = furnish(database_place, adopted)
    yield opened
    opened.close()


def take(session, seq, period, **heights):
    """The unit's whole ledger of a month, told by the height of each pole; returns what changed."""
    pole = small_catalogue().ledger("pole")
    session.add(Submission(receipt=f"R{seq}", seq=seq, unit="E", ledger="pole", period=period, sha256="0", file_name="f", size=1, door="cli", by="t",
                           received_at=NOW, outcome=Outcome.ACCEPTED, rule_version=1, rows={}, layout={}, totals={}))
    session.flush()
    old = standing_rows(session, "E", "pole", period)
    changes = difference(old.hashes, {key: str(height) for key, height in heights.items()})
    rows = {key: a_row(key, height, seq) for key, height in heights.items()}
    write_versions(Writing(session, "E", pole, period, open_until(session, "E", pole, period), seq), old, changes, rows)
    session.flush()
    return changes


def a_row(key, height, seq):
    row = {"key": key, "code": None, "class_code": None, "region": "990101", "name": key, "kind": "新建", "status": "已建成", "lng": 100.5, "lat": 30.5,
           "grid": None, "on_date": None, "code_ok": False, "disputed": False, "sheet": "台账", "row": 2, "source": seq, "hash": str(height),
           "body": f'{{"pole_no": "{key}", "height_m": {height}}}'}
    return tuple(row[name] for name in VALUES)


def heights(session, period, as_of=None):
    v = rows_at("pole", period, ["E"], as_of)
    return {row.key: row.body["height_m"] for row in session.execute(select(v.c.key, v.c.body))}


def test_an_unchanged_row_is_not_written_again(store):
    with store.write() as session:
        take(session, 1, "2023-05", a=5, b=6)
        changes = take(session, 2, "2023-06", a=5, b=7)
        assert (changes.added, changes.changed, changes.unchanged, changes.closed) == ([], ["b"], 1, [])
        assert session.scalar(select(Entity.opened_by).where(Entity.key == "a")) == 1
        assert heights(session, "2023-05") == {"a": 5, "b": 6}
        assert heights(session, "2023-06") == {"a": 5, "b": 7}


def test_a_row_that_is_gone_stays_in_the_months_before(store):
    with store.write() as session:
        take(session, 1, "2023-05", a=5, b=6)
        assert take(session, 2, "2023-06", a=5).closed == ["b"]
        assert heights(session, "2023-05") == {"a": 5, "b": 6}
        assert heights(session, "2023-06") == {"a": 5}


def test_a_correction_of_a_month_changes_that_month_only(store):
    with store.write() as session:
        take(session, 1, "2023-05", a=5, b=6)
        take(session, 2, "2023-07", a=9)
        take(session, 3, "2023-05", a=4, c=1)
        assert heights(session, "2023-04") == {}
        assert heights(session, "2023-05") == {"a": 4, "c": 1}
        assert heights(session, "2023-06") == {"a": 4, "c": 1}
        assert heights(session, "2023-07") == {"a": 9}


def test_what_was_known_before_stays_readable(store):
    with store.write() as session:
        take(session, 1, "2023-05", a=5, b=6)
        take(session, 2, "2023-07", a=9)
        take(session, 3, "2023-05", a=4, c=1)
        take(session, 4, "2023-05", a=5, b=6)
        assert heights(session, "2023-05", as_of=1) == {"a": 5, "b": 6}
        assert heights(session, "2023-07", as_of=1) == {"a": 5, "b": 6}
        assert heights(session, "2023-07", as_of=2) == {"a": 9}
        assert heights(session, "2023-05", as_of=2) == {"a": 5, "b": 6}
        assert heights(session, "2023-05", as_of=3) == {"a": 4, "c": 1}
        assert heights(session, "2023-05") == {"a": 5, "b": 6}
        assert heights(session, "2023-07") == {"a": 9}


def test_an_earlier_month_handed_in_late_ends_where_the_next_file_begins(store):
    with store.write() as session:
        take(session, 1, "2023-06", a=5)
        take(session, 2, "2023-05", a=3, b=2)
        assert heights(session, "2023-05") == {"a": 3, "b": 2}
        assert heights(session, "2023-06") == {"a": 5}
        assert session.scalar(select(func.count()).select_from(Entity)) == 1


def test_the_same_rows_again_write_nothing(store):
    with store.write() as session:
        take(session, 1, "2023-05", a=5, b=6)
        before = session.scalar(select(func.count()).select_from(EntityHistory))
        changes = take(session, 2, "2023-05", a=5, b=6)
        assert (changes.touched, changes.unchanged) == ([], 2)
        assert session.scalar(select(func.count()).select_from(EntityHistory)) == before
        assert set(session.scalars(select(Entity.opened_by))) == {1}


def test_any_order_of_the_months_gives_the_same_ledger(store):
    months = {"2023-05": {"a": 5, "b": 6}, "2023-06": {"a": 7}, "2023-07": {"a": 7, "c": 8}}
    with store.write() as session:
        for seq, period in enumerate(("2023-07", "2023-05", "2023-06"), start=1):
            take(session, seq, period, **months[period])
        assert {period: heights(session, period) for period in months} == months


PLACED = {"kind": "新建", "status": "已建成", "lng": 100.5, "lat": 30.5}
SPARE = {"kind": None, "status": None, "lng": None, "lat": None}


@pytest.mark.parametrize("rows", [
    Opened(pa.Table.from_pylist([dict.fromkeys(VALUES) | {"key": "1", **PLACED}, dict.fromkeys(VALUES) | {"key": "2", **SPARE}]).set_column(
        VALUES.index("lng"), "lng", pa.array([100.5, None], pa.float32()))),
    {"1": tuple((PLACED | {"lng": Decimal("100.5")}).get(name) for name in VALUES), "2": tuple(SPARE.get(name) for name in VALUES)},
    ], ids=["rows of the file", "rows that stood"])
def test_rows_of_either_kind_are_the_same_objects_on_the_map(rows):
    pole = small_catalogue().ledger("pole")
    found = objects(Writing(None, "E", pole, "2023-06", None, 1), rows)
    assert found.schema == OBJECT_TYPES
    assert found.to_pylist() == [{"unit": "E", "ledger": "pole", **PLACED}, {"unit": "E", "ledger": "pole", **SPARE}]
