"""The page of an indicator in a browser: the city's forecast, then that of a unit that is chosen."""

import pytest
from playwright.sync_api import expect

from components import ids
from tests.data.indicators.hand_in import poles
from tests.data.indicators.measuring import accept
from tests.desk import JUNE

# The stack of the web leaves files of assets for the collector to close.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


LONG = 40_000  # ms; two cores may be busy with other tests


def half_a_year(store):
    """The east builds one pole a month, the west none; the west is silent in June."""
    with store.write() as session:
        for n in range(1, 7):
            accept(session, "E", "pole", poles(*map(str, range(n))), f"2023-0{n}")
            if n < 6:
                accept(session, "W", "pole", [], f"2023-0{n}")


def test_a_unit_is_chosen_and_its_forecast_is_drawn(desk, seated, address):
    half_a_year(desk.store)
    with seated("office") as page:
        page.goto(f"{address}/indicators/P1?period={JUNE}")
        expect(page.locator(f"#{ids.Indicator.OUTLOOK}")).to_contain_text("2023年6月未齐（已报 1/2），自2023年5月底的 5 根起", timeout=LONG)
        expect(page.get_by_role("img", name="建成杆柱（全市）计划与实际").locator("svg").get_by_text("推算区间（80%）")).to_be_visible()
        page.get_by_label("范围", exact=True).first.click()
        page.get_by_role("option", name="东区").first.click()  # the unit; the district of that name stands below
        expect(page.get_by_role("img", name="建成杆柱（东区）计划与实际").locator("svg").get_by_text("推算区间（80%）")).to_be_visible()
        expect(page.locator(f"#{ids.Indicator.OUTLOOK}")).to_contain_text("已达到目标 4 根")
        expect(page.get_by_role("link", name="下载数据").first).to_have_attribute("href", f"/export/indicator?period={JUNE}&subject=P1&unit=E")
