"""督办单 — the printed form of an order, one sheet each: the matter, the demands, the dates, what was done, who signs."""

from data.calendar import local
from data.errors import GovernanceError
from data.reports import look
from data.reports.edition import View
from data.reports.paper import Paper, paper
from data.reports.sheet import Page
from data.reports.tables.orders import OrderThen, order_task, orders_then
from data.reports.words import day
from data.supervision.orders import events_of
from data.vocabulary import DueClass, Level, OrderAct

WIDTHS = [15.0, 30.0, 15.0, 30.0]
LABEL, VALUE = "表头", "语句"


def drawn(view: View) -> Paper:
    """Every order of the month, of one unit if one is named."""
    made = paper(view)
    found = orders_then(view, view.edition.unit or None)
    if not found:
        raise GovernanceError(f"{view.edition.month}没有已下发的督办单，不必打印")
    for order in found:
        _form(made, order)
    return made


def _form(made: Paper, then: OrderThen) -> None:
    view, o = made.view, then.order
    page = made.open(o.number or f"拟办{o.id}", WIDTHS, portrait=True)
    page.line(view.book.city.office, look.style_name("封面单位"), 34)
    page.down()
    page.line("督  办  单", look.style_name("标题"), 46)
    page.down()
    page.line(f"编号：{o.number}", look.style_name("表左"), 22, until=2)
    page.line("·".join(made.stamps), look.style_name("戳记"), 22, since=3)
    page.down()
    _pair(page, ("承办单位", view.unit_name(o.unit)), ("配合单位", "、".join(view.unit_name(u) for u in o.assist) or "—"))
    _pair(page, ("督办级别", Level(o.level).label), ("办理类别", DueClass(o.due_class).label))
    _pair(page, ("下发日期", day(o.issued_on) if o.issued_on else "—"), ("办结期限", day(o.due_on) if o.due_on else "—"))
    _pair(page, ("签收期限", day(o.acknowledge_by) if o.acknowledge_by else "—"), ("签收日期", day(then.acknowledged_on) if then.acknowledged_on else "—"))
    _wide(page, "任务来源", f"{o.source}（{o.task} {order_task(view, o)}）", 36)
    _wide(page, "督办事项", o.title, 44)
    _wide(page, "办理要求", o.demand, 130)
    _wide(page, "办理情况", _story(made, then), 150)
    _wide(page, "当前状态", f"{then.state.label}{'（逾期）' if then.is_overdue else ''}", 26)
    _wide(page, "承办单位\n意见", "\n\n负责人（签字）：　　　　　　　　（盖章）　　　　年　　月　　日", 92)
    _wide(page, "办公室\n核验意见", "\n\n核验人（签字）：　　　　　　签发人（签字）：　　　　　年　　月　　日", 92)
    made.finish(page)


def _story(made: Paper, then: OrderThen) -> str:
    until = made.view.edition.day
    told = [e for e in events_of(made.view.session, then.order.id) if e.on <= until and OrderAct(e.act) != OrderAct.DRAFT]
    return "\n".join(f"{local(e.at):%Y-%m-%d} {OrderAct(e.act).label}{f'：{e.words}' if e.words else ''}" for e in told) or "—"


def _pair(page: Page, one: tuple[str, str], other: tuple[str, str]) -> None:
    for column, (label, text) in ((1, one), (3, other)):
        page.line(label, look.style_name(LABEL), 28, column, column)
        page.line(text, look.style_name(VALUE), 28, column + 1, column + 1)
    page.down()


def _wide(page: Page, label: str, text: str, height: float) -> None:
    """A box over the sheet's width, at least so high, higher when its text is longer."""
    page.line(label, look.style_name(LABEL), height, 1, 1)
    page.line(text, look.style_name(VALUE), None, 2, page.last_column)
    page.box(2, page.last_column)
    page.down()
