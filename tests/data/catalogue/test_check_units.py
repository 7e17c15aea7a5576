"""Problems of city.yaml and units.yaml against the rest."""

import pytest

from tests.data.catalogue.broken import problems


@pytest.mark.parametrize(("old", "new", "said"), [
    ("- {code: 990103, name: 澄湖区", "- {code: 990102, name: 澄湖区", "city.yaml：区划 990102 重复"),
    ("  - {code: 990100, name: 示范市}\n", "", "city.yaml：regions 中没有本市 990100"),
    ("name: 云桥区, parent: 990100", "name: 云桥区, parent: 990101", "city.yaml：区划 990102 的上级 990101 不在 regions 中"),
    ("label: 常住人口, region: 990103", "label: 常住人口, region: 990199", "city.yaml：统计数 population 的区划 990199 不在 regions 中"),
    ("label: 常住人口, region: 990103", "label: 常住人口, region: 990102", "city.yaml：统计数 population 990102 2022 重复"),
    ("longitude: [101.9, 103.0]", "longitude: [103.0, 101.9]", "city.yaml：longitude 的下限应小于上限"),
    ("latitude: [39.55, 40.45]", "latitude: [40.45, 40.45]", "city.yaml：latitude 的下限应小于上限"),
    ("code: 010102,", "code: 010101,", "city.yaml：分类代码 010101 重复"),
    ("name: 住宅, category: 房屋", "name: 住宅, category: 房子", "city.yaml：分类代码 010101 的实体类别 房子 不是编码赋码台账的选项"),
])
def test_a_problem_of_the_city_is_found(old, new, said):
    assert said in problems("city.yaml", old, new)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("{code: support, name", "{code: company, name", "units.yaml：分组 company 重复"),
    ("code: U02\n", "code: U01\n", "units.yaml：单位 U01 重复"),
    ("group: bureau", "group: bureaux", "units.yaml：单位 U01 的分组 bureaux 没有定义"),
    ("    group: bureau\n", "", "units.yaml：单位 U01 的分组 （空） 没有定义"),
    ("parent: B01", "parent: B09", "units.yaml：单位 B02 的上级 B09 不在 units.yaml 中"),
    ("regions: [990102]", "regions: [990101]", "units.yaml：单位 U11 的区划 990101 不在 city.yaml 中"),
    ("aliases: [住建局,", "aliases: [数据局,", "units.yaml：单位 U02 的名称“数据局”与单位 U01 相同"),
    ("aliases: [住建局,", "aliases: [U01,", "units.yaml：单位 U02 的名称“U01”与单位 U01 相同"),
    ("owes: [scene,", "owes: [scenes,", "units.yaml：单位 U02 应报的台账 scenes 没有定义"),
    ("owes: [pole,", "owes: [pole, pole,", "units.yaml：单位 U03 应报的台账 pole 重复"),
    ("aliases: [市领导小组, 数公基领导小组]", "aliases: [], owes: [task_report]", "units.yaml：单位 B01 是议事机构，不应有应报台账"),
    ("owes: [task_report]", "owes: []", "units.yaml：单位 U41 有任务，应报 task_report"),
    ("owes: [task_report]", "owes: [task_report, indicator_report]", "units.yaml：单位 U41 没有月报指标，不应报 indicator_report"),
    ("owes: [scene, task_report, indicator_report]", "owes: [scene, task_report]",
     "units.yaml：单位 U02 有月报指标，应报 indicator_report"),
])
def test_a_problem_of_the_units_is_found(old, new, said):
    assert said in problems("units.yaml", old, new)


def test_a_unit_without_a_task_owes_no_task_report():
    unit = "  - {code: U90, group: support, full_name: 示范市某局, short_name: 某局, owes: [task_report]}\n"
    said = problems("units.yaml", "  # 配合单位\n", f"  # 配合单位\n{unit}")
    assert said == ["units.yaml：单位 U90 没有任务，不应报 task_report"]


def test_a_unit_may_repeat_its_own_name_as_alias():
    assert problems("units.yaml", "aliases: [住建局,", "aliases: [市住建局, 住建局,") == []
