"""Weighted progress: tasks add up to phases and pillars, pillars to the city, by the weights the plan declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.catalogue.plan import Plan
from data.plan.progress import TaskProgress


@dataclass(frozen=True)
class Rollup:
    """汇总 — weighted progress in percent, reported and evidenced. A task that never reported counts as 0 beside others that did and is
    counted in `missing`; where nothing at all was reported, or nothing reported or counted, there is no progress to state: None, not 0."""

    code: str
    name: str
    reported: Decimal | None
    evidenced: Decimal | None
    tasks: int
    done: int
    missing: int


def rolled_up(code: str, name: str, found: Sequence[TaskProgress]) -> Rollup:
    """None when nothing carries weight or nothing is known: never 0."""
    weights = [p.task.weight for p in found]
    return Rollup(code, name, _mean(weights, [p.reported for p in found]), _mean(weights, [p.evidenced for p in found]),
                  len(found), sum(p.done_on is not None for p in found), sum(p.report is None for p in found))


def _mean(weights: Sequence[Decimal], values: Sequence[Decimal | None]) -> Decimal | None:
    """By weight, the unknown as 0; None where all is unknown."""
    whole = sum(weights, Decimal(0))
    if not whole or all(v is None for v in values):
        return None
    return sum((w * (v or 0) for w, v in zip(weights, values, strict=True)), Decimal(0)) / whole


def phases(plan: Plan, states: Mapping[str, TaskProgress]) -> list[Rollup]:
    return [rolled_up(phase.code, phase.name, [states[t.code] for t in phase.tasks]) for phase in plan.phases]


def pillars(plan: Plan, states: Mapping[str, TaskProgress]) -> list[Rollup]:
    return [rolled_up(p.code, p.name, [states[t.code] for t in plan.tasks if t.pillar == p.code]) for p in plan.pillars]


def whole_plan(plan: Plan, states: Mapping[str, TaskProgress]) -> Rollup:
    """The city: pillars by their own weights; a pillar without tasks takes no part."""
    parts = [(pillar.weight, found) for pillar, found in zip(plan.pillars, pillars(plan, states), strict=True) if found.tasks]
    weights = [weight for weight, _ in parts]
    everything = rolled_up("plan", plan.title, list(states.values()))
    return Rollup("plan", plan.title, _mean(weights, [f.reported for _, f in parts]), _mean(weights, [f.evidenced for _, f in parts]),
                  everything.tasks, everything.done, everything.missing)
