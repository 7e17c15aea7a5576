"""The map's addresses: districts for who sees figures, objects for who sees trial figures, a unit's own only, each of its month."""

import gzip
import json

import pytest
from sqlalchemy import delete, insert

from components import ids
from components.map_features import PAINTS
from data.access.scope import Actor
from data.assessment.months import close_month, publish_month
from data.calendar import at
from data.indicators import grid
from data.indicators.figures import district_values
from data.indicators.measure import measure
from data.store.tables import EntityHistory, GridCount, GridTotal
from data.vocabulary import Role
from tests.city import JUNE, east_poles, fill
from tests.data.indicators.hand_in import a_row, day, hand_in
from tests.web import sign_in, texts

OFFICE = Actor("office", Role.OFFICE)
BOX = f"/geo/objects?ledgers=pole&box=100,30,101,31&zoom=16&period={JUNE}"
CARD = f"{ids.Citymap.CARD}.children"


@pytest.fixture
def enter(city):
    return lambda name: sign_in(city, name)[0]


def things(who, address=BOX):
    return [f["properties"] for f in who.get(address).get_json()["features"]]


def test_the_city_without_outlines_answers_an_empty_layer(enter):
    assert enter("leader").get(f"/geo/districts?period={JUNE}&indicator=P1").get_json()["features"] == []


def test_objects_in_sight_are_shown_one_by_one(enter):
    assert sorted(thing["name"] for thing in things(enter("leader"))) == ["东1号杆", "东2号杆", "东3号杆", "东4号杆"]


def test_a_unit_sees_its_own_objects_only(enter):
    assert len(things(enter("unit1"))) == 4 and things(enter("unit2")) == []


def test_a_browser_that_unpacks_gets_the_same_in_fewer_bytes(enter):
    who = enter("leader")
    plain, packed = who.get(BOX), who.get(BOX, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data and len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in plain.vary and "Accept-Encoding" in packed.vary


def test_nothing_ticked_asks_for_nothing(enter):
    assert things(enter("leader"), "/geo/objects") == []


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "101,30,100,31", "0,-91,1,0"])
def test_a_box_that_is_none_is_refused(enter, box):
    answer = enter("leader").get(f"/geo/objects?ledgers=pole&box={box}&zoom=9&period={JUNE}")
    assert answer.status_code == 400 and "地图范围" in answer.text


@pytest.mark.parametrize(("name", "status"), [("leader", 200), ("unit1", 200), ("evaluator", 403), ("screen", 403), ("sysadmin", 403)])
def test_trial_objects_are_not_for_everybody(enter, name, status):
    assert enter(name).get(BOX).status_code == status


def test_an_unpublished_month_is_not_coloured_for_who_reads_published_figures(enter):
    assert enter("evaluator").get(f"/geo/districts?period={JUNE}&indicator=P1").status_code == 403


def clicked(unit="E", key="k1"):
    return {"citymap_objects__clickData": {"properties": {"ledger": "pole", "unit": unit, "key": key}}, "shell_period__value": JUNE}


def test_a_clicked_object_shows_its_cells_and_where_they_stand(city, enter):
    said = texts(enter("leader").call(city, CARD, changed=(f"{ids.Citymap.OBJECTS}.clickData",), **clicked()))
    assert all(word in said for word in ("东1号杆", "智慧杆柱", "台账!C2", "/submissions/1?cell="))


@pytest.mark.parametrize(("name", "key"), [("unit2", "k1"), ("leader", "no-such")])
def test_a_foreign_or_unknown_object_answers_as_if_there_were_none(city, enter, name, key):
    said = texts(enter(name).call(city, CARD, changed=(f"{ids.Citymap.OBJECTS}.clickData",), **clicked(key=key)))
    assert "没有找到" in said and "东1号杆" not in said


# A published month shows what was published, any other month what stands now


def two_months(store):
    fill(store)
    with store.write() as session:
        close_month(session, JUNE, OFFICE, at(day("2023-07-06"), 12))
        publish_month(session, JUNE, OFFICE, at(day("2023-07-07"), 12))
        hand_in(session, "E", "pole", "2023-07", [a_row("k9", name="七月杆", kind="新建", lng=100.5, lat=30.5)])
        session.execute(insert(EntityHistory), [{**row, "period_to": "2023-07", "opened_by": 1, "closed_by": None} for row in history()])
        measure(session, "2023-07", at(day("2023-07-20")))
        session.execute(delete(GridCount))
        session.execute(delete(GridTotal))
        grid.apply(session, grid.deltas(grid.objects(session, "E", "pole", []), grid.objects(session, "E", "pole", ["k9"])))


