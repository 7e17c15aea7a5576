"""Money beside building: sums on paper, the three conditions with their boundaries, and nobody else's projects."""

from decimal import Decimal

import pytest

from data.errors import NotAllowed
from data.store import rulebook
from data.store.tables import Month
from data.supervision.funds import Met, Money, conditions, fund_view
from data.vocabulary import Light
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import hand_in
from tests.data.supervision.fund_city import COMPANY, EAST, JUNE, LEADER, READER, TODAY, adopt, fill, light, share
from tests.databases import furnish

D = Decimal
YES, NO, UNTOLD = Met.YES, Met.NO, Met.UNTOLD


@pytest.fixture
def session(database_place):
    opened = furnish(database_place, adopt)
    with opened.write() as writing:
        yield writing
    opened.close()


def view(session, actor=LEADER):
    return fund_view(session, actor, JUNE, TODAY)


def test_the_account_is_the_sum_of_the_rows(session):
    """500.5 + 300 + 1000; 400 + 200, the company does not say; 350.25 + 250 + 800; 200 + 100 + 800."""
    fill(session)
    found = view(session)
    assert found.whole == Money(2, D("1800.5"), D(600), D("1400.25"), D(1100)) and found.without_due == 1
    assert found.whole.short == D("-800.25") and found.whole.payment == D(1100) * 100 / D("1400.25")


def test_the_parts_stand_in_the_order_of_the_declarations_and_a_project_counts_once(session):
    fill(session)
    found = view(session)
    assert [(name, m.projects, m.planned) for name, m in found.sources] == [("财政资金", 2, D("1500.5")), ("专项债券", 1, D(300))]
    assert [(name, m.projects, m.arrived) for name, m in found.stages] == [("第一阶段", 1, D("600.25")), ("未对应任务", 1, D(800))]
    assert [(name, m.projects, m.paid) for name, m in found.units] == [("东区", 1, D(300)), ("通信", 1, D(800))]


def test_a_project_is_all_its_sources_with_the_lowest_progress(session):
    """300 of 800.5 paid: 37.47… %, 17.52… points less than the building."""
    fill(session)
    light(session, "T1", Light.YELLOW)
    east = next(p for p in view(session).projects if p.number == "A1")
    assert (east.sources, east.progress, east.differs, east.task_name, east.problems) == (("财政资金", "专项债券"), 55, True, "建杆", "等待拨付")
    assert east.ahead == D(300) * 100 / D("800.5") - 55
    assert east.conditions == (conditions(east.money, True, east.progress, Light.YELLOW, 20)) and east.conditions.arrived == YES
    assert east.conditions.on_plan == NO


def test_projects_with_a_condition_not_met_come_first(session):
    """The company has paid 80 % and built 40."""
    fill(session)
    light(session, "T1", Light.GREEN)
    found = view(session)
    assert [(p.number, p.conditions.all) for p in found.projects] == [("B1", NO), ("A1", YES)]


MONEY = Money(1, D(100), D(50), D(50), D(60))


@pytest.mark.parametrize(("money", "told", "progress", "light_now", "margin", "expected"), [
    (MONEY, True, D(40), Light.GREEN, 20, (YES, YES, YES)),                                  # 60 − 40 = 20: still allowed
    (MONEY, True, D("39.99"), Light.DONE, 20, (YES, YES, NO)),
    (Money(1, D(100), D("50.01"), D(50), D(10)), True, D(40), Light.RED, 20, (NO, NO, YES)),
    (Money(1, D(100), D("49.99"), D(50), D(10)), True, D(40), Light.YELLOW, 20, (YES, NO, YES)),
    (MONEY, False, D(40), Light.GREY, 20, (UNTOLD, UNTOLD, YES)),                            # a row without 应到位; no data of the task
    (Money(1, D(100), None, D(50), D(10)), False, None, None, 20, (UNTOLD, UNTOLD, UNTOLD)),
    (Money(1, D(0), D(0), D(0), D(0)), True, D(40), Light.BLUE, 20, (YES, UNTOLD, UNTOLD)),  # nothing planned: no share
    (MONEY, True, D(0), Light.GREEN, None, (YES, YES, UNTOLD)),                              # the book sets no margin
])
def test_the_conditions_at_their_boundaries(money, told, progress, light_now, margin, expected):  # noqa: PLR0913, PLR0917
    found = conditions(money, told, progress, light_now, margin)
    assert (found.arrived, found.on_plan, found.not_ahead) == expected
    assert found.all == (NO if NO in expected else UNTOLD if UNTOLD in expected else YES)


def test_a_unit_sees_its_own_projects_only(session):
    fill(session)
    assert [p.number for p in view(session, EAST).projects] == ["A1"] and view(session, COMPANY).whole.planned == 1000
    with pytest.raises(NotAllowed):
        view(session, READER)


def test_a_month_without_files_has_no_projects_and_no_shares(session):
    found = view(session)
    assert (found.whole, found.projects, found.sources) == (Money(0, D(0), None, D(0), D(0)), [], [])
    assert (found.whole.arrival, found.whole.payment, found.whole.short) == (None, None, None)


def test_a_closed_month_is_read_as_it_was_closed(session):
    fill(session)
    session.add(Month(period=JUNE, state="closed", pinned_seq=2, rule_version=1))
    hand_in(session, "W", "fund", JUNE, [share("C1", "财政资金", planned=1, arrived=0, paid=0)])
    assert {p.number for p in view(session).projects} == {"A1", "B1"}


def test_a_book_without_the_ledger_has_no_view(session):
    rulebook.adopt(session, small_catalogue(), JUNE, "test", NOW)
    assert view(session) is None
