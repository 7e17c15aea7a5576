"""Every ledger of the rule book can be taken: its rows come in through the real path, and what breaks a rule is named at its cell."""

from datetime import datetime
from functools import partial

import pytest

from data.access.scope import Actor
from data.intake.history import HISTORY_CHECKS
from data.intake.incoming import Incoming
from data.intake.take import Doors, take
from data.settings import Settings
from data.store import rulebook
from data.store.engine import Store
from data.store.tables import Base
from data.vocabulary import Door, Outcome, Role, Severity
from tests.data.catalogue.broken import default_book
from tests.ledger_examples import Examples, book_owing_all, cell, point_in

MAY, JUNE, NOW, UNIT, REGION = "2023-05", "2023-06", datetime(2023, 7, 3, 9), "U03", "990102"
CODES = sorted(default_book().ledgers)


@pytest.fixture(scope="module")
def book():
    """The default rule book, in which one unit owes every ledger."""
    return book_owing_all(UNIT)


@pytest.fixture(scope="module")
def examples(book):
    return Examples(book, REGION, point_in(REGION), JUNE)


@pytest.fixture(scope="module")
def open_doors(book, container, tmp_path_factory):
    """A new home each time."""
    opened = []

    def make():
        home = tmp_path_factory.mktemp("home")
        settings = Settings(home, f"sqlite:///{home / 'chengji.db'}")
        opened.append(Store.open(settings.database_url))
        Base.metadata.create_all(opened[-1].engine)
        with opened[-1].write() as session:
            rulebook.adopt(session, book, "2023-01", "test", NOW)
        return Doors(opened[-1], container, settings)

    yield make
    for store in opened:
        store.close()


@pytest.fixture(scope="module")
def doors(open_doors):
    """One home for June: every ledger stands for itself but for those it links to, which are handed in first."""
    return open_doors()


@pytest.fixture(scope="module")
def two_months(open_doors):
    """Another for May and June."""
    return open_doors()


def through(doors, content, period=None, **more):
    return take(doors, Incoming(content, "上报.xlsx", UNIT, Door.PAGE, Actor("unit1", Role.UNIT, UNIT), period=period, **more), NOW)


@pytest.fixture
def hand_in(doors):
    return partial(through, doors)


@pytest.fixture
def linked_in(book, examples, hand_in):
    """Hands in what a ledger links to."""

    def hand(ledger):
        for target in {rule.require.values[0] for rule in ledger.rules if rule.require and rule.require.op == "linked"} - {ledger.code}:
            other = book.ledger(target)
            hand(other)
            assert hand_in(examples.workbook(other, [examples.row(other, n) for n in range(3)])).outcome in (Outcome.ACCEPTED, Outcome.UNCHANGED)

    return hand


def _alias(column, place):
    return column.aliases[place] if -1 <= place < len(column.aliases) and column.aliases else column.header


def doubts(receipt):
    return [(f.rule, f.cell, f.message) for f in receipt.findings if f.severity != Severity.INFO]


@pytest.mark.parametrize("code", CODES)
def test_rows_made_from_the_declaration_are_accepted_and_by_their_aliases_the_same(book, examples, hand_in, linked_in, code):
    ledger = book.ledger(code)
    linked_in(ledger)
    rows = [examples.row(ledger, n) for n in range(3)]
    receipt = hand_in(examples.workbook(ledger, rows))
    assert (doubts(receipt), receipt.ledger, receipt.period) == ([], code, JUNE)
    assert receipt.outcome in (Outcome.ACCEPTED, Outcome.UNCHANGED)
    assert receipt.rows["read"] == 3 and (receipt.outcome == Outcome.UNCHANGED or receipt.rows["accepted"] == 3)
    for place in (0, 1, -1):
        again = hand_in(examples.workbook(ledger, rows, [_alias(c, place) for c in ledger.columns], f"2023年6月{ledger.name}"))
        assert (doubts(again), again.ledger, again.outcome) == ([], code, Outcome.UNCHANGED)


