"""The workbook as a unit opens it: what is locked, preset, offered, noted and printed; read with another library than wrote it."""

from datetime import datetime
from io import BytesIO

import pytest

from data.calendar import label
from data.intake.headings import Headings
from data.intake.metadata import GUIDE_SHEET, METADATA_SHEET
from data.intake.template.choices import FIRST_LIST, LONGEST_LIST
from data.intake.template.frame import FIRST_ROW, PRESET_ROWS, Frame
from data.intake.template.look import BODY_FONT, HEAD_FONT, SUB_FONT, TITLE_FONT
from data.intake.template.prefill import Owner, Prefill
from data.intake.template.version import template_version
from data.intake.template.weave import weave
from data.reports import look as report_look
from tests.data.catalogue.broken import default_book
from tests.data.intake.template.conftest import CODES, FIRST, JUNE, UNIT, opened

BOOK = default_book()
HEADER = FIRST - 1
ROWS = [{"pole_no": "0012", "code": "990102050401000000001", "height_m": 8.1 + 0.2, "lng": 102.12345678901234, "built_on": "2023-06-01", "road": "=1+1",
         "mounts": 3, "name": "一\r二<&>_x000D_", "status": "已建成", "build_mode": "新建"}]


def owner(code):
    return Owner(BOOK, BOOK.ledger(code), UNIT, JUNE)


def content(code, rows=()):
    target, rows = BytesIO(), list(rows)
    assert weave(Frame(owner(code), Prefill(rows, len(rows), None)).content(), owner(code), rows, FIRST_ROW + 1, target) == len(rows)
    return target.getvalue()


@pytest.fixture(scope="module")
def poles():
    return opened(content("pole", ROWS))


def columns(code):
    return list(enumerate(BOOK.ledger(code).columns, 1))


def test_the_first_sheet_is_the_ledger_then_the_instructions_and_what_the_file_is(poles):
    assert poles.sheetnames == ["智慧杆柱", GUIDE_SHEET, METADATA_SHEET]
    assert [sheet.sheet_state for sheet in poles] == ["visible", "visible", "veryHidden"]
    assert poles.active.title == "智慧杆柱"


def test_the_hidden_sheet_says_ledger_version_unit_and_month(poles):
    said = {row[0]: row[1] for row in poles[METADATA_SHEET].iter_rows(max_col=2, values_only=True) if row[0]}
    assert said == {"template": "chengji.pole", "version": template_version(BOOK.ledger("pole")), "ledger": "pole", "unit": UNIT, "period": JUNE}


@pytest.mark.parametrize("code", CODES)
def test_every_header_is_read_as_its_column_and_says_what_to_fill(code):
    sheet, headings = opened(content(code)).worksheets[0], Headings(BOOK.ledger(code))
    for number, column in columns(code):
        cell = sheet.cell(HEADER, number)
        meaning = headings.meaning(cell.value)
        assert (meaning.field, meaning.foreign_unit) == (column.field, None)
        assert cell.value.startswith("＊") == column.required
        assert cell.comment.text.startswith(f"【{'必填' if column.required else '选填'}】{column.header}")
        assert column.note in cell.comment.text
    fills = {column.required: sheet.cell(HEADER, number).fill.fgColor.rgb for number, column in columns(code)}
    assert len(set(fills.values())) == len(fills)


def test_the_head_is_locked_and_the_rest_is_open_without_a_password(poles):
    sheet = poles.worksheets[0]
    guard = sheet.protection
    assert guard.sheet and not guard.password
    # The file says what is forbidden.
    assert not any((guard.insertRows, guard.deleteRows, guard.sort, guard.autoFilter, guard.formatColumns, guard.formatRows))
    assert guard.insertColumns and guard.deleteColumns and guard.formatCells
    for number, _ in columns("pole"):
        assert sheet.cell(HEADER, number).protection.locked
        assert not sheet.cell(FIRST, number).protection.locked or sheet.cell(FIRST, number).value is None
    assert sheet["A1"].protection.locked and poles[GUIDE_SHEET].protection.sheet


@pytest.mark.parametrize("code", CODES)
def test_every_column_is_open_and_codes_are_text_however_far_down(code):
    sheet = opened(content(code)).worksheets[0]
    for number, column in columns(code):
        style = next(one for one in sheet.column_dimensions.values() if one.min <= number <= one.max)
        assert not style.protection.locked
        if column.type == "code":
            assert style.number_format == "@"
        if column.type == "date":
            assert style.number_format == "yyyy-mm-dd"
        if column.type == "percent":
            assert style.number_format == "0.00%"


