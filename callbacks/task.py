"""一项任务: shows it whole, takes and decides extensions."""

from datetime import date

from dash import Input, Output, State, ctx

from callbacks.context import business_day, current_actor, now, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, day_of
from components import ids
from components.notices import success
from components.orders import order_table
from components.tasks import extension_table, history_strip, steps_view, task_head
from data.access.roles import Permission
from data.errors import GovernanceError
from data.supervision.extensions import Request, ask_extension, can_ask, decide_extension, extensions
from data.supervision.order_views import OrderFilters, orders_view
from data.supervision.task_views import task_detail
from data.supervision.views import light_history
from data.vocabulary import ExtensionState

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Task


def register(app):
    _register_reads(app)
    _register_acts(app)


def _register_reads(app):
    @app.callback(Output(place.TITLE, "children"), Output(place.HEAD, "children"), Output(place.STEPS, "children"), PERIOD, Input(place.CODE, "data"))
    @requires(Permission.VIEW_TASKS)
    def show_task(period, code):
        period = chosen_period(period)
        with store().read() as session:
            d = task_detail(session, current_actor(), str(code), day_of(period, business_day()))
        return f"{d.row.code} {d.row.name}", task_head(d.row, d.quote), steps_view(d.state, d.unit_words, book("task", period, code))

    @app.callback(Output(place.HISTORY, "children"), Output(place.ORDERS, "children"), Input(place.CODE, "data"))
    @requires(Permission.VIEW_TASKS)
    def show_past(code):
        with store().read() as session:
            months = light_history(session, current_actor(), str(code))
            orders = orders_view(session, current_actor(), business_day(), OrderFilters(task=str(code)))
        return history_strip(months), order_table(orders, book("orders", subject=code))

    @app.callback(Output(place.EXTENSIONS, "children"), Output(place.DECIDE, "hidden"), Output(place.ASKING, "hidden"), Input(place.CODE, "data"),
                  Input(place.ANSWER, "children"))
    @requires(Permission.VIEW_TASKS)
    def show_extensions(code, _answer):
        with store().read() as session:
            asked = extensions(session, current_actor(), str(code))
            may_ask = can_ask(session, str(code), current_actor(), business_day())
        is_waiting = any(e.state == ExtensionState.REQUESTED for e in asked)
        return extension_table(asked, book("extensions", subject=code)), not is_waiting, is_waiting or not may_ask


def _register_acts(app):
    @app.callback(Output(place.ANSWER, "children"), Input(place.ASK, "n_clicks"), State(place.CODE, "data"), State(place.NEW_DUE, "value"),
                  State(place.REASON, "value"), prevent_initial_call=True)
    @requires(Permission.ASK_EXTENSION)
    def ask(_clicks, code, new_due, reason):
        with store().write() as session:
            ask_extension(session, Request(str(code), chosen_day(new_due), str(reason or "")), current_actor(), business_day(), now())
        return success("延期申请已提交，等待审批")

    @app.callback(Output(place.ANSWER, "children", allow_duplicate=True), Input(place.APPROVE, "n_clicks"), Input(place.REFUSE, "n_clicks"),
                  State(place.CODE, "data"), prevent_initial_call=True)
    @requires(Permission.DECIDE_EXTENSION)
    def decide(_approve, _refuse, code):
        is_approved = ctx.triggered_id == place.APPROVE
        with store().write() as session:
            waiting = [e for e in extensions(session, current_actor(), str(code)) if e.state == ExtensionState.REQUESTED]
            if not waiting:
                raise GovernanceError("这项任务没有待审批的延期申请")
            decide_extension(session, waiting[0].id, current_actor(), business_day(), now(), is_approved)
        return success("已同意延期" if is_approved else "已不同意延期")


def chosen_day(value) -> date:
    """The day a date picker holds; an empty one is refused with a sentence."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise GovernanceError("请选择申请延至的日期") from None
