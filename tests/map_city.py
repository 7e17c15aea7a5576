"""The cast on the ground: the small city with outlines of four levels, squares in squares, and four poles in the east."""

import json
from dataclasses import replace

import pytest

from data.calendar import at
from data.indicators import grid
from data.indicators.measure import measure
from data.settings import Settings
from data.store.engine import Store
from data.store.marks import set_mark
from data.store.rulebook import adopt
from tests.catalogue_builder import CITY, small_catalogue
from tests.city import JUNE, PLAN, east_poles
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, day, hand_in
from tests.databases import furnish
from tests.web import demo_people

LEVELS = ("district", "street", "community", "grid")
OUTLINED = CITY + "boundaries:\n" + "".join(f"  - {{level: {level}, file: {level}.geojson, crs: cgcs2000}}\n" for level in LEVELS)
# Code → name, parent, west, south, east, north. The poles stand at 100.5, 30.5; the west is empty.
SQUARES = {
    "district": {"990101": ("东区", "990100", 100.0, 30.0, 100.6, 31.0), "990102": ("西区", "990100", 100.6, 30.0, 101.0, 31.0)},
    "street": {"990101001": ("湖街道", "990101", 100.0, 30.0, 100.6, 30.6), "990101002": ("山街道", "990101", 100.0, 30.6, 100.6, 31.0)},
    "community": {"990101001001": ("柳社区", "990101001", 100.45, 30.45, 100.55, 30.55)},
    "grid": {"990101001001001": ("柳社区01网格", "990101001001", 100.499, 30.499, 100.501, 30.501),
             "990101001001002": ("柳社区02网格", "990101001001", 100.501, 30.499, 100.503, 30.501)},
}


def outlines(level):
    """The boundary file of a level."""
    def ring(west, south, east, north):
        return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]
    features = [{"type": "Feature", "properties": {"code": code, "name": name, "parent": parent},
                 "geometry": {"type": "Polygon", "coordinates": ring(*box)}} for code, (name, parent, *box) in SQUARES[level].items()]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def ground(store: Store) -> None:
    """The rule book with its outlines, the four poles, and a station of the company, whose places are sensitive."""
    with store.write() as session:
        adopt(session, small_catalogue(plan=PLAN, city=OUTLINED), "2023-01", "test", NOW)
        set_mark(session, "home", "demo")
        set_mark(session, "today", "2023-07-20")
        demo_people(session, NOW)
        hand_in(session, "E", "pole", JUNE, east_poles())
        hand_in(session, "T", "station", JUNE, [a_row("s1", gnodeb="460-00-1", lng=100.50012, lat=30.50034, grid="N47F0012")])
        for unit, ledger, keys in (("E", "pole", ["k1", "k2", "k3", "k4"]), ("T", "station", ["s1"])):
            grid.apply(session, grid.deltas(grid.objects(session, unit, ledger, []), grid.objects(session, unit, ledger, keys)))
        measure(session, JUNE, at(day("2023-07-06")))


@pytest.fixture
def ground_fill():
    """What the database is filled by; a file of tests may have more in it."""
    return ground


@pytest.fixture
def outlined_settings(home, application_place) -> Settings:
    """A home, and beside it a rule book's folder that holds nothing but outlines."""
    folder = home.parent / "rulebook"
    folder.mkdir(parents=True, exist_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    for level in LEVELS:
        (folder / f"{level}.geojson").write_text(outlines(level), "utf-8")
    return replace(Settings(home=home, database_url=application_place), catalogue=folder)


@pytest.fixture
def ground_store(database_place, ground_fill):
    """On SQLite and on PostgreSQL."""
    opened = furnish(database_place, ground_fill)
    yield opened
    opened.close()


@pytest.fixture
def outlined(web_once, outlined_settings, ground_fill):
    """The one application of the run, over this city."""
    from callbacks.context import KEY, Context

    opened = furnish(outlined_settings.database_url, ground_fill)
    web_once.server.config[KEY] = Context(opened, outlined_settings)
    yield web_once
    opened.close()
