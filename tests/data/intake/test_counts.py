"""What a file weighed is written with it: filled cells, those that came pre-filled apart, and findings by rule."""

import pyarrow as pa
import pytest
from sqlalchemy import select

from data.intake.accept import Difference
from data.intake.container import Container
from data.intake.counts import cells_of
from data.intake.incoming import Incoming
from data.intake.parsed import SCHEMA, Parsed
from data.intake.take import Doors, take
from data.settings import Settings
from data.store.tables import FileCount, FindingCount
from data.vocabulary import Door
from tests.callbacks.conftest import EAST
from tests.data.jobs.conftest import pole_file
from tests.desk import NOW


def parsed_of(**cells):
    blank = dict.fromkeys(SCHEMA.names)
    return Parsed(table=pa.Table.from_pylist([{**blank, "key": key, "cells": n} for key, n in cells.items()], schema=SCHEMA))


@pytest.mark.parametrize(("changes", "typed"), [
    (Difference(["a", "b", "c"], [], 0, []), 12), (Difference(["a"], ["c"], 1, []), 8), (Difference([], [], 3, []), 0),
    (Difference([], [], 3, ["gone"]), 0), (None, 12)], ids=["all new", "one new, one changed", "nothing new", "one closed", "not compared"])
def test_rows_that_stood_already_were_not_typed(changes, typed):
    assert cells_of(parsed_of(a=3, b=4, c=5), changes) == (12, typed)


def test_a_file_that_could_not_be_read_holds_nothing():
    assert cells_of(None, None) == (0, 0)


@pytest.fixture(scope="module")
def warm():
    found = Container(Settings(home=None, database_url=""))
    yield found
    found.close()


@pytest.fixture
def hand(desk, warm):
    def handed(content, name="智慧杆柱2023年6月.xlsx"):
        take(Doors(desk.store, warm, desk.settings), Incoming(content, name, "E", Door.PAGE, EAST), NOW)
        with desk.store.read() as session:
            files = session.scalars(select(FileCount).order_by(FileCount.submission)).all()
            kinds = session.scalars(select(FindingCount).where(FindingCount.submission == files[-1].submission)).all()
        return files[-1], {(k.severity, k.rule): k.n for k in kinds}
    return handed


def test_a_rejected_file_is_counted_with_its_findings(hand):
    file, kinds = hand(pole_file("高", "矮"))
    assert (file.unit, file.ledger, file.period, file.outcome) == ("E", "pole", "2023-06", "rejected")
    assert file.cells > 0 and file.typed == file.cells and sum(n for (severity, _), n in kinds.items() if severity == "error") == 2


def test_of_an_accepted_file_only_what_changed_since_was_typed(hand):
    first, kinds = hand(pole_file(8, 9))
    second, _ = hand(pole_file(8, 10))
    assert first.outcome == second.outcome == "accepted" and not [kind for kind in kinds if kind[0] == "error"]
    assert first.typed == first.cells == second.cells and second.typed * 2 == second.cells


def test_the_same_bytes_again_weigh_nothing(hand):
    content = pole_file(8, 9)  # written twice, it would bear two moments
    hand(content)
    again, kinds = hand(content)
    assert (again.outcome, again.cells, again.typed, kinds) == ("unchanged", 0, 0, {})


def test_a_file_that_names_no_month_counts_for_the_month_it_came_in(hand):
    file, kinds = hand(b"nothing at all", "随便.xlsx")
    assert (file.ledger, file.period, file.outcome, file.cells) == ("", "2023-07", "rejected", 0)
    assert kinds == {("error", "ledger_known"): 1, ("error", "period_known"): 1}
