"""Problems of the indicators: what they count, whom they apply to, and a plan that does not add up."""

import pytest

from tests.data.catalogue.broken import problems

G01, N03 = "indicators.yaml：指标 G01 ", "indicators.yaml：指标 N03 "


@pytest.mark.parametrize(("old", "new", "said"), [
    ("code: G02", "code: G01", "indicators.yaml：指标 G01 重复"),
    ("ledger: pole, where", "ledger: poles, where", f"{G01}的分子的台账 poles 没有定义"),
    ("{eq: [kind, 新建]}", "{eq: [built_kind, 新建]}", f"{G01}的分子的条件用到台账 pole 没有的字段 built_kind"),
    ("{eq: [kind, 新建]}", "{eq: [kind, 新造]}", f"{G01}的分子的条件中，字段 kind 不可能是“新造”"),
    ("aggregate: count, ledger: pole", "aggregate: count, field: road, ledger: pole",
     f"{G01}的分子的 count 不写 field，count_distinct 和 sum 须写 field"),
    ("aggregate: count, ledger: pole", "aggregate: sum, ledger: pole", f"{G01}的分子的 count 不写 field，count_distinct 和 sum 须写 field"),
    ("field: mounts", "field: mount_count", "indicators.yaml：指标 G03 的分子用到台账 pole 没有的字段 mount_count"),
    ("field: mounts", "field: road", "indicators.yaml：指标 G03 的分子对字段 road 求和，它不是数字"),
    ("field: population", "field: people", f"{N03}的分母用到 city.yaml 没有的统计数 people"),
    ("{aggregate: statistic,", "{aggregate: statistic, ledger: pole,", f"{N03}的分母是统计数，不写 ledger、where 和 check"),
    ("check: updated_within_cycle", "check: updated_today", "indicators.yaml：指标 D02 的分子的 check updated_today 不存在，可用：updated_within_cycle"),
    ("{in: [status, 已建成, 已投用]}]}}", "{in: [status, 已建成, 已投用]}]}, check: updated_within_cycle}",
     f"{G01}的分子的 check updated_within_cycle 要读台账 pole 没有的字段 update_cycle、updated_on"),
    ("applies_to: [U11,", "applies_to: [U99, U11,", f"{G01}的适用单位 U99 不是 units.yaml 中的成员单位"),
    ("applies_to: [U11,", "applies_to: [B01, U11,", f"{G01}的适用单位 B01 不是 units.yaml 中的成员单位"),
    ("applies_to: [U11,", "applies_to: [U11, U11,", f"{G01}的适用单位 U11 重复"),
    ("applies_to: [U11,", "applies_to: [U01, U11,", f"{G01}的适用单位 U01 不报台账 pole"),
    ("start: {on: 2023-01-01, all: 0}", "start: {on: 2023-06-30, all: 0}", f"{G01}的计划点 2023-06-30 没有按日期先后排列"),
    ("{on: 2023-12-31, milestone: P2", "{on: 2023-05-31, milestone: P2", f"{G01}的计划点 2023-05-31 没有按日期先后排列"),
    ("city: 1400", "city: 900", f"{G01}的计划点 2023-12-31（全市）与方向“越高越好”相反"),
    ("U11: 126", "U11: 80", f"{G01}的计划点 2023-12-31（U11）与方向“越高越好”相反"),
    ("name: 智慧杆柱累计建成数\n", "name: 智慧杆柱累计建成数\n  direction: down\n",
     f"{G01}的计划点 2023-06-30（全市）与方向“越低越好”相反"),
    ("city: 1000", "city: 1001", f"{G01}的计划点 2023-06-30 的各单位之和为 1000，与全市 1001 不等"),
    ("city: 1000, ", "", f"{G01}的计划点 2023-06-30 的各单位之和为 1000，与全市 None 不等"),
    ("city: 1000, ", "all: 1000, city: 1000, ", f"{G01}的计划点 2023-06-30 应写 all，或分别写 city 与 units，不能都写或都不写"),
    ("milestone: P1, city: 740", "milestone: P1",
     "indicators.yaml：指标 N02 的计划点 2023-06-30 应写 all，或分别写 city 与 units，不能都写或都不写"),
    ("milestone: P1, city: 1000", "milestone: P9, city: 1000", f"{G01}的计划点 2023-06-30 的阶段 P9 不在 plan.yaml 中"),
    ("milestone: P1, city: 1000", "milestone: P2, city: 1000", f"{G01}的计划点 2023-06-30 不是阶段 P2 的期限 2023-12-31"),
    ("units: {U11: 90", "units: {U03: 0, U11: 90", f"{G01}的计划点 2023-06-30 的单位 U03 不是该指标的适用单位"),
    ("minimum: 0\n  maximum: 50", "minimum: 51\n  maximum: 50", "indicators.yaml：指标 G03 的下限大于上限"),
    ("all: 99.5", "all: 100.5", "indicators.yaml：指标 N04 的计划点 2025-12-31 的数 100.5 超出指标的上下限"),
])
def test_a_problem_of_an_indicator_is_found(old, new, said):
    assert said in problems("indicators.yaml", old, new)


def test_shares_need_not_add_up():
    assert problems("indicators.yaml", "city: 25, units:", "city: 26, units:") == []


def test_a_plan_may_stand_still():
    assert problems("indicators.yaml", "milestone: P2, city: 1050", "milestone: P2, city: 740") == []
