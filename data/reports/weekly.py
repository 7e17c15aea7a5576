"""专班周会清单 — what is open, what was done since last week, what falls due next."""

from collections.abc import Callable
from datetime import timedelta

from data.reports import look
from data.reports.edition import View
from data.reports.paper import Paper, paper
from data.reports.table import Column, Table, Value, light_of
from data.reports.tables.lights import TASKS, light_table
from data.reports.tables.orders import COLUMNS, OrderThen, orders_then
from data.supervision.views import due_within
from data.vocabulary import Level, Light, OrderState

WEEK = timedelta(days=7)
GRID = [14.0] * 12
BEHIND = {Light.RED, Light.YELLOW}
SETTLED = {OrderState.CLOSED, OrderState.CANCELLED}
ORDER_KEYS = ("number", "title", "unit", "level", "due", "state", "overdue")
DUE = (Column("due", "期限", "date"), Column("name", "任务", "words"), Column("step", "节点", "words"), Column("unit", "牵头单位"),
       Column("left", "剩余天数", "number"))


def drawn(view: View) -> Paper:
    made, e = paper(view), view.edition
    page = made.open("周会清单", GRID)
    made.head(page, f"{view.book.city.name}工作专班周会清单", "见各表")
    page.line(f"截至{e.day.year}年{e.day.month}月{e.day.day}日", look.style_name("表左"), 22)
    page.down()
    since = e.day - WEEK
    for title, table, spans in (
            ("一、未办结的督办事项", _orders(view, lambda o: o.state not in SETTLED), (2, 4, 2, 1, 1, 1, 1)),
            ("二、上周以来已办结", _orders(view, lambda o: o.closed_on is not None and o.closed_on > since), (2, 4, 2, 1, 1, 1, 1)),
            ("三、红灯和黄灯任务", _behind(view), (3, 2, 1, 1, 3, 2)), ("四、下周到期的节点", _due(view), (2, 4, 3, 2, 1))):
        page.line(title, look.style_name("分题"), 28)
        page.down()
        page.table(table, spans)
        page.down()
    made.finish(page)
    return made


def _orders(view: View, wanted: Callable[[OrderThen], bool]) -> Table:
    rows: list[list[Value]] = [[o.order.number, o.order.title, view.unit_name(o.order.unit), Level(o.order.level).label, o.order.due_on, o.state.label,
                                "逾期" if o.is_overdue else "否"] for o in orders_then(view) if wanted(o)]
    return Table("督办事项", [c for c in COLUMNS if c.key in ORDER_KEYS], rows, "件")


def _behind(view: View) -> Table:
    """Red and yellow tasks, the worst first."""
    whole = light_table(view)
    keys = ("name", "unit", "light", "since", "reason", "next")
    places = [n for n, c in enumerate(whole.columns) if c.key in keys]
    rows = [[row[n] for n in places] for row, lamp in zip(whole.rows, whole.values("light"), strict=True) if light_of(str(lamp)) in BEHIND]
    return Table("红灯和黄灯任务", [c for c in TASKS if c.key in keys], rows, "项")


def _due(view: View) -> Table:
    rows: list[list[Value]] = [[d.due, d.task_name, d.step, d.unit_name, d.days_left] for d in due_within(
        view.session, view.actor, view.edition.day, version=view.edition.version)]
    return Table("下周到期的节点", DUE, rows, "项")
