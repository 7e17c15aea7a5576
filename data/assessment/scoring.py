"""The score tree: gather every item of every unit, shape it, total it, rank it; stored as facts of the month."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from data import calendar
from data.assessment.gathered import Case, Gathered, not_applicable
from data.assessment.inputs import GATHER
from data.assessment.ranking import Standing, grade, ranks
from data.assessment.shapes import earned
from data.assessment.stored import keep, stored_scores
from data.assessment.tree import ItemScore, UnitScore
from data.catalogue.book import Catalogue
from data.catalogue.rules import Item
from data.indicators.figure import Figure
from data.indicators.figures import EVERY, figures
from data.intake.due import matrix
from data.plan.progress import task_states
from data.rounding import half_up
from data.store import rulebook
from data.store.tables import Month
from data.supervision.ladder import higher
from data.supervision.lights import highest_levels, lights
from data.vocabulary import Level, MonthState


@dataclass(frozen=True)
class Run:
    """One computation of a month: under which rule version, and what was known."""

    session: Session
    catalogue: Catalogue
    rule_version: int
    period: str
    now: datetime
    known: int | None  # where a closed month is pinned


def score(session: Session, period: str, now: datetime) -> list[UnitScore]:
    """Scores of a month: computed and stored until it is published, the published facts afterwards."""
    month = session.get(Month, period)
    if month is not None and month.state == MonthState.PUBLISHED:
        return stored_scores(session, period)
    number = month.rule_version if month and month.rule_version else rulebook.version_for(session, period)
    pinned = month.pinned_seq if month and month.state in (MonthState.CLOSED, MonthState.COMMENT) else None
    run = Run(session, rulebook.book(session, number), number, period, now, pinned)
    found = _ranked(run, _scored(run))
    keep(session, period, found, now)
    return found


def _scored(run: Run) -> list[UnitScore]:
    """Every member unit's items and total, not yet ranked."""
    by_unit: dict[str, list[Figure]] = {}
    for figure in figures(run.session, run.period, EVERY):
        if figure.unit and figure.region is None:
            by_unit.setdefault(figure.unit, []).append(figure)
    expected = matrix(run.session, run.catalogue, run.period, run.now.date(), as_of=run.known)
    states, levels = list(task_states(run.session, run.catalogue, run.period, run.known).values()), _levels(run)
    day = calendar.last_day(run.period)
    return [_unit_score(run, Case(
        run.session, run.catalogue, unit, run.period, run.known, by_unit.get(unit.code, []), [c for c in expected if c.unit == unit.code],
        [s for s in states if s.task.lead == unit.code], {task: level for (lead, task), level in levels.items() if lead == unit.code}))
        for unit in run.catalogue.members if unit.exists_on(day)]


def _levels(run: Run) -> dict[tuple[str, str], Level]:
    """Highest rungs of the month: the stored ones, and the last day's as it is known; a closed month has stored every day."""
    found = highest_levels(run.session, run.period)
    if run.known is not None:
        return found
    for fact in lights(run.session, calendar.last_day(run.period), run.now, store=False):
        found[fact.unit, fact.task] = higher(found.get((fact.unit, fact.task), Level.NONE), fact.level)
    return found


def _unit_score(run: Run, case: Case) -> UnitScore:
    items = [_item_score(case, item) for item in run.catalogue.rubric.items]
    applicable = sum((i.points for i in items if i.applicable), Decimal(0))
    total = total_of(items)
    return UnitScore(case.unit.code, case.unit.group or "", run.period, total, applicable,
                     total is not None and applicable >= run.catalogue.rubric.minimum_applicable, None,
                     grade(total, run.catalogue.rubric.grades), run.rule_version, items)


def total_of(items: list[ItemScore]) -> Decimal | None:
    """Σ rounded items; with 不涉及 items Σ earned ÷ Σ applicable × 100, rounded once; None when nothing applies."""
    applicable = sum((i.points for i in items if i.applicable), Decimal(0))
    sum_earned = sum((i.earned for i in items if i.earned is not None), Decimal(0))
    if applicable == 0:
        return None
    return sum_earned if applicable == 100 else half_up(sum_earned / applicable * 100)


def _item_score(case: Case, item: Item) -> ItemScore:
    gathered = _gathered(case, item)
    points = earned(item, gathered)
    return ItemScore(item.code, item.name, item.points, points, item.rule, gathered.reason, gathered.inputs, gathered.sources)


def _gathered(case: Case, item: Item) -> Gathered:
    if item.input == "none":
        return not_applicable(f"不涉及：{item.settings.get('reason', '本市没有取数来源')}")
    found = GATHER[item.input](case, item)
    return found if found.applicable else replace(found, reason=f"不涉及：{found.reason}")


def _ranked(run: Run, found: list[UnitScore]) -> list[UnitScore]:
    places = ranks([Standing(s.unit, s.group, s.total, s.ranked) for s in found])
    return [replace(s, rank=places.get(s.unit)) for s in found]
