"""The bulletin of the month, cell by cell."""

import pytest

from tests.month import paper


@pytest.fixture(scope="module")
def bulletin(told):
    return paper.sheets_of(told.papers["first"].read_bytes())


def test_the_bulletin_has_its_sheets(bulletin):
    assert list(bulletin) == ["封面", "总体情况", "指标走势", "指标完成", "亮灯", "督办清单", "考评排名", "报送情况", "数据质量", "附表1 区", "附表2 企业"]


def test_the_cover_says_what_the_paper_rests_on(bulletin):
    said = {row[0]: row[1] for row in bulletin["封面"] if len(row) == 2}
    assert said["通报月份："] == "2023年5月" and said["通报状态："] == "已通报（第 1 次通报）"
    assert said["数据截止："].startswith("2023年5月31日（报送截止 2023年6月12日") and said["通报时间："].startswith("2023年6月16日")
    assert said["报送情况："] == "应报单位 3 家，已报齐 2 家（2/3）" and said["适用规则："].endswith("第 1 版")
    assert ["【未齐】"] in bulletin["封面"]


def test_every_indicator_cell_is_the_one_worked_out(bulletin):
    rows = paper.table(bulletin["指标完成"], ["单位", "编号", "指标"])
    assert [row[:13] for row in rows] == paper.INDICATOR_ROWS


def test_what_the_month_added_is_the_one_worked_out(bulletin):
    assert paper.table(bulletin["总体情况"], ["指标", "计量单位", "上月实证"]) == paper.MONTH_ROWS


def test_stages_and_pillars_are_the_ones_worked_out(bulletin):
    assert paper.table(bulletin["总体情况"], ["阶段 / 支柱"]) == paper.STAGE_ROWS


def test_lights_are_counted_and_listed_as_worked_out(bulletin):
    assert paper.table(bulletin["亮灯"], ["亮灯", "含义"]) == paper.LIGHT_COUNTS
    assert [row[:6] for row in paper.table(bulletin["亮灯"], ["任务编号", "任务"])] == paper.LIGHT_ROWS
    assert [row[0] for row in paper.table(bulletin["总体情况"], ["任务", "牵头单位"])] == ["乙通信赋码"]  # red now, not on 04-30


def test_the_order_is_listed_as_it_stood_on_the_last_day(bulletin):
    assert paper.table(bulletin["督办清单"], ["编号", "督办事项"]) == paper.ORDER_ROWS


def test_the_ranking_is_the_one_worked_out(bulletin):
    rows = bulletin["考评排名"]
    for title, wanted in paper.RANK_ROWS.items():
        below = rows[next(n for n, row in enumerate(rows) if row[0] == title):]
        assert paper.table(below, ["名次", "单位"]) == wanted


def test_filing_and_quality_are_the_ones_worked_out(bulletin):
    assert paper.table(bulletin["报送情况"], ["单位", "应报"]) == paper.FILING_ROWS
    assert paper.table(bulletin["数据质量"], ["单位", "规范性"]) == paper.QUALITY_ROWS


def test_the_annexes_say_what_every_unit_lost(bulletin):
    east = paper.table(bulletin["附表1 区"], ["单位", "考评项"])
    companies = paper.table(bulletin["附表2 企业"], ["单位", "考评项"])
    assert [[row[0], *row[2:5]] for row in east] == paper.lost_rows("E")
    assert [[row[0], *row[2:5]] for row in companies] == [*paper.lost_rows("A"), *paper.lost_rows("B")]


def test_a_bulletin_holds_and_a_changed_one_is_found_out(told):
    assert told.verified["trial"]["trial"] is True
    first, forged = told.verified["first"], told.verified["forged"]
    assert (first.code, first.value["differences"]) == (0, [])
    assert forged.code == 1 and any("99" in said and "84.27" in said for said in forged.value["differences"])
