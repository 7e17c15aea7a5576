"""一张图: its choices, its map, its legend, and the card of what was clicked."""

from urllib.parse import quote

from dash import ALL, ClientsideFunction, Input, Output, State, ctx, no_update

from callbacks.context import current_actor, settings, store
from callbacks.map_gaps import district_gaps
from callbacks.marks import requires
from callbacks.months import chosen_period
from components import ids
from components.addresses import ledger_row
from components.badges import light_badge, stamp
from components.filters import grouped_options, options, ticks
from components.map_areas import area_card
from components.map_found import found_list
from components.maps import NOTHING, base_layers, fact_card, look_at, no_card, ring, viewport
from components.wording import amount, month, signed
from data.access.roles import Permission
from data.catalogue.area_shapes import area_path
from data.catalogue.shapes import box_of, district_shapes
from data.indicators.figures import district_values
from data.indicators.map_narrowed import narrowings
from data.indicators.map_views import object_card, object_spot, placed_ledgers
from data.indicators.views import check_readable, headline_codes
from data.intake.map_search import find_objects
from data.store.rulebook import newest_book

place = ids.Citymap
PERIOD, INDICATOR = Input(ids.Shell.PERIOD, "value"), Input(place.INDICATOR, "value")
PAINT, GAP_LEDGER, LEVEL = Input(place.PAINT, "value"), Input(place.GAP_LEDGER, "value"), Input(place.LEVEL, "value")
NEAR, NEAR_ROUGHLY = 17, 14  # zooms at which an object that was looked for is shown


def tile_layer(base) -> tuple[str, int]:
    """Where the browser asks for the tiles of a base map: here."""
    return f"/tiles/{quote(base.name)}/{{z}}/{{x}}/{{y}}", base.max_zoom


def register(app):
    _register_map(app)
    _register_moves(app)
    _register_card(app)
    _register_search(app)


def _register_map(app):
    ground = (Output(place.MAP, "viewport"), Output(place.BASES, "children"), Output(place.WORDS, "children"))

    @app.callback(*ground, Input(place.MAP, "id"))
    @requires(Permission.VIEW_FIGURES)
    def show_ground(_id):
        with store().read() as session:
            city = newest_book(session).city
        box = box_of(district_shapes(settings().catalogue, city), city)
        return viewport(box), base_layers([tile_layer(one) for one in city.base_maps]), city.map_words

    @app.callback(Output(place.INDICATOR, "data"), Output(place.INDICATOR, "value"), Input(place.MAP, "id"))
    @requires(Permission.VIEW_FIGURES)
    def show_indicators(_id):
        with store().read() as session:
            book = newest_book(session)
        return options((i.code, i.name) for i in book.indicators.values()), next(iter(headline_codes(book)), None)

    @app.callback(Output(place.CHOICES, "children"), Input(place.MAP, "id"))
    @requires(Permission.VIEW_TRIAL)
    def show_choices(_id):
        with store().read() as session:
            ledgers, book = placed_ledgers(session), newest_book(session)
        shown = [book.indicator(code).numerator.ledger for code in headline_codes(book)[:1]]
        return ticks(place.LEDGERS, [(ledger.code, ledger.name, ledger.colour) for ledger in ledgers], shown)

    @app.callback(Output(place.UNIT, "data"), Output(place.ONLY, "data"), Output(place.ONLY, "value"), Input(place.LEDGERS, "value"),
                  State(place.ONLY, "value"))
    @requires(Permission.VIEW_FIGURES)
    def show_narrowings(ticked, chosen):
        """Kinds and statuses of the ticked layers; what was chosen of a layer that is gone goes with it. Nothing for who sees no objects."""
        actor = current_actor()
        if not actor.may(Permission.VIEW_TRIAL):
            return [], [], []
        with store().read() as session:
            shown = [ledger for ledger in placed_ledgers(session) if ledger.code in (ticked or [])]
            units = [(u.code, u.short_name) for u in newest_book(session).members if actor.sees(u.code)]
        words = narrowings(shown)
        known = {word for word, _, _ in words}
        return options(units), grouped_options(words), [word for word in chosen or [] if word in known]


def _register_moves(app):
    app.clientside_callback(
        ClientsideFunction("citymap", "objects"),
        Output(place.OBJECTS, "data"),
        Input(place.MAP, "bounds"),
        Input(place.LEDGERS, "value"),
        PERIOD,
        Input(place.UNIT, "value"),
        Input(place.ONLY, "value"),
        Input(place.COLOURING, "value"),
        State(place.MAP, "zoom"),
    )
    app.clientside_callback(ClientsideFunction("citymap", "viewed"), Input(place.MAP, "viewport"))
    app.clientside_callback(ClientsideFunction("citymap", "districts"), Output(place.DISTRICTS, "data"), PERIOD, INDICATOR, PAINT, GAP_LEDGER, LEVEL)
    app.clientside_callback(
        ClientsideFunction("citymap", "areas"), Output(place.AREAS, "data"), Output(place.AREAS_SAID, "children"), Input(place.MAP, "bounds"), LEVEL, PAINT,
        PERIOD, INDICATOR, Input(place.LEDGERS, "value"), Input(place.UNIT, "value"), Input(place.ONLY, "value"), State(place.MAP, "zoom"))
    app.clientside_callback(
        ClientsideFunction("citymap", "stepInto"),
        Output(place.MAP, "viewport", allow_duplicate=True),
        Input(place.OBJECTS, "clickData"),
        State(place.MAP, "zoom"),
        prevent_initial_call=True,
    )


