"""大屏 through the wire: what a turn holds, at which pace, and that its account opens nothing else."""

from decimal import Decimal

import pytest

from components import ids
from components.wallscreen import NOTHING, map_figure
from data.access.scope import Actor
from data.assessment.months import close_month, publish_month
from data.calendar import at
from data.vocabulary import Role
from tests.city import JUNE, fill
from tests.components.test_indicators import a_figure
from tests.data.indicators.hand_in import day
from tests.web import outputs_of, sign_in, texts

place = ids.WallScreen
OFFICE = Actor("office", Role.OFFICE)
SHAPE = {"properties": {"code": "1", "name": "东区"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]]}}


def published(store):
    fill(store)
    with store.write() as session:
        close_month(session, JUNE, OFFICE, at(day("2023-07-06"), 12))
        publish_month(session, JUNE, OFFICE, at(day("2023-07-07"), 12))


@pytest.fixture
def city_fill(request):
    return getattr(request, "param", published)


def turn_of(city):
    return next(output for output in city.callback_map if f"{place.HEAD}.children" in output)


@pytest.fixture
def ask(city):
    def asked(who, turn=0):
        answer = sign_in(city, who)[0].call(city, turn_of(city), wallscreen_turn__n_intervals=turn)
        return answer
    return asked


def test_a_turn_holds_the_month_the_stages_and_the_system(ask):
    said = texts(ask("screen"))
    assert all(words in said for words in ("测试市", "2023年6月", "第一阶段", "杆柱支柱", "建成杆柱", "未齐", "红灯", "差 −70.0 点", "东区"))


def test_the_next_turn_is_the_next_system(ask):
    assert "物理站址数" in texts(ask("screen", 1)) and "物理站址数" not in texts(ask("screen", 0))


@pytest.mark.parametrize("city_fill", [fill], indirect=True)
def test_without_a_published_month_it_says_so(ask):
    assert NOTHING in texts(ask("screen"))


@pytest.mark.parametrize(("who", "status"), [("screen", 200), ("leader", 200), ("office", 200), ("unit1", 403), ("evaluator", 403), ("sysadmin", 403)])
def test_the_wall_is_for_the_screen_the_leader_and_the_office(ask, who, status):
    assert ask(who).status_code == status


def test_the_accounts_first_page_is_the_wall_and_nothing_else_answers_it(city):
    who, answer = sign_in(city, "screen")
    first = who.get("/")
    assert answer.status_code == 303 and first.status_code == 302 and first.headers["Location"].endswith("/wallscreen")
    for output in (f"{ids.Indicators.BOARD}.children", f"..{ids.Overview.BEHIND}.children...{ids.Overview.CHANGES}.children.."):
        assert outputs_of(output) and who.call(city, output, shell_period__value=JUNE).status_code == 403
    assert who.get("/geo/districts").status_code == 403


def test_the_pace_is_the_settings(city):
    said = sign_in(city, "screen")[0].call(city, f"..{place.TURN}.interval...{place.WALL}.data-turn..", wallscreen_wall__id=place.WALL).get_json()
    assert said["response"] == {place.TURN: {"interval": 15000}, place.WALL: {"data-turn": 15}}


def test_a_district_without_a_figure_is_drawn_and_a_city_without_outlines_says_so():
    assert [trace["fillcolor"] for trace in map_figure([SHAPE], {})["data"]] == ["#2b3a4f"]
    assert map_figure([SHAPE], {})["layout"]["annotations"][0]["text"] == "东区"
    assert "没有声明区划边界" in map_figure([], {})["layout"]["annotations"][0]["text"]


def test_the_name_of_a_district_is_dark_on_a_pale_ground_and_light_on_a_dark_one():
    known = {"1": a_figure(Decimal(0), None)}
    pale, unknown = (map_figure([SHAPE], districts)["layout"]["annotations"][0]["font"]["color"] for districts in (known, {}))
    assert (pale, unknown) == ("#0d1521", "#e6edf6")
