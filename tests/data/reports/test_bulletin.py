"""The bulletin: cells hold the figures of the services, and the paper prints as official tables do."""

from datetime import datetime

import pytest
from openpyxl import load_workbook

from data.assessment.stored import stored_scores
from data.indicators.figures import EVERY, figures
from data.intake.views import completeness
from data.plan.outlook import outlook
from data.reports.bulletin import bulletin
from data.rounding import plain
from data.supervision.lights import stored_lights
from tests.data.reports.month import EVIL, JUNE, NOW, open_month
from tests.data.reports.reading import cell_with, table, written

SHEETS = ["封面", "总体情况", "指标走势", "指标完成", "亮灯", "督办清单", "考评排名", "报送情况", "数据质量", "附表1 市直部门"]


@pytest.fixture(scope="module")
def book(june, tmp_path_factory):
    return written(june, tmp_path_factory.mktemp("paper") / "通报.xlsx")


def test_the_sheets_are_bound_in_order_and_the_proof_is_hidden(book):
    assert book.sheetnames == [*SHEETS, "附表2 区", "_chengji"]
    assert book["_chengji"].sheet_state == "hidden"


# Figures

def test_the_cells_of_a_month_are_what_was_worked_out_on_paper(book):
    """8 of 10 and 4 of 4 poles; 3 of 4 places against 80 percent."""
    rows = table(book["指标完成"], "单位", 13)
    assert [row[:7] for row in rows] == [
        ["全市", "poles", "智慧杆柱", "根", 12, "—", 12], ["全市", "cover", "重点场所通达率", "%", 3, 4, 75], ["交通局", "poles", "智慧杆柱", "根", 8, "—", 8],
        ["住建局", "cover", "重点场所通达率", "%", 3, 4, 75], ["东湖区", "poles", "智慧杆柱", "根", 4, "—", 4]]
    assert [row[11:] for row in rows] == [[-14.285714, "▲ 黄"], [-6.25, "● 绿"], [-20, "▲ 黄"], [-6.25, "● 绿"], [0, "✔ 完成"]]


def test_indicator_cells_equal_the_stored_figures(book, june):
    order = {"jt": 0, "zj": 1, "dh": 2}
    wanted = [*figures(june, JUNE), *sorted(figures(june, JUNE, EVERY), key=lambda f: order[f.unit])]
    rows = table(book["指标完成"], "单位", 14)
    for row, f in zip(rows, wanted, strict=True):
        numbers = (f.numerator, f.denominator, f.value, f.reported, f.discrepancy, f.target, f.planned, f.gap_points)
        assert row[1] == f.indicator
        assert row[4:12] == ["—" if n is None else plain(n) for n in numbers]
        assert row[13] == f.reason


def test_score_cells_equal_the_stored_scores(book, june):
    """48 + 30 of 90 points are 86.67; 56.25 + 30 are 95.83; the item without a source is a dash."""
    found = table(book["考评排名"], "名次", 8)
    assert found == [[1, "住建局", 95.83, "优秀", 90, 56.25, 30, "—"], [2, "交通局", 86.67, "良好", 90, 48, 30, "—"]]
    stored = {s.unit: s for s in stored_scores(june, JUNE)}
    assert [row[2] for row in found] == [plain(stored["zj"].total), plain(stored["jt"].total)]


def test_light_cells_equal_the_stored_lights(book, june):
    rows = table(book["亮灯"], "任务编号", 7)
    assert {(row[0], row[5], row[6]) for row in rows} == {(f.task, datetime.combine(f.since, datetime.min.time()), f.reason) for f in stored_lights(june)}
    assert [row[3] for row in rows] == ["▲ 黄", "○ 灰", "✔ 完成"]
    assert [row[2:3] + row[3:4] for row in table(book["亮灯"], "亮灯", 5)] == [[0, 0], [1, 0], [1, 0], [0, 0], [0, 0], [1, 0]]


def test_an_order_is_shown_as_it_stood_on_the_last_day_of_the_month(book):
    """Answered on 3 July; on 30 June it was acknowledged and five days late."""
    [row] = table(book["督办清单"], "编号", 12)
    day = datetime(2023, 6, 8)
    assert row == ["DB20230608-001", EVIL, "交通局", "督办", day, datetime(2023, 6, 25), datetime(2023, 6, 9), "—", "—", "已签收", 0, "逾期"]


def test_stage_cells_equal_the_outlook(book, june):
    found = outlook(june, JUNE, NOW.date())
    rows = [[v for v in row if v is not None] for row in table(book["总体情况"], "阶段 / 支柱", 11)]
    assert [row[5] for row in rows] == ["—" if s.rollup.evidenced is None else plain(s.rollup.evidenced) for s in (*found.phases, *found.pillars, found.whole)]
    assert rows[0][2:4] == [3, 1]


