"""总览, 建设进度, 指标, 单位: their callbacks through the wire — the city's figures for all, a unit's rows for itself."""

import re

import pytest

from components import ids
from data.indicators.figures import figures
from data.indicators.publish import freeze
from data.store.rulebook import adopt
from data.store.tables import Month
from tests.catalogue_builder import INDICATORS, small_catalogue
from tests.city import JUNE, PLAN
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row
from tests.data.indicators.measuring import accept
from tests.web import sign_in, texts

PERIOD = {"shell_period__value": JUNE}
OVERVIEW = f"..{ids.Overview.STRIP}.children...{ids.Overview.STAGES}.children...{ids.Overview.PILLARS}.children.."
ANSWER = "...".join(f"{name}.children" for name in (ids.Overview.CONCLUSION, ids.Overview.RED_TILES, ids.Overview.UNIT_TILES, ids.Overview.LIGHTS,
                                                   ids.Overview.RED, ids.Overview.BEHIND, ids.Overview.CHANGES))
ANSWER = f"..{ANSWER}.."
DUE, SILENT = (f"..{a}.children...{b}.children.." for a, b in ((ids.Overview.DUE, ids.Overview.DUE_TILE), (ids.Overview.SILENT, ids.Overview.SILENT_TILE)))
BOARD, MATRIX = f"{ids.Indicators.BOARD}.children", f"{ids.Indicators.MATRIX}.children"
HEAD = f"..{ids.Indicator.TITLE}.children...{ids.Indicator.HEAD}.children...{ids.Indicator.GOALS}.children.."
AHEAD = f"..{ids.Indicator.CURVE}.children...{ids.Indicator.OUTLOOK}.children...{ids.Indicator.MONTHS}.children.."
PARTS = f"..{ids.Indicator.UNITS}.children...{ids.Indicator.DISTRICTS}.children...{ids.Indicator.SCOPE}.data.."
ROWS = f"..{ids.Indicator.ROWS}.children...{ids.Indicator.CURSOR}.data...{ids.Indicator.MORE}.disabled.."
FIGURES = f"..{ids.Unit.TITLE}.children...{ids.Unit.FIGURES}.children.."
UNIT_LISTS = [f"{place}.children" for place in (ids.Unit.SCORE, ids.Unit.TASKS, ids.Unit.ORDERS, ids.Unit.SUBMISSIONS)]
DOOR = re.compile(r'"className":"figure right ?([^"]*)","data-by":([^}]+)\},\["a",\{[^}]*"href":"/indicators/(\w+)\?period=2023-06&unit=(\w+)"')


@pytest.fixture
def enter(city):
    """Signs a demo account of the small city in; unit1 is the east, unit2 the company."""
    def sign(name):
        who, answer = sign_in(city, name)
        assert answer.status_code == 303, answer.text
        return lambda output, **values: who.call(city, output, **{**PERIOD, **values})
    return sign


def shown(answer):
    assert answer.status_code == 200, answer.text
    return texts(answer)


def refused(answer):
    """The sentence goes to the notice slot; no panel gets anything."""
    return "shell-notice" in shown(answer) and not any(f'"{place}":{{"children"' in shown(answer) for place in (ids.Unit.FIGURES, ids.Indicator.HEAD))


def test_the_overview_says_of_each_stage_whether_it_is_met(enter):
    said = shown(enter("leader")(OVERVIEW))
    assert all(word in said for word in ("第一阶段", "2023年6月30日前", "第二阶段", "杆柱支柱", "未齐", "试算稿"))


def test_the_overview_shows_all_six_lights(enter):
    said = shown(enter("leader")(ANSWER))
    assert all(word in said for word in ("红灯", "黄灯", "绿灯", "灰灯", "蓝灯", "完成", "截至2023年6月30日"))


def test_a_leader_sees_who_is_behind_and_a_unit_itself_only(enter):
    assert all(f"/units/{unit}?" in shown(enter("leader")(ANSWER)) for unit in "EW")
    said = shown(enter("unit1")(ANSWER))
    assert "/units/E?" in said and "/units/W?" not in said


@pytest.mark.parametrize(("output", "doors"), [
    (ANSWER, ["/tasks?light=red", "/tasks?light=new_red", "/indicators?light=red", "/indicators?turn=worse"]),
    (DUE, ["/tasks?due=soon"]), (SILENT, ["/submissions?show=owing"])])
def test_every_number_of_the_first_screen_is_a_door_with_its_filter(enter, output, doors):
    said = shown(enter("leader")(output))
    assert [door for door in doors if f'"{door}&period=2023-06"' not in said] == []


