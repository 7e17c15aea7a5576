"""大屏 in a real browser: it fits the wall it hangs on, turns by itself, and says so when nobody answers any more."""

import gc
import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO_PASSWORD
from tests.browsers import new_page
from tests.callbacks.test_wallscreen import published
from tests.web import serving

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
LONG = 40_000  # ms; two cores may be busy with other tests
FITS = """() => {
    const box = document.querySelector('.wall-stage').getBoundingClientRect();
    const edges = [box.left, box.top, innerWidth - box.right, innerHeight - box.bottom];
    const root = document.documentElement;
    return edges.every((edge) => Math.abs(edge) <= 1) && root.scrollWidth === innerWidth && root.scrollHeight === innerHeight;
}"""
CUT = """() => [...document.querySelectorAll('.wall-panel')].filter((panel) => panel.scrollHeight > panel.clientHeight + 1)
    .map((panel) => panel.innerText.slice(0, 20))"""


@pytest.fixture
def city_fill():
    return published


@pytest.fixture
def city_settings(city_settings):
    return replace(city_settings, wall_seconds=1)


@pytest.fixture
def wall(browser, city):
    """The wall as its account finds it; no error, and nothing leaves the server."""
    said = []
    with serving(city.server) as at, new_page(browser) as page:
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith((at, "data:", "blob:")) else said.append(sent.url))
        page.goto(f"{at}/login")
        page.fill("input[autocomplete=username]", "screen")
        page.fill("input[autocomplete=current-password]", DEMO_PASSWORD)
        page.press("input[autocomplete=current-password]", "Enter")
        expect(page.locator(".wall-card").first).to_be_visible(timeout=LONG)
        yield page
        assert said == []
    gc.collect()


def test_it_fills_any_wall_without_a_rest(wall):
    for width, height in ((1920, 1080), (1366, 768), (3840, 2160)):
        wall.set_viewport_size({"width": width, "height": height})
        expect(wall.locator(".wall-card").first).to_be_visible()
        wall.wait_for_function(FITS)  # the stage is scaled a moment after the window has its size
        assert wall.evaluate(CUT) == [], (width, height)


def test_it_turns_by_itself(wall):
    title = wall.locator("#wallscreen-system h2")
    expect(title).to_have_text(re.compile("5G"), timeout=LONG)
    expect(title).to_have_text(re.compile("智慧杆柱"), timeout=LONG)


def test_it_says_so_when_nobody_answers_any_more(wall):
    wall.context.set_offline(True)
    expect(wall.locator("#wallscreen-stale")).to_contain_text("数据未刷新（自 ", timeout=LONG)
    expect(wall.locator(".wall-card").first).to_be_visible()
    wall.context.set_offline(False)
    expect(wall.locator("#wallscreen-stale")).to_have_text("", timeout=LONG)
