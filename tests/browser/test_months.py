"""A month in the address: chosen when it is there, said when it is not, so that nobody reads another month's figures for it."""

import pytest
from playwright.sync_api import expect

from tests.desk import JUNE

# The stack of the web leaves files of assets for the collector to close.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

NOTE = ".month-note"


def test_a_month_that_is_not_there_is_said_and_one_that_is_is_chosen(seated, address):
    with seated("office") as page:
        page.goto(f"{address}/submissions?period=1999-01")
        expect(page.locator(NOTE)).to_have_text("地址中的月份“1999-01”不在可选的月份里，下面显示的是右上方所选的月份。")
        page.goto(f"{address}/submissions?period=<b>2023")
        expect(page.locator(NOTE)).to_contain_text("“<b>2023”")
        page.goto(f"{address}/submissions?period={JUNE}")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(NOTE)).to_have_count(0)
