"""How the tasks of the plan went: most in time, some late, one put off with approval, one never."""

from datetime import date
from math import ceil

from data import calendar
from data.catalogue.plan import Task
from data.demo.clock import PERIODS, TODAY
from data.plan.due import Step, steps

FAR = date(2024, 8, 31)
# Milestones reached later than they were due: the month whose report first says so; None: not by today.
LATE: dict[str, str | None] = {
    "T101-2": "2023-06", "T109-1": "2023-05", "T218-1": "2023-07", "T230-1": "2023-07", "T202-1": "2023-11", "T203-1": "2023-10", "T227-1": "2023-09",
    "T217-1": None, "T205-1": None, "T404-1": "2023-04"}
# The day a task was finished.
DONE: dict[str, date] = {
    "T101": date(2023, 6, 28), "T102": date(2023, 6, 26), "T103": date(2023, 6, 29), "T104": date(2023, 6, 30), "T105": date(2023, 6, 30),
    "T106": date(2023, 11, 22), "T107": date(2023, 6, 27), "T108": date(2023, 7, 20), "T109": date(2023, 6, 30), "T110": date(2023, 6, 20),
    "T111": date(2023, 7, 12), "T112": date(2023, 6, 29), "T204": date(2023, 11, 24), "T209": date(2023, 11, 15), "T210": date(2023, 12, 14)}
# Extended by the office: the work rests until the new date is near.
PAUSED = {"T106": ("2023-07", "2023-08")}
FASTEST = 30  # percent points a month: more would have to be explained


def is_listed(task: Task, period: str) -> bool:
    return task.start <= calendar.last_day(period)


def is_done(task: Task, period: str) -> bool:
    return task.code in DONE and DONE[task.code] <= min(calendar.last_day(period), TODAY)


def year_of(task: Task) -> list[int]:
    """累计进度 in percent that the lead unit reports, month by month."""
    values = [_at(task, p) for p in PERIODS]
    for n in reversed(range(len(values) - 1)):
        values[n] = max(values[n], min(values[n + 1] - FASTEST, _ceiling(task, PERIODS[n])))
    return values


def _at(task: Task, period: str) -> int:
    if is_done(task, period):
        return 100
    day = min(calendar.last_day(period), TODAY)
    anchors = [(task.start, 0.0), *((_reached_on(task, s), float(s.share)) for s in steps(task))]
    return min(max(ceil(_between(anchors, day) - 1e-9), _floor(task, period)), _ceiling(task, period))


def _reached_on(task: Task, step: Step) -> date:
    if step.is_end:
        return DONE.get(task.code, step.due if step.due > TODAY else FAR)
    late = LATE.get(step.code, "")
    return step.due if late == "" else FAR if late is None else calendar.last_day(late)


def _is_reached(task: Task, step: Step, period: str) -> bool:
    return _reached_on(task, step) <= min(calendar.last_day(period), TODAY) if not step.is_end else is_done(task, period)


def _floor(task: Task, period: str) -> int:
    return max((ceil(s.share) for s in steps(task) if _is_reached(task, s, period)), default=0)


def _ceiling(task: Task, period: str) -> int:
    """A milestone that is not reached caps the progress just below its share."""
    return min((ceil(s.share) - 1 for s in steps(task) if not _is_reached(task, s, period)), default=100)


def _between(anchors: list[tuple[date, float]], day: date) -> float:
    """Straight between the anchors; steps out of order wait for the slower one."""
    before = (anchors[0][0], 0.0)
    for on, share in anchors:
        if day < on:
            length = max(1, (on - before[0]).days)
            return before[1] + (share - before[1]) * max(0, (day - before[0]).days) / length
        before = (on, share)
    return before[1]


def status(task: Task, period: str, progress: int) -> str:
    if is_done(task, period):
        return "已完成"
    if period in PAUSED.get(task.code, ()):
        return "暂停"
    return "进行中" if progress else "未启动"


def next_step(task: Task, period: str) -> Step | None:
    return next((s for s in steps(task) if not _is_reached(task, s, period)), None)
