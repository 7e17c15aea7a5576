"""单位考评反馈单 — one unit's score, items, figures, lights and orders: the paper the unit is asked to comment on."""

from data.assessment.tree import UnitScore
from data.reports import look
from data.reports.edition import View
from data.reports.paper import DATED, GAP, Paper, paper
from data.reports.sheet import Page
from data.reports.tables.indicators import indicator_table
from data.reports.tables.lights import light_table
from data.reports.tables.orders import order_table
from data.reports.tables.scores import item_table, scores
from data.reports.words import number


def drawn(view: View) -> Paper:
    made, unit = paper(view), view.edition.unit
    view.book.unit(unit)
    _score_sheet(made, next(iter(scores(view, unit)), None))
    for name, table in (("指标完成", indicator_table(view, unit)), ("任务亮灯", light_table(view, unit)), ("督办清单", order_table(view, unit))):
        page = made.open(name, [c.width for c in table.columns])
        made.head(page, f"{view.unit_name(unit)}{table.title}", table.counted)
        first = page.row
        page.table(table)
        made.finish(page, first)
    return made


def _score_sheet(made: Paper, score: UnitScore | None) -> None:
    view, unit = made.view, made.view.book.unit(made.view.edition.unit)
    table = item_table(view, [score] if score else [], with_unit=False)
    page = made.open("考评反馈单", [c.width for c in table.columns])
    made.head(page, f"{unit.short_name}{view.edition.month}考评反馈单", table.counted)
    page.line(_summary(made, score), look.style_name("正文"), 48)
    page.down()
    first = page.row
    page.table(table)
    _replies(page, made)
    made.finish(page, first)


def _summary(made: Paper, score: UnitScore | None) -> str:
    unit, e = made.view.book.unit(made.view.edition.unit), made.view.edition
    if score is None:
        return f"　　{unit.full_name}：{e.month}考评得分尚未计算。"
    place = f"在{made.view.group_name(unit.code)}中列第 {score.rank} 名" if score.rank else "适用分值不足，不参加排名"
    grade = f"，等次为{score.grade.label}" if score.grade else ""
    ask = f"如有异议，请在 {made.view.book.rubric.comment_working_days} 个工作日内写明考评项、理由并附佐证反馈。" if e.is_trial else ""
    return f"　　{unit.full_name}：你单位{e.month}考评得分 {number(score.total)} 分{grade}，{place}。{ask}"


def _replies(page: Page, made: Paper) -> None:
    """Where the unit writes its word."""
    page.down()
    page.line("单位意见：", look.style_name("语句"), 72)
    page.box(1, page.last_column)
    page.down(2)
    page.line(GAP.join(("单位负责人：", "填报人：", "联系电话：", f"{DATED}（盖章）")), look.style_name("表左"), 26)
    page.down()
