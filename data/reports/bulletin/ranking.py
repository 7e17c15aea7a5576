"""考评排名 — a table and a bar chart for every group."""

from dataclasses import replace

from openpyxl.utils import get_column_letter

from data.reports import charts, look
from data.reports.paper import Paper
from data.reports.sheet import Page
from data.reports.table import Table
from data.reports.tables.scores import rank_tables

CHART_ROWS = 19
UNIT, TOTAL = 2, 3  # columns of the ranking


def add(made: Paper) -> None:
    tables = list(rank_tables(made.view).values())
    widths = [c.width for c in tables[0].columns] if tables else [16.0] * 8
    page = made.open("考评排名", widths)
    made.head(page, f"{made.view.edition.month}考评得分排名表", "分")
    places = [_group(page, n, table) for n, table in enumerate(tables)]
    if not tables:
        page.line("本月尚未计算考评得分", look.style_name("语句"))
        page.down()
    made.signatures(page)
    if tables:
        page.new_page()
        _bars(page, tables, places)
    made.finish(page)


def _group(page: Page, number: int, table: Table) -> tuple[int, int]:
    """The group's name and table; returns the first and last row of the units that have a rank."""
    page.line(f"（{'一二三四五六七八九十'[number]}）{table.title}" if number < 10 else table.title, look.style_name("分题"), 28)
    page.down()
    first, ranked = page.row + 1, sum(isinstance(rank, int) for rank in table.values("rank"))
    page.table(table if number == 0 else replace(table, notes=[]))  # the note holds for all groups
    return first, first + ranked - 1


def _bars(page: Page, tables: list[Table], places: list[tuple[int, int]]) -> None:
    """Two charts a line; a group without any rank has none."""
    start, (middle, width) = page.row + 1, page.halves()
    drawn = [(table, rows) for table, rows in zip(tables, places, strict=True) if rows[1] >= rows[0]]
    for n, (table, rows) in enumerate(drawn):
        chart = charts.rank_chart(page.sheet, f"{table.title}得分排名", rows, (UNIT, TOTAL), width)
        page.sheet.add_chart(chart, f"{get_column_letter(middle if n % 2 else 1)}{start + n // 2 * CHART_ROWS}")
    page.room_for_charts(start - 1, -(-len(drawn) // 2) * CHART_ROWS + 1)
