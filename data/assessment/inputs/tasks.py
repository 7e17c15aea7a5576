"""Items that rest on the plan: milestones on time, and the rungs that tasks reached."""

from decimal import Decimal

from data.assessment.gathered import Case, Gathered, not_applicable
from data.catalogue.rules import Item
from data.plan.progress import StepState
from data.rounding import exact
from data.vocabulary import Level


def milestones_on_time(case: Case, item: Item) -> Gathered:
    """Dated steps of led tasks due by the end of the month: on time counts 1, done late what the rubric says, open 0."""
    due = [(state, step) for state in case.states for step in state.steps if step.due <= case.last_day]
    if not due:
        return not_applicable("本单位牵头的任务截至当月末没有应完成的里程碑")
    found, counted = Gathered(True, ""), Decimal(0)
    late_counts = exact(item.settings["late_counts"])
    tally = {"按期完成": 0, "逾期完成": 0, "未完成": 0}
    for state, step in due:
        words = _words(case, step)
        tally[words] += 1
        counted += Decimal(1) if words == "按期完成" else late_counts if words == "逾期完成" else 0
        done = f"，{step.done_on.isoformat()} 完成" if step.is_done(case.last_day) and step.done_on else ""
        found.add(f"{step.step.code} {step.step.name}", words, f"应于 {step.due.isoformat()} 完成{done}")
        found.cite("task", state.task.code, state.task.name)
    found.fraction = counted / len(due)
    found.reason = f"应完成 {len(due)} 个，" + "，".join(f"{name} {count} 个" for name, count in tally.items())
    return found


def _words(case: Case, step: StepState) -> str:
    if not step.is_done(case.last_day):
        return "未完成"
    return "逾期完成" if step.is_late else "按期完成"


def lights(case: Case, item: Item) -> Gathered:
    """Each led task is deducted once, by the highest rung it reached in the month."""
    if not case.states:
        return not_applicable("本单位没有牵头任务")
    found = Gathered(True, "")
    costs = {rung.level: rung.deduction for rung in case.catalogue.supervision.ladder}
    for state in case.states:
        level = case.levels.get(state.task.code, Level.NONE)
        cost = costs.get(level, Decimal(0))
        if cost:
            found.add(f"{state.task.code} {state.task.name}", level.label, f"扣 {cost} 分")
            found.cite("task", state.task.code, state.task.name)
            found.deductions.append((f"{state.task.code} 达到{level.label}", cost))
    found.add("牵头任务", len(case.states))
    found.reason = f"{len(found.deductions)} 项任务达到督办及以上级别" if found.deductions else "牵头任务没有达到督办级别的"
    return found
