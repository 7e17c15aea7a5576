"""A section: who stands on it, where along it and how far beside it; and degrees as metres."""

import pytest
from pyproj import Geod

from data.codes.section import TRIED, Along, Centre, along, busiest, centre_of, plane
from data.errors import GovernanceError

START, END = (0.0, 0.0), (30.0, 40.0)  # 50 metres to the north-east


@pytest.mark.parametrize(("point", "within", "found"), [
    ((0.0, 0.0), 0.0, (0.0, 0.0)),             # the start itself
    ((30.0, 40.0), 0.0, (50.0, 0.0)),          # the end itself
    ((30.6, 40.8), 100.0, None),               # a metre past the end
    ((-0.6, -0.8), 100.0, None),               # a metre before the start
    ((11.0, 23.0), 5.0, (25.0, 5.0)),          # exactly as far to the left as allowed
    ((11.0, 23.0), 4.99, None),
    ((19.0, 17.0), 5.0, (25.0, -5.0)),         # to the right
])
def test_a_point_is_on_the_section_within_its_distance_and_its_ends(point, within, found):
    seen = along([point], START, END, within)
    assert [(a.index, pytest.approx(a.chainage), pytest.approx(a.offset, abs=1e-9)) for a in seen] == ([] if found is None else [(0, *found)])


def test_the_points_come_in_order_of_chainage():
    assert [a.index for a in along([(24.0, 32.0), (3.0, 4.0), (3.0, 4.0)], START, END, 1)] == [1, 2, 0]
    assert along([], START, END, 1) == []


@pytest.mark.parametrize("end", [(0.0, 0.0), (0.6, 0.7)])
def test_a_line_without_a_direction_is_refused(end):
    with pytest.raises(GovernanceError, match="剖面线太短"):
        along([(0.0, 0.0)], START, end, 10)


def test_a_line_of_a_metre_is_enough():
    assert along([(0.6, 0.8)], START, (0.6, 0.8), 0) == [Along(0, pytest.approx(1.0), pytest.approx(0.0))]


def test_metres_on_the_plane_are_those_on_the_ellipsoid():
    centre, east, north = Centre(102.5, 25.0), (102.6, 25.0), (102.5, 25.1)
    (x, y), (_, up), middle = plane(centre, [east, north, (102.5, 25.0)])
    _, _, across = Geod(ellps="GRS80").inv(102.5, 25.0, *east)
    _, _, along_it = Geod(ellps="GRS80").inv(102.5, 25.0, *north)
    assert x == pytest.approx(across, abs=0.5) and up == pytest.approx(along_it, abs=0.5) and abs(y) < 10
    assert middle == (pytest.approx(0, abs=1e-6), pytest.approx(0, abs=1e-6)) and plane(centre, []) == []


def test_the_centre_is_the_middle_of_the_box():
    assert centre_of([(100.0, 30.0), (100.2, 30.1), (100.4, 30.4)]) == Centre(pytest.approx(100.2), pytest.approx(30.2))
    with pytest.raises(ValueError):
        centre_of([])


@pytest.mark.parametrize(("points", "within", "found"), [
    ([], 10, None), ([(0, 0)], 10, None), ([(0, 0), (0.5, 0)], 10, None), ([(9, 0), (0, 0)], 10, (1, 0)),
    ([(0, 0), (100, 0), (50, 5), (0, 500), (900, 900)], 10, (0, 1)),    # three stand near it; the longer line has two
    ([(0, 0), (100, 0), (50, 5), (0, 500), (900, 900)], 1, (0, 4))])    # nothing stands near any: the longest
def test_a_section_begins_where_most_points_stand_near_one_line(points, within, found):
    assert busiest(points, within) == found


def test_of_many_points_only_so_many_are_tried_as_ends():
    points = [(float(n), 0.0) for n in range(10 * TRIED)]
    assert busiest(points, 1) == (0, 10 * TRIED - 10)
