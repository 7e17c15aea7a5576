"""Weighted progress: tasks add up to phases and pillars, pillars to the city, by the weights the plan declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.catalogue.plan import Plan
from data.plan.progress import TaskProgress


@dataclass(frozen=True)
class Rollup:
    """汇总 — weighted progress in percent, reported and evidenced; a task that never reported counts as 0 and is named in `missing`."""

    code: str
    name: str
    reported: Decimal | None
    evidenced: Decimal | None
    tasks: int
    done: int
    missing: int


def rolled_up(code: str, name: str, found: Sequence[TaskProgress]) -> Rollup:
    """None when nothing carries weight: not applicable, never 0."""
    weight = sum((p.task.weight for p in found), Decimal(0))

    def mean(values: list[Decimal | None]) -> Decimal | None:
        total = sum((p.task.weight * (v or 0) for p, v in zip(found, values, strict=True)), Decimal(0))
        return total / weight if weight else None

    return Rollup(code, name, mean([p.reported for p in found]), mean([p.evidenced for p in found]), len(found),
                  sum(p.done_on is not None for p in found), sum(p.report is None for p in found))


def phases(plan: Plan, states: Mapping[str, TaskProgress]) -> list[Rollup]:
    return [rolled_up(phase.code, phase.name, [states[t.code] for t in phase.tasks]) for phase in plan.phases]


def pillars(plan: Plan, states: Mapping[str, TaskProgress]) -> list[Rollup]:
    return [rolled_up(p.code, p.name, [states[t.code] for t in plan.tasks if t.pillar == p.code]) for p in plan.pillars]


def whole_plan(plan: Plan, states: Mapping[str, TaskProgress]) -> Rollup:
    """The city: pillars by their own weights; a pillar without tasks takes no part."""
    parts = [(pillar.weight, found) for pillar, found in zip(plan.pillars, pillars(plan, states), strict=True) if found.tasks]
    total = sum((weight for weight, _ in parts), Decimal(0))

    def mean(values: list[Decimal | None]) -> Decimal | None:
        earned = sum((weight * (v or 0) for (weight, _), v in zip(parts, values, strict=True)), Decimal(0))
        return earned / total if total else None

    everything = rolled_up("plan", plan.title, list(states.values()))
    return Rollup("plan", plan.title, mean([f.reported for _, f in parts]), mean([f.evidenced for _, f in parts]),
                  everything.tasks, everything.done, everything.missing)
