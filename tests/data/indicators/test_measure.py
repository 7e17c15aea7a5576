"""Figures out of accepted rows, worked out on paper beside each test."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from data.indicators.figures import group_unit
from data.indicators.measure import counted_anew, measure
from data.indicators.parts import Scope, gather
from data.store import rulebook
from data.store.tables import Entity, MeasureKey, Measurement, Month
from data.vocabulary import FigureState, Light, MonthState
from tests.catalogue_builder import INDICATORS, UNITS, small_catalogue
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, hand_in, poles
from tests.data.indicators.measuring import accept, due, figure, report

JUNE = "2023-06"
D = Decimal


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def numbers(session):
    """All live facts of June that do not depend on the order of events."""
    c = Measurement.__table__.c
    rows = session.execute(select(c.unit, c.indicator, c.region, c.state, c.numerator, c.denominator, c.reported, c.light, c.reason)
                           .where(c.period == JUNE, c.version == 0, c.unit != "B")).all()
    return sorted(tuple(map(str, row)) for row in rows)


def test_a_count_takes_the_rows_the_ledger_and_the_indicator_ask_for(session):
    accept(session, "E", "pole", [*poles("1", "2"), *poles("3", status="在建"), *poles("4", code_ok=False), *poles("5", disputed=True)])
    found = figure(session, "P1", "E")
    assert (found.state, found.value, found.planned, found.target, found.gap_points) == (FigureState.OK, 2, 4, 4, -50)
    assert (found.light, found.submissions) == (Light.RED, ("R001",))


@pytest.mark.parametrize(("built", "light"), [(4, Light.YELLOW), (5, Light.YELLOW), (6, Light.GREEN)])
def test_a_boundary_is_met_exactly_when_measured_and_when_read_back(session, built, light):
    """At the end of May 41.666… percent is due: 4 of 15 are 15 points short of 50, which is −30 exactly."""
    may = "2023-05"
    hand_in(session, "E", "baseline", may, [a_row("990101", region="990101", due_count=15)])
    accept(session, "E", "pole", poles(*(str(n) for n in range(built))), may)
    found = figure(session, "P2", "E", period=may)
    assert (found.light, found.planned) == (light, D(50) * 150 / 180)
    assert [f.gap_points for f in measure(session, may, NOW) if (f.indicator, f.unit, f.region) == ("P2", "E", None)] == [found.gap_points]
    if built == 4:
        assert found.gap_points == -30


def test_missing_zero_and_not_applicable_are_three_states(session):
    accept(session, "E", "pole", [])
    assert (figure(session, "P1", "E").state, figure(session, "P1", "E").value) == (FigureState.OK, 0)
    assert (figure(session, "P1", "W").state, figure(session, "P1", "W").light) == (FigureState.MISSING, Light.GREY)
    assert (figure(session, "P1", "T").state, figure(session, "P1", "T").light) == (FigureState.NOT_APPLICABLE, None)


def test_a_ledger_not_handed_in_again_is_missing_not_carried(session):
    accept(session, "E", "pole", poles("1"), period="2023-05")
    measure(session, JUNE, NOW)
    assert figure(session, "P1", "E", period="2023-05").value == 1
    assert figure(session, "P1", "E").state == FigureState.MISSING


def test_a_ratio_without_its_denominator_ledger_is_missing_and_says_which(session):
    accept(session, "E", "pole", poles("1"))
    assert figure(session, "P2", "E").state == FigureState.MISSING
    assert "应建底数" in figure(session, "P2", "E").reason


def test_a_zero_denominator_is_not_applicable(session):
    accept(session, "E", "pole", poles("1"))
    due(session, "E", "990101", 0)
    assert (figure(session, "P2", "E").state, figure(session, "P2", "E").value) == (FigureState.NOT_APPLICABLE, None)


def test_the_city_ratio_is_of_sums_not_the_mean_of_percentages(session):
    """东区 1 ÷ 2 = 50 %, 西区 1 ÷ 8 = 12.5 %; the city 2 ÷ 10 = 20 %."""
    for unit, region, count in (("E", "990101", 2), ("W", "990102", 8)):
        accept(session, unit, "pole", poles("1", region=region))
        due(session, unit, region, count)
    assert [figure(session, "P2", unit).value for unit in ("E", "W", None, group_unit("district"))] == [50, D("12.5"), 20, 20]
    assert [figure(session, "P2", None, region).value for region in ("990101", "990102")] == [50, D("12.5")]


def test_the_city_says_how_many_units_it_rests_on(session):
    accept(session, "E", "pole", poles("1"))
    assert "已报 1/2 个单位，未齐" in figure(session, "P1").reason
    assert figure(session, "P1", None, "990102").state == FigureState.MISSING
    accept(session, "W", "pole", [])
    assert "未齐" not in figure(session, "P1").reason
    assert figure(session, "P1", None, "990102").value == 0


def test_sums_are_exact(session):
    accept(session, "E", "pole", [a_row(str(n), pole_no=str(n), height_m=0.1) for n in range(3)])
    assert figure(session, "P3", "E").value == D("0.3")


def test_rows_without_a_region_count_in_the_total_only(session):
    accept(session, "E", "pole", [*poles("1"), *poles("2", region=None)])
    assert (figure(session, "P1", "E").value, figure(session, "P1", "E", "990101").value) == (2, 1)


def test_the_reported_value_stands_beside_the_counted_one(session):
    accept(session, "E", "pole", poles("1", "2"))
    accept(session, "W", "pole", poles("1", region="990102"))
    report(session, "E", P1=5)
    report(session, "W", P1=1)
    found = figure(session, "P1", "E")
    assert (found.reported, found.discrepancy, found.submissions) == (5, 3, ("R001", "R003"))
    assert (figure(session, "P1").reported, figure(session, "P1").discrepancy) == (6, 3)


def test_reported_percentages_are_not_added_up(session):
    for unit in ("E", "W"):
        accept(session, unit, "pole", poles("1"))
        due(session, unit, "990101", 2)
        report(session, unit, P2=60.5)
    assert (figure(session, "P2", "E").discrepancy, figure(session, "P2").reported) == (D("10.5"), None)


OPERATORS = UNITS + """
  - {code: U, group: company, full_name: 某移动公司, short_name: 移动, owes: [station]}
  - {code: V, full_name: 某铁塔公司, short_name: 铁塔, owes: [station]}
