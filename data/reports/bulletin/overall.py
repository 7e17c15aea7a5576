"""总体情况 — the paper's sentences, phases and pillars, key figures, what turned red, and the year's course."""

from openpyxl.utils import get_column_letter

from data.reports import charts, look
from data.reports.bulletin.cover import title_of
from data.reports.paper import Paper
from data.reports.prose import paragraphs
from data.reports.tables.indicators import course_table, month_table
from data.reports.tables.lights import red_table
from data.reports.tables.overall import stage_table, stages
from data.reports.text import paragraph

GRID = [13.0] * 11
STAGE_SPANS, MONTH_SPANS, RED_SPANS = (3, *(1,) * 8), (2, *(1,) * 9), (3, 1, 1, 1, 3, 2)
CHART_ROWS = 17


def add(made: Paper) -> None:
    _words(made)
    _course(made)


def _words(made: Paper) -> None:
    page, view = made.open("总体情况", GRID), made.view
    found = stages(view)
    made.head(page, title_of(made))
    for part in paragraphs(view, found):
        paragraph(page, part.text, part.heading)
    page.new_page()
    for heading, table, spans in (("附：阶段与支柱推进情况", stage_table(view, found), STAGE_SPANS), ("附：主要指标", month_table(view), MONTH_SPANS),
                                  ("附：本月新增红灯任务", red_table(view), RED_SPANS)):
        page.line(heading, look.style_name("分题"), 28)
        page.down()
        page.table(table, spans)
        page.down()
    made.signatures(page)
    made.finish(page)


def _course(made: Paper) -> None:
    """指标走势 — the table and a chart for each key indicator beneath it."""
    table = course_table(made.view)
    page = made.open("指标走势", [c.width for c in table.columns])
    made.head(page, table.title, table.counted)
    first = page.row
    page.table(table)
    page.new_page()
    rows, start = (first + 1, first + len(table.rows)), page.row + 1
    keys = [c for c in table.columns if c.key.endswith("_planned")]
    middle, width = page.halves()
    for n, column in enumerate(keys):
        chart = charts.course_chart(page.sheet, column.header.split("\n")[0], 2 + 2 * n, rows, width)
        page.sheet.add_chart(chart, f"{get_column_letter(middle if n % 2 else 1)}{start + n // 2 * CHART_ROWS}")
    page.room_for_charts(start - 1, -(-len(keys) // 2) * CHART_ROWS + 1)
    made.finish(page)
