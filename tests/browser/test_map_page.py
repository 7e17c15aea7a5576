"""一张图 in a real browser: a map that has left its page is asked where it looks, and nothing breaks."""

import pytest
from playwright.sync_api import expect

# The stack of the web leaves files of assets for the collector to close.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

ASKED_TOO_LATE = """() => {
    const map = L.map(document.body.appendChild(document.createElement('div')));
    map.setView([34, 107], 9);
    map.remove();
    const place = map._getMapPanePos();
    return [place.x, place.y];
}"""


def test_a_map_that_has_gone_may_still_be_asked(seated):
    with seated("office") as page:
        page.get_by_role("link", name="一张图", exact=True).click()
        expect(page.locator(".map-frame .leaflet-container")).to_be_visible()
        assert page.evaluate(ASKED_TOO_LATE) == [0, 0]
        page.get_by_role("link", name="任务", exact=True).click()
        expect(page.get_by_role("heading", name="任务", exact=True)).to_be_visible()
