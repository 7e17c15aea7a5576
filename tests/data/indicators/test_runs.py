"""Months running: a third yellow one is red, and a correction of an earlier month lights the later ones again."""

import pytest

from data.vocabulary import Light
from tests.data.indicators.hand_in import poles
from tests.data.indicators.measuring import accept, figure


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def yellow(session, period):
    """P1 of 西区, planned 6 by 06-30 and 12 by 12-31: three or so short of plan lies between −30 and −10."""
    done = {"2023-07": 5, "2023-08": 6, "2023-09": 7, "2023-10": 8}[period]
    accept(session, "W", "pole", poles(*(str(n) for n in range(done)), region="990102"), period)
    return figure(session, "P1", "W", period=period).light


def test_the_third_yellow_month_running_is_red(session):
    lights = [yellow(session, period) for period in ("2023-07", "2023-08", "2023-09", "2023-10")]
    assert lights == [Light.YELLOW, Light.YELLOW, Light.RED, Light.RED]


def test_a_month_off_the_band_breaks_the_run(session):
    """July lies in the band, August does not: September is the first yellow month again."""
    yellow(session, "2023-07")
    accept(session, "W", "pole", poles(*(str(n) for n in range(9)), region="990102"), "2023-08")
    assert yellow(session, "2023-09") == Light.YELLOW
    assert yellow(session, "2023-10") == Light.YELLOW


def test_a_correction_of_an_earlier_month_lights_the_later_ones_again(session):
    for period in ("2023-07", "2023-08", "2023-09"):
        yellow(session, period)
    accept(session, "W", "pole", poles(*(str(n) for n in range(8)), region="990102"), "2023-07")
    assert figure(session, "P1", "W", period="2023-07").light == Light.GREEN
    assert figure(session, "P1", "W", period="2023-09").light == Light.YELLOW
