"""一个单位的得分: shows the tree and the months before."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.assessment import score_head, score_tree, score_trend_view
from components.cards import period_strip
from data.access.roles import Permission
from data.assessment.views import score_detail

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Score


def register(app):
    @app.callback(Output(place.TITLE, "children"), Output(place.STRIP, "children"), Output(place.HEAD, "children"), PERIOD, Input(place.UNIT, "data"))
    @requires(Permission.VIEW_SCORES)
    def show_head(period, unit):
        period = chosen_period(period)
        with store().read() as session:
            d = score_detail(session, current_actor(), str(unit), period)
            return f"{d.unit_name} 月度考评", period_strip(stamped(session, period, business_day())), score_head(d)

    @app.callback(Output(place.TREE, "children"), Output(place.TREND, "children"), PERIOD, Input(place.UNIT, "data"),
                  Input(place.ITEM, "data"))
    @requires(Permission.VIEW_SCORES)
    def show_tree(period, unit, item):
        period = chosen_period(period)
        with store().read() as session:
            d = score_detail(session, current_actor(), str(unit), period)
        return score_tree(d, period, book("score", period, unit), str(item or "")), score_trend_view(d.trend, book("score-months", period, unit))
