"""The legend of the map, of the ground and of the objects on it, and the strip that dates both."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, settings, store
from callbacks.map_paint import area_figures, map_paint
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.map_areas import area_legend
from components.map_features import dot_legend, map_legend, no_outlines
from components.map_gaps import gap_legend
from components.maps import objects_strip
from data.access.roles import Permission
from data.catalogue.shapes import district_shapes
from data.indicators.figures import district_values
from data.indicators.map_areas import AreaLevel, area_level
from data.indicators.map_narrowed import Ground, colouring
from data.indicators.map_views import standing_of
from data.indicators.views import check_readable
from data.store.rulebook import book_for, newest_book

place = ids.Citymap
PERIOD = Input(ids.Shell.PERIOD, "value")


def register(app):
    @app.callback(Output(place.LEGEND, "children"), PERIOD, Input(place.INDICATOR, "value"), Input(place.PAINT, "value"), Input(place.GAP_LEDGER, "value"),
                  Input(place.LEVEL, "value"), Input(place.LEDGERS, "value"))
    @requires(Permission.VIEW_FIGURES)
    def show_ground_legend(period, indicator, paint, gap_ledger, level, ticked):
        period = chosen_period(period)
        with store().read() as session:
            check_readable(session, current_actor(), period)
            book, rules = newest_book(session), book_for(session, period)
            if not district_shapes(settings().catalogue, book.city):
                return no_outlines()
            if paint == Ground.GAPS:
                return gap_legend(rules.ledger(gap_ledger).name if gap_ledger else "全部台账")
            level, found = area_level(level), book.indicators.get(indicator or "")
            figures = district_values(session, period, indicator) if indicator else {}
            if level is not AreaLevel.DISTRICT:
                figures = area_figures(session, settings().catalogue, level, period, indicator or "")
                if not figures:
                    return area_legend(level, found.name if found else "", bool(ticked))
        values = [f.value for f in figures.values() if f.value is not None]
        return map_legend(found.name if found else "区划", found.unit if found else "", values)

    @app.callback(Output(place.DOTS, "children"), Input(place.LEDGERS, "value"), Input(place.COLOURING, "value"))
    @requires(Permission.VIEW_FIGURES)
    def show_dot_legend(ticked, by):
        with store().read() as session:
            return dot_legend(map_paint(session, current_actor(), ticked, colouring(by)).legend) if ticked else []

    @app.callback(Output(place.STRIP, "children"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_strip(period):
        """What dates the figures; and what dates the objects, for who sees any."""
        period = chosen_period(period)
        with store().read() as session:
            check_readable(session, current_actor(), period)
            dated, standing = period_strip(stamped(session, period, business_day())), standing_of(session, period)
        objects = objects_strip(period, standing.published_on, standing.known.version) if current_actor().may(Permission.VIEW_TRIAL) else None
        return [dated, objects]
