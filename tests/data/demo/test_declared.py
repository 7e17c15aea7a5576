"""Ledgers made from their declaration: right in every month, the same things month after month, all of them handed in and accepted."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from data import calendar
from data.demo.clock import PERIODS, TODAY
from data.demo.declared.sketches import SKETCHES
from data.demo.declared.thing import Thing
from data.demo.stated import Table
from data.demo.tables import WRITERS, table
from data.intake.frame_filters import is_local, row_holds
from data.store.tables import Entity, Finding, Submission
from data.vocabulary import LedgerMode, Outcome

OWING = sorted(SKETCHES)


def owners(book, ledger):
    return [u.code for u in book.members if ledger in u.owes]


def tables(world, ledger, periods=PERIODS):
    for unit in owners(world.book, ledger):
        for period in periods:
            yield table(world, unit, ledger, period, min(TODAY, calendar.last_day(period)))


def test_every_ledger_of_the_rule_book_is_made_and_owed_by_one_to_three_units_if_it_is_sketched(demo_book):
    assert set(demo_book.ledgers) == {*WRITERS, *SKETCHES} == {code for u in demo_book.members for code in u.owes}
    assert not {*WRITERS} & {*SKETCHES}
    assert all(1 <= len(owners(demo_book, ledger)) <= 3 for ledger in SKETCHES)


@pytest.mark.parametrize("ledger", OWING)
def test_a_month_has_some_rows_but_not_many_and_the_same_columns_in_every_month(world, ledger):
    found = list(tables(world, ledger))
    assert all(2 <= len(t) <= 80 for t in found)
    assert len({(t.unit, tuple(t.columns)) for t in found}) == len(owners(world.book, ledger))


@pytest.mark.parametrize("ledger", OWING)
def test_every_row_keeps_the_rules_that_it_can_answer_itself_and_fills_what_is_required(world, ledger):
    declared = world.book.ledger(ledger)
    rules = [r for r in declared.rules if not r.check and is_local(r.require)]
    for t in tables(world, ledger):
        for row in (dict(zip(t.columns, values, strict=True)) for values in zip(*t.columns.values(), strict=True)):
            said = {f: v.isoformat() if hasattr(v, "isoformat") else v for f, v in row.items()}
            assert all(row[c.field] is not None for c in declared.columns if c.required), row
            assert [r.id for r in rules if row_holds(r.when, said.get, t.period) and not row_holds(r.require, said.get, t.period)] == []


@pytest.mark.parametrize("ledger", OWING)
def test_no_number_falls_and_nothing_listed_is_left_out_in_a_later_month(world, ledger):
    declared = world.book.ledger(ledger)
    growing = [c.field for c in declared.columns if c.cumulative]
    for unit in owners(world.book, ledger):
        before = {}
        for t in (t for t in tables(world, ledger) if t.unit == unit):
            keys = list(zip(*(t.columns[f] for f in declared.key), strict=True))
            assert len(set(keys)) == len(keys)
            assert declared.mode == LedgerMode.PERIOD or set(before) <= set(keys)
            for field in growing:
                now = dict(zip(keys, t.columns.get(field, []), strict=False))
                assert all((now[key] or 0) >= (worths.get(field) or 0) for key, worths in before.items() if key in now)
            before = {key: {f: t.columns[f][n] for f in growing if f in t.columns} for n, key in enumerate(keys)}


def test_money_of_a_month_begins_where_the_month_before_ended(world):
    for earlier, later in zip(PERIODS[:-2], PERIODS[1:-1], strict=True):
        for unit in owners(world.book, "fund"):
            before, now = (table(world, unit, "fund", p, calendar.last_day(p)).columns for p in (earlier, later))
            for kind in ("arrived", "paid"):
                assert now[f"{kind}_before"] == before[kind]
                assert [round(a + b, 2) for a, b in zip(now[f"{kind}_before"], now[f"{kind}_now"], strict=True)] == now[kind]


def test_what_hangs_on_a_pole_names_a_pole_of_its_unit_that_is_listed_that_day(world):
    for t in tables(world, "pole_mount"):
        poles = table(world, t.unit, "pole", t.period, t.cut_off).columns["pole_no"]
        assert set(t.columns["pole_no"]) <= set(poles)


def test_strata_lie_one_below_the_other_down_to_the_end_of_a_listed_hole(world):
    for t in tables(world, "stratum", PERIODS[::4]):
        holes = table(world, t.unit, "borehole", t.period, t.cut_off).columns
        depth = dict(zip(holes["hole_no"], holes["depth_m"], strict=True))
        layers = {}
        for hole, top, bottom in zip(t.columns["hole_no"], t.columns["top_m"], t.columns["bottom_m"], strict=True):
            assert top == layers.get(hole, 0.0) < bottom
            layers[hole] = bottom
        assert layers == depth


def test_money_is_not_paid_ahead_of_the_works(world):
    for t in tables(world, "fund"):
        columns = (t.columns[name] for name in ("paid", "planned", "progress"))
        assert all(100 * paid <= (progress + 20) * planned for paid, planned, progress in zip(*columns, strict=True))


def test_systems_of_the_third_grade_are_assessed_every_year(world):
    found = [(t, day) for t in tables(world, "security") for grade, day in zip(t.columns["grade"], t.columns["assessed_on"], strict=True) if grade == "三级"]
    days = [(t, day) for t, day in found if day]
    assert days and all(calendar.last_day(t.period) - timedelta(days=365) < day <= t.cut_off for t, day in days)


def test_parents_of_addresses_come_before_them(world):
    for t in tables(world, "address", PERIODS[:1]):
        for n, parent in enumerate(t.columns["parent_code"]):
            assert parent in t.columns["address_code"][:n] if n else parent is None


def test_another_seed_makes_other_things(world):
    empty = Table("U05", "cim", "2023-05", calendar.last_day("2023-05"), {}, calendar.last_day("2023-04"))
    one, other = (Thing(w, empty, SKETCHES["cim"], 1).share("due") for w in (world, world.__class__(**{**vars(world), "seed": 1})))
    assert min(one, other) >= 0 and max(one, other) < 1 and one != other


# Through the inbox.


@pytest.fixture(scope="module")
def lived(two_months):
    with two_months.store.read() as session:
        yield session


@pytest.mark.parametrize("ledger", OWING)
def test_every_sketched_ledger_is_handed_in_and_accepted(lived, demo_book, ledger):
    accepted = {*lived.execute(select(Submission.unit, Submission.period).where(Submission.ledger == ledger, Submission.outcome == Outcome.ACCEPTED))}
    assert {(unit, PERIODS[-2]) for unit in owners(demo_book, ledger)} <= accepted
    rows = lived.scalar(select(func.count()).select_from(Entity).where(Entity.ledger == ledger))
    assert rows > 0 or demo_book.ledger(ledger).mode == LedgerMode.PERIOD


def test_what_names_another_row_fits_to_it(lived):
    rules = ["bottom_within_hole", "level_below_parent", "of_known_hole"]
    assert lived.scalars(select(Finding.rule).where(Finding.rule.in_(rules))).all() == []


def test_some_were_wrong_first_some_explained_and_some_signed(lived):
    files = lived.scalars(select(Submission)).all()
    assert {s.declares for s in files} >= {None, "zero"}
    assert any(s.outcome == Outcome.REJECTED and not s.awaiting for s in files)