@pytest.mark.parametrize("code", CODES)
def test_the_headers_alone_tell_the_ledger(book, examples, hand_in, linked_in, code):
    ledger = book.ledger(code)
    linked_in(ledger)
    receipt = hand_in(examples.workbook(ledger, [examples.row(ledger, n) for n in range(3)], title="填报表"), period=JUNE, dry_run=True)
    assert (doubts(receipt), receipt.ledger) == ([], code)


@pytest.mark.parametrize("code", CODES)
def test_every_declared_rule_names_the_cell_that_breaks_it(book, examples, hand_in, linked_in, code):
    ledger = book.ledger(code)
    linked_in(ledger)
    rules = [rule for rule in ledger.rules if rule.check not in HISTORY_CHECKS]
    receipt = hand_in(examples.workbook(ledger, [examples.broken(ledger, rule, n) for n, rule in enumerate(rules)]))
    found = {(f.rule, f.cell, f.severity, f.quality) for f in receipt.findings}
    expected = {(rule.id, cell(ledger, rule.field, n), rule.severity, rule.quality) for n, rule in enumerate(rules)}
    assert expected - found == set()
    assert receipt.outcome == Outcome.REJECTED or not {Severity.ERROR, Severity.WARNING} & {rule.severity for rule in rules}


@pytest.mark.parametrize("code", CODES)
def test_every_column_names_the_cell_that_it_refuses(book, examples, hand_in, code):
    ledger = book.ledger(code)
    wrong = list(examples.wrong_cells(ledger, 0))
    receipt = hand_in(examples.workbook(ledger, [row for _, _, row in wrong]))
    found = {(f.rule, f.cell) for f in receipt.findings if f.severity != Severity.INFO}
    assert {(rule, cell(ledger, field, place)) for place, (rule, field, _) in enumerate(wrong)} - found == set()
    assert (receipt.outcome, receipt.rows["accepted"]) == (Outcome.REJECTED, 0)


def compares(ledger):
    return any(c.cumulative or c.jump_percent is not None for c in ledger.columns) or any(r.check in HISTORY_CHECKS for r in ledger.rules)


def steps(ledger):
    """(rule, field, by how much it differs from May) of all that compares with last month."""
    yield from (("cumulative_never_falls", c.field, -1 if c.type == "integer" else -0.5) for c in ledger.columns if c.cumulative)
    yield from (("jump_within", c.field, 1000) for c in ledger.columns if c.jump_percent is not None)
    yield from ((rule.id, rule.columns[0], 1) for rule in ledger.rules if rule.check in HISTORY_CHECKS)


def rows_of_may(ledger, examples):
    """A row for each step, in which the column is above zero."""
    fresh = map(partial(examples.row, ledger), range(60))
    return [next(row for row in fresh if row[field] > 0) for _, field, _ in steps(ledger)]


@pytest.mark.parametrize("code", [code for code in CODES if compares(default_book().ledgers[code])])
def test_what_does_not_follow_from_may_is_named_in_june(book, examples, two_months, code):
    ledger, may = book.ledger(code), Examples(book, REGION, point_in(REGION), MAY)
    rows, asked = rows_of_may(ledger, examples), list(steps(ledger))
    dates = {c.field: f"{MAY}-10" for c in ledger.columns if c.type == "date"}
    before = [{**row, **{name: day for name, day in dates.items() if row.get(name)}} for row in rows]
    assert through(two_months, may.workbook(ledger, before)).outcome == Outcome.ACCEPTED
    after = [{**row, field: row[field] + by} for row, (_, field, by) in zip(rows, asked, strict=True)]
    receipt = through(two_months, examples.workbook(ledger, after))
    found = {(f.rule, f.cell) for f in receipt.findings if f.severity != Severity.INFO}
    assert {(rule, cell(ledger, field, place)) for place, (rule, field, _) in enumerate(asked)} - found == set()
    assert receipt.outcome == Outcome.REJECTED
