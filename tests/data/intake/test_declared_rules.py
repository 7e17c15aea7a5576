"""Rules of the shipped ledgers that say a number: which rows they ask about, at their boundaries."""

import pytest

from data.intake.parse import parse
from data.intake.parsed import Hints
from data.intake.reference import Reference
from data.settings import RULE_BOOK
from tests.data.catalogue.broken import default_book
from tests.ledger_examples import Examples, point_in

JUNE, REGION = "2023-06", "990102"


@pytest.fixture(scope="module")
def asked():
    """The rows, by their place, of which a rule says something with its declared severity."""
    book = default_book()
    reference, examples = Reference(book, RULE_BOOK), Examples(book, REGION, point_in(REGION), JUNE)

    def ask(code, rule_id, *rows):
        ledger = book.ledger(code)
        rule = next(r for r in ledger.rules if r.id == rule_id)
        content = examples.workbook(ledger, [{**examples.row(ledger, n), **row} for n, row in enumerate(rows)])
        found = parse(content, Hints(None, None, "上报.xlsx"), reference).findings
        return [f.row - 3 for f in found if (f.rule, f.severity) == (rule_id, rule.severity)], rule.severity

    return ask


# 支付率 of the two sources together is 60 %, then a trifle more.
@pytest.mark.parametrize(("paid", "progress", "places"), [(60.0, 40.0, []), (60.1, 40.0, [0, 1]), (60.1, None, []), (None, 40.0, []), (60.1, 41.0, [])])
def test_a_project_is_not_paid_twenty_points_ahead_of_its_progress(asked, paid, progress, places):
    source = {"project_no": "P1", "planned": 50.0, "progress": progress, "status": "在建"}
    first, second = {**source, "fund_source": "财政资金", "paid": paid}, {**source, "fund_source": "产业基金", "paid": 0.0}
    assert asked("fund", "paid_within_progress", first, second) == (places, "warning")


# The month ends on 2023-06-30; what was never assessed is asked about by another rule.
@pytest.mark.parametrize(("grade", "status", "day", "is_asked"), [
    ("三级", "在运", "2022-06-30", False), ("三级", "在运", "2022-06-29", True), ("四级", "在运", "2022-06-29", True), ("五级", "在运", "2022-06-29", True),
    ("二级", "在运", "2020-01-15", False), ("三级", "在建", "2022-06-29", False), ("三级", "停用", "2022-06-29", False), ("三级", "在运", None, False)])
def test_a_running_system_of_the_third_grade_was_assessed_within_a_year(asked, grade, status, day, is_asked):
    row = {"grade": grade, "status": status, "assessed_on": day}
    assert asked("security", "third_grade_assessed_yearly", row) == ([0] if is_asked else [], "warning")
