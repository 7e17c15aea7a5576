"""The second month of a demo city, counted again by a program that shares nothing with the product but the declarations."""

from fractions import Fraction

import pytest
from sqlalchemy import update

from data.indicators.counted import Page, counted_rows, has_rows
from data.indicators.figures import figures
from data.store.tables import Measurement
from data.vocabulary import FigureState
from tests.recount.recount import City, differences, stored

PERIOD = "2023-12"


@pytest.fixture(scope="module")
def city():
    return City()


def test_every_figure_is_what_the_workbooks_say(two_months, city):
    assert list(differences(two_months.settings.home, PERIOD, city)) == []


def test_it_is_the_whole_city_that_is_counted(two_months, city):
    found = stored(two_months.settings.home, "2023-11")
    assert {code for code, _, _ in found} == {i["code"] for i in city.indicators}
    assert len({unit for _, unit, _ in found}) > 20 and len({region for _, _, region in found}) > len(city.districts)
    assert sum(above or 0 for _, above, _, _ in found.values()) > 10_000
    assert {state for state, *_ in stored(two_months.settings.home, "2023-12").values()} >= {"ok", "missing"}

def every_page(session, code, period, **asked):
    rows, cursor = counted_rows(session, code, None, period, Page(limit=60, **asked))
    while cursor:
        more, cursor = counted_rows(session, code, None, period, Page(limit=60, cursor=cursor, **asked))
        rows += more
    return rows


def amount_of(side, rows):
    if side.aggregate == "count_distinct":
        return len({row.value for row in rows})
    return len(rows) if side.aggregate == "count" else sum(Fraction(row.value or "0") for row in rows)


def test_the_rows_behind_every_figure_add_up_to_it_and_the_others_say_why(two_months, demo_book):
    """Counts, sums, distinct counts and reports of a month alike; whoever reads the pages to the end has seen every row of who handed in."""
    kept, period = stored(two_months.settings.home, PERIOD), PERIOD
    with two_months.store.read() as session:
        for indicator in demo_book.indicators.values():
            _, above, below, _ = kept.get((indicator.code, None, None), ("absent", None, None, None))  # nobody handed in yet
            yes, no = (every_page(session, indicator.code, period, counted=is_counted) for is_counted in (True, False))
            assert (above or 0) == amount_of(indicator.numerator, yes), indicator.code
            assert not {(r.unit, r.key) for r in yes} & {(r.unit, r.key) for r in no}
            assert all(r.why for r in no) and not any(r.why for r in yes), indicator.code
            assert all(r.receipt and (r.cell or r.row) for r in (*yes, *no)), indicator.code
            if has_rows(indicator, False):
                rows = every_page(session, indicator.code, period, is_numerator=False)
                units = {f.unit for f in figures(session, period, "*", indicator.code) if f.state != FigureState.MISSING}
                assert (below or 0) == amount_of(indicator.denominator, [r for r in rows if r.unit in units]), indicator.code


@pytest.mark.parametrize(("changed", "said"), [({"numerator": 1}, "G01 全市 : stored ok"), ({"planned": 7}, "G01 全市 : stored plan 7"),
                                               ({"state": "missing", "numerator": None}, "G01 全市 : stored missing")])
def test_one_wrong_figure_is_found(two_months, city, changed, said):
    with two_months.store.write() as session:
        known = session.get(Measurement, ("", "G01", "", "2023-12", 0))
        right = {name: getattr(known, name) for name in changed}
        session.execute(update(Measurement).where(*_at(known)).values(**changed))
    try:
        (found,) = differences(two_months.settings.home, PERIOD, city)
        assert said in found
    finally:
        with two_months.store.write() as session:
            session.execute(update(Measurement).where(*_at(known)).values(**right))


def _at(known):
    return [getattr(Measurement, name) == getattr(known, name) for name in ("unit", "indicator", "region", "period", "version")]