def test_filing_and_findings_are_counted_by_unit(book, june):
    assert table(book["报送情况"], "单位", 8)[2:] == [["东湖区", 1, 1, 0, 0, 0, 0, 1], ["合计", 5, 5, 0, 0, 0, 0, 1]]
    assert table(book["数据质量"], "单位", 11)[0] == ["东湖区", 0, 1, 2, 0, 0, 0, 2, 1, 0, 0]
    assert completeness(june, JUNE, NOW.date()) == (3, 3)
    assert cell_with(book["封面"], "应报单位 3 家，已报齐 3 家（3/3）")


def test_deductions_are_listed_with_their_reason(book):
    rows = table(book["附表1 市直部门"], "单位", 6)
    assert [row[:5] for row in rows] == [["交通局", "R1 指标序时", 60, 48, 12], ["住建局", "R1 指标序时", 60, 56.25, 3.75]]


def test_the_prose_is_made_from_the_figures(book):
    words = "".join(str(row[0].value) for row in book["总体情况"].iter_rows() if row[0].value)
    assert "智慧杆柱（实证 12根，序时 14根，进度差 −14.29 个百分点）" in words
    assert "任务亮灯为红灯 0 项、黄灯 1 项、灰灯 1 项、蓝灯 0 项、绿灯 0 项、完成 1 项" in words
    assert "市直部门：第一名住建局（95.83分），末位交通局（86.67分）" in words


# Paper

@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_on_a4_one_page_wide_with_numbered_pages(book, name):
    sheet = book[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, "landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert "规则第1版 数据截止2023年6月30日" in sheet.oddFooter.left.text
    assert "试算稿" in sheet.oddHeader.right.text


@pytest.mark.parametrize("name", ["指标完成", "督办清单", "报送情况", "亮灯"])
def test_long_tables_repeat_their_head(book, name):
    rows = book[name].print_title_rows.replace("$", "").split(":")
    assert rows[0] == rows[1]
    assert {cell.font.name for cell in book[name][int(rows[0])] if cell.value} == {"黑体"}


def test_fonts_and_sizes_are_those_of_official_tables(book):
    sheet = book["指标完成"]
    title, body = sheet["A1"], cell_with(sheet, "东湖区")
    assert (title.font.name, title.font.sz, body.font.name, body.font.sz) == ("方正小标宋简体", 22, "仿宋_GB2312", 12)
    assert "A1:N1" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_user_text_that_looks_like_a_formula_stays_text(book):
    order = cell_with(book["督办清单"], EVIL)
    assert order.data_type == "s"
    assert order.quotePrefix
    assert not [c.coordinate for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_numbers_dates_and_codes_keep_their_kind(book):
    indicators, lights = book["指标完成"], book["亮灯"]
    assert cell_with(indicators, -14.285714).number_format.startswith("#,##0.00")
    assert cell_with(lights, "T1-01").number_format == "@"
    assert cell_with(lights, datetime(2023, 6, 20)).is_date


def test_charts_are_native_with_titles_and_axes(book):
    charts = [chart for sheet in book for chart in sheet._charts]
    assert len(charts) == 5  # two courses, the ring, two groups
    for chart in charts:
        assert chart.title is not None
        axes = [getattr(chart, name) for name in ("x_axis", "y_axis") if hasattr(chart, name)]
        assert all(axis.delete is False for axis in axes)


def test_a_course_leaves_months_without_data_blank(book):
    """A dash would be drawn as 0."""
    rows = table(book["指标走势"], "月份", 3)
    assert [row[2] for row in rows] == [None] * 5 + [12] + [None] * 6
    assert rows[5][1] == 14


def test_the_same_facts_give_the_same_bytes(june, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        bulletin(june, JUNE, tmp_path / name, NOW)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_empty_month_is_written_too(june, tmp_path):
    bulletin(june, "2023-02", tmp_path / "空.xlsx", NOW)
    words = [str(c.value) for row in load_workbook(tmp_path / "空.xlsx")["总体情况"].iter_rows() for c in row if c.value]
    assert any("未齐" in w for w in words)
    assert any("本月尚未计算考评得分" in w for w in words)
    assert any("项任务尚无进展数据" in w for w in words) and not any("0%" in w for w in words)


def test_both_databases_write_the_same_bulletin(database_place, june, tmp_path):
    store = open_month(database_place)
    with store.read() as session:
        one = written(session, tmp_path / "one.xlsx")
    store.close()
    other = written(june, tmp_path / "other.xlsx")
    for name in SHEETS:
        assert [[c.value for c in row] for row in one[name].iter_rows() if name != "封面"] == [
            [c.value for c in row] for row in other[name].iter_rows() if name != "封面"]
