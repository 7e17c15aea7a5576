"""Near places: at the distance and beyond it, over the borders of cells, one's own unit, several claimants, and against each with each."""

from itertools import combinations

import numpy as np
import pytest

from data.codes import nearby
from data.codes.nearby import distance, pairs_within

LNG, LAT = 114.3, 30.6
EAST, NORTH = 95_863.1, 110_863.6  # metres of a degree there, by the series of GB/T textbooks: 111412.84 cos φ − 93.5 cos 3φ, 111132.954 − 559.822 cos 2φ


def found(places, units, metres=5.0, **limits):
    """Places in metres east and north of one point."""
    x, y = (np.array(values, float) for values in zip(*places, strict=True))
    pairs = pairs_within(LNG + x / EAST, LAT + y / NORTH, units, metres, **limits)
    return list(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))


def test_a_degree_is_as_long_as_the_ellipsoid_says():
    """Geodesic lengths of WGS 84 (the same axis; flattening differs in the tenth digit) at 30.6° N, to 0.01 %."""
    spot = np.array([LNG]), np.array([LAT])
    assert distance(*spot, spot[0] + 0.001, spot[1])[0] == pytest.approx(95.90, rel=1e-3)
    assert distance(*spot, spot[0], spot[1] + 0.001)[0] == pytest.approx(NORTH / 1000, rel=1e-3)


@pytest.mark.parametrize("way", [(1, 0), (0, 1), (-1, 0), (0, -1), (0.6, 0.8), (-0.8, 0.6)])
def test_exactly_at_the_distance_is_within_and_just_beyond_is_not(way):
    there = (LNG + 5 * way[0] / EAST, LAT + 5 * way[1] / NORTH)
    apart = float(distance(np.array([LNG]), np.array([LAT]), np.array([there[0]]), np.array([there[1]]))[0])
    assert apart == pytest.approx(5, rel=1e-3)
    for metres, pairs in ((apart, 1), (apart - 1e-4, 0), (apart + 1e-4, 1)):
        assert len(pairs_within([LNG, there[0]], [LAT, there[1]], ["E", "W"], metres).first) == pairs


@pytest.mark.parametrize("shift", [n * 0.7 for n in range(15)])
def test_the_border_of_a_cell_parts_nobody(shift):
    """The far corner sets where cells begin; the pair is moved over their borders, in all directions."""
    for dx, dy in ((3, 3), (3, -3), (4.9, 0), (0, 4.9)):
        assert found([(-100, -100), (shift, shift), (shift + dx, shift + dy)], ["E", "E", "W"]) == [(1, 2)]


def test_one_unit_may_put_two_things_side_by_side():
    assert found([(0, 0), (1, 0), (0, 1)], ["E", "E", "E"]) == []


def test_three_claimants_are_three_pairs_and_an_own_neighbour_none():
    assert found([(0, 0), (1, 0), (0, 1), (0.5, 0)], ["E", "W", "T", "E"]) == [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]


def test_rows_without_a_place_are_near_nobody():
    assert len(pairs_within([LNG, np.nan, LNG, LNG], [LAT, LAT, np.nan, 75.0], ["E", "W", "T", "S"], 5).first) == 0
    assert len(pairs_within([], [], [], 5).first) == 0 and len(pairs_within([LNG], [LAT], ["E"], 5).first) == 0


@pytest.mark.parametrize("block", [7, 1_000_000])
def test_it_finds_what_comparing_each_with_each_finds(monkeypatch, block):
    monkeypatch.setattr(nearby, "_BLOCK", block)
    chance = np.random.default_rng(7)
    places, units = [tuple(place) for place in chance.uniform(0, 120, (400, 2))], chance.integers(0, 4, 400)
    x, y = np.array(places).T
    by_hand = [(i, j) for i, j in combinations(range(400), 2) if units[i] != units[j]
               and distance(*(np.array([v]) for v in (LNG + x[i] / EAST, LAT + y[i] / NORTH, LNG + x[j] / EAST, LAT + y[j] / NORTH)))[0] <= 5]
    assert found(places, units) == by_hand and len(by_hand) > 100


def test_very_many_in_one_spot_are_cut_and_it_is_said(monkeypatch):
    monkeypatch.setattr(nearby, "_BLOCK", 500)
    crowd, units = np.full(2000, LNG), np.arange(2000) % 2
    cut, whole = (pairs_within(crowd, np.full(2000, LAT), units, 5, most) for most in (3000, 2_000_000))
    assert (len(cut.first), cut.is_whole) == (3000, False) and (len(whole.first), whole.is_whole) == (1_000_000, True)
    assert pairs_within(crowd, np.full(2000, LAT), np.zeros(2000), 5).is_whole
    monkeypatch.setattr(nearby, "MOST_LOOKED_AT", 1000)
    assert not pairs_within(crowd, np.full(2000, LAT), units, 5).is_whole
