"""supervision.yaml and rubric.yaml: the ladder climbs, the points are a hundred, the inputs exist."""

from collections.abc import Iterator
from itertools import pairwise

from data.catalogue.book import Catalogue
from data.catalogue.checking import repeated
from data.catalogue.rules import Item, Veto
from data.rounding import number_or_none
from data.vocabulary import DueClass, Level

FULL_MARK = 100
NONE = "none"  # not fed in this city: 不涉及, with the reason
# Named gathering functions an item may refer to, with the settings they read.
INPUTS: dict[str, tuple[str, ...]] = {
    "milestones_on_time": ("late_counts",),
    "indicators_against_schedule": (),
    "coding_against_schedule": (),
    "code_validity": ("full_from", "per_point"),
    "ledger_quality": (),
    "timeliness": ("per_working_day",),
    "accuracy": ("per_rejection", "per_wrong_cumulative"),
    "orders_closed_on_time": (),
    "lights": (),
    "feedback": ("per_missing", "per_empty")}


def supervision_problems(catalogue: Catalogue) -> Iterator[str]:
    rules = catalogue.supervision
    if not rules.lights.red_gap < rules.lights.yellow_gap <= 0:
        yield "supervision.yaml：lights 应满足 red_gap < yellow_gap ≤ 0"
    yield from repeated("supervision.yaml：ladder 级别", [rung.level for rung in rules.ladder])
    for rung in rules.ladder:
        if rung.level == Level.NONE:
            yield "supervision.yaml：ladder 不写 none"
    order = list(Level)
    for before, after in pairwise(rules.ladder):
        climbs = order.index(after.level) > order.index(before.level) and (after.from_days or 0) > (before.from_days or 0)
        if not climbs or after.deduction < before.deduction:
            yield f"supervision.yaml：ladder 的 {after.level} 应比 {before.level} 级别更高、逾期更久、扣分不更少"
    classes = {str(c) for c in DueClass}
    yield from (f"supervision.yaml：due_days 缺少 {name}" for name in sorted(classes - set(rules.limits.due_days)))
    yield from (f"supervision.yaml：due_days 的 {name} 不是办理时限" for name in sorted(set(rules.limits.due_days) - classes))
    yield from repeated("supervision.yaml：节假日", [h.day.isoformat() for h in rules.holidays])
    for holiday in rules.holidays:
        if holiday.working == (holiday.day.weekday() < 5):
            yield f"supervision.yaml：节假日 {holiday.day} 与周一至周五上班相同，不必列出"


def rubric_problems(catalogue: Catalogue) -> Iterator[str]:
    rubric = catalogue.rubric
    total = sum(item.points for item in rubric.items)
    if total != FULL_MARK:
        yield f"rubric.yaml：考评项分值合计为 {total}，应为 100"
    yield from repeated("rubric.yaml：板块", [b.code for b in rubric.blocks])
    yield from repeated("rubric.yaml：考评项", [i.code for i in (*rubric.items, *rubric.bonus, *rubric.vetoes)])
    for item in (*rubric.items, *rubric.bonus, *rubric.vetoes):
        yield from _input_problems(item, f"rubric.yaml：考评项 {item.code} ")
    yield from (f"rubric.yaml：加分项 {i.code} 的分值大于加分上限" for i in rubric.bonus if i.points > rubric.bonus_cap)
    yield from repeated("rubric.yaml：等次", [band.grade for band in rubric.grades])
    bounds = [band.at_least for band in rubric.grades]
    if not bounds or bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0:
        yield "rubric.yaml：等次应由高到低排列，最低一档为 0"


def _input_problems(item: Item | Veto, at: str) -> Iterator[str]:
    if item.input == NONE:
        if not item.settings.get("reason"):
            yield f"{at}没有取数（none），须在 settings.reason 写明原因"
        return
    if item.input not in INPUTS:
        yield f"{at}的取数 {item.input} 不存在，可用：{'、'.join([*INPUTS, NONE])}"
    for name in INPUTS.get(item.input, ()):
        if number_or_none(item.settings.get(name)) is None:
            yield f"{at}的 settings 缺少数字 {name}"
