"""Reading stored figures: their JSON, the rows behind them, months in a row, publications."""

import pytest
from sqlalchemy import select

from data.errors import GovernanceError, MonthIsFrozen
from data.indicators.figures import Page, counted_rows, district_values, figures, trend
from data.indicators.measure import measure, measure_unit
from data.indicators.publish import freeze
from data.store import rulebook
from data.store.tables import Entity, Month, Submission
from data.vocabulary import FigureState, MonthState
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, hand_in, poles

JUNE = "2023-06"


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def accept(session, unit, ledger, rows, period=JUNE):
    hand_in(session, unit, ledger, period, rows)
    measure_unit(session, rulebook.book_for(session, period), unit, ledger, period, 1, NOW)


def test_the_json_has_the_fields_of_the_design_in_their_order(session):
    accept(session, "E", "pole", poles("1", "2", "3"))
    accept(session, "E", "baseline", [a_row("990101", region="990101", due_count=8)])
    assert list(figures(session, JUNE, "E", "P2")[0].as_json().items()) == [
        ("indicator", "P2"), ("unit", "E"), ("region", None), ("period", JUNE), ("state", "ok"), ("numerator", 3), ("denominator", 8),
        ("value", 37.5), ("reported", None), ("discrepancy", None), ("target", 50), ("planned", 50), ("completion", 0.75),
        ("gap_points", -25), ("light", "yellow"), ("reason", "进度差 −25 个百分点，在 −30 至 −10 之间"), ("rule_version", 1),
        ("submissions", ["R001", "R002"])]


def test_the_city_is_asked_for_by_default_every_unit_by_a_star(session):
    accept(session, "E", "pole", poles("1"))
    assert [(f.indicator, f.unit) for f in figures(session, JUNE)] == [(code, None) for code in ("P1", "P2", "P3", "N1", "N2")]
    assert [(f.unit, f.state) for f in figures(session, JUNE, "*", "P1")] == [("E", FigureState.OK), ("W", FigureState.MISSING)]
    assert [f.indicator for f in figures(session, JUNE, "E")] == ["P1", "P2", "P3"]


def test_computed_and_stored_figures_are_the_same(session):
    accept(session, "E", "pole", poles("1"))
    computed = {(f.indicator, f.unit, f.region): f.as_json() for f in measure(session, JUNE, NOW)}
    stored = {(f.indicator, f.unit, f.region): f.as_json() for region in (None, "*") for unit in (None, "*")
              for f in figures(session, JUNE, unit, region=region)}
    assert computed == stored


def test_districts_have_the_citys_figure_there(session):
    accept(session, "E", "pole", poles("1"))
    accept(session, "W", "pole", poles("1", "2", region="990102"))
    assert {region: f.value for region, f in district_values(session, JUNE, "P1").items()} == {"990101": 1, "990102": 2}


def test_a_trend_shows_the_publication_of_a_published_month(session):
    accept(session, "E", "pole", poles("1"), "2023-05")
    freeze(session, "2023-05", 1)
    session.add(Month(period="2023-05", state=MonthState.PUBLISHED, version=1, rule_version=1))
    accept(session, "E", "pole", poles("1", "2"), "2023-05")
    accept(session, "E", "pole", poles("1", "2", "3"))
    assert [(f.period, f.value) for f in trend(session, "P1", "E")] == [("2023-05", 1), (JUNE, 3)]
    assert figures(session, "2023-05", "E", "P1", version=0)[0].value == 2


def test_a_publication_is_written_once(session):
    accept(session, "E", "pole", poles("1"))
    assert freeze(session, JUNE, 1) > 0
    with pytest.raises(MonthIsFrozen):
        freeze(session, JUNE, 1)


@pytest.mark.parametrize(("period", "version"), [(JUNE, 0), ("2022-01", 1)], ids=["the trial is no publication", "nothing was measured"])
def test_what_cannot_be_frozen_is_refused(session, period, version):
    accept(session, "E", "pole", poles("1"))
    with pytest.raises(GovernanceError):
        freeze(session, period, version)


def test_rows_that_do_not_count_say_why_and_show_the_cell(session):
    accept(session, "E", "pole", [*poles("1"), *poles("2", status="在建"), *poles("3", code_ok=False), *poles("4", disputed=True)])
    rows, _ = counted_rows(session, "P1", "E", JUNE, Page(counted=False))
    assert [(row.key, row.cell, row.receipt) for row in rows] == [("2", "D3", "R001"), ("3", "A4", "R001"), ("4", "A5", "R001")]
    assert [row.why.split("：")[0] for row in rows] == ["不满足", "不满足", "争议中"]
    assert rows[0].why == "不满足：“状态”为“已建成”"


def test_counted_rows_show_their_source(session):
    accept(session, "E", "pole", [*poles("1"), *poles("2", status="在建")])
    (row,), following = counted_rows(session, "P1", "E", JUNE)
    assert (row.key, row.file_name, row.sheet, row.row, row.why, following) == ("1", "pole.xlsx", "台账", 2, "", None)


def test_a_row_without_the_key_of_a_distinct_count_says_so(session):
    accept(session, "T", "station", [a_row("g1", gnodeb="g1", site_code="s1"), a_row("g2", gnodeb="g2")])
    assert [(row.key, row.value) for row in counted_rows(session, "N1", "T", JUNE)[0]] == [("g1", "s1")]
    (row,), _ = counted_rows(session, "N1", "T", JUNE, Page(counted=False))
    assert (row.key, row.why, row.cell) == ("g2", "没有填写“站址编码”", "E3")


def test_pages_of_rows_go_on_unit_by_unit(session):
    accept(session, "E", "pole", poles("1", "2", "3"))
    accept(session, "W", "pole", poles("1", "2"))
    seen, cursor = [], None
    for _ in range(3):
        rows, cursor = counted_rows(session, "P1", None, JUNE, Page(limit=2, cursor=cursor))
        seen.append([row.unit + row.key for row in rows])
    assert (seen, cursor) == ([["E1", "E2"], ["E3", "W1"], ["W2"]], None)


def test_a_page_looks_through_so_many_rows_and_the_next_goes_on(session):
    accept(session, "E", "pole", [*poles("1", "2", "3"), *poles("4", "5", status="在建")])
    accept(session, "W", "pole", poles("6", status="在建"))
    seen, cursor = [], None
    for _ in range(4):
        rows, cursor = counted_rows(session, "P1", None, JUNE, Page(counted=False, cursor=cursor, looks=2))
        seen.append([row.key for row in rows])
    assert (seen, cursor) == ([[], ["4"], ["5", "6"], []], None)


@pytest.mark.parametrize(("stated", "seen"), [(2, []), (3, ["E3"])])
def test_a_unit_whose_figure_says_that_all_rows_count_is_passed_over(session, stated, seen):
    """The third row came by a side door: whether it is looked for shows whether the unit is."""
    accept(session, "E", "pole", poles("1", "2"))
    session.add(Entity(unit="E", ledger="pole", period_from=JUNE, opened_by=1, source=1, sheet="台账", row=9, hash="", **poles("E3", status="在建")[0]))
    session.scalars(select(Submission)).one().rows = {"accepted": stated}
    session.flush()
    assert [row.key for row in counted_rows(session, "P1", None, JUNE, Page(counted=False))[0]] == seen


def test_a_missing_unit_has_no_rows_behind_its_figure(session):
    accept(session, "E", "pole", poles("1"), "2023-05")
    assert counted_rows(session, "P1", "E", JUNE) == ([], None)
