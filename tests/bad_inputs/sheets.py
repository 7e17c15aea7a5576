"""工作表级 — how the table lies in its sheets, and what the file says of itself."""

from datetime import date

from data.intake.template.version import template_version
from tests.bad_inputs.case import bad, fine
from tests.bad_inputs.good import COUNT, FIELDS, HEADERS, JUNE, SHEET, TITLE, UNIT, book, examples, lines, poles, spot, tasks
from tests.bad_inputs.spoil import WORKBOOK, with_part
from tests.builders import an_openpyxl_workbook
from tests.ledger_examples import written

METADATA = {"template": "chengji.pole", "version": template_version(book().ledger("pole")), "ledger": "pole", "unit": UNIT, "period": JUNE}
NO_TELLING = (("ledger_known", None, None), ("period_known", None, None))
TOTAL_ROW = COUNT + 3  # title, header, the rows, then the total


def without(*fields: str) -> bytes:
    """Columns left out of the table."""
    kept = [place for place, name in enumerate(FIELDS) if name not in fields]
    return poles(rows=[[row[place] for place in kept] for row in lines()], header=[HEADERS[place] for place in kept])


def headed(**names: str) -> bytes:
    """Some headers written otherwise."""
    return poles(header=[names.get(name, header) for name, header in zip(FIELDS, HEADERS, strict=True)])


def with_rows(*more: list, after: int = COUNT) -> bytes:
    """Rows that are no poles, among the others."""
    return poles(rows=[*lines()[:after], *more, *lines()[after:]])


def row_of(**cells) -> list:
    return [cells.get(name) for name in FIELDS]


def with_column(header: str, values: list) -> bytes:
    return poles(rows=[[*row, value] for row, value in zip(lines(), values, strict=True)], header=(*HEADERS, header))


def in_sheets(sheets: dict[str, list[list]]) -> bytes:
    """The first sheet is written as always; the others as they are given."""
    (name, rows), *more = sheets.items()
    return poles(rows=rows, sheet=name, more_sheets=dict(more))


def two_ledgers() -> bytes:
    """Poles, and on a second sheet what another form asks for."""
    coding = book().ledger("coding")
    rows = [[written(column, row.get(column.field)) for column in coding.columns] for row in (examples().row(coding, n) for n in range(3))]
    return in_sheets({SHEET: lines(), "编码赋码": [["编码赋码台账（2023年6月）"], [column.header for column in coding.columns], *rows]})


def as_table(numbers: tuple[int, ...], title: str = TITLE) -> list[list]:
    return [[title], list(HEADERS), *lines(None, numbers)]


def said(**changes: str) -> bytes:
    """With the template's own sheet, which says something else."""
    return poles(metadata={**METADATA, **changes})


def edited(edit, *above: list) -> bytes:
    """Through the other writer, which would make a formula of the first name: `edit` may merge, hide and group."""
    above = above or ([TITLE], HEADERS)

    def finish(opened):
        opened.active.cell(len(above) + 1, FIELDS.index("name") + 1).data_type = "s"
        edit(opened.active)

    return an_openpyxl_workbook([*above, *lines()], finish)


def merged_down(sheet) -> None:
    column = FIELDS.index("road") + 1
    sheet.merge_cells(start_row=3, end_row=COUNT + 2, start_column=column, end_column=column)


def hidden_rows(sheet) -> None:
    for number in (4, 5):
        sheet.row_dimensions[number].hidden = True


def styled_far_below(sheet) -> None:
    for number in range(COUNT + 3, 3000):
        sheet.cell(number, 1).number_format = "0.00"


def two_row_header() -> bytes:
    """位置 over 经度 and 纬度, all other headers merged over both rows."""
    def edit(sheet):
        for column, name in enumerate(FIELDS, 1):
            if name not in ("lng", "lat"):
                sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
        sheet.merge_cells(start_row=2, end_row=2, start_column=FIELDS.index("lng") + 1, end_column=FIELDS.index("lat") + 1)

    upper = ["位置" if name == "lng" else None if name == "lat" else header for name, header in zip(FIELDS, HEADERS, strict=True)]
    lower = [header if name in ("lng", "lat") else None for name, header in zip(FIELDS, HEADERS, strict=True)]
    return edited(edit, [TITLE], upper, lower)


