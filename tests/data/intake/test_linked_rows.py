"""Rules over the row that a row names: which rows break them, and whose row counts."""

import pytest

from data.intake.linked_rows import against_linked
from tests.data.catalogue.broken import default_book
from tests.data.indicators.hand_in import a_row, hand_in
from tests.data.intake.test_history import rows
from tests.databases import furnish

JUNE, BOOK = "2023-06", default_book()
CODE = "990101050401000000001"


def standing(store):
    """E has a hole of its own under a number that W uses too; the hole of N says nothing of its depth."""
    with store.write() as session:
        hand_in(session, "E", "borehole", "2023-05", [a_row("ZK1", hole_no="ZK1", depth_m=30.0), a_row(CODE, code=CODE, hole_no="ZK2", depth_m=20.1)])
        hand_in(session, "W", "borehole", "2023-06", [a_row("ZK1", hole_no="ZK1", depth_m=50.0), a_row("ZK3", hole_no="ZK3", depth_m=40.0)])
        hand_in(session, "N", "borehole", "2023-06", [a_row("ZK3", hole_no="ZK3", depth_m=45), a_row("ZK4", hole_no="ZK4", depth_m=None)])
        hand_in(session, "E", "address", "2023-05", [a_row("A9", address_code="A9", level="区县")])
        hand_in(session, "W", "address", "2023-06", [a_row("A3", address_code="A3", level="社区村"), a_row("A7", address_code="A7", level="组")])
        hand_in(session, "S", "borehole", "2023-07", [a_row("ZK5", hole_no="ZK5", depth_m=1.0)])


@pytest.fixture
def session(database_place):
    store = furnish(database_place, standing)
    with store.write() as session:
        yield session
    store.close()


def cells(session, ledger, rule, *bodies):
    return [one.cell for one in against_linked(session, "E", BOOK.ledger(ledger), rows(*bodies), JUNE, BOOK.ledger) if one.rule == rule]


def layer(hole, bottom, number=1):
    return {"own_no": f"{hole}-{number}", "hole_no": hole, "layer_no": str(number), "bottom_m": bottom}


@pytest.mark.parametrize(("hole", "bottom", "is_wrong"), [
    ("ZK1", 30.0, False), ("ZK1", 30, False), ("ZK1", 30.1, True), ("ZK1", 50.0, True),  # its own hole, not that of W
    ("ZK2", 20.1, False), ("ZK2", 20.11, True), (CODE, 20.1, False), (CODE, 20.2, True),  # by own number or by code
    ("ZK3", 40.5, False), ("ZK3", 45.0, False), ("ZK3", 45.1, True),  # of two others' any
    ("ZK4", 99.0, False), ("ZK5", 99.0, False), ("ZK9", 99.0, False), (None, 99.0, False), ("", 99.0, False), ("ZK1", None, False)])
def test_a_stratum_ends_within_its_hole(session, hole, bottom, is_wrong):
    assert cells(session, "stratum", "bottom_within_hole", layer(hole, bottom)) == (["bottom_m2"] if is_wrong else [])


def test_every_stratum_that_goes_deeper_is_marked(session):
    found = cells(session, "stratum", "bottom_within_hole", layer("ZK1", 12.0, 1), layer("ZK1", 31.0, 2), layer("ZK2", 20.0, 1), layer("ZK1", 32.0, 3))
    assert found == ["bottom_m3", "bottom_m5"]


def node(code, level, parent):
    return {"own_no": code, "address_code": code, "level": level, "parent_code": parent}


# A1 is a district of the file itself, in which A2 follows as what is asked; A3 is a community of another unit. A9 is no longer listed.
@pytest.mark.parametrize(("level", "parent", "is_wrong"), [
    ("乡镇街道", "A1", False), ("社区村", "A1", True), ("户室", "A1", True), ("区县", "A1", False), ("街路巷院落", "A3", False), ("社区村", "A3", True),
    ("乡镇街道", "A3", True), ("建筑物", "A3", True), ("乡镇街道", "A9", False), ("社区村", "A9", False), ("户室", "A8", False), ("户室", "A7", False),
    ("社区村", None, False), (None, "A1", False), ("组", "A1", False), ("乡镇街道", "A2", True)])
def test_an_address_is_one_level_below_its_parent(session, level, parent, is_wrong):
    found = cells(session, "address", "level_below_parent", node("A1", "区县", None), node("A2", level, parent))
    assert found == (["level3"] if is_wrong else [])


def test_a_parent_may_stand_below_its_children_in_the_file(session):
    found = cells(session, "address", "level_below_parent", node("B3", "社区村", "B2"), node("B2", "乡镇街道", "B1"), node("B1", "区县", None),
                  node("B4", "社区村", "B1"))
    assert found == ["level5"]
