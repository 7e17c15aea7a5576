"""systems.yaml: systems, indicators and columns exist, and rows can be asked for by what they are told apart by."""

from collections.abc import Iterator

from data.catalogue.book import Catalogue
from data.catalogue.checking import NUMBERS, repeated
from data.catalogue.ledger import Column, Ledger
from data.catalogue.system import Breakdown, System


def system_problems(catalogue: Catalogue) -> Iterator[str]:
    known = {i.system for i in catalogue.indicators.values()}
    yield from repeated("systems.yaml：系统", [s.name for s in catalogue.systems])
    for system in catalogue.systems:
        at = f"systems.yaml：系统 {system.name} "
        if system.name not in known:
            yield f"{at}没有指标属于它"
        yield from _lead_problems(catalogue, system, at)
        for one in system.breakdowns:
            yield from _breakdown_problems(catalogue, one, at)


def _lead_problems(catalogue: Catalogue, system: System, at: str) -> Iterator[str]:
    for lead in system.leads:
        indicator = catalogue.indicators.get(lead.indicator)
        if indicator is None or indicator.system != system.name:
            yield f"{at}先问的指标 {lead.indicator} 不是它的指标"


def _breakdown_problems(catalogue: Catalogue, one: Breakdown, at: str) -> Iterator[str]:
    ledger = catalogue.ledgers.get(one.ledger)
    if ledger is None:
        yield f"{at}的分布用到没有的台账 {one.ledger}"
        return
    columns = {c.field: c for c in ledger.columns}
    for field in (one.by, *([one.split] if one.split else []), *one.sums):
        if field not in columns:
            yield f"{at}的分布用到台账 {ledger.code} 没有的栏目 {field}"
            return
    yield from _column_problems(ledger, columns, one, at)


def _column_problems(ledger: Ledger, columns: dict[str, Column], one: Breakdown, at: str) -> Iterator[str]:
    if not columns[one.by].choices or not (columns[one.by].filterable or one.by in ("status", ledger.kind_field)):
        yield f"{at}的分布按 {one.by}，它不是可筛选的选项栏目"
    if one.split and not columns[one.split].choices:
        yield f"{at}的分布再按 {one.split} 分，它不是选项栏目"
    if one.split and one.sums:
        yield f"{at}的分布不能既写 split 又写 sums"
    yield from (f"{at}的分布对 {field} 求和，它不是数字" for field in one.sums if columns[field].type not in NUMBERS)
    if len({columns[field].unit for field in one.sums}) > 1:
        yield f"{at}的分布求和的栏目单位不同，不能画在一起"
