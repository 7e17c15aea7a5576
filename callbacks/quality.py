"""数据质量: numbers, plots and tables for what the address asks."""

from dash import ClientsideFunction, Input, Output, State, no_update

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.filters import options
from components.graph import graph
from components.quality import (
    NO_CELLS,
    burden_figure,
    counted_note,
    file_table,
    month_cards,
    pass_figure,
    rate_figure,
    rule_table,
    unit_table,
    words_figure,
)
from data.access.roles import Permission
from data.calendar import shift
from data.intake import quality
from data.intake.quality import QualityAsked
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Quality
ASKED = Input(place.ASKED, "data")
WORDS = ("unit", "ledger", "severity", "rule")


def register(app):
    _register_question(app)
    _register_figures(app)
    _register_tables(app)


def asked_of(period, words) -> QualityAsked:
    """What the address asks for."""
    return QualityAsked(period, **{name: str((words or {}).get(name) or "")[:60] for name in WORDS})


def filters_of(asked: QualityAsked) -> dict[str, str]:
    return {name: getattr(asked, name) for name in WORDS}


def _register_question(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.UNIT, "data"), Output(place.LEDGER, "data"), PERIOD)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_choices(period):
        period = chosen_period(period)
        with store().read() as session:
            rules, strip = book_for(session, period), period_strip(stamped(session, period, business_day()))
        return [strip, counted_note()], options((u.code, u.short_name) for u in rules.members if current_actor().sees(u.code)), options(
            (ledger.code, ledger.name) for ledger in rules.ledgers.values())

    @app.callback(Output(place.ASKED, "data"), Input(place.UNIT, "value"), Input(place.LEDGER, "value"), Input(place.SEVERITY, "value"),
                  State(place.ASKED, "data"), prevent_initial_call=True)
    @requires(Permission.VIEW_SUBMISSIONS)
    def keep_question(unit, ledger, severity, words):
        """What the inputs say, if it is not what is asked already; a rule stays chosen until its link is left."""
        kept = {name: word for name, word in (words or {}).items() if name in WORDS and word}
        said = {"unit": unit, "ledger": ledger, "severity": severity, "rule": kept.get("rule")}
        asked = {name: word for name, word in said.items() if word}
        return no_update if asked == kept else asked

    app.clientside_callback(ClientsideFunction("address", "keep"), Output(place.KEPT, "data"), ASKED, PERIOD)


def _register_figures(app):
    @app.callback(Output(place.HEAD, "children"), Output(place.TREND, "children"), Output(place.FIRST_PASS, "children"), PERIOD, ASKED)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_months(period, words):
        asked = asked_of(chosen_period(period), words)
        with store().read() as session:
            months = quality.by_month(session, current_actor(), asked)
        cards = month_cards(months.get(asked.period), months.get(shift(asked.period, -1)), asked)
        return cards, _plot(rate_figure(months, asked.period), "每千单元格问题数", asked), _plot(pass_figure(months, asked.period), "一次通过率", asked)

    @app.callback(Output(place.WORDS, "children"), Output(place.BURDEN, "children"), PERIOD, ASKED)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_parts(period, words):
        asked = asked_of(chosen_period(period), words)
        with store().read() as session:
            found, months = quality.by_word(session, current_actor(), asked), quality.by_month(session, current_actor(), asked)
        drawn = graph(words_figure(found), "六个质量特性", book("quality-rules", asked.period, **filters_of(asked)), 300)
        return drawn, _plot(burden_figure(months, asked.period), "填报负担", asked)


def _plot(figure, name, asked):
    return graph(figure, name, book("quality-months", asked.period, **filters_of(asked)), 300) if figure else NO_CELLS


def _register_tables(app):
    @app.callback(Output(place.UNITS, "children"), Output(place.RULES, "children"), Output(place.FILES, "children"), PERIOD, ASKED)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_tables(period, words):
        asked, actor = asked_of(chosen_period(period), words), current_actor()
        with store().read() as session:
            units, rules = quality.by_unit(session, actor, asked), quality.by_rule(session, actor, asked)
            files, declared = quality.worst_files(session, actor, asked), book_for(session, asked.period)
        names, ledgers = {u.code: u.short_name for u in declared.units.values()}, {code: ledger.name for code, ledger in declared.ledgers.items()}
        workbooks = [book(name, asked.period, **filters_of(asked)) for name in ("quality-units", "quality-rules", "quality-files")]
        return (unit_table(units, names, asked, workbooks[0]), rule_table(rules, asked, workbooks[1]),
                file_table(files, names, ledgers, asked, workbooks[2]))
