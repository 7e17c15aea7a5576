"""One consistent city: as many objects as asked, each once, and numbers that agree with the rows."""

from collections import Counter

import numpy as np
import pytest

from data import calendar
from data.demo.clock import PERIODS
from data.demo.coded import CLAIMED, coded
from data.demo.figures import COUNTERS, reported
from data.demo.tables import table
from data.demo.world import build

SEED = 20230101
END = calendar.last_day("2023-12")
BUILT = {"已建成", "已投用"}


@pytest.mark.parametrize("objects", [1500, 5000, 12_000])
def test_the_city_has_as_many_objects_as_asked(demo_book, objects):
    assert build(demo_book, objects, SEED).size == pytest.approx(objects, abs=80)


def test_the_same_seed_makes_the_same_city_and_another_seed_another(demo_book):
    one, again, other = (build(demo_book, 1000, seed).poles["U13"].columns for seed in (1, 1, 2))
    assert all((one[name] == again[name]).all() for name in one)
    assert not (one["lng"] == other["lng"]).all()


def test_the_city_reaches_a_thousand_poles_in_june_while_two_districts_lag(world):
    indicator = world.book.indicator("G01")
    june = {u: COUNTERS["G01"](world, u, np.datetime64("2023-06-30")) for u in indicator.applies_to}
    assert sum(june.values()) >= 1000
    target = next(p for p in indicator.points if p.milestone == "P1").units
    assert {u for u, count in june.items() if count < float(target[u]) * 0.9} == {"U18", "U22"}


def test_houses_lag_in_two_districts_until_december(world):
    def rates(day):
        return {u: COUNTERS["C04"](world, u, np.datetime64(day)) for u in world.codings if world.codings[u].category == "房屋"}
    assert {u for u, rate in rates("2023-11-30").items() if rate < 65} == {"U17", "U19"}
    assert min(rates("2023-12-31")[u] for u in ("U17", "U19")) > 90


def test_no_code_is_given_twice_but_the_ones_two_units_claim(world):
    for found in (world.poles, world.stations, {u: coded(world.book, SEED, c) for u, c in world.codings.items()}):
        codes = Counter(code for objects in found.values() for code in objects.columns["code"].tolist() if code)
        twice = [code for code, n in codes.items() if n > 1]
        assert len(twice) == (CLAIMED[2] if found is not world.poles and found is not world.stations else 0)


def test_operators_share_sites_and_each_says_with_whom(world):
    sites = {u: set(s.columns["site_code"].tolist()) for u, s in world.stations.items()}
    assert len(sites["U31"] & sites["U32"]) > 20
    station = world.stations["U32"].columns
    for site, shared, partner in zip(station["site_code"].tolist(), station["shared"].tolist(), station["shared_with"].tolist(), strict=True):
        assert (shared == "是") == (site in sites["U31"] | sites["U33"]) == bool(partner)


@pytest.mark.parametrize("period", ["2023-01", "2023-06", "2023-11"])
def test_rows_of_the_ledgers_make_the_numbers_the_world_counts(world, period):
    day = calendar.last_day(period)
    for unit in world.book.indicator("G01").applies_to:
        c = table(world, unit, "pole", period, day).columns
        built = sum(mode == "新建" and state in BUILT for mode, state in zip(c["build_mode"], c["status"], strict=True))
        assert built == COUNTERS["G01"](world, unit, np.datetime64(day))
    for unit in world.stations:
        states = table(world, unit, "station", period, day).columns["status"]
        assert states.count("已开通") == COUNTERS["N01"](world, unit, np.datetime64(day))
    for unit, coding in world.codings.items():
        rows, due = table(world, unit, "coding", period, day), table(world, unit, "coding_baseline", period, day)
        assert len(rows) == COUNTERS["C01"](world, unit, np.datetime64(day))
        assert sum(due.columns["due_count"]) == coding.due


def test_reports_go_on_where_last_month_ended(world):
    for earlier, later in zip(PERIODS, PERIODS[1:], strict=False):
        for unit in ("U13", "U18", "U31", "U44"):
            before = table(world, unit, "indicator_report", earlier, calendar.last_day(earlier)).columns
            now = table(world, unit, "indicator_report", later, calendar.last_day(later)).columns
            assert now["opening"] == before["closing"]
            assert [round(a + b, 2) for a, b in zip(now["opening"], now["current"], strict=True)] == now["closing"]


def test_a_rosy_unit_reports_more_than_it_has(world):
    assert reported(world, "U18", "G01", END) > COUNTERS["G01"](world, "U18", np.datetime64(END))
    assert reported(world, "U13", "G01", END) == COUNTERS["G01"](world, "U13", np.datetime64(END))


def test_objects_once_listed_stay_listed_unless_they_are_taken_down(world):
    gone = {}
    for unit, found in world.poles.items():
        for earlier, later in zip(PERIODS, PERIODS[1:], strict=False):
            before, now = (set(found.standing(np.datetime64(calendar.last_day(p))).tolist()) for p in (earlier, later))
            gone.update({(unit, later): len(before - now)} if before - now else {})
    assert gone == {("U13", "2023-09"): 1}
