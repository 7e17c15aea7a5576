"""Problems of the systems' pages: what is asked, and what rows are told apart by."""

import pytest

from data.catalogue.book import load_texts
from data.catalogue.check import judged
from data.errors import CatalogueError
from tests.data.catalogue.broken import changed, default_book, problems

AT = "systems.yaml：系统 智慧杆柱 "


@pytest.mark.parametrize(("old", "new", "said"), [
    ("name: 智慧杆柱", "name: 智慧灯塔", "systems.yaml：系统 智慧灯塔 没有指标属于它"),
    ("name: 5G网络", "name: 智慧杆柱", "systems.yaml：系统 智慧杆柱 重复"),
    ("indicator: G01", "indicator: G99", f"{AT}先问的指标 G99 不是它的指标"),
    ("indicator: G01", "indicator: N01", f"{AT}先问的指标 N01 不是它的指标"),
    ("ledger: pole,", "ledger: poles,", f"{AT}的分布用到没有的台账 poles"),
    ("by: build_mode", "by: colour", f"{AT}的分布用到台账 pole 没有的栏目 colour"),
    ("split: status", "split: colour", f"{AT}的分布用到台账 pole 没有的栏目 colour"),
    ("by: build_mode", "by: reserved_5g", f"{AT}的分布按 reserved_5g，它不是可筛选的选项栏目"),
    ("by: build_mode", "by: road", f"{AT}的分布按 road，它不是可筛选的选项栏目"),
    ("split: status", "split: mounts", f"{AT}的分布再按 mounts 分，它不是选项栏目"),
    ("split: status", "split: status, sums: [mounts]", f"{AT}的分布不能既写 split 又写 sums"),
    ("split: status", "sums: [road]", f"{AT}的分布对 road 求和，它不是数字"),
    ("split: status", "sums: [mounts, height_m]", f"{AT}的分布求和的栏目单位不同，不能画在一起"),
])
def test_a_problem_of_a_systems_page_is_found(old, new, said):
    assert said in problems("systems.yaml", old, new)


def test_every_system_of_the_shipped_book_asks_something():
    book = default_book()
    assert {s.name for s in book.systems} == {i.system for i in book.indicators.values()}
    assert all(s.leads and s.breakdowns for s in book.systems) and judged(book) == []


def test_a_book_adopted_before_pages_were_declared_is_read_as_it_is():
    texts = {name: text for name, text in default_book().texts.items() if name != "systems.yaml"}
    old = load_texts(texts)
    assert old.systems == [] and judged(old) == []


def test_more_questions_than_fit_are_refused_with_their_place():
    with pytest.raises(CatalogueError, match=r"systems\.yaml 第 \d+ 行"):
        load_texts(changed("systems.yaml", "split: status", "split: status, colour: red"))
