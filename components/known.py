"""按某日所知: where a day is chosen, and how a page says that it looks back."""

from datetime import date

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component


def known_picker(place: str, known: str | None) -> Component:
    """The day whose knowledge the page shows; empty is now. It stands in the address."""
    return dmc.DatePickerInput(
        id=place, value=known or None, placeholder="按现在所知", clearable=True, size="xs", valueFormat="按 YYYY-MM-DD 所知", className="picker is-known",
        monthLabelFormat="YYYY年M月", yearLabelFormat="YYYY年", **{"aria-label": "按哪一天所知"})


def looks_back(day: date, what: str = "") -> Component:
    """Before any number: this is not how things stand now."""
    return html.Div(
        [html.B(f"按 {day.year}年{day.month}月{day.day}日 所知"), f"　此后的报送、退回、更正、督办和办法都不在内。{what}"],
        className="looks-back", role="status")
