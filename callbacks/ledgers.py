"""台账: rows page by page for what the address asks, and one row opened up."""

from dash import ALL, ClientsideFunction, Input, Output, State, ctx, html, no_update

from callbacks.context import business_day, current_actor, settings, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import page_head, period_strip
from components.filters import options
from components.ledgers import filter_inputs, row_facts, row_marks, row_path, row_strip, rows_of_ledger, too_long, version_table
from data.access.roles import Permission
from data.intake.ledger_asked import OWN, Asked, asked_for, filters_of, ledgers_of
from data.intake.ledger_card import ledger_card
from data.intake.ledger_page import ledger_page, more_than
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place, one = ids.Ledgers, ids.LedgerRow


def register(app):
    _register_question(app)
    _register_rows(app)
    _register_row(app)


def _register_question(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.LEDGER, "data"), Output(place.LEDGER, "value"), Output(place.UNIT, "data"), PERIOD,
                  State(place.ASKED, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_choices(period, words):
        period, actor = chosen_period(period), current_actor()
        with store().read() as session:
            rules, strip = book_for(session, period), period_strip(stamped(session, period, business_day()))
        ledgers, units = ledgers_of(rules, actor), [u for u in rules.members if actor.sees(u.code)]
        return (strip, options((ledger.code, ledger.name) for ledger in ledgers), asked_for(rules, actor, period, words or {}).ledger,
                options((u.code, u.short_name) for u in units))

    @app.callback(Output(place.FILTERS, "children"), PERIOD, Input(place.LEDGER, "value"), State(place.ASKED, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_filters(period, ledger, words):
        period = chosen_period(period)
        with store().read() as session:
            rules = book_for(session, period)
        asked = asked_for(rules, current_actor(), period, {**(words or {}), "ledger": ledger} if ledger else words or {})
        return filter_inputs(filters_of(rules, rules.ledger(asked.ledger)), asked)

    @app.callback(Output(place.ASKED, "data"), Input(place.LEDGER, "value"), Input(place.UNIT, "value"), Input(place.SEARCH, "value"),
                  Input(place.KNOWN, "value"), Input(place.filter(ALL), "value"), State(place.filter(ALL), "id"), State(place.ASKED, "data"),
                  State(ids.Shell.PERIOD, "value"), prevent_initial_call=True)
    @requires(Permission.VIEW_SUBMISSIONS)
    def keep_question(ledger, unit, search, known, values, named, words, period):  # noqa: PLR0913, PLR0917
        """What the inputs say, if it is not what is asked already."""
        period, actor = chosen_period(period), current_actor()
        said = {"ledger": ledger, "unit": unit, "q": search, "known": known,
                **{name["word"]: value for name, value in zip(named, values, strict=True)}}
        with store().read() as session:
            rules = book_for(session, period)
        asked = asked_for(rules, actor, period, said).words()
        return no_update if asked == asked_for(rules, actor, period, words or {}).words() else asked

    app.clientside_callback(ClientsideFunction("address", "keep"), Output(place.KEPT, "data"), Input(place.ASKED, "data"), PERIOD)


def _register_rows(app):
    @app.callback(Output(place.TABLE, "children"), Output(place.CURSOR, "data"), Output(place.MORE, "disabled"), Output(place.FIRST, "disabled"), PERIOD,
                  Input(place.ASKED, "data"), Input(place.MORE, "n_clicks"), Input(place.FIRST, "n_clicks"), State(place.CURSOR, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_rows(period, words, _more, _first, cursor):
        period, actor = chosen_period(period), current_actor()
        after = tuple(map(str, cursor)) if ctx.triggered_id == place.MORE and isinstance(cursor, list) and len(cursor) == 2 else None
        with store().read() as session:
            rules = book_for(session, period)
            asked = asked_for(rules, actor, period, words or {})
            page = ledger_page(session, actor, asked, after)
            is_long = more_than(session, actor, asked, settings().export_rows)
        names, regions = {u.code: u.short_name for u in rules.units.values()}, {r.code: r.name for r in rules.city.regions}
        workbook = None if is_long else book("ledger", period, asked.ledger, **{word: value for word, value in asked.words().items() if word != "ledger"})
        table = rows_of_ledger(page, asked, names, regions, workbook)
        return [table, too_long(settings().export_rows) if is_long else None], page.following, page.following is None, after is None


def _register_row(app):
    @app.callback(Output(one.TITLE, "children"), Output(one.FACTS, "children"), Output(one.MARKS, "children"), Output(one.VERSIONS, "children"), PERIOD,
                  Input(one.ASKED, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_row(period, words):
        period = chosen_period(period)
        with store().read() as session:
            asked = _row_asked(session, period, words or {})
            card = ledger_card(session, current_actor(), asked, str((words or {}).get("key", "")))
        workbook = book("versions", period, asked.ledger, unit=asked.unit, key=card.key)
        title = page_head(card.name, lead=html.Div([row_path(card, asked), row_strip(card, asked)]))
        return title, row_facts(card), row_marks(card, asked), version_table(card, workbook)


def _row_asked(session, period, words) -> Asked:
    """Which row: only the ledger, the unit and the day matter."""
    kept = {name: word for name, word in words.items() if name in ("ledger", "unit", "known") or name.startswith(OWN)}
    rules = book_for(session, period)
    rules.ledger(str(kept.get("ledger")))
    return asked_for(rules, current_actor(), period, kept)
