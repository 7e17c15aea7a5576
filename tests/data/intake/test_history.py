"""What only the database knows: links to other ledgers and within one, sums that go on from month to month."""

from datetime import datetime

import pytest

from data.catalogue.ledger import Ledger
from data.intake.file_rows import FileRow
from data.intake.found import Found
from data.intake.history import against_last_month, unlinked
from data.vocabulary import Quality
from tests.data.indicators.hand_in import a_row, hand_in, poles
from tests.databases import furnish

NOW = datetime(2023, 7, 1)
JUNE = "2023-06"
COLUMNS = [{"field": name, "header": name} for name in ("own_no", "parent", "carrier", "pole_no")]
TREE = {"code": "tree", "name": "树", "system": "s", "mode": "snapshot", "key": ["own_no"], "columns": COLUMNS}


class Rows(list):
    """Rows of a file with the one answer the checks ask of them."""

    def found(self, row, field, severity, quality, rule, message):
        return Found(severity, quality, rule, row.sheet, f"{field}{row.row}", row.row, field, None, row.key, message)


def rows(*bodies):
    return Rows(FileRow(body.get("code") or body["own_no"], "表", number, body.get("code"), {"code": body.get("code")}, body)
                for number, body in enumerate(bodies, start=2))


def tree(*rules):
    return Ledger.model_validate({**TREE, "rules": [{"message": "错", **rule} for rule in rules]})


def standing(store):
    with store.write() as session:
        hand_in(session, "W", "pole", "2023-05", [*poles("G1"), a_row("990101050401000000001", code="990101050401000000001", pole_no="G2")])
        hand_in(session, "W", "tree", "2023-05", [a_row("W1", own_no="W1")])
        hand_in(session, "E", "tree", "2023-05", [a_row("E1", own_no="E1"), a_row("E2", own_no="E2")])
        hand_in(session, "W", "station", "2023-07", [a_row("S1", gnodeb="S1")])


@pytest.fixture
def session(database_place):
    store = furnish(database_place, standing)
    with store.write() as session:
        yield session
    store.close()


def cells(session, ledger, found):
    keys = {"pole": ["pole_no"], "tree": ["own_no"], "station": ["gnodeb"]}
    return [one.cell for one in unlinked(session, "E", ledger, found, JUNE, keys.__getitem__)]


@pytest.mark.parametrize(("named", "expected"), [
    ("G1", []), ("G2", []), ("990101050401000000001", []), ("G3", ["pole_no2"]), ("S1", ["pole_no2"]), (None, []), ("", [])])
def test_a_number_is_linked_when_another_ledger_has_it_as_key_code_or_own_number(session, named, expected):
    ledger = tree({"id": "r", "field": "pole_no", "require": {"linked": ["pole_no", "pole"]}})
    assert cells(session, ledger, rows({"own_no": "E1", "pole_no": named})) == expected


def test_every_row_that_names_a_missing_object_is_marked(session):
    found = rows(*({"own_no": f"E{n}", "pole_no": "G9"} for n in range(3)))
    assert cells(session, tree({"id": "r", "field": "pole_no", "require": {"linked": ["pole_no", "pole"]}}), found) == ["pole_no2", "pole_no3", "pole_no4"]


def test_rows_of_later_months_are_not_there_yet(session):
    rule = {"id": "r", "field": "pole_no", "require": {"linked": ["pole_no", "station"]}}
    assert cells(session, tree(rule), rows({"own_no": "E1", "pole_no": "S1"})) == ["pole_no2"]


@pytest.mark.parametrize(("carrier", "expected"), [("杆柱", ["pole_no2"]), ("管廊", []), (None, [])])
def test_a_link_is_asked_only_where_the_rule_says(session, carrier, expected):
    rule = {"id": "r", "field": "pole_no", "when": {"eq": ["carrier", "杆柱"]}, "require": {"linked": ["pole_no", "pole"]}}
    assert cells(session, tree(rule), rows({"own_no": "E1", "carrier": carrier, "pole_no": "G9"})) == expected


# E1 and E2 stand from May; the file at hand lists E1 and E3 (which has a code) and so drops E2. W1 is another unit's.
@pytest.mark.parametrize(("parent", "expected"), [
    ("E1", []), ("E3", []), ("990101050401000000003", []), ("W1", []), ("E2", ["parent3"]), ("E9", ["parent3"]), (None, [])])
def test_a_parent_stands_in_the_file_itself_or_with_another_unit(session, parent, expected):
    rule = {"id": "r", "field": "parent", "require": {"linked": ["parent", "tree"]}}
    found = rows({"own_no": "E1"}, {"own_no": "E3", "code": "990101050401000000003", "parent": parent})
    assert cells(session, tree(rule), found) == expected


NUMBERS = [{"field": name, "header": name, "type": "number"} for name in ("opening", "closing", "before", "arrived")]


@pytest.mark.parametrize(("reads", "body", "expected"), [
    ([], {"opening": 5}, []), ([], {"opening": 6}, ["opening2"]), ([], {}, []),
    (["before", "arrived"], {"before": 7, "opening": 6}, []), (["before", "arrived"], {"before": 5}, ["before2"])])
def test_the_opening_named_by_a_rule_is_last_months_closing(reads, body, expected):
    rule = {"id": "r", "field": reads[0] if reads else "opening", "check": "opening_equals_last_closing", "reads": reads, "message": "错"}
    ledger = Ledger.model_validate({**TREE, "columns": [*COLUMNS, *NUMBERS], "rules": [rule]})
    found = list(against_last_month(ledger, rows({"own_no": "E1", **body}), {"E1": {"closing": 5, "arrived": 7}}))
    assert [one.cell for one in found] == expected
    assert {one.quality for one in found} <= {Quality.CONSISTENCY}


# Last month the column was 100; it may rise by 30 % and, from small numbers, by 10.
@pytest.mark.parametrize(("before", "now", "reason", "expected"), [
    (100, 100, None, []), (100, 99, None, [("cumulative_never_falls", "error")]), (100, 99, "拆除", []), (100, 0, None, [("cumulative_never_falls", "error")]),
    (100, 130, None, []), (100, 130.5, None, [("jump_within", "warning")]), (100, 131, "拆除", [("jump_within", "warning")]),
    (10, 20, None, []), (10, 20.5, None, [("jump_within", "warning")]), (0, 10, None, []), (0, 11, None, [("jump_within", "warning")]),
    (None, 500, None, []), (100, None, None, [])])
def test_cumulative_columns_fall_with_a_reason_only_and_jumps_are_asked_about(before, now, reason, expected):
    column = {"field": "arrived", "header": "累计", "type": "number", "cumulative": "是", "jump_percent": "30"}
    ledger = Ledger.model_validate({**TREE, "columns": [*COLUMNS, column]})
    found = against_last_month(ledger, rows({"own_no": "E1", "arrived": now, "reduction_reason": reason}), {"E1": {"arrived": before}})
    assert [(one.rule, str(one.severity)) for one in found] == expected
