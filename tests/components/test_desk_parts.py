"""Rules of what tasks, orders, scores and reports look like: states in words, empty places, who is named how."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from components import assessment, orders, reports, tasks
from components.wording import person
from data.assessment.tree import ItemScore, UnitScore
from data.assessment.views import MonthFacts, Ranking, ScoreDetail
from data.catalogue.rules import Block
from data.plan.weights import Rollup
from data.store.tables import ReportFile
from data.supervision.order_views import OrderRow
from data.supervision.views import MonthLight
from data.vocabulary import DueClass, Grade, Level, Light, MonthState, OrderState


def said(component) -> str:
    return json.dumps(component, default=lambda one: one.to_plotly_json(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "wanted"), [("system", "系统"), ("schedule", "系统"), ("cli:wang", "命令行（wang）"), ("office", "office"), (None, "—"), ("", "—")]
)
def test_who_acted_is_named_as_people_say_it(name, wanted):
    assert person(name) == wanted


# Tasks


def test_nothing_reported_is_said_and_a_full_bar_is_full():
    assert "未报" in said(tasks.bar(None)) and "不适用" in said(tasks.bar(None, "不适用"))
    assert "100.0%" in said(tasks.bar(Decimal(100)))


@pytest.mark.parametrize(("value", "drawn", "words"), [("-5", 0.0, "-5.0%"), ("0", 0.0, "0.0%"), ("120", 100.0, "120.0%")])
def test_a_bar_never_leaves_its_frame_and_tells_the_true_number(value, drawn, words):
    bar = tasks.bar(Decimal(value))
    assert bar.children[0].value == drawn and words in said(bar)


@pytest.mark.parametrize(
    ("reported", "evidenced", "wanted"), [(Decimal("79.4"), Decimal("78.7"), "0.7 个百分点"), (Decimal(10), Decimal(16), "−6.0 个百分点"), (None, None, "—")]
)
def test_a_rollup_tells_the_discrepancy_in_points(reported, evidenced, wanted):
    table = tasks.rollup_table([Rollup("P", "阶段", reported, evidenced, 12, 3, 2)], None)
    assert [said(cell) for cell in table.tree[2][3][2][2:]][-1].count(wanted) == 1


def test_a_made_up_month_keeps_its_words():
    strip = said(tasks.history_strip([MonthLight("2023-06", Light.YELLOW, "黄(已补)", "逾期3天")]))
    assert "黄(已补)" in strip and "2023年6月" in strip and "还没有亮灯记录" in said(tasks.history_strip([]))


# Orders


def an_order(**more):
    facts = {
        "id": 4,
        "number": "DB1",
        "title": "事",
        "task": "T1",
        "task_name": "建杆",
        "unit": "E",
        "unit_name": "东区",
        "level": Level.SUPERVISE,
        "state": OrderState.ISSUED,
        "source": "方案",
        "due_class": DueClass.NORMAL,
        "drafted_on": date(2023, 7, 1),
        "issued_on": None,
        "acknowledge_by": None,
        "acknowledged_on": None,
        "due_on": date(2023, 7, 5),
        "answered_on": None,
        "closed_on": None,
        "returned_times": 0,
        "light": None,
        "is_overdue": False,
    }
    return OrderRow(**{**facts, **more})


def test_an_overdue_order_says_so_in_words_and_a_draft_has_no_number():
    assert "已下发（逾期）" in said(orders.order_table([an_order(is_overdue=True)], None))
    assert "未签发" in said(orders.order_table([an_order(number=None, state=OrderState.DRAFT)], None))


def test_counts_leave_out_what_was_cancelled():
    cards = said(orders.order_counts([an_order(), an_order(is_overdue=True), an_order(state=OrderState.CANCELLED)]))
    assert "已撤销" not in cards and cards.count('"2"') == 1 and cards.count('"1"') == 1


def test_every_state_and_every_act_of_a_button_has_its_look():
    assert set(orders.COLOURS) == set(OrderState)
    assert len({act for act, *_ in orders.ACTS}) == len(orders.ACTS)


# Scores


def an_item(earned, points="8", code="R07"):
    return ItemScore(code, "及时", Decimal(points), None if earned is None else Decimal(earned), "每迟一日扣 1 分", "全部按时", [], [])


def a_score(*items, total="100", rank=1, applicable="8"):
    return UnitScore(
        "E", "district", "2023-06", None if total is None else Decimal(total), Decimal(applicable), rank is not None, rank, Grade.EXCELLENT, 1, list(items)
    )


@pytest.mark.parametrize(("earned", "words", "is_less"), [("8", "8.00", False), ("7.5", "7.50", True), ("0", "0.00", True), (None, "—", False)])
def test_points_lost_are_marked_and_what_does_not_apply_is_a_dash(earned, words, is_less):
    cell = assessment.points(an_item(earned), "/there")
    assert (cell.children.children, cell.children.href) == (words, "/there") and ("is-less" in cell.className) is is_less and "全部按时" in cell.title


def test_points_of_another_unit_are_told_without_reason_or_door():
    cell = assessment.points(an_item("7.5"), None)
    assert (cell.children, cell.title) == ("7.50", an_item("7.5").name) and "is-less" in cell.className


def test_who_has_no_rank_is_said_so_and_part_of_the_points_is_told():
    ranking = Ranking("district", "区", [a_score(an_item("8"), rank=None, applicable="79")], frozenset("E"))
    shown = said(assessment.ranking_panels([ranking], "2023-06", {"E": "东区"}, {}))
    assert "不排名" in shown and "适用 79 分" in shown and "/assessment/E?period=2023-06" in shown
    assert "/assessment/E?period=2023-06&item=R07" in shown


@pytest.mark.parametrize(("wanted", "is_open"), [("R07", True), ("R08", False), ("", False)])
def test_the_item_one_comes_for_stands_open(wanted, is_open):
    item = {"code": "R07", "name": "及时", "points": "8", "shape": "manual", "input": "none", "rule": "按时得满分"}
    block = Block.model_validate({"code": "C", "name": "报送", "items": [item]})
    shown = said(assessment.score_tree(ScoreDetail(a_score(an_item("8")), "东区", "区", [block], True, []), "2023-06", None, wanted))
    assert ("data-wanted" in shown, '"open": true' in shown) == (is_open, is_open)


@pytest.mark.parametrize(("state", "done"), [(MonthState.OPEN, 0), (MonthState.CLOSED, 1), (MonthState.COMMENT, 2), (MonthState.PUBLISHED, 3)])
def test_the_month_stands_at_one_step(state, done):
    steps = said(assessment.month_steps(MonthFacts("2023-06", state, 0, datetime(2023, 7, 6, 12), None, None, "", None)))
    assert steps.count("is-done") == done and steps.count("is-here") == 1 and ("07-06 12:00" in steps) == (state != MonthState.OPEN)


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ({"kind": "submission", "id": "3", "label": "回执", "sheet": "台账", "cell": "F3"}, "/submissions/3?cell=F3"),
        ({"kind": "task", "id": "T1", "label": "任务", "sheet": None, "cell": None}, "/tasks/T1?period=2023-06"),
        ({"kind": "order", "id": "4", "label": "单", "sheet": None, "cell": None}, "/supervision/4?period=2023-06"),
        ({"kind": "indicator", "id": "G01", "label": "指标", "sheet": None, "cell": None}, "/indicators/G01?period=2023-06"),
    ],
)
def test_a_source_is_a_door_down_to_the_cell(source, href):
    assert assessment._source(source, "2023-06").href == href


# Reports


@pytest.mark.parametrize(("trial", "version", "words"), [(True, 0, "试算稿"), (False, 1, "通报"), (False, 3, "更正第 2 次")])
def test_a_report_is_stamped_by_what_it_is(trial, version, words):
    row = ReportFile(
        id=1,
        period="2023-06",
        kind="bulletin",
        unit="",
        name="通报.xlsx",
        sha256="0" * 64,
        trial=trial,
        month_version=version,
        made_at=datetime(2023, 7, 6),
        made_by="system",
    )
    shown = said(reports.report_table([row], {}, {}, None))
    assert f'"{words}"' in shown and "全市" in shown and "系统" in shown
