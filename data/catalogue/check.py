"""Does the rule book agree with itself? Problems across its files, each naming the file and the item."""

from collections.abc import Callable, Iterator
from pathlib import Path

from data.catalogue.book import Catalogue
from data.catalogue.check_boundaries import judge_boundaries
from data.catalogue.check_indicators import indicator_problems
from data.catalogue.check_ledgers import ledger_problems
from data.catalogue.check_rules import rubric_problems, supervision_problems
from data.catalogue.check_systems import system_problems
from data.catalogue.check_units import city_problems, unit_problems
from data.catalogue.checking import repeated
from data.catalogue.problem_lines import with_line

HUNDRED = 100


def check(catalogue: Catalogue, folder: Path | None = None) -> list[str]:
    """All problems in the order of the files, with their lines; without the folder the boundary files are not looked at."""
    return [with_line(catalogue, problem) for problem in judged(catalogue)] + (judge_boundaries(catalogue, folder).problems if folder else [])


def judged(catalogue: Catalogue) -> list[str]:
    return [problem for part in PARTS for problem in part(catalogue)]


def plan_problems(catalogue: Catalogue) -> Iterator[str]:
    plan = catalogue.plan
    yield from repeated("plan.yaml：阶段", [p.code for p in plan.phases])
    yield from repeated("plan.yaml：支柱", [p.code for p in plan.pillars])
    yield from repeated("plan.yaml：任务", [t.code for t in plan.tasks])
    yield from repeated("plan.yaml：里程碑", [m.code for t in plan.tasks for m in t.milestones])
    for before, after in zip(plan.phases, plan.phases[1:], strict=False):
        if after.due < before.due:
            yield f"plan.yaml：阶段 {after.code} 的期限早于前一阶段 {before.code}"
    yield from _weight_problems(catalogue)
    for task in plan.tasks:
        yield from _task_problems(catalogue, task.code)


def _weight_problems(catalogue: Catalogue) -> Iterator[str]:
    plan = catalogue.plan
    total = sum(p.weight for p in plan.pillars)
    if total != HUNDRED:
        yield f"plan.yaml：各支柱权重合计为 {total}，应为 100"
    for pillar in plan.pillars:
        within = sum(t.weight for t in plan.tasks if t.pillar == pillar.code)
        if within != HUNDRED:
            yield f"plan.yaml：支柱 {pillar.code} 的任务权重合计为 {within}，应为 100"


def _task_problems(catalogue: Catalogue, code: str) -> Iterator[str]:
    task, phase, at = catalogue.tasks[code], catalogue.plan.phase_of(code), f"plan.yaml：任务 {code} "
    if task.pillar not in {p.code for p in catalogue.plan.pillars}:
        yield f"{at}的支柱 {task.pillar} 没有定义"
    yield from (f"{at}的单位 {unit} 不在 units.yaml 中" for unit in (task.lead, *task.assist) if unit not in catalogue.units)
    yield from (f"{at}的指标 {name} 不在 indicators.yaml 中" for name in task.indicators if name not in catalogue.indicators)
    yield from repeated(f"{at}的单位", [task.lead, *task.assist])
    if task.start > task.due:
        yield f"{at}的起始日期晚于完成日期"
    if task.due > phase.due:
        yield f"{at}的完成日期 {task.due} 晚于阶段 {phase.code} 的期限 {phase.due}"
    for milestone in task.milestones:
        if not task.start <= milestone.due <= task.due:
            yield f"{at}的里程碑 {milestone.code} 不在任务的起止日期之内"
    if sorted(m.due for m in task.milestones) != [m.due for m in task.milestones]:
        yield f"{at}的里程碑没有按日期先后排列"


def glossary_problems(catalogue: Catalogue) -> Iterator[str]:
    for number, word in enumerate(catalogue.glossary, start=1):
        if set(word) != {"chinese", "identifier", "english"}:
            yield f"glossary.yaml：第 {number} 个词应有且只有 chinese、identifier、english 三项"
    for key in ("chinese", "identifier"):
        yield from repeated("glossary.yaml：词", [word[key] for word in catalogue.glossary if key in word])


PARTS: tuple[Callable[[Catalogue], Iterator[str]], ...] = (
    city_problems, unit_problems, plan_problems, ledger_problems, indicator_problems, system_problems, supervision_problems, rubric_problems,
    glossary_problems)
