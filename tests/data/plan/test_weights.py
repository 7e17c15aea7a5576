from decimal import Decimal

import pytest

from data.plan.progress import task_states
from data.plan.weights import phases, pillars, rolled_up, whole_plan
from tests.data.plan.city import JT, POLES, ZJ, book, counted, open_city, report


@pytest.fixture
def states(sqlite_database_url):
    """Poles (weight 3): reported 80, counted 500 of 1000; platform (1): reported 40; experts (2): silent."""
    store = open_city(sqlite_database_url)
    with store.write() as session:
        report(session, POLES, JT, "2023-05", closing="80")
        report(session, "T1-02", ZJ, "2023-05", closing="40")
        counted(session, JT, "2023-05", 500)
        yield task_states(session, book(), "2023-05")
    store.close()


def test_tasks_add_up_to_pillars_by_weight(states):
    base, safe = pillars(book().plan, states)
    assert (base.reported, base.evidenced) == (Decimal(3 * 80 + 40) / 4, Decimal(3 * 50 + 40) / 4)
    assert (safe.reported, safe.evidenced, safe.tasks, safe.missing, safe.done) == (None, None, 1, 1, 0)


def test_a_phase_weighs_all_its_tasks(states):
    phase, = phases(book().plan, states)
    assert phase.reported == Decimal(3 * 80 + 40) / 6


def test_the_city_weighs_its_pillars(states):
    assert whole_plan(book().plan, states).reported == Decimal(70 * 60 + 0 * 40) / 100


def test_nothing_to_weigh_is_not_applicable():
    assert rolled_up("x", "空", []).reported is None


def test_what_nothing_is_known_of_has_no_progress_rather_than_none_of_it(sqlite_database_url):
    """Beside a known task an unknown one counts as 0; alone it is unknown, and so is the city."""
    store = open_city(sqlite_database_url)
    with store.write() as session:
        before = whole_plan(book().plan, task_states(session, book(), "2023-05"))
        counted(session, JT, "2023-05", 500)
        after = whole_plan(book().plan, task_states(session, book(), "2023-05"))
    store.close()
    assert (before.reported, before.evidenced) == (None, None)
    assert (after.reported, after.evidenced) == (None, Decimal("0.6") * 3 * 50 / 4)