def rules(sheet):
    return {area.bounds: rule for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges}


@pytest.mark.parametrize("code", CODES)
def test_choices_drop_down_in_the_rows_to_come_and_long_lists_stand_on_the_hidden_sheet(code):
    book = opened(content(code))
    found = {bounds[0]: (bounds, rule) for bounds, rule in rules(book.worksheets[0]).items()}
    for number, column in columns(code):
        if not column.choices:
            continue
        (left, top, right, bottom), rule = found[number]
        assert (left, top, right) == (number, FIRST, number) and bottom >= FIRST + PRESET_ROWS
        assert rule.type == "list" and rule.errorStyle in (None, "stop") and rule.allowBlank
        assert offered(book, rule) == column.choices
        assert len(rule.formula1) <= LONGEST_LIST + 2


def offered(book, rule):
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(",")
    name, area = rule.formula1.split("!")
    assert name == f"'{METADATA_SHEET}'"
    return [row[0].value for row in book[METADATA_SHEET][area.replace("$", "")]]


def test_a_unit_s_own_tasks_and_the_city_s_units_are_offered_too():
    book = opened(content("meeting"))
    found = {bounds[0]: rule for bounds, rule in rules(book.worksheets[0]).items()}
    fields = BOOK.ledger("meeting").fields
    assert offered(book, found[fields.index("lead") + 1]) == [u.short_name for u in BOOK.units.values()]
    assert offered(book, found[fields.index("task") + 1]) == list(BOOK.tasks)
    assert book[METADATA_SHEET].cell(1, FIRST_LIST).value is not None
    own = opened(content("task_report"))
    assert offered(own, rules(own.worksheets[0])[(1, FIRST, 1, FIRST + PRESET_ROWS)]) == [
        t.code for t in BOOK.plan.tasks if UNIT in (t.lead, *t.assist) and t.start.isoformat() <= "2023-06-30"]


def test_the_cells_hold_what_was_accepted_to_the_last_bit_and_text_is_never_a_formula(poles):
    sheet = poles.worksheets[0]
    at = {column.field: sheet.cell(FIRST, number) for number, column in columns("pole")}
    assert (at["pole_no"].value, at["pole_no"].number_format) == ("0012", "@")
    assert at["code"].value == "990102050401000000001" and at["code"].data_type == "s"
    assert (at["height_m"].value, at["lng"].value) == (8.1 + 0.2, 102.12345678901234)
    assert at["built_on"].value.date().isoformat() == "2023-06-01"
    assert (at["road"].value, at["road"].data_type) == ("=1+1", "s") and at["road"].quotePrefix
    assert at["name"].value in ("一\r二<&>_x000D_", "一_x000D_二<&>_x005F_x000D_")  # this library leaves escapes alone
    assert at["lat"].value is None


def test_it_prints_as_an_official_table(poles):
    sheet = poles.worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", 0, True)
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert "填报人" in sheet.oddFooter.left.text and "第 &P 页 共 &N 页" in sheet.oddFooter.right.text
    assert sheet["A1"].value == f"{BOOK.city.name}智慧杆柱台账（{label(JUNE)}）"
    assert sheet["A2"].value == f"填报单位（盖章）：{BOOK.unit(UNIT).full_name}"
    assert sheet.freeze_panes == f"B{FIRST}" and sheet.auto_filter.ref.startswith(f"A{HEADER}:")


def test_it_wears_the_fonts_of_the_reports(poles):
    assert (TITLE_FONT, HEAD_FONT, BODY_FONT, SUB_FONT) == (report_look.TITLE_FONT, report_look.HEAD_FONT, report_look.BODY_FONT, report_look.SUB_FONT)
    sheet = poles.worksheets[0]
    assert [sheet[cell].font.name for cell in ("A1", f"A{HEADER}", f"A{FIRST}", "A3")] == [TITLE_FONT, HEAD_FONT, BODY_FONT, SUB_FONT]


def test_the_instructions_name_every_column_the_deadline_and_the_version(poles):
    words = [str(cell.value) for row in poles[GUIDE_SHEET].iter_rows() for cell in row if cell.value is not None]
    assert {column.header for column in BOOK.ledger("pole").columns} <= set(words)
    assert {"2023年7月5日", template_version(BOOK.ledger("pole")), BOOK.city.regions[0].code} <= set(words)


def test_the_same_facts_give_the_same_bytes_whenever_they_are_asked_for(poles):
    assert content("pole", ROWS) == content("pole", ROWS)
    assert (poles.properties.created, poles.properties.modified) == (datetime(2023, 6, 1), datetime(2023, 6, 1))
