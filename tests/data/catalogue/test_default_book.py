"""The default rule book says what the work plan, the calendar and the shipped boundaries say."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from data.calendar import add_working_days, is_working_day, next_working_day
from data.catalogue.ledger import CodeKind, ColumnType
from data.catalogue.plan import Task
from data.intake.checks.named import CYCLE_DAYS
from data.intake.which import named_ledger
from data.settings import RULE_BOOK
from data.vocabulary import DueClass, Grade, TaskState
from tests.data.catalogue.broken import default_book

BOOK = default_book()
BOUNDARIES = RULE_BOOK / "boundaries"
# The plan's systems, each with its row in the catalogue.
LEDGERS = {"pole", "pole_mount", "station", "scene", "network", "compute", "coding", "coding_baseline", "address", "cim", "sensor", "dataset", "tunnel",
           "borehole", "stratum", "scenario", "standard", "security", "fund", "task_report", "indicator_report", "review", "meeting", "expert"}
PLACED = ["pole", "station", "scene", "coding", "network", "compute", "sensor", "tunnel", "borehole"]
COMMON = ["统一识别代码", "分类代码", "行政区划代码", "统一标准地址", "标准地址识别代码", "经度", "纬度", "坐标系", "北斗网格位置码",
          "权属单位", "管理单位", "状态", "数据截止日期", "备注"]


def test_districts_are_those_of_the_shipped_boundaries():
    features = json.loads((BOUNDARIES / "district.geojson").read_text("utf-8"))["features"]
    shipped = {f["properties"]["code"]: f["properties"]["name"] for f in features}
    assert {r.code: r.name for r in BOOK.city.districts} == shipped


def test_statistics_are_those_shipped_with_the_boundaries():
    shipped = json.loads((BOUNDARIES / "statistics.json").read_text("utf-8"))
    stated = {(s.region, s.name): s.value for s in BOOK.city.statistics}
    regions = [r.code for r in BOOK.city.regions]
    assert stated == {(code, name): Decimal(str(value)) for code in regions for name, value in shipped[code].items()}


def test_the_coordinate_box_holds_every_boundary():
    (west, east), (south, north) = BOOK.city.longitude, BOOK.city.latitude
    for feature in json.loads((BOUNDARIES / "district.geojson").read_text("utf-8"))["features"]:
        for lng, lat in corners(feature["geometry"]["coordinates"]):
            assert west < lng < east and south < lat < north


def corners(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from corners(part)


def test_every_page_can_say_that_the_data_are_a_demonstration():
    assert BOOK.city.banner == "演示数据"


def test_about_thirty_members_stand_in_four_groups():
    sizes = Counter(u.group for u in BOOK.members)
    assert sum(sizes.values()) == 31
    assert {BOOK.groups[g]: n for g, n in sizes.items()} == {"市直主责部门": 8, "区与功能区": 11, "国企与运营商": 5, "配合单位": 7}


def test_every_district_has_its_government_and_functional_areas_have_no_region():
    assert [u.regions for u in BOOK.members if u.regions] == [[r.code] for r in BOOK.city.districts]
    assert [u.short_name for u in BOOK.members if u.group == "district" and not u.regions] == ["高新区", "经开区"]


def test_every_system_of_the_plan_has_its_ledger():
    assert set(BOOK.ledgers) == LEDGERS


def test_every_ledger_is_owed_by_somebody():
    assert {code for unit in BOOK.members for code in unit.owes} == LEDGERS


def test_addresses_are_the_one_placed_ledger_of_things_without_an_entity_code_of_their_own():
    assert {code for code, ledger in BOOK.ledgers.items() if ledger.placed} == {*PLACED, "address"}
    headers = {c.header for c in BOOK.ledgers["address"].columns}
    assert [word for word in COMMON if word not in headers] == ["统一识别代码", "分类代码"]


@pytest.mark.parametrize("code", sorted(LEDGERS))
def test_a_ledger_says_where_the_plan_names_its_system_and_that_the_rest_is_a_demonstration(code):
    ledger = BOOK.ledgers[code]
    assert ledger.source == "示范设定"
    assert set(ledger.clause.split("、")) <= {*CLAUSES, *(phase.clause for phase in BOOK.plan.phases)}
    assert "source: 示范设定" in BOOK.texts[f"ledgers/{code}.yaml"]


@pytest.mark.parametrize("code", sorted(LEDGERS))
def test_every_ledger_says_what_makes_a_row_evidence(code):
    assert BOOK.ledgers[code].counted is not None or code in {"coding_baseline", "task_report", "indicator_report"}


@pytest.mark.parametrize("code", sorted(LEDGERS))
def test_the_words_of_a_title_tell_one_ledger(code):
    ledger = BOOK.ledgers[code]
    assert {named_ledger(f"示范市{word}（2023年6月）", BOOK.ledgers) for word in (ledger.name, *ledger.title_words)} == {code}


def test_every_kind_of_code_and_type_of_column_is_declared_somewhere():
    columns = [c for ledger in BOOK.ledgers.values() for c in ledger.columns]
    assert {c.code for c in columns} - {None} == set(get_args(CodeKind))
    assert set(get_args(ColumnType)) - {c.type for c in columns} == {"month", "switch"}


def test_every_cycle_a_dataset_may_have_is_known_but_the_one_that_promises_nothing():
    assert set(BOOK.ledger("dataset").column("update_cycle").choices) - set(CYCLE_DAYS) == {"不定期"}


def test_a_sample_is_looked_for_in_the_ledger_it_names():
    review = BOOK.ledger("review")
    asked = {rule.when.values[0]: rule.require.values[0] for rule in review.rules if rule.require and rule.require.op == "linked"}
    assert asked == {name: next(code for code, ledger in BOOK.ledgers.items() if ledger.name == name) for name in review.column("ledger_name").choices}


@pytest.mark.parametrize("code", PLACED)
def test_place_ledgers_carry_the_common_columns(code):
    headers = {c.header for c in BOOK.ledgers[code].columns}
    assert [word for word in COMMON if word not in headers] == []


@pytest.mark.parametrize("code", sorted(LEDGERS))
def test_every_ledger_is_due_on_the_fifth_of_the_next_month(code):
    assert (BOOK.ledgers[code].deadline.day, BOOK.ledgers[code].deadline.months_after) == (5, 1)


def test_the_states_of_a_task_are_those_of_the_vocabulary():
    assert BOOK.ledgers["task_report"].column("status").choices == [s.label for s in TaskState]


@pytest.mark.parametrize(("phase", "due", "clause", "tasks"), [
    ("P1", "2023-06-30", "二(一)", 12), ("P2", "2023-12-31", "二(二)", 31),
    ("P3", "2025-12-31", "二(三)", 8), ("P4", "2025-12-31", "三", 8)])
def test_phases_end_when_the_work_plan_says(phase, due, clause, tasks):
    found = next(p for p in BOOK.plan.phases if p.code == phase)
    assert (found.due.isoformat(), found.clause, len(found.tasks)) == (due, clause, tasks)


CLAUSES = ["一(三)", "二", "二(一)1", "二(一)2", "二(一)3", "二(二)1", "二(二)4", "二(二)5", "二(三)",
           "三(一)", "三(二)", "三(三)", "三(四)"]


def test_every_clause_that_sets_a_task_is_pointed_to():
    assert sorted({t.clause for t in BOOK.plan.tasks}) == sorted(CLAUSES)


@pytest.mark.parametrize("task", BOOK.plan.tasks, ids=lambda t: t.code)
def test_a_task_quotes_its_clause_without_errors_of_the_scan_and_ends_with_a_milestone(task: Task):
    assert task.quote and not any(error in task.quote for error in ("100O", "T本", "弓I"))
    assert task.milestones[-1].due == task.due
    assert task.source == "示范设定"
    assert task.evidence


def test_what_the_plan_does_not_say_is_marked():
    assert {i.source for i in BOOK.indicators.values()} == {"示范设定"}
    assert {u.source for u in BOOK.units.values()} == {"示范设定"}
    assert {m.source for t in BOOK.plan.tasks for m in t.milestones} == {"示范设定", "工作方案"}


def test_a_thousand_poles_are_due_by_june_2023():
    point = BOOK.indicator("G01").points[0]
    assert (point.on.isoformat(), point.city, BOOK.indicator("G01").clause) == ("2023-06-30", 1000, "二(一)2")


def test_all_houses_are_coded_by_december_2023():
    point = next(p for p in BOOK.indicator("C04").points if p.milestone == "P2")
    assert (point.on.isoformat(), point.all) == ("2023-12-31", 100)


def test_every_linked_indicator_with_a_plan_has_a_target_for_the_end_of_its_task():
    for task in BOOK.plan.tasks:
        for code in task.indicators:
            points = BOOK.indicator(code).points
            assert not points or any(p.milestone and p.on >= task.due for p in points), (task.code, code)


def test_the_rubric_feeds_ten_items_and_says_why_two_are_not_fed():
    items = BOOK.rubric.items
    assert len(items) == 12 and sum(i.points for i in items) == 100
    assert {i.code: bool(i.settings["reason"]) for i in items if i.input == "none"} == {"R05": True, "R12": True}


@pytest.mark.parametrize(("grade", "bound"), [(Grade.EXCELLENT, 90), (Grade.GOOD, 80), (Grade.PASS, 60), (Grade.FAIL, 0)])
def test_grades_begin_where_the_rules_say(grade, bound):
    assert next(b.at_least for b in BOOK.rubric.grades if b.grade == grade) == bound


@pytest.mark.parametrize(("due", "days"), [(DueClass.URGENT, 5), (DueClass.NORMAL, 15), (DueClass.HARD, 30), (DueClass.MINUTES, 20)])
def test_limits_of_the_due_classes(due, days):
    assert BOOK.supervision.limits.due_days[due] == days


def test_the_ladder_costs_and_who_confirms_it():
    rungs = [(str(r.level), r.from_days, str(r.deduction), r.confirmed_by and str(r.confirmed_by)) for r in BOOK.supervision.ladder]
    assert rungs == [("remind", None, "0", None), ("supervise", 1, "0.5", "office"),
                     ("circulate", 8, "1", "leader"), ("interview", 15, "2", "leader")]


# Working days as published by 国务院办公厅; both kinds of exception in every year.
@pytest.mark.parametrize(("day", "working"), [
    ("2022-01-30", True), ("2022-10-03", False), ("2023-01-27", False), ("2023-01-28", True), ("2023-06-22", False), ("2023-06-25", True),
    ("2023-10-06", False), ("2023-10-07", True), ("2024-02-09", True), ("2024-02-12", False), ("2024-02-18", True), ("2025-01-26", True),
    ("2025-10-08", False), ("2026-02-14", True), ("2026-02-23", False), ("2026-02-24", True), ("2023-07-05", True), ("2023-07-08", False)])
def test_published_holidays(day, working):
    assert is_working_day(date.fromisoformat(day), BOOK.supervision.exceptions) is working


@pytest.mark.parametrize(("day", "count", "wanted"), [("2026-02-12", 5, "2026-02-26"), ("2026-09-30", 3, "2026-10-10")])
def test_working_days_are_counted_over_the_holidays(day, count, wanted):
    assert add_working_days(date.fromisoformat(day), count, BOOK.supervision.exceptions) == date.fromisoformat(wanted)


def test_a_deadline_in_the_spring_festival_rolls_over():
    assert next_working_day(date(2022, 2, 5), BOOK.supervision.exceptions) == date(2022, 2, 7)


@pytest.mark.parametrize(("year", "tentative"), [(2021, True), (2022, False), (2026, False), (2027, True)])
def test_a_year_without_published_holidays_is_tentative(year, tentative):
    assert BOOK.supervision.is_tentative(date(year, 5, 1)) is tentative


def test_every_ledger_stands_in_the_glossary():
    words = {word["chinese"]: word["identifier"] for word in BOOK.glossary}
    names = {"重点场所覆盖": "重点场所", "标准地址": "统一标准地址"}
    assert [code for code, ledger in BOOK.ledgers.items() if words.get(names.get(ledger.name, ledger.name)) != code] == []
