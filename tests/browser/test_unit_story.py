"""A member unit's hour: it fills its template, reads what is wrong, mends the marked copy, explains a doubt and has its receipt in time."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from data.store.tables import Entity, Job, Month, Submission
from data.vocabulary import MonthState
from tests.browser.conftest import XLSX, downloaded, hand_in, open_receipt
from tests.data.jobs.conftest import pole_file
from tests.desk import JUNE

NAME = "东区智慧杆柱2023年6月.xlsx"
CODE = "9901010504010000000{:02d}"
POLES = [
    {"杆号": "A1", "统一识别代码": CODE.format(1), "名称": "一号杆", "行政区划代码": "990101", "状态": "在建", "建设方式": "新建", "挂载数": 2, "高度": 20},
    {"杆号": "A2", "统一识别代码": CODE.format(2), "名称": "二号杆", "行政区划代码": "990101", "状态": "在建", "建设方式": "新建", "挂载数": 3, "高度": 9},
    {"杆号": "A3", "统一识别代码": CODE.format(3), "名称": "三号杆", "行政区划代码": "990101", "状态": "在建", "建设方式": "新建", "挂载数": 1, "高度": 8},
]
HEADER_ROW, FIRST = 4, 5  # of a template
# cell → what is written there instead of what is right, the rule's name on the page
BROKEN = {"B6": (CODE.format(2)[:20], "统一识别代码写法"), "A7": (None, "必填项"), "I5": (99, "数值范围")}
DOUBT, WORDS = "J5", "路口信号合杆，经现场核实"

# The stack of the web leaves files of assets for the collector to close.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


def edited(content, change):
    book = openpyxl.load_workbook(BytesIO(content))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def columns_of(sheet, row):
    """Header without the star of a required one → column."""
    return {cell.value.lstrip("＊*"): cell.column for cell in sheet[row] if cell.value}


def fill(book):
    """All three poles, then three cells broken."""
    sheet = book.worksheets[0]
    columns = columns_of(sheet, HEADER_ROW)
    for number, pole in enumerate(POLES, FIRST):
        for header, value in pole.items():
            sheet.cell(number, columns[header]).value = value
    for cell, (value, _) in BROKEN.items():
        sheet[cell].value = value


def mend(book):
    """The three cells as they should be, and words beside the doubt."""
    sheet, result = book.worksheets[0], book["校验结果"]
    columns = {place: header for header, place in columns_of(sheet, HEADER_ROW).items()}
    for cell in BROKEN:
        sheet[cell].value = POLES[sheet[cell].row - FIRST][columns[sheet[cell].column]]
    row, titles = next((row, titles) for row, titles in lines_of(result) if titles["单元格"].value == DOUBT)
    titles["说明（核实问题请在此填写）"].value = WORDS


def lines_of(result):
    """The lines of a 校验结果 sheet: number and cells by title."""
    head = next(row for row in result.iter_rows() if any(cell.value == "单元格" for cell in row))
    for row in result.iter_rows(min_row=head[0].row + 1):
        if row[0].value is not None:
            yield row[0].row, dict(zip([cell.value for cell in head], row, strict=True))


def look_over(content):
    """The copy that goes back: a note at each cell that is named, and a line in 校验结果 that leads there."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet, named = book.worksheets[0], {*BROKEN, DOUBT}
    assert {cell.coordinate for row in sheet.iter_rows(min_row=FIRST) for cell in row if cell.comment} == named
    assert "请核实" in sheet[DOUBT].comment.text and "必填" in sheet["A7"].comment.text
    places = {titles["单元格"].value: titles["单元格"].hyperlink.location for _, titles in lines_of(book["校验结果"])}
    assert places == {cell: f"'{sheet.title}'!{cell}" for cell in named}


def by_column(page):
    """What the page counts: (column, rule, severity, count) of each line."""
    table = page.get_by_role("region", name="列、规则、等级、处数")
    expect(table).to_be_visible()
    return {tuple(row.locator("td").all_inner_texts()) for row in table.locator("tbody tr").all()}


def test_a_unit_mends_its_marked_copy_and_explains_until_it_has_its_receipt_in_time(seated, desk, work):
    with desk.store.write() as session:
        session.add(Month(period=JUNE, state=MonthState.OPEN))  # so that June stands among the months
    with seated("unit1") as page:
        template, name = downloaded(page, page.get_by_role("link", name="下载智慧杆柱模板", exact=True))
        hand_in(page, edited(template, fill), name)
        work()
        open_receipt(page, "已退回：强制问题 3 处")
        assert by_column(page) == {("统一识别代码", "统一识别代码写法", "强制", "1"), ("＊杆号", "必填项", "强制", "1"), ("挂载数", "数值范围", "强制", "1"),
                                   ("高度", "高度不在 3 至 15 米之间，请核实", "核实", "1")}
        for cell in (*BROKEN, DOUBT):
            expect(page.locator(".finding").filter(has_text=f"!{cell}")).to_have_count(1)
        copy, copied = downloaded(page, page.get_by_role("link", name="下载标注后的文件"))
        look_over(copy)

        page.get_by_role("link", name="返回报送").click()
        hand_in(page, edited(copy, mend), copied)
        work()
        open_receipt(page, "已接收 3 行，回执号 HZ20230703-0002")
        head = page.locator("#submission-head")
        expect(head).to_contain_text("HZ20230703-0002")
        expect(head).to_contain_text("已接收")
        expect(page.locator(".finding")).to_have_count(1)
        expect(page.locator(".finding")).to_contain_text(f"说明：{WORDS}")
    with seated("office") as page:
        line = page.locator("#submissions-matrix tbody tr").filter(has_text="东区")
        cell = line.get_by_role("link", name="已接收")
        expect(cell).to_have_attribute("href", "/submissions/2")
        expect(cell).to_contain_text("截止7月5日，按时，退回 1 次")
    with desk.store.read() as session:
        assert session.scalars(select(Submission.outcome).order_by(Submission.id)).all() == ["rejected", "accepted"]
        assert session.scalar(select(func.count()).select_from(Entity)) == 3


def test_a_doubt_is_explained_on_the_page_and_the_same_file_judged_again(seated, work):
    with seated("unit1") as page:
        hand_in(page, pole_file(8, 20, 9), NAME)
        work()
        open_receipt(page, "有 1 处需要说明")
        page.get_by_role("textbox", name="说明").fill(WORDS)
        page.get_by_role("button", name="提交说明并重新校验").click()
        expect(page.locator("#submission-answer")).to_contain_text("重新校验")
        work()
        open_receipt(page, "已接收 3 行，回执号 HZ20230703-0002")
        expect(page.locator(".finding")).to_contain_text(f"说明：{WORDS}")


def test_on_a_phone_template_buttons_are_in_sight_and_a_refusal_stands_beside_the_zone(seated, desk):
    with seated("unit1") as page:
        page.set_viewport_size({"width": 390, "height": 844})
        buttons = page.locator("#submissions-templates tbody").get_by_role("link", name="下载")
        expect(buttons).to_have_count(3)
        for box in (button.bounding_box() for button in buttons.all()):
            assert box["x"] >= 0 and box["x"] + box["width"] <= 390
        assert page.locator("#submissions-templates .table-scroll").evaluate("place => place.scrollWidth <= place.clientWidth")
        with page.expect_file_chooser() as dialog:
            page.get_by_role("button", name="选择台账文件").click()
        dialog.value.set_files({"name": NAME, "mimeType": XLSX, "buffer": b""})
        expect(page.locator("#submissions-status")).to_have_text(f"{NAME}：是空文件，没有上传。")
    with desk.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 0