@pytest.fixture
def city_fill(request):
    return two_months if "published" in request.fixturenames else fill


@pytest.fixture
def published(city):
    return city


def history():
    place = {"unit": "E", "ledger": "pole", "period_from": JUNE, "source": 1, "sheet": "台账", "row": 2, "hash": ""}
    return [{**place, **row} for row in east_poles()]


def strip(city, who, period):
    return json.loads(texts(who.call(city, f"{ids.Citymap.STRIP}.children", shell_period__value=period)))["response"]


def test_a_city_without_outlines_is_told_so_in_the_legend(city, enter):
    said = texts(enter("leader").call(city, f"{ids.Citymap.LEGEND}.children", shell_period__value=JUNE, citymap_indicator__value="P1"))
    assert "没有区县边界" in said  # the small city declares none


def test_a_published_month_shows_its_own_objects_and_now_shows_today_s(published):
    leader = sign_in(published, "leader")[0]
    assert sorted(thing["name"] for thing in things(leader)) == ["东1号杆", "东2号杆", "东3号杆", "东4号杆"]
    assert [thing["name"] for thing in things(leader, BOX.replace(JUNE, "2023-07"))] == ["七月杆"]


def test_the_page_says_whose_objects_lie_on_the_map(published):
    leader = sign_in(published, "leader")[0]
    final, running = (json.dumps(strip(published, leader, period), ensure_ascii=False) for period in (JUNE, "2023-07"))
    assert "以发布时为准" in final and "2023年6月第 1 次通报" in final and "现时台账" not in final
    assert "尚未通报，图上对象为当前台账" in running and "以发布时为准" not in running


def test_who_sees_no_objects_is_told_nothing_of_them(published):
    assert "以发布时为准" not in json.dumps(strip(published, sign_in(published, "evaluator")[0], JUNE), ensure_ascii=False)


def test_a_clicked_object_of_a_published_month_is_the_one_that_was_published(published):
    who = sign_in(published, "leader")[0]
    said = texts(who.call(published, CARD, changed=(f"{ids.Citymap.OBJECTS}.clickData",), **clicked()))
    assert "东1号杆" in said
    gone = {**clicked(), "shell_period__value": "2023-07"}
    assert "没有找到" in texts(who.call(published, CARD, changed=(f"{ids.Citymap.OBJECTS}.clickData",), **gone))


def test_the_cells_of_a_unit_are_its_own_in_a_published_month_too(published):
    far = BOX.replace("zoom=16", "zoom=5")
    assert len(things(sign_in(published, "unit1")[0], far)) == 4 and things(sign_in(published, "unit2")[0], far) == []


def test_districts_are_coloured_by_the_month_that_was_chosen(city_store, published):
    """The region's figure of June stays the one that was published; July has its own."""
    with city_store.read() as session:
        june, july = (district_values(session, period, "P1") for period in (JUNE, "2023-07"))
    assert {r: f.value for r, f in june.items()} != {r: f.value for r, f in july.items()}
    assert june["990101"].value == 3


# The months an account is offered


def offered(city, name):
    """What the shell's month picker holds for somebody, in the layout the browser is given."""
    drawn = sign_in(city, name)[0].get("/_dash-layout").get_json()
    return [choice["value"] for choice in find(drawn, ids.Shell.PERIOD)["data"]]


def find(part, identity):
    """The properties of the component with this id."""
    if isinstance(part, dict):
        if part.get("props", {}).get("id") == identity:
            return part["props"]
        part = list(part.values())
    return next((found for child in part if isinstance(child, dict | list) and (found := find(child, identity))), None) if isinstance(part, list) else None


@pytest.mark.parametrize(("name", "months"), [("leader", ["2023-07", JUNE]), ("unit1", ["2023-07", JUNE]), ("evaluator", [JUNE]), ("screen", []),
                                              ("sysadmin", [])])
def test_an_account_is_offered_the_months_it_may_see(published, name, months):
    assert offered(published, name) == months


@pytest.mark.parametrize("name", ["evaluator", "screen"])
def test_before_the_first_publication_readers_of_published_figures_are_offered_nothing(city, name):
    assert offered(city, name) == []


def test_objects_are_narrowed_and_painted_as_asked(enter):
    answer = enter("leader").get(f"{BOX}&only=pole/status/在建&by=status").get_json()["features"]
    assert [(f["properties"]["key"], f["properties"]["colour"]) for f in answer] == [("k4", PAINTS[0])]
    assert enter("unit2").get(f"{BOX}&unit=E").status_code == 404
