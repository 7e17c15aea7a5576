"""The colours of the map and of its legend: one answer for both."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from components.map_features import Paint, paint
from data.access.scope import Actor
from data.catalogue.area_shapes import declared_level, level_regions
from data.indicators.figure import Figure
from data.indicators.figures import district_values
from data.indicators.map_areas import AreaLevel
from data.indicators.map_narrowed import Colouring, coloured_values
from data.indicators.map_views import placed_ledgers
from data.store.rulebook import newest_book


def map_paint(session: Any, actor: Actor, ticked: Sequence[str], by: Colouring) -> Paint:
    """Of the layers that are ticked and exist."""
    shown = [ledger for ledger in placed_ledgers(session) if ledger.code in ticked]
    return paint(by, [(ledger.code, ledger.name, ledger.colour) for ledger in shown], coloured_values(newest_book(session), actor, shown, by))


def area_figures(session: Any, folder: Path, level: AreaLevel, period: str, indicator: str) -> dict[str, Figure]:
    """The figures of the indicator by streets, communities or grid cells; none where it is told by districts only."""
    city = newest_book(session).city
    if not indicator or declared_level(city, level) is None:
        return {}
    regions = level_regions(folder, city, level)
    return {code: figure for code, figure in district_values(session, period, indicator).items() if code in regions}
