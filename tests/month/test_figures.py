"""What the command line says of the month: figures, lights and scores."""

import pytest
from sqlalchemy import select

from data.indicators.figures import figures, group_unit
from data.store.tables import MeasureKey, Submission
from tests.month import expected
from tests.month.expected import FIELDS, ITEMS
from tests.month.readings import earned_of, figures_of, lights_of, totals_of
from tests.month.story import MAY


@pytest.mark.parametrize("moment", ["closed", "commented", "published"])
def test_every_figure_is_the_one_worked_out(told, moment):
    """Also while corrections wait: a closed month is pinned to what was known then."""
    assert figures_of(told.seen[moment]["figures"]) == expected.FIGURES


@pytest.mark.parametrize("moment", ["closed", "commented", "published"])
def test_every_light_is_the_one_worked_out(told, moment):
    assert lights_of(told.seen[moment]["lights"]) == expected.LIGHTS


@pytest.mark.parametrize("moment", ["closed", "commented", "published"])
def test_every_item_total_rank_and_grade_is_the_one_worked_out(told, moment):
    scores = told.seen[moment]["scores"]
    assert earned_of(scores) == expected.EARNED
    assert all(tuple(i["item"] for i in s["items"]) == ITEMS and tuple(i["points"] for i in s["items"]) == expected.POINTS for s in scores)
    assert totals_of(scores) == expected.TOTALS


def test_the_groups_are_the_ones_worked_out(told):
    with told.story.store.read() as session:
        found = {(f.indicator, group): tuple(f.as_json()[name] for name in FIELDS) for group in ("district", "company")
                 for f in figures(session, MAY, group_unit(group), version=1)}
    assert found == expected.GROUPS


def test_the_answers_have_the_form_that_is_described(told):
    figure, light, score = (told.seen["published"][name][0] for name in ("figures", "lights", "scores"))
    assert list(figure) == ["indicator", "unit", "region", "period", *FIELDS, "reason", "rule_version", "submissions"]
    assert list(light) == ["task", "unit", "light", "level", "since", "reason", "clears_when", "next"]
    assert list(score) == ["unit", "group", "period", "total", "rank", "grade", "items"]
    assert list(score["items"][0]) == ["item", "points", "earned", "applicable", "rule", "reason", "inputs", "sources"]
    assert {f["period"] for f in told.seen["published"]["figures"]} == {MAY} and {f["rule_version"] for f in told.seen["published"]["figures"]} == {1}
    assert {s["unit"]: s["group"] for s in told.seen["published"]["scores"]} == {"E": "district", "A": "company", "B": "company"}


def test_a_figure_names_the_files_it_rests_on(told):
    names = dict(_receipts(told))
    said = {(f["indicator"], f["unit"], f["region"]): sorted(names[r] for r in f["submissions"]) for f in told.seen["published"]["figures"]}
    assert said["G01", "E", None] == ["5月指标.xlsx", "5月杆柱（改）.xlsx"]
    assert said["C02", "B", None] == ["5月底数.xlsx", "指标.xlsx", "编码.xlsx"]
    assert said["N02", None, None] == ["5月基站.xlsx", "5月基站.xlsx"]


def _receipts(told):
    with told.story.store.read() as session:
        return [tuple(row) for row in session.execute(select(Submission.receipt, Submission.file_name))]


def test_the_shared_site_is_kept_once_for_each_and_counted_once_for_all(told):
    with told.story.store.read() as session:
        rows = session.execute(select(MeasureKey.unit, MeasureKey.key).where(MeasureKey.indicator == "N02", MeasureKey.period == MAY))
        kept = sorted(tuple(row) for row in rows)
    assert kept == [("A", "S1"), ("A", "S2"), ("A", "S3"), ("B", "S3"), ("B", "S5"), ("B", "S6")]