"""


def sites(*codes, region="990101"):
    return [a_row(f"{code}{n}", region=region, gnodeb=f"{code}{n}", site_code=code) for n, code in enumerate(codes)]


@pytest.fixture
def operators(session):
    rulebook.adopt(session, small_catalogue(units=OPERATORS), "2023-01", "test", NOW)
    return session


def test_a_shared_site_counts_once_for_the_city(operators):
    """T holds s1 (twice) and s2, U holds s2 and s3: 2 + 2 for the units, 3 for their group and the city."""
    accept(operators, "T", "station", sites("s1", "s1", "s2"))
    accept(operators, "U", "station", sites("s2", "s3", region="990102"))
    assert [figure(operators, "N1", unit).value for unit in ("T", "U", group_unit("company"), None)] == [2, 2, 3, 3]
    assert [figure(operators, "N1", None, region).value for region in ("990101", "990102")] == [2, 2]


def test_a_statistic_belongs_to_the_regions_not_to_the_units(operators):
    """3 sites ÷ 300 000 people = 0.1 per 10 000, although two operators cover the whole city."""
    accept(operators, "T", "station", sites("s1", "s2"))
    accept(operators, "U", "station", sites("s2", "s3"))
    assert figure(operators, "N2").value == D("0.1")
    assert figure(operators, "N2", None, "990101").value == D("0.3")


@pytest.mark.parametrize("last", ["T", "U", "V"])
def test_one_unit_at_a_time_comes_to_the_same_as_the_whole_city_at_once(operators, last):
    steps = [("T", sites("s1", "s2")), ("U", sites("s2", "s3", region="990102")), ("V", sites("s1", "s9")), ("T", sites("s2", "s4")),
             ("U", []), (last, sites("s2", "s9", "s5", region="990102"))]
    for unit, rows in steps:
        accept(operators, unit, "station", rows)
    accept(operators, "E", "pole", poles("1"))
    due(operators, "E", "990101", 3)
    stepwise, keys = numbers(operators), operators.scalar(select(func.count()).select_from(MeasureKey))
    measure(operators, JUNE, NOW)
    whole = [row for row in numbers(operators) if row in stepwise or row[3] != FigureState.MISSING]
    assert stepwise == whole
    assert operators.scalar(select(func.count()).select_from(MeasureKey)) == keys


def test_a_figure_that_looks_into_another_ledger_follows_that_ledger(session):
    linked = INDICATORS.replace("field: height_m}", "field: height_m, where: {linked: [station_no, station]}}")
    rulebook.adopt(session, small_catalogue(indicators=linked), "2023-01", "test", NOW)
    accept(session, "E", "pole", [a_row("1", pole_no="1", height_m=8, station_no="g1")])
    assert figure(session, "P3", "E").value == 0
    accept(session, "T", "station", [a_row("g1", gnodeb="g1", site_code="s1")])
    assert figure(session, "P3", "E").value == 8


def test_counting_anew_takes_what_came_after_the_closing_and_writes_nothing(session):
    pinned = hand_in(session, "E", "pole", JUNE, poles("1"))
    session.add(Month(period=JUNE, state=MonthState.PUBLISHED, version=1, rule_version=1, pinned_seq=pinned))
    hand_in(session, "W", "pole", JUNE, poles("1", "2"))
    before = numbers(session)
    found = {f.unit: f.value for f in counted_anew(session, JUNE, 1, NOW) if (f.indicator, f.region) == ("P1", None)}
    assert (found["E"], found["W"], found[None]) == (1, 2, 3)
    assert numbers(session) == before


def test_a_closed_month_is_computed_from_what_was_pinned(session):
    pinned = hand_in(session, "E", "pole", JUNE, poles("1"))
    hand_in(session, "W", "pole", JUNE, poles("1"))
    session.add(Month(period=JUNE, state=MonthState.CLOSED, version=0, rule_version=1, pinned_seq=pinned))
    measure(session, JUNE, NOW)
    assert (figure(session, "P1").value, figure(session, "P1", "W").state) == (1, FigureState.MISSING)


def test_a_published_month_shows_its_stored_facts(session):
    accept(session, "E", "pole", poles("1"))
    session.add(Month(period=JUNE, state=MonthState.PUBLISHED, version=1, rule_version=1))
    session.execute(Measurement.__table__.insert().from_select(
        [c.name for c in Measurement.__table__.c],
        select(*(func.coalesce(1, c) if c.name == "version" else c for c in Measurement.__table__.c))))
    session.execute(Entity.__table__.delete())
    assert next(f for f in measure(session, JUNE, NOW) if (f.indicator, f.unit, f.region) == ("P1", "E", None)).value == 1


def test_a_unit_that_does_not_exist_yet_is_not_due(session):
    later = UNITS.replace("{code: W,", "{code: W, valid_from: 2023-07-01,")
    rulebook.adopt(session, small_catalogue(units=later), "2023-01", "test", NOW)
    accept(session, "E", "pole", poles("1"))
    assert "未齐" not in figure(session, "P1").reason


def test_costs_one_query_of_the_current_rows_and_one_of_history_per_ledger_however_many_indicators(session, monkeypatch):
    one = "- {{code: X{0}, name: 数, unit: 根, definition: 数, system: 杆, numerator: {{aggregate: count, ledger: pole}}}}\n"
    many = small_catalogue(indicators="".join(one.format(n) for n in range(9)))
    hand_in(session, "E", "pole", JUNE, poles("1"))
    asked = []
    real = session.execute
    monkeypatch.setattr(session, "execute", lambda *args, **kwargs: asked.append(str(args[0])) or real(*args, **kwargs))
    gather(session, Scope(many, JUNE), list(many.indicators.values()), ["E"])
    assert ["FROM entity_history" in query for query in asked if "entity" in query] == [False, True]


def test_a_value_that_cannot_be_is_marked_and_keeps_its_numbers(store):
    """Three built of two due is 150 %: counted as it stands, and doubted in the figure, in the city's and when it is read back."""
    limited = INDICATORS.replace("  scale: 100\n", "  scale: 100\n  minimum: 0\n  maximum: 100\n", 1)
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(indicators=limited), "2023-02", "test", NOW)
        accept(session, "E", "pole", poles("1", "2", "3"))
        due(session, "E", "990101", 2)
        report(session, "E", P2="120")
        mine, city = figure(session, "P2", "E"), figure(session, "P2")
        measured = {f.unit: f.doubt for f in measure(session, JUNE, NOW) if f.indicator == "P2" and f.region is None}
    assert (mine.value, mine.reported, mine.light) == (150, 120, Light.DONE)
    assert mine.doubt == "存疑：核实数 150、申报数 120超出合理范围（0 至 100），请核对" and mine.reason.endswith(mine.doubt)
    assert city.doubt == "存疑：核实数 150超出合理范围（0 至 100），请核对"
    assert measured == {None: city.doubt, "E": mine.doubt, "W": ""}
