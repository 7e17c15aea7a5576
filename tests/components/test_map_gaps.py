"""未报送 on the map: word, sign, colour and pattern of every state, and the words beside."""

from datetime import date

import pytest

from components.map_gaps import LOOKS, OUT_OF_SIGHT, gap_card, gap_features, gap_legend, gap_words, gaps_beside
from data.intake.gap_map import GapState, UnitGap, Waiting
from tests.components.test_maps import SHAPE
from tests.components.test_pieces import written

POLE = Waiting("pole", "智慧杆柱", "逾期未报", date(2023, 7, 5))
EAST = UnitGap("E", "东区", ("990101",), GapState.OVERDUE, 1, 2, (POLE,))
COMPANY = UnitGap("T", "通信", (), GapState.OVERDUE, 0, 1, (POLE,))
DONE, FREE = UnitGap("D", "数据局", (), GapState.HANDED, 2, 2, ()), UnitGap("F", "文旅", (), GapState.NOT_OWED, 0, 0, ())


def properties(*gaps):
    return gap_features([SHAPE], gaps)["features"][0]["properties"]


def test_no_two_states_share_colour_pattern_or_sign():
    assert set(LOOKS) == set(GapState)
    for part in ("fill", "pattern", "sign"):
        assert len({getattr(look, part) for look in LOOKS.values()}) == len(LOOKS), part


def test_a_district_names_what_its_unit_owes():
    said = properties(EAST)
    assert (said["fill"], said["pattern"], said["gap"]) == ("#e03131", "cross", 1)
    assert said["note"] == "东区 逾期未报，已报 1/2，未报：智慧杆柱"


def test_a_district_of_nobody_has_no_colour_and_says_why():
    said = properties(COMPANY)
    assert (said["fill"], said["note"]) == (None, OUT_OF_SIGHT)


def test_not_owed_has_words_of_its_own():
    assert gap_words(FREE) == "文旅 不应报"


@pytest.mark.parametrize("state", list(GapState))
def test_the_legend_has_a_row_for_every_state(state):
    said = written(gap_legend("全部台账"))
    assert state.label in said and f"map-pattern-{LOOKS[state].pattern or 'plain'}" in said and "没有报送不等于零" in said


def test_units_without_a_district_are_named_beside_with_the_door_to_their_files():
    said = written(gaps_beside([EAST, COMPANY, DONE, FREE], "2023-06"))
    assert "通信" in said and "/submissions?period=2023-06&only=T" in said and "东区" not in said
    assert "另有已报齐 1 个；不应报 1 个" in said
    assert "都没有欠报" in written(gaps_beside([EAST, DONE], "2023-06")) and "没有可见的单位" in written(gaps_beside([EAST], "2023-06"))


def test_the_card_says_until_when_and_leads_to_the_units_files():
    said = written(gap_card("东区", [EAST], "2023-06"))
    assert "逾期未报，截止7月5日" in said and "/submissions?period=2023-06&only=E" in said and "看东区的报送" in said
    assert OUT_OF_SIGHT in written(gap_card("东区", [], "2023-06"))
