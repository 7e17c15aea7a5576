"""指标详情: one indicator with its curve, units, districts and the rows behind it."""

from dash import Input, Output, State, ctx

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import page_head, path, period_strip
from components.charts import trajectory_figure
from components.credibility import credibility_board
from components.filters import options
from components.graph import graph
from components.indicators import detail_head, district_bars, milestone_words, rows_table, units_table
from components.trajectory import months_table, outlook_panel
from data.access.roles import Permission
from data.indicators.counted import Page
from data.indicators.detail import counted_page, indicator_detail
from data.indicators.trajectory import trajectory
from data.indicators.unit_months import unit_months
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Indicator
CODE = Input(place.CODE, "data")
ROWS_SHOWN = 20


def register(app):
    @app.callback(Output(place.TITLE, "children"), Output(place.HEAD, "children"), PERIOD, CODE)
    @requires(Permission.VIEW_FIGURES)
    def show_head(period, code):
        period = chosen_period(period)
        with store().read() as session:
            found = indicator_detail(session, current_actor(), str(code), period)
            strip = period_strip(stamped(session, period, business_day()))
        title = page_head(
            found.indicator.name, strip, lead=path(("建设进度", f"/indicators?period={period}"), (found.indicator.name, None))
        )
        return title, detail_head(found, book("indicator", period, code))

    @app.callback(
        Output(place.CURVE, "children"), Output(place.OUTLOOK, "children"), Output(place.MONTHS, "children"), PERIOD, CODE, Input(place.SCOPE, "value")
    )
    @requires(Permission.VIEW_FIGURES)
    def show_trajectory(period, code, unit):
        period = chosen_period(period)
        with store().read() as session:
            found = trajectory(session, current_actor(), str(code), unit or None, period, business_day())
        workbook = book("indicator", period, code, unit=unit or None)
        plot = graph(trajectory_figure(found), f"{found.indicator.name}（{found.unit_name}）计划与实际", workbook, 400)
        return [plot, milestone_words(found.curve)], outlook_panel(found), months_table(found, workbook)

    @app.callback(Output(place.UNITS, "children"), Output(place.DISTRICTS, "children"), Output(place.SCOPE, "data"), PERIOD, CODE)
    @requires(Permission.VIEW_FIGURES)
    def show_parts(period, code):
        period = chosen_period(period)
        with store().read() as session:
            found = indicator_detail(session, current_actor(), str(code), period)
        workbook = book("indicator", period, code)
        choices = options([("", "全市"), *((f.unit or "", name) for name, f in found.units)])
        return units_table(found.units, period, found.indicator.direction, book=workbook), district_bars(found, workbook), choices

    @app.callback(Output(place.CREDIBILITY, "children"), PERIOD, CODE)
    @requires(Permission.VIEW_FIGURES)
    def show_credibility(period, code):
        period = chosen_period(period)
        with store().read() as session:
            found = unit_months(session, current_actor(), str(code), period)
        return credibility_board(found, book("credibility", period, code))

    @app.callback(
        Output(place.ROWS, "children"),
        Output(place.CURSOR, "data"),
        Output(place.MORE, "disabled"),
        PERIOD,
        CODE,
        Input(place.ROWS_KIND, "value"),
        Input(place.MORE, "n_clicks"),
        Input(place.FIRST, "n_clicks"),
        State(place.CURSOR, "data"),
        State(place.ROWS_UNIT, "data"),
    )
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_rows(period, code, kind, _more, _first, cursor, unit):
        period, counted = chosen_period(period), kind == "yes"
        after = tuple(map(str, cursor)) if ctx.triggered_id == place.MORE and isinstance(cursor, list) and len(cursor) == 2 else None
        with store().read() as session:
            rows, following = counted_page(session, current_actor(), str(code), unit, period, Page(counted, ROWS_SHOWN, after))
            names = {u.code: u.short_name for u in book_for(session, period).members}
        workbook = book("rows", period, code, kind=kind, unit=unit)
        return rows_table(rows, names, counted, following is not None, book=workbook), following, following is None