def test_who_sees_no_tasks_behind_the_numbers_gets_no_doors_to_them(enter, city_store):
    with city_store.write() as session:
        freeze(session, JUNE, 1)
        session.add(Month(period=JUNE, state="published", version=1, rule_version=1))
    said = shown(enter("evaluator")(ANSWER))
    assert "红灯任务" in said and "/tasks" not in said and "/indicators?turn=worse" in said


def test_the_board_and_the_units_are_narrowed_by_light(enter):
    call = enter("leader")
    assert "建成杆柱" in shown(call(BOARD, indicators_light__value="")) and "建成杆柱" not in shown(call(BOARD, indicators_light__value="blue"))
    assert "东区" in shown(call(MATRIX, indicators_light__value="yellow")) and "东区" not in shown(call(MATRIX, indicators_light__value="red"))


def test_the_board_shows_evidence_beside_the_report(enter):
    said = shown(enter("leader")(BOARD))
    assert all(word in said for word in ("建成杆柱", "申报差异", "+2", "/indicators/P1?period=2023-06"))


def test_the_matrix_of_units_leaves_out_foreign_rows(enter):
    assert "西区" in shown(enter("leader")(MATRIX)) and "西区" not in shown(enter("unit1")(MATRIX))


def test_a_cell_of_the_matrix_is_the_gap_of_the_figure_in_the_colour_of_its_light(enter, city_store):
    with city_store.read() as session:
        stored = {(f.unit, f.indicator): f for f in figures(session, JUNE, unit="*") if f.gap_points is not None}
    doors = DOOR.findall(shown(enter("leader")(MATRIX)))
    assert {(unit, code) for _, _, code, unit in doors} == {at for at in stored if at[0]}
    looks = {"red": "gap-red", "yellow": "gap-yellow"}
    assert [(look, float(by)) for look, by, code, unit in doors] == [
        (looks.get(stored[unit, code].light, ""), float(stored[unit, code].gap_points)) for _, _, code, unit in doors]
    assert {look for look, *_ in doors} == {"gap-yellow"}


def test_an_indicator_opens_into_definition_curve_and_units(enter):
    call = enter("leader")
    assert all(word in shown(call(HEAD, indicator_code__data="P1")) for word in ("建成杆柱", "已建成的杆柱", "行数", "核实"))
    parts = shown(call(PARTS, indicator_code__data="P1"))
    assert "东区" in parts and "缺报" in parts and '{"value":"","label":"全市"},{"value":"E","label":"东区"}' in parts
    assert '{"value":"region:990101","label":"东区"}' in parts


def test_an_indicator_says_what_is_declared_of_it_and_whose_targets_are_whose(enter):
    said = shown(enter("leader")(HEAD, indicator_code__data="P1"))
    assert all(word in said for word in ("统计层级", "报送单位", "指标月报的本期末", "合理范围", "没有可引用的公开数", "第一阶段", "起点", "西区"))
    of_company = shown(enter("unit2")(HEAD, indicator_code__data="P1"))
    assert "起点" in of_company and '"西区"' not in of_company
    assert "这个指标未设计划" in shown(enter("leader")(HEAD, indicator_code__data="P3"))


def test_a_value_that_cannot_be_is_marked_on_the_board_and_on_its_page(enter, city_store):
    """Eight were due by the small book; a baseline of two makes three of them 150 %, and the book allows a hundred."""
    limited = INDICATORS.replace("  scale: 100\n", "  scale: 100\n  minimum: 0\n  maximum: 100\n", 1)
    with city_store.write() as session:
        adopt(session, small_catalogue(indicators=limited, plan=PLAN), "2023-02", "test", NOW)
        accept(session, "E", "baseline", [a_row("990101", status=None, due_count=2)])
    call = enter("leader")
    assert "存疑" in shown(call(BOARD)) and "核实数 150超出合理范围（0 至 100）" in shown(call(BOARD))
    assert '"doubt-words"' in shown(call(HEAD, indicator_code__data="P2")) and "存疑" not in shown(call(HEAD, indicator_code__data="P1"))


def test_a_month_without_figures_keeps_its_target_and_says_why_districts_are_empty(enter):
    call = enter("leader")
    head, parts = (shown(call(output, indicator_code__data="P1", shell_period__value="2023-05")) for output in (HEAD, PARTS))
    assert "缺报" in head and "没有申报数" in head and "未设目标" not in head
    assert "还没有各区的数" in parts and "不按区统计" not in parts


