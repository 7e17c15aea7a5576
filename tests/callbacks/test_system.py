"""系统进度: conclusion, months, districts, units, tasks and ledgers of one system through the wire."""

import pytest

from components import ids
from data.store.rulebook import adopt
from tests.catalogue_builder import small_catalogue
from tests.city import JUNE, PLAN, fill
from tests.data.indicators.conftest import NOW
from tests.web import sign_in, texts

place = ids.System
HEAD = f"..{place.TITLE}.children...{place.HEAD}.children.."
PARTS = f"..{place.DISTRICTS}.children...{place.UNITS}.children.."


@pytest.fixture
def ask(city):
    def asked(who, output, name="智慧杆柱"):
        caller, _ = sign_in(city, who)
        answer = caller.call(city, output, shell_period__value=JUNE, system_name__data=name)
        assert answer.status_code == 200, answer.text
        return texts(answer)
    return asked


def test_the_conclusion_counts_lights_and_names_who_is_furthest_behind(ask):
    """The east: 3 of 4 poles due; the west handed in nothing. 3 of the city's 10; 3 ÷ 8 of 50 %."""
    said = ask("leader", HEAD)
    assert all(words in said for words in ("3 项指标，2 项设有计划：", "红灯 1", "黄灯 1", "建成杆柱 −70.0 个百分点", "最落后的是东区", "本月没有数据：西区。"))


def test_a_card_is_a_door_to_its_indicator(ask):
    assert "/indicators/P1?period=2023-06" in ask("leader", HEAD) and "未设计划" in ask("leader", HEAD)


def test_the_months_of_planned_indicators_are_drawn(ask):
    assert "建成杆柱：计划、核实与申报" in ask("leader", f"{place.CURVES}.children")


def test_a_unit_finds_its_own_row_and_every_district(ask):
    said = ask("unit1", PARTS)
    assert "/units/E?" in said and "/units/W?" not in said and all(name in said for name in ("东区", "西区"))
    assert "/units/W?" in ask("leader", PARTS)


def test_its_tasks_are_those_of_its_indicators(ask):
    said = ask("leader", f"{place.TASKS}.children")
    assert "建杆" in said and "再建杆" not in said and "没有关联的任务" in ask("leader", f"{place.TASKS}.children", "5G")


def test_its_ledgers_say_how_many_handed_in_and_lead_to_their_rows(ask):
    said = ask("leader", f"{place.LEDGERS}.children")
    assert "/ledgers?ledger=pole&period=2023-06" in said and said.count("1/2") == 2


def test_a_name_that_the_book_does_not_know_is_said_so(ask):
    assert "没有“地铁”这个系统" in ask("leader", HEAD, "地铁")


def test_the_board_leads_to_the_page_of_each_system(ask):
    assert "/systems/5G?period=2023-06" in ask("leader", f"{ids.Indicators.BOARD}.children")


SYSTEMS = """
- name: 智慧杆柱
  leads: [{ask: 建了多少杆, indicator: P3}]
  breakdowns: [{ask: 各到哪一步, ledger: pole, by: build, split: status}]
"""


def declared(store):
    fill(store)
    with store.write() as session:
        adopt(session, small_catalogue(plan=PLAN, systems=SYSTEMS), "2023-01", "test", NOW)


class TestDeclared:
    """A rule book that says what is asked first and how rows are told apart."""

    @pytest.fixture
    def city_fill(self):
        return declared

    def test_the_declared_question_comes_first_and_its_indicator_is_no_card_below(self, ask):
        said = ask("leader", HEAD)
        assert said.index("建了多少杆") < said.index("3 项指标") and said.count("/indicators/P3?") == 1

    @pytest.mark.parametrize(("who", "opens"), [("leader", True), ("unit1", True)])
    def test_the_plot_leads_to_the_rows_behind_it(self, ask, who, opens):
        said = ask(who, f"{place.BREAKDOWNS}.children")
        assert "各到哪一步" in said and "未计入" in said and "/export/breakdowns?period=2023-06&subject=" in said
        assert ("/ledgers?period=2023-06&ledger=pole&kind=" in said) == opens


def test_a_system_without_declared_plots_has_no_empty_place(ask):
    assert '"children":null' in ask("leader", f"{place.BREAKDOWNS}.children")
