"""冲突: counts and pairs for what the address asks."""

from dash import ClientsideFunction, Input, Output, State, no_update

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.conflicts import address, count_table, meaning, pair_table
from components.filters import options
from data.access.roles import Permission
from data.intake.conflicts import ConflictsAsked, conflicts, looked_for
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Conflicts
ASKED = Input(place.ASKED, "data")
WORDS = ("ledger", "unit", "kind")


def asked_of(period, words) -> ConflictsAsked:
    """What the address asks for."""
    return ConflictsAsked(period, **{name: str((words or {}).get(name) or "")[:60] for name in WORDS})


def register(app):
    _register_question(app)
    _register_tables(app)


def _register_question(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.UNIT, "data"), Output(place.LEDGER, "data"), PERIOD)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_choices(period):
        period = chosen_period(period)
        with store().read() as session:
            rules, strip = book_for(session, period), period_strip(stamped(session, period, business_day()))
        return [strip, meaning()], options((u.code, u.short_name) for u in rules.members if current_actor().sees(u.code)), options(
            (ledger.code, ledger.name) for ledger in looked_for(rules))

    @app.callback(Output(place.ASKED, "data"), Input(place.LEDGER, "value"), Input(place.UNIT, "value"), Input(place.KIND, "value"),
                  State(place.ASKED, "data"), prevent_initial_call=True)
    @requires(Permission.VIEW_SUBMISSIONS)
    def keep_question(ledger, unit, kind, words):
        """What the inputs say, if it is not what is asked already."""
        kept = {name: word for name, word in (words or {}).items() if name in WORDS and word}
        asked = {name: word for name, word in (("ledger", ledger), ("unit", unit), ("kind", kind)) if word}
        return no_update if asked == kept else asked

    app.clientside_callback(ClientsideFunction("address", "keep"), Output(place.KEPT, "data"), ASKED, PERIOD)


def _register_tables(app):
    @app.callback(Output(place.LEDGERS, "children"), Output(place.UNITS, "children"), Output(place.PAIRS, "children"), PERIOD, ASKED)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_conflicts(period, words):
        asked = asked_of(chosen_period(period), words)
        with store().read() as session:
            found, rules = conflicts(session, current_actor(), asked), book_for(session, asked.period)
        units, ledgers = {u.code: u.short_name for u in rules.units.values()}, {code: ledger.name for code, ledger in rules.ledgers.items()}
        filters = {name: getattr(asked, name) for name in WORDS}
        workbooks = [book(name, asked.period, **filters) for name in ("conflict-ledgers", "conflict-units", "conflicts")]
        return (count_table(found.by_ledger, ledgers, "台账", lambda code: address(asked, ledger=code), workbooks[0]),
                count_table(found.by_unit, units, "单位", lambda code: address(asked, unit=code), workbooks[1]), pair_table(found, asked, workbooks[2]))
