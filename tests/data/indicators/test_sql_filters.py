"""Every operator of the filter language on every kind of field, the same on both databases."""

import pytest
from sqlalchemy import select

from data.catalogue.filters import parse_filter
from data.errors import CatalogueError
from data.indicators.sql_filters import Rows, condition
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.hand_in import a_row, day, hand_in

PERIOD = "2023-06"
CASES = [
    ({"eq": ["status", "已建成"]}, "ab"),
    ({"ne": ["status", "已建成"]}, "c"),
    ({"in": ["kind", "新建", "改造"]}, "ab"),
    ({"in": ["mounts", "3", "4"]}, "a"),
    ({"eq": ["mounts", "10"]}, "b"),
    ({"before": ["mounts", "10"]}, "a"),
    ({"after": ["mounts", "3"]}, "b"),
    ({"between": ["height_m", "7.5", "12.25"]}, "ab"),
    ({"between": ["height_m", "7.51", "12.24"]}, ""),
    ({"eq": ["lit", "是"]}, "a"),
    ({"eq": ["lit", "false"]}, "b"),
    ({"ne": ["lit", "是"]}, "bc"),
    ({"eq": ["code_ok", "true"]}, "ab"),
    ({"present": "checked_on"}, "ab"),
    ({"present": "name"}, "b"),
    ({"present": "lng"}, "a"),
    ({"present": "mounts"}, "ab"),
    ({"before": ["checked_on", "$period_end"]}, "a"),
    ({"after": ["checked_on", "2023-06-29"]}, "b"),
    ({"eq": ["checked_on", "$period_end"]}, "b"),
    ({"before": ["on_date", "$period_end"]}, "a"),
    ({"eq": ["mounts", "$spare"]}, "a"),
    ({"after": ["height_m", "$mounts"]}, "ab"),
    ({"not": {"eq": ["status", "已建成"]}}, "c"),
    ({"all": [{"eq": ["status", "已建成"]}, {"after": ["mounts", "5"]}]}, "b"),
    ({"any": [{"eq": ["mounts", "3"]}, {"not": {"present": "mounts"}}]}, "ac"),
    ({"linked": ["station_no", "station"]}, "ab"),
    ({"not": {"linked": ["station_no", "station"]}}, "c"),
]


@pytest.fixture
def catalogue():
    pole = small_catalogue().texts["ledgers/pole.yaml"] + "  - {field: spare, header: 备用, type: integer}\n"
    return small_catalogue(ledgers={"pole": pole})


def matching(session, catalogue, written, units=None):
    rows = Rows.of(catalogue, "pole", PERIOD, units)
    return "".join(sorted(session.scalars(select(rows.versions.c.key).where(condition(parse_filter(written), rows)))))


@pytest.fixture
def session(store):
    with store.write() as session:
        hand_in(session, "E", "pole", PERIOD, [
            a_row("a", kind="新建", lng=100.5, lat=30.5, on_date=day("2023-06-29"), mounts=3, spare=3, height_m=7.5, lit=True,
                  checked_on="2023-06-29", station_no="g1"),
            a_row("b", kind="改造", name="杆", on_date=day("2023-06-30"), mounts=10, spare=3, height_m=12.25, lit=False,
                  checked_on="2023-06-30", station_no="code-of-g2"),
            a_row("c", status="在建", code_ok=False, name="", station_no="nobody"),
        ])
        hand_in(session, "T", "station", PERIOD, [a_row("k1", gnodeb="g1"), a_row("k2", gnodeb="g2", code="code-of-g2")])
        yield session


def test_each_operator_finds_its_rows(session, catalogue):
    found = [(written, matching(session, catalogue, written)) for written, _ in CASES]
    assert found == CASES


def test_a_row_ends_with_its_month(session, catalogue):
    rows = Rows.of(catalogue, "pole", "2023-05")
    assert session.scalars(select(rows.versions.c.key).where(condition(parse_filter({"present": "status"}), rows))).all() == []


@pytest.mark.parametrize("written", [
    {"eq": ["mounts", "三"]}, {"eq": ["lit", "亮"]}, {"eq": ["nothing", "1"]}, {"eq": ["on_date", "六月"]}])
def test_a_value_that_cannot_be_compared_is_refused(catalogue, written):
    with pytest.raises(CatalogueError):
        condition(parse_filter(written), Rows.of(catalogue, "pole", PERIOD))
