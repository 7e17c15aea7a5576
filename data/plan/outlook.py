"""Will the stages be reached in time: weighted progress of each phase and pillar against what is planned by a day."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from data.calendar import last_day
from data.catalogue.book import Catalogue
from data.catalogue.plan import Plan, Task
from data.catalogue.rules import LightRules
from data.plan.progress import TaskProgress, task_states
from data.plan.weights import Rollup, rolled_up, whole_plan
from data.store import rulebook
from data.store.publications import keep_fact, kept_fact, shown_version
from data.store.tables import Month
from data.vocabulary import Labelled

HUNDRED = Decimal(100)
KEPT = "outlook"


class Verdict(Labelled):
    """Whether a stage is reached in time, as things stand."""

    MET = "met", "已完成"
    ON_TRACK = "on_track", "可按期完成"
    SLIGHTLY_BEHIND = "slightly_behind", "略有滞后"
    AT_RISK = "at_risk", "有延误风险"
    OFF_TRACK = "off_track", "难以按期完成"
    MISSED = "missed", "已逾期"
    UNKNOWN = "unknown", "没有数据"


@dataclass(frozen=True)
class Stage:
    """阶段 or 支柱 — its weighted progress in percent, what is planned by the day, and what follows from both."""

    code: str
    name: str
    due: date | None
    rollup: Rollup
    planned: Decimal | None
    verdict: Verdict
    days_behind: int | None  # how long ago the plan stood where the stage stands now; negative: ahead

    @property
    def expected_on(self) -> date | None:
        """推算: its date, moved by the days it is behind; only while it runs."""
        running = self.verdict not in {Verdict.MET, Verdict.MISSED, Verdict.UNKNOWN}
        return self.due + timedelta(days=max(0, self.days_behind)) if running and self.due and self.days_behind is not None else None

    @property
    def gap(self) -> Decimal | None:
        done = self.rollup.evidenced
        return None if done is None or self.planned is None else done - self.planned


@dataclass(frozen=True)
class Outlook:
    """The whole plan, its phases and its pillars on the last day of a month (or today, while the month runs)."""

    day: date
    whole: Stage
    phases: list[Stage]
    pillars: list[Stage]


_KEPT = TypeAdapter(Outlook)


def outlook(session: Session, period: str, today: date, as_of: int | None = None) -> Outlook:
    """City-wide; figures of single units are not in it. `as_of`: reports as known after a submission; a closed month is pinned to its own,
    a published one shows what was published."""
    kept = kept_outlook(session, period, shown_version(session, period)) if as_of is None else None
    month = session.get(Month, period)
    known = month.pinned_seq if as_of is None and month is not None else as_of
    return kept or _computed(session, rulebook.book_for(session, period), period, today, known)


def keep_outlook(session: Session, book: Catalogue, period: str, version: int, known: int | None) -> None:
    """With the publication of a month, as seen on its last day."""
    keep_fact(session, period, version, KEPT, _KEPT.dump_python(_computed(session, book, period, last_day(period), known), mode="json"))


def kept_outlook(session: Session, period: str, version: int) -> Outlook | None:
    kept = kept_fact(session, period, version, KEPT)
    return None if kept is None else _KEPT.validate_python(kept)


def _computed(session: Session, book: Catalogue, period: str, today: date, known: int | None) -> Outlook:
    states, day, rules = task_states(session, book, period, known), min(last_day(period), today), book.supervision.lights
    phases = [
        _stage(rolled_up(p.code, p.name, [states[t.code] for t in p.tasks]), [states[t.code] for t in p.tasks], p.due, day, rules)
        for p in book.plan.phases
        if p.tasks
    ]
    pillars = []
    for pillar in book.plan.pillars:
        inside = [states[t.code] for t in book.plan.tasks if t.pillar == pillar.code]
        if inside:
            pillars.append(_stage(rolled_up(pillar.code, pillar.name, inside), inside, None, day, rules))
    return Outlook(day, _stage(whole_plan(book.plan, states), _by_pillar(book.plan, states.values()), None, day, rules), phases, pillars)


def _by_pillar(plan: Plan, found: Iterable[TaskProgress]) -> list[TaskProgress]:
    """Tasks with the weight they have in the whole plan: their share of their pillar's, as progress is added up."""
    pillars = {p.code: p.weight / (sum(t.weight for t in plan.tasks if t.pillar == p.code) or 1) for p in plan.pillars}
    return [replace(f, task=f.task.model_copy(update={"weight": f.task.weight * pillars[f.task.pillar]})) for f in found]


def _stage(rollup: Rollup, found: Sequence[TaskProgress], due: date | None, day: date, rules: LightRules) -> Stage:
    tasks = [p.task for p in found]
    planned = planned_share(tasks, day)
    return Stage(rollup.code, rollup.name, due, rollup, planned, verdict(rollup, planned, due, day, rules), days_behind(rollup, tasks, day))


def planned_share(tasks: Sequence[Task], day: date) -> Decimal | None:
    """Percent due by a day: every task straight by calendar day from its start to its due date, by weight."""
    weight = sum((t.weight for t in tasks), Decimal(0))
    due = sum((t.weight * _elapsed(t, day) for t in tasks), Decimal(0))
    return due * HUNDRED / weight if weight else None


def _elapsed(task: Task, day: date) -> Decimal:
    if day >= task.due:
        return Decimal(1)
    whole = (task.due - task.start).days
    return max(Decimal(0), Decimal((day - task.start).days) / whole) if whole > 0 else Decimal(0)


def verdict(rollup: Rollup, planned: Decimal | None, due: date | None, day: date, rules: LightRules) -> Verdict:
    """By the same boundaries as the lights; a stage past its date with open tasks is missed whatever the percentage."""
    if rollup.tasks == rollup.done:
        return Verdict.MET
    if rollup.evidenced is None or planned is None:
        return Verdict.UNKNOWN
    if due is not None and day >= due:
        return Verdict.MISSED
    gap = rollup.evidenced - planned
    if gap >= 0:
        return Verdict.ON_TRACK
    if gap > rules.yellow_gap:
        return Verdict.SLIGHTLY_BEHIND
    return Verdict.AT_RISK if gap >= rules.red_gap else Verdict.OFF_TRACK


def days_behind(rollup: Rollup, tasks: Sequence[Task], day: date) -> int | None:
    """Days between `day` and the last day the plan asked for no more than what is proven."""
    done = rollup.evidenced
    if done is None or not tasks or rollup.tasks == rollup.done:
        return None
    first, last = min(t.start for t in tasks), max(t.due for t in tasks)
    days = range((last - first).days + 1)
    reached = bisect_right(days, done, key=lambda n: planned_share(tasks, first + timedelta(days=n)) or Decimal(0)) - 1
    return (min(day, last) - (first + timedelta(days=max(0, reached)))).days
