"""Outlines of districts: read from the declared file, or none; the box they fill."""

import pytest

from data.catalogue.book import load_folder
from data.catalogue.shapes import box_of, district_shapes
from data.errors import GovernanceError
from data.settings import RULE_BOOK
from tests.catalogue_builder import small_catalogue


def test_every_district_of_the_shipped_city_has_an_outline():
    city = load_folder(RULE_BOOK).city
    shapes = district_shapes(RULE_BOOK, city)
    assert {s["properties"]["code"] for s in shapes} == {d.code for d in city.districts}
    west, south, east, north = box_of(shapes, city)
    assert float(city.longitude[0]) < west < east < float(city.longitude[1]) and float(city.latitude[0]) < south < north < float(city.latitude[1])


def test_a_city_without_boundaries_falls_back_to_its_box():
    city = small_catalogue().city
    assert district_shapes(RULE_BOOK, city) == [] and box_of([], city) == (100, 30, 101, 31)


def test_a_declared_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(GovernanceError, match="district.geojson"):
        district_shapes(tmp_path, load_folder(RULE_BOOK).city)
