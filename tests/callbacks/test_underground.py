"""地下空间: space, plan, section, areas and tunnels through the wire, each for who asks."""

import pytest

from components import ids
from components.graph import SPACE_ADDRESS
from tests.city import JUNE
from tests.data.indicators.deep_city import with_depth
from tests.web import sign_in, texts

place = ids.Underground
SPACE = f"..{place.FIGURE}.data...{place.LEFT_OUT}.children.."
HOLES = f"..{place.FROM}.data...{place.TO}.data...{place.FROM}.value...{place.TO}.value.."
LINE = f"{place.LINE}.data"
SECTION = f"..{place.PLAN}.figure...{place.PLAN_FOOT}.children...{place.SECTION}.children.."
LISTS = f"..{place.HEAD}.children...{place.MODELLED}.children...{place.TUNNEL_BARS}.children...{place.TUNNELS}.children.."


@pytest.fixture
def city_fill():
    return with_depth


@pytest.fixture
def ask(city):
    def asked(who, output, period=JUNE, **values):
        caller, _ = sign_in(city, who)
        answer = caller.call(city, output, shell_period__value=period, **values)
        assert answer.status_code == 200, answer.text
        return answer.get_json()["response"]
    return asked


@pytest.fixture
def said(city):
    def asked(who, output, **values):
        caller, _ = sign_in(city, who)
        answer = caller.call(city, output, **{"shell_period__value": JUNE, **values})
        assert answer.status_code == 200, answer.text
        return texts(answer)
    return asked


def test_every_kind_of_earth_is_a_trace_and_every_hole_a_mouth(ask):
    figure = ask("leader", SPACE, underground_stretch__value="auto")[place.FIGURE]["data"]
    traces = {trace["name"]: trace for trace in figure["data"]}
    assert set(traces) == {"未分层", "填土", "黏性土", "岩石", "孔口"} and len(traces["孔口"]["x"]) == 4
    assert traces["填土"]["z"] == [100.0, 97.0, None, 98.5, 96.5, None] and figure["words"].startswith("4 个钻孔；竖向夸张 ")
    assert figure["library"] == SPACE_ADDRESS


def test_heights_are_stretched_as_asked(ask):
    assert "竖向夸张 10 倍" in ask("leader", SPACE, underground_stretch__value="10")[place.FIGURE]["data"]["words"]


def test_what_is_not_drawn_is_said_below(said):
    words = said("leader", SPACE, underground_stretch__value="auto")
    assert all(part in words for part in ("钻孔没有坐标：1 个", "钻孔没有分层，只画孔位：1 个", "高程基准不一致（1956黄海高程系、1985国家高程基准）"))


def test_a_unit_gets_its_own_holes_only(ask, said):
    assert len(ask("unit1", SPACE, underground_stretch__value="auto")[place.FIGURE]["data"]["data"][-1]["x"]) == 2
    assert "W1" not in said("unit1", HOLES) and "W1" in said("leader", HOLES)


def test_the_line_runs_from_hole_to_hole(ask):
    (west, _), (east, _) = ask("leader", LINE, underground_from__value="E/A", underground_to__value="E/B")[place.LINE]["data"]
    assert east - west == pytest.approx(960, abs=1)
    assert ask("leader", LINE, underground_from__value="E/A", underground_to__value="E/no")[place.LINE]["data"] is None


def test_the_section_holds_what_stands_near_its_line(said):
    line = [[0.0, 0.0], [2000.0, 0.0]]
    assert "剖面线附近没有钻孔" in said("leader", SECTION, underground_line__data=line, underground_within__value="100")
    words = said("leader", SECTION, underground_line__data=[[-6000.0, 0.0], [-4000.0, 0.0]], underground_within__value="100")
    assert all(part in words for part in ("线长 2,000 米，线上 2 个钻孔", "仅为示意", "沿剖面线（米）", "/export/boreholes?period=2023-06"))


@pytest.mark.parametrize("line", [None, [[0, 0], [0, 0]], [[0, 0]], "x", [["a", 0], [1, 1]]])
def test_what_is_no_line_asks_for_one(said, line):
    assert "还没有剖面线" in said("leader", SECTION, underground_line__data=line, underground_within__value="100")


def test_areas_and_tunnels_are_listed_with_their_doors(said):
    words = said("leader", LISTS)
    assert all(part in words for part in ("东区", "一号管廊", "1.20 / 2.50", "/ledgers/tunnel?period=2023-06&unit=E&key=G1", "平方公里"))


def test_the_page_says_first_what_is_modelled_of_what_is_due_and_how_much_of_the_tunnels_is_smart(said):
    """6.5 kilometres; one of two segments says what is smart: 1.2."""
    words = said("leader", LISTS)
    assert all(part in words for part in ("综合管廊", "6.50", "2 段", "占 18.5%，1 段没有填", "本月应达", "阶段目标"))


def test_the_section_begins_where_most_holes_stand_near_one_line(ask):
    found = ask("leader", HOLES, underground_within__value="2000")
    assert found[place.FROM]["value"] != found[place.TO]["value"]


def test_a_month_before_the_ledger_says_so(said):
    assert "办法中没有地质钻孔台账" in said("leader", SPACE, underground_stretch__value="auto", shell_period__value="2023-04")
    assert "办法中没有地质钻孔台账" in said("leader", SECTION, underground_within__value="100", shell_period__value="2023-04")


def test_the_library_is_for_who_signed_in_and_is_kept(city):
    answer = sign_in(city, "leader")[0].get(SPACE_ADDRESS)
    assert answer.status_code == 200 and "scatter3d" in answer.get_data(as_text=True) and "max-age=31536000" in answer.headers["Cache-Control"]
    assert city.server.test_client().get(SPACE_ADDRESS).status_code in (302, 303, 401)
