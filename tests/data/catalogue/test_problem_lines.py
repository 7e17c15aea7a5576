"""A problem between the files names the line of its item."""

import pytest

from data.catalogue.book import load_texts
from data.catalogue.check import check
from data.catalogue.problem_lines import with_line
from tests.data.catalogue.broken import changed, default_book


def line(text, file):
    """The first line the text stands on."""
    source = default_book().texts[file]
    return source.count("\n", 0, source.index(text)) + 1


@pytest.mark.parametrize(("file", "old", "new", "item", "said"), [
    ("plan.yaml", "lead: U01", "lead: U99", "code: T101", "任务 T101 的单位 U99 不在 units.yaml 中"),
    ("units.yaml", "parent: B01", "parent: B09", "code: B02", "单位 B02 的上级 B09 不在 units.yaml 中"),
    ("city.yaml", "name: 云桥区, parent: 990100", "name: 云桥区, parent: 990101", "code: 990102", "区划 990102 的上级 990101 不在 regions 中"),
])
def test_the_line_is_that_of_the_item_named(file, old, new, item, said):
    assert f"{file} 第 {line(item, file)} 行：{said}" in check(load_texts(changed(file, old, new)))


def test_of_what_stands_twice_the_second_is_named():
    assert f"plan.yaml 第 {line('code: T102', 'plan.yaml')} 行：任务 T101 重复" in check(load_texts(changed("plan.yaml", "code: T102\n", "code: T101\n")))


@pytest.mark.parametrize("problem", ["plan.yaml：各支柱权重合计为 101，应为 100", "plan.yaml：任务 T999 的起始日期晚于完成日期", "没有办法"])
def test_a_problem_that_names_no_item_stays_as_it_is(problem):
    assert with_line(default_book(), problem) == problem
