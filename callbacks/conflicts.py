"""冲突: counts and pairs for what the address asks."""

from dash import ClientsideFunction, Input, Output, State, ctx, no_update

from callbacks.context import business_day, current_actor, moment, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.conflicts import APART, address, count_table, meaning, opened, owners, pair_table
from components.filters import options
from components.notices import success
from data.access.roles import Permission
from data.errors import GovernanceError
from data.intake.conflict_acts import decide, say
from data.intake.conflicts import ConflictsAsked, conflicts, looked_for, one_conflict
from data.store.rulebook import book_for
from data.vocabulary import ConflictState, ConflictWord

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Conflicts
ASKED = Input(place.ASKED, "data")
WORDS = ("ledger", "unit", "kind")
BUTTONS = {place.OURS: ConflictWord.OURS, place.THEIRS: ConflictWord.THEIRS, place.APART: ConflictWord.APART}


def asked_of(period, words) -> ConflictsAsked:
    """What the address asks for."""
    return ConflictsAsked(period, **{name: str((words or {}).get(name) or "")[:60] for name in WORDS})


def pair_of(period, words) -> tuple[str, str, str]:
    """Month, ledger and mark of the pair that the address opens."""
    said = words or {}
    return chosen_period(period), str(said.get("ledger") or "")[:60], str(said.get("pair") or "")[:40]


def register(app):
    _register_question(app)
    _register_tables(app)
    _register_desk(app)


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
    @app.callback(Output(place.LEDGERS, "children"), Output(place.UNITS, "children"), Output(place.PAIRS, "children"), PERIOD, ASKED,
                  Input(place.SAID, "children"), Input(place.DECIDED, "children"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_conflicts(period, words, _said, _decided):
        asked = asked_of(chosen_period(period), words)
        with store().read() as session:
            found, rules = conflicts(session, current_actor(), asked), book_for(session, asked.period)
        units, ledgers = {u.code: u.short_name for u in rules.units.values()}, {code: ledger.name for code, ledger in rules.ledgers.items()}
        filters = {name: getattr(asked, name) for name in WORDS}
        workbooks = [book(name, asked.period, **filters) for name in ("conflict-ledgers", "conflict-units", "conflicts")]
        return (count_table(found.by_ledger, ledgers, "台账", lambda code: address(asked, ledger=code), workbooks[0]),
                count_table(found.by_unit, units, "单位", lambda code: address(asked, unit=code), workbooks[1]), pair_table(found, asked, workbooks[2]))


def _register_desk(app):
    @app.callback(Output(place.DESK, "hidden"), Output(place.DESK_PAIR, "children"), Output(place.OWNER, "data"), PERIOD, ASKED,
                  Input(place.SAID, "children"), Input(place.DECIDED, "children"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_desk(period, words, _said, _decided):
        where = pair_of(period, words)
        if not where[2]:
            return True, None, []
        with store().read() as session:
            pair = one_conflict(session, current_actor(), *where)
        return False, opened(pair, asked_of(where[0], words)), owners(pair)

    @app.callback(Output(place.SAID, "children"), Input(place.OURS, "n_clicks"), Input(place.THEIRS, "n_clicks"), Input(place.APART, "n_clicks"),
                  State(ids.Shell.PERIOD, "value"), State(place.ASKED, "data"), prevent_initial_call=True)
    @requires(Permission.EXPLAIN)
    def say_word(ours, theirs, apart, period, words):
        if ctx.triggered_id not in BUTTONS or not (ours or theirs or apart):
            return no_update
        with store().write() as session:
            talk = say(session, current_actor(), pair_of(period, words), BUTTONS[ctx.triggered_id], moment())
            return success("双方意见一致，已约定" if talk.state == ConflictState.SETTLED else "已记下，等对方表态")

    @app.callback(Output(place.DECIDED, "children"), Input(place.DECIDE, "n_clicks"), State(place.OWNER, "value"), State(place.WHY, "value"),
                  State(ids.Shell.PERIOD, "value"), State(place.ASKED, "data"), prevent_initial_call=True,
                  running=[(Output(place.DECIDE, "disabled"), True, False)])
    @requires(Permission.DECIDE_CONFLICT)
    def decide_pair(clicks, owner, why, period, words):
        if not clicks:
            return no_update
        if not owner:
            raise GovernanceError("请先选定归哪一方，或选“不是同一物”")
        with store().write() as session:
            decide(session, current_actor(), pair_of(period, words), "" if owner == APART else str(owner), str(why or ""), moment())
        return success("已裁定，双方在“冲突”页可以看到")
