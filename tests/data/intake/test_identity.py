"""The same object under another key: codes before own numbers, gained codes are changes, other codes are asked about."""

import pyarrow as pa
import pytest

from data.intake.accept import difference, standing_rows
from data.intake.file_rows import FileRows
from data.intake.identity import Standing, pair, recognise
from data.intake.parsed import SCHEMA, Parsed
from data.store.tables import Entity
from tests.catalogue_builder import small_catalogue
from tests.databases import furnish

POLE = small_catalogue().ledger("pole")


@pytest.mark.parametrize(("gone", "new", "found"), [
    pytest.param([("P1", None, "P1")], [("C1", "C1", "P1")], [("P1", "C1")], id="gained a code"),
    pytest.param([("C1", "C1", "P1")], [("C2", "C2", "P1")], [("C1", "C2")], id="another code under the same number"),
    pytest.param([("C1", "C1", "P1")], [("P1", None, "P1")], [("C1", "P1")], id="lost its code"),
    pytest.param([("P1", "C1", "P1")], [("C1", "C1", "P9")], [("P1", "C1")], id="another number under the same code"),
    pytest.param([("P1", "C1", "P1"), ("P2", None, "P2")], [("C1", "C1", "P2"), ("C2", "C2", "P1")], [("P1", "C1")], id="the code goes first"),
    pytest.param([("C1", "C1", "P1")], [("C2", "C2", "P2")], [], id="another object"),
    pytest.param([("C1", "C1", None)], [("C2", "C2", None)], [], id="no number is no likeness"),
])
def test_an_object_is_known_again_by_code_and_then_by_number(gone, new, found):
    pairs = pair([Standing(*one) for one in gone], [Standing(*one) for one in new])
    assert [(old.key, row.key) for old, row in pairs] == found


def standing(store):
    with store.write() as session:
        for key, code, number in (("E-1", None, "E-1"), ("C2", "C2", "E-2"), ("C3", "C3", "E-3")):
            session.add(Entity(unit="E", ledger="pole", key=key, code=code, region="990101", name=key, code_ok=bool(code), disputed=False, sheet="台账",
                               row=2, source=1, hash=key, body={"pole_no": number}, period_from="2023-05", opened_by=1))


@pytest.fixture
def session(database_place):
    store = furnish(database_place, standing)
    with store.write() as session:
        yield session
    store.close()


def a_file(*rows):
    """Rows of (key, code, own number) as the child hands them back."""
    blank = dict.fromkeys(SCHEMA.names)
    return Parsed("pole", "2023-06", layout={"台账": {"columns": {"code": "B"}}}, table=pa.Table.from_pylist(
        [blank | {"key": key, "code": code, "sheet": "台账", "row": n, "hash": "x", "code_ok": True, "own_json": f'{{"pole_no": "{number}"}}'}
         for n, (key, code, number) in enumerate(rows, start=4)], schema=SCHEMA))


def recognised(session, parsed):
    changes = difference(standing_rows(session, "E", "pole", "2023-06").hashes, FileRows(parsed.table, parsed.layout).hashes)
    found = recognise(session, "E", POLE, parsed, changes)
    return list(FileRows(parsed.table, parsed.layout).hashes), [(f.rule, f.cell, f.object_key, str(f.severity)) for f in found]


def test_a_gained_code_keeps_the_object_and_is_not_asked_about(session):
    assert recognised(session, a_file(("C1", "C1", "E-1"), ("C2", "C2", "E-2"), ("C3", "C3", "E-3"))) == (["E-1", "C2", "C3"], [])


def test_a_changed_and_a_lost_code_are_asked_about_at_their_cells(session):
    keys, found = recognised(session, a_file(("E-1", None, "E-1"), ("C9", "C9", "E-2"), ("E-3", None, "E-3")))
    assert keys == ["E-1", "C2", "C3"]
    assert found == [("code_changed", "B5", "C2", "warning"), ("code_changed", "B6", "C3", "warning")]


def test_a_new_object_beside_a_gone_one_stays_new(session):
    assert recognised(session, a_file(("E-1", None, "E-1"), ("C2", "C2", "E-2"), ("C4", "C4", "E-4"))) == (["E-1", "C2", "C4"], [])
