"""考评: shows the month's steps and the ranking; moves the month."""

from dash import Input, Output, State, ctx, no_update

from callbacks.context import current_actor, moment, store
from callbacks.exports import book
from callbacks.looking import day_known, keep_known, looking
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.assessment import month_steps, ranking_panels
from components.cards import period_strip
from components.notices import success
from data.access.roles import Permission
from data.assessment import months
from data.assessment.views import month_facts, rankings
from data.calendar import label
from data.store.rulebook import book_for
from data.vocabulary import MonthState

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Assessment
KNOWN = Input(place.KNOWN, "value")
MOVES = {place.CLOSE: months.close_month, place.COMMENT: months.comment_month, place.PUBLISH: months.publish_month, place.REOPEN: months.reopen_month}


def register(app):
    keep_known(app, place)

    @app.callback(Output(place.STRIP, "children"), Output(place.MONTH, "children"), Output(place.MOVES, "className"), PERIOD,
                  Input(place.ANSWER, "children"), KNOWN)
    @requires(Permission.VIEW_SCORES)
    def show_month(period, _answer, known):
        period = chosen_period(period)
        with looking(known) as (session, today):
            facts, strip = month_facts(session, period), period_strip(stamped(session, period, today, day_known(known)))
        return strip, month_steps(facts), f"month-moves is-{facts.state}{' is-past' if known else ''}"  # nothing is done in the past

    @app.callback(Output(place.RANKING, "children"), PERIOD, Input(place.ANSWER, "children"), KNOWN)
    @requires(Permission.VIEW_SCORES)
    def show_ranking(period, _answer, known):
        period = chosen_period(period)
        with looking(known) as (session, _):
            names = {u.code: u.short_name for u in book_for(session, period).members}
            found = rankings(session, current_actor(), period)
            return ranking_panels(found, period, names, {r.group: book("ranking", period, r.group, known=known) for r in found})

    @app.callback(Output(place.ANSWER, "children"), *(Input(button, "n_clicks") for button in MOVES), State(ids.Shell.PERIOD, "value"),
                  State(place.REASON, "value"), prevent_initial_call=True, running=[(Output(button, "disabled"), True, False) for button in MOVES])
    @requires(Permission.CLOSE_MONTH)
    def move_month(*given):
        period, reason = given[-2:]
        if ctx.triggered_id not in MOVES:
            return no_update
        with store().write() as session:
            month = MOVES[ctx.triggered_id](session, chosen_period(period), current_actor(), moment(), reason or "")
            return success(f"{label(month.period)}现为“{MonthState(month.state).label}”")
