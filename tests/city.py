"""The cast: a small city with two districts and one company, June 2023 — the east handed in, the west and the company did not."""

import pytest

from data.calendar import at
from data.indicators import grid
from data.indicators.measure import measure
from data.settings import Settings
from data.store.engine import Store
from data.store.marks import set_mark
from data.store.rulebook import adopt
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, day, hand_in
from tests.databases import furnish
from tests.web import demo_people

JUNE = "2023-06"
PLAN = """
title: 测试方案
pillars: [{code: A, name: 杆柱支柱, weight: 1}]
phases:
  - code: M1
    name: 第一阶段
    due: 2023-06-30
    clause: 一
    tasks:
      - {code: T1, name: 建杆, pillar: A, lead: E, start: 2023-01-01, due: 2023-06-30, weight: 1, indicators: [P1]}
  - code: M2
    name: 第二阶段
    due: 2023-12-31
    clause: 二
    tasks:
      - {code: T2, name: 再建杆, pillar: A, lead: W, start: 2023-07-01, due: 2023-12-31, weight: 1}
"""


def east_poles():
    """Four poles: three count, one is still being built; all in one place."""
    rows = [a_row(f"k{n}", pole_no=f"k{n}", name=f"东{n}号杆", code=f"9901010504010000000{n:02d}", kind="新建", lng=100.5, lat=30.5) for n in (1, 2, 3)]
    return [*rows, a_row("k4", pole_no="k4", name="东4号杆", status="在建", kind="新建", lng=100.5, lat=30.5)]


def fill(store: Store) -> None:
    with store.write() as session:
        adopt(session, small_catalogue(plan=PLAN), "2023-01", "test", NOW)
        set_mark(session, "home", "demo")
        set_mark(session, "today", "2023-07-20")
        demo_people(session, NOW)
        hand_in(session, "E", "pole", JUNE, east_poles())
        hand_in(session, "E", "baseline", JUNE, [a_row("990101", status=None, due_count=8)])
        hand_in(session, "E", "indicator_report", JUNE, [a_row("P1", region=None, status=None, indicator="P1", closing="5")])
        measure(session, JUNE, at(day("2023-07-06")))
        nothing = grid.objects(session, "E", "pole", [])
        grid.apply(session, grid.deltas(nothing, grid.objects(session, "E", "pole", ["k1", "k2", "k3", "k4"])))


@pytest.fixture
def city_fill():
    """What the city's database is filled by; a file of tests may have more in it."""
    return fill


@pytest.fixture
def city_settings(home, application_place) -> Settings:
    home.mkdir(parents=True, exist_ok=True)
    return Settings(home=home, database_url=application_place)


@pytest.fixture
def city_store(city_settings, city_fill):
    opened = furnish(city_settings.database_url, city_fill)
    yield opened
    opened.close()


@pytest.fixture
def city(web_once, city_settings, city_store):
    """The one application of the run, over this city."""
    from callbacks.context import KEY, Context

    web_once.server.config[KEY] = Context(city_store, city_settings)
    return web_once
