"""How the tasks of the demo year went."""

import pytest

from data import calendar
from data.demo import tasks
from data.demo.clock import PERIODS
from data.plan.due import steps

CAUGHT_UP = "T101"  # a late milestone held it back until the task was done


def test_progress_neither_falls_nor_jumps(world):
    for code, values in world.progress.items():
        pairs = list(zip([0, *values], values, strict=False))
        assert all(before <= after for before, after in pairs), code
        assert all(after - before <= tasks.FASTEST or code == CAUGHT_UP for before, after in pairs[1:]), code


def test_milestones_are_reached_in_their_month_unless_they_are_told_late(world):
    for task in world.book.plan.tasks:
        for step in steps(task):
            period = calendar.period_of(step.due)
            if step.is_end or period not in PERIODS[:-1]:
                continue
            reached = world.progress_of(task.code, period) >= step.share
            assert reached == (step.code not in tasks.LATE), step.code


@pytest.mark.parametrize(("code", "period", "state"), [
    ("T105", "2023-05", "进行中"), ("T105", "2023-06", "已完成"), ("T108", "2023-06", "进行中"), ("T106", "2023-07", "暂停"),
    ("T202", "2023-03", "未启动"), ("T210", "2023-12", "已完成")])
def test_states_follow_the_story(world, code, period, state):
    assert tasks.status(world.book.tasks[code], period, world.progress_of(code, period)) == state


def test_a_finished_task_is_whole_and_an_unfinished_one_is_not(world):
    for task in world.book.plan.tasks:
        for period in PERIODS:
            assert (world.progress_of(task.code, period) == 100) == tasks.is_done(task, period), (task.code, period)
