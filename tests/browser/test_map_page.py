"""一张图 in a real browser: a rectangle is drawn and taken away as a workbook, the gap map is read, and a map that has gone breaks nothing."""

import gc
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import downloaded, sign_in
from tests.browsers import new_page
from tests.web import serving

# The stack of the web leaves files of assets for the collector to close.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

ASKED_TOO_LATE = """() => {
    const map = L.map(document.body.appendChild(document.createElement('div')));
    map.setView([34, 107], 9);
    map.remove();
    const place = map._getMapPanePos();
    return [place.x, place.y];
}"""


@pytest.fixture
def address(outlined):
    """The city with outlines instead of the desk's."""
    with serving(outlined.server) as at:
        yield at
    gc.collect()


def open_map(page, drawn=6):
    """Until so many things are drawn: two districts and the four objects in them."""
    page.get_by_role("link", name="一张图", exact=True).click()
    expect(page.locator(".map-frame path.leaflet-interactive").nth(drawn - 1)).to_be_attached()


def test_a_rectangle_is_drawn_counted_and_taken_away(seated):
    with seated("office") as page:
        open_map(page)
        page.get_by_role("button", name="框选", exact=True).click()
        edge = page.locator(".map-sheet").bounding_box()
        page.mouse.move(edge["x"] + 150, edge["y"] + 60)
        page.mouse.down()
        page.mouse.move(edge["x"] + edge["width"] - 20, edge["y"] + edge["height"] - 20, steps=3)
        page.mouse.up()
        panel = page.locator("#citymap-box-panel")
        expect(panel.get_by_text("4 个对象")).to_be_visible()
        expect(page.locator(".map-frame path[stroke-dasharray='6 4']")).to_be_attached()
        content, name = downloaded(page, panel.get_by_role("link", name="下载数据"))
        rows = list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
        assert name.startswith("地图框选对象_2023-06") and [row[4] for row in rows if row[0] == "智慧杆柱"] == [f"东{n}号杆" for n in (1, 2, 3, 4)]
        page.get_by_role("button", name="清除框").click()
        expect(panel).to_be_hidden()


def test_who_has_not_handed_in_is_read_from_the_map_and_followed_to_its_files(seated):
    with seated("office") as page:
        open_map(page)
        page.locator("#citymap-paint label", has_text="未报送").click()
        expect(page.locator(".map-legend")).to_contain_text("逾期未报")
        districts = page.locator(".map-frame path[fill='url(#map-cross-e03131)']")
        expect(districts).to_have_count(2)
        expect(page.locator("#citymap-gaps")).to_contain_text("通信逾期未报，已报 1/2，未报：指标月报")
        districts.first.click(position={"x": 40, "y": 200})
        page.get_by_role("link", name="看东区的报送").click()
        expect(page.get_by_text("应报与报送记录只看 东区")).to_be_visible()
        expect(page.locator("#submissions-matrix")).to_contain_text("东区")
        expect(page.locator("#submissions-matrix")).not_to_contain_text("西区")


def test_a_map_that_waits_says_so_until_everything_is_there(seated):
    held, go_on = [], []
    with seated("office") as page:
        page.route("**/geo/objects?*", lambda request: request.continue_() if go_on else held.append(request))
        open_map(page, 2)
        waiting = page.locator(".map-waiting")
        expect(waiting).to_be_visible()
        go_on.append(True)
        for request in held:
            request.continue_()
        expect(waiting).to_be_hidden()
        expect(page.locator(".map-lost")).to_be_hidden()


def test_what_did_not_come_is_said_until_it_comes(browser, address):
    with new_page(browser) as page:
        sign_in(page, address, "office")
        page.route("**/geo/objects?*", lambda request: request.abort())
        open_map(page, 2)
        lost = page.locator(".map-lost")
        expect(lost).to_be_visible()
        expect(page.locator(".map-waiting")).to_be_hidden()
        page.unroute("**/geo/objects?*")
        page.get_by_role("button", name="放大").click()
        expect(lost).to_be_hidden()


def test_a_map_that_has_gone_may_still_be_asked(seated):
    with seated("office") as page:
        page.get_by_role("link", name="一张图", exact=True).click()
        expect(page.locator(".map-frame .leaflet-container")).to_be_visible()
        assert page.evaluate(ASKED_TOO_LATE) == [0, 0]
        page.get_by_role("link", name="任务", exact=True).click()
        expect(page.get_by_role("heading", name="任务", exact=True)).to_be_visible()
