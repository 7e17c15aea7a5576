"""报送情况 and 数据质量 — who handed in when, and what the files had wrong."""

from data.reports import look
from data.reports.paper import Paper
from data.reports.tables.filing import column_table, filing_table, finding_table

COLUMN_SPANS = (1, 2, 1, 1, 1, 1, 4)


def add(made: Paper) -> None:
    made.single("报送情况", filing_table(made.view))
    by_unit, by_column = finding_table(made.view), column_table(made.view)
    page = made.open("数据质量", [c.width for c in by_unit.columns])
    made.head(page, by_unit.title, by_unit.counted)
    page.table(by_unit)
    page.down()
    page.line(by_column.title, look.style_name("分题"), 28)
    page.down()
    page.table(by_column, COLUMN_SPANS)
    made.signatures(page)
    made.finish(page)
