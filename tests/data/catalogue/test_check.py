"""Cross-file problems: the default rule book has none, and each kind is found, named by file and item."""

import shutil

import pytest

from data.catalogue.book import load_folder, load_texts
from data.catalogue.check import check
from data.settings import RULE_BOOK
from tests.data.catalogue.broken import default_book, problems


def test_the_default_rule_book_has_no_problem():
    assert check(default_book(), RULE_BOOK) == []


@pytest.mark.parametrize(("old", "new", "said"), [
    ("code: P2", "code: P1", "plan.yaml：阶段 P1 重复"),
    ("{code: facility, name", "{code: platform, name", "plan.yaml：支柱 platform 重复"),
    ("code: T102\n", "code: T101\n", "plan.yaml：任务 T101 重复"),
    ("code: T101-2,", "code: T101-1,", "plan.yaml：里程碑 T101-1 重复"),
    ("due: 2023-06-30\n    clause: 二(一)", "due: 2024-06-30\n    clause: 二(一)", "plan.yaml：阶段 P2 的期限早于前一阶段 P1"),
    ("weight: 30}", "weight: 31}", "plan.yaml：各支柱权重合计为 101，应为 100"),
    ("weight: 8\n", "weight: 7.5\n", "plan.yaml：支柱 safeguard 的任务权重合计为 99.5，应为 100"),
    ("pillar: safeguard", "pillar: safety", "plan.yaml：任务 T101 的支柱 safety 没有定义"),
    ("lead: U01", "lead: U99", "plan.yaml：任务 T101 的单位 U99 不在 units.yaml 中"),
    ("assist: [U05, U41]", "assist: [U05, U98]", "plan.yaml：任务 T101 的单位 U98 不在 units.yaml 中"),
    ("assist: [U05, U41]", "assist: [U05, U01]", "plan.yaml：任务 T101 的单位 U01 重复"),
    ("indicators: [G02, G06]", "indicators: [G02, G66]", "plan.yaml：任务 T104 的指标 G66 不在 indicators.yaml 中"),
    ("start: 2023-01-03", "start: 2023-07-01", "plan.yaml：任务 T101 的起始日期晚于完成日期"),
    ("due: 2023-06-30\n        weight", "due: 2023-07-01\n        weight",
     "plan.yaml：任务 T101 的完成日期 2023-07-01 晚于阶段 P1 的期限 2023-06-30"),
    ("形成规划征求意见稿, due: 2023-03-31", "形成规划征求意见稿, due: 2023-01-02",
     "plan.yaml：任务 T101 的里程碑 T101-1 不在任务的起止日期之内"),
    ("形成规划征求意见稿, due: 2023-03-31", "形成规划征求意见稿, due: 2023-06-01", "plan.yaml：任务 T101 的里程碑没有按日期先后排列"),
])
def test_a_problem_of_the_plan_is_found(old, new, said):
    assert said in problems("plan.yaml", old, new)


@pytest.mark.parametrize("day", ["2023-01-03", "2023-06-30"])
def test_a_milestone_may_stand_on_the_first_and_the_last_day(day):
    found = problems("plan.yaml", "形成规划征求意见稿, due: 2023-03-31", f"形成规划征求意见稿, due: {day}")
    assert not [p for p in found if "起止日期" in p]


@pytest.mark.parametrize(("old", "new", "said"), [
    ("identifier: unit,", "identifer: unit,", "glossary.yaml：第 1 个词应有且只有 chinese、identifier、english 三项"),
    ("identifier: group,", "identifier: unit,", "glossary.yaml：词 unit 重复"),
    ("chinese: 考核分组", "chinese: 成员单位", "glossary.yaml：词 成员单位 重复"),
])
def test_a_problem_of_the_glossary_is_found(old, new, said):
    assert said in problems("glossary.yaml", old, new)


@pytest.fixture
def folder(tmp_path):
    """A copy of the default rule book that may be spoilt."""
    copy = tmp_path / "book"
    shutil.copytree(RULE_BOOK, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def test_a_missing_boundary_file_is_found(folder):
    assert check(load_folder(folder), folder) == []
    (folder / "boundaries/street.geojson").unlink()
    assert check(load_folder(folder), folder) == ["city.yaml：边界文件 boundaries/street.geojson 不存在"]


def test_boundaries_are_looked_for_only_where_a_folder_is_given(folder):
    (folder / "boundaries/street.geojson").unlink()
    assert check(load_folder(folder)) == []


def test_a_boundary_file_outside_the_folder_is_refused(folder):
    city = folder / "city.yaml"
    city.write_text(city.read_text("utf-8").replace("file: boundaries/grid.geojson", "file: ../grid.geojson"), "utf-8")
    (folder.parent / "grid.geojson").touch()
    assert check(load_folder(folder), folder) == ["city.yaml：边界文件 ../grid.geojson 应放在办法目录之内"]


def test_a_boundary_level_twice_is_found(folder):
    city = folder / "city.yaml"
    city.write_text(city.read_text("utf-8").replace("level: grid", "level: street"), "utf-8")
    assert check(load_folder(folder), folder) == ["city.yaml：边界层级 street 重复"]


def test_all_problems_are_said_in_the_order_of_the_files():
    texts = dict(default_book().texts)
    texts["rubric.yaml"] = texts["rubric.yaml"].replace("points: 15", "points: 14", 1)
    texts["units.yaml"] = texts["units.yaml"].replace("group: bureau", "group: bureaux", 1)
    assert [p.split("：")[0].split()[0] for p in check(load_texts(texts))] == ["units.yaml", "rubric.yaml"]
