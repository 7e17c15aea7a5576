"""Data quality: what is divided by what, whose files are looked at, and that every figure is worked out by hand; on both databases."""

from datetime import datetime
from decimal import Decimal

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed, NotFound
from data.intake.quality import QualityAsked, Weighed, by_month, by_rule, by_unit, by_word, worst_files
from data.store.engine import Store
from data.store.rulebook import adopt
from data.store.tables import Base, FileCount, Finding, FindingCount, Submission
from data.vocabulary import Quality, Role, Severity
from tests.catalogue_builder import small_catalogue

MAY, JUNE, NOW = "2023-05", "2023-06", datetime(2023, 7, 1, 9, 0)
OFFICE, EAST = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E")


@pytest.fixture
def store(database_url):
    opened = Store.open(database_url)
    Base.metadata.create_all(opened.engine)
    with opened.write() as session:
        adopt(session, small_catalogue(), "2023-01", "test", NOW)
        # East in June: rejected, then accepted; its baseline at once. West in June: accepted. East in May: accepted.
        _file(session, 1, "E", "pole", JUNE, "rejected", 100, 100, [("error", "accuracy", "range", 4), ("warning", "consistency", "linked", 2)])
        _file(session, 2, "E", "pole", JUNE, "accepted", 100, 30, [("warning", "consistency", "linked", 2), ("info", "completeness", "hint", 9)])
        _file(session, 3, "E", "baseline", JUNE, "accepted", 40, 0, [])
        _file(session, 4, "W", "pole", JUNE, "accepted", 260, 260, [("error", "accuracy", "range", 1)])
        _file(session, 5, "E", "pole", MAY, "accepted", 80, 80, [])
        _file(session, 6, "E", "", JUNE, "rejected", 0, 0, [("error", "accessibility", "file_readable", 1)])
    yield opened
    opened.close()


def _file(session, number, unit, ledger, period, outcome, cells, typed, kinds):  # noqa: PLR0913, PLR0917
    session.add(Submission(id=number, receipt=f"R{number}", unit=unit, ledger=ledger or None, period=period, sha256="0", file_name=f"{number}.xlsx", size=1,
                           door="cli", by="t", received_at=NOW, outcome=outcome, rule_version=1, rows={}, layout={}, totals={}))
    session.flush()
    session.add(FileCount(submission=number, unit=unit, ledger=ledger, period=period, outcome=outcome, cells=cells, typed=typed))
    for severity, quality, rule, n in kinds:
        session.add(FindingCount(submission=number, severity=severity, quality=quality, rule=rule, unit=unit, ledger=ledger, period=period, n=n))
        session.add(Finding(submission=number, number=1, severity=severity, quality=quality, rule=rule, message=f"{rule}说的话"))


def asked(**words):
    return QualityAsked(**{"period": JUNE, **words})


def told(store, service, actor=OFFICE, **words):
    with store.read() as session:
        return service(session, actor, asked(**words))


@pytest.mark.parametrize(("cells", "errors", "warnings", "rate"), [
    (1000, 1, 1, "2.00"), (3, 1, 0, "333.33"), (3000, 0, 2, "0.67"), (0, 5, 0, None), (10, 0, 0, "0.00")])
def test_the_rate_is_errors_and_warnings_for_a_thousand_cells(cells, errors, warnings, rate):
    found = Weighed(cells=cells, found={Severity.ERROR: errors, Severity.WARNING: warnings, Severity.INFO: 99}).rate
    assert found == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize(("passed", "firsts", "share"), [(0, 0, None), (1, 3, "33.3"), (2, 2, "100.0")])
def test_the_first_pass_rate_is_of_pairs_that_handed_in(passed, firsts, share):
    assert Weighed(passed=passed, firsts=firsts).first_pass == (None if share is None else Decimal(share))


def test_a_month_is_added_up(store):
    months = told(store, by_month)
    june = months[JUNE]
    assert list(months) == [MAY, JUNE] and (june.files, june.rejected, june.firsts, june.passed) == (5, 2, 3, 2)
    assert (june.cells, june.accepted, june.typed, june.again, june.wrong, june.rate) == (500, 400, 290, 100, 10, Decimal("20.00"))


def test_a_month_outside_the_window_is_left_out(store):
    assert list(told(store, by_month, period="2024-04")) == [MAY, JUNE] and list(told(store, by_month, period="2024-05")) == [JUNE]


def test_units_stand_by_their_findings(store):
    units = told(store, by_unit)
    assert list(units) == ["E", "W"] and (units["E"].wrong, units["W"].wrong) == (9, 1) and (units["E"].passed, units["E"].firsts) == (1, 2)


def test_a_unit_sees_its_own_and_no_other(store):
    assert list(told(store, by_unit, EAST)) == ["E"] and {line.unit for line in told(store, worst_files, EAST)} == {"E"}
    assert told(store, by_month, EAST)[JUNE].cells == 240 and sum(told(store, by_word, EAST)[Quality.ACCURACY].values()) == 4
    with pytest.raises(NotFound):
        told(store, by_rule, EAST, unit="W")
    with pytest.raises(NotAllowed):
        told(store, by_unit, Actor("x", Role.EVALUATOR))


def test_all_six_words_are_told_with_or_without_findings(store):
    words = told(store, by_word)
    assert {word.label: sum(found.values()) for word, found in words.items()} == {
        "规范性": 0, "完整性": 9, "准确性": 5, "一致性": 4, "时效性": 0, "可访问性": 1}


def test_rules_are_counted_by_files_and_units(store):
    lines = {(line.rule, line.severity): line for line in told(store, by_rule)}
    found = lines["range", Severity.ERROR]
    assert (found.count, found.files, found.units, found.words) == (5, 2, 2, "数值范围")
    assert [line.count for line in told(store, by_rule)] == [9, 5, 4, 1]


@pytest.mark.parametrize(("words", "files"), [
    ({}, [1, 2, 6, 4]), ({"ledger": "pole"}, [1, 2, 4]), ({"severity": "error"}, [1, 6, 4]), ({"severity": "info"}, [2]), ({"rule": "linked"}, [2, 1]),
    ({"unit": "W"}, [4]), ({"period": MAY}, [])])
def test_files_with_findings_are_listed_worst_first(store, words, files):
    assert [line.submission for line in told(store, worst_files, **words)] == files


def test_a_rule_is_looked_at_alone(store):
    assert told(store, by_month, rule="range")[JUNE].wrong == 5 and told(store, by_month, rule="range")[JUNE].cells == 500
