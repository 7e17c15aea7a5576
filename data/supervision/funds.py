"""建设资金: planned, arrived and paid beside physical progress, and whether the next part may be paid out (工作方案 三(四) 按进度要求分段安排)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.calendar import last_day
from data.catalogue.book import Catalogue
from data.rounding import exact
from data.store import rulebook
from data.store.tables import Month
from data.store.versions import own, rows_at
from data.supervision.views import tasks_view
from data.vocabulary import Labelled, Light

LEDGER = "fund"
AHEAD = "paid_within_progress"  # the rule of the ledger that says how far payment may be ahead
HUNDRED = Decimal(100)
READ = ("project_no", "task", "fund_source", "planned", "due", "arrived", "paid", "progress", "problems")
ON_PLAN, BEHIND = frozenset({Light.GREEN, Light.DONE}), frozenset({Light.YELLOW, Light.RED})


class Met(Labelled):
    """A condition of the next part: met, not met, or not told."""

    YES = "yes", "满足"
    NO = "no", "未满足"
    UNTOLD = "untold", "不能判断"


@dataclass(frozen=True)
class Money:
    """Amounts in 万元 and how many projects they belong to; `due` None: no row says what should have arrived."""

    projects: int
    planned: Decimal
    due: Decimal | None
    arrived: Decimal
    paid: Decimal

    @property
    def short(self) -> Decimal | None:
        """What should have arrived and has not; negative: more has."""
        return None if self.due is None else self.due - self.arrived

    @property
    def arrival(self) -> Decimal | None:
        """到位率: percent of the planned that has arrived."""
        return self.arrived * HUNDRED / self.planned if self.planned else None

    @property
    def payment(self) -> Decimal | None:
        """支付率: percent of the arrived that is paid."""
        return self.paid * HUNDRED / self.arrived if self.arrived else None

    @property
    def spent(self) -> Decimal | None:
        """Percent of the planned that is paid: what physical progress is held against."""
        return self.paid * HUNDRED / self.planned if self.planned else None


@dataclass(frozen=True)
class Share:
    """One row: the part of a project that one source pays."""

    unit: str
    key: str
    project: str
    name: str
    source: str
    status: str
    task: str | None
    planned: Decimal
    due: Decimal | None
    arrived: Decimal
    paid: Decimal
    progress: Decimal | None
    problems: str


@dataclass(frozen=True)
class Conditions:
    """分段安排的三个条件 — the money of this part is there, the task it builds is on plan, payment is not ahead of the building."""

    arrived: Met
    on_plan: Met
    not_ahead: Met

    @property
    def all(self) -> Met:
        said = (self.arrived, self.on_plan, self.not_ahead)
        return Met.NO if Met.NO in said else Met.UNTOLD if Met.UNTOLD in said else Met.YES


@dataclass(frozen=True)
class Project:
    """项目 — all its sources together. Sources that tell different progress: the lowest, and `differs`."""

    unit: str
    unit_name: str
    number: str
    key: str  # of its first row
    name: str
    sources: tuple[str, ...]
    status: str
    task: str | None
    task_name: str | None
    money: Money
    progress: Decimal | None
    differs: bool
    conditions: Conditions
    problems: str

    @property
    def ahead(self) -> Decimal | None:
        """Points by which payment is ahead of physical progress."""
        return None if self.progress is None or self.money.spent is None else self.money.spent - self.progress


@dataclass(frozen=True)
class FundView:
    """资金 of a month as the reader sees it; groups have a name and their money, in the order of the declarations."""

    whole: Money
    sources: list[tuple[str, Money]]
    stages: list[tuple[str, Money]]
    units: list[tuple[str, Money]]
    projects: list[Project]  # conditions not met first, then the largest
    margin: int | None
    without_due: int         # rows that do not say what should have arrived


def fund_view(session: Session, actor: Actor, period: str, today: date) -> FundView | None:
    """None: the rule book of the month has no ledger of money. A unit sees its own projects; a closed month is read as it was closed."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    book = rulebook.book_for(session, period)
    if LEDGER not in book.ledgers:
        return None
    declared = book.ledger(LEDGER).column("fund_source").choices
    rows = sorted(_rows(session, actor, period), key=lambda r: (r.unit, r.project, declared.index(r.source) if r.source in declared else len(declared)))
    lights = {row.code: row.light for row in tasks_view(session, actor, min(last_day(period), today))}
    margin = next((rule.margin for rule in book.ledger(LEDGER).rules if rule.check == AHEAD), None)
    stages = {task.code: phase.name for phase in book.plan.phases for task in phase.tasks}
    return FundView(
        money_of(rows),
        _grouped(rows, lambda r: r.source, declared),
        _grouped(rows, lambda r: stages.get(r.task or "", "未对应任务"), [p.name for p in book.plan.phases]),
        [(book.unit(code).short_name, money) for code, money in _grouped(rows, lambda r: r.unit, [u.code for u in book.members])],
        sorted((_project(book, some, lights, margin) for some in _by_project(rows).values()), key=_worst_first),
        margin,
        sum(r.due is None for r in rows),
    )


