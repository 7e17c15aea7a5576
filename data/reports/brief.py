"""工作快报 — one page: how far, who is behind, what turned red, who has not handed in."""

from data.reports import look
from data.reports.bulletin.overall import MONTH_SPANS, RED_SPANS
from data.reports.edition import View
from data.reports.paper import Paper, paper
from data.reports.prose import paragraphs
from data.reports.tables.indicators import month_table
from data.reports.tables.lights import red_table
from data.reports.tables.overall import stages
from data.reports.text import paragraph

WIDTHS = [13.0] * 11


def drawn(view: View) -> Paper:
    made = paper(view)
    page = made.open("工作快报", WIDTHS)
    made.head(page, f"{view.book.city.name}城市数字公共基础设施建设{view.edition.month}工作快报")
    told = {p.heading: p.text for p in paragraphs(view, stages(view))}
    for heading in ("一、总体进展", "二、指标与亮灯", "四、存在问题"):
        paragraph(page, told[heading])
    for title, table, spans in (("主要指标", month_table(view), MONTH_SPANS), ("本月新增红灯任务", red_table(view), RED_SPANS)):
        page.line(title, look.style_name("分题"), 26)
        page.down()
        page.table(table, spans)
    made.finish(page)
    page.sheet.page_setup.fitToHeight = 1
    return made
