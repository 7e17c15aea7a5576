from datetime import date
from decimal import Decimal

import pytest

from data.plan.evidence import Counted, Evidence, evidence, holder, stored_values, target_of
from data.store.tables import Month
from data.vocabulary import Direction
from tests.data.plan.city import JT, NOW, POLES, ZJ, book, counted, open_city, texts


@pytest.mark.parametrize(("value", "target", "direction", "is_met"), [
    pytest.param(1000, 1000, Direction.UP, True, id="at the target"),
    pytest.param(999, 1000, Direction.UP, False, id="one below"),
    pytest.param(5, 5, Direction.DOWN, True, id="falling, at the target"),
    pytest.param(6, 5, Direction.DOWN, False, id="falling, one above"),
    pytest.param(None, 1000, Direction.UP, False, id="nothing counted"),
    pytest.param(0, None, Direction.UP, True, id="no target, counted"),
    pytest.param(None, None, Direction.UP, False, id="no target, not counted"),
])
def test_evidence_is_met_only_by_a_counted_value_that_reaches_the_target(value, target, direction, is_met):
    number = None if value is None else Decimal(value)
    goal = None if target is None else Decimal(target)
    assert Evidence("poles", "智慧杆柱", JT, number, goal, direction).is_met is is_met


@pytest.mark.parametrize(("due", "target"), [
    pytest.param(date(2023, 6, 30), 1000, id="on the milestone"), pytest.param(date(2023, 7, 1), 1500, id="the day after"),
    pytest.param(date(2026, 1, 1), 1500, id="after the last")])
def test_the_target_of_a_task_is_that_of_its_own_due_date(due, target):
    values = texts()
    values["indicators.yaml"][0]["points"].append({"on": "2023-12-31", "milestone": "P2", "units": {JT: "1500"}})
    assert target_of(book(values).indicator("poles"), JT, due) == target


def test_a_lead_unit_without_a_target_of_its_own_is_borne_out_by_the_city():
    catalogue = book()
    task = catalogue.tasks[POLES]
    assert holder(catalogue, task, catalogue.indicator("poles")) == JT
    assert holder(catalogue, task.model_copy(update={"lead": ZJ}), catalogue.indicator("poles")) == ""


def test_the_newest_value_up_to_the_month_counts():
    values = {(JT, "poles"): [Counted("2023-04", Decimal(400)), Counted("2023-06", Decimal(900))]}
    found = [evidence(book(), book().tasks[POLES], values, month)[0].value for month in ("2023-03", "2023-05", "2023-06")]
    assert found == [None, 400, 900]


def test_a_published_month_is_read_from_its_publication(database_place):
    store = open_city(database_place)
    with store.write() as session:
        counted(session, JT, "2023-05", 400)
        counted(session, JT, "2023-06", 900)
        session.add(Month(period="2023-05", state="published", version=1, published_at=NOW))
        session.flush()
        assert [c.period for c in stored_values(session, book(), "2023-06")[JT, "poles"]] == ["2023-06"]
    store.close()
