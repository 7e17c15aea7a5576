"""地下空间 in a real browser: the boreholes stand in space, a line drawn by hand makes a section, and nothing is fetched from elsewhere."""

import gc

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browsers import new_page
from tests.data.indicators.deep_city import with_depth
from tests.web import serving

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
LONG = 40_000  # ms; WebGL is drawn by the processor, and two cores may be busy with other tests
DRAWN = "#underground-space[data-drawn] canvas"


@pytest.fixture
def city_fill():
    return with_depth


@pytest.fixture
def page(browser, city):
    """The page of the small city's leader; the driver of WebGL may warn of its speed, errors may not come."""
    said = []
    with serving(city.server) as at, new_page(browser) as opened:
        opened.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
        opened.on("pageerror", lambda error: said.append(str(error)))
        opened.on("request", lambda sent: None if sent.url.startswith((at, "data:", "blob:")) else said.append(sent.url))
        sign_in(opened, at, "leader")
        opened.goto(f"{at}/underground?period=2023-06")
        yield opened
        assert said == []
    gc.collect()


def test_the_boreholes_stand_in_space_and_other_plots_keep_their_library(page):
    expect(page.locator(DRAWN).first).to_be_visible(timeout=LONG)
    expect(page.get_by_text("4 个钻孔；竖向夸张")).to_be_visible(timeout=LONG)
    assert page.evaluate("() => !!window.Plotly && !window.Plotly.Plots.supportsWebGL3D && !('scatter3d' in (window.Plotly.PlotSchema.get().traces))")


def test_a_line_drawn_by_hand_makes_a_section(page):
    """From hole to hole the line crosses the whole city; drawn in the empty middle it has none."""
    expect(page.get_by_text("线上 4 个钻孔", exact=False)).to_be_visible(timeout=LONG)
    plot = page.locator("#underground-plan .nsewdrag").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    middle, height = box["x"] + box["width"] / 2, box["y"] + box["height"] / 4
    page.mouse.move(middle - 20, height)
    page.mouse.down()
    page.mouse.move(middle + 20, height, steps=5)
    page.mouse.up()
    expect(page.get_by_text("剖面线附近没有钻孔")).to_be_visible(timeout=LONG)