def _rows(session: Session, actor: Actor, period: str) -> list[Share]:
    month = session.get(Month, period)
    v = rows_at(LEDGER, period, None if actor.sees_all else [actor.unit or ""], month.pinned_seq if month else None)
    wanted = select(v.c.unit, v.c.key, v.c.name, v.c.status, *(own(v, field).label(field) for field in READ))
    return [_share(row) for row in session.execute(wanted)]


def _share(row: Any) -> Share:
    """The intake takes no row without planned, arrived and paid."""
    return Share(row.unit, row.key, row.project_no, row.name or row.project_no, row.fund_source, row.status or "", row.task, exact(row.planned),
                 _amount(row.due), exact(row.arrived), exact(row.paid), _amount(row.progress), row.problems or "")


def _amount(text: str | None) -> Decimal | None:
    return None if text in (None, "") else exact(text)


def money_of(rows: Sequence[Share]) -> Money:
    """Sums; a project with several sources is one project."""
    due = [r.due for r in rows if r.due is not None]
    return Money(len({(r.unit, r.project) for r in rows}), sum((r.planned for r in rows), Decimal()), sum(due, Decimal()) if due else None,
                 sum((r.arrived for r in rows), Decimal()), sum((r.paid for r in rows), Decimal()))


def _grouped(rows: Iterable[Share], by: Callable[[Share], str], order: Sequence[str]) -> list[tuple[str, Money]]:
    kept: dict[str, list[Share]] = {}
    for row in rows:
        kept.setdefault(by(row), []).append(row)
    return [(name, money_of(kept[name])) for name in [*(name for name in order if name in kept), *(name for name in kept if name not in order)]]


def _by_project(rows: Iterable[Share]) -> dict[tuple[str, str], list[Share]]:
    found: dict[tuple[str, str], list[Share]] = {}
    for row in rows:
        found.setdefault((row.unit, row.project), []).append(row)
    return found


def _project(book: Catalogue, rows: Sequence[Share], lights: Mapping[str, Light | None], margin: int | None) -> Project:
    first, money = rows[0], money_of(rows)
    said = {r.progress for r in rows if r.progress is not None}
    progress = min(said, default=None)
    task = next((t for t in book.plan.tasks if t.code == first.task), None)
    light = lights.get(first.task or "")
    return Project(
        first.unit, book.unit(first.unit).short_name, first.project, first.key, first.name, tuple(dict.fromkeys(r.source for r in rows)), first.status,
        first.task, task.name if task else None, money, progress, len(said) > 1,
        conditions(money, all(r.due is not None for r in rows), progress, light, margin),
        "；".join(dict.fromkeys(r.problems for r in rows if r.problems)),
    )


def conditions(money: Money, is_due_told: bool, progress: Decimal | None, light: Light | None, margin: int | None) -> Conditions:
    """Pure. Payment exactly `margin` points ahead is still allowed, as the ledger's own rule has it."""
    arrived = _met(money.short <= 0) if is_due_told and money.short is not None else Met.UNTOLD
    on_plan = _met(light in ON_PLAN) if light in ON_PLAN | BEHIND else Met.UNTOLD
    told = progress is not None and money.spent is not None and margin is not None
    return Conditions(arrived, on_plan, _met(money.spent - progress <= margin) if told else Met.UNTOLD)  # type: ignore[operator]


def _met(holds: bool) -> Met:
    return Met.YES if holds else Met.NO


def _worst_first(project: Project) -> tuple[int, Decimal, str, str]:
    order = {Met.NO: 0, Met.UNTOLD: 1, Met.YES: 2}
    return order[project.conditions.all], -project.money.planned, project.unit, project.number
