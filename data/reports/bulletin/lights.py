"""亮灯 — the count of the six lights with its ring, and every task, the worst first."""

from data.reports import charts, look
from data.reports.paper import Paper
from data.reports.tables.lights import ORDER, count_table, light_table

COUNT_SPANS = (1, 1, 1, 1, 1)
RING_ROWS = 16


def add(made: Paper) -> None:
    counted, table = count_table(made.view), light_table(made.view)
    page = made.open("亮灯", [c.width for c in table.columns])
    made.head(page, table.title, table.counted)
    page.line("亮灯汇总", look.style_name("分题"), 26)
    page.down()
    first = page.row
    page.table(counted, COUNT_SPANS)
    if table.rows:
        chart = charts.light_chart(page.sheet, "本月任务亮灯构成", (first + 1, first + len(ORDER)), (1, 3), ORDER)
        page.sheet.add_chart(chart, f"G{first}")
    page.row = max(page.row, first + RING_ROWS - 6)
    page.line("亮灯明细", look.style_name("分题"), 26)
    page.down()
    head = page.row
    page.table(table)
    made.signatures(page)
    made.finish(page, head)
