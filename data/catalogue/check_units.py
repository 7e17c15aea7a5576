"""city.yaml and units.yaml against the rest: regions, statistics, classes; groups, names, what units owe."""

from collections.abc import Iterator

from data.catalogue.book import Catalogue
from data.catalogue.checking import repeated, written
from data.catalogue.city import Unit

TASK_REPORT, INDICATOR_REPORT = "task_report", "indicator_report"
CODING, CATEGORY = "coding", "category"


def city_problems(catalogue: Catalogue) -> Iterator[str]:
    city = catalogue.city
    known = {r.code for r in city.regions}
    yield from repeated("city.yaml：区划", [r.code for r in city.regions])
    if city.code not in known:
        yield f"city.yaml：regions 中没有本市 {city.code}"
    for region in city.regions:
        if region.parent is not None and region.parent not in known:
            yield f"city.yaml：区划 {region.code} 的上级 {region.parent} 不在 regions 中"
    for statistic in city.statistics:
        if statistic.region not in known:
            yield f"city.yaml：统计数 {statistic.name} 的区划 {statistic.region} 不在 regions 中"
    yield from repeated("city.yaml：统计数", [f"{s.name} {s.region} {s.year}" for s in city.statistics])
    for name, (low, high) in (("longitude", city.longitude), ("latitude", city.latitude)):
        if low >= high:
            yield f"city.yaml：{name} 的下限应小于上限"
    yield from _class_problems(catalogue)


def _class_problems(catalogue: Catalogue) -> Iterator[str]:
    classes = catalogue.city.classes
    yield from repeated("city.yaml：分类代码", [c.code for c in classes])
    coding = catalogue.ledgers.get(CODING)
    if coding is not None and CATEGORY in coding.fields:
        known = coding.column(CATEGORY).choices
        strange = [c for c in classes if c.category not in known]
        yield from (f"city.yaml：分类代码 {c.code} 的实体类别 {c.category} 不是编码赋码台账的选项" for c in strange)


def unit_problems(catalogue: Catalogue) -> Iterator[str]:
    yield from repeated("units.yaml：分组", [g["code"] for g in written(catalogue, "units.yaml")["groups"]])
    yield from repeated("units.yaml：单位", [u["code"] for u in written(catalogue, "units.yaml")["units"]])
    yield from _word_problems(catalogue)
    regions = {r.code for r in catalogue.city.regions}
    for unit in catalogue.units.values():
        at = f"units.yaml：单位 {unit.code} "
        if unit.is_member and unit.group not in catalogue.groups:
            yield f"{at}的分组 {unit.group or '（空）'} 没有定义"
        if unit.parent is not None and unit.parent not in catalogue.units:
            yield f"{at}的上级 {unit.parent} 不在 units.yaml 中"
        yield from (f"{at}的区划 {code} 不在 city.yaml 中" for code in unit.regions if code not in regions)
        yield from _owed_problems(catalogue, unit, at)


def _word_problems(catalogue: Catalogue) -> Iterator[str]:
    """A code, name or alias must stand for one unit only: files are told apart by it."""
    owner: dict[str, str] = {}
    for unit in catalogue.units.values():
        for word in dict.fromkeys((unit.code, unit.full_name, unit.short_name, *unit.aliases)):
            if word in owner:
                yield f"units.yaml：单位 {unit.code} 的名称“{word}”与单位 {owner[word]} 相同"
            owner.setdefault(word, unit.code)


def _owed_problems(catalogue: Catalogue, unit: Unit, at: str) -> Iterator[str]:
    yield from (f"{at}应报的台账 {code} 没有定义" for code in unit.owes if code not in catalogue.ledgers)
    yield from repeated(f"{at}应报的台账", unit.owes)
    if not unit.is_member:
        if unit.owes:
            yield f"{at}是议事机构，不应有应报台账"
        return
    has_task = any(unit.code in (t.lead, *t.assist) for t in catalogue.plan.tasks)
    yield from _report_problems(catalogue, unit, at, TASK_REPORT, has_task)
    has_indicator = any(i.reported and unit in catalogue.applies_to(i) for i in catalogue.indicators.values())
    yield from _report_problems(catalogue, unit, at, INDICATOR_REPORT, has_indicator)


def _report_problems(catalogue: Catalogue, unit: Unit, at: str, report: str, is_needed: bool) -> Iterator[str]:
    if report in catalogue.ledgers and is_needed != (report in unit.owes):
        what = "任务" if report == TASK_REPORT else "月报指标"
        yield f"{at}有{what}，应报 {report}" if is_needed else f"{at}没有{what}，不应报 {report}"
