"""未报送 through the wire: the addresses of the map, its legend and card, in one's scope, and 报送 of one unit alone."""

import pytest

from components import ids
from tests.city import JUNE
from tests.desk import Desk
from tests.web import sign_in

GAPS = f"/geo/gaps?period={JUNE}"


@pytest.fixture
def enter(outlined):
    return lambda name: sign_in(outlined, name)[0]


@pytest.fixture
def seat(outlined):
    return Desk(outlined, None, None).enter


def notes(who, address=GAPS):
    return {f["properties"]["code"]: f["properties"]["note"] for f in who.get(address).get_json()["features"]}


def test_districts_are_told_by_what_their_units_have_not_handed_in(enter):
    said = notes(enter("leader"))
    assert said == {"990101": "东区 逾期未报，已报 1/3，未报：应建底数、指标月报", "990102": "西区 逾期未报，已报 0/3，未报：智慧杆柱、应建底数、指标月报"}
    assert notes(enter("leader"), f"{GAPS}&ledger=pole")["990101"] == "东区 已报齐，已报 1/1"


def test_a_unit_reads_its_own_district_alone(enter):
    assert notes(enter("unit1"))["990101"].startswith("东区 逾期未报") and "不在您的查看范围" in notes(enter("unit1"))["990102"]


@pytest.mark.parametrize(("name", "address", "status"), [("evaluator", GAPS, 403), ("screen", GAPS, 403), ("leader", "/geo/gaps", 400),
                                                        ("leader", f"{GAPS}&ledger=x", 404)])
def test_what_is_not_for_the_reader_or_makes_no_sense_is_refused(enter, name, address, status):
    assert enter(name).get(address).status_code == status


def test_the_legend_names_the_ledger_and_every_state(seat):
    said = seat("office").fire("map_legend.show_ground_legend", citymap_paint__value="gaps", citymap_gap_ledger__value="pole", shell_period__value=JUNE)
    assert all(word in said for word in ("未报送：智慧杆柱", "逾期未报", "不应报"))
    figures = seat("office").fire("map_legend.show_ground_legend", citymap_paint__value="figures", citymap_indicator__value="P1", shell_period__value=JUNE)
    assert "建成杆柱" in figures and "逾期未报" not in figures


def test_units_without_a_district_are_told_beside_the_map(seat):
    asked = {"citymap_paint__value": "gaps", "shell_period__value": JUNE}
    said = seat("office").fire("map_gaps.show_gaps", **asked)
    assert "通信" in said and f"/submissions?period={JUNE}&only=T" in said and "西区" not in said
    assert seat("office").fire("map_gaps.show_gaps", citymap_paint__value="figures", shell_period__value=JUNE).text == '{"multi":true,"response":{}}'


def test_a_clicked_district_opens_what_its_unit_owes(seat):
    clicked = {"properties": {"code": "990102", "name": "西区", "gap": 1}}
    said = seat("office").fire("citymap.show_card", f"{ids.Citymap.DISTRICTS}.clickData", citymap_districts__clickData=clicked, shell_period__value=JUNE)
    assert "截止7月5日" in said and f"/submissions?period={JUNE}&only=W" in said


@pytest.mark.parametrize(("name", "ledgers"), [("office", True), ("evaluator", False)])
def test_ledgers_are_offered_to_who_sees_what_is_handed_in(seat, name, ledgers):
    assert ("智慧杆柱" in seat(name).fire("map_gaps.show_gap_ledgers", shell_period__value=JUNE)) is ledgers


@pytest.mark.parametrize(("name", "only", "shown", "left"), [("office", "W", "西区", "通信"), ("unit1", "E", "东区", "西区"), ("unit1", "", "东区", "西区")])
def test_the_matrix_of_one_unit_shows_it_alone(seat, name, only, shown, left):
    said = seat(name).fire("submissions.show_matrix", submissions_only__data=only, shell_period__value=JUNE)
    assert shown in said and left not in said


def test_of_one_unit_the_files_too_and_the_way_back_to_all(seat):
    asked = {"submissions_only__data": "T", "shell_period__value": JUNE}
    files = seat("office").fire("submissions.show_history", **asked)
    assert "station.xlsx" in files and "pole.xlsx" not in files
    assert "只看 通信" in seat("office").fire("submissions.show_which_unit", **asked)


def test_a_foreign_unit_is_as_one_that_is_not_there(seat):
    asked = {"submissions_only__data": "T", "shell_period__value": JUNE}
    assert seat("unit1").fire("submissions.show_matrix", **asked).is_refused
    assert "没有找到这个单位" in seat("unit1").fire("submissions.show_which_unit", **asked)
