"""未报送: which state of many presses most, who owes what, whose districts are whose, and nobody else's rows."""

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed, NotFound
from data.intake.due import STATE_LABELS
from data.intake.gap_map import GapState, by_district, gap_state, owed_ledgers, pressing, unit_gaps
from data.vocabulary import Role
from tests.city import JUNE
from tests.data.indicators.hand_in import day
from tests.data.intake.test_todo import ALL_OF_E, file

OFFICE, EAST, READER = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("r", Role.EVALUATOR)


@pytest.fixture
def session(ground_store):
    """E and T have handed in one ledger each."""
    with ground_store.write() as session:
        yield session


@pytest.mark.parametrize(("states", "found"), [
    ([], GapState.NOT_OWED),
    (["accepted"], GapState.HANDED), (["late"], GapState.HANDED), (["zero"], GapState.HANDED), (["unchanged"], GapState.HANDED),
    (["missing"], GapState.DUE), (["overdue"], GapState.OVERDUE), (["rejected"], GapState.RETURNED), (["awaiting"], GapState.RETURNED),
    (["confirming"], GapState.CONFIRMING),
    (["accepted", "confirming"], GapState.CONFIRMING), (["confirming", "missing"], GapState.DUE), (["missing", "rejected"], GapState.RETURNED),
    (["awaiting", "overdue", "zero"], GapState.OVERDUE),
])
def test_what_presses_most_stands_for_the_unit(states, found):
    assert gap_state(states) is found


def test_every_state_of_the_matrix_has_its_place():
    assert {gap_state([state]) for state in STATE_LABELS} == set(GapState) - {GapState.NOT_OWED}
    assert [state for state in GapState if not state.is_gap] == [GapState.HANDED, GapState.NOT_OWED]


def told(session, actor=OFFICE, today="2023-07-20", ledger="", period=JUNE):
    return {gap.unit: (gap.state, gap.handed, gap.owed, [one.ledger for one in gap.waiting])
            for gap in unit_gaps(session, actor, period, day(today), ledger)}


def test_who_owes_what_and_has_not_handed_it_in(session):
    assert told(session) == {
        "E": (GapState.OVERDUE, 1, 3, ["baseline", "indicator_report"]), "W": (GapState.OVERDUE, 0, 3, list(ALL_OF_E)),
        "T": (GapState.OVERDUE, 1, 2, ["indicator_report"])}


@pytest.mark.parametrize(("today", "state"), [("2023-07-05", GapState.DUE), ("2023-07-06", GapState.OVERDUE)], ids=["last day", "day after"])
def test_until_its_day_nothing_is_overdue(session, today, state):
    assert told(session, today=today)["W"][0] is state


def test_of_one_ledger_handed_in_missing_and_not_owed_are_three_things(session):
    states = {unit: found[0] for unit, found in told(session, ledger="pole").items()}
    assert states == {"E": GapState.HANDED, "W": GapState.OVERDUE, "T": GapState.NOT_OWED}


def test_zero_and_unchanged_are_handed_in_and_a_returned_file_is_not(session):
    file(session, "pole", unit="W", declares="zero")
    file(session, "baseline", unit="W", declares="unchanged")
    file(session, "indicator_report", outcome="rejected", unit="W")
    assert told(session)["W"] == (GapState.RETURNED, 2, 3, ["indicator_report"])


def test_a_unit_reads_its_own_line_and_who_sees_no_submissions_none(session):
    assert list(told(session, EAST)) == ["E"]
    with pytest.raises(NotAllowed):
        told(session, READER)
    with pytest.raises(NotFound):
        told(session, ledger="no-such")


def test_districts_have_the_units_whose_own_they_are(session):
    gaps = unit_gaps(session, OFFICE, JUNE, day("2023-07-20"), "pole")
    assert {region: [gap.unit for gap in some] for region, some in by_district(gaps).items()} == {"990101": ["E"], "990102": ["W"]}
    assert [gap.unit for gap in pressing(gaps)] == ["W", "E", "T"]


def test_the_ledgers_that_somebody_owes_are_offered(session):
    assert owed_ledgers(session, JUNE) == [("baseline", "应建底数"), ("indicator_report", "指标月报"), ("pole", "智慧杆柱"), ("station", "5G站点")]