def _register_card(app):
    @app.callback(
        Output(place.CARD, "children"),
        Input(place.OBJECTS, "clickData"),
        Input(place.DISTRICTS, "clickData"),
        Input(place.AREAS, "clickData"),
        State(ids.Shell.PERIOD, "value"),
        State(place.INDICATOR, "value"),
        State(place.GAP_LEDGER, "value"),
        prevent_initial_call=True,
    )
    @requires(Permission.VIEW_FIGURES)
    def show_card(thing, district, area, period, indicator, gap_ledger):
        clicked = {place.OBJECTS: thing, place.AREAS: area}.get(ctx.triggered_id, district)
        properties = clicked.get("properties", {}) if isinstance(clicked, dict) else {}
        with store().read() as session:
            if properties.get("key"):
                name = tuple(str(properties.get(n)) for n in ("ledger", "unit", "key"))
                return _object(object_card(session, current_actor(), name, chosen_period(period)), name, chosen_period(period))
            if properties.get("count"):
                return fact_card(str(properties.get("name")), [("格内对象", str(properties.get("note")))])
            if properties.get("area"):
                return area_card(properties, area_path(settings().catalogue, newest_book(session).city, str(properties.get("parent"))))
            if properties.get("gap"):
                return district_gaps(session, properties, chosen_period(period), gap_ledger)
            check_readable(session, current_actor(), chosen_period(period))
            figure = district_values(session, chosen_period(period), str(indicator)).get(str(properties.get("code"))) if indicator else None
        return _district(str(properties.get("name", "")), figure, period) if figure else no_card()


def _register_search(app):
    @app.callback(Output(place.FOUND, "children"), Input(place.SEARCH, "value"), PERIOD, prevent_initial_call=True)
    @requires(Permission.VIEW_TRIAL)
    def show_found(text, period):
        if not str(text or "").strip():
            return None
        with store().read() as session:
            return found_list(find_objects(session, current_actor(), str(text), chosen_period(period)))

    moved = (Output(place.MAP, "viewport", allow_duplicate=True), Output(place.PICKED, "data"))
    told = (Output(place.CARD, "children", allow_duplicate=True), Output(place.LEDGERS, "value"), Output(place.FOUND, "children", allow_duplicate=True))

    @app.callback(*moved, *told, Input(place.found(ALL, ALL, ALL), "n_clicks"), State(place.LEDGERS, "value"), State(ids.Shell.PERIOD, "value"),
                  prevent_initial_call=True)
    @requires(Permission.VIEW_TRIAL)
    def pick_found(_clicks, ticked, period):
        """To the object: its layer on, the map above it, a ring around it, its card open, the list of answers away."""
        if not isinstance(ctx.triggered_id, dict) or not ctx.triggered[0]["value"]:
            return (no_update,) * 5
        period, actor = chosen_period(period), current_actor()
        name = tuple(str(ctx.triggered_id[part]) for part in ("ledger", "unit", "key"))
        with store().read() as session:
            card, spot = object_card(session, actor, name, period), object_spot(session, actor, name, period)
        shown = list(dict.fromkeys([*(ticked or []), name[0]]))
        if spot is None:
            return no_update, NOTHING, _object(card, name, period), shown, None
        view = look_at(spot.lng, spot.lat, NEAR_ROUGHLY if spot.is_rough else NEAR)
        return view, ring(spot.lng, spot.lat, card.name), _object(card, name, period), shown, None


def _object(card, name, period):
    where = f"{card.sheet}!{card.cell}"
    source = [("来源文件", card.file_name), ("工作表与单元格", where), ("自哪一期起", month(card.since))]
    doors = [("看报送里的这一格", f"/submissions/{card.submission}?cell={where}")] if card.submission else []
    doors.append(("看台账行与各版本", ledger_row(*name, period)))
    return fact_card(
        card.name,
        [("台账", card.ledger_name), ("单位", card.unit_name), *card.facts, *source],
        stamp("争议中") if card.disputed else None,
        doors,
    )


def _district(name, figure, period):
    facts = [
        (figure.name, amount(figure.value, figure.unit_word)),
        ("计划应达", amount(figure.planned, figure.unit_word)),
        ("进度差", signed(figure.gap_points)),
        ("说明", figure.reason),
    ]
    return fact_card(name, facts, light_badge(figure.light), [("看这项指标", f"/indicators/{figure.indicator}?period={period}")])
