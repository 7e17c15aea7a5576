"""一张督办单: shows it, offers the acts that are open to the reader, carries them out."""

from dash import ALL, Input, Output, State, ctx, no_update

from callbacks.context import business_day, current_actor, now, store
from callbacks.exports import book
from callbacks.marks import requires
from components import ids
from components.notices import success
from components.orders import ACTS, attachment_zone, event_list, order_head
from data.access.roles import Permission
from data.errors import GovernanceError, NotFound
from data.supervision import orders
from data.supervision.order_views import order_detail
from data.supervision.orders import Remark
from data.vocabulary import OrderAct

place = ids.Order
SHOWN = {act for act, *_ in ACTS}


def register(app):
    @app.callback(Output(place.HEAD, "children"), Output(place.EVENTS, "children"), Output(place.act(ALL), "display"), Input(place.NUMBER, "data"),
                  Input(place.ANSWER, "children"))
    @requires(Permission.VIEW_ORDERS)
    def show_order(number, _answer):
        with store().read() as session:
            d = order_detail(session, current_actor(), order_number(number), business_day())
        return order_head(d), event_list(d.events, book("order", subject=d.row.id)), ["block" if act in d.acts else "none" for act, *_ in ACTS]

    @app.callback(Output(place.DESK, "hidden"), Output(place.ZONE, "children"), Output(place.ATTACH, "style"), Input(place.NUMBER, "data"),
                  Input(place.ANSWER, "children"))
    @requires(Permission.VIEW_ORDERS)
    def show_desk(number, _answer):
        """Nothing to write where nothing may be done; documents go with answers."""
        with store().read() as session:
            acts = order_detail(session, current_actor(), order_number(number), business_day()).acts
        takes_documents = OrderAct.ANSWER in acts and current_actor().may(Permission.ATTACH)
        return not set(acts) & SHOWN, attachment_zone(order_number(number)), {} if takes_documents else {"display": "none"}

    @app.callback(Output(place.ANSWER, "children"), Input(place.act(ALL), "n_clicks"), State(place.NUMBER, "data"), State(place.WORDS, "value"),
                  State(place.UPLOADED, "data"), prevent_initial_call=True)
    @requires(Permission.VIEW_ORDERS)
    def act_on_order(clicks, number, words, uploaded):
        if not any(clicks) or not ctx.triggered_id:
            return no_update
        act = OrderAct(ctx.triggered_id["act"])
        with store().write() as session:
            carry_out(session, act, order_number(number), Remark(words or "", attachment_of(uploaded)))
        return success(f"已{act.label}")


def carry_out(session, act: OrderAct, number: int, remark: Remark) -> None:
    """The service of each act; it checks right, scope and state by itself."""
    who = (number, current_actor(), business_day(), now())
    if act == OrderAct.ISSUE:
        orders.issue_order(session, *who)
    elif act == OrderAct.ACKNOWLEDGE:
        orders.acknowledge(session, *who)
    elif act in WITH_WORDS:
        WITH_WORDS[act](session, *who, remark)
    else:
        raise GovernanceError("页面上没有这种办理")


WITH_WORDS = {OrderAct.CONFIRM: orders.confirm_level, OrderAct.ANSWER: orders.answer, OrderAct.RETURN: orders.return_order,
              OrderAct.CLOSE: orders.close_order, OrderAct.CANCEL: orders.cancel}


def attachment_of(uploaded) -> int | None:
    """The last document that arrived whole."""
    sent = [f["answer"].get("attachment") for f in (uploaded or {}).get("files", []) if f.get("ok") and isinstance(f.get("answer"), dict)]
    return next((number for number in reversed(sent) if isinstance(number, int)), None)


def order_number(text) -> int:
    if not str(text).isdigit() or len(str(text)) > 15:
        raise NotFound("没有这张督办单，或不在您的查看范围内")
    return int(text)
