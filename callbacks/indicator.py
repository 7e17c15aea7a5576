"""指标详情: one indicator with its curve, units, districts and the rows behind it."""

from dash import Input, Output, State, ctx

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import empty_state, page_head, path, period_strip
from components.charts import trajectory_figure
from components.credibility import credibility_board
from components.filters import options
from components.graph import graph
from components.indicator_facts import goals_table
from components.indicators import detail_head, district_bars, milestone_words, rows_table, units_table
from components.trajectory import months_table, outlook_panel
from data.access.roles import Permission
from data.indicators.counted import Page, has_rows
from data.indicators.detail import counted_page, indicator_detail
from data.indicators.trajectory import trajectory
from data.indicators.unit_months import unit_months
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Indicator
CODE = Input(place.CODE, "data")
ROWS_SHOWN = 20
DISTRICT = "region:"  # before the code of a district in the choice of the scope


def scope_of(chosen):
    """(unit, district) of what is chosen; both None: the city."""
    if str(chosen or "").startswith(DISTRICT):
        return None, chosen.removeprefix(DISTRICT)
    return chosen or None, None


def register(app):
    @app.callback(Output(place.TITLE, "children"), Output(place.HEAD, "children"), Output(place.GOALS, "children"), PERIOD, CODE)
    @requires(Permission.VIEW_FIGURES)
    def show_head(period, code):
        period = chosen_period(period)
        with store().read() as session:
            found = indicator_detail(session, current_actor(), str(code), period)
            strip = period_strip(stamped(session, period, business_day()))
        title = page_head(
            found.indicator.name, strip, lead=path(("建设进度", f"/indicators?period={period}"), (found.indicator.name, None))
        )
        workbook = book("indicator", period, code)
        return title, detail_head(found, workbook), goals_table(found, book("goals", period, code))

    @app.callback(
        Output(place.CURVE, "children"), Output(place.OUTLOOK, "children"), Output(place.MONTHS, "children"), PERIOD, CODE, Input(place.SCOPE, "value")
    )
    @requires(Permission.VIEW_FIGURES)
    def show_trajectory(period, code, unit):
        period = chosen_period(period)
        with store().read() as session:
            unit, region = scope_of(unit)
            found = trajectory(session, current_actor(), str(code), unit, period, business_day(), region)
        workbook = book("indicator", period, code, unit=unit, region=region)
        plot = graph(trajectory_figure(found), f"{found.indicator.name}（{found.unit_name}）计划与实际", workbook, 400)
        return [plot, milestone_words(found.curve)], outlook_panel(found), months_table(found, workbook)

    @app.callback(Output(place.UNITS, "children"), Output(place.DISTRICTS, "children"), Output(place.SCOPE, "data"), PERIOD, CODE)
    @requires(Permission.VIEW_FIGURES)
    def show_parts(period, code):
        period = chosen_period(period)
        with store().read() as session:
            found = indicator_detail(session, current_actor(), str(code), period)
        workbook = book("indicator", period, code)
        districts = ((f"{DISTRICT}{f.region}", name) for name, f in found.districts)
        choices = options([("", "全市"), *((f.unit or "", name) for name, f in found.units), *districts])
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
        period, side = chosen_period(period), kind != "below"
        after = tuple(map(str, cursor)) if ctx.triggered_id == place.MORE and isinstance(cursor, list) and len(cursor) == 2 else None
        with store().read() as session:
            rules = book_for(session, period)
            if not has_rows(rules.indicator(str(code)), side):
                return empty_state("没有分母的行", "这个指标没有分母，或分母是城市目录中的统计数。"), None, True
            page = Page(kind != "no", side, ROWS_SHOWN, after)
            rows, following = counted_page(session, current_actor(), str(code), unit, period, page)
            names = {u.code: u.short_name for u in rules.members}
        asked = rules.indicator(str(code)).numerator if side else rules.indicator(str(code)).denominator
        is_sum = asked is not None and asked.aggregate == "sum"
        workbook = book("rows", period, code, kind=kind, unit=unit)
        return rows_table(rows, names, page.counted, is_sum, following is not None, book=workbook), following, following is None
