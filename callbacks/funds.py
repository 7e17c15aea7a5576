"""资金: one reading of the month for each half of the page; a rule book without a ledger of money says so."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import empty_state, period_strip
from components.funds import account, money_table, projects_table, quadrant
from data.access.roles import Permission
from data.supervision.funds import FundView, fund_view

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Funds
UNDECLARED = ("办法中没有建设资金台账", "在办法的 ledgers 中声明 fund 台账后，这里显示资金。")


def register(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.HEAD, "children"), Output(place.QUADRANT, "children"), PERIOD)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_account(period):
        period = chosen_period(period)
        with store().read() as session:
            strip = period_strip(stamped(session, period, business_day()))
        view = _view(period)
        if view is None:
            return strip, empty_state(*UNDECLARED), empty_state(*UNDECLARED)
        return strip, account(view), quadrant(view, book=book("funds", period))

    @app.callback(Output(place.SOURCES, "children"), Output(place.STAGES, "children"), Output(place.UNITS, "children"), Output(place.PROJECTS, "children"),
                  PERIOD)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_parts(period):
        period = chosen_period(period)
        view = _view(period)
        if view is None:
            return (empty_state(UNDECLARED[0]),) * 4
        parts = (("资金来源", view.sources), ("阶段", view.stages), ("单位", view.units))
        workbook = book("funds", period)
        return (*(money_table(head, rows, book=workbook) for head, rows in parts), projects_table(view, period, book=workbook))


def _view(period: str) -> FundView | None:
    with store().read() as session:
        return fund_view(session, current_actor(), period, business_day())
