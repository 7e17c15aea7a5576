"""Ranks within a group and grades by their floors."""

from decimal import Decimal

import pytest

from data.assessment.ranking import Standing, grade, ranks
from data.catalogue.rules import GradeBand
from data.vocabulary import Grade

BANDS = [GradeBand(grade="excellent", at_least="90"), GradeBand(grade="good", at_least="80"), GradeBand(grade="pass", at_least="60"),
         GradeBand(grade="fail", at_least="0")]


def a_standing(unit, total, group="a", ranked=True):
    return Standing(unit, group, None if total is None else Decimal(total), ranked)


def test_equal_scores_share_a_rank_and_the_next_is_skipped():
    assert ranks([a_standing("A", "90"), a_standing("B", "90"), a_standing("C", "80.5")]) == {"A": 1, "B": 1, "C": 3}


def test_groups_are_ranked_apart():
    assert ranks([a_standing("A", "70"), a_standing("B", "90", "b")]) == {"A": 1, "B": 1}


def test_a_unit_that_is_not_ranked_takes_no_place():
    assert ranks([a_standing("A", "95", ranked=False), a_standing("B", "90"), a_standing("C", None)]) == {"B": 1}


def test_the_order_of_units_does_not_matter():
    standings = [a_standing("A", "90"), a_standing("B", "85"), a_standing("C", "85")]
    assert ranks(standings) == ranks(standings[::-1]) == {"A": 1, "B": 2, "C": 2}


@pytest.mark.parametrize(("total", "wanted"), [("100", Grade.EXCELLENT), ("90", Grade.EXCELLENT), ("89.99", Grade.GOOD), ("80", Grade.GOOD),
                                               ("79.99", Grade.PASS), ("60", Grade.PASS), ("59.99", Grade.FAIL), ("0", Grade.FAIL), (None, None)])
def test_grades_begin_at_their_floor(total, wanted):
    assert grade(None if total is None else Decimal(total), BANDS) == wanted
