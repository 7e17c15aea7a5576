"""Items that rest on indicators: which of a unit's figures are scored, as a truth table."""

from decimal import Decimal

import pytest

from data.assessment.gathered import Case
from data.assessment.inputs.figures import coding_against_schedule, indicators_against_schedule
from data.indicators.figure import Figure
from data.vocabulary import FigureState
from tests.catalogue_builder import INDICATORS, small_catalogue


def a_case(marks):
    """P1 at half of its plan; P2 at all of it: both planned, P1 marked as told."""
    book = small_catalogue(indicators=INDICATORS.replace("  reported: 是\n", f"  reported: 是\n{marks}", 1))
    found = [Figure(code, code, "根", "E", None, "2023-06", FigureState.OK, Decimal(value), None, Decimal(value), None, None, Decimal(10), Decimal(10), None,
                    None, None, "", 1, ()) for code, value in (("P1", 5), ("P2", 10))]
    return Case(None, book, book.unit("E"), "2023-06", None, found, [], [], {})


@pytest.mark.parametrize(("marks", "own", "coding"), [
    ("", Decimal("0.75"), None), ("  coding: 是\n", Decimal(1), Decimal("0.5")), ("  pilot: 是\n", Decimal(1), None),
    ("  coding: 是\n  pilot: 是\n", Decimal(1), None)])
def test_a_figure_is_scored_by_its_own_item_and_not_while_it_is_tried_out(marks, own, coding):
    case = a_case(marks)
    assert (indicators_against_schedule(case, None).fraction, coding_against_schedule(case, None).fraction) == (own, coding)