def test_a_month_alone_is_too_little_to_forecast(enter):
    said = shown(enter("leader")(AHEAD, indicator_code__data="P1", indicator_scope__value="E"))
    assert all(word in said for word in ("建成杆柱（东区）计划与实际", "已有 1 个月被接受的数据，不足 4 个月，不作推算", "60.0%"))
    assert "推算区间" not in said
    assert "已有 0 个月被接受的数据" in shown(enter("leader")(AHEAD, indicator_code__data="P1", indicator_scope__value=""))  # the west is missing


def test_the_trajectory_of_a_foreign_unit_is_refused(enter):
    call = enter("unit2")
    assert "没有找到" in shown(call(AHEAD, indicator_code__data="P1", indicator_scope__value="E"))


def test_an_unknown_indicator_is_refused_with_a_sentence(enter):
    assert "没有代码为" in shown(enter("leader")(HEAD, indicator_code__data="nonsense"))


def test_rows_not_counted_say_why_and_lead_to_their_cell(enter):
    said = shown(enter("leader")(ROWS, indicator_code__data="P1", indicator_rows_kind__value="no"))
    assert "东4号杆" in said and "不满足" in said and "/submissions/1?cell=台账!D5" in said
    counted = shown(enter("leader")(ROWS, indicator_code__data="P1", indicator_rows_kind__value="yes"))
    assert "东1号杆" in counted and "东4号杆" not in counted


def test_the_rows_of_the_denominator_are_shown_where_there_are_any(enter):
    call = enter("leader")
    below = shown(call(ROWS, indicator_code__data="P2", indicator_rows_kind__value="below"))
    assert "990101" in below and '"8"' in below and "东1号杆" not in below
    for code in ("P1", "N2"):
        assert "没有分母的行" in shown(call(ROWS, indicator_code__data=code, indicator_rows_kind__value="below"))


def test_a_row_that_a_sum_takes_without_a_number_says_so(enter):
    said = shown(enter("leader")(ROWS, indicator_code__data="P3", indicator_rows_kind__value="yes"))
    assert "东1号杆" in said and "没有填数，计 0" in said


def test_a_district_s_trajectory_is_drawn_and_an_unknown_one_refused(enter):
    call = enter("leader")
    assert "建成杆柱（东区）计划与实际" in shown(call(AHEAD, indicator_code__data="P1", indicator_scope__value="region:990101"))
    assert "没有找到这个区" in shown(call(AHEAD, indicator_code__data="P1", indicator_scope__value="region:999999"))


def test_a_unit_gets_no_rows_of_another(enter):
    call = enter("unit2")
    assert "东1号杆" not in shown(call(ROWS, indicator_code__data="P1", indicator_rows_kind__value="yes"))
    assert refused(call(ROWS, indicator_code__data="P1", indicator_rows_kind__value="yes", indicator_rows_unit__data="E"))


def test_a_unit_reads_its_own_page(enter):
    said = shown(enter("unit1")(FIGURES, unit_code__data="E"))
    assert "东区人民政府" in said and "建成杆柱" in said


@pytest.mark.parametrize("output", [FIGURES, *UNIT_LISTS])
def test_a_foreign_units_page_answers_as_if_there_were_none(enter, output):
    assert refused(enter("unit2")(output, unit_code__data="E")) and "没有找到" in shown(enter("unit2")(output, unit_code__data="E"))


@pytest.mark.parametrize("output", UNIT_LISTS)
def test_the_lists_of_a_unit_are_drawn_for_the_office(enter, output):
    said = shown(enter("office")(output, unit_code__data="E"))
    assert "shell-notice" not in said


@pytest.mark.parametrize("output", [OVERVIEW, ANSWER, BOARD, MATRIX])
def test_what_is_not_published_is_not_for_who_reads_published_figures(enter, output):
    assert "尚未通报" in shown(enter("evaluator")(output))


@pytest.mark.parametrize("period", [None, "", "2023-13", "六月"])
def test_no_month_is_refused_with_a_sentence(enter, period):
    said = shown(enter("leader")(BOARD, shell_period__value=period))
    assert "shell-notice" in said and ids.Indicators.BOARD not in said.replace("shell-notice", "")


@pytest.mark.parametrize("output", [OVERVIEW, BOARD, ROWS, *UNIT_LISTS])
def test_an_administrator_of_the_system_sees_no_figures(enter, output):
    assert enter("sysadmin")(output, unit_code__data="E").status_code == 403