def turned_over() -> bytes:
    """Headers down the first column, a pole in each column."""
    return poles(rows=[[header, *(row[place] for row in lines())] for place, header in enumerate(HEADERS)], header=())


HEADER_ROWS = [
    bad("没有表头", lambda: poles(header=()), ("ledger_known", None, None)),
    bad("表头横竖颠倒", turned_over, ("ledger_known", None, None)),
    bad("表头在二十行以后", lambda: poles(title=[f"填报要求第{n}条" for n in range(1, 22)] + [TITLE]), *NO_TELLING),
    bad("只有表头", lambda: poles(rows=[row_of()]), ("rows_present", SHEET, None)),
    bad("缺一个必填列", lambda: without("build_mode"), ("header_missing", SHEET, None)),
    bad("缺主键列", lambda: without("pole_no"), ("header_missing", SHEET, None)),
    bad("缺坐标两列", lambda: without("lng", "lat"), ("header_missing", SHEET, None)),
    bad("同一列两次", lambda: with_column("杆高(米)", [9] * COUNT), ("header_once", SHEET, "U2")),
    bad("同名列两次", lambda: with_column("名称", ["x"] * COUNT), ("header_once", SHEET, "U2")),
    bad("表头单位是厘米", lambda: headed(height_m="高度(cm)"), ("header_unit", SHEET, "H2")),
    fine("不认识的列", lambda: with_column("负责人手机", ["1"] * COUNT)),
    fine("表头用别名", lambda: headed(pole_no="灯杆编号", lng="东经", lat="北纬(°)", built_on="竣工日期", region="所属区划代码")),
    fine("表头有空格换行星号", lambda: headed(pole_no="*杆 号", region="行政区划\n代码", status="状态：", height_m="高度（米）")),
    fine("列的次序换了", lambda: poles(rows=[row[::-1] for row in lines()], header=HEADERS[::-1])),
    fine("两行表头有合并", two_row_header),
    fine("每页重复表头", lambda: with_rows(list(HEADERS), after=3)),
    fine("标题和说明有几行", lambda: poles(title=["附件2", TITLE, "填报单位：市城管局", "单位：根、米"])),
    fine("没有标题只有文件名", lambda: poles(title=()), file_name="智慧杆柱2023年6月.xlsx"),
]
ROWS = [
    bad("合计与各行不符", lambda: with_rows(row_of(pole_no="合计", mounts=13)), ("total_agrees", SHEET, f"K{TOTAL_ROW}")),
    bad("小计与其上各行不符", lambda: with_rows(row_of(pole_no="小计", mounts=5), after=3), ("total_agrees", SHEET, "K6")),
    bad("合计行之外又有错", lambda: poles(rows=[*lines({"height_m": {2: "高"}}), row_of(pole_no="合计", mounts=11)]), spot("number_form", "height_m", 2),
        ("total_agrees", SHEET, f"K{TOTAL_ROW}")),
    bad("空了很多行以后的错", lambda: poles(rows=[*lines()[:5], *[row_of()] * 400, *lines({"status": {6: "坏"}})[5:]]),
        ("choice_known", SHEET, "P408")),
    fine("合计相符", lambda: with_rows(row_of(pole_no="合计", mounts=12))),
    fine("小计和总计相符", lambda: poles(rows=[*lines()[:3], row_of(pole_no="小计", mounts=6), *lines()[3:], row_of(pole_no="小计", mounts=6),
                                            row_of(pole_no="总计", mounts=12)])),
    fine("平均相符", lambda: with_rows(row_of(pole_no="平均值", height_m=13.5))),
    fine("表尾有填报人", lambda: with_rows(row_of(pole_no="填报人：张三"), row_of(pole_no="审核人：李四", code="联系电话：123"))),
    fine("中间空了很多行", lambda: with_rows(*[row_of()] * 400, after=5)),
    fine("向下合并的单元格", lambda: edited(merged_down)),
    fine("有隐藏的行", lambda: edited(hidden_rows)),
    fine("下面全是空格式", lambda: edited(styled_far_below)),
]
SHEETS = [
    bad("隐藏的表里有数据", lambda: with_part(in_sheets({SHEET: lines(None, (1, 2, 3, 4, 5)), "旧表": as_table((6,))}), WORKBOOK,
                                       'name="旧表"', 'name="旧表" state="hidden"'), doubts=[("sheet_hidden", "旧表", None)]),
    bad("两张表里同一根杆", lambda: in_sheets({SHEET: lines(), "补充": as_table((6,))}), spot("key_once", "pole_no", 6), spot("code_once", "code", 6),
        ("key_once", "补充", "A3"), ("code_once", "补充", "B3")),
    bad("第二张表里的错", lambda: in_sheets({SHEET: lines(None, (1, 2, 3)), "二区": [[TITLE], list(HEADERS), *lines({"height_m": {5: "高"}}, (4, 5, 6))]}),
        ("number_form", "二区", "H4")),
    bad("另一张表不认识", lambda: in_sheets({SHEET: lines(), "参考": [["甲", "乙", "丙"], *[[1, 2, 3]] * 5]}), doubts=[("sheet_unread", "参考", None)]),
    bad("两本台账在一个文件里", two_ledgers, ("one_ledger_a_file", None, None), words="“台账”是“智慧杆柱”，工作表“编码赋码”是“编码赋码”"),
    bad("表名里有引号感叹号", lambda: poles({"height_m": {3: "高"}}, sheet="一'区!表"), ("number_form", "一'区!表", "H5")),
    fine("按区分成两张表", lambda: in_sheets({SHEET: lines(None, (1, 2, 3)), "二区": as_table((4, 5, 6))})),
    fine("前面有空的模板表", lambda: in_sheets({"模板": [row_of()], SHEET: as_table((1, 2, 3, 4, 5, 6))})),
    fine("后面有填报说明", lambda: in_sheets({SHEET: lines(), "填报说明": [["请认真填写"], ["联系电话 123"]]})),
]
TELLING = [
    bad("模板是别的单位的", lambda: said(unit="U04"), ("unit_is_sender", None, None)),
    bad("模板是别的月份的", lambda: said(period="2023-05"), ("period_agrees", None, None)),
    bad("旧版模板", lambda: said(version="00000000"), doubts=[("template_current", None, None)]),
    bad("标题是别的单位", lambda: poles(title=[TITLE, "填报单位：示范市公安局"]), ("unit_is_sender", None, None)),
    bad("标题和文件名月份不同", lambda: poles(sheet="智慧杆柱"), ("period_agrees", None, None), file_name="智慧杆柱2023年5月.xlsx"),
    bad("上月的月报标成本月", lambda: tasks({"opening": {1: 12.0}, "current": {1: 3.0}}), ("period_agrees", None, None), file_name="任务月报2023年5月.xlsx"),
    bad("文件名是别的台账", lambda: poles(sheet="杆"), ("ledger_agrees", None, None), file_name="任务月报2023年6月.xlsx"),
    bad("看不出是哪个月", lambda: poles({"cut_off": dict.fromkeys(range(1, 7))}, title="智慧杆柱台账"), ("period_known", None, None)),
    bad("截止日期有两个月份", lambda: poles({"cut_off": {1: date(2023, 5, 31)}}, title="智慧杆柱台账"), ("period_known", None, None)),
    fine("模板信息都对", said),
    fine("标题写单位简称", lambda: poles(title=[TITLE, "填报单位：城管局"])),
    fine("只有截止日期说月份", lambda: poles(title="智慧杆柱台账")),
]
CASES = HEADER_ROWS + ROWS + SHEETS + TELLING
