"""What the page says of an indicator's declaration, and that every one of the rule book can say it."""

from datetime import date
from decimal import Decimal

import pytest

from data.indicators.declared import declared
from tests.catalogue_builder import INDICATORS, small_catalogue
from tests.data.catalogue.broken import default_book

JUNE = "2023-06"
BOOK = small_catalogue()
FACTS = ["统计层级", "频次", "数据来源", "报送单位", "申报对应", "合理范围", "考评"]
# DOMAIN §11.2: the catalogue an office of this kind follows.
WANTED = ["G01", "G02", "G03", "G04", "N01", "N02", "N03", "N04", "N05", "C01", "C02", "C03", "C04", "A01", "A02", "A03", "A04", "M01", "S01", "S02", "S03",
          "S04", "D01", "D02", "D03", "U01", "U03", "U06"]


def of(code, units=None, book=BOOK):
    return declared(book, book.indicator(code), JUNE, book.members if units is None else [book.unit(u) for u in units])


def test_targets_are_told_by_phase_for_the_city_and_every_unit_in_sight():
    found = of("P1")
    assert found.phases == [("第一阶段", date(2023, 6, 30)), ("M2", date(2023, 12, 31))]
    assert [(g.name, g.baseline, g.targets) for g in found.goals] == [("全市", 0, [10, 20]), ("东区", 0, [4, 8]), ("西区", 0, [6, 12])]
    assert [g.name for g in of("P1", ["E"]).goals] == ["全市", "东区"]


def test_a_phase_that_asks_nothing_of_a_unit_is_not_filled_with_a_later_one():
    late = INDICATORS.replace("city: 10, units: {E: 4, W: 6}", "city: 10, units: {W: 10}")
    found = of("P1", book=small_catalogue(indicators=late))
    assert [(g.name, g.targets) for g in found.goals] == [("全市", [10, 20]), ("东区", [None, 8]), ("西区", [10, 12])]


def test_what_is_asked_of_all_alike_is_said_once():
    assert [(g.name, g.baseline, g.targets) for g in of("P2").goals] == [("全市、各单位、各区相同", 0, [50])]


def test_a_followed_indicator_has_no_phases():
    assert (of("P3").phases, [g.name for g in of("P3").goals]) == ([], ["全市"])


@pytest.mark.parametrize(("code", "fact", "said"), [
    ("P1", "统计层级", "全市、单位、区"), ("P1", "报送单位", "东区、西区"), ("P1", "申报对应", "指标月报的本期末"),
    ("P1", "合理范围", "计数，不会小于零"), ("P3", "考评", "未设计划，只跟踪，不计分"), ("P1", "考评", "考评细则没有用到"),
    ("P3", "申报对应", "没有：单位不另报这个数，只有核实数"), ("P2", "数据来源", "智慧杆柱、应建底数台账，由已接收的行计数")])
def test_facts_are_read_from_the_declaration(code, fact, said):
    assert dict(of(code).facts)[fact] == said


@pytest.mark.parametrize(("line", "said"), [("  pilot: 是\n", "试行：有计划、亮灯，暂不计入月度考评"), ("", "计入“序时”"), ("  coding: 是\n", "计入“赋码”")])
def test_an_indicator_says_whether_it_is_scored(line, said):
    items = "".join(f"\n      - {{code: R{n}, name: {name}, points: 1, shape: proportional, input: {given}, rule: x}}" for n, (name, given) in enumerate(
        (("序时", "indicators_against_schedule"), ("赋码", "coding_against_schedule"))))
    book = small_catalogue(indicators=INDICATORS.replace("  reported: 是\n", f"  reported: 是\n{line}", 1),
                           rubric=f"title: 细则\nblocks:\n  - code: A\n    name: 甲\n    items:{items}\ngrades: []\n")
    assert dict(of("P1", book=book).facts)["考评"] == said


def test_what_is_asked_of_the_city_alone_scores_nobody():
    city_only = INDICATORS.replace(", units: {E: 4, W: 6}", "").replace(", units: {E: 8, W: 12}", "").replace("start: {on: 2023-01-01, all: 0}",
                                                                                                       "start: {on: 2023-01-01, city: 0}", 1)
    assert dict(of("P1", book=small_catalogue(indicators=city_only)).facts)["考评"] == "只有全市目标，不计入单位得分"


def test_every_indicator_of_the_rule_book_says_all_of_it():
    book = default_book()
    assert set(WANTED) <= set(book.indicators)
    for indicator in book.indicators.values():
        found = declared(book, indicator, JUNE, book.members)
        assert [name for name, _ in found.facts] == FACTS and all(words for _, words in found.facts), indicator.code
        assert indicator.definition and all(r.source and r.label for r in indicator.reference), indicator.code
        assert [day for _, day in found.phases] == [p.on for p in indicator.points], indicator.code
    assert book.indicator("S02").reference[0].value == Decimal(95)


def test_every_unit_that_owes_a_planned_ledger_has_targets_of_its_own():
    """But where things are shared between units (N02), or belong to all of them together (N03), or a unit has none of the kind by its nature."""
    book = default_book()
    bare = {(i.code, u.code) for i in book.indicators.values() if i.points for u in book.applies_to(i)
            if all(p.all is None and u.code not in p.units for p in i.points)}
    assert {code for code, _ in bare} == {"N02", "N03", "S03", "K04", "K05", "K06"}
    assert {at for at in bare if at[0] not in ("N02", "N03")} == {("S03", "U07"), ("K04", "U05"), ("K05", "U05"), ("K06", "U32")}
